//! Computing the records anew.

use axum::response::Response;
use pas_app::use_cases::derive_records;

use crate::error::WebError;
use crate::form::{Button, Signed};
use crate::format::{Italian, counted};
use crate::visit::Visit;

pub(crate) async fn post(visit: Visit, _: Signed<Button>) -> Result<Response, WebError> {
    let report = derive_records::derive_records(visit.app(), visit.actor()).await?;
    let states: Vec<String> = report
        .by_state
        .iter()
        .map(|(state, n)| format!("{} {}", n.it(), state.label()))
        .collect();
    let changed = match report.n_changed {
        0 => "nessuno è diverso da prima".to_owned(),
        1 => "1 è nuovo o diverso da prima".to_owned(),
        n => format!("{} sono nuovi o diversi da prima", n.it()),
    };
    let words = format!(
        "Calcolati {} ({}): {changed}.",
        counted(report.n_records, "record", "record"),
        states.join(", ")
    );
    Ok(visit.go("/record", words))
}
