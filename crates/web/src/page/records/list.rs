//! The records by state, by reason and office, and those that the filters find.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_records::{self, ReasonCount, RecordQuery, RecordsView};
use pas_domain::actor::Permission;
use pas_domain::office::Office;
use pas_domain::record::RecordState;

use super::{Telling, lines_table, reasons_table};
use crate::cell::Tone;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::Table;
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/records/list.html")]
pub(crate) struct RecordsPage {
    frame: Frame,
    answer: String,
    states: Vec<StateCount>,
    filters: Vec<Filter>,
    is_filtered: bool,
    found: String,
    records: Table,
    pager: Pager,
    reasons: Table,
    remarks: Table,
    may_derive: bool,
}

/// A state with its number of records, leading to them.
struct StateCount {
    label: &'static str,
    n: String,
    href: String,
    class: &'static str,
    is_current: bool,
}

/// A choice of the filter form.
struct Filter {
    name: &'static str,
    label: &'static str,
    options: Vec<Choice>,
}

struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

impl Page for RecordsPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.records, &self.reasons, &self.remarks]
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let mut query = query_of(&visit.address);
    let mut view = list_records::list_records(visit.app(), visit.actor(), &query).await?;
    if visit.address.wants_file() {
        for page in 2..=view.n_pages {
            query.page = page;
            let more = list_records::list_records(visit.app(), visit.actor(), &query).await?;
            view.records.extend(more.records);
        }
    }
    let may_derive = visit.actor().role.may(Permission::DeriveRecords);
    let frame = visit.frame(TITLE);
    visit.show(&RecordsPage::new(
        frame,
        &view,
        &query,
        may_derive,
        &visit.address,
    ))
}

const TITLE: &str = "Quali record possono partire?";
const RECORDS: &str = "record";

fn query_of(address: &Address) -> RecordQuery {
    RecordQuery {
        state: address.get("stato").and_then(RecordState::from_name),
        office: address.get("ufficio").and_then(Office::from_name),
        reason: address.get("motivo").map(str::to_owned),
        benefit: address.get("prestazione").map(str::to_owned),
        year: address.number("anno"),
        page: address.page(),
    }
}

impl RecordsPage {
    pub(crate) fn new(
        frame: Frame,
        view: &RecordsView,
        query: &RecordQuery,
        may_derive: bool,
        address: &Address,
    ) -> Self {
        let records = lines_table(RECORDS, "Record trovati", &view.records, Telling::All)
            .or_say("Nessun record con questi filtri: toglierne uno allarga la ricerca.");
        let is_remark = |reason: &&ReasonCount| reason.state == RecordState::Ready;
        let remarks: Vec<_> = view.by_reason.iter().filter(is_remark).cloned().collect();
        let keeping: Vec<_> = view
            .by_reason
            .iter()
            .filter(|reason| !is_remark(reason))
            .cloned()
            .collect();
        let records = if view.n_pages > 1 {
            records.part_at(address)
        } else {
            records.at(address)
        };
        Self {
            frame,
            answer: answer(view),
            states: states(view, query),
            filters: filters(view, query),
            is_filtered: *query
                != RecordQuery {
                    page: query.page,
                    ..RecordQuery::default()
                },
            found: counted(view.n_found, "record trovato", "record trovati"),
            records,
            pager: Pager::new(address, view.page, view.n_pages),
            reasons: reasons_table("motivi", "Perché, e chi deve agire", &keeping)
                .or_say("Nessun record è fermo.")
                .at(address),
            remarks: reasons_table("osservazioni", "Che cosa conviene guardare", &remarks)
                .or_say("Nessuna osservazione.")
                .at(address),
            may_derive,
        }
    }
}

fn n_in(view: &RecordsView, wanted: RecordState) -> u64 {
    view.by_state
        .iter()
        .filter(|(state, _)| *state == wanted)
        .map(|(_, n)| n)
        .sum()
}

fn answer(view: &RecordsView) -> String {
    let [ready, incomplete, blocked, not_due] = [
        RecordState::Ready,
        RecordState::Incomplete,
        RecordState::Blocked,
        RecordState::NotDue,
    ]
    .map(|state| n_in(view, state));
    let all = ready + incomplete + blocked + not_due;
    if all == 0 {
        return "Non ci sono ancora record: importa i file degli uffici, poi calcolali.".to_owned();
    }
    let can_go = if ready == 1 {
        "può partire"
    } else {
        "possono partire"
    };
    format!(
        "{} {can_go}; {} da completare, {} non dovuti.",
        counted(ready, "record", "record"),
        (incomplete + blocked).it(),
        not_due.it()
    )
}

fn states(view: &RecordsView, query: &RecordQuery) -> Vec<StateCount> {
    let count = |state: RecordState| StateCount {
        label: match (state, n_in(view, state)) {
            (RecordState::Ready, 1) => "pronto",
            (RecordState::Ready, _) => "pronti",
            (RecordState::Incomplete, 1) => "incompleto",
            (RecordState::Incomplete, _) => "incompleti",
            (RecordState::Blocked, 1) => "bloccato",
            (RecordState::Blocked, _) => "bloccati",
            (RecordState::NotDue, 1) => "non dovuto",
            (RecordState::NotDue, _) => "non dovuti",
        },
        n: n_in(view, state).it(),
        href: crate::visit::link("/record", &[("stato", state.name())]),
        class: Tone::of(state).class(),
        is_current: query.state == Some(state),
    };
    RecordState::ALL.iter().copied().map(count).collect()
}

fn filters(view: &RecordsView, query: &RecordQuery) -> Vec<Filter> {
    let choice = |value: &str, label: String, chosen: Option<&str>| Choice {
        is_chosen: chosen == Some(value),
        value: value.to_owned(),
        label,
    };
    let states = RecordState::ALL.iter().map(|state| {
        choice(
            state.name(),
            state.label().to_owned(),
            query.state.map(RecordState::name),
        )
    });
    let offices = Office::ALL.iter().map(|office| {
        choice(
            office.name(),
            office.label().to_owned(),
            query.office.map(Office::name),
        )
    });
    let benefits = view.benefits.iter().map(|(code, name)| {
        let label = if code == name {
            code.clone()
        } else {
            format!("{code} · {name}")
        };
        choice(code, label, query.benefit.as_deref())
    });
    let chosen_year = query.year.map(|year| year.to_string());
    let years = view.years.iter().map(|year| {
        let year = year.to_string();
        choice(&year, year.clone(), chosen_year.as_deref())
    });
    vec![
        Filter {
            name: "stato",
            label: "Stato",
            options: states.collect(),
        },
        Filter {
            name: "ufficio",
            label: "Chi deve agire",
            options: offices.collect(),
        },
        Filter {
            name: "prestazione",
            label: "Prestazione",
            options: benefits.collect(),
        },
        Filter {
            name: "anno",
            label: "Anno",
            options: years.collect(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn leads_from_states_and_reasons_to_records() {
        let frame = sample::frame(TITLE, Role::Clerk, "/record");
        let query = RecordQuery {
            state: Some(RecordState::Incomplete),
            page: 1,
            ..RecordQuery::default()
        };
        let page = RecordsPage::new(frame, &sample::records(), &query, true, &Address::default());
        let html = sample::html(&page);
        for part in [
            "1.191 record possono partire; 13 da completare, 6 non dovuti.",
            "href=\"/record?stato=pronto\"",
            "motivo=manca-dsu",
            "<option value=\"incompleto\" selected>",
            "/record/11",
            "action=\"/record/deriva\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
