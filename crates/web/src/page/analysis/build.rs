//! The first edition, from the page that has none to ask.

use axum::response::Response;
use pas_app::use_cases::build_edition::{BuildQuery, EditionSource, build_edition};
use serde::Deserialize;

use crate::error::WebError;
use crate::form::Signed;
use crate::format::counted;
use crate::visit::Visit;

#[derive(Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn post(visit: Visit, _: Signed<Nothing>) -> Result<Response, WebError> {
    let query = BuildQuery {
        source: EditionSource::Records,
        title: None,
        years: None,
        n_parts: None,
    };
    let report = build_edition(visit.app(), visit.actor(), query).await?;
    let manifest = &report.manifest;
    let words = format!(
        "Costruita l'edizione {}, da {}.",
        manifest.number,
        counted(manifest.counts.facts, "record", "record")
    );
    Ok(visit.go("/analisi", words))
}
