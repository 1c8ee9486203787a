//! Looking for people.

use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::ids::PersonId;
use pas_domain::record::RecordState;

use crate::app::App;
use crate::error::AppError;

/// One person in a list.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// The person.
    pub id: PersonId,
    /// Cognome; empty when the registry does not know the person.
    pub surname: String,
    /// Nome.
    pub given_name: String,
    /// Codice fiscale.
    pub cf: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Name of the comune of residence.
    pub comune: Option<String>,
    /// Records by state.
    pub records: Vec<(RecordState, u64)>,
}

/// A page of people.
#[derive(Debug, Clone)]
pub struct PeopleView {
    /// How many people the search found.
    pub n_found: u64,
    /// The people of the page.
    pub people: Vec<PersonLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
}

/// People of the actor's ente whose surname, name or codice fiscale begins as `query` says.
pub async fn list_people(
    app: &App,
    actor: &Actor,
    query: &str,
    page: u32,
) -> Result<PeopleView, AppError> {
    let _ = (app, actor, query, page);
    Err(AppError::Setup("in costruzione".to_owned()))
}
