//! Numbers as an Italian reads and says them.

use crate::money::Money;

/// A whole number with its thousands apart: `1.234.567`.
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// An amount as one says it in a sentence: `4,2 milioni di euro`, `812.400 euro`, `63,50 euro`.
pub fn euro_in_words(amount: Money) -> String {
    let cents = amount.cents().unsigned_abs();
    let sign = if amount.cents() < 0 { "-" } else { "" };
    if cents >= 100_000_000 {
        let tenths = (cents + 5_000_000) / 10_000_000;
        let unit = if tenths == 10 { "milione" } else { "milioni" };
        let fraction = match tenths % 10 {
            0 => String::new(),
            digit => format!(",{digit}"),
        };
        return format!("{sign}{}{fraction} {unit} di euro", whole(tenths / 10));
    }
    if cents >= 100_000 {
        return format!("{sign}{} euro", whole((cents + 50) / 100));
    }
    format!("{sign}{},{:02} euro", whole(cents / 100), cents % 100)
}

/// A number with so many decimals: `1.234,5`.
pub fn decimal(value: f64, decimals: u8) -> String {
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (digits, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_nought = text.bytes().all(|byte| byte == b'0' || byte == b'.');
    let sign = if value < 0.0 && !is_nought { "-" } else { "" };
    let grouped = digits.parse().map_or_else(|_| digits.to_owned(), whole);
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{fraction}")
    }
}

/// `1 persona`, `3.118 persone`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", whole(n), if n == 1 { one } else { many })
}

/// A count in a sentence: up to ten in words, `tre`, above in figures; one is feminine where
/// `is_feminine`.
pub fn count_in_words(n: u64, is_feminine: bool) -> String {
    const WORDS: [&str; 11] = [
        "nessuno", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove",
        "dieci",
    ];
    match (n, is_feminine) {
        (0, true) => "nessuna".to_owned(),
        (1, true) => "una".to_owned(),
        _ => usize::try_from(n)
            .ok()
            .and_then(|n| WORDS.get(n))
            .map_or_else(|| whole(n), |&word| word.to_owned()),
    }
}

/// `a, b e c`.
pub fn listed(words: impl IntoIterator<Item = String>) -> String {
    let mut words: Vec<String> = words.into_iter().collect();
    match (words.pop(), words.is_empty()) {
        (None, _) => String::new(),
        (Some(only), true) => only,
        (Some(last), false) => format!("{} e {last}", words.join(", ")),
    }
}

/// The same words with their first letter small.
pub fn small(words: &str) -> String {
    first(words, |letter| letter.to_lowercase().collect())
}

/// The same words with their first letter large.
pub fn capital(words: &str) -> String {
    first(words, |letter| letter.to_uppercase().collect())
}

fn first(words: &str, change: impl Fn(char) -> String) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(change).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_amounts() {
        for (cents, text) in [
            (0, "0,00 euro"),
            (6_350, "63,50 euro"),
            (81_240_049, "812.400 euro"),
            (420_000_000, "4,2 milioni di euro"),
            (100_000_000, "1 milione di euro"),
            (-420_000_000, "-4,2 milioni di euro"),
        ] {
            assert_eq!(euro_in_words(Money::from_cents(cents)), text);
        }
    }

    #[test]
    fn writes_decimals() {
        for (value, decimals, text) in [
            (1_234.56, 1, "1.234,6"),
            (-0.04, 1, "0,0"),
            (-12.0, 0, "-12"),
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1_234_567.5, 2, "1.234.567,50"),
            (-1_000.26, 1, "-1.000,3"),
            (3_118.0, 0, "3.118"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }

    #[test]
    fn counts_in_words() {
        for (n, is_feminine, words) in [
            (0, true, "nessuna"),
            (1, false, "uno"),
            (10, true, "dieci"),
            (1_234, true, "1.234"),
        ] {
            assert_eq!(count_in_words(n, is_feminine), words);
        }
    }

    #[test]
    fn lists_words() {
        let said = |words: &[&str]| listed(words.iter().map(|&word| word.to_owned()));
        assert_eq!(said(&[]), "");
        assert_eq!(said(&["a"]), "a");
        assert_eq!(said(&["a", "b", "c"]), "a, b e c");
        assert_eq!(capital(&small("Età")), "Età");
    }
}
