//! The answer to a question as a file.

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use pas_app::AppError;
use pas_app::editions::export::{Export, Format};

use crate::csv::file;
use crate::error::WebError;
use crate::visit::Visit;

/// The answer in `format`, under a name that says what is in it.
pub(crate) async fn get(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    format: Format,
) -> Result<Response, WebError> {
    let query = query.unwrap_or_default();
    let portal = portal(&visit, &headers);
    let asked = Export::ask(visit.app(), visit.actor(), &query, &portal).await;
    let export = asked.map_err(of_question)?;
    let written = tokio::task::spawn_blocking(move || {
        let bytes = export.write(format)?;
        Ok::<_, AppError>((export.file_name(format), bytes))
    });
    let written = written.await;
    let (name, bytes) = written.map_err(|error| AppError::system("scrivere il file", error))??;
    Ok(file(&name, format.media_type(), bytes))
}

/// A question that cannot be asked is the asker's to mend: 400, not a form that was refused.
fn of_question(error: AppError) -> WebError {
    match error {
        AppError::Invalid(reason) => WebError::BadQuestion(reason),
        other => WebError::App(other),
    }
}

/// The portal's address: as configured, else as the browser knows it.
pub(crate) fn portal(visit: &Visit, headers: &HeaderMap) -> String {
    if let Some(url) = visit.app().portal_url() {
        return url.to_owned();
    }
    let is_plain = |host: &&str| {
        let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte);
        !host.is_empty() && host.bytes().all(may_stand)
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = if visit.shared.secure_cookies {
        "https"
    } else {
        "http"
    };
    host.filter(is_plain)
        .map_or_else(String::new, |host| format!("{scheme}://{host}"))
}
