//! An answer as a file: the same figures as on the screen, hidden ones included, with what they mean.

mod csv;
mod json;
mod part;
mod sheet;
mod xlsx;

pub use csv::to_csv;
pub use json::{measure_json, to_json};
pub use part::rows_of;
pub use sheet::{Field, HIDDEN, Sheet};
pub use xlsx::to_xlsx;
