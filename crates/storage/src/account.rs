//! Local accounts, each bound to one ente and one role.

use std::fmt;

use jiff::Timestamp;
use pas_domain::actor::Role;
use pas_domain::ids::{AccountId, EnteId};

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! columns {
    () => {
        "id, ente, username, display_name, role, password_hash, disabled, failed_logins, \
         locked_until, created_at"
    };
}

statements! {
    CREATE = "account.create",
        "INSERT INTO account (ente, username, display_name, role, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (username) DO NOTHING RETURNING id";
    FIND_BY_USERNAME = "account.find_by_username",
        concat!("SELECT ", columns!(), " FROM account WHERE username = $1");
    GET = "account.get",
        concat!("SELECT ", columns!(), " FROM account WHERE ente = $1 AND id = $2");
    LIST = "account.list",
        concat!("SELECT ", columns!(), " FROM account WHERE ente = $1 ORDER BY username");
    SET_DISABLED = "account.set_disabled",
        "UPDATE account SET disabled = $3 WHERE ente = $1 AND id = $2";
    SET_PASSWORD = "account.set_password",
        "UPDATE account SET password_hash = $3, failed_logins = 0, locked_until = NULL
         WHERE ente = $1 AND id = $2";
    RECORD_FAILED_LOGIN = "account.record_failed_login",
        "UPDATE account SET failed_logins = failed_logins + 1
         WHERE ente = $1 AND id = $2 RETURNING failed_logins";
    LOCK = "account.lock",
        "UPDATE account SET locked_until = $3 WHERE ente = $1 AND id = $2";
    RESET_FAILED_LOGINS = "account.reset_failed_logins",
        "UPDATE account SET failed_logins = 0, locked_until = NULL WHERE ente = $1 AND id = $2";
}

/// An account to make.
#[derive(Clone)]
pub struct NewAccount<'a> {
    /// Name for signing in, one in the whole installation.
    pub username: &'a str,
    /// Name to show.
    pub display_name: &'a str,
    /// Role.
    pub role: Role,
    /// Hash of the password, in the PHC string format. Never the password.
    pub password_hash: &'a str,
}

/// An account as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredAccount {
    /// Its number.
    pub id: AccountId,
    /// The ente it belongs to.
    pub ente: EnteId,
    /// Name for signing in.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Hash of the password, in the PHC string format.
    pub password_hash: String,
    /// Switched off.
    pub is_disabled: bool,
    /// Wrong passwords since the last right one.
    pub failed_logins: u32,
    /// No sign-in before this instant.
    pub locked_until: Option<Timestamp>,
    /// Since when it is here.
    pub created_at: Timestamp,
}

impl StoredAccount {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: AccountId::new(row.int("id")?),
            ente: EnteId::new(row.int("ente")?),
            username: row.text("username")?,
            display_name: row.text("display_name")?,
            role: row.named("role", Role::from_name)?,
            password_hash: row.text("password_hash")?,
            is_disabled: row.flag("disabled")?,
            failed_logins: row.number("failed_logins")?,
            locked_until: row.opt_instant("locked_until")?,
            created_at: row.instant("created_at")?,
        })
    }
}

/// Without names and password hash.
impl fmt::Debug for StoredAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredAccount")
            .field("id", &self.id)
            .field("ente", &self.ente)
            .field("role", &self.role)
            .field("is_disabled", &self.is_disabled)
            .finish_non_exhaustive()
    }
}

/// Makes `account` in `ente`; `None` when the username is taken, be it in another ente.
pub async fn create(
    tx: &mut Tx,
    ente: EnteId,
    account: &NewAccount<'_>,
    now: Timestamp,
) -> Result<Option<AccountId>, StorageError> {
    let role = account.role.name();
    let params = params![
        ente,
        account.username,
        account.display_name,
        role,
        account.password_hash,
        now,
    ];
    let row = tx.fetch_optional(&CREATE, params).await?;
    row.map(|row| row.int("id").map(AccountId::new)).transpose()
}

/// The account that signs in as `username`, of whichever ente, switched off or not.
pub async fn find_by_username(
    tx: &mut Tx,
    username: &str,
) -> Result<Option<StoredAccount>, StorageError> {
    let row = tx
        .fetch_optional(&FIND_BY_USERNAME, params![username])
        .await?;
    row.as_ref().map(StoredAccount::from_row).transpose()
}

/// The account `id` of `ente`.
pub async fn get(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
) -> Result<Option<StoredAccount>, StorageError> {
    let row = tx.fetch_optional(&GET, params![ente, id]).await?;
    row.as_ref().map(StoredAccount::from_row).transpose()
}

/// The accounts of `ente`, by username.
pub async fn list(tx: &mut Tx, ente: EnteId) -> Result<Vec<StoredAccount>, StorageError> {
    tx.fetch_all(&LIST, params![ente])
        .await?
        .iter()
        .map(StoredAccount::from_row)
        .collect()
}

/// Switches an account off or on. Its sessions are refused at once, and may be deleted with
/// [`session::delete_of_account`](crate::session::delete_of_account).
pub async fn set_disabled(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
    is_disabled: bool,
) -> Result<(), StorageError> {
    found(
        tx.execute(&SET_DISABLED, params![ente, id, is_disabled])
            .await?,
    )
}

/// Gives an account another password, and forgets its failures.
pub async fn set_password(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
    password_hash: &str,
) -> Result<(), StorageError> {
    found(
        tx.execute(&SET_PASSWORD, params![ente, id, password_hash])
            .await?,
    )
}

/// Counts a wrong password; how many there were since the last right one.
pub async fn record_failed_login(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
) -> Result<u32, StorageError> {
    match tx
        .fetch_optional(&RECORD_FAILED_LOGIN, params![ente, id])
        .await?
    {
        Some(row) => row.number("failed_logins"),
        None => Err(MISSING),
    }
}

/// Refuses sign-ins before `until`.
pub async fn lock(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
    until: Timestamp,
) -> Result<(), StorageError> {
    found(tx.execute(&LOCK, params![ente, id, until]).await?)
}

/// Forgets wrong passwords and lock, after a right password.
pub async fn reset_failed_logins(
    tx: &mut Tx,
    ente: EnteId,
    id: AccountId,
) -> Result<(), StorageError> {
    found(tx.execute(&RESET_FAILED_LOGINS, params![ente, id]).await?)
}

const MISSING: StorageError = StorageError::Missing { what: "l'account" };

const fn found(n: u64) -> Result<(), StorageError> {
    if n == 0 { Err(MISSING) } else { Ok(()) }
}
