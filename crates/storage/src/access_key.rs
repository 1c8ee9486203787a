//! Keys with which programs act for an account. Only the hash of a key is stored, and its beginning.

use std::fmt;

use jiff::Timestamp;
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::{AccessKeyId, AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    CREATE = "access_key.create",
        "INSERT INTO access_key (account, name, prefix, sha256, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    LIST = "access_key.list",
        "SELECT k.id, k.name, k.prefix, k.created_at, k.expires_at, k.revoked_at
         FROM access_key k JOIN account a ON a.id = k.account
         WHERE a.ente = $1 AND k.account = $2 ORDER BY k.id DESC";
    FIND = "access_key.find",
        "SELECT k.sha256, a.id, a.ente, a.role, a.username, a.display_name, e.name AS ente_name
         FROM access_key k JOIN account a ON a.id = k.account JOIN ente e ON e.id = a.ente
         WHERE k.prefix = $1 AND k.expires_at > $2 AND k.revoked_at IS NULL AND a.disabled = FALSE";
    REVOKE = "access_key.revoke",
        "UPDATE access_key SET revoked_at = $4
         WHERE id = $3 AND revoked_at IS NULL
           AND account IN (SELECT id FROM account WHERE ente = $1 AND id = $2)
         RETURNING prefix";
    REVOKE_OF_ACCOUNT = "access_key.revoke_of_account",
        "UPDATE access_key SET revoked_at = $3
         WHERE revoked_at IS NULL
           AND account IN (SELECT id FROM account WHERE ente = $1 AND id = $2)";
}

/// A key to keep.
#[derive(Clone, Copy)]
pub struct NewAccessKey<'a> {
    /// For whom it acts.
    pub account: AccountId,
    /// What the owner calls it.
    pub name: &'a str,
    /// Its first characters, by which it is found and known.
    pub prefix: &'a str,
    /// SHA-256 of the whole key.
    pub sha256: [u8; 32],
    /// Beginning.
    pub created_at: Timestamp,
    /// End.
    pub expires_at: Timestamp,
}

/// A key as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAccessKey {
    /// Its number.
    pub id: AccessKeyId,
    /// What the owner calls it.
    pub name: String,
    /// Its first characters.
    pub prefix: String,
    /// Beginning.
    pub created_at: Timestamp,
    /// End.
    pub expires_at: Timestamp,
    /// Since when it is not to be used any more.
    pub revoked_at: Option<Timestamp>,
}

/// For whom a key acts, and the hash that a key must have to be this one.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyHolder {
    /// SHA-256 of the whole key.
    pub sha256: [u8; 32],
    /// Who acts.
    pub actor: Actor,
    /// Name to show.
    pub display_name: String,
    /// Name of the ente, to show.
    pub ente_name: String,
}

/// Without names and hash.
impl fmt::Debug for KeyHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyHolder")
            .field("account", &self.actor.account)
            .finish_non_exhaustive()
    }
}

impl StoredAccessKey {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: AccessKeyId::new(row.int("id")?),
            name: row.text("name")?,
            prefix: row.text("prefix")?,
            created_at: row.instant("created_at")?,
            expires_at: row.instant("expires_at")?,
            revoked_at: row.opt_instant("revoked_at")?,
        })
    }
}

impl KeyHolder {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let actor = Actor {
            account: AccountId::new(row.int("id")?),
            ente: EnteId::new(row.int("ente")?),
            role: row.named("role", Role::from_name)?,
            username: row.text("username")?,
        };
        Ok(Self {
            sha256: row.sha256("sha256")?,
            actor,
            display_name: row.text("display_name")?,
            ente_name: row.text("ente_name")?,
        })
    }
}

/// Keeps a key.
pub async fn create(tx: &mut Tx, key: &NewAccessKey<'_>) -> Result<AccessKeyId, StorageError> {
    let params = params![
        key.account,
        key.name,
        key.prefix,
        &key.sha256,
        key.created_at,
        key.expires_at,
    ];
    let row = tx.fetch_one(&CREATE, params).await?;
    row.int("id").map(AccessKeyId::new)
}

/// The keys of an account of `ente`, newest first, the ended and revoked ones too.
pub async fn list(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
) -> Result<Vec<StoredAccessKey>, StorageError> {
    tx.fetch_all(&LIST, params![ente, account])
        .await?
        .iter()
        .map(StoredAccessKey::from_row)
        .collect()
}

/// Who holds the key that begins with `prefix`, unless it has ended at `now` or was revoked, or its
/// account is switched off. Whoever asks must compare the hash.
pub async fn find(
    tx: &mut Tx,
    prefix: &str,
    now: Timestamp,
) -> Result<Option<KeyHolder>, StorageError> {
    let row = tx.fetch_optional(&FIND, params![prefix, now]).await?;
    row.as_ref().map(KeyHolder::from_row).transpose()
}

/// Revokes the key `id` of an account; its beginning, where there was one in force.
pub async fn revoke(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
    id: AccessKeyId,
    now: Timestamp,
) -> Result<Option<String>, StorageError> {
    let params = params![ente, account, id, now];
    let row = tx.fetch_optional(&REVOKE, params).await?;
    row.map(|row| row.text("prefix")).transpose()
}

/// Revokes all keys of an account; how many there were.
pub async fn revoke_of_account(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
    now: Timestamp,
) -> Result<u64, StorageError> {
    tx.execute(&REVOKE_OF_ACCOUNT, params![ente, account, now])
        .await
}
