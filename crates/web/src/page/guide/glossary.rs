//! The glossary: every word with its meaning and source, every measure with its formula, every level.

use askama::Template;
use axum::response::Response;
use pas_app::guide::{Entry, Guide, Kind};
use pas_app::use_cases::read_guide::read_guide;

use crate::error::WebError;
use crate::format::Italian;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/guide/glossary.html")]
pub(crate) struct GlossaryPage {
    frame: Frame,
    answer: String,
    parts: Vec<Part>,
}

struct Part {
    id: &'static str,
    title: &'static str,
    entries: Vec<&'static Entry>,
}

impl Page for GlossaryPage {}

const TITLE: &str = "Che cosa vuol dire?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let guide = read_guide(visit.app(), visit.actor()).await?;
    let frame = visit.frame(TITLE).below(&[("Guida", "/guida")]);
    visit.show(&GlossaryPage::new(frame, guide))
}

impl GlossaryPage {
    pub(crate) fn new(frame: Frame, guide: &'static Guide) -> Self {
        let of_kind = |kind: Kind| Part {
            id: id(kind),
            title: kind.label(),
            entries: guide
                .entries()
                .iter()
                .filter(|entry| entry.kind == kind)
                .collect(),
        };
        let parts: Vec<Part> = Kind::ALL.into_iter().map(of_kind).collect();
        let n = |part: &Part| part.entries.len().it();
        let answer = match parts.as_slice() {
            [words, measures, levels] => format!(
                "{} parole del campo, {} misure e {} livelli delle cifre, ciascuno con la sua fonte.",
                n(words),
                n(measures),
                n(levels)
            ),
            _ => String::new(),
        };
        Self {
            frame,
            answer,
            parts,
        }
    }
}

fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::Word => "parole",
        Kind::Measure => "misure",
        Kind::Level => "livelli",
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn every_entry_has_its_anchor() {
        let frame = sample::frame(TITLE, Role::Planner, "/glossario");
        let html = sample::html(&GlossaryPage::new(frame, Guide::builtin()));
        for entry in Guide::builtin().entries() {
            let anchor = format!("id=\"{}\"", entry.anchor);
            assert!(html.contains(&anchor), "{anchor}");
        }
    }
}
