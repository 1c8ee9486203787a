//! What is asked of a row beyond its cells: is this codice fiscale the right person's?

use pas_domain::codice_fiscale::{CodiceFiscale, given_name_part, surname_part};
use pas_domain::fact::{Attribute, FactKind};

use super::value::Values;
use super::{RowContext, RowNote};
use crate::cell::Row;
use crate::clean::{Cleaned, Note, codice_fiscale};
use crate::layout::ColumnUse;
use crate::report::Outcome;

/// The notes of all checks.
pub(super) fn check(row: &Row, values: &Values, context: &RowContext<'_>) -> Vec<RowNote> {
    let Some(cf) = values.cf(Attribute::Cf) else {
        return Vec::new();
    };
    let column = values.column(Attribute::Cf);
    let note = |outcome, note| RowNote {
        column,
        outcome,
        note,
    };
    let mut notes = Vec::new();
    if let Some(found) = other_person(row, &cf, context).or_else(|| too_old(&cf, context)) {
        notes.push(note(Outcome::SetAside, found));
    }
    if !context.layout.emits(FactKind::Registration)
        && let Some(found) = other_name(&cf, values)
    {
        notes.push(note(Outcome::ToCheck, found));
    }
    notes
}

/// The code of the foster parent in the child's column.
fn other_person(row: &Row, cf: &CodiceFiscale, context: &RowContext<'_>) -> Option<Note> {
    let others = context.header.uses.iter().enumerate();
    let mut others = others.filter(|(_, usage)| **usage == ColumnUse::OtherPerson);
    let (column, _) = others.find(|(column, _)| {
        matches!(
            codice_fiscale::codice_fiscale(row.cell(*column)),
            Cleaned::Clean(other) | Cleaned::Repaired(other, _) if other == *cf
        )
    })?;
    let heading = context.header.heading(column);
    Some(Note::new(
        "cf-di-altra-persona",
        format!("è lo stesso codice fiscale di «{heading}»: qui serve quello del beneficiario"),
    ))
}

fn too_old(cf: &CodiceFiscale, context: &RowContext<'_>) -> Option<Note> {
    let max_age = context.layout.checks.max_age?;
    let year = context.year.unwrap_or_else(|| context.today.year());
    let age = year - cf.birth_date(context.today)?.year();
    (age > i16::from(max_age)).then(|| {
        Note::new(
            "cf-di-adulto",
            format!(
                "è il codice fiscale di una persona di {age} anni: qui serve quello del minore"
            ),
        )
    })
}

/// A code whose letters no reading of the row's name gives. Only a doubt: people marry, and offices
/// shorten names.
fn other_name(cf: &CodiceFiscale, values: &Values) -> Option<Note> {
    if cf.is_provisional() {
        return None;
    }
    let surname = values.text(Attribute::Surname).unwrap_or_default();
    let given_name = values.text(Attribute::GivenName).unwrap_or_default();
    let full_name = values.text(Attribute::FullName);
    let name = full_name.unwrap_or_else(|| format!("{surname} {given_name}"));
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let letters = cf.as_str().get(..6)?;
    let agrees = |surname: &[&str], given_name: &[&str]| {
        let letters_of = format!(
            "{}{}",
            surname_part(&surname.join(" ")),
            given_name_part(&given_name.join(" "))
        );
        letters_of == letters
    };
    let any_split = (1..words.len()).any(|at| {
        let (first, last) = words.split_at(at);
        agrees(first, last) || agrees(last, first)
    });
    (!any_split).then(|| {
        Note::new(
            "cf-nome-diverso",
            format!(
                "il codice fiscale non è fatto con le lettere di «{name}»: controlla che sia il suo"
            ),
        )
    })
}
