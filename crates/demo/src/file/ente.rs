//! `siuss/ente.csv`: how the made-up ente presents itself to INPS.

use jiff::civil::date;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::office::Office;

use super::Source;
use crate::names::surname;
use crate::table::{Cell, CsvStyle, Encoding, Row, RowKind, Table};

/// Denominazione of the made-up ente.
pub const ENTE_NAME: &str = "Ambito Valle del Sole (dimostrativo)";
/// Belfiore code of its seat: Valsamoggia.
pub const ENTE_SEAT: &str = "M320";
/// Code by which INPS would know it. No such code exists.
pub const ENTE_CODE: &str = "M320DEMO";

/// The one row.
pub(super) fn table(_source: &Source<'_>) -> Table {
    let born = date(1980, 5, 17);
    let operator = synthetic(&surname(0), "Operatrice", born, Sex::Female, "A944");
    let operator = operator.expect("invariant: the operator's name, day and place make a code");
    let headings = [
        "Codice ente",
        "Denominazione",
        "Sede legale",
        "CF operatore",
    ];
    let values = [ENTE_CODE, ENTE_NAME, ENTE_SEAT, operator.as_str()];
    let cells = values.into_iter().map(Cell::text).collect();
    Table::csv(
        Office::Siuss,
        "siuss/ente.csv".to_owned(),
        CsvStyle::italian(Encoding::Utf8),
        vec![Row::header(&headings), Row::new(RowKind::Data, cells)],
    )
}
