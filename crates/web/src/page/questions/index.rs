//! The list of the eight questions.

use askama::Template;
use axum::response::Response;
use pas_app::portal::Question;

use crate::error::WebError;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/questions/index.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    questions: [Question; 8],
}

impl Page for IndexPage {}

/// The page's title.
const TITLE: &str = "Che cosa vuoi sapere del tuo territorio?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    visit.show(&IndexPage {
        frame: visit.frame(TITLE),
        questions: Question::ALL,
    })
}
