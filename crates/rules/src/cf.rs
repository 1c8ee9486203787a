//! What a codice fiscale says of its holder, read without allocating where it is plain.
//!
//! `domain` owns the codice fiscale. Nearly all codes of a flow are sixteen upper-case characters
//! without omocodia and without fault: those are recognised here at once, by the same check
//! character; every other one goes to `domain`. The tests hold the two together.

use std::borrow::Cow;

use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::CodiceFiscale;

/// A personal codice fiscale without fault, omocodia restored.
pub(crate) struct Cf<'a> {
    base: Cow<'a, str>,
    sex: Sex,
}

impl<'a> Cf<'a> {
    /// Reads `text`; `None` for a faulty code and for a provisional one, which says nothing.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        if let Some(sex) = sex_in_plain_code(text.as_bytes()) {
            return Some(Self {
                base: Cow::Borrowed(text),
                sex,
            });
        }
        let cf = CodiceFiscale::parse(text).ok()?;
        Some(Self {
            sex: cf.sex()?,
            base: Cow::Owned(cf.base().into_owned()),
        })
    }

    /// The six letters of surname and name.
    pub(crate) fn name_letters(&self) -> &str {
        self.base.get(..6).unwrap_or_default()
    }

    /// The last two digits of the year of birth.
    pub(crate) fn year_of_century(&self) -> Option<i16> {
        self.base.get(6..8)?.parse().ok()
    }

    /// The sex.
    pub(crate) const fn sex(&self) -> Sex {
        self.sex
    }

    /// The Belfiore code of the birthplace.
    pub(crate) fn birthplace(&self) -> &str {
        self.base.get(11..15).unwrap_or_default()
    }

    /// The domain's own type, for what needs more than this.
    pub(crate) fn to_domain(&self) -> Option<CodiceFiscale> {
        CodiceFiscale::parse(&self.base).ok()
    }
}

/// The sex, when the code is plain: its letters and digits in their places, a day that every month
/// has, the right check character.
fn sex_in_plain_code(code: &[u8]) -> Option<Sex> {
    const SHAPE: &[u8; 16] = b"AAAAAA00A00A000A";
    let code: &[u8; 16] = code.try_into().ok()?;
    let is_in_shape = code.iter().zip(SHAPE).all(|(byte, shape)| match shape {
        b'A' => byte.is_ascii_uppercase(),
        _ => byte.is_ascii_digit(),
    });
    if !is_in_shape || !b"ABCDEHLMPRST".contains(&code[8]) || code[15] != check_character(code) {
        return None;
    }
    match (code[9] - b'0') * 10 + (code[10] - b'0') {
        1..=28 => Some(Sex::Male),
        41..=68 => Some(Sex::Female),
        _ => None,
    }
}

/// Source: DM Finanze 23/12/1976, table of the check character.
fn check_character(code: &[u8; 16]) -> u8 {
    const ODD_VALUES: [u8; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let value = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte.wrapping_sub(b'A'),
    };
    let mut sum: u16 = 0;
    for (index, byte) in code[..15].iter().enumerate() {
        let value = value(*byte);
        let odd = ODD_VALUES.get(usize::from(value)).copied().unwrap_or(0);
        sum += u16::from(if index % 2 == 0 { odd } else { value });
    }
    b'A' + u8::try_from(sum % 26).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use pas_domain::coded::Sex;
    use pas_domain::codice_fiscale::{CodiceFiscale, synthetic};

    use super::Cf;

    /// Both ways of reading give the same.
    fn agree(code: &str) {
        let own = Cf::read(code);
        let domain = CodiceFiscale::parse(code)
            .ok()
            .filter(|cf| !cf.is_provisional());
        assert_eq!(own.is_some(), domain.is_some(), "{code}");
        let (Some(own), Some(domain)) = (own, domain) else {
            return;
        };
        assert_eq!(own.base, domain.base(), "{code}");
        assert_eq!(Some(own.sex()), domain.sex(), "{code}");
        assert_eq!(Some(own.birthplace()), domain.birthplace().as_deref());
        assert_eq!(
            own.to_domain().map(|cf| cf.base().into_owned()),
            Some(own.base.into_owned())
        );
    }

    #[test]
    fn agrees_with_the_domain_on_right_codes() {
        let mut day = date(1920, 1, 1);
        while day < date(2026, 1, 1) {
            for sex in [Sex::Male, Sex::Female] {
                let code = synthetic("PROVALDI", "ESEMPINA", day, sex, "L219").unwrap();
                agree(code.as_str());
                agree(code.synthetic_omocodic(2).as_str());
            }
            day = day.checked_add(13.days()).unwrap();
        }
    }

    #[test]
    fn agrees_with_the_domain_on_wrong_codes() {
        let right = "PRVSPN50C55L219I";
        for position in 0..16 {
            for byte in b' '..=b'~' {
                let mut wrong = right.as_bytes().to_vec();
                wrong[position] = byte;
                agree(std::str::from_utf8(&wrong).unwrap());
            }
        }
        for code in [
            "",
            "97777770013",
            "PRVSPN50C55L219",
            "prvspn50c55l219i",
            "é",
        ] {
            agree(code);
        }
    }

    #[test]
    fn says_what_the_code_says() {
        let cf = Cf::read("PRVSPN50C55L219I").unwrap();
        assert_eq!(cf.name_letters(), "PRVSPN");
        assert_eq!(cf.year_of_century(), Some(50));
        assert_eq!(cf.birthplace(), "L219");
        assert_eq!(cf.sex(), Sex::Female);
    }
}
