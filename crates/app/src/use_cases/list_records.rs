//! The records by state and reason, and who must act.

use pas_domain::actor::Actor;
use pas_domain::ids::{PersonId, RecordId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Period;
use pas_domain::record::RecordState;

use crate::app::App;
use crate::error::AppError;

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
    /// Page, from 1.
    pub page: u32,
}

/// One record in a list.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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
    let _ = (app, actor, query);
    Err(AppError::Setup("in costruzione".to_owned()))
}
