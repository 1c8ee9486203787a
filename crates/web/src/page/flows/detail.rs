//! One written file: its check, its fingerprint, the records inside.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::show_flow::{self, FlowView};
use pas_domain::ids::FlowFileId;

use super::kind_words;
use crate::error::WebError;
use crate::format::{Italian, counted, file_size};
use crate::frame::Frame;
use crate::page::records::{self, Telling};
use crate::pager::Pager;
use crate::table::Table;
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/flows/detail.html")]
pub(crate) struct FlowPage {
    frame: Frame,
    answer: String,
    view: FlowView,
    records: Table,
    pager: Pager,
}

impl Page for FlowPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.records]
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
    visit.show(&FlowPage::new(frame, view, &visit.address))
}

impl FlowPage {
    pub(crate) fn new(frame: Frame, view: FlowView, address: &Address) -> Self {
        let line = &view.line;
        let answer = format!(
            "{} di {}, nessun errore nel controllo: il file si può caricare sul portale INPS.",
            counted(line.n_records, "record", "record"),
            counted(line.n_people, "persona", "persone")
        );
        let records =
            records::lines_table("record", "Record nel file", &view.records, Telling::People)
                .or_say("Il file non contiene record che esistano ancora.");
        let records = if view.n_pages > 1 {
            records.part_at(address)
        } else {
            records.at(address)
        };
        let pager = Pager::new(address, view.page, view.n_pages);
        Self {
            frame,
            answer,
            view,
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
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn shows_fingerprint_and_records() {
        let frame = sample::frame("Che cosa c'è in questo file?", Role::Clerk, "/flussi/2");
        let html = sample::html(&FlowPage::new(frame, sample::flow(), &Address::default()));
        for part in [
            "/flussi/2/scarica",
            "9f86d081",
            "1.191 record di 640 persone",
            "/record/11",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
