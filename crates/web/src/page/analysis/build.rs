//! The first edition, from the page that has none to ask.

use axum::response::Response;
use pas_app::use_cases::build_edition::{BuildQuery, EditionSource, build_edition};

use crate::error::WebError;
use crate::form::{Button, Signed};
use crate::visit::Visit;

pub(crate) async fn post(visit: Visit, _: Signed<Button>) -> Result<Response, WebError> {
    let query = BuildQuery {
        source: EditionSource::Records,
        title: None,
        years: None,
        n_parts: None,
    };
    let report = build_edition(visit.app(), visit.actor(), query).await?;
    // Not how many records: an exact count, and who builds need not be allowed to see one.
    let words = format!("Costruita l'edizione {}.", report.number);
    Ok(visit.go("/analisi", words))
}
