//! Signing in with a local account, and finding the actor of a session.

use jiff::Timestamp;
use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;

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
    let _ = (app, username, password);
    Err(AppError::Setup("in costruzione".to_owned()).into())
}

/// The session whose token is `token`; `None` when there is none or it has ended.
pub async fn session(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    let _ = (app, token);
    Err(AppError::Setup("in costruzione".to_owned()))
}
