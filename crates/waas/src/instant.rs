//! Date and time on the wire: RFC 3339.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// `at` to the millisecond, always with three decimals, as in `2023-11-27T11:04:56.852Z`.
/// Source: INPS's OpenAPI 2.0.1, `ts_flusso`.
pub(crate) fn write(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The instant that `text` names; none if it is no RFC 3339 date-time. What lies beyond the last
/// instant that we can count becomes that one.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let (local, offset_seconds) = split_offset(text)?;
    let fraction = is_shaped(local.as_bytes())?;
    // More than nine decimals are finer than anybody measures.
    let local: DateTime = local[..local.len() - fraction.saturating_sub(9)]
        .parse()
        .ok()?;
    let offset = Offset::from_seconds(offset_seconds).ok()?;
    Some(offset.to_timestamp(local).unwrap_or(Timestamp::MAX))
}

/// What comes before the offset, and the offset.
fn split_offset(text: &str) -> Option<(&str, i32)> {
    if let Some(local) = text.strip_suffix(['Z', 'z']) {
        return Some((local, 0));
    }
    let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let [sign, h1, h2, b':', m1, m2] = *offset.as_bytes() else {
        return None;
    };
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = (two_digits(h1, h2)?, two_digits(m1, m2)?);
    (hours < 24 && minutes < 60).then_some((local, sign * (hours * 60 + minutes) * 60))
}

fn two_digits(tens: u8, ones: u8) -> Option<i32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

/// How many decimals the seconds of `YYYY-MM-DDThh:mm:ss[.s…]` have; none if `local` is no such text.
fn is_shaped(local: &[u8]) -> Option<usize> {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let (head, fraction) = local.split_at_checked(SHAPE.len())?;
    let fits = head.iter().zip(SHAPE).all(|(found, wanted)| match wanted {
        b'0' => found.is_ascii_digit(),
        _ => found.eq_ignore_ascii_case(wanted),
    });
    let decimals = match fraction {
        [] => 0,
        [b'.', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {
            digits.len()
        }
        _ => return None,
    };
    fits.then_some(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_three_decimals_always() {
        for (ms, text) in [
            (1_701_083_096_852, "2023-11-27T11:04:56.852Z"),
            (1_701_083_096_800, "2023-11-27T11:04:56.800Z"),
            (1_701_083_096_000, "2023-11-27T11:04:56.000Z"),
            (0, "1970-01-01T00:00:00.000Z"),
        ] {
            let at = Timestamp::from_millisecond(ms).unwrap();
            assert_eq!(write(at), text);
            assert_eq!(parse(text), Some(at));
        }
    }

    #[test]
    fn reads_what_rfc_3339_writes() {
        for (text, wanted) in [
            ("2023-11-27T12:04:56.852+01:00", "2023-11-27T11:04:56.852Z"),
            ("2023-11-27t11:04:56z", "2023-11-27T11:04:56Z"),
            (
                "2023-11-27T11:04:56.1234567891234Z",
                "2023-11-27T11:04:56.123456789Z",
            ),
            ("2023-06-30T23:59:60Z", "2023-06-30T23:59:59Z"),
            ("2023-11-27T11:04:56-00:00", "2023-11-27T11:04:56Z"),
            ("0000-01-01T00:00:00+23:59", "-000001-12-31T00:01:00Z"),
        ] {
            assert_eq!(parse(text), Some(wanted.parse().unwrap()), "{text}");
        }
        assert_eq!(parse("9999-12-31T23:59:59-23:59"), Some(Timestamp::MAX));
    }

    #[test]
    fn refuses_everything_else() {
        for text in [
            "",
            "Z",
            "2023-11-27",
            "2023-11-27T11:04:56",
            "2023-11-27 11:04:56Z",
            "2023-11-27T11:04Z",
            "2023-11-27T11:04:56.Z",
            "2023-11-27T11:04:56,5Z",
            "2023-02-29T11:04:56Z",
            "2023-11-27T24:00:00Z",
            "2023-11-27T11:04:56+24:00",
            "2023-11-27T11:04:56+0100",
            "2023-11-27T11:04:56Z[Europe/Rome]",
            "+002023-11-27T11:04:56Z",
            "20231127T110456Z",
            "2023-11-27T11:04:56Zè",
            "è-11-27T11:04:56Z",
            "1701083096852",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
