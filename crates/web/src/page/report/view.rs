//! The Piano di zona on a page: contents, chapters, numbered tables and figures, what changed marked.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use pas_app::AppError;
use pas_app::portal::Choices;
use pas_app::report::{Cell, Compared, Report, Shown};
use pas_app::use_cases::write_report::write_report;

use crate::error::WebError;
use crate::frame::Frame;
use crate::page::analysis::none::none;
use crate::picture::Picture;
use crate::visit::{Page, Visit, link};

#[derive(Template)]
#[template(path = "pages/report/view.html")]
pub(crate) struct ReportPage {
    frame: Frame,
    report: Report,
    odt: String,
    pdf: String,
}

impl Page for ReportPage {}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    if let Some(elsewhere) = visit.address.tidied() {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let pairs = visit.address.pairs();
    let choices = Choices::of(pairs);
    match write_report(visit.app(), visit.actor(), &choices).await {
        Ok(report) => visit.show(&ReportPage::new(
            visit.frame(report.title.clone()),
            report,
            pairs,
        )),
        Err(AppError::NoEdition(_)) if choices.get("edizione").is_none() => none(&visit),
        Err(error) => Err(error.into()),
    }
}

impl ReportPage {
    fn new(frame: Frame, report: Report, pairs: &[(String, String)]) -> Self {
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        Self {
            frame: frame.below(&[("Domande", "/domande")]),
            odt: link("/piano-di-zona.odt", &pairs),
            pdf: link("/piano-di-zona.pdf", &pairs),
            report,
        }
    }

    /// What the report is compared with, in a sentence.
    fn compared(&self) -> String {
        match &self.report.compared {
            Compared::Not(why) => why.clone(),
            Compared::With(number, title) => match self.report.n_changes() {
                0 => format!(
                    "Rispetto all'edizione {number} ({title}) non è cambiato niente di ciò che qui si vede."
                ),
                1 => format!(
                    "Rispetto all'edizione {number} ({title}) è cambiato un valore: è segnato con ▲, ▼ o ≠ e ciò che era."
                ),
                n => format!(
                    "Rispetto all'edizione {number} ({title}) sono cambiati {n} valori: ognuno è segnato con ▲, ▼ o ≠ e ciò \
                     che era."
                ),
            },
        }
    }
}

/// Classes of a cell: hidden never looks like nought.
fn class(cell: &Cell) -> &'static str {
    match &cell.shown {
        Shown::Number(..) => "pas-cifra",
        Shown::Hidden => "pas-cifra pas-riservato",
        Shown::Absent => "pas-cifra pas-assente",
        Shown::Words(_) => "",
    }
}

/// The drawing of a figure.
fn picture(figure: &pas_app::report::Figure) -> Picture {
    Picture::new(figure.chart.clone())
}

#[cfg(test)]
mod tests {
    use pas_app::report::{
        Change, Chapter, Heading, Row, Section, Sentence, Span, Table, Was, Way,
    };
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample::{frame, html};

    fn span(text: &str, was: Option<&str>) -> Span {
        Span {
            text: text.to_owned(),
            was: was.map(str::to_owned),
        }
    }

    fn table() -> Table {
        let marked = Cell {
            shown: Shown::Number(431.0, "431".to_owned()),
            was: Some(Was {
                text: "420".to_owned(),
                way: Way::Up,
            }),
        };
        let hidden = Cell {
            shown: Shown::Hidden,
            was: None,
        };
        let row = |key: &str, name: &str, cell, is_new| Row {
            key: key.to_owned(),
            name: name.to_owned(),
            cells: vec![cell],
            is_new,
        };
        Table {
            id: "spesa".to_owned(),
            number: 3,
            caption: "Persone per prestazione".to_owned(),
            corner: "Prestazione".to_owned(),
            headings: vec![Heading {
                key: "b".to_owned(),
                label: "Beneficiari".to_owned(),
            }],
            rows: vec![
                row("A2.12", "Mensa", marked, false),
                row("A1.04", "Contributi & aiuti", hidden, true),
            ],
            total: None,
            notes: vec!["Un valore è oscurato.".to_owned()],
            question: "misure=beneficiari".to_owned(),
            is_new: false,
        }
    }

    fn report() -> Report {
        let opening = Sentence {
            spans: vec![
                span("Sono ", None),
                span("431 ", Some("420")),
                span("persone.", None),
            ],
        };
        let section = Section {
            id: "categorie",
            title: "Per prestazione".to_owned(),
            sentences: Vec::new(),
            tables: vec![table()],
            figures: Vec::new(),
            notes: Vec::new(),
        };
        Report {
            title: "Piano di zona: Ambito di Prova, 2025".to_owned(),
            territory: "Ambito di Prova".to_owned(),
            year: 2025,
            edition: 2,
            edition_title: "Prova".to_owned(),
            source: "Record inventati".to_owned(),
            created: String::new(),
            publisher: "Ambito di Prova".to_owned(),
            confidentiality: "Dati esatti.".to_owned(),
            compared: Compared::With(1, "Prova".to_owned()),
            chapters: vec![Chapter {
                id: "spesa",
                title: "Quanto spendiamo",
                opening,
                sections: vec![section],
                changes: vec![Change {
                    place: "Tabella 3, riga «Mensa»".to_owned(),
                    before: "420".to_owned(),
                    now: "431".to_owned(),
                }],
            }],
            method: vec![("Fonte".to_owned(), "Record".to_owned())],
            fields: Vec::new(),
        }
    }

    #[test]
    fn what_changed_is_marked_in_words_and_listed() {
        let frame = frame("Piano di zona", Role::Planner, "/piano-di-zona");
        let page = ReportPage::new(frame, report(), &[("anno".to_owned(), "2025".to_owned())]);
        let html = html(&page);
        for part in [
            "<span aria-hidden=\"true\">▲</span> era 420",
            "(era: 420)",
            "Tabella 3. Persone per prestazione",
            "+ riga nuova",
            "Contributi &#38; aiuti",
            "pas-cifra pas-riservato",
            "Tabella 3, riga «Mensa»: 420 → 431",
            "href=\"#categorie\"",
            "href=\"/piano-di-zona.odt?anno=2025\"",
            "href=\"/piano-di-zona.pdf?anno=2025\"",
            "Rispetto all&#39;edizione 1 (Prova) è cambiato un valore",
        ] {
            assert!(html.contains(part), "{part}");
        }
    }
}
