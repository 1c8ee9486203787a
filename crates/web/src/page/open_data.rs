//! Open data: the tables that anybody may have, their files and their catalogue.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use pas_app::open_data::{OpenData, TABLES};
use pas_app::use_cases::publish_open_data::{Wanted, publish_open_data};

use super::analysis::download::portal;
use super::analysis::none::none;
use crate::csv::file;
use crate::error::WebError;
use crate::frame::Frame;
use crate::visit::{Page, Visit};
use pas_app::AppError;

#[derive(Template)]
#[template(path = "pages/open_data.html")]
pub(crate) struct OpenDataPage {
    frame: Frame,
    edition: u32,
    years: String,
    has_code: bool,
    tables: Vec<Line>,
}

impl Page for OpenDataPage {}

/// A table on the page.
struct Line {
    title: &'static str,
    question: &'static str,
    /// Names of formats and files.
    files: Vec<(&'static str, String)>,
}

pub(crate) async fn list(visit: Visit, headers: HeaderMap) -> Result<Response, WebError> {
    let portal = portal(&visit, &headers);
    match publish_open_data(visit.app(), visit.actor(), None, (&portal, Wanted::None)).await {
        Ok(data) => visit.show(&OpenDataPage::new(visit.frame("Dati aperti"), &data)),
        Err(AppError::NoEdition(_)) => none(&visit),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn get(
    visit: Visit,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Response, WebError> {
    let portal = portal(&visit, &headers);
    let wanted = (portal.as_str(), Wanted::File(&name));
    let data = publish_open_data(visit.app(), visit.actor(), None, wanted).await;
    let data = match data {
        Err(AppError::NoEdition(_)) => return Err(WebError::NotFound),
        data => data?,
    };
    let (media_type, bytes) = data.file(&name).ok_or(WebError::NotFound)?;
    Ok(file(&name, media_type, bytes))
}

impl OpenDataPage {
    fn new(frame: Frame, data: &OpenData) -> Self {
        let tables = TABLES.iter().map(|spec| Line {
            title: spec.title,
            question: spec.question,
            files: spec
                .files()
                .map(|(format, name)| (format.label(), name))
                .collect(),
        });
        let (first, last) = data.years;
        Self {
            frame,
            edition: data.edition,
            years: if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            },
            has_code: !data.holder.ipa.is_empty(),
            tables: tables.collect(),
        }
    }
}
