//! What asks for a person's look: outcomes of nobody's flow, SINBA that only INPS can withdraw.

use pas_app::use_cases::show_sendings::{AsideLine, OddSending};

use crate::cell::Cell;
use crate::format::Italian;
use crate::table::{Row, Table};

/// Links to records that an alert shows.
const N_LINKS: usize = 20;

/// The records of `sendings`: address and words. What is no longer derived has its flow's name only.
pub(super) fn record_links(sendings: &[OddSending]) -> Vec<(String, String)> {
    let link = |sent: &OddSending| {
        let id = sent.record?;
        Some((format!("/record/{id}"), sent.flow_name.clone()))
    };
    sendings.iter().filter_map(link).take(N_LINKS).collect()
}

/// The outcomes that no sending awaited.
pub(super) fn aside_table(lines: &[AsideLine]) -> Table {
    let columns = [
        ("flusso", "Flusso"),
        ("esito", "Esito"),
        ("arrivato", "Arrivato"),
        ("perche", "Perché è da parte, e che cosa fare"),
    ];
    let rows = lines.iter().map(|line| {
        let why = if line.is_taken_back {
            "PAS aveva ritirato il flusso prima che INPS lo prelevasse: segnala a INPS che non vale."
        } else {
            "PAS non ha mai pubblicato un flusso con questo nome: chiedi a INPS a quale ente appartiene, o se \
             lo ha mandato un altro programma dell'ente."
        };
        Row::new(vec![
            Cell::code(&line.flow_name),
            Cell::code(line.code.name()),
            Cell::time(line.received_at),
            Cell::text(why),
        ])
    });
    Table::new("da-parte", "Esiti messi da parte", &columns).rows(rows)
}

/// SINBA that INPS holds and that is no longer due.
pub(super) fn to_ask_table(sendings: &[OddSending]) -> Table {
    let columns = [
        ("flusso", "Flusso"),
        ("numero", "Numero dato da INPS"),
        ("valutazione", "Valutazione del"),
        ("accettato", "Accettato"),
        ("record", "Record"),
    ];
    let rows = sendings.iter().map(|sent| {
        let record = match sent.record {
            Some(id) => Cell::text(format!("n.\u{a0}{id}")).to(format!("/record/{id}")),
            None => Cell::absent("non c'è più"),
        };
        Row::new(vec![
            Cell::code(&sent.flow_name),
            Cell::code(sent.siuss_id.as_deref().unwrap_or("")),
            Cell {
                text: sent.period.it(),
                ..Cell::date(sent.period.start())
            },
            sent.acquired_at
                .map_or_else(|| Cell::absent("non noto"), Cell::time),
            record,
        ])
    });
    Table::new(
        "da-chiedere",
        "Valutazioni SINBA da far togliere a INPS",
        &columns,
    )
    .rows(rows)
}
