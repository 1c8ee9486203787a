//! Grades A to E and the repairs that are offered.

use pas_catalogue::Catalogue;

use super::{identity_of_lea, lea};
use crate::codice_fiscale::IdentityGrade::{A, B, C, D, E};
use crate::codice_fiscale::{Identity, RepairKind, grade, suggest_repairs, synthetic_provisional};

#[test]
fn grades_from_a_to_e() {
    let check = |case: &str, raw: &str, identity: Option<&Identity<'_>>, verified, expected| {
        let graded = grade(raw, identity, verified, Catalogue::builtin());
        assert_eq!(graded.grade, expected, "{case}");
        assert_eq!(graded.code.is_some(), graded.problem.is_none(), "{case}");
        assert_eq!(graded.grade.is_sent_by_itself(), expected <= B, "{case}");
    };
    let lea = lea();
    let code = lea.as_str();
    let her = identity_of_lea();
    let stranger = Identity {
        surname: "Esempini",
        ..identity_of_lea()
    };
    let look_alike = code.replacen("H501", "H5O1", 1);
    let provisional = synthetic_provisional(1_234_567_890).expect("made up");
    check("verified", code, Some(&her), true, A);
    check("verified, names differ", code, Some(&stranger), true, A);
    check("coherent", code, Some(&her), false, B);
    check("incoherent", code, Some(&stranger), false, C);
    check("nothing to compare", code, None, false, C);
    check(
        "no name to compare",
        code,
        Some(&Identity::default()),
        false,
        C,
    );
    check("0 for O", &look_alike, Some(&her), false, D);
    check("verified cannot mend it", &look_alike, None, true, D);
    check("provisional", provisional.as_str(), Some(&her), false, E);
    check("absent", "", Some(&her), false, E);
    check("words", "NON DISPONIBILE", None, false, E);
    check("sixteen odd characters", "????????????????", None, false, E);
    check("sixteen emoji", &"🙂".repeat(16), None, false, E);
}

#[test]
fn a_grade_says_why() {
    let message = |raw: &str, identity: &Identity<'_>| {
        grade(raw, Some(identity), false, Catalogue::builtin()).message()
    };
    let lea = lea();
    assert_eq!(message(lea.as_str(), &identity_of_lea()), None);
    let stranger = Identity {
        surname: "Esempini",
        ..identity_of_lea()
    };
    assert_eq!(
        message(lea.as_str(), &stranger).as_deref(),
        Some("il codice fiscale non corrisponde a cognome")
    );
    assert_eq!(
        message("", &stranger).as_deref(),
        Some("codice fiscale mancante")
    );
    assert_eq!(
        message("12345678903", &stranger).as_deref(),
        Some("codice fiscale provvisorio di 11 cifre")
    );
}

#[test]
fn the_right_repair_is_offered() {
    let lea = lea();
    let code = lea.as_str().to_owned();
    let check = code.chars().last().expect("sixteen");
    let cases = [
        (code.replacen("H501", "H5O1", 1), RepairKind::LookAlike),
        (code.replacen("85C41", "8SC4I", 1), RepairKind::LookAlike),
        (code.replacen("PRV", "PVR", 1), RepairKind::Swapped),
        (code.replacen("PRV", "PRRV", 1), RepairKind::ExtraCharacter),
        (
            code.trim_end_matches(check).to_owned(),
            RepairKind::MissingCheck,
        ),
        (code.replacen("PRV", "PRX", 1), RepairKind::OneCharacter),
    ];
    for (raw, kind) in cases {
        let repairs = suggest_repairs(&raw);
        let found = repairs.iter().find(|repair| repair.code == lea);
        assert_eq!(found.map(|repair| repair.kind), Some(kind), "{raw}");
        let graded = grade(&raw, Some(&identity_of_lea()), false, Catalogue::builtin());
        assert_eq!(
            graded.repairs.first().map(|repair| &repair.code),
            Some(&lea),
            "{raw}"
        );
        assert!(repairs.is_sorted_by_key(|repair| repair.kind), "{raw}");
    }
    let zeros = suggest_repairs("123456782");
    assert_eq!(
        zeros
            .first()
            .map(|repair| (repair.code.as_str(), repair.kind)),
        Some(("00123456782", RepairKind::LeadingZeros))
    );
    assert!(suggest_repairs(&code).is_empty());
    assert!(suggest_repairs("").is_empty());
}
