//! Saying that a file was uploaded in INPS's web form.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use pas_app::use_cases::register_upload::{self, Uploaded};
use pas_domain::ids::FlowFileId;

use super::receipt_of;
use crate::error::WebError;
use crate::form::SignedUpload;
use crate::visit::Visit;

pub(crate) async fn post(
    visit: Visit,
    Path(id): Path<i64>,
    mut form: SignedUpload,
) -> Result<Response, WebError> {
    let day = form.field("giorno").and_then(day);
    let day = day.ok_or_else(|| {
        WebError::BadForm("manca il giorno del caricamento (GG/MM/AAAA)".to_owned())
    })?;
    let uploaded = Uploaded {
        file: FlowFileId::new(id),
        day,
        number: form.field("ricevuta").unwrap_or("").to_owned(),
        receipt: receipt_of(&mut form),
    };
    register_upload::register_upload(visit.app(), visit.actor(), uploaded).await?;
    let words = "Il caricamento è registrato: quando INPS risponde, scrivi qui l'esito.";
    Ok(visit.go(&format!("/flussi/{id}"), words))
}

/// A day as a browser sends it, or as somebody types it where the browser knows no days.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day;

    #[test]
    fn reads_days_in_both_forms() {
        for text in ["2026-11-23", "23/11/2026", " 23 / 11 / 2026 "] {
            assert_eq!(day(text), Some(date(2026, 11, 23)), "{text}");
        }
        for text in ["", "ieri", "31/11/2026", "23/11", "1/2/3/4"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
