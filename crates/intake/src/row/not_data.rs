//! Rows that are no data: totals, comments, repeated headers.

use pas_domain::fact::Attribute;

use super::RowContext;
use crate::cell::{Cell, Row, is_space};
use crate::clean::Note;
use crate::layout::{ColumnUse, normalised};

/// Words that begin a row of totals, normalised.
const TOTALS: &[&str] = &[
    "TOTALE",
    "TOTALI",
    "SUBTOTALE",
    "SUBTOTALI",
    "TOT",
    "SOMMA",
    "RIPORTO",
    "COMPLESSIVO",
];
/// Beginnings of a comment, in upper case.
const COMMENTS: &[&str] = &[
    "*",
    "N.B.",
    "NB:",
    "NB ",
    "NOTA",
    "NOTE",
    "ATTENZIONE",
    "LEGENDA",
    "(*)",
    "#",
];

/// Why a row is no data; `None` when it is to be read.
pub(crate) fn not_data(row: &Row, context: &RowContext<'_>) -> Option<Note> {
    let person = person_column(context);
    let key_cell = person.map(|(column, _)| row.cell(column));
    if key_cell.is_some_and(has_the_form_of_a_code) {
        return None;
    }
    if let Some((column, heading)) = person {
        let text = row.cell(column).trimmed();
        if !text.is_empty() && normalised(&text) == normalised(heading) {
            return Some(Note::new(
                "intestazione-ripetuta",
                "riga di intestazione ripetuta: non contiene dati",
            ));
        }
    }
    let texts = || row.cells.iter().filter(|cell| !cell.is_blank());
    let first = texts().find(|cell| matches!(cell, Cell::Text(_)));
    let first_text = first
        .map(|cell| cell.trimmed().to_uppercase())
        .unwrap_or_default();
    let first_word = first_text.split([' ', ':', '.']).next().unwrap_or("");
    if TOTALS.contains(&first_word) {
        return Some(Note::new(
            "riga-totale",
            "riga di totale: non contiene dati di una persona",
        ));
    }
    person?;
    let is_alone = texts().count() == 1 && !key_cell.is_some_and(looks_like_a_code);
    let is_comment = key_cell.is_some_and(Cell::is_blank)
        && COMMENTS.iter().any(|start| first_text.starts_with(start));
    (is_alone || is_comment).then(|| {
        Note::new(
            "riga-di-commento",
            "riga di commento: non contiene dati di una persona",
        )
    })
}

/// The column of the codice fiscale, and its heading in this file.
fn person_column<'a>(context: &'a RowContext<'_>) -> Option<(usize, &'a str)> {
    let is_cf = |usage: &ColumnUse| match usage {
        ColumnUse::Column(index) => context
            .layout
            .columns
            .get(*index)
            .is_some_and(|column| column.attribute == Attribute::Cf),
        _ => false,
    };
    let column = context.header.uses.iter().position(is_cf)?;
    Some((column, context.header.heading(column)))
}

/// Sixteen or eleven letters and digits: a row with it is about a person, whether the code is right
/// or not.
fn has_the_form_of_a_code(cell: &Cell) -> bool {
    let text = cell.trimmed();
    let letters = || text.chars().filter(|letter| !is_space(*letter));
    matches!(letters().count(), 11 | 16)
        && letters().all(|letter| letter.is_ascii_alphanumeric())
        && letters().any(|letter| letter.is_ascii_digit())
}

/// One word about as long as a codice fiscale: meant as one, and to be set aside as such.
fn looks_like_a_code(cell: &Cell) -> bool {
    let text = cell.trimmed();
    (8..=18).contains(&text.len()) && !text.contains(' ')
}
