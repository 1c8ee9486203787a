//! Protocol numbers: of applications, and of DSUs.

use pas_domain::dsu::DsuProtocol;

use super::{Cleaned, Note, is_scientific, nothing, text};
use crate::cell::Cell;

/// SIUSS takes so many characters. Source: `PS_PSA_SINA201812.xsd`, `ProtocolloDomanda`.
const MAX_LENGTH: usize = 32;

/// Reads the protocol of an application.
pub(crate) fn application(cell: &Cell) -> Cleaned<String> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    if is_scientific(&cell.trimmed()) {
        return Cleaned::Unusable(lost_digits(cell));
    }
    match cell {
        Cell::Number(number) if number.abs() >= 1e15 => Cleaned::Unusable(lost_digits(cell)),
        Cell::Number(_) => Cleaned::Clean(cell.trimmed().into_owned()),
        Cell::Day(_) => Cleaned::unusable(
            "protocollo-data",
            format!(
                "il foglio ha preso il protocollo per una data, «{}»: formatta la colonna come testo e riscrivilo",
                cell.trimmed()
            ),
        ),
        _ => match text::plain(cell) {
            Cleaned::Clean(text) if text.chars().count() > MAX_LENGTH => Cleaned::unusable(
                "protocollo-lungo",
                format!("il protocollo ha più di {MAX_LENGTH} caratteri: INPS non lo accetta"),
            ),
            cleaned => cleaned,
        },
    }
}

fn lost_digits(cell: &Cell) -> Note {
    Note::new(
        "notazione-scientifica",
        format!(
            "«{}»: il foglio di calcolo ha troncato il protocollo e le ultime cifre sono perse; formatta la colonna come testo e riscrivilo dal registro di protocollo",
            cell.trimmed()
        ),
    )
}

/// Reads the protocol of a DSU.
pub(crate) fn dsu(cell: &Cell) -> Cleaned<DsuProtocol> {
    if let Some(cleaned) = nothing(cell) {
        return cleaned;
    }
    let text = cell.trimmed();
    match DsuProtocol::parse(&text) {
        Ok(protocol) if protocol.as_str() == text => Cleaned::Clean(protocol),
        Ok(protocol) => {
            let message = format!(
                "«{text}» non è scritto come INPS lo scrive: letto {}",
                protocol.as_str()
            );
            Cleaned::repaired(protocol, "dsu-scrittura", message)
        }
        Err(error) => Cleaned::unusable("dsu-errato", format!("«{text}»: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{application, dsu};
    use crate::cell::Cell;
    use crate::clean::Cleaned;

    #[test]
    fn protocols_are_kept_or_set_aside() {
        let text = |text: &str| Cell::Text(text.to_owned());
        for (cell, expected) in [
            (text("2024/000123"), "2024/000123"),
            (text(" 000123 "), "000123"),
            (Cell::Number(123_457.0), "123457"),
            (Cell::Number(2e15), "notazione-scientifica"),
            (text("1,23457E+11"), "notazione-scientifica"),
            (text("1.23E+11"), "notazione-scientifica"),
            (text("2024E11"), "2024E11"),
            (text("PROT-E+1"), "PROT-E+1"),
            (Cell::Day(jiff::civil::date(2024, 1, 2)), "protocollo-data"),
            (text(&"9".repeat(33)), "protocollo-lungo"),
        ] {
            let found = match application(&cell) {
                Cleaned::Clean(text) => text,
                Cleaned::Unusable(note) => note.code.to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(found, expected, "{cell:?}");
        }
    }

    #[test]
    fn a_dsu_protocol_is_whole_or_set_aside() {
        for (text, expected) in [
            ("INPS-ISEE-2024-00012345X-00", "clean"),
            ("inps isee 2024 00012345x 00", "dsu-scrittura"),
            ("00012345X", "dsu-errato"),
        ] {
            let found = match dsu(&Cell::Text(text.to_owned())) {
                Cleaned::Clean(_) => "clean",
                Cleaned::Repaired(_, note) | Cleaned::Unusable(note) => note.code,
                Cleaned::Blank => "blank",
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
