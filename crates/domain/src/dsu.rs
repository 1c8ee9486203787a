//! Protocol number of a DSU, the declaration from which INPS computes the ISEE.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Protocol of a DSU in canonical form, `INPS-ISEE-2023-XXXXXXXXX-00`.
///
/// Year, nine digits or letters, two-digit progressive. Source: ticonsiglio.com,
/// "numero protocollo DSU ISEE"; at most 30 characters in INPS specification 2.0.1, table 9.
/// `Debug` redacts the protocol: it leads to a household.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DsuProtocol(String);

/// Why a text is not a DSU protocol. Never holds the protocol itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DsuError {
    /// Nothing was written.
    #[error("protocollo DSU mancante")]
    Missing,
    /// Only the nine characters in the middle.
    #[error(
        "protocollo DSU incompleto: c'è solo la parte centrale; scriverlo per intero, INPS-ISEE-AAAA-XXXXXXXXX-00"
    )]
    OnlyMiddle,
    /// The beginning is missing.
    #[error(
        "protocollo DSU incompleto: manca l'inizio INPS-ISEE-; scriverlo per intero, INPS-ISEE-AAAA-XXXXXXXXX-00"
    )]
    NoPrefix,
    /// The two digits at the end are missing.
    #[error("protocollo DSU incompleto: mancano le due cifre finali (di solito 00)")]
    NoProgressive,
    /// A number that the CAF gave.
    #[error(
        "questo è un numero del CAF, non il protocollo DSU: il protocollo è sull'attestazione ISEE e comincia con INPS-ISEE-"
    )]
    CafNumber,
    /// A spreadsheet turned it into a number in scientific notation.
    #[error(
        "protocollo DSU rovinato dal foglio di calcolo (notazione scientifica): riscriverlo in una cella di tipo testo"
    )]
    ScientificNotation,
    /// The year is not one.
    #[error("protocollo DSU: l'anno non è valido, atteso AAAA dal 2002 in poi")]
    BadYear,
    /// The middle has not nine characters.
    #[error("protocollo DSU: la parte centrale ha {found} caratteri invece di 9")]
    BadNumber {
        /// Characters found.
        found: usize,
    },
    /// The end is not two digits.
    #[error("protocollo DSU: la parte finale deve essere di due cifre")]
    BadProgressive,
    /// Anything else.
    #[error("protocollo DSU non riconosciuto: deve essere nella forma INPS-ISEE-AAAA-XXXXXXXXX-00")]
    Unrecognised,
}

const PREFIX: &str = "INPSISEE";
const YEAR_LENGTH: usize = 4;
const NUMBER_LENGTH: usize = 9;
const PROGRESSIVE_LENGTH: usize = 2;

impl DsuProtocol {
    /// The one door in: ignores case, spaces and which separators stand between the parts, if any.
    pub fn parse(raw: &str) -> Result<Self, DsuError> {
        if is_scientific(raw) {
            return Err(DsuError::ScientificNotation);
        }
        let letters: String = raw
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let odd = raw
            .chars()
            .any(|c| !c.is_ascii_alphanumeric() && !is_separator(c));
        let Some(rest) = letters.strip_prefix(PREFIX) else {
            return Err(hint_without_prefix(raw, &letters));
        };
        if odd {
            return Err(DsuError::Unrecognised);
        }
        let (year, rest) = split(rest, YEAR_LENGTH);
        if !is_year(year) {
            return Err(DsuError::BadYear);
        }
        let (number, progressive) = split(rest, NUMBER_LENGTH);
        if number.len() < NUMBER_LENGTH {
            return Err(DsuError::BadNumber {
                found: number.len(),
            });
        }
        if progressive.is_empty() {
            return Err(DsuError::NoProgressive);
        }
        if progressive.len() != PROGRESSIVE_LENGTH || !is_number(progressive) {
            return Err(bad_end(raw));
        }
        Ok(Self(format!("INPS-ISEE-{year}-{number}-{progressive}")))
    }

    /// The canonical form, 27 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year of the DSU, as AnnoProtocolloDSU wants it.
    pub fn year(&self) -> i16 {
        self.part(2).parse().unwrap_or_default()
    }

    /// The nine characters in the middle.
    pub fn number(&self) -> &str {
        self.part(3)
    }

    /// The two digits at the end.
    pub fn progressive(&self) -> &str {
        self.part(4)
    }

    fn part(&self, index: usize) -> &str {
        self.0.split('-').nth(index).unwrap_or_default()
    }
}

fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at(at.min(text.len()))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || "-/\\._‐‑‒–—".contains(letter)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == YEAR_LENGTH
        && text
            .parse()
            .is_ok_and(|year: i16| (2002..=2099).contains(&year))
}

/// `1,23457E+11`, as spreadsheets show long numbers.
fn is_scientific(raw: &str) -> bool {
    let upper = raw.trim().to_ascii_uppercase();
    upper.split_once("E+").is_some_and(|(mantissa, exponent)| {
        is_number(exponent)
            && mantissa.contains(|c: char| c.is_ascii_digit())
            && mantissa
                .chars()
                .all(|c| c.is_ascii_digit() || c == ',' || c == '.')
    })
}

fn hint_without_prefix(raw: &str, letters: &str) -> DsuError {
    let full = YEAR_LENGTH + NUMBER_LENGTH + PROGRESSIVE_LENGTH;
    let body = letters
        .strip_prefix("ISEE")
        .or_else(|| letters.strip_prefix("INPS"))
        .unwrap_or(letters);
    match body.len() {
        0 if raw.trim().is_empty() => DsuError::Missing,
        _ if letters.contains("CAF") => DsuError::CafNumber,
        n if (n == full || n + PROGRESSIVE_LENGTH == full)
            && is_year(split(body, YEAR_LENGTH).0) =>
        {
            DsuError::NoPrefix
        }
        NUMBER_LENGTH => DsuError::OnlyMiddle,
        n if n == NUMBER_LENGTH + PROGRESSIVE_LENGTH && raw.contains(is_separator) => {
            DsuError::OnlyMiddle
        }
        _ if is_number(letters) => DsuError::CafNumber,
        _ => DsuError::Unrecognised,
    }
}

/// The end is wrong: because the middle is too long, where separators let us see it.
fn bad_end(raw: &str) -> DsuError {
    let parts: Vec<&str> = raw
        .split(is_separator)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [.., number, end]
            if parts.len() == 5
                && end.len() <= PROGRESSIVE_LENGTH
                && number.len() != NUMBER_LENGTH =>
        {
            DsuError::BadNumber {
                found: number.len(),
            }
        }
        _ => DsuError::BadProgressive,
    }
}

impl FromStr for DsuProtocol {
    type Err = DsuError;

    fn from_str(raw: &str) -> Result<Self, DsuError> {
        Self::parse(raw)
    }
}

impl TryFrom<String> for DsuProtocol {
    type Error = DsuError;

    fn try_from(raw: String) -> Result<Self, DsuError> {
        Self::parse(&raw)
    }
}

impl From<DsuProtocol> for String {
    fn from(protocol: DsuProtocol) -> Self {
        protocol.0
    }
}

impl fmt::Display for DsuProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DsuProtocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DSU(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{DsuError, DsuProtocol};

    #[test]
    fn writings_of_one_protocol_become_one() {
        let canonical = "INPS-ISEE-2023-0A1B2C3D4-00";
        let writings = [
            canonical,
            " inps-isee-2023-0a1b2c3d4-00 ",
            "INPS/ISEE/2023/0A1B2C3D4/00",
            "INPS ISEE 2023 0A1B2C3D4 00",
            "INPS–ISEE–2023–0A1B2C3D4–00",
            "INPSISEE20230A1B2C3D400",
            "INPS - ISEE - 2023 - 0A1B2C3D4 - 00",
        ];
        for writing in writings {
            let protocol = DsuProtocol::parse(writing).expect(writing);
            assert_eq!(protocol.as_str(), canonical);
            assert_eq!(
                (protocol.year(), protocol.number(), protocol.progressive()),
                (2023, "0A1B2C3D4", "00")
            );
            assert!(protocol.as_str().len() <= 30);
        }
    }

    #[test]
    fn what_is_not_a_protocol_gets_a_hint() {
        let cases = [
            ("", DsuError::Missing),
            ("  ", DsuError::Missing),
            ("0A1B2C3D4", DsuError::OnlyMiddle),
            ("123456789", DsuError::OnlyMiddle),
            ("123456789-00", DsuError::OnlyMiddle),
            ("2023-0A1B2C3D4-00", DsuError::NoPrefix),
            ("ISEE-2023-0A1B2C3D4-00", DsuError::NoPrefix),
            ("INPS-ISEE-2023-0A1B2C3D4", DsuError::NoProgressive),
            ("CAF00012-PG1234-2023", DsuError::CafNumber),
            ("20231234567", DsuError::CafNumber),
            ("1,23457E+11", DsuError::ScientificNotation),
            ("1.23E+08", DsuError::ScientificNotation),
            ("INPS-ISEE-1023-0A1B2C3D4-00", DsuError::BadYear),
            ("INPS-ISEE-23-0A1B2C3D4-00", DsuError::BadYear),
            ("INPS-ISEE-2023-0A1B-00", DsuError::BadNumber { found: 6 }),
            (
                "INPS-ISEE-2023-0A1B2C3D45-00",
                DsuError::BadNumber { found: 10 },
            ),
            ("INPS-ISEE-2023-0A1B2C3D4-AB", DsuError::BadProgressive),
            ("INPS-ISEE-2023-0A1B2C3D4-001", DsuError::BadProgressive),
            ("INPS-ISEE-2023-0A1B2C3D4-00?", DsuError::Unrecognised),
            ("in attesa", DsuError::Unrecognised),
            ("èèè", DsuError::Unrecognised),
        ];
        for (raw, error) in cases {
            assert_eq!(DsuProtocol::parse(raw), Err(error), "{raw}");
        }
    }

    #[test]
    fn serde_goes_through_the_same_door_and_debug_redacts() {
        let protocol: DsuProtocol =
            serde_json::from_str("\"inps/isee/2023/0A1B2C3D4/00\"").expect("a good protocol");
        let written = serde_json::to_string(&protocol).expect("it is text");
        assert_eq!(written, "\"INPS-ISEE-2023-0A1B2C3D4-00\"");
        assert!(serde_json::from_str::<DsuProtocol>("\"0A1B2C3D4\"").is_err());
        assert_eq!(format!("{protocol:?}"), "DSU(…)");
    }
}
