//! INPS's wire formats: reader, writer and native schema check for PS/PSA/SINA and SINBA.
//!
//! Italian wire names live here and nowhere else. Reading is lenient (whatever is well-formed XML
//! with a `Flusso` in it gives a flow and its findings); writing refuses what the schema refuses.

mod check;
mod element;
mod message;
mod owned;
mod reader;
mod schema;
mod unreadable;
mod wire;
mod working_csv;
mod writer;
mod xml;

pub use message::SCHEMA_CODES;
pub use reader::{FlowKind, Reading, read};
pub use unreadable::UnreadableFlow;
pub use wire::{code_label, codes_of, element_of, is_required, path, wire_name};
pub use working_csv::working_csv;
pub use writer::{FlowWriter, WriteError, write, write_to};
pub use xml::SyntaxProblem;
