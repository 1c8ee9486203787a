//! Reads dates, months and whole numbers as XML Schema writes them; `None` for what it refuses.

use jiff::civil::Date;
use pas_domain::period::Month;

/// `text` without the white space that XML Schema drops around dates and numbers.
pub(crate) fn collapsed(text: &str) -> &str {
    match text.as_bytes() {
        [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim_matches([' ', '\t', '\n', '\r']),
    }
}

/// An `xs:date` of a year of four digits; a time zone is read and dropped.
pub(crate) fn date(text: &str) -> Option<Date> {
    let bytes = collapsed(text).as_bytes();
    let (day, zone) = bytes.split_at_checked(10)?;
    if day[4] != b'-' || day[7] != b'-' || !is_zone(zone) {
        return None;
    }
    let year = i16::try_from(digits(&day[..4])?).ok()?;
    let month = i8::try_from(digits(&day[5..7])?).ok()?;
    let day = i8::try_from(digits(&day[8..])?).ok()?;
    Date::new(year, month, day).ok()
}

/// A month as SINBA writes it, `MM/AAAA`. Source: SINBA.xsd, `DataMeseAnnoType`.
pub(crate) fn month(text: &str) -> Option<Month> {
    let bytes = text.as_bytes();
    if bytes.len() != 7 || bytes[2] != b'/' {
        return None;
    }
    let month = i8::try_from(digits(&bytes[..2])?).ok()?;
    let year = i16::try_from(digits(&bytes[3..])?).ok()?;
    Month::new(year, month)
}

/// A year of four digits.
pub(crate) fn year(text: &str) -> Option<i16> {
    let year = (text.len() == 4).then(|| digits(text.as_bytes()))?;
    year.and_then(|year| i16::try_from(year).ok())
}

/// An `xs:int`.
pub(crate) fn whole_number(text: &str) -> Option<i32> {
    collapsed(text).parse().ok()
}

fn is_zone(zone: &[u8]) -> bool {
    match zone {
        [] | [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            [h1, h2, m1, m2].iter().all(|digit| digit.is_ascii_digit())
        }
        _ => false,
    }
}

fn digits(bytes: &[u8]) -> Option<i32> {
    let mut number = 0;
    for byte in bytes {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + i32::from(digit);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use pas_domain::period::Month;

    use super::{date, month, whole_number};

    #[test]
    fn dates() {
        let cases = [
            ("2020-02-29", true),
            ("2021-02-29", false),
            (" 2020-01-01\n", true),
            ("2020-01-01Z", true),
            ("2020-01-01+02:00", true),
            ("2020-01-01 +02:00", false),
            ("2020-1-01", false),
            ("01/01/2020", false),
            ("", false),
            ("2020-01-0à", false),
        ];
        for (text, good) in cases {
            assert_eq!(date(text).is_some(), good, "{text:?}");
        }
    }

    #[test]
    fn months() {
        assert_eq!(month("03/2012"), Month::new(2012, 3));
        for text in ["13/2012", "00/2012", "3/2012", "03-2012", "03/12", ""] {
            assert_eq!(month(text), None, "{text:?}");
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(whole_number(" 12 "), Some(12));
        assert_eq!(whole_number("+7"), Some(7));
        assert_eq!(whole_number("1.0"), None);
    }
}
