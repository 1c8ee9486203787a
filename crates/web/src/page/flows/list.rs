//! Writing an upload file, and the files written so far.

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_flows::{self, FlowsView, ReadyLine};
use pas_app::use_cases::write_flow::{self, FlowKind, FlowQuery};
use serde::Deserialize;

use super::{answer_words, kind_words, state_cell};
use crate::cell::Cell;
use crate::error::WebError;
use crate::form::Signed;
use crate::format::{Italian, counted, file_size};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, link};

#[derive(Template)]
#[template(path = "pages/flows/list.html")]
pub(crate) struct FlowsPage {
    frame: Frame,
    answer: String,
    kinds: [(&'static str, &'static str); 2],
    years: Vec<String>,
    /// Whether a file can be written: INPS's refusals can be sent again as they are.
    may_write: bool,
    ready: Table,
    files: Table,
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    tipo: String,
    #[serde(default)]
    anno: String,
    #[serde(default)]
    scartati: String,
}

impl Page for FlowsPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.ready, &self.files]
    }
}

const TITLE: &str = "Che cosa mandare a INPS?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let view = list_flows::list_flows(visit.app(), visit.actor()).await?;
    visit.show(&FlowsPage::new(visit.frame(TITLE), &view, &visit.address))
}

pub(crate) async fn post(
    visit: Visit,
    Signed(wanted): Signed<Wanted>,
) -> Result<Response, WebError> {
    let kind = FlowKind::from_name(&wanted.tipo)
        .ok_or_else(|| WebError::BadForm("manca il tipo di flusso".to_owned()))?;
    let year = match wanted.anno.as_str() {
        "" => None,
        year => Some(
            year.parse()
                .map_err(|_| WebError::BadForm("l'anno non è un numero".to_owned()))?,
        ),
    };
    let query = FlowQuery {
        kind,
        year,
        again: wanted.scartati == "si",
    };
    let id = write_flow::write_flow(visit.app(), visit.actor(), query).await?;
    let words = "Il file è scritto e controllato: scaricalo e caricalo sul portale INPS.";
    Ok(visit.go(&format!("/flussi/{id}"), words))
}

impl FlowsPage {
    pub(crate) fn new(frame: Frame, view: &FlowsView, address: &Address) -> Self {
        let years: BTreeSet<i16> = view.ready.iter().map(|line| line.year).collect();
        Self {
            frame,
            answer: answer(view),
            kinds: [FlowKind::Benefits, FlowKind::Minors]
                .map(|kind| (kind.name(), kind_words(kind))),
            may_write: !years.is_empty() || view.files.iter().any(|file| file.n_refused > 0),
            years: years.iter().rev().map(ToString::to_string).collect(),
            ready: ready_table(view).at(address),
            files: files_table(view).at(address),
        }
    }
}

fn answer(view: &FlowsView) -> String {
    let ready: u64 = view.ready.iter().map(ReadyLine::n_records).sum();
    let files = match view.files.len() {
        0 => "non è ancora stato scritto nessun file".to_owned(),
        1 => "è stato scritto 1 file".to_owned(),
        n => format!("sono stati scritti {} file", n.it()),
    };
    let can_go = if ready == 1 {
        "è pronto"
    } else {
        "sono pronti"
    };
    format!(
        "{} {can_go} per INPS; {files}.",
        counted(ready, "record", "record")
    )
}

fn ready_table(view: &FlowsView) -> Table {
    let columns = [
        ("tipo", "Flusso"),
        ("anno", "Anno"),
        ("inserimenti", "Record da inserire"),
        ("cancellazioni", "Record da cancellare"),
    ];
    let rows = view.ready.iter().map(|line| {
        let text = line.year.to_string();
        let filters: &[(&str, &str)] = match line.kind {
            FlowKind::Minors => &[
                ("stato", "pronto"),
                ("prestazione", "SINBA"),
                ("anno", text.as_str()),
            ],
            FlowKind::Benefits => &[("stato", "pronto"), ("anno", text.as_str())],
        };
        Row::new(vec![
            Cell::text(kind_words(line.kind)).to(link("/record", filters)),
            Cell::year(line.year),
            Cell::count(line.n_insertions),
            Cell::count(line.n_cancellations),
        ])
    });
    Table::new("pronti", "Record da mandare, per flusso e anno", &columns)
        .rows(rows)
        .or_say("Nessun record da mandare: guarda nei record che cosa manca.")
}

fn files_table(view: &FlowsView) -> Table {
    let columns = [
        ("nome", "File"),
        ("tipo", "Flusso"),
        ("stato", "Stato"),
        ("esito", "Esito di INPS"),
        ("quando", "Scritto"),
        ("chi", "Da chi"),
        ("record", "Record"),
        ("persone", "Persone"),
        ("peso", "Dimensione"),
    ];
    let rows = view.files.iter().map(|file| {
        let size = Cell {
            text: file_size(file.n_bytes),
            ..Cell::count(file.n_bytes)
        };
        Row::new(vec![
            Cell::code(&file.name).to(format!("/flussi/{}", file.id)),
            Cell::text(kind_words(file.kind)),
            state_cell(file),
            Cell::text(answer_words(file)),
            Cell::time(file.written_at),
            Cell::text(&file.written_by),
            Cell::count(file.n_records),
            Cell::count(file.n_people),
            size,
        ])
    });
    Table::new("file", "File scritti", &columns)
        .rows(rows)
        .or_say("Non è ancora stato scritto nessun file.")
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn offers_what_is_ready() {
        let frame = sample::frame(TITLE, Role::Clerk, "/flussi");
        let html = sample::html(&FlowsPage::new(
            frame,
            &sample::flows(),
            &Address::default(),
        ));
        for part in [
            "1.191 record sono pronti per INPS; è stato scritto 1 file.",
            "<option value=\"2025\">",
            "/flussi/2",
            "name=\"segreto\"",
            "non ancora caricato",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
