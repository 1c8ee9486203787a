//! The records by state, by reason and office, and those that the filters find.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_records::{self, ReasonCount, RecordQuery, RecordsView, Share};
use pas_app::use_cases::show_sendings::{month_in_words, owner_label};
use pas_domain::actor::Permission;
use pas_domain::office::Office;
use pas_domain::record::RecordState;
use pas_domain::sending::SendingState;

use super::{Telling, lines_table, reasons_table};
use crate::cell::Tone;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::page::sendings::{Filter, month_of, owner_name, owner_of};
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
        sending: address.get("invio").and_then(SendingState::from_name),
        share: address.get("quota").and_then(Share::from_name),
        month: month_of(address),
        owner: owner_of(address),
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
    // Complete, whether INPS has them already or not: how far each came stands in the list.
    let complete = if ready == 1 {
        "è completo"
    } else {
        "sono completi"
    };
    format!(
        "{} {complete}; {} da completare, {} non dovuti.",
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
    let words = |name: &str, label: &str| (name.to_owned(), label.to_owned());
    let year = query.year.map(|year| year.to_string());
    let benefit = |(code, name): &(String, String)| {
        let label = if code == name {
            code.clone()
        } else {
            format!("{code} · {name}")
        };
        (code.clone(), label)
    };
    let mut filters = vec![
        Filter::new(
            "stato",
            "Stato",
            query.state.map(RecordState::name),
            RecordState::ALL
                .iter()
                .map(|state| words(state.name(), state.label())),
        ),
        Filter::new(
            "invio",
            "Invio",
            query.sending.map(SendingState::name),
            SendingState::ALL
                .iter()
                .map(|state| words(state.name(), state.label())),
        ),
        Filter::new(
            "ufficio",
            "Chi deve agire",
            query.office.map(Office::name),
            Office::ALL
                .iter()
                .map(|office| words(office.name(), office.label())),
        ),
        Filter::new(
            "prestazione",
            "Prestazione",
            query.benefit.as_deref(),
            view.benefits.iter().map(benefit),
        ),
        Filter::new(
            "anno",
            "Anno",
            year.as_deref(),
            view.years
                .iter()
                .map(|year| (year.to_string(), year.to_string())),
        ),
    ];
    filters.extend(filters_in_force(query));
    filters
}

/// The filters with which one comes from the page «Invii»: shown while they are in force.
fn filters_in_force(query: &RecordQuery) -> Vec<Filter> {
    let mut filters = Vec::new();
    if let Some(share) = query.share {
        let words = |share: &Share| {
            let label = match share {
                Share::Due => "attesi da INPS",
                Share::ToComplete => "da completare",
                Share::Overdue => "oltre la scadenza",
            };
            (share.name().to_owned(), label.to_owned())
        };
        filters.push(Filter::new(
            "quota",
            "Che cosa",
            Some(share.name()),
            Share::ALL.iter().map(words),
        ));
    }
    if let Some(month) = query.month {
        let value = month.to_string();
        let option = (value.clone(), month_in_words(month));
        filters.push(Filter::new("mese", "Finiti in", Some(&value), [option]));
    }
    if let Some(owner) = query.owner {
        let value = owner_name(owner);
        let option = (value.to_owned(), owner_label(owner).to_owned());
        filters.push(Filter::new(
            "titolare",
            "Prestazioni di",
            Some(value),
            [option],
        ));
    }
    filters
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
            "1.191 record sono completi; 13 da completare, 6 non dovuti.",
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
