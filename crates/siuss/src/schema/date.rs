//! `xs:date` as libxml2 2.9 reads it.

/// Whether the text is an `xs:date`: a year of four digits or more that is not zero, a month, a
/// day of that month, a time zone if there is one. libxml2 2.9 does not strip white space around it.
#[inline]
pub(crate) fn is_date(text: &[u8]) -> bool {
    if let &[c, d, y, e, b'-', m, n, b'-', a, b] = text
        && let (Some(century), Some(year)) = (two_digits(c, d), two_digits(y, e))
    {
        return is_day(
            i64::from(century) * 100 + i64::from(year),
            two_digits(m, n),
            two_digits(a, b),
        );
    }
    is_unusual_date(text)
}

/// Years before Christ or beyond 9999, and time zones.
#[cold]
fn is_unusual_date(text: &[u8]) -> bool {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (year, rest) = text.split_at(digits);
    if digits < 4 || (digits > 4 && year.starts_with(b"0")) {
        return false;
    }
    let Some(year) = parse_year(year) else {
        return false;
    };
    let &[b'-', m, n, b'-', a, b, ref zone @ ..] = rest else {
        return false;
    };
    is_day(
        if negative { -year } else { year },
        two_digits(m, n),
        two_digits(a, b),
    ) && is_zone(zone)
}

fn parse_year(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |year, digit| {
        year.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
    })
}

fn is_day(year: i64, month: Option<u8>, day: Option<u8>) -> bool {
    let (Some(month), Some(day)) = (month, day) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => return false,
    };
    year != 0 && (1..=last).contains(&day)
}

/// Nothing, `Z`, or an offset of at most 14 hours.
fn is_zone(zone: &[u8]) -> bool {
    match *zone {
        [] | [b'Z'] => true,
        [b'+' | b'-', h, i, b':', m, n] => match (two_digits(h, i), two_digits(m, n)) {
            (Some(hours), Some(minutes)) => {
                minutes < 60 && u16::from(hours) * 60 + u16::from(minutes) <= 14 * 60
            }
            _ => false,
        },
        _ => false,
    }
}

#[inline]
fn two_digits(tens: u8, units: u8) -> Option<u8> {
    (tens.is_ascii_digit() && units.is_ascii_digit()).then(|| (tens - b'0') * 10 + units - b'0')
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_that_the_schema_accepts() {
        for text in [
            "2020-01-01",
            "0001-01-01",
            "2020-02-29",
            "2000-02-29",
            "12020-01-01",
            "-0001-01-01",
            "-0004-02-29",
            "100000-02-29",
            "9223372036854775807-01-01",
            "2020-01-01Z",
            "2020-01-01+14:00",
            "2020-01-01-14:00",
            "2020-01-01+13:59",
            "2020-01-01-00:00",
        ] {
            assert!(is_date(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn dates_that_it_refuses() {
        for text in [
            "",
            "2020",
            "2020-01",
            "2020-1-1",
            "20200101",
            "01/01/2020",
            "2020-01-01T00:00:00",
            "0000-01-01",
            "-0000-01-01",
            "02020-01-01",
            "999-01-01",
            "+2020-01-01",
            "- 2020-01-01",
            "9223372036854775808-01-01",
            "2021-02-29",
            "1900-02-29",
            "2020-02-30",
            "2020-04-31",
            "2020-00-01",
            "2020-13-01",
            "2020-01-00",
            "2020-01-32",
            " 2020-01-01",
            "2020-01-01 ",
            "2020-01-01z",
            "2020-01-01+14:01",
            "2020-01-01+15:00",
            "2020-01-01+1:00",
            "2020-01-01+01:60",
            "2020-01-01+0100",
            "2020-01-01+",
            "2020-01-01+01:00Z",
            "٢٠٢٠-01-01",
        ] {
            assert!(!is_date(text.as_bytes()), "{text}");
        }
    }
}
