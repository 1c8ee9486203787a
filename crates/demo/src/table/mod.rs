//! A file before it is written: sheets of rows, each row with what is wrong in it and what it spends.

mod csv;
mod ods;
mod spoil;
mod xlsx;

use jiff::civil::Date;
use pas_domain::money::Money;
use pas_domain::office::Office;

pub(crate) use csv::{CsvStyle, Encoding, with_comma};
pub(crate) use spoil::{Spoiler, typed, with_text};

use crate::OfficeFile;
use crate::defect::{Defect, Outcome};
use crate::truth::{FileTruth, FlawTruth};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(i64),
    Amount(Money),
    Day(Date),
    /// A formula and what it gives.
    Sum(String, Money),
    /// A formula that fails.
    Failed,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The day, or an empty cell.
    pub(crate) fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A title or a blank above the header.
    Above,
    Header,
    Data,
    /// Totals, remarks, blanks below the header.
    Other,
}

/// Something wrong in a row, or odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// None for the row as a whole.
    pub(crate) column: Option<usize>,
    pub(crate) defect: Defect,
}

/// Money that a row says was spent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// The column without which it is lost.
    pub(crate) column: usize,
    pub(crate) benefit: &'static str,
    pub(crate) year: i16,
    pub(crate) amount: Money,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) kind: RowKind,
    pub(crate) cells: Vec<Cell>,
    pub(crate) flaws: Vec<Flaw>,
    pub(crate) spent: Vec<Spent>,
    /// Position of the person in the world.
    pub(crate) person: Option<usize>,
}

impl Row {
    pub(crate) fn new(kind: RowKind, cells: Vec<Cell>) -> Self {
        Self {
            kind,
            cells,
            flaws: Vec::new(),
            spent: Vec::new(),
            person: None,
        }
    }

    pub(crate) fn header(headings: &[&str]) -> Self {
        let cells = headings.iter().map(|heading| Cell::text(*heading));
        Self::new(RowKind::Header, cells.collect())
    }

    pub(crate) fn title(text: &str) -> Self {
        Self::new(RowKind::Above, vec![Cell::text(text)])
    }

    /// A blank row above the header.
    pub(crate) fn gap() -> Self {
        Self::new(RowKind::Above, Vec::new())
    }

    pub(crate) fn data(person: usize, cells: Vec<Cell>, flaws: Vec<Flaw>) -> Self {
        Self {
            person: Some(person),
            flaws,
            ..Self::new(RowKind::Data, cells)
        }
    }

    pub(crate) fn spending(mut self, spent: impl IntoIterator<Item = Spent>) -> Self {
        self.spent.extend(spent);
        self
    }

    /// Notes a defect.
    pub(crate) fn flaw(&mut self, column: Option<usize>, defect: Defect) {
        self.flaws.push(Flaw { column, defect });
    }

    fn has(&self, outcome: Outcome) -> bool {
        let mut flaws = self.flaws.iter();
        flaws.any(|flaw| flaw.defect.outcome() == outcome)
    }

    pub(crate) fn has_at(&self, column: usize, outcome: Outcome) -> bool {
        let mut flaws = self.flaws.iter();
        flaws.any(|flaw| flaw.column == Some(column) && flaw.defect.outcome() == outcome)
    }
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Format {
    Csv(CsvStyle),
    Xlsx,
    Ods,
}

/// A whole file.
pub(crate) struct Table {
    pub(crate) office: Office,
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) sheets: Vec<Sheet>,
}

impl Table {
    /// A file without sheets.
    pub(crate) fn csv(office: Office, name: String, style: CsvStyle, rows: Vec<Row>) -> Self {
        let sheet = Sheet {
            name: String::new(),
            rows,
        };
        Self {
            office,
            name,
            format: Format::Csv(style),
            sheets: vec![sheet],
        }
    }

    /// The file's bytes, and what is true of it.
    pub(crate) fn finish(self) -> (OfficeFile, FileTruth) {
        let bytes = match self.format {
            Format::Csv(style) => csv::write(&self.sheets, style),
            Format::Xlsx => xlsx::write(&self.sheets),
            Format::Ods => ods::write(&self.sheets),
        };
        let mut truth = FileTruth::new(self.office, &self.name);
        for sheet in &self.sheets {
            for (row, number) in sheet.rows.iter().zip(1_u32..) {
                tell(&mut truth, &sheet.name, row, number);
            }
        }
        let file = OfficeFile {
            office: self.office,
            name: self.name,
            bytes,
        };
        (file, truth)
    }
}

/// Adds a row to what is true of its file.
fn tell(truth: &mut FileTruth, sheet: &str, row: &Row, number: u32) {
    if matches!(row.kind, RowKind::Above | RowKind::Header) {
        return;
    }
    truth.flaws.extend(row.flaws.iter().map(|flaw| FlawTruth {
        sheet: sheet.to_owned(),
        row: number,
        column: flaw.column,
        defect: flaw.defect,
    }));
    if row.has(Outcome::Blank) {
        return;
    }
    truth.n_read += 1;
    if row.has(Outcome::NotData) {
        truth.n_not_data += 1;
        return;
    }
    if row.has(Outcome::SetAside) {
        truth.n_set_aside += 1;
        return;
    }
    truth.n_used += 1;
    let held_back = row.has(Outcome::HeldBack);
    for spent in &row.spent {
        if !row.has_at(spent.column, Outcome::CellLeftOut) {
            truth.spend(row.person, spent, held_back);
        }
    }
}
