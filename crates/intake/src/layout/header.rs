//! A row read as the header of a layout.

use super::Layout;
use super::heading::{normalised, shown_heading};
use super::months::month_of_heading;
use crate::cell::Row;
use crate::set_aside::ADDED_KEYS;

/// What a column of the file is to a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnUse {
    /// The layout's column with this position.
    Column(usize),
    /// A month, with the year where the heading says it.
    Month(i8, Option<i16>),
    /// Known and not read.
    Ignored,
    /// A codice fiscale that must not be the person's own.
    OtherPerson,
    /// The layout knows nothing of it.
    Unknown,
    /// No heading.
    Blank,
}

/// A row seen as a possible header: what does not depend on the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    row: u32,
    headings: Vec<String>,
    /// The headings, normalised.
    keys: Vec<String>,
    /// The month that a heading says.
    months: Vec<Option<(i8, Option<i16>)>>,
}

impl Candidate {
    /// A row whose cells may be headings.
    pub(crate) fn of(row: &Row) -> Self {
        let headings: Vec<String> = row.cells.iter().map(shown_heading).collect();
        Self {
            row: row.number,
            keys: headings.iter().map(|heading| normalised(heading)).collect(),
            months: row.cells.iter().map(month_of_heading).collect(),
            headings,
        }
    }
}

/// A row that was compared with a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Number of the row.
    pub(crate) row: u32,
    /// The headings as the office sees them.
    pub(crate) headings: Vec<String>,
    /// What each column is.
    pub(crate) uses: Vec<ColumnUse>,
    /// Headings that the layout needs and the row has not.
    pub(crate) missing: Vec<String>,
}

impl Header {
    /// Compares a row with a layout.
    pub(crate) fn of(layout: &Layout, candidate: &Candidate) -> Self {
        let mut taken = vec![false; layout.columns.len()];
        let columns = candidate.keys.iter().zip(&candidate.months);
        let uses: Vec<ColumnUse> = columns
            .zip(&candidate.headings)
            .map(|((key, month), heading)| {
                if heading.is_empty() {
                    return ColumnUse::Blank;
                }
                column_use(layout, key, &mut taken).unwrap_or_else(|| {
                    let month = month.filter(|_| layout.months.is_some());
                    month.map_or(ColumnUse::Unknown, |(month, year)| {
                        ColumnUse::Month(month, year)
                    })
                })
            })
            .collect();
        let missing = missing(layout, &taken, &uses);
        Self {
            row: candidate.row,
            headings: candidate.headings.clone(),
            uses,
            missing,
        }
    }

    /// Whether the layout finds all it needs.
    pub(crate) fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.n_known() > 0
    }

    /// How many columns the layout reads.
    pub(crate) fn n_known(&self) -> usize {
        let read = |column: &&ColumnUse| {
            matches!(
                column,
                ColumnUse::Column(_) | ColumnUse::Month(..) | ColumnUse::OtherPerson
            )
        };
        self.uses.iter().filter(read).count()
    }

    /// How many columns it knows nothing of.
    pub(crate) fn n_unknown(&self) -> usize {
        let unknown = |column: &&ColumnUse| **column == ColumnUse::Unknown;
        self.uses.iter().filter(unknown).count()
    }

    /// Number of columns up to the last one with a heading.
    pub(crate) fn width(&self) -> usize {
        let last = self
            .uses
            .iter()
            .rposition(|column| *column != ColumnUse::Blank);
        last.map_or(0, |position| position + 1)
    }

    /// The heading of a column.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }
}

fn column_use(layout: &Layout, key: &str, taken: &mut [bool]) -> Option<ColumnUse> {
    if key.is_empty() {
        return None;
    }
    if layout.other_people.iter().any(|other| other == key) {
        return Some(ColumnUse::OtherPerson);
    }
    for (position, (column, taken)) in layout.columns.iter().zip(taken.iter_mut()).enumerate() {
        if !*taken && column.keys.iter().any(|known| known == key) {
            *taken = true;
            return Some(ColumnUse::Column(position));
        }
    }
    let own = ADDED_KEYS.contains(&key);
    let ignored = own || layout.ignored.iter().any(|known| known == key);
    ignored.then_some(ColumnUse::Ignored)
}

fn missing(layout: &Layout, taken: &[bool], uses: &[ColumnUse]) -> Vec<String> {
    let needed = layout.columns.iter().zip(taken);
    let mut missing: Vec<String> = needed
        .filter(|(column, taken)| column.is_needed() && !**taken)
        .filter_map(|(column, _)| column.headings.first().cloned())
        .collect();
    let has_month = |column: &ColumnUse| matches!(column, ColumnUse::Month(..));
    if layout.months.is_some() && !uses.iter().any(has_month) {
        missing.push("i mesi, uno per colonna".to_owned());
    }
    missing
}
