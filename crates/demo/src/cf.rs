//! Codici fiscali of made-up people, and the ways in which offices mistype them.

/// Positions of the digits of a code, from the right; omocodia replaces them in this order.
const DIGITS: [usize; 7] = [14, 13, 12, 10, 9, 7, 6];

/// The same code with a check character that is wrong.
pub(crate) fn wrong_check(code: &str) -> Option<String> {
    let (rest, check) = code.split_at_checked(15)?;
    let wrong = match check.bytes().next()? {
        b'Z' => 'A',
        right => char::from(right + 1),
    };
    Some(format!("{rest}{wrong}"))
}

/// The same code as somebody typed it with the letter O for a digit 0, or I for 1; `None` when it
/// has neither.
pub(crate) fn letter_for_digit(code: &str) -> Option<String> {
    let mut text = code.to_owned();
    let confused = DIGITS.iter().find_map(|&at| match code.get(at..=at)? {
        "0" => Some((at, "O")),
        "1" => Some((at, "I")),
        _ => None,
    });
    let (at, letter) = confused?;
    text.replace_range(at..=at, letter);
    Some(text)
}

/// The same code in small letters and with spaces between its parts.
pub(crate) fn spaced(code: &str) -> Option<String> {
    let lower = code.to_lowercase();
    let (surname, rest) = lower.split_at_checked(3)?;
    let (name, rest) = rest.split_at_checked(3)?;
    let (born, rest) = rest.split_at_checked(5)?;
    Some(format!(" {surname} {name} {born} {rest}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pas_domain::coded::Sex;
    use pas_domain::codice_fiscale::{CodiceFiscale, synthetic};

    use super::{letter_for_digit, spaced, wrong_check};

    #[test]
    fn mistyped_codes() {
        let born = date(1980, 1, 1);
        let right = synthetic("Esempini", "Mario", born, Sex::Male, "H501").expect("a code");
        let code = right.as_str();
        let spaced = spaced(code).expect("sixteen characters");
        assert!(spaced.starts_with(" smp mra 80a01 h501"), "{spaced}");
        assert_eq!(CodiceFiscale::parse(&spaced).as_ref(), Ok(&right));
        let swapped = letter_for_digit(code).expect("it has a 0 and a 1");
        assert!(swapped.starts_with("SMPMRA80A01H50I"), "{swapped}");
        for wrong in [swapped, wrong_check(code).expect("sixteen characters")] {
            assert!(CodiceFiscale::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
