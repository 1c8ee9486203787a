//! One row: its cells cleaned, its facts built, or the reason why it is set aside.

mod checks;
mod cleaning;
mod delivery;
mod facts;
mod not_data;
mod value;

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::fact::{Attribute, Fact, SourceCell};

use crate::cell::{Row, column_letter};
use crate::clean::Note;
use crate::clean::profile::Profile;
use crate::layout::{ColumnUse, Header, Layout};
use crate::report::Outcome;

pub(crate) use not_data::not_data;
use value::Value;
pub(crate) use value::default_value;

/// What the reading of a row needs to know of its sheet.
pub(crate) struct RowContext<'a> {
    /// The layout.
    pub(crate) layout: &'a Layout,
    /// The header.
    pub(crate) header: Header,
    /// The code lists.
    pub(crate) catalogue: &'a Catalogue,
    /// The day of reading.
    pub(crate) today: Date,
    /// The year of the sheet or file.
    pub(crate) year: Option<i16>,
    /// The month of the sheet.
    pub(crate) month: Option<i8>,
    /// What the first rows of each column show.
    pub(crate) profiles: Vec<Profile>,
    /// What every row says without a column.
    pub(crate) defaults: Vec<(Attribute, Value)>,
}

/// Something to say about a row, by the position of its column.
#[derive(Debug, Clone)]
pub(crate) struct RowNote {
    /// The column, if it is about one.
    pub(crate) column: Option<usize>,
    /// What it did.
    pub(crate) outcome: Outcome,
    /// What to say.
    pub(crate) note: Note,
}

impl RowNote {
    fn row(outcome: Outcome, note: Note) -> Self {
        Self {
            column: None,
            outcome,
            note,
        }
    }
}

/// A fact with the cells that it was read from.
pub(crate) type ReadFact = (Fact, Vec<SourceCell>);

/// Reads a row. No fact: the row is set aside, and the notes say why.
pub(crate) fn read_row(row: &Row, context: &RowContext<'_>) -> (Vec<ReadFact>, Vec<RowNote>) {
    let (values, mut notes) = cleaning::clean_row(row, context);
    notes.extend(checks::check(row, &values, context));
    let is_lost = |notes: &[RowNote]| notes.iter().any(|note| note.outcome == Outcome::SetAside);
    let mut facts = Vec::new();
    if !is_lost(&notes) {
        match facts::facts(row, &values, context, &mut notes) {
            Ok(built) => facts = built,
            Err(note) => notes.push(RowNote::row(Outcome::SetAside, note)),
        }
    }
    if is_lost(&notes) {
        facts.clear();
        // Of a row that is set aside only the reasons matter: nothing was left out or repaired.
        notes.retain(|note| note.outcome == Outcome::SetAside);
    }
    (facts, notes)
}

impl RowContext<'_> {
    /// The cell of a column as the source of a fact.
    fn source(&self, row: &Row, attribute: Attribute, column: usize) -> SourceCell {
        SourceCell {
            attribute,
            column: column_letter(column),
            heading: self.header.heading(column).to_owned(),
            raw: row.cell(column).shown().into_owned(),
        }
    }

    /// The texts of the columns that are read, by which rows are compared.
    pub(crate) fn read_columns(&self) -> impl Iterator<Item = usize> + Clone {
        let uses = self.header.uses.iter().enumerate();
        uses.filter(|(_, usage)| matches!(usage, ColumnUse::Column(_) | ColumnUse::Month(..)))
            .map(|(column, _)| column)
    }
}
