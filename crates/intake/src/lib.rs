//! Office files in, facts and per-cell problems out.
//!
//! Pure: bytes in, values out, nothing stored and nothing fetched. A file goes through four steps:
//! its *format* is found from its content ([`Format`]), its *layout* from its headings ([`Layouts`]),
//! each cell is *cleaned* (clean, repaired and said, or unusable with the remedy), and each row
//! becomes facts or is set aside. [`read_file`] hands both on to a [`Sink`] as it goes, so that a
//! million rows need no more memory than a thousand, and proves that rows read = used + set aside.

mod cell;
mod clean;
mod duplicates;
mod format;
mod layout;
mod preview;
mod read;
mod report;
mod row;
mod set_aside;
mod sheet;
mod sink;
mod source;
mod unreadable;

pub use cell::{Cell, Row, column_letter};
pub use format::{Format, TextEncoding};
pub use layout::{Checks, Column, Layout, LayoutError, Layouts, MonthColumns, NoLayout, TimeRule};
pub use preview::{CellState, Preview, PreviewCell, PreviewRow, PreviewSheet, RowChoice, preview};
pub use read::read_file;
pub use report::{FileReport, LayoutUsed, Outcome, Problem, SheetOutcome, SheetReport, Tally};
pub use set_aside::{SetAsideRows, WriteSetAsideError, write_set_aside_csv};
pub use sink::{Collected, RowSeen, RowState, Sink};
pub use source::{FileSource, Limits, ReadOptions, ReadSeek};
pub use unreadable::UnreadableFile;
