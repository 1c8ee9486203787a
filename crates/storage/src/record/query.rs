//! Finding records: by filter, page by page or all in order, and counted.

use jiff::civil::Date;
pub use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, PersonId, RecordId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Month;
use pas_domain::record::RecordState;
use pas_domain::sending::SendingState;

use super::stored::{RecordLine, StoredRecord};
use crate::error::StorageError;
use crate::page::Page;
use crate::param::{Param, params};
use crate::row::Row;
use crate::search::Query;
use crate::statement::statements;
use crate::tx::Tx;

/// Joins the last sending `s` of a record `r`.
macro_rules! last_sending {
    () => {
        "LEFT JOIN sending s ON s.ente = r.ente AND s.record_key = r.record_key
                            AND s.occurrence = r.occurrence AND s.is_last"
    };
}
pub(crate) use last_sending;

/// How far `r` is on its way to INPS, by its last sending `s`: a [`SendingState`]'s name.
macro_rules! sending_state {
    () => {
        "CASE WHEN s.id IS NULL THEN 'non_inviato'
              WHEN s.fetched_at IS NULL AND s.operation = 'I' THEN 'pubblicato'
              WHEN s.operation = 'C' AND s.outcome <> 'OK' AND s.body_sha = r.body_sha
                   AND r.state = 'pronto' THEN 'accettato'
              WHEN s.operation = 'C' AND s.outcome <> 'OK' THEN 'scartato'
              WHEN s.operation = 'C' THEN 'non_inviato'
              WHEN s.outcome IS NULL THEN 'prelevato'
              WHEN s.outcome = 'OK' AND s.body_sha = r.body_sha AND r.state <> 'non_dovuto' THEN 'accettato'
              WHEN s.outcome = 'OK' THEN 'da_correggere'
              WHEN s.body_sha = r.body_sha THEN 'scartato'
              ELSE 'non_inviato' END"
    };
}
pub(crate) use sending_state;

/// Whether the deadline of `r` is past: it covers a time that ended before `$17` (benefits) or `$18`
/// (SINBA). Never where the ente has set no deadline.
macro_rules! is_past_deadline {
    () => {
        "COALESCE(r.end_date < CASE WHEN r.benefit IS NULL THEN CAST($18 AS TEXT)
                                    ELSE CAST($17 AS TEXT) END, FALSE)"
    };
}
pub(crate) use is_past_deadline;

/// Records of `r` with their person `p` that a [`RecordFilter`] lets through, then a tail.
/// The placeholders are those of [`RecordFilter::params`].
macro_rules! filtered {
    ($columns:expr, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM siuss_record r JOIN person p ON p.id = r.person ",
            last_sending!(),
            " WHERE r.ente = $1
               AND (CAST($2 AS TEXT) IS NULL OR r.state = $2)
               AND (CAST($3 AS TEXT) IS NULL OR r.office = $3)
               AND (CAST($4 AS TEXT) IS NULL OR r.reason_code = $4)
               AND (CAST($5 AS TEXT) IS NULL OR r.benefit = $5)
               AND (CAST($6 AS TEXT) IS NULL
                    OR $6 = CASE WHEN r.benefit IS NULL THEN 'SINBA' ELSE 'PS' END)
               AND (CAST($7 AS BIGINT) IS NULL OR r.year = $7)
               AND (CAST($8 AS BIGINT) IS NULL OR r.person = $8)
               AND ((p.search_key LIKE $9 AND p.search_key LIKE $10 AND p.search_key LIKE $11)
                    OR p.cf LIKE $12)
               AND (CAST($13 AS TEXT) IS NULL OR $13 = ",
            sending_state!(),
            ") AND (CAST($14 AS TEXT) IS NULL
                    OR ($14 = 'attesi' AND r.state <> 'non_dovuto')
                    OR ($14 = 'da_completare' AND r.state IN ('incompleto', 'bloccato'))
                    OR ($14 = 'in_ritardo' AND r.state <> 'non_dovuto' AND ",
            is_past_deadline!(),
            " AND ",
            sending_state!(),
            " IN ('non_inviato', 'scartato')))
               AND (CAST($15 AS TEXT) IS NULL OR substr(r.end_date, 1, 7) = $15)
               AND (CAST($16 AS TEXT) IS NULL OR COALESCE(r.source_office, '') = $16) ",
            $tail
        )
    };
}
pub(crate) use filtered;

statements! {
    LIST = "record.list",
        filtered!(
            concat!(
                "r.id, r.person, p.surname, p.given_name, p.cf, r.benefit, r.start_date,
                 r.end_date, r.total_cents, r.state, r.reason_code, r.reason_message, r.office,
                 r.residence_comune, r.service_area, r.updated_at, ",
                sending_state!(),
                " AS sending_state"
            ),
            "ORDER BY p.search_key, r.person, r.start_date, r.id LIMIT $19 OFFSET $20"
        );
    COUNT = "record.count",
        filtered!("COUNT(*) AS n", "");
    AFTER = "record.after",
        filtered!(
            "r.id, r.person, r.occurrence, r.payload, r.updated_at",
            "AND (r.person, r.id) > ($19, $20) ORDER BY r.person, r.id LIMIT $21"
        );
    GET = "record.get",
        "SELECT id, person, occurrence, payload, updated_at FROM siuss_record
         WHERE ente = $1 AND id = $2";
    COUNT_BY_REASON = "record.count_by_reason",
        "SELECT state, reason_code, MIN(reason_message) AS reason_message, office, COUNT(*) AS n
         FROM siuss_record WHERE ente = $1
         GROUP BY state, reason_code, office ORDER BY n DESC, state, reason_code, office";
    TOTALS = "record.totals",
        "SELECT state, benefit, year, COUNT(*) AS n, COUNT(DISTINCT person) AS n_people,
                CAST(SUM(total_cents) AS BIGINT) AS total_cents
         FROM siuss_record WHERE ente = $1
         GROUP BY state, benefit, year ORDER BY state, benefit, year";
    [batch] OF_PEOPLE = "record.of_people", 1, [
        "SELECT id, person, occurrence, payload, updated_at FROM siuss_record
         WHERE ente = $1 AND person IN (",
        "?",
        ") ORDER BY person, id",
    ];
}

/// Which records: those for which all that is given holds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Only this state.
    pub state: Option<RecordState>,
    /// Only those for which this office must act, by the first reason.
    pub office: Option<Office>,
    /// Only those with this first reason.
    pub reason: Option<String>,
    /// Only this benefit.
    pub benefit: Option<String>,
    /// Only those that go into this format.
    pub kind: Option<FlowKind>,
    /// Only this year.
    pub year: Option<i16>,
    /// Only this person.
    pub person: Option<PersonId>,
    /// Only those that are so far on their way to INPS.
    pub sending: Option<SendingState>,
    /// Only people whose name or codice fiscale begins so; empty for all.
    pub text: String,
    /// Only this part of what is to be sent.
    pub share: Option<Share>,
    /// Only those that cover a time which ends in this month.
    pub month: Option<Month>,
    /// Only benefits of this office, or those of which no office is known.
    pub owner: Option<Owner>,
    /// By which days what is to be sent must have gone.
    pub deadlines: Deadlines,
}

/// A part of what is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Share {
    /// Everything that INPS waits for: whatever is not [`RecordState::NotDue`].
    Due,
    /// What somebody must complete or decide first.
    ToComplete,
    /// What INPS does not have although its deadline is past.
    Overdue,
}

impl Share {
    /// Every part.
    pub const ALL: &'static [Self] = &[Self::Due, Self::ToComplete, Self::Overdue];

    /// The name for storage and URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Due => "attesi",
            Self::ToComplete => "da_completare",
            Self::Overdue => "in_ritardo",
        }
    }

    /// The part whose [`Share::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|share| share.name() == name)
    }
}

/// The office whose benefit it is, where one is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner(pub Option<Office>);

impl Owner {
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            Some(office) => office.name(),
            None => "",
        }
    }
}

/// First days for which a record that ends then is not late yet; none where no deadline is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deadlines {
    /// Of benefits.
    pub benefits: Option<Date>,
    /// Of SINBA.
    pub minors: Option<Date>,
}

impl Deadlines {
    /// The first day of this format.
    pub const fn of(self, kind: FlowKind) -> Option<Date> {
        match kind {
            FlowKind::Benefits => self.benefits,
            FlowKind::Minors => self.minors,
        }
    }
}

impl RecordFilter {
    /// The ready records of a format, of one year or of all.
    pub fn ready(kind: FlowKind, year: Option<i16>) -> Self {
        Self {
            state: Some(RecordState::Ready),
            kind: Some(kind),
            year,
            ..Self::default()
        }
    }

    /// `$1` to `$18` of the statements that filter.
    pub(crate) fn params(&self, ente: EnteId) -> Vec<Param<'_>> {
        let Query {
            words: [first, second, third],
            cf,
        } = Query::new(&self.text);
        params![
            ente,
            self.state.map(RecordState::name),
            self.office.map(Office::name),
            self.reason.as_deref(),
            self.benefit.as_deref(),
            self.kind.map(FlowKind::name),
            self.year,
            self.person,
            first,
            second,
            third,
            cf,
            self.sending.map(SendingState::name),
            self.share.map(Share::name),
            self.month.map(|month| month.to_string()),
            self.owner.map(Owner::name),
            self.deadlines.benefits,
            self.deadlines.minors,
        ]
    }
}

/// How many records share state, first reason and office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCount {
    /// State.
    pub state: RecordState,
    /// Code of the first reason; none for records that are simply ready.
    pub reason_code: Option<String>,
    /// The reason in Italian, as one of the records has it.
    pub reason_message: Option<String>,
    /// Who must act.
    pub office: Option<Office>,
    /// Records.
    pub n: u64,
}

/// Records of one state, benefit and year, together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordTotal {
    /// State.
    pub state: RecordState,
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// Year.
    pub year: i16,
    /// Records.
    pub n: u64,
    /// Different people.
    pub n_people: u64,
    /// What was spent.
    pub total: Money,
}

/// Where a reading of whole records stands: after this person and record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    person: i64,
    record: i64,
}

/// A page of the records that `filter` lets through, by the person's name, then by time.
pub async fn list(
    tx: &mut Tx,
    ente: EnteId,
    filter: &RecordFilter,
    page: Page,
) -> Result<Vec<RecordLine>, StorageError> {
    let mut params = filter.params(ente);
    params.extend(params![page.limit(), page.offset()]);
    tx.fetch_all(&LIST, params)
        .await?
        .iter()
        .map(RecordLine::from_row)
        .collect()
}

/// How many records `filter` lets through.
pub async fn count(tx: &mut Tx, ente: EnteId, filter: &RecordFilter) -> Result<u64, StorageError> {
    tx.fetch_one(&COUNT, filter.params(ente)).await?.number("n")
}

/// At most `limit` whole records that `filter` lets through, person by person, after `cursor`; for
/// readings that do not fit in memory. An empty answer is the end. Begin with `Cursor::default()`.
pub async fn after(
    tx: &mut Tx,
    ente: EnteId,
    filter: &RecordFilter,
    cursor: &mut Cursor,
    limit: u32,
) -> Result<Vec<StoredRecord>, StorageError> {
    let mut params = filter.params(ente);
    params.extend(params![cursor.person, cursor.record, limit]);
    let rows = tx.fetch_all(&AFTER, params).await?;
    if let Some(last) = rows.last() {
        *cursor = Cursor {
            person: last.int("person")?,
            record: last.int("id")?,
        };
    }
    rows.iter().map(StoredRecord::from_row).collect()
}

/// All records of `people`, by person.
pub async fn of_people(
    tx: &mut Tx,
    ente: EnteId,
    people: &[PersonId],
) -> Result<Vec<StoredRecord>, StorageError> {
    let people = people.iter().map(|person| params![*person]).collect();
    tx.fetch_batch(&OF_PEOPLE, params![ente], people)
        .await?
        .iter()
        .map(StoredRecord::from_row)
        .collect()
}

/// The record `id`.
pub async fn get(
    tx: &mut Tx,
    ente: EnteId,
    id: RecordId,
) -> Result<Option<StoredRecord>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(StoredRecord::from_row).transpose()
}

/// All records of `ente` by state, first reason and office, most first.
pub async fn count_by_reason(tx: &mut Tx, ente: EnteId) -> Result<Vec<RecordCount>, StorageError> {
    let count = |row: &Row| {
        Ok(RecordCount {
            state: row.named("state", RecordState::from_name)?,
            reason_code: row.opt_text("reason_code")?,
            reason_message: row.opt_text("reason_message")?,
            office: row.opt_named("office", Office::from_name)?,
            n: row.number("n")?,
        })
    };
    tx.fetch_all(&COUNT_BY_REASON, params![ente])
        .await?
        .iter()
        .map(count)
        .collect()
}

/// All records of `ente` by state, benefit and year: the answer to which benefits and years occur,
/// how many records are ready, and what was spent.
pub async fn totals(tx: &mut Tx, ente: EnteId) -> Result<Vec<RecordTotal>, StorageError> {
    let total = |row: &Row| {
        Ok(RecordTotal {
            state: row.named("state", RecordState::from_name)?,
            benefit: row.opt_text("benefit")?,
            year: row.number("year")?,
            n: row.number("n")?,
            n_people: row.number("n_people")?,
            total: Money::from_cents(row.int("total_cents")?),
        })
    };
    tx.fetch_all(&TOTALS, params![ente])
        .await?
        .iter()
        .map(total)
        .collect()
}
