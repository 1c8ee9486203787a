//! Cells read into the field's types, one parser per kind of cell. None guesses in silence: a cell is
//! clean, or repaired with the reason, or unusable with the remedy.

pub(crate) mod answer;
pub(crate) mod benefit;
pub(crate) mod codes;
pub(crate) mod codice_fiscale;
pub(crate) mod country;
pub(crate) mod date;
pub(crate) mod hours;
pub(crate) mod money;
pub(crate) mod month;
pub(crate) mod place;
pub(crate) mod profile;
pub(crate) mod protocol;
pub(crate) mod text;

use crate::cell::Cell;

/// What a cell gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cleaned<T> {
    /// Nothing stands there.
    Blank,
    /// The value, as written.
    Clean(T),
    /// The value, after a repair.
    Repaired(T, Note),
    /// No value.
    Unusable(Note),
}

/// What to say about a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Stable code.
    pub code: &'static str,
    /// In Italian: what was found, and what to do or what was done.
    pub message: String,
}

impl Note {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl<T> Cleaned<T> {
    pub(crate) fn repaired(value: T, code: &'static str, message: impl Into<String>) -> Self {
        Self::Repaired(value, Note::new(code, message))
    }

    pub(crate) fn unusable(code: &'static str, message: impl Into<String>) -> Self {
        Self::Unusable(Note::new(code, message))
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Cleaned<U> {
        match self {
            Self::Blank => Cleaned::Blank,
            Self::Clean(value) => Cleaned::Clean(change(value)),
            Self::Repaired(value, note) => Cleaned::Repaired(change(value), note),
            Self::Unusable(note) => Cleaned::Unusable(note),
        }
    }

    /// The same value, said to be repaired if it was clean.
    pub(crate) fn or_note(self, note: Option<Note>) -> Self {
        match (self, note) {
            (Self::Clean(value), Some(note)) => Self::Repaired(value, note),
            (same, _) => same,
        }
    }
}

/// Errors of formulas, as spreadsheets write them in Italian and in English.
const FORMULA_ERRORS: &[&str] = &[
    "#N/D", "#N/A", "#RIF!", "#REF!", "#DIV/0!", "#NOME?", "#NAME?", "#VALORE!", "#VALUE!",
    "#NUM!", "#NULLO!", "#NULL!", "Err:502", "Err:508", "Err:520",
];

/// What offices write where nothing is to be said.
const NOTHING: &[&str] = &[
    "-", "--", "---", "–", "—", "/", "//", ".", "n.d.", "nd", "n/d", "null",
];

/// A cell that says nothing, or whose formula failed; `None` when it holds something to read.
pub(crate) fn nothing<T>(cell: &Cell) -> Option<Cleaned<T>> {
    if cell.is_blank() {
        return Some(Cleaned::Blank);
    }
    let text = match cell {
        Cell::Text(_) | Cell::Error(_) => cell.trimmed(),
        _ => return None,
    };
    let is_error = matches!(cell, Cell::Error(_)) || FORMULA_ERRORS.contains(&text.as_ref());
    if is_error {
        return Some(Cleaned::unusable(
            "formula-in-errore",
            format!("la formula dà «{text}»: correggila nel foglio, oppure scrivi il valore"),
        ));
    }
    NOTHING
        .iter()
        .any(|nothing| nothing.eq_ignore_ascii_case(&text))
        .then_some(Cleaned::Blank)
}

/// Whether a number was written by a spreadsheet as `1,23457E+11`: its last digits are lost.
pub(crate) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let is_number = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'-'))
    };
    let exponent_digits = exponent.trim_start_matches('+');
    mantissa.contains([',', '.']) && is_number(mantissa) && is_number(exponent_digits)
        || (exponent.starts_with('+') && is_number(mantissa) && is_number(exponent_digits))
}
