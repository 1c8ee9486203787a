//! Written flow files: their bytes, their gapless numbers, and what went into each, as it was then.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::ids::{AccountId, EnteId, FlowFileId, RecordId, SendingId};
use pas_domain::record::SiussRecord;
use pas_domain::sending::{Operation, OutcomeCode};

use crate::content::sha256;
use crate::error::StorageError;
use crate::page::Page;
use crate::param::params;
use crate::record::FlowKind;
use crate::row::{Row, to_json};
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT f.id, f.kind, f.name, f.day, f.number, f.sha256, f.n_bytes, f.n_records,
                    f.n_people, f.written_by, a.username, f.written_at,
                    u.day AS upload_day, u.number AS upload_number, b.username AS upload_by,
                    u.made_at AS upload_at,
                    (SELECT COUNT(*) FROM sending s
                     WHERE s.file = f.id AND s.outcome = 'OK') AS n_accepted,
                    (SELECT COUNT(*) FROM sending s
                     WHERE s.file = f.id AND s.outcome <> 'OK') AS n_refused
             FROM flow_file f JOIN account a ON a.id = f.written_by
             LEFT JOIN upload u ON u.file = f.id LEFT JOIN account b ON b.id = u.made_by
             WHERE f.ente = $1 ",
            $tail
        )
    };
}

statements! {
    NEXT_NUMBER = "flow_file.next_number",
        "INSERT INTO flow_counter (ente, kind, day, last) VALUES ($1, $2, $3, $4)
         ON CONFLICT (ente, kind, day) DO UPDATE SET last = flow_counter.last + $4
         RETURNING last";
    INSERT = "flow_file.insert",
        "INSERT INTO flow_file (ente, kind, name, day, number, sha256, n_bytes, n_records,
                                n_people, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";
    INSERT_CONTENT = "flow_file.insert_content",
        "INSERT INTO flow_content (file, bytes) VALUES ($1, $2)";
    GET = "flow_file.get",
        select!("AND f.id = $2");
    LIST = "flow_file.list",
        select!("ORDER BY f.id DESC");
    BYTES = "flow_file.bytes",
        "SELECT c.bytes FROM flow_content c JOIN flow_file f ON f.id = c.file
         WHERE f.ente = $1 AND f.id = $2";
    LINES = "flow_file.lines",
        "SELECT r.position, r.payload, r.operation, r.occurrence, r.cancels, r.follows,
                x.id AS record, s.id AS sending, s.outcome, s.outcome_text, s.acquired_at
         FROM flow_file_record r JOIN flow_file f ON f.id = r.file
         LEFT JOIN siuss_record x ON x.ente = f.ente AND x.record_key = r.record_key
                                 AND x.occurrence = r.occurrence
         LEFT JOIN sending s ON s.file = r.file AND s.record_key = r.record_key
                            AND s.occurrence = r.occurrence AND s.operation = r.operation
         WHERE f.ente = $1 AND f.id = $2 ORDER BY r.position LIMIT $3 OFFSET $4";
    [batch] INSERT_LINE = "flow_file.insert_line", 1, [
        "INSERT INTO flow_file_record (file, position, record, record_key, payload, operation,
                                       occurrence, cancels, follows) VALUES ",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    ];
}

/// A file to keep.
#[derive(Clone)]
pub struct NewFlowFile<'a> {
    /// Its format.
    pub kind: FlowKind,
    /// Its name.
    pub name: &'a str,
    /// The day that its name carries.
    pub day: Date,
    /// Its number of that day, from [`next_number`].
    pub number: i64,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Different people inside.
    pub n_people: u64,
    /// What it says, in its order.
    pub lines: &'a [NewLine],
    /// Who wrote it.
    pub written_by: AccountId,
    /// When.
    pub written_at: Timestamp,
}

/// Without the bytes.
impl fmt::Debug for NewFlowFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewFlowFile")
            .field("kind", &self.kind)
            .field("name", &self.name)
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A line to keep: a record and what the file asks for it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What it asks.
    pub operation: Operation,
    /// The record's number; none when it is not derived any more.
    pub record: Option<RecordId>,
    /// Which of the records with the same key, from 0.
    pub occurrence: i64,
    /// The record; of a cancellation, the one that it withdraws, as it was sent.
    pub content: SiussRecord,
    /// The sending that a cancellation withdraws.
    pub cancels: Option<SendingId>,
    /// The last sending of the record, which this line would follow.
    pub follows: Option<SendingId>,
}

/// Numbers only.
impl fmt::Debug for NewLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewLine")
            .field("operation", &self.operation)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// That a file was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredUpload {
    /// On which day.
    pub day: Date,
    /// Number of INPS's receipt.
    pub number: String,
    /// Who said so.
    pub username: String,
    /// When they said so.
    pub made_at: Timestamp,
}

/// A kept file, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFlowFile {
    /// Its id.
    pub id: FlowFileId,
    /// Its format.
    pub kind: FlowKind,
    /// Its name.
    pub name: String,
    /// The day that its name carries.
    pub day: Date,
    /// Its number of that day.
    pub number: i64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its size.
    pub n_bytes: u64,
    /// Records inside.
    pub n_records: u64,
    /// Different people inside.
    pub n_people: u64,
    /// Who wrote it.
    pub written_by: AccountId,
    /// Their username.
    pub username: String,
    /// When.
    pub written_at: Timestamp,
    /// That it was uploaded, if it was.
    pub upload: Option<StoredUpload>,
    /// Records that INPS has accepted.
    pub n_accepted: u64,
    /// Records that INPS has refused.
    pub n_refused: u64,
}

impl StoredFlowFile {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: FlowFileId::new(row.int("id")?),
            kind: row.named("kind", FlowKind::from_name)?,
            name: row.text("name")?,
            day: row.day("day")?,
            number: row.int("number")?,
            sha256: row.sha256("sha256")?,
            n_bytes: row.number("n_bytes")?,
            n_records: row.number("n_records")?,
            n_people: row.number("n_people")?,
            written_by: AccountId::new(row.int("written_by")?),
            username: row.text("username")?,
            written_at: row.instant("written_at")?,
            upload: StoredUpload::from_row(row)?,
            n_accepted: row.number("n_accepted")?,
            n_refused: row.number("n_refused")?,
        })
    }
}

impl StoredUpload {
    fn from_row(row: &Row) -> Result<Option<Self>, StorageError> {
        let Some(day) = row.opt_day("upload_day")? else {
            return Ok(None);
        };
        Ok(Some(Self {
            day,
            number: row.text("upload_number")?,
            username: row.text("upload_by")?,
            made_at: row.instant("upload_at")?,
        }))
    }
}

/// A line of a file, as it was written.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredLine {
    /// Its position in the file, from 0.
    pub position: u64,
    /// What it asks.
    pub operation: Operation,
    /// The record that is derived today for the same key, if any.
    pub record: Option<RecordId>,
    /// Which of the records with the same key, from 0.
    pub occurrence: i64,
    /// What the record was then, with where each value came from.
    pub content: SiussRecord,
    /// The sending that a cancellation withdraws.
    pub cancels: Option<SendingId>,
    /// The last sending of the record when the file was written.
    pub follows: Option<SendingId>,
    /// What became of it; none until the upload is registered.
    pub answer: Option<LineAnswer>,
}

/// What INPS has said of an uploaded line.
#[derive(Clone, PartialEq, Eq)]
pub struct LineAnswer {
    /// The sending that the line is.
    pub sending: SendingId,
    /// The outcome; none while it is awaited.
    pub outcome: Option<OutcomeCode>,
    /// INPS's own words.
    pub text: Option<String>,
    /// When the outcome was taken down.
    pub acquired_at: Option<Timestamp>,
}

impl StoredLine {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let answer = match row.opt_int("sending")? {
            None => None,
            Some(sending) => Some(LineAnswer {
                sending: SendingId::new(sending),
                outcome: row.opt_named("outcome", OutcomeCode::from_name)?,
                text: row.opt_text("outcome_text")?,
                acquired_at: row.opt_instant("acquired_at")?,
            }),
        };
        Ok(Self {
            position: row.number("position")?,
            operation: row.named("operation", Operation::from_letter)?,
            record: row.opt_int("record")?.map(RecordId::new),
            occurrence: row.int("occurrence")?,
            content: row.json("payload")?,
            cancels: row.opt_int("cancels")?.map(SendingId::new),
            follows: row.opt_int("follows")?.map(SendingId::new),
            answer,
        })
    }
}

/// Numbers only.
impl fmt::Debug for StoredLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredLine")
            .field("position", &self.position)
            .field("operation", &self.operation)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// Numbers and states only.
impl fmt::Debug for LineAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineAnswer")
            .field("sending", &self.sending)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// The next number of `kind` on `day`, from 1. It is taken only if the transaction is committed,
/// so that numbers have no gaps; others who ask wait until then.
pub async fn next_number(
    tx: &mut Tx,
    ente: EnteId,
    kind: FlowKind,
    day: Date,
) -> Result<i64, StorageError> {
    take_numbers(tx, ente, kind, day, 1).await
}

/// The first of the next `n` numbers of `kind` on `day`; as [`next_number`].
pub async fn take_numbers(
    tx: &mut Tx,
    ente: EnteId,
    kind: FlowKind,
    day: Date,
    n: usize,
) -> Result<i64, StorageError> {
    let n = i64::try_from(n).map_err(|_| StorageError::UnwritableValue { column: "last" })?;
    let params = params![ente, kind.name(), day, n];
    let last = tx.fetch_one(&NEXT_NUMBER, params).await?.int("last")?;
    Ok(last - n + 1)
}

/// Keeps a file of `ente`, line by line.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    file: &NewFlowFile<'_>,
) -> Result<FlowFileId, StorageError> {
    let count =
        |n: u64, column| i64::try_from(n).map_err(|_| StorageError::UnwritableValue { column });
    let params = params![
        ente,
        file.kind.name(),
        file.name,
        file.day,
        file.number,
        sha256(file.bytes),
        count(file.bytes.len() as u64, "n_bytes")?,
        count(file.lines.len() as u64, "n_records")?,
        count(file.n_people, "n_people")?,
        file.written_by,
        file.written_at,
    ];
    let id = FlowFileId::new(tx.fetch_one(&INSERT, params).await?.int("id")?);
    tx.execute(&INSERT_CONTENT, params![id, file.bytes]).await?;
    let lines = (0_i64..).zip(file.lines).map(|(position, line)| {
        Ok(params![
            position,
            line.record,
            &line.content.key,
            to_json(&line.content, "payload")?,
            line.operation.letter(),
            line.occurrence,
            line.cancels,
            line.follows,
        ])
    });
    let lines = lines.collect::<Result<_, StorageError>>()?;
    tx.execute_batch(&INSERT_LINE, params![id], lines).await?;
    Ok(id)
}

/// The file `id`.
pub async fn get(
    tx: &mut Tx,
    ente: EnteId,
    id: FlowFileId,
) -> Result<Option<StoredFlowFile>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(StoredFlowFile::from_row).transpose()
}

/// The files of `ente`, newest first.
pub async fn list(tx: &mut Tx, ente: EnteId) -> Result<Vec<StoredFlowFile>, StorageError> {
    tx.fetch_all(&LIST, params![ente])
        .await?
        .iter()
        .map(StoredFlowFile::from_row)
        .collect()
}

/// The bytes of a file.
pub async fn bytes(
    tx: &mut Tx,
    ente: EnteId,
    id: FlowFileId,
) -> Result<Option<Vec<u8>>, StorageError> {
    let row = tx.fetch_optional(&BYTES, params![ente, id]).await?;
    row.map(|row| row.bytes("bytes")).transpose()
}

/// A page of the lines of a file, in its order.
pub async fn lines(
    tx: &mut Tx,
    ente: EnteId,
    id: FlowFileId,
    page: Page,
) -> Result<Vec<StoredLine>, StorageError> {
    let params = params![ente, id, page.limit(), page.offset()];
    tx.fetch_all(&LINES, params)
        .await?
        .iter()
        .map(StoredLine::from_row)
        .collect()
}
