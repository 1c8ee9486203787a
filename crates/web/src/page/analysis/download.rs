//! The answer to a question as a file.

use axum::extract::RawQuery;
use axum::response::Response;
use pas_app::editions::export::{to_csv, to_xlsx};
use pas_app::use_cases::ask_edition::{Answered, ask_edition};

use super::of_question;
use crate::csv::file;
use crate::error::WebError;
use crate::visit::Visit;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn csv(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, WebError> {
    let answered = asked(&visit, query).await?;
    let bytes = to_csv(&answered)?.into_bytes();
    Ok(file(
        &name(&answered, "csv"),
        "text/csv; charset=utf-8",
        bytes,
    ))
}

pub(crate) async fn xlsx(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, WebError> {
    let answered = asked(&visit, query).await?;
    Ok(file(&name(&answered, "xlsx"), XLSX, to_xlsx(&answered)?))
}

async fn asked(visit: &Visit, query: Option<String>) -> Result<Answered, WebError> {
    let query = query.unwrap_or_default();
    let asked = ask_edition(visit.app(), visit.actor(), &query).await;
    asked.map_err(of_question)
}

fn name(answered: &Answered, ending: &str) -> String {
    format!("analisi-edizione-{}.{ending}", answered.edition)
}
