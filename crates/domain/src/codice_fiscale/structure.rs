//! Positions, check characters and omocodia of the codice fiscale.
//!
//! Source: DM Finanze 23/12/1976, tables of the check character and of the letters for omocodia.

use super::error::CfError;

pub(super) const PERSONAL_LENGTH: usize = 16;
pub(super) const PROVISIONAL_LENGTH: usize = 11;
/// Positions (from 0) of the seven digits that omocodia may replace, left to right.
pub(super) const DIGIT_POSITIONS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
/// Bits of [`mask`] that belong to year and day.
pub(super) const DATE_DIGITS: u8 = 0b000_1111;
/// The letter that stands for each digit.
const SUBSTITUTES: [u8; 10] = *b"LMNPQRSTUV";
/// The letter of each month.
pub(super) const MONTHS: [u8; 12] = *b"ABCDEHLMPRST";
/// Value of the characters in odd positions, digit or letter alike in value 0 to 25.
const ODD_VALUES: [u32; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// Checks a cleaned code; every defect is answered with its place.
pub(super) fn check(code: &str) -> Result<(), CfError> {
    if code.is_empty() {
        return Err(CfError::Missing);
    }
    let n = code.chars().count();
    match n {
        PERSONAL_LENGTH => check_personal(code),
        PROVISIONAL_LENGTH if code.starts_with(|first: char| first.is_ascii_digit()) => {
            check_provisional(code)
        }
        _ => Err(CfError::WrongLength { found: n }),
    }
}

fn check_personal(code: &str) -> Result<(), CfError> {
    for (index, found) in code.chars().enumerate() {
        if let Some(expected) = expected_at(index, found) {
            return Err(CfError::WrongCharacter {
                position: index + 1,
                found,
                expected,
            });
        }
    }
    if !is_possible_date(code) {
        return Err(CfError::ImpossibleBirthDate);
    }
    let expected = check_character(code);
    match code.chars().last() {
        Some(found) if found == expected => Ok(()),
        found => Err(CfError::WrongCheck {
            expected,
            found: found.unwrap_or(' '),
        }),
    }
}

fn check_provisional(code: &str) -> Result<(), CfError> {
    let wrong = code
        .chars()
        .enumerate()
        .find(|(_, letter)| !letter.is_ascii_digit());
    if let Some((index, found)) = wrong {
        return Err(CfError::WrongCharacter {
            position: index + 1,
            found,
            expected: "una cifra",
        });
    }
    if code.bytes().all(|digit| digit == b'0') {
        return Err(CfError::Placeholder);
    }
    let expected = check_digit(code);
    match code.chars().last() {
        Some(found) if found == expected => Ok(()),
        found => Err(CfError::WrongCheckDigit {
            expected,
            found: found.unwrap_or(' '),
        }),
    }
}

/// What may stand at `index` (from 0), when `found` may not.
pub(super) fn expected_at(index: usize, found: char) -> Option<&'static str> {
    if DIGIT_POSITIONS.contains(&index) {
        return digit_value(found)
            .is_none()
            .then_some("una cifra (o una lettera di omocodia)");
    }
    if index == 8 {
        let is_month = u8::try_from(found).is_ok_and(|letter| MONTHS.contains(&letter));
        return (!is_month).then_some("la lettera di un mese (A B C D E H L M P R S T)");
    }
    (!found.is_ascii_uppercase()).then_some("una lettera")
}

/// The digit that a character of a digit position stands for.
pub(super) fn digit_value(letter: char) -> Option<u32> {
    letter.to_digit(10).or_else(|| {
        let letter = u8::try_from(letter).ok()?;
        let value = SUBSTITUTES
            .iter()
            .position(|substitute| *substitute == letter)?;
        u32::try_from(value).ok()
    })
}

/// Two digits from `index`, omocodia restored.
pub(super) fn two_digits(code: &str, index: usize) -> Option<u32> {
    let mut digits = code.chars().skip(index).map(digit_value);
    Some(digits.next()?? * 10 + digits.next()??)
}

/// Month 1 to 12.
pub(super) fn month(code: &str) -> Option<u32> {
    let letter = *code.as_bytes().get(8)?;
    let index = MONTHS.iter().position(|month| *month == letter)?;
    u32::try_from(index + 1).ok()
}

/// Day of the month, the 40 of women taken away, and whether it was there.
pub(super) fn day(code: &str) -> Option<(u32, bool)> {
    match two_digits(code, 9)? {
        day @ 1..=31 => Some((day, false)),
        day @ 41..=71 => Some((day - 40, true)),
        _ => None,
    }
}

fn is_possible_date(code: &str) -> bool {
    let (Some(year), Some(month), Some((day, _))) = (two_digits(code, 6), month(code), day(code))
    else {
        return false;
    };
    let last = match month {
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= last
}

/// The check character that the first fifteen ask for.
pub(super) fn check_character(code: &str) -> char {
    let sum: u32 = code
        .bytes()
        .take(PERSONAL_LENGTH - 1)
        .enumerate()
        .map(|(index, letter)| {
            let value = match letter {
                b'0'..=b'9' => letter - b'0',
                _ => letter.saturating_sub(b'A'),
            };
            if index % 2 == 0 {
                ODD_VALUES
                    .get(usize::from(value))
                    .copied()
                    .unwrap_or_default()
            } else {
                u32::from(value)
            }
        })
        .sum();
    char::from_u32(u32::from('A') + sum % 26).unwrap_or('A')
}

/// The check digit that the first ten ask for, as in a partita IVA (Luhn).
pub(super) fn check_digit(code: &str) -> char {
    let sum: u32 = code
        .chars()
        .take(PROVISIONAL_LENGTH - 1)
        .enumerate()
        .map(|(index, letter)| {
            let digit = letter.to_digit(10).unwrap_or_default();
            match (index % 2, digit) {
                (0, digit) => digit,
                (_, digit @ 0..=4) => digit * 2,
                (_, digit) => digit * 2 - 9,
            }
        })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// Which of the seven digits are letters: bit 0 is the first digit of the year.
pub(super) fn mask(code: &str) -> u8 {
    let letters = DIGIT_POSITIONS.iter().enumerate().filter(|(_, position)| {
        code.len() == PERSONAL_LENGTH
            && code
                .as_bytes()
                .get(**position)
                .is_some_and(u8::is_ascii_uppercase)
    });
    letters.fold(0, |mask, (bit, _)| mask | 1 << bit)
}

/// The code with the digits of `mask` as letters and the others as digits, check character recomputed.
pub(super) fn with_mask(code: &str, mask: u8) -> String {
    let mut written: String = code
        .chars()
        .take(PERSONAL_LENGTH - 1)
        .enumerate()
        .map(|(index, letter)| {
            let Some(bit) = DIGIT_POSITIONS
                .iter()
                .position(|position| *position == index)
            else {
                return letter;
            };
            let value = digit_value(letter).unwrap_or_default();
            if mask & (1 << bit) == 0 {
                char::from_digit(value, 10).unwrap_or(letter)
            } else {
                SUBSTITUTES
                    .get(value as usize)
                    .map_or(letter, |substitute| char::from(*substitute))
            }
        })
        .collect();
    written.push(check_character(&written));
    written
}
