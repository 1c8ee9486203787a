//! What is wrong with a codice fiscale that INPS's schema accepts.

use pas_domain::codice_fiscale::{CfError, CodiceFiscale};

/// The fault of a code that has the schema's shape, in words; `None` when there is none, or when
/// the schema refuses the code anyway. The words never hold the code.
pub(crate) fn fault(text: &str) -> Option<String> {
    let error = CodiceFiscale::parse(text).err()?;
    if !has_shape_of_schema(text) {
        return None;
    }
    let words = match error {
        CfError::WrongCheck { .. } => "Il carattere di controllo del codice fiscale non torna",
        CfError::WrongCheckDigit { .. } => {
            "La cifra di controllo del codice fiscale provvisorio non torna"
        }
        CfError::ImpossibleBirthDate => "Il giorno di nascita nel codice fiscale non esiste",
        CfError::WrongCharacter { .. } => "Il codice fiscale ha una lettera dove non può stare",
        CfError::Placeholder => "Il codice fiscale è di soli zeri",
        CfError::Missing | CfError::WrongLength { .. } => return None,
    };
    Some(words.to_owned())
}

/// Source: PS_PSA_SINA201812.xsd, pattern of `CodiceFiscale` and `CFOperatore`.
fn has_shape_of_schema(text: &str) -> bool {
    const SHAPE: &[u8; 16] = b"AAAAAA00A00A***A";
    let text = text.as_bytes();
    let is_personal = text.len() == SHAPE.len()
        && text.iter().zip(SHAPE).all(|(byte, shape)| match shape {
            b'A' => byte.is_ascii_alphabetic(),
            b'0' => byte.is_ascii_digit(),
            _ => byte.is_ascii_alphanumeric(),
        });
    let is_provisional = matches!(text.len(), 11..=16)
        && text[..11].iter().all(u8::is_ascii_digit)
        && text[11..].iter().all(|byte| *byte == b' ');
    is_personal || is_provisional
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn speaks_only_of_what_the_schema_accepts() {
        let cases = [
            ("PRVSPN50C55L219I", None),
            ("prvspn50c55l219i", None),
            (
                "PRVSPN50C55L219A",
                Some("Il carattere di controllo del codice fiscale non torna"),
            ),
            (
                "PRVSPN50C32L219A",
                Some("Il giorno di nascita nel codice fiscale non esiste"),
            ),
            (
                "PRVSPN50X55L219A",
                Some("Il codice fiscale ha una lettera dove non può stare"),
            ),
            ("PRVSPN5LC55L219A", None),
            ("PRVSPN50C55L21", None),
            ("", None),
            ("00000000000", Some("Il codice fiscale è di soli zeri")),
            (
                "97777770011   ",
                Some("La cifra di controllo del codice fiscale provvisorio non torna"),
            ),
            ("97777770011      ", None),
            ("PRVSPN50C55L21é", None),
        ];
        for (code, expected) in cases {
            assert_eq!(fault(code).as_deref(), expected, "{code}");
        }
    }
}
