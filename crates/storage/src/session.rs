//! Sessions of signed-in accounts. Only the hash of a token is stored.

use std::fmt;

use jiff::Timestamp;
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::{AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    CREATE = "session.create",
        "INSERT INTO session (token_sha256, account, csrf, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)";
    FIND = "session.find",
        "SELECT s.csrf, s.expires_at, a.id, a.ente, a.role, a.username, a.display_name,
                e.name AS ente_name
         FROM session s JOIN account a ON a.id = s.account JOIN ente e ON e.id = a.ente
         WHERE s.token_sha256 = $1 AND s.expires_at > $2 AND a.disabled = FALSE";
    DELETE = "session.delete",
        "DELETE FROM session WHERE token_sha256 = $1";
    DELETE_EXPIRED = "session.delete_expired",
        "DELETE FROM session WHERE expires_at <= $1";
    DELETE_OF_ACCOUNT = "session.delete_of_account",
        "DELETE FROM session
         WHERE account IN (SELECT id FROM account WHERE ente = $1 AND id = $2)";
}

/// A session to open.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// SHA-256 of the secret that goes into the cookie.
    pub token_sha256: [u8; 32],
    /// Whose it is.
    pub account: AccountId,
    /// Secret that every form must carry.
    pub csrf: &'a str,
    /// Beginning.
    pub created_at: Timestamp,
    /// End.
    pub expires_at: Timestamp,
}

/// A session in force, with its account and ente.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Who acts.
    pub actor: Actor,
    /// Name to show.
    pub display_name: String,
    /// Name of the ente, to show.
    pub ente_name: String,
    /// Secret that every form must carry.
    pub csrf: String,
    /// End.
    pub expires_at: Timestamp,
}

impl StoredSession {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let actor = Actor {
            account: AccountId::new(row.int("id")?),
            ente: EnteId::new(row.int("ente")?),
            role: row.named("role", Role::from_name)?,
            username: row.text("username")?,
        };
        Ok(Self {
            actor,
            display_name: row.text("display_name")?,
            ente_name: row.text("ente_name")?,
            csrf: row.text("csrf")?,
            expires_at: row.instant("expires_at")?,
        })
    }
}

/// Without names and secrets.
impl fmt::Debug for StoredSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredSession")
            .field("account", &self.actor.account)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Opens a session.
pub async fn create(tx: &mut Tx, session: &NewSession<'_>) -> Result<(), StorageError> {
    let params = params![
        &session.token_sha256,
        session.account,
        session.csrf,
        session.created_at,
        session.expires_at,
    ];
    tx.execute(&CREATE, params).await?;
    Ok(())
}

/// The session of a token, unless it has ended at `now` or its account is switched off.
pub async fn find(
    tx: &mut Tx,
    token_sha256: &[u8; 32],
    now: Timestamp,
) -> Result<Option<StoredSession>, StorageError> {
    let row = tx.fetch_optional(&FIND, params![token_sha256, now]).await?;
    row.as_ref().map(StoredSession::from_row).transpose()
}

/// Ends the session of a token; whether there was one.
pub async fn delete(tx: &mut Tx, token_sha256: &[u8; 32]) -> Result<bool, StorageError> {
    Ok(tx.execute(&DELETE, params![token_sha256]).await? > 0)
}

/// Forgets the sessions that have ended at `now`; how many there were.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64, StorageError> {
    tx.execute(&DELETE_EXPIRED, params![now]).await
}

/// Ends all sessions of an account; how many there were.
pub async fn delete_of_account(
    tx: &mut Tx,
    ente: EnteId,
    account: AccountId,
) -> Result<u64, StorageError> {
    tx.execute(&DELETE_OF_ACCOUNT, params![ente, account]).await
}
