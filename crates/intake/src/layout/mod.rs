//! Layouts: how an office's file is laid out, saved as TOML, one file per layout.
//!
//! A layout is recognised by its headings. The builtin ones are in `layouts/`; an ente adds its own
//! or replaces a builtin one by a file with the same `name`.

mod file;
mod header;
mod heading;
mod library;
mod months;

use std::collections::BTreeMap;

use pas_domain::fact::{Attribute, FactKind};
use pas_domain::office::Office;

pub use file::LayoutError;
pub(crate) use header::{Candidate, ColumnUse, Header};
pub(crate) use heading::normalised;
pub use library::{Layouts, NoLayout};
pub(crate) use months::{month_in, named_month, year_in};

/// How one kind of file of one office is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Its name, unique: `anziani-annuale`.
    pub name: String,
    /// What the file is, in Italian.
    pub title: String,
    /// The office that sends it.
    pub office: Office,
    /// Counts up when the office changes its file.
    pub version: u32,
    /// What a row says.
    pub emits: Vec<FactKind>,
    /// For which time a delivery's amount stands.
    pub time: TimeRule,
    /// The columns that are read.
    pub columns: Vec<Column>,
    /// Months that stand side by side, one column each.
    pub months: Option<MonthColumns>,
    /// What every row says without a column.
    pub defaults: BTreeMap<Attribute, String>,
    /// Headings of columns that are known and not read, normalised.
    pub ignored: Vec<String>,
    /// Headings of [`Checks::cf_differs_from`], normalised.
    other_people: Vec<String>,
    /// The ente bears what the user and the health service do not.
    pub ente_bears_the_rest: bool,
    /// What is asked of a row beyond its cells.
    pub checks: Checks,
}

/// For which time a delivery's amount stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeRule {
    /// The file speaks of no delivery.
    None,
    /// For the month of the row's cell, or of the sheet's name.
    Month,
    /// For the month of the column.
    MonthColumns,
    /// For each month from the start to the end, inside the file's year when one is known. Without
    /// an end it goes on to the end of that year.
    EachMonth,
    /// For the whole time from the start to the end.
    WholePeriod,
    /// Once, on the day of payment.
    Day,
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What its cells say.
    pub attribute: Attribute,
    /// How its heading is written, the usual way first.
    pub headings: Vec<String>,
    /// The same, normalised.
    keys: Vec<String>,
    /// The header must have it, and every row a value.
    pub required: bool,
    /// The header must have it.
    pub expected: bool,
    /// A cell may be blank, but one that cannot be read sets the row aside: the value decides what
    /// the row is about.
    pub strict: bool,
}

/// Months side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthColumns {
    /// What the cells say: an amount or hours.
    pub attribute: Attribute,
}

/// What is asked of a row beyond its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// A person older than this in the year of the file is somebody else: the foster parent in the
    /// child's column.
    pub max_age: Option<u8>,
    /// Headings of columns whose codice fiscale is another person's.
    #[serde(default)]
    pub cf_differs_from: Vec<String>,
}

impl Layout {
    /// The column that says `attribute`; the first, where several do.
    pub fn column(&self, attribute: Attribute) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.attribute == attribute)
    }

    /// Whether a row says a fact of this kind.
    pub fn emits(&self, kind: FactKind) -> bool {
        self.emits.contains(&kind)
    }

    /// The usual heading of each column that the header must have.
    pub fn needed_headings(&self) -> impl Iterator<Item = &str> {
        let needed = self.columns.iter().filter(|column| column.is_needed());
        needed.filter_map(|column| column.headings.first().map(String::as_str))
    }

    /// The headings of an empty file of this layout, for an office that begins.
    pub fn template_headings(&self) -> Vec<&str> {
        let columns = self.columns.iter();
        let mut headings: Vec<&str> = columns
            .filter_map(|column| column.headings.first().map(String::as_str))
            .collect();
        if self.months.is_some() {
            headings.extend(months::NAMES);
        }
        headings
    }
}

impl Column {
    const fn is_needed(&self) -> bool {
        self.required || self.expected
    }
}
