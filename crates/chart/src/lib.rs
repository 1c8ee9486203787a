//! Charts and maps drawn as SVG: the same figures on a page, in a file and in a report.
//!
//! A [`Chart`] says what is shown and in which [`Form`]; [`Chart::for_page`] draws it for a page that
//! may be 320 pixels wide, in light or dark, printed or read aloud; [`Chart::for_file`] draws it for
//! whoever takes it away. A chart never computes a figure: it shows values with the words that go
//! with them. What is hidden for confidentiality is hatched, and never looks like nought.

mod chart;
mod draw;
mod map;

pub use chart::{Category, Chart, FEW_RESIDENTS, Form, Mark, Reference, Series, Territory, Value};
pub use draw::{Key, Swatch};
