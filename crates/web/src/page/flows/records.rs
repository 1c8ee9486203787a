//! The records of a file as a table: what is asked for each, and what INPS has said.

use pas_app::use_cases::show_flow::{FlowRecord, RecordAnswer};

use crate::cell::{Cell, Tone};
use crate::format::Italian;
use crate::page::records::person_cell;
use crate::table::{Row, Table};

/// The records, in the order of the file.
pub(super) fn table(records: &[FlowRecord]) -> Table {
    let columns = [
        ("posizione", "Posizione"),
        ("operazione", "Operazione"),
        ("persona", "Persona"),
        ("prestazione", "Prestazione"),
        ("periodo", "Periodo"),
        ("importo", "Importo"),
        ("record", "Record di oggi"),
        ("esito", "Esito di INPS"),
        ("parole", "Che cosa dice INPS"),
    ];
    let rows = records.iter().map(|record| Row::new(cells(record)));
    Table::new("record", "Record nel file, nell'ordine del file", &columns).rows(rows)
}

fn cells(record: &FlowRecord) -> Vec<Cell> {
    let operation = record.operation;
    let benefit = match &record.benefit {
        Some(code) => format!("{code} · {}", record.benefit_name),
        None => record.benefit_name.clone(),
    };
    let period = Cell {
        text: record.period.it(),
        plain: record.period.it(),
        ..Cell::date(record.period.start())
    };
    let today = match record.record {
        Some(id) => Cell::text(format!("n.\u{a0}{id}")).to(format!("/record/{id}")),
        None => Cell::absent("non c'è più"),
    };
    let [outcome, words] = answer_cells(&record.answer);
    vec![
        Cell::count(record.position),
        Cell::text(format!("{} · {}", operation.letter(), operation.label())),
        person_cell(&record.person_name).to(format!("/persone/{}", record.person)),
        Cell::text(benefit),
        period,
        Cell::money(record.total),
        today,
        outcome,
        words,
    ]
}

fn answer_cells(answer: &RecordAnswer) -> [Cell; 2] {
    match answer {
        RecordAnswer::NotUploaded => [Cell::absent("non caricato"), Cell::absent("")],
        RecordAnswer::Awaited => [Cell::text("in attesa").tag(Tone::Open), Cell::absent("")],
        RecordAnswer::Given(code, text) if code.is_accepted() => [
            Cell::text("accettato").tag(Tone::Good),
            Cell::text(text.as_deref().unwrap_or("")),
        ],
        RecordAnswer::Given(code, text) => [
            Cell::text("scartato").tag(Tone::Bad),
            Cell::text(text.as_deref().unwrap_or(code.explanation())),
        ],
    }
}
