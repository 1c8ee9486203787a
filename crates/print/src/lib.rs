//! Documents as tagged PDF, drawings as PNG.
//!
//! A [`Document`] says what is printed, in reading order: headings, paragraphs, tables, drawings.
//! [`Document::to_pdf`] breaks it into pages and writes PDF/UA-1: headings, tables and figures are
//! tagged, figures have words in place of them, the fonts are inside. [`to_png`] draws an SVG in pixels.

mod document;
mod drawing;
mod error;
mod font;
mod layout;
mod pages;
mod table;
mod tags;

pub use document::{Block, Document, Table};
pub use drawing::to_png;
pub use error::PrintError;
