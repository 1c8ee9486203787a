//! Why something cannot be printed.

/// Why something cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The drawing is no SVG.
    #[error("the drawing is no SVG: {0}")]
    Drawing(String),
    /// The drawing has no size that can be drawn.
    #[error("a drawing of {0} by {1} pixels cannot be made")]
    Size(u32, u32),
    /// The pixels cannot be encoded.
    #[error("the pixels cannot be encoded: {0}")]
    Pixels(String),
    /// The document is no valid PDF/UA.
    #[error("the document cannot be written: {0}")]
    Document(String),
}
