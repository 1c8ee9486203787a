//! A cell and a row as a file carries them, whatever the file's format.

use std::borrow::Cow;

use jiff::civil::Date;
use pas_domain::period::italian_date;

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(String),
    /// A number of a spreadsheet.
    Number(f64),
    /// A day of a spreadsheet; the time of day is dropped.
    Day(Date),
    /// A length of time of a spreadsheet, in minutes.
    Minutes(i64),
    /// A truth value of a spreadsheet.
    Bool(bool),
    /// The error that a formula gave, as Excel writes it in Italian.
    Error(String),
}

impl Cell {
    /// Whether the cell says nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(is_space),
            _ => false,
        }
    }

    /// The cell as the office sees it.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(shown_number(*number)),
            Self::Day(day) => Cow::Owned(italian_date(*day)),
            Self::Minutes(minutes) => Cow::Owned(format!("{}:{:02}", minutes / 60, minutes % 60)),
            Self::Bool(value) => Cow::Borrowed(if *value { "VERO" } else { "FALSO" }),
        }
    }

    /// The cell as the office sees it, without spaces around it.
    pub fn trimmed(&self) -> Cow<'_, str> {
        match self.shown() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(is_space)),
            Cow::Owned(text) => Cow::Owned(text.trim_matches(is_space).to_owned()),
        }
    }
}

/// Spaces as files have them: the usual ones, the no-break space, the zero-width ones.
pub(crate) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200d}')
}

/// The cell's value with `.` and `,` as in Italian: `1234,5`; whole numbers without decimals.
fn shown_number(number: f64) -> String {
    format!("{number}").replace('.', ",")
}

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number as the office's program shows it, from 1.
    pub number: u32,
    /// Its cells from column A; cells beyond the last filled one may be missing.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// The cell in a column, counted from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        self.cells.get(column).unwrap_or(&EMPTY)
    }
}

/// The name of a column as a spreadsheet shows it: 0 is `A`, 26 is `AA`.
pub fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, column_letter};

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (column, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(column), letter);
        }
    }

    #[test]
    fn cells_show_as_the_office_sees_them() {
        for (cell, shown) in [
            (Cell::Number(1234.5), "1234,5"),
            (Cell::Number(123_457_000_000.0), "123457000000"),
            (Cell::Minutes(90), "1:30"),
            (Cell::Text("\u{a0} x ".to_owned()), "x"),
        ] {
            assert_eq!(cell.trimmed(), shown);
        }
    }
}
