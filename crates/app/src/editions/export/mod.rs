//! An answer as a file: the same figures as on the screen, hidden ones included, with what they mean.

mod block;
mod caption;
mod csv;
mod drawing;
mod file;
mod format;
mod json;
mod jsonstat;
mod ods;
mod parquet;
mod part;
mod pdf;
mod sheet;
mod xlsx;

pub use caption::Caption;
pub use file::Export;
pub use format::Format;
pub use json::{measure_json, to_json};
pub use part::rows_of;
pub use sheet::{Field, HIDDEN, Sheet};
