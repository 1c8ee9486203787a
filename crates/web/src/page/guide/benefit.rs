//! One benefit: what it is, the data that INPS wants, how to determine them, worked examples.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::catalogue::Area;
use pas_app::guide::{BenefitPage as Notes, ExampleRecord, FieldRow};
use pas_app::use_cases::read_guide::read_guide;
use pas_domain::money::Money;

use super::words;
use crate::cell::Tone;
use crate::error::WebError;
use crate::format::Italian;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

/// More codes than these are shown on demand.
const N_CODES_IN_SIGHT: usize = 4;

#[derive(Template)]
#[template(path = "pages/guide/benefit.html")]
pub(crate) struct BenefitPage {
    frame: Frame,
    page: &'static Notes,
    facts: Vec<(&'static str, String)>,
}

impl Page for BenefitPage {}

pub(crate) async fn get(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let guide = read_guide(visit.app(), visit.actor()).await?;
    let page = guide.benefit(&code).ok_or(WebError::NotFound)?;
    let frame = visit
        .frame(title(page))
        .below(&[("Guida", "/guida"), ("Prestazioni", "/guida/prestazioni")]);
    visit.show(&BenefitPage::new(frame, page))
}

fn title(page: &Notes) -> String {
    format!("{} {}", page.code(), page.name())
}

impl BenefitPage {
    pub(crate) fn new(frame: Frame, page: &'static Notes) -> Self {
        let mut facts = vec![
            ("Di chi è il record", page.beneficiary.clone()),
            ("Quale importo", page.amount.clone()),
            ("Quale periodo", page.period.clone()),
            ("Carattere", words::caratteri(page)),
            ("Prova dei mezzi", words::means_tests(page)),
            ("Presa in carico", words::care(page)),
            ("Valutazione", words::assessment(page).to_owned()),
            (
                "Gruppo e categoria",
                format!("{}, {}", page.group(), page.category),
            ),
            (
                "Area ISTAT",
                page.area.map_or("nessuna", Area::label).to_owned(),
            ),
            (
                "Da dove vengono codice e nome",
                page.benefit.attestation.clone(),
            ),
        ];
        facts.extend(page.benefit.note.clone().map(|note| ("Attenzione", note)));
        if !page.sources.is_empty() {
            facts.push(("Altre fonti", page.sources.join("; ")));
        }
        Self { frame, page, facts }
    }

    /// What the record's values say together.
    fn sum(record: &ExampleRecord) -> String {
        if record.total_cents == 0 {
            return record.title.clone();
        }
        let total = Money::from_cents(record.total_cents).it();
        format!("{}: in tutto {total}", record.title)
    }

    fn tone(record: &ExampleRecord) -> &'static str {
        Tone::of(record.state).class()
    }

    fn codes_in_sight(row: &FieldRow) -> bool {
        row.codes.len() <= N_CODES_IN_SIGHT
    }
}

#[cfg(test)]
mod tests {
    use pas_app::guide::Guide;
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    fn html(code: &str) -> String {
        let page = Guide::builtin().benefit(code).expect("a benefit");
        let frame = sample::frame(&title(page), Role::Planner, "/guida/prestazioni");
        sample::html(&BenefitPage::new(frame, page))
    }

    #[test]
    fn a_tutorial_shows_its_steps_and_what_the_example_gives() {
        let page = html("A1.07");
        for part in [
            "Chi è il beneficiario",
            "ImportoMensile",
            "Dal 02/09/2024 al 31/12/2024, 4 mesi",
            "840,00",
            "nessun rilievo",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn a_code_that_is_no_benefit_says_so() {
        let page = html("Z9.99");
        assert!(page.contains("non dovuto"), "{page}");
        assert!(!page.contains("nessun rilievo"), "{page}");
    }
}
