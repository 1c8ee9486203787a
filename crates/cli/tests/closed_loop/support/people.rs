//! Made-up people by number, all different, and what their offices write of them.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic};

/// Nobody is called so.
pub(crate) const SURNAME: &str = "PROVALDI";

/// A made-up woman, born in Vergato and living there.
pub(crate) struct MadeUp {
    pub(crate) cf: CodiceFiscale,
    pub(crate) given_name: String,
    born: Date,
}

/// Number `n` of at most three million.
pub(crate) fn person(n: usize) -> MadeUp {
    const CONSONANTS: &[u8] = b"BCDFGHLMNPRSTVZ";
    let letter = |place: u32| {
        let digit = n / 365 / CONSONANTS.len().pow(place) % CONSONANTS.len();
        char::from(CONSONANTS[digit])
    };
    let given_name = format!("{}A{}E{}A", letter(2), letter(1), letter(0));
    let days = i64::try_from(n % 365).expect("a year");
    let born = date(1950, 1, 1) + days.days();
    let cf = synthetic(SURNAME, &given_name, born, Sex::Female, "L762");
    MadeUp {
        cf: cf.expect("a made-up code"),
        given_name,
        born,
    }
}

/// The file with which the ente says who it is.
pub(crate) fn identity() -> String {
    let operator = person(0).cf;
    format!(
        "Codice ente;Denominazione;Sede legale;CF operatore\r\n\
         L762PROVA;Comune di Prova;L762;{operator}\r\n"
    )
}

/// The registry's file of the first `n` people, each where `residence` says.
pub(crate) fn registry(n: usize, residence: impl Fn(usize) -> &'static str) -> String {
    let mut file = "Codice fiscale;Cognome;Nome;Sesso;Data di nascita;Luogo di nascita;\
                    Cittadinanza;Comune di residenza\r\n"
        .to_owned();
    for number in 0..n {
        let MadeUp {
            cf,
            given_name,
            born,
        } = person(number);
        let (born, residence) = (born.strftime("%d/%m/%Y"), residence(number));
        write!(
            file,
            "{cf};{SURNAME};{given_name};F;{born};Vergato;100;{residence}\r\n"
        )
        .expect("a string grows");
    }
    file
}

/// Where they live.
pub(crate) const HOME: &str = "Vergato";

/// A payment: its protocol, to whom, how much, in cents.
pub(crate) struct Payment {
    pub(crate) number: usize,
    pub(crate) person: usize,
    pub(crate) cents: u64,
}

/// The file of payments.
pub(crate) fn payments(rows: &[Payment]) -> String {
    let mut file =
        "C.F.;Codice;Protocollo;Data mandato;Importo;In carico;Area;Prova dei mezzi\r\n".to_owned();
    for row in rows {
        let cf = person(row.person).cf;
        let (euros, cents) = (row.cents / 100, row.cents % 100);
        let number = row.number;
        write!(
            file,
            "{cf};A1.04;CON/{number};15/05/2024;{euros},{cents:02};No;;4\r\n"
        )
        .expect("a string grows");
    }
    file
}
