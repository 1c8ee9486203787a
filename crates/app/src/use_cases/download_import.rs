//! The bytes of an imported file, and the rows set aside for the office to mend.

use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;

use crate::app::App;
use crate::error::AppError;

/// A file to hand over.
#[derive(Debug, Clone)]
pub struct Download {
    /// Its name.
    pub filename: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportPart {
    /// The file as it came.
    Original,
    /// The rows set aside, in the office's own columns, with the problem in an added one (CSV).
    SetAside,
}

/// A part of the file `import`.
pub async fn download_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    part: ImportPart,
) -> Result<Download, AppError> {
    let _ = (app, actor, import, part);
    Err(AppError::Setup("in costruzione".to_owned()))
}
