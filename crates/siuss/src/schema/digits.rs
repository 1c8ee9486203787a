//! The decimal digits of Unicode, as libxml2's `\d` knows them.

/// First code point of each run of ten digits: category Nd of Unicode 4.1, the edition on which
/// libxml2's regular expressions stand (measured with `xmllint` 2.9.14 and libxml2 2.14.6).
const ZEROES: [u32; 21] = [
    0x0030, 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1946, 0xFF10, 0x1_04A0, 0x1_D7CE,
];

/// Tamil had no zero yet; the mathematical digits are five alphabets in one run.
const TAMIL: std::ops::RangeInclusive<u32> = 0x0BE7..=0x0BEF;
const MATHEMATICAL: std::ops::RangeInclusive<u32> = 0x1_D7CE..=0x1_D7FF;

/// Whether `\d` matches.
pub(crate) fn is_decimal_digit(character: char) -> bool {
    let point = u32::from(character);
    character.is_ascii_digit()
        || TAMIL.contains(&point)
        || MATHEMATICAL.contains(&point)
        || ZEROES
            .iter()
            .any(|zero| (*zero..zero + 10).contains(&point))
}

#[cfg(test)]
mod tests {
    use super::is_decimal_digit;

    #[test]
    fn there_are_as_many_digits_as_libxml2_knows() {
        let beyond_ascii = ('\u{80}'..=char::MAX).filter(|c| is_decimal_digit(*c));
        // 650 digits in Unicode 15, of which `xmllint` refuses 401.
        assert_eq!(beyond_ascii.count(), 249);
    }

    #[test]
    fn later_scripts_and_look_alikes_are_not_digits() {
        for character in ['\u{A9D0}', '\u{11066}', 'Ⅰ', '²', '๏', 'O', '\u{BE6}'] {
            assert!(!is_decimal_digit(character), "{character}");
        }
    }
}
