//! Structure, check character, omocodia and what the code says.

use jiff::civil::date;

use super::{REFERENCE, cf, identity_of_lea, lea};
use crate::coded::Sex;
use crate::codice_fiscale::{
    CfError, CfKind, CodiceFiscale, given_name_part, structure, surname_part, synthetic,
    synthetic_provisional,
};
use pas_catalogue::Catalogue;

#[test]
fn known_check_characters() {
    // Specimens that public pages print to explain the check character; nobody in particular.
    for code in ["RSSMRA85T10A562S", "MRTMTT91D08F205J", "MRTMTT25D09F205Z"] {
        assert_eq!(cf(code).as_str(), code);
    }
    // Eleven digits: the last one is worked out by hand (Luhn).
    for code in ["00123456782", "12345678903", "00000000018"] {
        assert!(cf(code).is_provisional());
    }
    assert_eq!(lea().as_str().get(..15), Some("PRVLEA85C41H501"));
}

#[test]
fn what_the_code_says() {
    let lea = lea();
    assert_eq!(lea.kind(), CfKind::Personal);
    assert_eq!(lea.sex(), Some(Sex::Female));
    assert_eq!(lea.birth_date(REFERENCE), Some(date(1985, 3, 1)));
    assert_eq!(lea.birthplace().as_deref(), Some("H501"));
    assert!(!lea.is_omocodic() && lea.fits_siuss_pattern());
    assert_eq!(lea.base(), lea.as_str());

    let provisional = synthetic_provisional(1_234_567_890).expect("made up well");
    assert_eq!(provisional.kind(), CfKind::Provisional);
    assert_eq!((provisional.sex(), provisional.birthplace()), (None, None));
    assert_eq!(provisional.birth_date(REFERENCE), None);
    assert_eq!(provisional.n_substitutions(), 0);
    assert!(provisional.fits_siuss_pattern());
}

#[test]
fn the_century_is_the_latest_that_fits() {
    let born_in = |year| {
        let code =
            synthetic("Provaldi", "Lea", date(year, 11, 24), Sex::Male, "H501").expect("made up");
        (
            code.birth_date(REFERENCE),
            code.possible_birth_dates(REFERENCE).len(),
        )
    };
    assert_eq!(
        born_in(2025),
        (
            Some(date(2025, 11, 24)),
            1 + usize::from(REFERENCE.year() - 1925 <= 119)
        )
    );
    // Not born yet in 2026: a hundred years ago.
    assert_eq!(born_in(2026), (Some(date(1926, 11, 24)), 1));
    assert_eq!(born_in(1950), (Some(date(1950, 11, 24)), 1));
    // 29 February exists in 2000, not in 1900.
    let leap = synthetic("Provaldi", "Lea", date(2000, 2, 29), Sex::Male, "H501").expect("made up");
    assert_eq!(leap.possible_birth_dates(REFERENCE), [date(2000, 2, 29)]);
}

#[test]
fn all_128_forms_are_accepted_and_normalised() {
    let lea = lea();
    let mut forms = std::collections::BTreeSet::new();
    for mask in 0..128_u8 {
        let written = structure::with_mask(lea.as_str(), mask);
        let form = cf(&written.to_lowercase());
        assert_eq!(form.as_str(), written);
        assert_eq!(form.base(), lea.as_str(), "mask {mask}");
        assert_eq!(form.n_substitutions(), mask.count_ones());
        assert_eq!(form.is_omocodic(), mask != 0);
        assert_eq!(form.fits_siuss_pattern(), mask.trailing_zeros() >= 4);
        assert_eq!(form.birthplace().as_deref(), Some("H501"));
        assert_eq!(form.birth_date(REFERENCE), Some(date(1985, 3, 1)));
        assert_eq!(form.sex(), Some(Sex::Female));
        assert!(
            form.coherence(&identity_of_lea(), Catalogue::builtin())
                .is_coherent()
        );
        forms.insert(form);
    }
    assert_eq!(forms.len(), 128);
    // Agenzia delle Entrate substitutes from the right: the fourth letter lands in the day.
    let given = |n| {
        lea.synthetic_omocodic(n)
            .as_str()
            .get(6..15)
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(given(1), "85C41H50M");
    assert_eq!(given(3), "85C41HRLM");
    assert_eq!(given(4), "85C4MHRLM");
    assert_eq!(given(7), "URCQMHRLM");
    assert!(lea.synthetic_omocodic(3).fits_siuss_pattern());
    assert!(!lea.synthetic_omocodic(4).fits_siuss_pattern());
}

#[test]
fn every_defect_is_named() {
    let lea = lea();
    let with = |index: usize, letter: char| {
        lea.as_str()
            .chars()
            .enumerate()
            .map(|(i, c)| if i == index { letter } else { c })
            .collect::<String>()
    };
    let check = lea.as_str().chars().last().expect("sixteen");
    let wrong_check = if check == 'Z' { 'A' } else { 'Z' };
    let cases = [
        (String::new(), "codice fiscale mancante".to_owned()),
        (
            "PRVLEA85C41H50".to_owned(),
            "codice fiscale di 14 caratteri: devono essere 16, oppure 11 cifre se provvisorio".to_owned(),
        ),
        (with(2, '0'), "codice fiscale: in posizione 3 c'è `0`, attesa una lettera".to_owned()),
        (
            with(6, 'O'),
            "codice fiscale: in posizione 7 c'è `O`, attesa una cifra (o una lettera di omocodia)".to_owned(),
        ),
        (
            with(8, 'F'),
            "codice fiscale: in posizione 9 c'è `F`, attesa la lettera di un mese (A B C D E H L M P R S T)".to_owned(),
        ),
        (
            with(9, '3'),
            format!(
                "codice fiscale: il carattere di controllo è `{check}`, atteso `{}`: un carattere è sbagliato",
                structure::check_character(&with(9, '3'))
            ),
        ),
        (
            with(9, '8'),
            "codice fiscale: le posizioni da 7 a 11 non sono una data di nascita possibile".to_owned(),
        ),
        (
            with(15, wrong_check),
            format!(
                "codice fiscale: il carattere di controllo è `{wrong_check}`, atteso `{check}`: un carattere è sbagliato"
            ),
        ),
        (
            "00123456783".to_owned(),
            "codice fiscale provvisorio: la cifra di controllo è `3`, attesa `2`: una cifra è sbagliata".to_owned(),
        ),
        ("0012345678A".to_owned(), "codice fiscale: in posizione 11 c'è `A`, attesa una cifra".to_owned()),
        ("00000000000".to_owned(), "codice fiscale di soli zeri: non è di nessuno".to_owned()),
        ("PROVALDILEÀ".to_owned(), CfError::WrongLength { found: 11 }.to_string()),
    ];
    for (raw, message) in cases {
        let error = CodiceFiscale::parse(&raw).expect_err(&message);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn white_space_and_case_do_not_matter() {
    let lea = lea();
    let code = lea.as_str();
    let spaced = format!(
        " {} {}\u{a0}{}\n",
        &code[..3],
        &code[3..6],
        code[6..].to_lowercase()
    );
    assert_eq!(cf(&spaced), lea);
    // INPS's pattern allows the 11 digits to be padded to 16.
    assert_eq!(cf("00123456782     ").as_str(), "00123456782");
}

#[test]
fn the_code_stays_out_of_debug_and_serde_checks_it() {
    let lea = lea();
    assert_eq!(format!("{lea:?}"), "CF(…)");
    assert_eq!(format!("{:?}", identity_of_lea()), "Identity(…)");
    assert_eq!(lea.to_string(), lea.as_str());
    let json = serde_json::to_string(&lea).expect("it is text");
    assert_eq!(
        serde_json::from_str::<CodiceFiscale>(&json).expect("a good code"),
        lea
    );
    let bad = serde_json::from_str::<CodiceFiscale>("\"PRVLEA85C41H501\"").expect_err("one short");
    assert!(!bad.to_string().contains("PRVLEA"));
}

#[test]
fn letters_of_names() {
    let surnames = [
        ("Provaldi", "PRV"),
        ("D'AMICO", "DMC"),
        ("De Rossi", "DRS"),
        ("NICOLO'", "NCL"),
        ("Fo", "FOX"),
        ("Ai", "AIX"),
        ("Aie", "AIE"),
        ("Ro", "ROX"),
        ("Ugo", "GUO"),
        ("Esempini-Provaldi", "SMP"),
        ("", "XXX"),
    ];
    for (surname, part) in surnames {
        assert_eq!(surname_part(surname), part, "{surname}");
    }
    let given_names = [
        ("Gianfranco", "GFR"),
        ("Maria Grazia", "MGR"),
        ("Nicolò", "NCL"),
        ("NICOLO'", "NCL"),
        ("Marco", "MRC"),
        ("Ada", "DAA"),
        ("Al", "LAX"),
        ("Li", "LIX"),
        ("Alessandro", "LSN"),
    ];
    for (given_name, part) in given_names {
        assert_eq!(given_name_part(given_name), part, "{given_name}");
    }
}
