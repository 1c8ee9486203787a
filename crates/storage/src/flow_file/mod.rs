//! Upload files: what went into each, that somebody has uploaded it, and INPS's receipts.
//!
//! A written file says nothing of INPS. Its records are sendings from when somebody registers the
//! upload; until then the same records may be written again, or go over the e-service.

mod due;
mod file;
mod upload;

pub use due::{DueCount, never_sent, people_due, people_to_correct};
pub use file::{
    LineAnswer, NewFlowFile, NewLine, StoredFlowFile, StoredLine, StoredUpload, bytes, get, insert,
    lines, list, next_number, take_numbers,
};
pub use upload::{
    NewReceipt, Overtaken, StoredReceipt, keep_receipt, overtaken, receipt, receipts, register,
};

pub(crate) use due::STATEMENTS as DUE_STATEMENTS;
pub(crate) use file::STATEMENTS as FILE_STATEMENTS;
pub(crate) use upload::STATEMENTS as UPLOAD_STATEMENTS;
