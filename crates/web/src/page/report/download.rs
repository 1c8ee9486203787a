//! The Piano di zona as documents: one to go on with, one to print.

use axum::response::Response;
use pas_app::portal::Choices;
use pas_app::report::{Report, to_odt, to_pdf};
use pas_app::use_cases::write_report::write_report;

use crate::csv::file;
use crate::error::WebError;
use crate::visit::Visit;

const ODT: &str = "application/vnd.oasis.opendocument.text";

pub(crate) async fn odt(visit: Visit) -> Result<Response, WebError> {
    let report = written(&visit).await?;
    Ok(file(&name(&report, "odt"), ODT, to_odt(&report)?))
}

pub(crate) async fn pdf(visit: Visit) -> Result<Response, WebError> {
    let report = written(&visit).await?;
    let bytes = to_pdf(&report)?;
    Ok(file(&name(&report, "pdf"), "application/pdf", bytes))
}

async fn written(visit: &Visit) -> Result<Report, WebError> {
    let choices = Choices::of(visit.address.pairs());
    Ok(write_report(visit.app(), visit.actor(), &choices).await?)
}

fn name(report: &Report, ending: &str) -> String {
    format!(
        "piano-di-zona-{}-edizione-{}.{ending}",
        report.year, report.edition
    )
}
