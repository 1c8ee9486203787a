//! What stands where there is no edition to ask, and who may build one.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::ask_edition::are_all_withdrawn;
use pas_domain::actor::{Permission, Role};

use crate::error::WebError;
use crate::frame::Frame;
use crate::visit::{Page, Visit};

/// The heading of the page where there is no answer.
pub(crate) const TITLE: &str = "Che cosa vuoi sapere?";

/// Where there is nothing to ask yet.
#[derive(Template)]
#[template(path = "pages/analysis/none.html")]
pub(crate) struct NonePage {
    frame: Frame,
    /// Whether there were editions, and all have been withdrawn.
    were_withdrawn: bool,
    may_build: bool,
    builders: String,
}

impl Page for NonePage {}

/// The page.
pub(crate) fn none(visit: &Visit) -> Result<Response, WebError> {
    let mut page = NonePage::new(visit.frame(TITLE), visit.actor().role);
    page.were_withdrawn = are_all_withdrawn(visit.app());
    visit.show(&page)
}

impl NonePage {
    pub(super) fn new(frame: Frame, role: Role) -> Self {
        let builders = Role::ALL
            .iter()
            .filter(|role| role.may(Permission::BuildEditions));
        let builders: Vec<&str> = builders.map(|role| role.label()).collect();
        Self {
            frame,
            were_withdrawn: false,
            may_build: role.may(Permission::BuildEditions),
            builders: builders.join(", "),
        }
    }
}
