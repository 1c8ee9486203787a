//! Written flow files: their bytes, their gapless numbers, and what went into each, as it was then.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::ids::{AccountId, EnteId, FlowFileId, RecordId};
use pas_domain::record::SiussRecord;

use crate::content::sha256;
use crate::error::StorageError;
use crate::page::Page;
use crate::param::params;
use crate::record::FlowKind;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT f.id, f.kind, f.name, f.day, f.number, f.sha256, f.n_bytes, f.n_records,
                    f.n_people, f.written_by, a.username, f.written_at
             FROM flow_file f JOIN account a ON a.id = f.written_by
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
    INSERT_RECORD = "flow_file.insert_record",
        "INSERT INTO flow_file_record (file, position, record, record_key, payload)
         SELECT CAST($3 AS BIGINT), CAST($4 AS BIGINT), id, record_key, payload
         FROM siuss_record WHERE ente = $1 AND id = $2";
    GET = "flow_file.get",
        select!("AND f.id = $2");
    LIST = "flow_file.list",
        select!("ORDER BY f.id DESC");
    BYTES = "flow_file.bytes",
        "SELECT c.bytes FROM flow_content c JOIN flow_file f ON f.id = c.file
         WHERE f.ente = $1 AND f.id = $2";
    RECORDS = "flow_file.records",
        "SELECT r.position, r.record, r.payload
         FROM flow_file_record r JOIN flow_file f ON f.id = r.file
         WHERE f.ente = $1 AND f.id = $2 ORDER BY r.position LIMIT $3 OFFSET $4";
    OF_RECORD = "flow_file.of_record",
        "SELECT f.id, r.position FROM flow_file_record r JOIN flow_file f ON f.id = r.file
         WHERE f.ente = $1 AND r.record = $2 ORDER BY f.id";
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
    /// The records inside, in the order of the file.
    pub records: &'a [RecordId],
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
        })
    }
}

/// A record as it went into a file.
#[derive(Clone, PartialEq, Eq)]
pub struct SentRecord {
    /// Its position in the file, from 0.
    pub position: u64,
    /// Its number; the record may have changed or vanished since.
    pub record: RecordId,
    /// What it was then, with where each value came from.
    pub content: SiussRecord,
}

/// Numbers only.
impl fmt::Debug for SentRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRecord")
            .field("position", &self.position)
            .field("record", &self.record)
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

/// Keeps a file of `ente`, with its records as they are now.
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
        count(file.records.len() as u64, "n_records")?,
        count(file.n_people, "n_people")?,
        file.written_by,
        file.written_at,
    ];
    let id = FlowFileId::new(tx.fetch_one(&INSERT, params).await?.int("id")?);
    tx.execute(&INSERT_CONTENT, params![id, file.bytes]).await?;
    for (position, record) in (0_i64..).zip(file.records) {
        let params = params![ente, *record, id, position];
        if tx.execute(&INSERT_RECORD, params).await? == 0 {
            return Err(StorageError::Missing {
                what: "un record del flusso",
            });
        }
    }
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

/// A page of the records of a file, in its order.
pub async fn records(
    tx: &mut Tx,
    ente: EnteId,
    id: FlowFileId,
    page: Page,
) -> Result<Vec<SentRecord>, StorageError> {
    let sent = |row: &Row| {
        Ok(SentRecord {
            position: row.number("position")?,
            record: RecordId::new(row.int("record")?),
            content: row.json("payload")?,
        })
    };
    let params = params![ente, id, page.limit(), page.offset()];
    tx.fetch_all(&RECORDS, params)
        .await?
        .iter()
        .map(sent)
        .collect()
}

/// The files into which a record went, with its position in each.
pub async fn of_record(
    tx: &mut Tx,
    ente: EnteId,
    record: RecordId,
) -> Result<Vec<(FlowFileId, u64)>, StorageError> {
    let place = |row: &Row| Ok((FlowFileId::new(row.int("id")?), row.number("position")?));
    tx.fetch_all(&OF_RECORD, params![ente, record])
        .await?
        .iter()
        .map(place)
        .collect()
}
