//! The page of a question: the answer first, then the form, the table, what must be said of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use pas_app::AppError;
use pas_app::editions::can_draw;
use pas_app::editions::export::{Format, Sheet};
use pas_app::editions::picture::picture;
use pas_app::editions::question::{Answer, SaferView};
use pas_app::editions::view::{Look, View};
use pas_app::editions::words::{sentence, title};
use pas_app::use_cases::ask_edition::{Answered, ask_edition};
use pas_app::use_cases::describe_edition::{EditionView, describe_edition};

use super::fields::Form;
use super::grid;
use super::none::{TITLE, none};
use super::path::{self, Step};
use super::typed::Typed;
use crate::error::{WebError, sentence as as_sentence};
use crate::format::counted;
use crate::frame::Frame;
use crate::picture::Picture;
use crate::table::Table;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/analysis/ask.html")]
pub(crate) struct AskPage {
    frame: Frame,
    problem: Option<String>,
    form: Form,
    shown: Option<Shown>,
}

/// The answer on the page.
struct Shown {
    sentence: String,
    /// The question without each of its filters.
    filters: Vec<Step>,
    /// The levels that the rows could be cut by.
    levels: Vec<Step>,
    /// The ways to draw it.
    looks: Vec<Step>,
    picture: Option<Picture>,
    /// Why it cannot be drawn as it was asked for.
    undrawn: Option<String>,
    table: Table,
    notes: Vec<(String, String)>,
    safer: Vec<Safer>,
    /// The formats that it may be taken away in, and where.
    files: Vec<(&'static str, String)>,
    question: String,
    /// The question as it was typed, to save it.
    typed: String,
    edition: u32,
}

/// A coarser question that hides less.
struct Safer {
    words: String,
    question: String,
}

/// As many coarser questions are proposed.
const N_SAFER: usize = 3;

impl Page for AskPage {}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let typed = Typed::of(&visit.address);
    if let Some(elsewhere) = typed.elsewhere() {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let Some(edition) = edition(&visit, &typed).await? else {
        return none(&visit);
    };
    let typed = if typed.is_empty() {
        Typed::by_default(&edition)
    } else {
        typed
    };
    let view = typed.view();
    let asked = ask_edition(visit.app(), visit.actor(), &view.question).await;
    let (status, reason) = match asked {
        Ok(answered) => {
            let title = title(&answered.answer.query, &edition);
            let frame = visit.frame(title);
            return visit.show(&AskPage::answered(frame, &typed, &edition, &answered));
        }
        Err(AppError::Invalid(reason)) => (StatusCode::BAD_REQUEST, reason),
        Err(AppError::NoEdition(reason)) => (StatusCode::NOT_FOUND, reason),
        Err(error) => return Err(error.into()),
    };
    let page = AskPage::refused(visit.frame(TITLE), &typed, &edition, &reason);
    let mut response = visit.show(&page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The edition that the question names; the latest where it names none or one that is not there.
async fn edition(visit: &Visit, typed: &Typed) -> Result<Option<EditionView>, WebError> {
    let named = typed.get("edizione").and_then(|number| number.parse().ok());
    for number in [named, None] {
        match describe_edition(visit.app(), visit.actor(), number, typed.filters()).await {
            Ok(edition) => return Ok(Some(edition)),
            Err(AppError::NoEdition(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

impl AskPage {
    pub(super) fn answered(
        frame: Frame,
        typed: &Typed,
        edition: &EditionView,
        answered: &Answered,
    ) -> Self {
        let safer = answered.safer.iter().take(N_SAFER);
        // The coarser questions are notes in a file; here they are links.
        let mut notes = Sheet::of(answered).notes;
        notes.truncate(notes.len() - safer.len());
        let answer = &answered.answer;
        let look = typed
            .view()
            .look
            .unwrap_or_else(|| Look::suiting(&answer.query));
        let drawn = picture(answered, look, "grafico");
        let shown = Shown {
            sentence: sentence(answered, edition),
            filters: path::without(typed, edition),
            levels: path::across(typed, &answer.query.rows),
            looks: looks(typed, answer, look),
            undrawn: drawn
                .as_ref()
                .err()
                .filter(|_| look != Look::Table)
                .cloned(),
            files: files(answered, typed.view().look, drawn.is_ok()),
            picture: drawn.ok().map(Picture::new),
            table: grid::table(answer, &frame.title, typed),
            notes,
            safer: safer.map(Safer::new).collect(),
            question: answered.answer.query.to_string(),
            typed: typed.text(),
            edition: answered.edition,
        };
        Self {
            frame,
            problem: None,
            form: Form::new(typed, edition),
            shown: Some(shown),
        }
    }

    pub(super) fn refused(
        frame: Frame,
        typed: &Typed,
        edition: &EditionView,
        reason: &str,
    ) -> Self {
        Self {
            frame,
            problem: Some(as_sentence(reason)),
            form: Form::new(typed, edition),
            shown: None,
        }
    }
}

/// Every way to draw `answer`, and the one that was chosen.
fn looks(typed: &Typed, answer: &Answer, chosen: Look) -> Vec<Step> {
    if answer.query.shown().next().is_none() {
        return Vec::new();
    }
    let looks = Look::ALL.into_iter();
    let possible = looks
        .filter(|look| *look == chosen || *look == Look::Table || can_draw(answer, *look).is_ok());
    possible
        .map(|look| Step {
            words: look.label().to_owned(),
            href: typed.href(&[("vista", look.name())]),
            is_current: look == chosen,
        })
        .collect()
}

/// Every format, and where the answer is in it; the drawing's own where there is one.
fn files(answered: &Answered, look: Option<Look>, is_drawn: bool) -> Vec<(&'static str, String)> {
    let view = View {
        question: answered.answer.query.to_string(),
        look,
    };
    let formats = Format::ALL.into_iter();
    formats
        .filter(|format| is_drawn || !format.is_drawing())
        .map(|format| {
            let href = format!("/analisi.{}?{}", format.ending(), view.text());
            (format.label(), href)
        })
        .collect()
}

impl Safer {
    fn new(view: &SaferView) -> Self {
        Self {
            words: format!(
                "{} ({}, {})",
                view.change,
                counted(view.n_shown as u64, "valore mostrato", "valori mostrati"),
                counted(view.n_hidden as u64, "oscurato", "oscurati")
            ),
            question: view.query.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use pas_domain::actor::Role;

    use super::super::none::NonePage;
    use super::super::sample::{answered, edition};
    use super::*;
    use crate::page::sample;
    use crate::visit::Address;

    fn typed(question: &str) -> Typed {
        let uri: Uri = format!("/analisi?{question}").parse().expect("an address");
        Typed::of(&Address::of(&uri))
    }

    fn html(question: &str) -> String {
        let (answered, edition) = (answered(question), edition());
        let title = title(&answered.answer.query, &edition);
        let frame = sample::frame(&title, Role::Planner, "/analisi");
        sample::html(&AskPage::answered(
            frame,
            &typed(question),
            &edition,
            &answered,
        ))
    }

    #[test]
    fn answers_first_in_italian() {
        let page = html("misure=beneficiari,spesa&righe=prestazione&anno=2025&comune=A944");
        for part in [
            "<h1>Beneficiari e spesa totale per prestazione, 2025, Bologna</h1>",
            "Nel 2025 per Bologna risultano 3.118 beneficiari e una spesa totale di 4,2 milioni di euro (edizione 3).",
            "1.234,56\u{a0}€",
            "<td class=\"pas-cifra pas-riservato\">oscurato</td>",
            "4.200.123,45\u{a0}€",
            "ordina=-spesa#dati",
            "<option value=\"2025\" selected>2025</option>",
            "<input class=\"form-control\" type=\"text\" id=\"f-comune\" name=\"comune\" value=\"A944\"",
            "residenti al 1° gennaio 2025",
            "id=\"m-spesa\" name=\"misure\" value=\"spesa\" checked",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn sets_each_row_against_the_other() {
        let page =
            html("misure=beneficiari,spesa&righe=prestazione&anno=2025&confronto=anno_prima");
        for part in [
            "A2.12 · Mensa scolastica – 2024",
            "Totale – 2024",
            "Per confronto, 2024: 3.118 beneficiari",
            "<option value=\"anno_prima\" selected>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn a_refusal_keeps_what_was_asked() {
        let frame = sample::frame(TITLE, Role::Planner, "/analisi");
        let page = AskPage::refused(
            frame,
            &typed("misure=soldi&sesso=F&righe=quartiere"),
            &edition(),
            "la misura «soldi» non esiste",
        );
        let page = sample::html(&page);
        for part in [
            "La misura «soldi» non esiste.",
            "<option value=\"F\" selected>",
            "<option value=\"quartiere\" selected>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn without_an_edition_some_may_build_one() {
        for (role, may_build) in [(Role::Planner, true), (Role::SocialWorker, false)] {
            let frame = sample::frame(TITLE, role, "/analisi");
            let page = sample::html(&NonePage::new(frame, role));
            assert_eq!(page.contains("Costruisci la prima edizione"), may_build);
        }
    }
}
