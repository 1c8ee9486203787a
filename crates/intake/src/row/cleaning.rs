//! Cleans the cells of a row, column by column.

use jiff::civil::Date;
use pas_domain::fact::Attribute;
use pas_domain::period::Month;

use super::value::{CellContext, Value, Values, clean};
use super::{RowContext, RowNote};
use crate::cell::{Cell, Row};
use crate::clean::profile::Profile;
use crate::clean::{Cleaned, Note};
use crate::layout::{Column, ColumnUse};
use crate::report::Outcome;

/// Reads every cell of a row. A note with [`Outcome::SetAside`] means that the row is lost.
pub(super) fn clean_row(row: &Row, context: &RowContext<'_>) -> (Values, Vec<RowNote>) {
    let mut reading = Reading {
        row,
        context,
        values: Values::default(),
        notes: Vec::new(),
        year: context.year,
        born: None,
    };
    // A birthplace is a comune of the day of birth, a month may need the row's year: those first.
    reading.read_columns(|attribute| {
        matches!(
            attribute,
            Attribute::BirthDate | Attribute::Year | Attribute::Cf
        )
    });
    reading.note_year_and_birth();
    reading.read_columns(|attribute| {
        !matches!(
            attribute,
            Attribute::BirthDate | Attribute::Year | Attribute::Cf
        )
    });
    reading.read_months();
    for (attribute, value) in &context.defaults {
        if reading.values.get(*attribute).is_none() {
            reading.values.set(*attribute, value.clone(), None);
        }
    }
    (reading.values, reading.notes)
}

struct Reading<'a> {
    row: &'a Row,
    context: &'a RowContext<'a>,
    values: Values,
    notes: Vec<RowNote>,
    year: Option<i16>,
    born: Option<Date>,
}

impl Reading<'_> {
    fn read_columns(&mut self, wanted: impl Fn(Attribute) -> bool) {
        let context = self.context;
        for (position, usage) in context.header.uses.iter().enumerate() {
            let ColumnUse::Column(index) = usage else {
                continue;
            };
            if let Some(column) = context.layout.columns.get(*index)
                && wanted(column.attribute)
            {
                self.read_cell(position, column);
            }
        }
    }

    fn note_year_and_birth(&mut self) {
        if let Some(year) = self.values.number(Attribute::Year) {
            self.year = i16::try_from(year).ok();
        }
        if self.context.layout.column(Attribute::Birthplace).is_none() {
            return;
        }
        self.born = self.values.day(Attribute::BirthDate).or_else(|| {
            let cf = self.values.cf(Attribute::Cf)?;
            cf.birth_date(self.context.today)
        });
    }

    fn cell_context(&self, position: usize) -> CellContext<'_> {
        static NO_PROFILE: Profile = Profile::NONE;
        CellContext {
            catalogue: self.context.catalogue,
            profile: self.context.profiles.get(position).unwrap_or(&NO_PROFILE),
            today: self.context.today,
            year: self.year,
            born: self.born,
        }
    }

    fn read_cell(&mut self, position: usize, column: &Column) {
        let cell = self.row.cell(position);
        let decides = column.required || column.strict;
        match clean(column.attribute, cell, &self.cell_context(position)) {
            Cleaned::Blank if column.required && self.values.get(column.attribute).is_none() => {
                self.say(position, Outcome::SetAside, missing(column.attribute, cell));
            }
            Cleaned::Blank => {}
            Cleaned::Clean(value) => self.set(position, column.attribute, value, None),
            Cleaned::Repaired(value, note) => {
                self.set(position, column.attribute, value, Some(note));
            }
            Cleaned::Unusable(note) if decides => self.say(position, Outcome::SetAside, note),
            Cleaned::Unusable(note) => self.say(position, Outcome::CellLeftOut, note),
        }
    }

    /// Of two columns that say the same, the first counts; a contradiction is said.
    fn set(&mut self, position: usize, attribute: Attribute, value: Value, note: Option<Note>) {
        match self.values.get(attribute) {
            Some(earlier) if *earlier == value => {
                if let Some(note) = note {
                    self.say(position, Outcome::Repaired, note);
                }
            }
            Some(_) => {
                let other = self.values.column(attribute).unwrap_or(position);
                let message = format!(
                    "dice altro rispetto a «{}»: usata quella colonna, controlla quale è giusta",
                    self.context.header.heading(other)
                );
                self.say(
                    position,
                    Outcome::ToCheck,
                    Note::new("colonne-discordi", message),
                );
            }
            None => {
                self.values.set(attribute, value, Some(position));
                if let Some(note) = note {
                    self.say(position, Outcome::Repaired, note);
                }
            }
        }
    }

    fn read_months(&mut self) {
        let context = self.context;
        let Some(months) = context.layout.months else {
            return;
        };
        for (position, usage) in context.header.uses.iter().enumerate() {
            let ColumnUse::Month(number, year) = *usage else {
                continue;
            };
            let cell = self.row.cell(position);
            let (value, note) = match clean(months.attribute, cell, &self.cell_context(position)) {
                Cleaned::Blank => continue,
                Cleaned::Clean(value) => (value, None),
                Cleaned::Repaired(value, note) => (value, Some(note)),
                Cleaned::Unusable(note) => {
                    self.say(position, Outcome::CellLeftOut, note);
                    continue;
                }
            };
            match year.or(self.year).and_then(|year| Month::new(year, number)) {
                Some(month) => {
                    self.values.months.push((position, month, value));
                    if let Some(note) = note {
                        self.say(position, Outcome::Repaired, note);
                    }
                }
                None => self.say(position, Outcome::SetAside, year_missing()),
            }
        }
    }

    fn say(&mut self, position: usize, outcome: Outcome, note: Note) {
        self.notes.push(RowNote {
            column: Some(position),
            outcome,
            note,
        });
    }
}

fn missing(attribute: Attribute, cell: &Cell) -> Note {
    let what = attribute.label();
    let message = match cell.trimmed().as_ref() {
        "" => format!("manca: {what}. Scrivilo e invia di nuovo la riga"),
        text => format!("«{text}» vuol dire niente, ma qui serve: {what}"),
    };
    let code = if attribute == Attribute::Cf {
        "cf-mancante"
    } else {
        "valore-mancante"
    };
    Note::new(code, message)
}

fn year_missing() -> Note {
    Note::new(
        "anno-mancante",
        "non si sa di quale anno sono i mesi: scrivi l'anno nel nome del foglio, per esempio «Anno 2024»",
    )
}
