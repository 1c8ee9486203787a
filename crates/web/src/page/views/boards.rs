//! The dashboards: the list, a new one, its name and sharing, deleting it and bringing it back.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::saved::DashboardLine;
use pas_app::use_cases::delete_dashboard::delete_dashboard;
use pas_app::use_cases::list_dashboards::list_dashboards;
use pas_app::use_cases::restore_dashboard::restore_dashboard;
use pas_app::use_cases::save_dashboard::save_dashboard;
use pas_domain::ids::DashboardId;
use serde::Deserialize;

use super::{BOARDS, is_ticked};
use crate::error::WebError;
use crate::form::{Button, Signed};
use crate::format::counted;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/views/boards.html")]
pub(crate) struct BoardsPage {
    frame: Frame,
    answer: String,
    /// The number of the dashboard that was just deleted, to bring it back.
    deleted: Option<i64>,
    boards: Vec<DashboardLine>,
}

impl Page for BoardsPage {}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct BoardForm {
    nome: String,
    condiviso: String,
}

const TITLE: &str = "Quali cruscotti ci sono?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let boards = list_dashboards(visit.app(), visit.actor()).await?;
    let deleted = visit.address.number("eliminato");
    visit.show(&BoardsPage::new(visit.frame(TITLE), boards, deleted))
}

pub(crate) async fn post(
    visit: Visit,
    Signed(form): Signed<BoardForm>,
) -> Result<Response, WebError> {
    let typed = (form.nome.as_str(), is_ticked(&form.condiviso));
    let id = save_dashboard(visit.app(), visit.actor(), None, typed).await?;
    let words = format!(
        "Il cruscotto «{}» c'è: ora mettici delle viste.",
        form.nome.trim()
    );
    Ok(visit.go(&format!("{BOARDS}/{id}"), words))
}

pub(crate) async fn rename(
    visit: Visit,
    Path(id): Path<i64>,
    Signed(form): Signed<BoardForm>,
) -> Result<Response, WebError> {
    let typed = (form.nome.as_str(), is_ticked(&form.condiviso));
    let board = Some(DashboardId::new(id));
    save_dashboard(visit.app(), visit.actor(), board, typed).await?;
    Ok(visit.go(&format!("{BOARDS}/{id}"), "Il cruscotto è cambiato."))
}

pub(crate) async fn delete(
    visit: Visit,
    Path(id): Path<i64>,
    _: Signed<Button>,
) -> Result<Response, WebError> {
    delete_dashboard(visit.app(), visit.actor(), DashboardId::new(id)).await?;
    let words = "Il cruscotto è eliminato. Le sue viste restano.";
    Ok(visit.go(&format!("{BOARDS}?eliminato={id}"), words))
}

pub(crate) async fn restore(
    visit: Visit,
    Path(id): Path<i64>,
    _: Signed<Button>,
) -> Result<Response, WebError> {
    restore_dashboard(visit.app(), visit.actor(), DashboardId::new(id)).await?;
    Ok(visit.go(&format!("{BOARDS}/{id}"), "Il cruscotto è tornato com'era."))
}

impl BoardsPage {
    fn new(frame: Frame, boards: Vec<DashboardLine>, deleted: Option<i64>) -> Self {
        let answer = match boards.len() as u64 {
            0 => "Non c'è ancora nessun cruscotto: fanne uno, poi mettici le viste che salvi."
                .to_owned(),
            n => format!(
                "Qui {} {}.",
                if n == 1 { "c'è" } else { "ci sono" },
                counted(n, "cruscotto", "cruscotti")
            ),
        };
        Self {
            frame,
            answer,
            deleted,
            boards,
        }
    }

    /// `4 viste`.
    #[expect(clippy::unused_self, reason = "a template calls what its page has")]
    fn n_views(&self, board: &DashboardLine) -> String {
        counted(board.n_views, "vista", "viste")
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn says_what_is_there_and_offers_the_undo() {
        let board = |id: i64, is_own: bool| DashboardLine {
            id: DashboardId::new(id),
            name: format!("Giunta {id}"),
            is_shared: !is_own,
            is_own,
            owner_name: "Ada Esempini".to_owned(),
            n_views: 4,
        };
        for (boards, deleted, parts) in [
            (
                vec![],
                None,
                [
                    "Non c'è ancora nessun cruscotto",
                    "action=\"/cruscotti\"",
                    "/viste",
                ],
            ),
            (
                vec![board(1, true), board(2, false)],
                Some(9),
                [
                    "Qui ci sono 2 cruscotti.",
                    "4 viste, di Ada Esempini",
                    "/cruscotti/9/ripristina",
                ],
            ),
        ] {
            let frame = sample::frame(TITLE, Role::Planner, BOARDS);
            let html = sample::html(&BoardsPage::new(frame, boards, deleted));
            for part in parts {
                let part = part.replace('\'', "&#39;");
                assert!(html.contains(&part), "{part}: {html}");
            }
        }
    }
}
