//! One written file: how far it is, what INPS has said, its fingerprint, the records inside.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use pas_app::use_cases::list_flows::{FileState, FlowLine};
use pas_app::use_cases::register_upload::MAX_NUMBER;
use pas_app::use_cases::show_flow::{self, FlowView};
use pas_app::use_cases::write_flow::FlowKind;
use pas_domain::ids::FlowFileId;

use super::{answer_words, kind_words, records, state_words};
use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted, file_size};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/flows/detail.html")]
pub(crate) struct FlowPage {
    frame: Frame,
    answer: String,
    view: FlowView,
    today: Date,
    receipts: Table,
    records: Table,
    pager: Pager,
}

impl Page for FlowPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.receipts, &self.records]
    }
}

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let file = FlowFileId::new(id);
    let page = visit.address.page();
    let mut view = show_flow::show_flow(visit.app(), visit.actor(), file, page).await?;
    if visit.address.wants_file() {
        for page in 2..=view.n_pages {
            let more = show_flow::show_flow(visit.app(), visit.actor(), file, page).await?;
            view.records.extend(more.records);
        }
    }
    let frame = visit
        .frame("Che cosa c'è in questo file?")
        .below(&[("Flussi", "/flussi")]);
    let today = visit.app().clock().today();
    visit.show(&FlowPage::new(frame, view, today, &visit.address))
}

impl FlowPage {
    pub(crate) fn new(frame: Frame, view: FlowView, today: Date, address: &Address) -> Self {
        let records = records::table(&view.records).or_say("Il file non contiene record.");
        let records = if view.n_pages > 1 {
            records.part_at(address)
        } else {
            records.at(address)
        };
        let pager = Pager::new(address, view.page, view.n_pages);
        Self {
            frame,
            answer: answer(&view.line),
            receipts: receipts_table(&view).at(address),
            view,
            today,
            records,
            pager,
        }
    }

    const fn kind(&self) -> &'static str {
        kind_words(self.view.line.kind)
    }

    fn size(&self) -> String {
        file_size(self.view.line.n_bytes)
    }

    fn tag(&self) -> (&'static str, &'static str) {
        let (words, tone) = state_words(&self.view.line);
        (words, tone.class())
    }

    fn answered(&self) -> String {
        answer_words(&self.view.line)
    }

    fn is_answered(&self) -> bool {
        self.view.line.state() == FileState::Answered
    }

    /// What a line of the list of refused records may begin with, beside the position.
    const fn name_of_a_record(&self) -> &'static str {
        match self.view.line.kind {
            FlowKind::Benefits => "il codice fiscale",
            FlowKind::Minors => "l'identificativo del minore",
        }
    }

    const fn max_number() -> usize {
        MAX_NUMBER
    }
}

fn answer(line: &FlowLine) -> String {
    let inside = format!(
        "{} di {}",
        counted(line.n_records, "record", "record"),
        counted(line.n_people, "persona", "persone")
    );
    let answer = match line.state() {
        FileState::Written => {
            "nessun errore nel controllo: il file si può caricare sul portale INPS".to_owned()
        }
        FileState::Awaiting(n) if n == line.n_records => {
            "caricati sul portale INPS, che non ha ancora risposto".to_owned()
        }
        FileState::Awaiting(n) => format!("INPS deve ancora rispondere per {}", n.it()),
        FileState::Answered if line.n_refused == 0 => "INPS li ha accettati tutti".to_owned(),
        FileState::Answered => format!(
            "INPS ne ha accettati {} e scartati {}",
            line.n_accepted.it(),
            line.n_refused.it()
        ),
    };
    format!("{inside}: {answer}.").replacen(": nessun", ", nessun", 1)
}

fn receipts_table(view: &FlowView) -> Table {
    let columns = [
        ("nome", "Ricevuta"),
        ("quando", "Conservata"),
        ("chi", "Da chi"),
        ("peso", "Dimensione"),
        ("impronta", "Impronta (SHA-256)"),
    ];
    let rows = view.receipts.iter().map(|receipt| {
        let size = Cell {
            text: file_size(receipt.n_bytes),
            ..Cell::count(receipt.n_bytes)
        };
        Row::new(vec![
            Cell::text(&receipt.filename).to(format!("/ricevute/{}", receipt.id)),
            Cell::time(receipt.at),
            Cell::text(&receipt.by),
            size,
            Cell::code(&receipt.sha256),
        ])
    });
    Table::new("ricevute", "Ricevute di INPS, byte per byte", &columns).rows(rows)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    fn page(view: FlowView) -> String {
        let frame = sample::frame("Che cosa c'è in questo file?", Role::Clerk, "/flussi/2");
        let page = FlowPage::new(frame, view, date(2026, 11, 24), &Address::default());
        sample::html(&page)
    }

    #[test]
    fn shows_fingerprint_and_records() {
        let html = page(sample::flow());
        for part in [
            "/flussi/2/scarica",
            "/flussi/2/csv",
            "non è il tracciato CSV di INPS",
            "9f86d081",
            "1.191 record di 640 persone, nessun errore",
            "/record/11",
            "action=\"/flussi/2/caricamento\"",
            "value=\"2026-11-24\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("action=\"/flussi/2/esito\""));
    }

    #[test]
    fn shows_what_inps_has_said() {
        let html = page(sample::answered_flow());
        for part in [
            "INPS ne ha accettati 1.190 e scartati 1",
            "INPS.7700.1",
            "C · cancellazione",
            "prestazione incoerente",
            "/ricevute/5",
            "action=\"/flussi/2/esito\"",
            "vale l'ultimo",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("action=\"/flussi/2/caricamento\""));
    }
}
