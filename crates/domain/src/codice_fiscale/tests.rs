//! The codice fiscale under test: people here are made up.

mod agreement;
mod form;
mod grading;
mod properties;

use jiff::civil::{Date, date};

use super::{CodiceFiscale, Identity, synthetic};
use crate::coded::Sex;

const REFERENCE: Date = date(2026, 11, 23);

fn cf(raw: &str) -> CodiceFiscale {
    CodiceFiscale::parse(raw).unwrap_or_else(|error| panic!("{raw}: {error}"))
}

/// Lea Provaldi, made up, born in Roma on 1 March 1985.
fn lea() -> CodiceFiscale {
    synthetic("Provaldi", "Lea", date(1985, 3, 1), Sex::Female, "H501").expect("made up well")
}

fn identity_of_lea() -> Identity<'static> {
    Identity {
        surname: "Provaldi",
        given_name: "Lea",
        birth_date: Some(date(1985, 3, 1)),
        sex: Some(Sex::Female),
        birthplace: Some("H501"),
    }
}
