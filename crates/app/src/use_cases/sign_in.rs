//! Signing in with a local account, and finding the actor of a session.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use pas_domain::actor::Actor;
use pas_storage::account::{self, StoredAccount};
use pas_storage::audit::{self, AuditEntry, Outcome};
use pas_storage::session::{self, NewSession};
use pas_storage::{StorageError, Tx, sha256};
use rand::RngExt;

use crate::app::App;
use crate::error::AppError;
use crate::password;

/// How long a session lasts: a working day.
const SESSION: SignedDuration = SignedDuration::from_hours(10);
/// Wrong passwords in a row before an account is locked for a while.
const MAX_FAILURES: u32 = 5;
/// How long an account stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(15);

/// A session that has just begun: the token goes into the cookie, nowhere else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Secret of the session.
    pub token: String,
    /// End of the session.
    pub expires_at: Timestamp,
}

/// Why a sign-in was refused. The page says the same for both kinds of wrong credentials.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Unknown name or wrong password.
    #[error("nome utente o password non corretti")]
    WrongCredentials,
    /// Too many failures: try again later.
    #[error("troppi tentativi: riprova tra {minutes} minuti")]
    Locked {
        /// Minutes to wait.
        minutes: u32,
    },
    /// The account is switched off.
    #[error("l'account è disattivato: chiedi all'amministratore dell'ente")]
    Disabled,
    /// The program failed.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Who is behind a session.
#[derive(Debug, Clone)]
pub struct Session {
    /// The actor.
    pub actor: Actor,
    /// Name to show.
    pub display_name: String,
    /// Name of the ente, to show.
    pub ente_name: String,
    /// Secret that every form must carry.
    pub csrf: String,
}

/// Opens a session for `username` with `password`.
pub async fn sign_in(app: &App, username: &str, password: &str) -> Result<SignedIn, SignInError> {
    let now = app.clock.now();
    let mut tx = app.db.read().await.map_err(AppError::from)?;
    let account = account::find_by_username(&mut tx, username)
        .await
        .map_err(AppError::from)?;
    drop(tx);
    let hash = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let is_right = password::is_right(password.to_owned(), hash).await;
    let Some(account) = account else {
        return Err(SignInError::WrongCredentials);
    };
    let mut tx = app.db.begin().await.map_err(AppError::from)?;
    let outcome = judge(&mut tx, account, is_right, now)
        .await
        .map_err(AppError::from)?;
    tx.commit().await.map_err(AppError::from)?;
    outcome
}

/// Keeps what the attempt means: a session, or one failure more.
///
/// Every attempt counts as a failure until it proves right: so the others on the same account wait
/// for its end, and guesses made at the same moment are counted one after the other.
async fn judge(
    tx: &mut Tx,
    account: StoredAccount,
    is_right: bool,
    now: Timestamp,
) -> Result<Result<SignedIn, SignInError>, StorageError> {
    let failures = account::record_failed_login(tx, account.ente, account.id).await?;
    let account = account::get(tx, account.ente, account.id)
        .await?
        .unwrap_or(account);
    let account = &account;
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        audit(tx, account, now, Outcome::Denied).await?;
        let minutes = minutes_until(until, now);
        return Ok(Err(SignInError::Locked { minutes }));
    }
    if !is_right {
        if failures >= MAX_FAILURES {
            account::lock(tx, account.ente, account.id, now + LOCK).await?;
        }
        audit(tx, account, now, Outcome::Failed).await?;
        return Ok(Err(SignInError::WrongCredentials));
    }
    if account.is_disabled {
        audit(tx, account, now, Outcome::Denied).await?;
        return Ok(Err(SignInError::Disabled));
    }
    account::reset_failed_logins(tx, account.ente, account.id).await?;
    session::delete_expired(tx, now).await?;
    let signed_in = SignedIn {
        token: secret(),
        expires_at: now + SESSION,
    };
    let session = NewSession {
        token_sha256: sha256(signed_in.token.as_bytes()),
        account: account.id,
        csrf: &secret(),
        created_at: now,
        expires_at: signed_in.expires_at,
    };
    session::create(tx, &session).await?;
    audit(tx, account, now, Outcome::Done).await?;
    Ok(Ok(signed_in))
}

async fn audit(
    tx: &mut Tx,
    account: &StoredAccount,
    at: Timestamp,
    outcome: Outcome,
) -> Result<(), StorageError> {
    let entry = AuditEntry {
        ente: account.ente,
        at,
        account: Some(account.id),
        username: account.username.clone(),
        use_case: "sign_in".to_owned(),
        subject: format!("account:{}", account.id),
        detail: String::new(),
        outcome,
    };
    audit::append(tx, &entry).await.map(|_| ())
}

/// 256 random bits, as text for a cookie or a form.
fn secret() -> String {
    let bits: [u8; 32] = rand::rng().random();
    BASE64URL_NOPAD.encode(&bits)
}

fn minutes_until(until: Timestamp, now: Timestamp) -> u32 {
    let seconds = until.duration_since(now).as_secs();
    u32::try_from(seconds / 60 + 1).unwrap_or(u32::MAX)
}

/// The session whose token is `token`; `None` when there is none or it has ended.
pub async fn session(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    let mut tx = app.db.read().await?;
    let found = session::find(&mut tx, &sha256(token.as_bytes()), app.clock.now()).await?;
    Ok(found.map(|found| Session {
        actor: found.actor,
        display_name: found.display_name,
        ente_name: found.ente_name,
        csrf: found.csrf,
    }))
}

/// The actor of the account `username`, for a command that runs on the machine where the data are:
/// whoever may read the installation's folder needs no password to it. `None` when there is no such
/// account or it is switched off.
pub async fn local_actor(app: &App, username: &str) -> Result<Option<Actor>, AppError> {
    let mut tx = app.db.read().await?;
    let account = account::find_by_username(&mut tx, username).await?;
    let account = account.filter(|account| !account.is_disabled);
    Ok(account.map(|account| Actor {
        account: account.id,
        ente: account.ente,
        role: account.role,
        username: account.username,
    }))
}
