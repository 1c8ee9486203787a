//! The proof: what was sent when, by whom, with which outcome.

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, RecordId};
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::sending::{Channel, Operation, OutcomeCode};
use pas_storage::record::RecordFilter;
pub use pas_storage::sending::Passage;
use pas_storage::sending::{self, SentFilter, SentLine, StoredRule};
use pas_storage::{Page, Tx, ente};

use super::list_records::Owner;
use super::show_sendings::{self, Tally, kind_and_code};
use crate::app::App;
use crate::error::AppError;
use crate::naming::{Names, SINBA};
use crate::paging;
use crate::use_case::LIST_SENDINGS;

/// Which sendings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProofQuery {
    /// Only records of this year.
    pub year: Option<i16>,
    /// Only this benefit; `SINBA` for the SINBA records.
    pub benefit: Option<String>,
    /// Only records that cover a time which ends in this month.
    pub month: Option<Month>,
    /// Only benefits of this office.
    pub owner: Option<Owner>,
    /// Only those of which this has become.
    pub passage: Option<Passage>,
    /// Page, from 1; 0 is the whole list.
    pub page: u32,
}

/// One sending. The person stands on the record's page only.
#[derive(Clone)]
pub struct ProofLine {
    /// The record, if it is still derived.
    pub record: Option<RecordId>,
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// `ts_flusso`; none by upload.
    pub stamp: Option<Timestamp>,
    /// How it went.
    pub channel: Channel,
    /// In which format.
    pub kind: FlowKind,
    /// What it asked.
    pub operation: Operation,
    /// Code of the benefit, or `SINBA`.
    pub benefit: String,
    /// What it covers.
    pub period: Period,
    /// The office whose benefit it is, where known.
    pub office: Option<Office>,
    /// When it was published.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// What became of it.
    pub passage: Passage,
    /// When it was taken back, unseen by INPS.
    pub superseded_at: Option<Timestamp>,
    /// When INPS fetched it.
    pub fetched_at: Option<Timestamp>,
    /// INPS's verdict.
    pub outcome: Option<OutcomeCode>,
    /// INPS's own words.
    pub text: String,
    /// INPS's number.
    pub siuss_id: String,
    /// When INPS worked on it.
    pub acquired_at: Option<Timestamp>,
    /// When the outcome reached us.
    pub answered_at: Option<Timestamp>,
    /// SHA-256 of the flow's bytes, in hexadecimal.
    pub sha256: String,
}

/// The proof.
#[derive(Clone)]
pub struct ProofView {
    /// Name of the ente.
    pub ente_name: String,
    /// Its code at INPS, where known.
    pub ente_code: Option<String>,
    /// Who answers for the sending.
    pub rule: Option<StoredRule>,
    /// When the proof was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// The records of the query, by how far they are today.
    pub tally: Tally,
    /// Sendings by what became of them and what they asked.
    pub counts: Vec<(Passage, Operation, u64)>,
    /// Sendings that the query finds.
    pub n_found: u64,
    /// Those of the page, oldest first.
    pub lines: Vec<ProofLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
    /// Years of which something was sent, latest first.
    pub years: Vec<i16>,
    /// Benefits of which something was sent: code and name.
    pub benefits: Vec<(String, String)>,
}

/// Lines on one sheet.
pub const LINES_PER_SHEET: u32 = 200;
/// Lines read at a time for the whole list.
const LOT: u32 = 500;

/// The proof of what the actor's ente has sent.
pub async fn list_sendings(
    app: &App,
    actor: &Actor,
    query: &ProofQuery,
) -> Result<ProofView, AppError> {
    let mut work = app.read_people(actor, LIST_SENDINGS).await?;
    let tx = &mut work.tx;
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let rule = sending::rule(tx, actor.ente).await?;
    let filter = query.sent();
    let counts = sending::count_sent(tx, actor.ente, &filter).await?;
    let n_found = counts.iter().map(|(_, _, n)| n).sum();
    let page = paging::page(query.page, LINES_PER_SHEET);
    let lines = if query.page == 0 {
        all_lines(tx, actor.ente, &filter).await?
    } else {
        sending::sent(tx, actor.ente, &filter, page).await?
    };
    let records = query.records(show_sendings::deadlines(rule.as_ref(), app.clock.today()));
    let tally = Tally::of(&sending::counts(tx, actor.ente, &records).await?);
    let identity = ente::get(tx, actor.ente).await?;
    let (years, benefits) = choices(sending::sent_years(tx, actor.ente).await?, &names);
    let ente_code = identity
        .as_ref()
        .and_then(|ente| Some(ente.identity.as_ref()?.code.clone()));
    let view = ProofView {
        ente_name: identity.map(|ente| ente.name).unwrap_or_default(),
        ente_code,
        rule,
        made_at: app.clock.now(),
        made_by: actor.username.clone(),
        tally,
        counts,
        n_found,
        lines: lines.into_iter().map(line).collect(),
        page: page.number(),
        n_pages: paging::n_pages(page, n_found),
        years,
        benefits,
    };
    work.done("invii", paging::detail(query.page, n_found))
        .await?;
    Ok(view)
}

async fn all_lines(
    tx: &mut Tx,
    ente: EnteId,
    filter: &SentFilter,
) -> Result<Vec<SentLine>, AppError> {
    let mut lines = Vec::new();
    for number in 1.. {
        let lot = sending::sent(tx, ente, filter, Page::new(number, LOT)).await?;
        let is_last = lot.len() < LOT as usize;
        lines.extend(lot);
        if is_last {
            break;
        }
    }
    Ok(lines)
}

impl ProofQuery {
    fn sent(&self) -> SentFilter {
        let (kind, benefit) = kind_and_code(self.benefit.as_deref());
        SentFilter {
            kind,
            benefit,
            year: self.year,
            month: self.month,
            owner: self.owner,
            passage: self.passage,
        }
    }

    /// The records of which the sendings are, whatever has become of them.
    fn records(&self, deadlines: pas_storage::record::Deadlines) -> RecordFilter {
        let (kind, benefit) = kind_and_code(self.benefit.as_deref());
        RecordFilter {
            kind,
            benefit,
            year: self.year,
            month: self.month,
            owner: self.owner,
            deadlines,
            ..RecordFilter::default()
        }
    }
}

fn line(sent: SentLine) -> ProofLine {
    let stamp = sent.ts.and_then(|ts| Timestamp::from_millisecond(ts).ok());
    ProofLine {
        record: sent.record,
        flow_name: sent.flow_name,
        stamp,
        channel: sent.channel,
        kind: sent.kind,
        operation: sent.operation,
        benefit: sent.benefit.unwrap_or_else(|| SINBA.to_owned()),
        period: sent.period,
        office: sent.office,
        made_at: sent.made_at,
        made_by: sent.made_by,
        passage: sent.passage,
        superseded_at: sent.superseded_at,
        fetched_at: sent.fetched_at,
        outcome: sent.outcome,
        text: sent.outcome_text.unwrap_or_default(),
        siuss_id: sent.siuss_id.unwrap_or_default(),
        acquired_at: sent.acquired_at,
        answered_at: sent.answered_at,
        sha256: sent
            .sha256
            .map(|sha| HEXLOWER.encode(&sha))
            .unwrap_or_default(),
    }
}

fn choices(
    sent: Vec<(i16, Option<String>)>,
    names: &Names<'_>,
) -> (Vec<i16>, Vec<(String, String)>) {
    let mut years: Vec<i16> = sent.iter().map(|(year, _)| *year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let mut codes: Vec<Option<String>> = sent.into_iter().map(|(_, benefit)| benefit).collect();
    codes.sort_by_key(|code| (code.is_none(), code.clone()));
    codes.dedup();
    let choice = |code: Option<String>| {
        let name = names.benefit(code.as_deref());
        (code.unwrap_or_else(|| SINBA.to_owned()), name)
    };
    (years, codes.into_iter().map(choice).collect())
}
