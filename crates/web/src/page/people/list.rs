//! Looking for people.
//!
//! What is typed is a name or a codice fiscale, so it never stands in an address: the form is
//! posted, the words stay on the session's desk, and the address carries their number.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use pas_app::use_cases::list_people::{self, PeopleView, PersonLine};
use pas_domain::record::RecordState;
use serde::Deserialize;

use crate::cell::Cell;
use crate::error::WebError;
use crate::form::Signed;
use crate::format::counted;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/people/list.html")]
pub(crate) struct PeoplePage {
    frame: Frame,
    answer: String,
    query: String,
    people: Table,
    pager: Pager,
}

#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    cerca: String,
}

impl Page for PeoplePage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.people]
    }
}

pub(crate) async fn post(
    visit: Visit,
    Signed(search): Signed<Search>,
) -> Result<Response, WebError> {
    let query = search.cerca.trim();
    if query.is_empty() {
        return Ok(Redirect::to("/persone").into_response());
    }
    let number = visit.shared.desks.keep_search(&visit.token, query);
    Ok(Redirect::to(&format!("/persone?ricerca={number}")).into_response())
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let number = visit.address.number::<u32>("ricerca");
    let query = number.and_then(|number| visit.shared.desks.search(&visit.token, number));
    let is_lost = number.is_some() && query.is_none();
    let query = query.unwrap_or_default();
    let address = &visit.address;
    let page = address.page();
    let mut view = list_people::list_people(visit.app(), visit.actor(), &query, page).await?;
    if address.wants_file() {
        for page in 2..=view.n_pages {
            let more = list_people::list_people(visit.app(), visit.actor(), &query, page).await?;
            view.people.extend(more.people);
        }
    }
    let frame = visit.frame("Chi cerchi?");
    visit.show(&PeoplePage::new(frame, &view, query, is_lost, address))
}

impl PeoplePage {
    pub(crate) fn new(
        frame: Frame,
        view: &PeopleView,
        query: String,
        is_lost: bool,
        address: &Address,
    ) -> Self {
        let pager = Pager::new(address, view.page, view.n_pages);
        Self {
            frame,
            answer: answer(view, &query, is_lost),
            query,
            people: people_table(view, address),
            pager,
        }
    }
}

fn answer(view: &PeopleView, query: &str, is_lost: bool) -> String {
    let n = view.n_found;
    if is_lost {
        return format!(
            "Quella ricerca non è più in memoria: ripetila. Ecco tutte le {}.",
            counted(n, "persona", "persone")
        );
    }
    match (n, query) {
        (0, "") => "Non c'è ancora nessuna persona: importa i file degli uffici.".to_owned(),
        (_, "") => format!("L'ente ha i dati di {}.", counted(n, "persona", "persone")),
        (0, query) => format!("Nessuno corrisponde a «{query}»."),
        (n, query) => format!(
            "{} «{query}».",
            counted(n, "persona corrisponde a", "persone corrispondono a")
        ),
    }
}

fn people_table(view: &PeopleView, address: &Address) -> Table {
    let columns = [
        ("persona", "Cognome e nome"),
        ("cf", "Codice fiscale"),
        ("nascita", "Nascita"),
        ("comune", "Comune di residenza"),
        ("pronti", "Record pronti"),
        ("aperti", "Da completare"),
    ];
    let table = Table::new("persone", "Persone", &columns)
        .rows(view.people.iter().map(person_row))
        .or_say("Prova con le prime lettere del cognome, oppure con il codice fiscale.");
    if view.n_pages > 1 {
        table.part_at(address)
    } else {
        table.at(address)
    }
}

fn person_row(person: &PersonLine) -> Row {
    let name = match (person.surname.as_str(), person.given_name.as_str()) {
        ("", "") => "sconosciuta all'anagrafe".to_owned(),
        (surname, given_name) => format!("{surname} {given_name}").trim().to_owned(),
    };
    let count = |states: &[RecordState]| {
        let of_states = person
            .records
            .iter()
            .filter(|(state, _)| states.contains(state));
        of_states.map(|(_, n)| n).sum::<u64>()
    };
    Row::new(vec![
        Cell::text(name)
            .data()
            .to(format!("/persone/{}", person.id)),
        Cell::cf(&person.cf),
        person
            .birth_date
            .map_or_else(|| Cell::absent("non nota"), Cell::date),
        person
            .comune
            .clone()
            .map_or_else(|| Cell::absent("non noto"), Cell::text),
        Cell::count(count(&[RecordState::Ready])),
        Cell::count(count(&[RecordState::Incomplete, RecordState::Blocked])),
    ])
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn finds_people_without_naming_them_in_addresses() {
        let frame = || sample::frame("Chi cerchi?", Role::Clerk, "/persone");
        let page = PeoplePage::new(
            frame(),
            &sample::people(),
            "Prov".to_owned(),
            false,
            &Address::default(),
        );
        let html = sample::html(&page);
        for part in [
            "2 persone corrispondono a «Prov».",
            "/persone/3",
            "<span>PRV</span><span>SPN</span>",
            "non nota",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        let hrefs = html
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        assert!(
            hrefs
                .into_iter()
                .all(|href| !href.contains("Prov") && !href.contains("PRV"))
        );
        let nobody = PeopleView {
            n_found: 0,
            people: Vec::new(),
            page: 1,
            n_pages: 0,
        };
        let page = PeoplePage::new(
            frame(),
            &nobody,
            "Zzz".to_owned(),
            false,
            &Address::default(),
        );
        assert!(sample::html(&page).contains("Nessuno corrisponde a «Zzz»."));
    }
}
