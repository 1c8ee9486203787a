//! `xs:decimal` and `xs:int` as libxml2 2.9 reads them.

/// libxml2 keeps a decimal in 24 digits and refuses a longer one.
const MAX_DIGITS: usize = 24;

/// Whether the text is an `xs:decimal`; white space around it does not count.
pub(crate) fn is_decimal(text: &[u8]) -> bool {
    let text = text.trim_ascii_xml();
    let text = match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    };
    let (whole, rest) = leading_digits(text);
    let significant = whole.len() - leading_zeroes(whole);
    match rest {
        [] => !whole.is_empty() && significant <= MAX_DIGITS,
        [b'.', fraction @ ..] => {
            let (fraction, rest) = leading_digits(fraction);
            rest.is_empty()
                && whole.len() + fraction.len() > 0
                && significant < MAX_DIGITS
                && significant + fraction.len() <= MAX_DIGITS
        }
        _ => false,
    }
}

/// The value of an `xs:int`. libxml2 2.9 does not strip the white space around the attribute.
pub(crate) fn int(text: &[u8]) -> Option<i32> {
    let (negative, number) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (digits, rest) = leading_digits(number);
    if digits.is_empty() || !rest.is_empty() {
        return None;
    }
    let mut value = 0_i64;
    for digit in digits {
        value = value * 10 + i64::from(digit - b'0');
        if value > i64::from(i32::MAX) + 1 {
            return None;
        }
    }
    i32::try_from(if negative { -value } else { value }).ok()
}

fn leading_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

fn leading_zeroes(digits: &[u8]) -> usize {
    let end = digits.iter().position(|digit| *digit != b'0');
    end.unwrap_or(digits.len())
}

/// White space as XML means it: no form feed.
trait TrimXml {
    fn trim_ascii_xml(&self) -> &[u8];
}

impl TrimXml for [u8] {
    #[inline]
    fn trim_ascii_xml(&self) -> &[u8] {
        let mut text = self;
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = text {
            text = rest;
        }
        while let [rest @ .., b' ' | b'\t' | b'\n' | b'\r'] = text {
            text = rest;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let good = [
            "1",
            "1.",
            ".5",
            "-.5",
            "+.5",
            "0",
            "00",
            "-0",
            " 1 ",
            "\t1\n",
            "0.",
            ".000",
            "000",
            "0000000000000000000000000000001",
            "123456789012345678901234",
            "1.12345678901234567890123",
        ];
        for text in good {
            assert!(is_decimal(text.as_bytes()), "{text:?}");
        }
        let bad = [
            "",
            " ",
            ".",
            "+",
            "-",
            "+.",
            "1e5",
            "INF",
            "NaN",
            "1 2",
            "1,5",
            "--1",
            "+-1",
            "1.2.3",
            "1 .5",
            "\u{a0}1",
            "١",
            "- 1",
            "€1",
            "1.000,50",
            "1234567890123456789012345",
            "123456789012345678901234.",
            "1.123456789012345678901234",
            "0.1000000000000000000000000",
        ];
        for text in bad {
            assert!(!is_decimal(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn integers() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("+12", 12),
            ("-2147483648", i32::MIN),
            ("2147483647", i32::MAX),
            ("0000000000000000000000000000007", 7),
        ] {
            assert_eq!(int(text.as_bytes()), Some(value), "{text:?}");
        }
        for text in [
            "",
            "+",
            "-",
            "1.0",
            "1.",
            " 1",
            "1 ",
            "1a",
            "2147483648",
            "-2147483649",
            "99999999999999999999",
            "- 1",
        ] {
            assert_eq!(int(text.as_bytes()), None, "{text:?}");
        }
    }
}
