//! What is printed.

use crate::error::PrintError;
use crate::{layout, pages};

/// A document, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its title, in what the reader's window shows.
    pub title: String,
    /// Who publishes it.
    pub author: String,
    /// At the foot of every page, beside the page's number.
    pub footer: String,
    /// When it was made, ISO 8601: `2026-11-27T02:00:00Z`. The same document, the same bytes.
    pub created: String,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level from 1 to 6; no level may be left out on the way down.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that opens with a name in bold: a note.
    Note(String, String),
    /// A table.
    Table(Table),
    /// A drawing as SVG, its caption, and what it shows in words.
    Drawing {
        /// The SVG.
        svg: String,
        /// Below it; may be empty.
        caption: String,
        /// For who cannot see it.
        words: String,
    },
    /// The headings below the first level, each with the page that it stands on.
    Contents,
    /// The next block opens a page.
    PageBreak,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Above it; may be empty.
    pub caption: String,
    /// Headings of columns.
    pub headings: Vec<String>,
    /// Lines, as long as the headings.
    pub lines: Vec<Vec<String>>,
    /// How many columns at the left are words; the others are figures, at the right.
    pub n_words: usize,
    /// Whether the last line is a total.
    pub has_total: bool,
}

impl Document {
    /// The document as PDF/UA-1 on A4.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PrintError> {
        let laid = layout::lay_out(self)?;
        // Where a drawing's text cannot be text, for a sign that no font has, it is drawn as lines.
        pages::write(self, &laid, true).or_else(|_| pages::write(self, &laid, false))
    }
}
