//! What holds for any text and any made-up person.

use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;
use proptest::prelude::*;

use super::{cf, lea};
use crate::coded::Sex;
use crate::codice_fiscale::{CodiceFiscale, Identity, IdentityGrade, grade, synthetic};

proptest! {
    #[test]
    fn any_text_is_graded_and_never_panics(raw in "\\PC{0,20}") {
        let graded = grade(&raw, None, false, Catalogue::builtin());
        prop_assert!(graded.grade >= IdentityGrade::C);
    }

    // The check character does not tell a digit from the letter of the same value: same kind only.
    #[test]
    fn one_changed_character_is_noticed(index in 0_usize..16, letter in "[A-Z]", digit in "[0-9]") {
        let lea = lea();
        let is_digit = lea.as_str().as_bytes()[index].is_ascii_digit();
        let mut changed = lea.as_str().to_owned();
        changed.replace_range(index..=index, if is_digit { &digit } else { &letter });
        prop_assert_eq!(CodiceFiscale::parse(&changed).is_ok(), changed == lea.as_str());
    }

    #[test]
    fn made_up_codes_read_back(
        surname in "[A-Z]{1,12}", given_name in "[A-Z]{1,12}",
        year in 1930_i16..2026, month in 1_i8..=12, day in 1_i8..=28, female: bool, n in 0_u32..=7,
    ) {
        let born = Date::new(year, month, day).expect("day up to 28");
        let sex = if female { Sex::Female } else { Sex::Male };
        let code = synthetic(&surname, &given_name, born, sex, "H501").expect("made up").synthetic_omocodic(n);
        prop_assert_eq!(&cf(code.as_str()), &code);
        prop_assert_eq!(code.birth_date(date(2026, 1, 1)), Some(born));
        prop_assert_eq!(code.sex(), Some(sex));
        let identity = Identity {
            surname: &surname, given_name: &given_name, birth_date: Some(born), sex: Some(sex), birthplace: Some("H501"),
        };
        prop_assert!(code.coherence(&identity, Catalogue::builtin()).is_coherent());
    }
}
