//! Looking for people.

use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::ids::PersonId;
use pas_domain::record::RecordState;
use pas_storage::person;

use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::paging;
use crate::use_case::LIST_PEOPLE;

/// One person in a list.
#[derive(Clone)]
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
#[derive(Clone)]
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

/// People on one page.
pub const PEOPLE_PER_PAGE: u32 = 50;

/// People of the actor's ente whose surname, name or codice fiscale begins as `query` says: page
/// `number` of them, or with 0 the whole list.
pub async fn list_people(
    app: &App,
    actor: &Actor,
    query: &str,
    number: u32,
) -> Result<PeopleView, AppError> {
    let mut work = app.read_people(actor, LIST_PEOPLE).await?;
    let page = paging::page(number, PEOPLE_PER_PAGE);
    let names = Names::of(&mut work.tx, actor.ente, &app.catalogue).await?;
    let n_found = person::count(&mut work.tx, actor.ente, query).await?;
    let found = person::search(&mut work.tx, actor.ente, query, page).await?;
    let people = found.into_iter().map(|found| line(found, &names)).collect();
    work.done("people", paging::detail(number, n_found)).await?;
    let n_pages = paging::n_pages(page, n_found);
    Ok(PeopleView {
        n_found,
        people,
        page: page.number(),
        n_pages,
    })
}

fn line(found: person::PersonLine, names: &Names<'_>) -> PersonLine {
    let person::PersonLine { person, records } = found;
    PersonLine {
        id: person.id,
        surname: person.surname,
        given_name: person.given_name,
        cf: person.cf,
        birth_date: person.birth_date,
        comune: person
            .residence_comune
            .map(|belfiore| names.comune(&belfiore)),
        records,
    }
}
