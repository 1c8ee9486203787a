//! The records that INPS has refused, each with who must act and what to do.

use std::collections::BTreeMap;

use pas_domain::actor::Actor;
use pas_domain::flow::Field;
use pas_domain::ids::{EnteId, RecordId};
use pas_domain::office::Office;
use pas_domain::sending::{OutcomeCode, SendingState};
use pas_storage::record::{self, RecordFilter};
use pas_storage::sending::{self, RefusedRecord};
use pas_storage::{Page, Tx};

use super::list_records::{self, RecordLine};
use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::outcome_reading::{self, OutcomeReading};
use crate::paging;
use crate::use_case::LIST_REFUSED;

/// Refused records with the same explanation, for one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedGroup {
    /// Who must act.
    pub office: Office,
    /// What it is about, for addresses.
    pub topic: String,
    /// What happened and what to do.
    pub meaning: String,
    /// Records.
    pub n: u64,
}

/// Which refused records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedQuery {
    /// Only those for which this office must act.
    pub office: Option<Office>,
    /// Only those about this, as [`RefusedGroup::topic`] names it.
    pub topic: Option<String>,
    /// Page, from 1; 0 is the whole list.
    pub page: u32,
}

/// A refused record.
#[derive(Clone)]
pub struct RefusedLine {
    /// The record.
    pub line: RecordLine,
    /// INPS's verdict.
    pub code: OutcomeCode,
    /// INPS's own words.
    pub text: String,
    /// What it means, who must act.
    pub reading: OutcomeReading,
    /// The first value that INPS names, as the record's page calls it.
    pub field: Option<Field>,
}

/// Refused records.
#[derive(Clone)]
pub struct RefusedView {
    /// Offices that must act, with their records, most first.
    pub offices: Vec<(Office, u64)>,
    /// Records that were asked for.
    pub n_found: u64,
    /// Those of the page.
    pub records: Vec<RefusedLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
}

/// Records on one page.
pub const REFUSED_PER_PAGE: u32 = 50;

/// The refused records of the actor's ente that `query` finds.
pub async fn list_refused(
    app: &App,
    actor: &Actor,
    query: &RefusedQuery,
) -> Result<RefusedView, AppError> {
    let mut work = app.read_people(actor, LIST_REFUSED).await?;
    let names = Names::of(&mut work.tx, actor.ente, &app.catalogue).await?;
    let refused = sending::refused(&mut work.tx, actor.ente).await?;
    let refused = refused
        .into_iter()
        .map(|refused| (reading(&refused), refused));
    let mut by_record: BTreeMap<RecordId, (OutcomeReading, RefusedRecord)> = refused
        .map(|(reading, refused)| (refused.record, (reading, refused)))
        .collect();
    let filter = RecordFilter {
        sending: Some(SendingState::Rejected),
        ..RecordFilter::default()
    };
    let lines = record::list(&mut work.tx, actor.ente, &filter, Page::whole()).await?;
    let offices = offices(by_record.values().map(|(reading, _)| reading.office));
    let mut records: Vec<RefusedLine> = lines
        .into_iter()
        .filter_map(|line| {
            let (reading, refused) = by_record.remove(&line.id)?;
            Some(RefusedLine {
                line: list_records::line(line, &names),
                code: refused.code,
                text: refused.text.unwrap_or_default(),
                field: reading.fields.first().copied(),
                reading,
            })
        })
        .collect();
    records.retain(|refused| query.finds(&refused.reading));
    let n_found = records.len() as u64;
    let asked = paging::page(query.page, REFUSED_PER_PAGE);
    let n_pages = paging::n_pages(asked, n_found);
    if query.page > 0 {
        let first = (asked.number() as usize - 1) * REFUSED_PER_PAGE as usize;
        records = records
            .into_iter()
            .skip(first)
            .take(REFUSED_PER_PAGE as usize)
            .collect();
    }
    work.done("records", paging::detail(query.page, n_found))
        .await?;
    Ok(RefusedView {
        offices,
        n_found,
        records,
        page: asked.number(),
        n_pages,
    })
}

impl RefusedQuery {
    fn finds(&self, reading: &OutcomeReading) -> bool {
        self.office.is_none_or(|office| reading.office == office)
            && self
                .topic
                .as_ref()
                .is_none_or(|topic| *topic == reading.topic)
    }
}

fn offices(offices: impl Iterator<Item = Office>) -> Vec<(Office, u64)> {
    let mut counts: BTreeMap<Office, u64> = BTreeMap::new();
    offices.for_each(|office| *counts.entry(office).or_default() += 1);
    let mut counts: Vec<(Office, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|&(office, n)| (std::cmp::Reverse(n), office));
    counts
}

fn reading(refused: &RefusedRecord) -> OutcomeReading {
    outcome_reading::read(
        refused.code,
        refused.text.as_deref(),
        refused.kind,
        refused.office,
    )
}

/// The refused records by who must act and what to do, most first.
pub(crate) async fn groups(tx: &mut Tx, ente: EnteId) -> Result<Vec<RefusedGroup>, AppError> {
    let mut groups: BTreeMap<(Office, String), RefusedGroup> = BTreeMap::new();
    for refused in sending::refused(tx, ente).await? {
        let OutcomeReading {
            topic,
            meaning,
            office,
            fields: _,
        } = reading(&refused);
        let group = groups
            .entry((office, topic.clone()))
            .or_insert(RefusedGroup {
                office,
                topic,
                meaning,
                n: 0,
            });
        group.n += 1;
    }
    let mut groups: Vec<RefusedGroup> = groups.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.n), group.office));
    Ok(groups)
}
