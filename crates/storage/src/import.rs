//! Imported files: kept byte for byte, counted row by row.

use std::fmt;

use jiff::Timestamp;
use pas_domain::ids::{AccountId, EnteId, ImportId};
use pas_domain::office::Office;

use crate::content::sha256;
use crate::ente;
use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT i.id, i.office, i.layout, i.layout_version, i.filename, i.sha256, i.n_bytes,
                    i.format, i.encoding, i.n_read, i.n_used, i.n_repaired, i.n_set_aside,
                    i.sheets, i.imported_by, a.username, i.imported_at
             FROM import_file i JOIN account a ON a.id = i.imported_by
             WHERE i.ente = $1 ",
            $tail
        )
    };
}

statements! {
    INSERT = "import.insert",
        "INSERT INTO import_file (ente, office, layout, layout_version, filename, sha256, n_bytes,
                                  format, encoding, n_read, n_used, n_repaired, n_set_aside,
                                  sheets, imported_by, imported_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         RETURNING id";
    INSERT_CONTENT = "import.insert_content",
        "INSERT INTO import_content (import, bytes) VALUES ($1, $2)";
    SET_TALLY = "import.set_tally",
        "UPDATE import_file SET n_read = $3, n_used = $4, n_repaired = $5, n_set_aside = $6,
                                sheets = $7
         WHERE ente = $1 AND id = $2";
    FIND_BY_HASH = "import.find_by_hash",
        select!("AND i.office = $2 AND i.sha256 = $3");
    IS_ONLY = "import.is_only",
        "SELECT COUNT(*) AS n FROM import_file WHERE ente = $1 AND office = $2 AND id <> $3";
    GET = "import.get",
        select!("AND i.id = $2");
    LIST = "import.list",
        select!("ORDER BY i.office, i.id DESC");
    BYTES = "import.bytes",
        "SELECT c.bytes FROM import_content c JOIN import_file i ON i.id = c.import
         WHERE i.ente = $1 AND i.id = $2";
}

/// Rows counted; `used + set_aside = read`, and the database refuses anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Data rows read.
    pub read: u64,
    /// Rows used.
    pub used: u64,
    /// Of the rows used, those with a repaired cell.
    pub repaired: u64,
    /// Rows set aside.
    pub set_aside: u64,
}

/// A file to keep.
#[derive(Clone)]
pub struct NewImport<'a> {
    /// Who sent it.
    pub office: Office,
    /// The layout that recognised it.
    pub layout: &'a str,
    /// Version of the layout.
    pub layout_version: &'a str,
    /// Its name, without folders.
    pub filename: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its format, as the reader found it.
    pub format: &'a str,
    /// How its text is encoded; none for workbooks.
    pub encoding: Option<&'a str>,
    /// Its rows; may be set later with [`set_tally`], when they are read while facts are stored.
    pub tally: Tally,
    /// What the reader says of its sheets, as JSON.
    pub sheets: &'a str,
    /// Who brought it in.
    pub imported_by: AccountId,
    /// When.
    pub imported_at: Timestamp,
}

/// Without the bytes.
impl fmt::Debug for NewImport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewImport")
            .field("office", &self.office)
            .field("layout", &self.layout)
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A kept file, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImport {
    /// Its number.
    pub id: ImportId,
    /// Who sent it.
    pub office: Office,
    /// The layout that recognised it.
    pub layout: String,
    /// Version of the layout.
    pub layout_version: String,
    /// Its name.
    pub filename: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its size.
    pub n_bytes: u64,
    /// Its format.
    pub format: String,
    /// How its text is encoded.
    pub encoding: Option<String>,
    /// Its rows.
    pub tally: Tally,
    /// What the reader says of its sheets, as JSON.
    pub sheets: String,
    /// Who brought it in.
    pub imported_by: AccountId,
    /// Their username.
    pub username: String,
    /// When.
    pub imported_at: Timestamp,
}

impl StoredImport {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let tally = Tally {
            read: row.number("n_read")?,
            used: row.number("n_used")?,
            repaired: row.number("n_repaired")?,
            set_aside: row.number("n_set_aside")?,
        };
        Ok(Self {
            id: ImportId::new(row.int("id")?),
            office: row.named("office", Office::from_name)?,
            layout: row.text("layout")?,
            layout_version: row.text("layout_version")?,
            filename: row.text("filename")?,
            sha256: row.sha256("sha256")?,
            n_bytes: row.number("n_bytes")?,
            format: row.text("format")?,
            encoding: row.opt_text("encoding")?,
            tally,
            sheets: row.text("sheets")?,
            imported_by: AccountId::new(row.int("imported_by")?),
            username: row.text("username")?,
            imported_at: row.instant("imported_at")?,
        })
    }
}

fn count(n: u64, column: &'static str) -> Result<i64, StorageError> {
    i64::try_from(n).map_err(|_| StorageError::UnwritableValue { column })
}

/// Keeps a file of `ente`. The same bytes of the same office cannot be kept twice: ask
/// [`find_by_hash`] first.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    import: &NewImport<'_>,
) -> Result<ImportId, StorageError> {
    ente::touch(tx, ente).await?;
    let params = params![
        ente,
        import.office.name(),
        import.layout,
        import.layout_version,
        import.filename,
        sha256(import.bytes),
        count(import.bytes.len() as u64, "n_bytes")?,
        import.format,
        import.encoding,
        count(import.tally.read, "n_read")?,
        count(import.tally.used, "n_used")?,
        count(import.tally.repaired, "n_repaired")?,
        count(import.tally.set_aside, "n_set_aside")?,
        import.sheets,
        import.imported_by,
        import.imported_at,
    ];
    let id = ImportId::new(tx.fetch_one(&INSERT, params).await?.int("id")?);
    tx.execute(&INSERT_CONTENT, params![id, import.bytes])
        .await?;
    Ok(id)
}

/// Sets what was counted of a file, once it is read to the end.
pub async fn set_tally(
    tx: &mut Tx,
    ente: EnteId,
    import: ImportId,
    tally: Tally,
    sheets: &str,
) -> Result<(), StorageError> {
    let params = params![
        ente,
        import,
        count(tally.read, "n_read")?,
        count(tally.used, "n_used")?,
        count(tally.repaired, "n_repaired")?,
        count(tally.set_aside, "n_set_aside")?,
        sheets,
    ];
    match tx.execute(&SET_TALLY, params).await? {
        0 => Err(StorageError::Missing {
            what: "il file importato",
        }),
        _ => Ok(()),
    }
}

/// The file with these very bytes that `office` sent before; see [`sha256`].
pub async fn find_by_hash(
    tx: &mut Tx,
    ente: EnteId,
    office: Office,
    sha256: &[u8; 32],
) -> Result<Option<StoredImport>, StorageError> {
    let row = tx
        .fetch_optional(&FIND_BY_HASH, params![ente, office.name(), sha256])
        .await?;
    row.as_ref().map(StoredImport::from_row).transpose()
}

/// Whether `import` is the only file that `office` ever sent: no other can have replaced anything.
pub async fn is_only(
    tx: &mut Tx,
    ente: EnteId,
    office: Office,
    import: ImportId,
) -> Result<bool, StorageError> {
    let params = params![ente, office.name(), import];
    Ok(tx.fetch_one(&IS_ONLY, params).await?.int("n")? == 0)
}

/// The file `id`.
pub async fn get(
    tx: &mut Tx,
    ente: EnteId,
    id: ImportId,
) -> Result<Option<StoredImport>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(StoredImport::from_row).transpose()
}

/// The files of `ente`, by office, newest first.
pub async fn list(tx: &mut Tx, ente: EnteId) -> Result<Vec<StoredImport>, StorageError> {
    tx.fetch_all(&LIST, params![ente])
        .await?
        .iter()
        .map(StoredImport::from_row)
        .collect()
}

/// The bytes of a file, as they came.
pub async fn bytes(
    tx: &mut Tx,
    ente: EnteId,
    id: ImportId,
) -> Result<Option<Vec<u8>>, StorageError> {
    let row = tx.fetch_optional(&BYTES, params![ente, id]).await?;
    row.map(|row| row.bytes("bytes")).transpose()
}
