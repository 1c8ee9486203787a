//! The records by state and reason, and who must act.

use pas_domain::actor::Actor;
use pas_domain::ids::{PersonId, RecordId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::RecordState;
use pas_domain::sending::SendingState;
use pas_storage::record::{self, RecordFilter};
pub use pas_storage::record::{Owner, Share};
use pas_storage::sending;

use crate::app::App;
use crate::error::AppError;
use crate::naming::{Names, SINBA};
use crate::overview::{Overview, overview};
use crate::paging;
use crate::use_case::LIST_RECORDS;
use crate::use_cases::show_sendings;

/// Which records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// Only this state.
    pub state: Option<RecordState>,
    /// Only those for which this office must act.
    pub office: Option<Office>,
    /// Only those with this reason.
    pub reason: Option<String>,
    /// Only this benefit; `SINBA` for the SINBA records.
    pub benefit: Option<String>,
    /// Only this year.
    pub year: Option<i16>,
    /// Only those that are so far on their way to INPS.
    pub sending: Option<SendingState>,
    /// Only this part of what is to be sent.
    pub share: Option<Share>,
    /// Only those that cover a time which ends in this month.
    pub month: Option<Month>,
    /// Only benefits of this office.
    pub owner: Option<Owner>,
    /// Page, from 1; 0 is the whole list.
    pub page: u32,
}

/// One record in a list.
#[derive(Clone)]
pub struct RecordLine {
    /// The record.
    pub id: RecordId,
    /// The person.
    pub person: PersonId,
    /// Cognome and nome, or the codice fiscale when the registry does not know the person.
    pub person_name: String,
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// Name of the benefit, or `SINBA`.
    pub benefit_name: String,
    /// Stretch or day.
    pub period: Period,
    /// All that was spent.
    pub total: Money,
    /// State.
    pub state: RecordState,
    /// First reason, in Italian; empty when simply ready.
    pub reason: String,
    /// Who must act; none when ready.
    pub office: Option<Office>,
    /// How far it is on its way to INPS; none where a file's content is shown.
    pub sending: Option<SendingState>,
}

/// How many records share a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonCount {
    /// State.
    pub state: RecordState,
    /// Code of the reason.
    pub code: String,
    /// In Italian, what is wrong and what to do.
    pub message: String,
    /// Who must act.
    pub office: Office,
    /// Records.
    pub n: u64,
}

/// Records of the ente.
#[derive(Clone)]
pub struct RecordsView {
    /// Records in all, by state, whatever the query.
    pub by_state: Vec<(RecordState, u64)>,
    /// By reason and office, whatever the query, most first.
    pub by_reason: Vec<ReasonCount>,
    /// Benefits that occur, for the filter: code and name.
    pub benefits: Vec<(String, String)>,
    /// Years that occur, for the filter.
    pub years: Vec<i16>,
    /// Records that the query finds.
    pub n_found: u64,
    /// Those of the page.
    pub records: Vec<RecordLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
}

/// Records on one page.
pub const RECORDS_PER_PAGE: u32 = 50;

/// The records of the actor's ente that `query` finds.
pub async fn list_records(
    app: &App,
    actor: &Actor,
    query: &RecordQuery,
) -> Result<RecordsView, AppError> {
    let mut work = app.read_people(actor, LIST_RECORDS).await?;
    let names = Names::of(&mut work.tx, actor.ente, &app.catalogue).await?;
    let page = paging::page(query.page, RECORDS_PER_PAGE);
    let filter = RecordFilter {
        deadlines: show_sendings::deadlines(
            sending::rule(&mut work.tx, actor.ente).await?.as_ref(),
            app.clock.today(),
        ),
        ..query.filter()
    };
    let n_found = record::count(&mut work.tx, actor.ente, &filter).await?;
    let found = record::list(&mut work.tx, actor.ente, &filter, page).await?;
    let overview = overview(app, &mut work.tx, actor.ente).await?;
    let totals = &overview.totals;
    let view = RecordsView {
        by_state: by_state(totals),
        by_reason: by_reason(&overview),
        benefits: benefits(totals, &names),
        years: years(totals),
        n_found,
        records: found.into_iter().map(|found| line(found, &names)).collect(),
        page: page.number(),
        n_pages: paging::n_pages(page, n_found),
    };
    work.done("records", paging::detail(query.page, n_found))
        .await?;
    Ok(view)
}

impl RecordQuery {
    fn filter(&self) -> RecordFilter {
        let (kind, benefit) = show_sendings::kind_and_code(self.benefit.as_deref());
        RecordFilter {
            state: self.state,
            office: self.office,
            reason: self.reason.clone(),
            benefit,
            kind,
            year: self.year,
            sending: self.sending,
            share: self.share,
            month: self.month,
            owner: self.owner,
            ..RecordFilter::default()
        }
    }
}

fn by_state(totals: &[record::RecordTotal]) -> Vec<(RecordState, u64)> {
    let n = |&state: &RecordState| {
        let of_state = totals.iter().filter(|total| total.state == state);
        (state, of_state.map(|total| total.n).sum())
    };
    RecordState::ALL.iter().map(n).collect()
}

/// What keeps records back, and what is remarked on ready ones; most first.
pub(crate) fn by_reason(overview: &Overview) -> Vec<ReasonCount> {
    let reason = |count: &record::RecordCount| {
        Some(ReasonCount {
            state: count.state,
            code: count.reason_code.clone()?,
            message: count.reason_message.clone().unwrap_or_default(),
            office: count.office?,
            n: count.n,
        })
    };
    overview.reasons.iter().filter_map(reason).collect()
}

fn benefits(totals: &[record::RecordTotal], names: &Names<'_>) -> Vec<(String, String)> {
    let mut codes: Vec<Option<&str>> = totals
        .iter()
        .map(|total| total.benefit.as_deref())
        .collect();
    codes.sort_by_key(|code| (code.is_none(), *code));
    codes.dedup();
    let line = |code: Option<&str>| (code.unwrap_or(SINBA).to_owned(), names.benefit(code));
    codes.into_iter().map(line).collect()
}

fn years(totals: &[record::RecordTotal]) -> Vec<i16> {
    let mut years: Vec<i16> = totals.iter().map(|total| total.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// A stored record as lists show it.
pub(crate) fn line(found: record::RecordLine, names: &Names<'_>) -> RecordLine {
    RecordLine {
        id: found.id,
        person: found.person,
        person_name: person_name(&found.surname, &found.given_name, found.cf),
        benefit_name: names.benefit(found.benefit.as_deref()),
        benefit: found.benefit,
        period: found.period,
        total: found.total,
        state: found.state,
        reason: found.reason_message.unwrap_or_default(),
        office: found.office,
        sending: Some(found.sending),
    }
}

/// Cognome and nome; the codice fiscale for somebody whom the registry does not know.
pub(crate) fn person_name(surname: &str, given_name: &str, cf: String) -> String {
    if surname.is_empty() {
        cf
    } else {
        format!("{surname} {given_name}")
    }
}
