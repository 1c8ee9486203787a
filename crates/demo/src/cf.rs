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
    use pas_domain::codice_fiscale::CodiceFiscale;

    use super::{letter_for_digit, spaced, wrong_check};

    /// The code of Esempini Mario, who does not exist.
    const CODE: &str = "SMPMRA80A01H501R";

    #[test]
    fn mistyped_codes() {
        assert_eq!(letter_for_digit(CODE).as_deref(), Some("SMPMRA80A01H50IR"));
        assert_eq!(spaced(CODE).as_deref(), Some(" smp mra 80a01 h501r"));
        let wrong = wrong_check(CODE).expect("sixteen characters");
        assert_eq!(wrong, "SMPMRA80A01H501S");
        let n_right = [CODE, &wrong]
            .iter()
            .filter(|code| CodiceFiscale::parse(code).is_ok())
            .count();
        assert!(n_right <= 1);
    }
}
