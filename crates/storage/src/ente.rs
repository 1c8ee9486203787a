//! The bodies that grant benefits; all other data belong to exactly one.

use jiff::Timestamp;
use pas_domain::fact::EnteIdentity;
use pas_domain::ids::EnteId;

use crate::error::StorageError;
use crate::param::params;
use crate::row::{Row, from_json, to_json};
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    CREATE = "ente.create",
        "INSERT INTO ente (name, created_at) VALUES ($1, $2) RETURNING id";
    CREATE_CHAIN = "ente.create_chain",
        "INSERT INTO audit_head (ente, seq, hash) VALUES ($1, 0, $2)";
    GET = "ente.get",
        "SELECT id, name, identity, data_version, created_at FROM ente WHERE id = $1";
    LIST = "ente.list",
        "SELECT id, name, identity, data_version, created_at FROM ente ORDER BY id";
    SET_IDENTITY = "ente.set_identity",
        "UPDATE ente SET name = $2, identity = $3, data_version = data_version + 1 WHERE id = $1";
    DATA_VERSION = "ente.data_version",
        "SELECT data_version FROM ente WHERE id = $1";
    TOUCH = "ente.touch",
        "UPDATE ente SET data_version = data_version + 1 WHERE id = $1 RETURNING data_version";
}

/// A body that grants benefits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ente {
    /// Its number.
    pub id: EnteId,
    /// Its name, to show.
    pub name: String,
    /// How it presents itself to INPS, once known.
    pub identity: Option<EnteIdentity>,
    /// Grows with every import and derivation: what was computed at one version holds until the
    /// next.
    pub data_version: i64,
    /// Since when it is here.
    pub created_at: Timestamp,
}

impl Ente {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let identity = row.opt_text("identity")?;
        Ok(Self {
            id: EnteId::new(row.int("id")?),
            name: row.text("name")?,
            identity: identity
                .map(|json| from_json(&json, "identity"))
                .transpose()?,
            data_version: row.int("data_version")?,
            created_at: row.instant("created_at")?,
        })
    }
}

/// Makes an ente, with an empty audit chain.
pub async fn create(tx: &mut Tx, name: &str, now: Timestamp) -> Result<EnteId, StorageError> {
    let row = tx.fetch_one(&CREATE, params![name, now]).await?;
    let ente = EnteId::new(row.int("id")?);
    tx.execute(&CREATE_CHAIN, params![ente, &crate::audit::FIRST_HASH])
        .await?;
    Ok(ente)
}

/// The ente `id`.
pub async fn get(tx: &mut Tx, id: EnteId) -> Result<Option<Ente>, StorageError> {
    let row = tx.fetch_optional(&GET, params![id]).await?;
    row.as_ref().map(Ente::from_row).transpose()
}

/// All enti of the installation, the oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Ente>, StorageError> {
    tx.fetch_all(&LIST, params![])
        .await?
        .iter()
        .map(Ente::from_row)
        .collect()
}

/// Sets how `ente` presents itself to INPS; its name to show follows.
pub async fn set_identity(
    tx: &mut Tx,
    ente: EnteId,
    identity: &EnteIdentity,
) -> Result<(), StorageError> {
    let json = to_json(identity, "identity")?;
    match tx
        .execute(&SET_IDENTITY, params![ente, &identity.name, json])
        .await?
    {
        0 => Err(StorageError::Missing { what: "l'ente" }),
        _ => Ok(()),
    }
}

/// Which state of the data of `ente` this is: a number that every import and derivation changes.
pub async fn data_version(tx: &mut Tx, ente: EnteId) -> Result<i64, StorageError> {
    match tx.fetch_optional(&DATA_VERSION, params![ente]).await? {
        Some(row) => row.int("data_version"),
        None => Err(StorageError::Missing { what: "l'ente" }),
    }
}

/// Marks the data of `ente` as changed and, on PostgreSQL, makes other writers of the same ente's
/// data wait for the end of this transaction. Imports and derivations do so by themselves.
pub async fn touch(tx: &mut Tx, ente: EnteId) -> Result<i64, StorageError> {
    match tx.fetch_optional(&TOUCH, params![ente]).await? {
        Some(row) => row.int("data_version"),
        None => Err(StorageError::Missing { what: "l'ente" }),
    }
}
