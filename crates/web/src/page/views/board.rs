//! A dashboard: saved views on one page, each with its sentence and its figures.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::editions::picture::picture;
use pas_app::saved::{MAX_PANELS, ViewLine};
use pas_app::use_cases::list_views::list_views;
use pas_app::use_cases::show_dashboard::{DashboardView, Panel, show_dashboard};
use pas_domain::ids::DashboardId;

use super::BOARDS;
use crate::error::{WebError, sentence};
use crate::format::counted;
use crate::frame::Frame;
use crate::page::analysis::grid;
use crate::picture::Picture;
use crate::table::Table;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/views/board.html")]
pub(crate) struct BoardPage {
    frame: Frame,
    answer: String,
    id: i64,
    is_own: bool,
    is_shared: bool,
    /// Said of the views that their owners do not share with the reader.
    closed: Option<String>,
    panels: Vec<Drawn>,
    /// The views that can still be put here.
    others: Vec<ViewLine>,
}

/// A panel as it stands on the page.
struct Drawn {
    view: ViewLine,
    sentence: String,
    /// Why there is no answer.
    problem: Option<String>,
    picture: Option<Picture>,
    table: Option<Table>,
    /// How many rows only the view itself shows.
    n_more: usize,
}

/// More rows than these are for the view itself.
const MAX_ROWS: usize = 12;

/// Names of the panels' tables and charts.
const IDS: [&str; MAX_PANELS] = [
    "dati-1", "dati-2", "dati-3", "dati-4", "dati-5", "dati-6", "dati-7", "dati-8", "dati-9",
    "dati-10", "dati-11", "dati-12",
];

impl Page for BoardPage {
    fn tables(&self) -> Vec<&Table> {
        self.panels
            .iter()
            .filter_map(|panel| panel.table.as_ref())
            .collect()
    }
}

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let board = show_dashboard(visit.app(), visit.actor(), DashboardId::new(id)).await?;
    let views = if board.line.is_own {
        list_views(visit.app(), visit.actor()).await?
    } else {
        Vec::new()
    };
    let frame = visit.frame(&board.line.name);
    visit.show(&BoardPage::new(frame, board, views))
}

impl BoardPage {
    fn new(frame: Frame, board: DashboardView, views: Vec<ViewLine>) -> Self {
        let is_there = |view: &ViewLine| board.panels.iter().any(|panel| panel.view.id == view.id);
        let others = views.into_iter().filter(|view| !is_there(view)).collect();
        Self {
            frame: frame.below(&[("Cruscotti", BOARDS)]),
            answer: answer(&board),
            id: board.line.id.value(),
            is_own: board.line.is_own,
            is_shared: board.line.is_shared,
            closed: closed(&board),
            others,
            panels: IDS
                .into_iter()
                .zip(board.panels)
                .map(|(id, panel)| Drawn::new(id, panel))
                .collect(),
        }
    }
}

/// What stands on the page, and whose it is.
fn answer(board: &DashboardView) -> String {
    let line = &board.line;
    let n = board.panels.len() as u64;
    let what = match n {
        0 => "Su questo cruscotto non c'è ancora nessuna vista".to_owned(),
        n => counted(n, "vista salvata", "viste salvate"),
    };
    match (line.is_own, line.is_shared) {
        (true, true) => format!(
            "{what}. Lo vedono anche i colleghi, ciascuno con le cifre che il suo ruolo può vedere."
        ),
        (true, false) => format!("{what}. Lo vedi solo tu."),
        (false, _) => format!(
            "{what}. È di {}: qui le cifre sono quelle che il tuo ruolo può vedere.",
            line.owner_name
        ),
    }
}

fn closed(board: &DashboardView) -> Option<String> {
    let n = board.n_closed as u64;
    (n > 0).then(|| {
        format!(
            "Qui non {} {} che chi le ha salvate non condivide con te.",
            if n == 1 { "compare" } else { "compaiono" },
            counted(n, "vista", "viste")
        )
    })
}

impl Drawn {
    fn new(id: &'static str, panel: Panel) -> Self {
        let Panel { view, shown } = panel;
        let mut drawn = Self {
            view,
            sentence: String::new(),
            problem: None,
            picture: None,
            table: None,
            n_more: 0,
        };
        match shown {
            Err(why) => drawn.problem = Some(sentence(&why)),
            Ok(shown) => {
                let answer = &shown.answered.answer;
                drawn.sentence = shown.sentence;
                drawn.picture = picture(&shown.answered, shown.look, &format!("grafico-{id}"))
                    .ok()
                    .map(Picture::new);
                if drawn.picture.is_none() {
                    let mut table = grid::table_of(id, answer, &drawn.view.asked);
                    drawn.n_more = table.rows.len().saturating_sub(MAX_ROWS);
                    table.rows.truncate(MAX_ROWS);
                    drawn.table = Some(table);
                }
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use pas_app::editions::view::Look;
    use pas_app::saved::DashboardLine;
    use pas_app::use_cases::show_dashboard::Shown;
    use pas_domain::actor::Role;
    use pas_domain::ids::SavedViewId;

    use super::*;
    use crate::page::analysis::sample::answered;
    use crate::page::sample;

    fn view(id: i64, is_shared: bool) -> ViewLine {
        ViewLine {
            id: SavedViewId::new(id),
            name: format!("Vista {id}"),
            note: String::new(),
            question: "misure=beneficiari,spesa&righe=prestazione".to_owned(),
            asked: "Beneficiari e spesa totale per prestazione".to_owned(),
            is_shared,
            is_own: true,
            owner_name: "Ada Esempini".to_owned(),
            changed_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn board(is_own: bool, look: Look, n_rows: usize) -> DashboardView {
        let mut found = answered("misure=beneficiari,spesa&righe=prestazione");
        let mut answer = (*found.answer).clone();
        let table = &mut answer.table;
        for _ in table.rows.len()..n_rows {
            table.rows.push(table.rows[0].clone());
            table.body.push(table.body[0].clone());
            table.row_totals.push(table.row_totals[0].clone());
        }
        found.answer = Arc::new(answer);
        let shown = Shown {
            answered: found,
            sentence: "Risultano 3.118 beneficiari (edizione 3).".to_owned(),
            look,
        };
        let panel = |id, shown| Panel {
            view: view(id, id == 1),
            shown,
        };
        DashboardView {
            line: DashboardLine {
                id: DashboardId::new(4),
                name: "Giunta".to_owned(),
                is_shared: true,
                is_own,
                owner_name: "Ada Esempini".to_owned(),
                n_views: 2,
            },
            panels: vec![
                panel(1, Ok(shown)),
                panel(2, Err("l'edizione 1 è stata ritirata".to_owned())),
            ],
            n_closed: usize::from(!is_own),
        }
    }

    fn html(board: DashboardView) -> String {
        let frame = sample::frame("Giunta", Role::Planner, "/cruscotti/4");
        sample::html(&BoardPage::new(
            frame,
            board,
            vec![view(1, true), view(3, true)],
        ))
    }

    #[test]
    fn draws_each_panel_and_says_why_one_has_no_answer() {
        let own = html(board(true, Look::Bars, 2));
        for part in [
            "<a href=\"/analisi?misure=beneficiari,spesa&#38;righe=prestazione\">Vista 1</a>",
            "Risultano 3.118 beneficiari (edizione 3).",
            "<svg",
            "edizione 1 è stata ritirata.",
            "I colleghi non la vedono",
            "<option value=\"3\">Vista 3</option>",
            "value=\"giu\"",
        ] {
            assert!(own.contains(part), "{part}: {own}");
        }
        assert!(
            !own.contains("<option value=\"1\">"),
            "it stands there already"
        );
        let others = html(board(false, Look::Bars, 2));
        for part in ["È di Ada Esempini", "Qui non compare 1 vista"] {
            assert!(others.contains(part), "{part}: {others}");
        }
        assert!(!others.contains("action=\"/cruscotti"), "nothing to change");
    }

    #[test]
    fn a_long_table_leads_to_the_view() {
        let page = html(board(true, Look::Table, 15));
        assert!(page.contains("Altre 3 righe"), "{page}");
        assert!(page.contains("oscurato"), "what is hidden is said so");
        assert_eq!(page.matches("<tbody>").count(), 1);
    }
}
