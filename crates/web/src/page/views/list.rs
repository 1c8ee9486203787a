//! The saved views: one's own, to change, and those that colleagues share.

use askama::Template;
use axum::response::Response;
use pas_app::saved::{DashboardLine, ViewLine};
use pas_app::use_cases::list_dashboards::list_dashboards;
use pas_app::use_cases::list_views::list_views;
use pas_app::use_cases::save_view::{NewView, save_view};
use serde::Deserialize;

use super::{BOARDS, VIEWS, is_ticked};
use crate::error::WebError;
use crate::form::Signed;
use crate::format::counted;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/views/list.html")]
pub(crate) struct ViewsPage {
    frame: Frame,
    answer: String,
    /// The number of the view that was just deleted, to bring it back.
    deleted: Option<i64>,
    own: Vec<ViewLine>,
    others: Vec<ViewLine>,
    /// The dashboards that a view can be put on.
    boards: Vec<DashboardLine>,
}

impl Page for ViewsPage {}

/// What the form «Salva questa vista» sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct SaveForm {
    nome: String,
    domanda: String,
    nota: String,
    condivisa: String,
    edizione: String,
}

const TITLE: &str = "Quali viste sono salvate?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let views = list_views(visit.app(), visit.actor()).await?;
    let boards = list_dashboards(visit.app(), visit.actor()).await?;
    let deleted = visit.address.number("eliminata");
    visit.show(&ViewsPage::new(visit.frame(TITLE), views, boards, deleted))
}

pub(crate) async fn post(
    visit: Visit,
    Signed(form): Signed<SaveForm>,
) -> Result<Response, WebError> {
    let new = form.into_view();
    save_view(visit.app(), visit.actor(), &new).await?;
    let name = new.name.trim();
    Ok(visit.go(VIEWS, format!("La vista «{name}» è salvata.")))
}

impl SaveForm {
    /// The view; where the reader wants the figures of one edition, the question names it.
    fn into_view(self) -> NewView {
        let names_one = self
            .domanda
            .split('&')
            .any(|pair| pair.starts_with("edizione="));
        let question = match self.edizione.parse::<u32>() {
            Ok(number) if !names_one => format!("{}&edizione={number}", self.domanda),
            _ => self.domanda,
        };
        NewView {
            name: self.nome,
            question,
            note: self.nota,
            is_shared: is_ticked(&self.condivisa),
        }
    }
}

impl ViewsPage {
    fn new(
        frame: Frame,
        views: Vec<ViewLine>,
        boards: Vec<DashboardLine>,
        deleted: Option<i64>,
    ) -> Self {
        let (own, others): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.is_own);
        let n_own = own.len() as u64;
        let n_others = others.len() as u64;
        Self {
            frame: frame.below(&[("Cruscotti", BOARDS)]),
            answer: format!(
                "Hai salvato {}; i colleghi ne condividono {}.",
                counted(n_own, "vista", "viste"),
                if n_others == 0 {
                    "nessuna".to_owned()
                } else {
                    n_others.to_string()
                }
            ),
            deleted,
            own,
            others,
            boards: boards.into_iter().filter(|board| board.is_own).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use pas_domain::actor::Role;
    use pas_domain::ids::{DashboardId, SavedViewId};

    use super::*;
    use crate::page::sample;

    fn view(id: i64, is_own: bool) -> ViewLine {
        ViewLine {
            id: SavedViewId::new(id),
            name: format!("Vista & {id}"),
            note: String::new(),
            question: "misure=spesa&territorio=mio".to_owned(),
            asked: "Spesa totale, nel territorio di chi legge".to_owned(),
            is_shared: !is_own,
            is_own,
            owner_name: "Ada Esempini".to_owned(),
            changed_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn own_views_can_be_changed_and_others_only_opened() {
        let board = DashboardLine {
            id: DashboardId::new(5),
            name: "Giunta".to_owned(),
            is_shared: false,
            is_own: true,
            owner_name: String::new(),
            n_views: 0,
        };
        let frame = sample::frame(TITLE, Role::Planner, VIEWS);
        let views = vec![view(1, true), view(2, false)];
        let html = sample::html(&ViewsPage::new(frame, views, vec![board], Some(7)));
        for part in [
            "Hai salvato 1 vista; i colleghi ne condividono 1.",
            "/analisi?misure=spesa&#38;territorio=mio",
            "action=\"/viste/1\"",
            "action=\"/viste/1/elimina\"",
            "action=\"/viste/7/ripristina\"",
            "di Ada Esempini",
            "<option value=\"5\">Giunta</option>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("/viste/2"), "{html}");
    }

    #[test]
    fn a_view_may_be_fixed_to_an_edition() {
        for (question, edition, expected) in [
            ("misure=spesa", "", "misure=spesa"),
            ("misure=spesa", "3", "misure=spesa&edizione=3"),
            ("misure=spesa&edizione=2", "3", "misure=spesa&edizione=2"),
        ] {
            let form = SaveForm {
                domanda: question.to_owned(),
                edizione: edition.to_owned(),
                ..SaveForm::default()
            };
            assert_eq!(form.into_view().question, expected);
        }
    }
}
