//! The register of what was sent, sending by sending, for whoever must prove it.

use std::fmt;

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, RecordId, SendingId};
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::sending::{Channel, Operation, OutcomeCode};

use crate::content::sha256;
use crate::error::StorageError;
use crate::page::Page;
use crate::param::{Param, params};
use crate::record::Owner;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

/// What became of the sending `s`: a [`Passage`]'s name.
macro_rules! passage {
    () => {
        "CASE WHEN s.superseded_at IS NOT NULL THEN 'ritirato'
              WHEN s.fetched_at IS NULL THEN 'pubblicato'
              WHEN s.outcome IS NULL THEN 'prelevato'
              WHEN s.outcome = 'OK' THEN 'accettato'
              ELSE 'scartato' END"
    };
}

/// Sendings `s` that a [`SentFilter`] lets through, then a tail. The placeholders are those of
/// [`SentFilter::params`].
macro_rules! filtered {
    ($columns:expr, $joins:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM sending s ",
            $joins,
            " WHERE s.ente = $1
               AND (CAST($2 AS TEXT) IS NULL OR s.kind = $2)
               AND (CAST($3 AS TEXT) IS NULL OR s.benefit = $3)
               AND (CAST($4 AS BIGINT) IS NULL OR s.year = $4)
               AND (CAST($5 AS TEXT) IS NULL OR substr(s.end_date, 1, 7) = $5)
               AND (CAST($6 AS TEXT) IS NULL OR COALESCE(s.source_office, '') = $6)
               AND (CAST($7 AS TEXT) IS NULL OR $7 = ",
            passage!(),
            ") ",
            $tail
        )
    };
}

statements! {
    SENT = "sending.sent",
        filtered!(
            concat!(
                "s.id, s.channel, s.kind, s.operation, s.flow_name, s.ts, s.benefit, s.start_date,
                 s.end_date, s.source_office, s.xml, f.sha256, a.username, s.made_at,
                 s.superseded_at, s.fetched_at, s.outcome, s.outcome_text, s.siuss_id,
                 s.acquired_at, s.answered_at, r.id AS record, ",
                passage!(),
                " AS passage"
            ),
            "JOIN account a ON a.id = s.made_by
             LEFT JOIN flow_file f ON f.id = s.file
             LEFT JOIN siuss_record r ON r.ente = s.ente AND r.record_key = s.record_key
                                     AND r.occurrence = s.occurrence",
            "ORDER BY s.id LIMIT $8 OFFSET $9"
        );
    COUNT_SENT = "sending.count_sent",
        filtered!(
            concat!(passage!(), " AS passage, s.operation, COUNT(*) AS n"),
            "",
            "GROUP BY 1, 2 ORDER BY 1, 2"
        );
    SENT_YEARS = "sending.sent_years",
        "SELECT DISTINCT year, benefit FROM sending WHERE ente = $1 ORDER BY year, benefit";
}

/// What became of a sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Passage {
    /// INPS has not fetched it yet.
    Published,
    /// INPS has it and has not answered yet.
    Fetched,
    /// INPS has taken it in.
    Accepted,
    /// INPS has refused it.
    Refused,
    /// It was taken back before INPS saw it.
    TakenBack,
}

impl Passage {
    /// Every one, in the order of the way.
    pub const ALL: &'static [Self] = &[
        Self::Published,
        Self::Fetched,
        Self::Accepted,
        Self::Refused,
        Self::TakenBack,
    ];

    /// The name for storage and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "pubblicato",
            Self::Fetched => "prelevato",
            Self::Accepted => "accettato",
            Self::Refused => "scartato",
            Self::TakenBack => "ritirato",
        }
    }

    /// The one whose [`Passage::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|passage| passage.name() == name)
    }
}

/// Which sendings: those for which all that is given holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SentFilter {
    /// Only this format.
    pub kind: Option<FlowKind>,
    /// Only this benefit.
    pub benefit: Option<String>,
    /// Only records that begin in this year.
    pub year: Option<i16>,
    /// Only records that cover a time which ends in this month.
    pub month: Option<Month>,
    /// Only benefits of this office, or those of which no office is known.
    pub owner: Option<Owner>,
    /// Only those of which this has become.
    pub passage: Option<Passage>,
}

impl SentFilter {
    /// `$1` to `$7` of the statements that filter.
    fn params(&self, ente: EnteId) -> Vec<Param<'_>> {
        params![
            ente,
            self.kind.map(FlowKind::name),
            self.benefit.as_deref(),
            self.year,
            self.month.map(|month| month.to_string()),
            self.owner.map(Owner::name),
            self.passage.map(Passage::name),
        ]
    }
}

/// A sending in the register: without the person.
#[derive(Clone, PartialEq, Eq)]
pub struct SentLine {
    /// Its number; later ones are larger.
    pub id: SendingId,
    /// The record, if it is still derived.
    pub record: Option<RecordId>,
    /// How it went.
    pub channel: Channel,
    /// In which format.
    pub kind: FlowKind,
    /// What it asked.
    pub operation: Operation,
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// `ts_flusso` in milliseconds since 1970; none by upload.
    pub ts: Option<i64>,
    /// SHA-256 of the flow's bytes: the sent XML, or the uploaded file.
    pub sha256: Option<[u8; 32]>,
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// What it covers.
    pub period: Period,
    /// The office whose benefit it is, where known.
    pub office: Option<Office>,
    /// Who published it.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// What became of it.
    pub passage: Passage,
    /// When it was taken back, unseen by INPS.
    pub superseded_at: Option<Timestamp>,
    /// When INPS fetched it.
    pub fetched_at: Option<Timestamp>,
    /// What INPS said.
    pub outcome: Option<OutcomeCode>,
    /// INPS's own words.
    pub outcome_text: Option<String>,
    /// INPS's number of what it took in.
    pub siuss_id: Option<String>,
    /// When INPS worked on it.
    pub acquired_at: Option<Timestamp>,
    /// When the outcome reached us.
    pub answered_at: Option<Timestamp>,
}

/// Without INPS's words, which may name a person.
impl fmt::Debug for SentLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentLine")
            .field("id", &self.id)
            .field("flow_name", &self.flow_name)
            .field("passage", &self.passage)
            .finish_non_exhaustive()
    }
}

impl SentLine {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let xml = row.opt_bytes("xml")?;
        let file = row.opt_bytes("sha256")?.map(<[u8; 32]>::try_from);
        let file = file.transpose();
        let file = file.map_err(|_| StorageError::UnreadableColumn { column: "sha256" })?;
        Ok(Self {
            id: SendingId::new(row.int("id")?),
            record: row.opt_int("record")?.map(RecordId::new),
            channel: row.named("channel", Channel::from_name)?,
            kind: row.named("kind", FlowKind::from_name)?,
            operation: row.named("operation", Operation::from_letter)?,
            flow_name: row.text("flow_name")?,
            ts: row.opt_int("ts")?,
            sha256: xml.map(|xml| sha256(&xml)).or(file),
            benefit: row.opt_text("benefit")?,
            period: Period::new(row.day("start_date")?, row.day("end_date")?)
                .ok_or(StorageError::UnreadableColumn { column: "end_date" })?,
            office: row.opt_named("source_office", Office::from_name)?,
            made_by: row.text("username")?,
            made_at: row.instant("made_at")?,
            passage: row.named("passage", Passage::from_name)?,
            superseded_at: row.opt_instant("superseded_at")?,
            fetched_at: row.opt_instant("fetched_at")?,
            outcome: row.opt_named("outcome", OutcomeCode::from_name)?,
            outcome_text: row.opt_text("outcome_text")?,
            siuss_id: row.opt_text("siuss_id")?,
            acquired_at: row.opt_instant("acquired_at")?,
            answered_at: row.opt_instant("answered_at")?,
        })
    }
}

/// A page of the sendings that `filter` lets through, oldest first.
pub async fn sent(
    tx: &mut Tx,
    ente: EnteId,
    filter: &SentFilter,
    page: Page,
) -> Result<Vec<SentLine>, StorageError> {
    let mut params = filter.params(ente);
    params.extend(params![page.limit(), page.offset()]);
    tx.fetch_all(&SENT, params)
        .await?
        .iter()
        .map(SentLine::from_row)
        .collect()
}

/// The sendings that `filter` lets through, counted by what became of them and what they asked.
pub async fn count_sent(
    tx: &mut Tx,
    ente: EnteId,
    filter: &SentFilter,
) -> Result<Vec<(Passage, Operation, u64)>, StorageError> {
    let count = |row: &Row| {
        Ok((
            row.named("passage", Passage::from_name)?,
            row.named("operation", Operation::from_letter)?,
            row.number("n")?,
        ))
    };
    tx.fetch_all(&COUNT_SENT, filter.params(ente))
        .await?
        .iter()
        .map(count)
        .collect()
}

/// The years and benefits of which anything was ever sent; no benefit for SINBA.
pub async fn sent_years(
    tx: &mut Tx,
    ente: EnteId,
) -> Result<Vec<(i16, Option<String>)>, StorageError> {
    let line = |row: &Row| Ok((row.number("year")?, row.opt_text("benefit")?));
    tx.fetch_all(&SENT_YEARS, params![ente])
        .await?
        .iter()
        .map(line)
        .collect()
}
