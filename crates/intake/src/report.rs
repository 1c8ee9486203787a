//! What became of a file: rows counted, problems said, sheet by sheet.

use pas_domain::office::Office;

use crate::format::{Format, TextEncoding};

/// What a problem did to the row or cell that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// The row was set aside: no fact came from it.
    SetAside,
    /// The row is a title, a total or a comment, and no data: set aside without harm.
    NotData,
    /// The row was used without this cell.
    CellLeftOut,
    /// The row was used as it stands, but somebody should look.
    ToCheck,
    /// The cell was read after a repair that the message names.
    Repaired,
}

impl Outcome {
    /// The name in storage and in URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SetAside => "set_aside",
            Self::NotData => "not_data",
            Self::CellLeftOut => "cell_left_out",
            Self::ToCheck => "to_check",
            Self::Repaired => "repaired",
        }
    }

    /// In Italian, for a heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SetAside => "riga messa da parte",
            Self::NotData => "riga senza dati",
            Self::CellLeftOut => "cella lasciata fuori",
            Self::ToCheck => "da verificare",
            Self::Repaired => "cella riparata",
        }
    }
}

/// Something to say about a row or a cell. It carries the citizen's data: show it only to whoever
/// may see the file, never log it.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the sheet; empty for a file without sheets.
    pub sheet: String,
    /// Number of the row as the office's program shows it.
    pub row: u32,
    /// Column as a spreadsheet names it; `None` when the problem is about the whole row.
    pub column: Option<String>,
    /// Heading of the column.
    pub heading: Option<String>,
    /// The cell's text, as it stood.
    pub value: Option<String>,
    /// Stable code, such as `cf-controllo`.
    pub code: &'static str,
    /// What it did.
    pub outcome: Outcome,
    /// In Italian: what is wrong and what to do.
    pub message: String,
    /// The office that sent the file and can answer.
    pub office: Office,
}

impl Problem {
    /// The message with its place in front: `Foglio «Anno 2024», riga 17, colonna F: …`.
    pub fn full_message(&self) -> String {
        let mut place = if self.sheet.is_empty() {
            format!("Riga {}", self.row)
        } else {
            format!("Foglio «{}», riga {}", self.sheet, self.row)
        };
        if let Some(column) = &self.column {
            place.push_str(", colonna ");
            place.push_str(column);
        }
        if let Some(heading) = self.heading.as_deref().filter(|text| !text.is_empty()) {
            place.push_str(" («");
            place.push_str(heading);
            place.push_str("»)");
        }
        format!("{place}: {}", self.message)
    }
}

/// Without the cell's text and the message, which carry personal data.
impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Problem")
            .field("row", &self.row)
            .field("column", &self.column)
            .field("code", &self.code)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Rows counted. A row is read when it stands below the header and is not wholly blank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows read.
    pub read: u64,
    /// Rows from which at least one fact came.
    pub used: u64,
    /// Of the rows used, those with a repaired cell.
    pub repaired: u64,
    /// Rows from which no fact came.
    pub set_aside: u64,
    /// Of the rows set aside, those that are no data: totals, comments, repeated headers.
    pub not_data: u64,
    /// Of the rows used, those with a cell left out or to check.
    pub partial: u64,
    /// Facts delivered.
    pub facts: u64,
}

impl Tally {
    /// Whether every row read is accounted for.
    pub const fn is_balanced(&self) -> bool {
        self.read == self.used + self.set_aside
    }

    /// Adds another tally.
    pub const fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.repaired += other.repaired;
        self.set_aside += other.set_aside;
        self.not_data += other.not_data;
        self.partial += other.partial;
        self.facts += other.facts;
    }
}

/// What became of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetReport {
    /// Its name; empty for a file without sheets.
    pub name: String,
    /// Whether the sheet is hidden in the office's program; it is read all the same.
    pub hidden: bool,
    /// What happened.
    pub outcome: SheetOutcome,
    /// Its rows.
    pub tally: Tally,
}

/// Whether a sheet was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetOutcome {
    /// Its header was recognised.
    Read {
        /// Name of the layout.
        layout: String,
        /// Number of the header's row.
        header_row: u32,
        /// Headings that the layout does not know: the columns were not read.
        unknown_headings: Vec<String>,
    },
    /// Nothing stands in it.
    Empty,
    /// No header of a known layout was found; the message says what is missing, in Italian.
    NotRecognised {
        /// What is missing and what to do.
        message: String,
    },
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// Its name.
    pub file: String,
    /// Its format, found from its content.
    pub format: Format,
    /// How its text is encoded; `None` for workbooks.
    pub encoding: Option<TextEncoding>,
    /// What separates its columns; `None` for workbooks.
    pub separator: Option<char>,
    /// The layout used by the most rows.
    pub layout: LayoutUsed,
    /// Sheet by sheet.
    pub sheets: Vec<SheetReport>,
    /// All sheets together.
    pub tally: Tally,
    /// What to know about the file as a whole, in Italian.
    pub notes: Vec<String>,
    /// Whether the sink stopped the reading before the end.
    pub stopped: bool,
}

/// The layout by which a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutUsed {
    /// Its name.
    pub name: String,
    /// Its Italian title: `RSA, presenze mensili`.
    pub title: String,
    /// Its version.
    pub version: u32,
}
