//! The facets of INPS's simple types and whether a value respects them.
//!
//! Where the XSD recommendation leaves room, the judge is libxml2 2.9 (`xmllint`), with which the
//! verdicts are compared in `tests/differential.rs`.

use super::{date, digits, number};

/// What the schema asks of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Facet {
    /// Length in code points.
    Length { min: u32, max: u32 },
    /// A regular expression.
    Pattern(Pattern),
    /// One of a list, compared byte by byte.
    Codes(&'static CodeList),
    /// `xs:date`.
    Date,
    /// `xs:decimal`.
    Decimal,
    /// `xs:int` between two bounds.
    Int { min: i32, max: i32 },
}

/// The regular expressions of the schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// A codice fiscale of 16 characters, or 11 digits and up to five spaces.
    CodiceFiscale,
    /// So many ASCII digits.
    Digits(u8),
    /// Month and year, `MM/AAAA`, of 1900 to 2099.
    MonthYear,
}

/// The values of an enumeration with their meaning in our words.
#[derive(Debug)]
pub(crate) struct CodeList {
    pub(crate) codes: &'static [(&'static str, &'static str)],
}

impl CodeList {
    /// Nearly every code is one character, and comparing two bytes needs no call.
    #[inline]
    fn contains(&self, value: &[u8]) -> bool {
        let mut codes = self.codes.iter().map(|(code, _)| code.as_bytes());
        match value {
            [single] => codes.any(|code| code == [*single]),
            _ => codes.any(|code| code == value),
        }
    }

    /// The meaning of a code.
    pub(crate) fn label(&self, code: &str) -> Option<&'static str> {
        let found = self.codes.iter().find(|(key, _)| *key == code)?;
        Some(found.1)
    }
}

impl Facet {
    /// Whether the schema accepts `value`.
    #[inline]
    pub(crate) fn accepts(&self, value: &str) -> bool {
        match self {
            Self::Length { min, max } => has_length(value, *min as usize, *max as usize),
            Self::Pattern(pattern) => pattern.matches(value),
            Self::Codes(list) => list.contains(value.as_bytes()),
            Self::Date => date::is_date(value.as_bytes()),
            Self::Decimal => number::is_decimal(value.as_bytes()),
            Self::Int { min, max } => {
                number::int(value.as_bytes()).is_some_and(|found| (*min..=*max).contains(&found))
            }
        }
    }
}

#[inline]
fn has_length(value: &str, min: usize, max: usize) -> bool {
    let length = if value.is_ascii() {
        value.len()
    } else {
        value.chars().count()
    };
    (min..=max).contains(&length)
}

impl Pattern {
    /// The regular expression of the XSD.
    #[cfg(test)]
    pub(crate) fn expression(self) -> String {
        match self {
            Self::CodiceFiscale => {
                r"([A-Za-z]{6}\d{2}[A-Za-z]\d{2}[A-Za-z][A-Za-z0-9]{3}[A-Za-z])|(\d{11} {0,5})"
                    .to_owned()
            }
            Self::Digits(count) => format!("([0-9]{{{count}}})"),
            Self::MonthYear => "((0[1-9])|(1[0-2]))[/](19|20)[0-9]{2}".to_owned(),
        }
    }

    #[inline]
    fn matches(self, value: &str) -> bool {
        match self {
            Self::CodiceFiscale => is_codice_fiscale(value),
            Self::Digits(count) => {
                value.len() == usize::from(count) && value.bytes().all(|byte| byte.is_ascii_digit())
            }
            Self::MonthYear => is_month_year(value.as_bytes()),
        }
    }
}

/// One letter per position: `l` a letter, `d` a digit, `x` either.
const SHAPE: &[u8; 16] = b"llllllddlddlxxxl";

/// `\d` means any decimal digit of Unicode, so what is not plain ASCII takes the slow way.
#[inline]
fn is_codice_fiscale(value: &str) -> bool {
    let bytes = value.as_bytes();
    let plain = bytes.len() == SHAPE.len()
        && std::iter::zip(SHAPE, bytes).all(|(kind, byte)| match kind {
            b'l' => byte.is_ascii_alphabetic(),
            b'd' => byte.is_ascii_digit(),
            _ => byte.is_ascii_alphanumeric(),
        });
    plain || is_unusual_codice_fiscale(value)
}

#[cold]
fn is_unusual_codice_fiscale(value: &str) -> bool {
    let fits = |(kind, character): (&u8, char)| match kind {
        b'l' => character.is_ascii_alphabetic(),
        b'd' => digits::is_decimal_digit(character),
        _ => character.is_ascii_alphanumeric(),
    };
    let full =
        value.chars().count() == SHAPE.len() && std::iter::zip(SHAPE, value.chars()).all(fits);
    full || is_provisional(value)
}

/// Eleven digits and up to five spaces.
fn is_provisional(value: &str) -> bool {
    let number = value.trim_end_matches(' ');
    value.len() - number.len() <= 5
        && number.chars().count() == 11
        && number.chars().all(digits::is_decimal_digit)
}

fn is_month_year(value: &[u8]) -> bool {
    let &[tens, units, b'/', age, century, decade, year] = value else {
        return false;
    };
    let month = matches!((tens, units), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'2'));
    month
        && matches!(&[age, century], b"19" | b"20")
        && decade.is_ascii_digit()
        && year.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(facet: Facet, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(facet.accepts(value), "{facet:?} should accept {value:?}");
        }
        for value in bad {
            assert!(!facet.accepts(value), "{facet:?} should refuse {value:?}");
        }
    }

    #[test]
    fn length_counts_code_points() {
        let facet = Facet::Length { min: 2, max: 4 };
        check(
            facet,
            &["ab", "èèèè", "😀😀", "😀😀😀😀", "  ", "e\u{301}"],
            &["", "è", "a", "abcde", "😀", "😀😀😀😀😀"],
        );
        check(Facet::Length { min: 0, max: 2 }, &["", "ab"], &["abc"]);
    }

    #[test]
    fn codice_fiscale_takes_any_unicode_digit_but_only_ascii_letters() {
        check(
            Facet::Pattern(Pattern::CodiceFiscale),
            &[
                "PRVSMP80A01H501X",
                "prvsmp80a01h501x",
                "PRVSMP80A01HRLMX",
                "PRVSMP٨٠A01H501X",
                "12345678901",
                "12345678901     ",
                "١١١١١١١١١١١",
                "𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎",
            ],
            &[
                "",
                "PRVSMP8LA01H501X",
                "PRVSMP80A01H50ٱX",
                "ÀRVSMP80A01H501X",
                "PRVSMP80A01H501X ",
                " 12345678901",
                "12345678901      ",
                "12345678901\n",
                "1234567890",
                "ⅠⅠⅠⅠⅠⅠⅠⅠⅠⅠⅠ",
                "²²²²²²²²²²²",
            ],
        );
    }

    #[test]
    fn digits_of_a_code_are_ascii() {
        check(
            Facet::Pattern(Pattern::Digits(4)),
            &["1980", "0000"],
            &["", "198", "19800", "١٩٨٠", " 1980", "198O"],
        );
    }

    #[test]
    fn month_and_year() {
        check(
            Facet::Pattern(Pattern::MonthYear),
            &["01/1900", "12/2099", "10/2024"],
            &[
                "00/2020", "13/2020", "1/2020", "01-2020", "01/1899", "01/2100", "01/20201", "",
                "01/202٠",
            ],
        );
    }

    #[test]
    fn codes_are_compared_byte_by_byte() {
        check(
            Facet::Codes(&crate::schema::codes::GENERE),
            &["1", "2"],
            &["", "3", " 1", "1 ", "01", "１", "M"],
        );
    }

    #[test]
    fn integers_have_bounds_of_their_own() {
        check(
            Facet::Int { min: 1, max: 12 },
            &["1", "12", "+1", "0001"],
            &["0", "13", "-1", " 1", ""],
        );
        check(
            Facet::Int {
                min: i32::MIN,
                max: 9,
            },
            &["9", "0", "-5", "-2147483648"],
            &["10", "-2147483649"],
        );
    }
}
