//! That a file was uploaded in INPS's web form, and the receipts that INPS gave.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use pas_domain::ids::{AccountId, EnteId, FlowFileId, ReceiptId};
use pas_domain::sending::Channel;

use crate::content::sha256;
use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    REGISTER = "upload.register",
        "INSERT INTO upload (ente, file, day, number, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (file) DO NOTHING";
    OVERTAKEN = "upload.overtaken",
        "SELECT r.position, s.channel, s.flow_name
         FROM flow_file_record r JOIN flow_file f ON f.id = r.file
         JOIN sending s ON s.ente = f.ente AND s.record_key = r.record_key
                       AND s.occurrence = r.occurrence AND s.is_last
         WHERE f.ente = $1 AND f.id = $2 AND (r.follows IS NULL OR s.id <> r.follows)
         ORDER BY r.position";
    KEEP_RECEIPT = "receipt.keep",
        "INSERT INTO receipt (ente, file, filename, sha256, n_bytes, bytes, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    RECEIPTS = "receipt.of_file",
        "SELECT r.id, r.filename, r.sha256, r.n_bytes, a.username, r.made_at
         FROM receipt r JOIN account a ON a.id = r.made_by
         WHERE r.ente = $1 AND r.file = $2 ORDER BY r.id";
    RECEIPT = "receipt.get",
        "SELECT filename, bytes FROM receipt WHERE ente = $1 AND id = $2";
}

/// A line of a file whose record was sent otherwise after the file was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtaken {
    /// Its position in the file, from 0.
    pub position: u64,
    /// How the record went.
    pub channel: Channel,
    /// In which flow or file.
    pub flow_name: String,
}

/// A receipt to keep.
#[derive(Clone)]
pub struct NewReceipt<'a> {
    /// The file that it is of.
    pub file: FlowFileId,
    /// Its own name.
    pub filename: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Who brought it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Timestamp,
}

/// Without name and bytes, in which INPS may name people.
impl fmt::Debug for NewReceipt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewReceipt")
            .field("file", &self.file)
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A kept receipt, without its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredReceipt {
    /// Its number.
    pub id: ReceiptId,
    /// Its own name.
    pub filename: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its size.
    pub n_bytes: u64,
    /// Who brought it.
    pub username: String,
    /// When.
    pub made_at: Timestamp,
}

/// Without the name, in which INPS may name people.
impl fmt::Debug for StoredReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredReceipt")
            .field("id", &self.id)
            .field("n_bytes", &self.n_bytes)
            .finish_non_exhaustive()
    }
}

/// Notes that `file` was uploaded on `day`, and the number of INPS's receipt; whether it was not
/// noted before.
pub async fn register(
    tx: &mut Tx,
    ente: EnteId,
    file: FlowFileId,
    (day, number): (Date, &str),
    made_by: AccountId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params![ente, file, day, number, made_by, now];
    Ok(tx.execute(&REGISTER, params).await? == 1)
}

/// The lines of `file` whose records have another last sending than when the file was written.
pub async fn overtaken(
    tx: &mut Tx,
    ente: EnteId,
    file: FlowFileId,
) -> Result<Vec<Overtaken>, StorageError> {
    let line = |row: &Row| {
        Ok(Overtaken {
            position: row.number("position")?,
            channel: row.named("channel", Channel::from_name)?,
            flow_name: row.text("flow_name")?,
        })
    };
    tx.fetch_all(&OVERTAKEN, params![ente, file])
        .await?
        .iter()
        .map(line)
        .collect()
}

/// Keeps a receipt.
pub async fn keep_receipt(
    tx: &mut Tx,
    ente: EnteId,
    receipt: &NewReceipt<'_>,
) -> Result<(), StorageError> {
    let n_bytes = i64::try_from(receipt.bytes.len())
        .map_err(|_| StorageError::UnwritableValue { column: "n_bytes" })?;
    let params = params![
        ente,
        receipt.file,
        receipt.filename,
        sha256(receipt.bytes),
        n_bytes,
        receipt.bytes,
        receipt.made_by,
        receipt.made_at,
    ];
    tx.execute(&KEEP_RECEIPT, params).await.map(|_| ())
}

/// The receipts of `file`, oldest first.
pub async fn receipts(
    tx: &mut Tx,
    ente: EnteId,
    file: FlowFileId,
) -> Result<Vec<StoredReceipt>, StorageError> {
    let receipt = |row: &Row| {
        Ok(StoredReceipt {
            id: ReceiptId::new(row.int("id")?),
            filename: row.text("filename")?,
            sha256: row.sha256("sha256")?,
            n_bytes: row.number("n_bytes")?,
            username: row.text("username")?,
            made_at: row.instant("made_at")?,
        })
    };
    tx.fetch_all(&RECEIPTS, params![ente, file])
        .await?
        .iter()
        .map(receipt)
        .collect()
}

/// Name and bytes of a receipt.
pub async fn receipt(
    tx: &mut Tx,
    ente: EnteId,
    id: ReceiptId,
) -> Result<Option<(String, Vec<u8>)>, StorageError> {
    let row = tx.fetch_optional(&RECEIPT, params![ente, id]).await?;
    row.map(|row| Ok((row.text("filename")?, row.bytes("bytes")?)))
        .transpose()
}
