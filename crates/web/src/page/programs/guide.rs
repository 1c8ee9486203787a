//! How a program asks for figures: addresses, examples, what the answers mean.

use askama::Template;
use axum::response::Response;

use crate::error::WebError;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

#[derive(Template)]
#[template(path = "pages/programs/guide.html")]
pub(crate) struct GuidePage {
    frame: Frame,
}

impl Page for GuidePage {}

pub(super) const TITLE: &str = "Dati per programmi";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    visit.show(&GuidePage {
        frame: visit.frame(TITLE),
    })
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;
    use crate::routes::ROUTES;

    #[test]
    fn names_every_address_for_programs() {
        let page = sample::html(&GuidePage {
            frame: sample::frame(TITLE, Role::Planner, "/api"),
        });
        for route in ROUTES
            .iter()
            .filter(|route| route.path.starts_with("/api/"))
        {
            assert!(page.contains(route.path), "{}", route.path);
        }
        assert!(page.contains("href=\"/chiavi\"") && page.contains("Bearer"));
    }
}
