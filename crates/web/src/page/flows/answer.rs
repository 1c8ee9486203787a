//! Taking down what INPS has answered for an uploaded file.

use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::take_receipt::{self, Answered, Verdict};
use pas_domain::ids::FlowFileId;

use super::receipt_of;
use crate::error::WebError;
use crate::form::SignedUpload;
use crate::format::counted;
use crate::visit::Visit;

pub(crate) async fn post(
    visit: Visit,
    Path(id): Path<i64>,
    mut form: SignedUpload,
) -> Result<Response, WebError> {
    let text = |name| form.field(name).unwrap_or("").to_owned();
    let verdict = match form.field("esito") {
        Some("accettati") => Verdict::AllAccepted,
        Some("tranne") => Verdict::AllBut(text("scartati")),
        Some("scartato") => Verdict::AllRefused(text("parole")),
        _ => return Err(WebError::BadForm("manca la risposta di INPS".to_owned())),
    };
    let answered = Answered {
        file: FlowFileId::new(id),
        verdict,
        receipt: receipt_of(&mut form),
    };
    let report = take_receipt::take_receipt(visit.app(), visit.actor(), answered).await?;
    let words = format!(
        "L'esito è registrato: {}, {}.",
        counted(report.n_accepted, "record accettato", "record accettati"),
        counted(report.n_refused, "scartato", "scartati")
    );
    Ok(visit.go(&format!("/flussi/{id}"), words))
}
