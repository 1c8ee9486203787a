//! How far all records are on their way to INPS, counted; and what INPS holds that is no longer due.

use std::fmt;

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, RecordId, SendingId};
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::RecordState;
use pas_domain::sending::{Operation, OutcomeCode, SendingState};

use crate::error::StorageError;
use crate::param::params;
use crate::record::RecordFilter;
use crate::record::query::{filtered, is_past_deadline, last_sending, sending_state};
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

/// Sendings `s` with the record `r` that is derived for them today, if any.
macro_rules! odd {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.kind, s.flow_name, s.siuss_id, s.benefit, s.start_date, s.end_date,
                    s.source_office, s.acquired_at, r.id AS record
             FROM sending s LEFT JOIN siuss_record r
                  ON r.ente = s.ente AND r.record_key = s.record_key AND r.occurrence = s.occurrence
             WHERE s.ente = $1 AND ",
            $condition,
            " ORDER BY s.id"
        )
    };
}

statements! {
    COUNTS = "sending.counts",
        filtered!(
            concat!(
                "r.benefit, substr(r.end_date, 1, 7) AS month, r.source_office, r.state, ",
                sending_state!(),
                " AS sending_state, CAST(CASE WHEN ",
                is_past_deadline!(),
                " THEN 1 ELSE 0 END AS BIGINT) AS is_late, COUNT(*) AS n"
            ),
            "GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"
        );
    NO_LONGER_DUE = "sending.no_longer_due",
        odd!("s.is_last AND s.operation = 'I' AND s.outcome = 'OK'
              AND (r.id IS NULL OR r.state = 'non_dovuto')");
    REFUSED_CANCELLATIONS = "sending.refused_cancellations",
        odd!("s.operation = 'C' AND s.outcome <> 'OK'
              AND NOT EXISTS (SELECT 1 FROM sending t
                              WHERE t.ente = s.ente AND t.person = s.person
                                AND t.cancels = s.cancels AND t.id > s.id
                                AND t.superseded_at IS NULL
                                AND (t.outcome IS NULL OR t.outcome = 'OK'))");
    ACCEPTED_THEN_REFUSED = "sending.accepted_then_refused",
        odd!("s.is_last AND s.outcome <> 'OK'
              AND EXISTS (SELECT 1 FROM outcome o
                          WHERE o.ente = s.ente AND o.sending = s.id AND o.code = 'OK')");
    REFUSED = "sending.refused",
        concat!(
            "SELECT r.id, s.kind, s.operation, s.outcome, s.outcome_text, s.source_office
             FROM siuss_record r ",
            last_sending!(),
            " WHERE r.ente = $1 AND s.is_last AND s.outcome <> 'OK' AND ",
            sending_state!(),
            " = 'scartato' ORDER BY r.id"
        );
}

/// Records that have everything in common that the overview tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingCount {
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// In which ends what they cover.
    pub month: Month,
    /// The office whose benefit it is, where known.
    pub office: Option<Office>,
    /// Their state.
    pub state: RecordState,
    /// How far they are.
    pub sending: SendingState,
    /// Whether the deadline of the filter is past; never where none is set.
    pub is_past_deadline: bool,
    /// Records.
    pub n: u64,
}

/// Something sent that asks for a person's look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddSending {
    /// The sending.
    pub id: SendingId,
    /// In which format.
    pub kind: FlowKind,
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// INPS's number of what it took in.
    pub siuss_id: Option<String>,
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// What it covers.
    pub period: Period,
    /// The office whose benefit it is, where known.
    pub office: Option<Office>,
    /// When INPS worked on it.
    pub acquired_at: Option<Timestamp>,
    /// The record, if it is still derived.
    pub record: Option<RecordId>,
}

/// Why somebody must look at a sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Oddity {
    /// INPS has accepted it, and nothing is due for it any more.
    NoLongerDue,
    /// INPS has refused to take back what it accepted.
    RefusedCancellation,
    /// INPS has accepted it and refused it afterwards.
    AcceptedThenRefused,
}

/// A record that INPS has refused and nobody has mended.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedRecord {
    /// The record.
    pub record: RecordId,
    /// In which format.
    pub kind: FlowKind,
    /// What was asked of INPS.
    pub operation: Operation,
    /// INPS's verdict.
    pub code: OutcomeCode,
    /// INPS's own words.
    pub text: Option<String>,
    /// The office whose benefit it is, where known.
    pub office: Option<Office>,
}

/// Without INPS's words, which may name a person.
impl fmt::Debug for RefusedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedRecord")
            .field("record", &self.record)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// The records that `filter` lets through, counted: each is in exactly one line.
pub async fn counts(
    tx: &mut Tx,
    ente: EnteId,
    filter: &RecordFilter,
) -> Result<Vec<SendingCount>, StorageError> {
    let count = |row: &Row| {
        Ok(SendingCount {
            benefit: row.opt_text("benefit")?,
            month: row.named("month", |text| Month::try_from(text.to_owned()).ok())?,
            office: row.opt_named("source_office", Office::from_name)?,
            state: row.named("state", RecordState::from_name)?,
            sending: row.named("sending_state", SendingState::from_name)?,
            is_past_deadline: row.int("is_late")? == 1,
            n: row.number("n")?,
        })
    };
    tx.fetch_all(&COUNTS, filter.params(ente))
        .await?
        .iter()
        .map(count)
        .collect()
}

/// The sendings at which somebody must look for this reason, oldest first.
pub async fn odd(
    tx: &mut Tx,
    ente: EnteId,
    oddity: Oddity,
) -> Result<Vec<OddSending>, StorageError> {
    let statement = match oddity {
        Oddity::NoLongerDue => &NO_LONGER_DUE,
        Oddity::RefusedCancellation => &REFUSED_CANCELLATIONS,
        Oddity::AcceptedThenRefused => &ACCEPTED_THEN_REFUSED,
    };
    let sending = |row: &Row| {
        Ok(OddSending {
            id: SendingId::new(row.int("id")?),
            kind: row.named("kind", FlowKind::from_name)?,
            flow_name: row.text("flow_name")?,
            siuss_id: row.opt_text("siuss_id")?,
            benefit: row.opt_text("benefit")?,
            period: Period::new(row.day("start_date")?, row.day("end_date")?)
                .ok_or(StorageError::UnreadableColumn { column: "end_date" })?,
            office: row.opt_named("source_office", Office::from_name)?,
            acquired_at: row.opt_instant("acquired_at")?,
            record: row.opt_int("record")?.map(RecordId::new),
        })
    };
    tx.fetch_all(statement, params![ente])
        .await?
        .iter()
        .map(sending)
        .collect()
}

/// The records whose last sending INPS has refused and that are as they were, by number.
pub async fn refused(tx: &mut Tx, ente: EnteId) -> Result<Vec<RefusedRecord>, StorageError> {
    let refused = |row: &Row| {
        Ok(RefusedRecord {
            record: RecordId::new(row.int("id")?),
            kind: row.named("kind", FlowKind::from_name)?,
            operation: row.named("operation", Operation::from_letter)?,
            code: row.named("outcome", OutcomeCode::from_name)?,
            text: row.opt_text("outcome_text")?,
            office: row.opt_named("source_office", Office::from_name)?,
        })
    };
    tx.fetch_all(&REFUSED, params![ente])
        .await?
        .iter()
        .map(refused)
        .collect()
}
