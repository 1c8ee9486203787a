//! The code compared with what an office wrote.

use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;

use super::{identity_of_lea, lea};
use crate::coded::Sex;
use crate::codice_fiscale::{BirthplaceNote, Identity, Part, synthetic};

#[test]
fn disagreements_are_listed_part_by_part() {
    let check = |case: &str, change: &dyn Fn(&mut Identity<'_>), expected: &[Part]| {
        let mut identity = identity_of_lea();
        change(&mut identity);
        let coherence = lea().coherence(&identity, Catalogue::builtin());
        assert_eq!(coherence.disagreements, expected, "{case}");
        assert_eq!(coherence.is_coherent(), expected.is_empty(), "{case}");
    };
    check("all agree", &|_| {}, &[]);
    check("surname", &|her| her.surname = "Esempini", &[Part::Surname]);
    check(
        "given name",
        &|her| her.given_name = "Ada",
        &[Part::GivenName],
    );
    check(
        "day",
        &|her| her.birth_date = Some(date(1985, 3, 2)),
        &[Part::BirthDate],
    );
    check(
        "the century does not show",
        &|her| her.birth_date = Some(date(1885, 3, 1)),
        &[],
    );
    check("sex", &|her| her.sex = Some(Sex::Male), &[Part::Sex]);
    check(
        "place",
        &|her| her.birthplace = Some("F205"),
        &[Part::Birthplace],
    );
    check(
        "small letters, spaces",
        &|her| her.birthplace = Some(" h501"),
        &[],
    );
    check(
        "nothing but the names",
        &|her| (her.birth_date, her.sex, her.birthplace) = (None, None, None),
        &[],
    );
    let stranger = Identity {
        surname: "Esempini",
        given_name: "Ugo",
        birth_date: Some(date(1990, 1, 1)),
        sex: Some(Sex::Male),
        birthplace: Some("F205"),
    };
    check("somebody else", &|her| *her = stranger.clone(), &Part::ALL);
}

#[test]
fn accents_umlauts_and_second_names() {
    let agrees = |surname: &str, given_name: &str, written: (&str, &str)| {
        let code =
            synthetic(surname, given_name, date(1970, 5, 5), Sex::Male, "A952").expect("made up");
        let identity = Identity {
            surname: written.0,
            given_name: written.1,
            ..Identity::default()
        };
        code.coherence(&identity, Catalogue::builtin())
            .is_coherent()
    };
    assert!(agrees("Nicolo", "Nicolo", ("NICOLÒ", "NICOLO'")));
    assert!(agrees("D'Amico", "Lea", ("D AMICO", "LEA")));
    assert!(agrees("De Rossi", "Lea", ("DEROSSI", "LEA")));
    assert!(agrees("Ue", "Lea", ("Ü", "Lea")));
    assert!(agrees("Provaldi", "Ugo", ("Provaldi", "Ugo, Maria")));
    assert!(!agrees("Provaldi", "Ugo Maria", ("Provaldi", "Ugo")));
}

#[test]
fn the_message_names_what_disagrees() {
    let message =
        |identity: Identity<'_>| lea().coherence(&identity, Catalogue::builtin()).message();
    assert_eq!(message(identity_of_lea()), None);
    assert_eq!(
        message(Identity {
            surname: "Esempini",
            sex: Some(Sex::Male),
            ..identity_of_lea()
        })
        .as_deref(),
        Some("il codice fiscale non corrisponde a cognome e sesso")
    );
    assert_eq!(
        message(Identity {
            surname: "Lea",
            given_name: "Provaldi",
            ..identity_of_lea()
        })
        .as_deref(),
        Some(
            "il codice fiscale non corrisponde a cognome e nome (cognome e nome sembrano scambiati)"
        )
    );
}

#[test]
fn birthplaces_are_comuni_of_that_day() {
    let note = |code_place: &str, born: Date, written: Option<&str>| {
        let code = synthetic("Provaldi", "Lea", born, Sex::Female, code_place).expect("made up");
        let identity = Identity {
            birth_date: Some(born),
            birthplace: written,
            ..identity_of_lea()
        };
        let coherence = code.coherence(&identity, Catalogue::builtin());
        (coherence.is_coherent(), coherence.birthplace_note)
    };
    let born = date(1985, 3, 1);
    assert_eq!(note("A726", born, Some("A726")), (true, None));
    // The office wrote today's comune for somebody born in Bazzano.
    let merged = Some(BirthplaceNote::MergedInto("M320".to_owned()));
    assert_eq!(note("A726", born, Some("M320")), (true, merged));
    // Valsamoggia did not exist in 1985.
    assert_eq!(
        note("M320", born, Some("M320")),
        (true, Some(BirthplaceNote::NotOfThatDay))
    );
    assert_eq!(note("M320", date(2015, 1, 1), Some("M320")), (true, None));
    assert_eq!(note("Z100", born, Some("Z100")), (true, None));
    assert_eq!(
        note("Z999", born, Some("Z999")),
        (false, Some(BirthplaceNote::Unknown))
    );
    assert_eq!(
        note("X999", born, None),
        (false, Some(BirthplaceNote::Unknown))
    );
}
