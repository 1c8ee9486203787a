//! A new local account.

use pas_domain::actor::{Actor, Role};
use pas_domain::ids::AccountId;
use pas_storage::account;

use crate::app::App;
use crate::error::AppError;
use crate::password;
use crate::use_case::CREATE_ACCOUNT;

/// An account to make.
#[derive(Clone)]
pub struct NewAccount {
    /// Name for signing in.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// First password, at least 12 characters.
    pub password: String,
}

/// Makes `account` in the actor's ente.
pub async fn create_account(
    app: &App,
    actor: &Actor,
    account: NewAccount,
) -> Result<AccountId, AppError> {
    check(&account)?;
    let mut work = app.work(actor, CREATE_ACCOUNT).await?;
    let hash = password::hash(account.password).await?;
    let new = account::NewAccount {
        username: &account.username,
        display_name: &account.display_name,
        role: account.role,
        password_hash: &hash,
    };
    let made = account::create(&mut work.tx, actor.ente, &new, app.clock.now()).await?;
    let id = made.ok_or_else(|| {
        AppError::Invalid("Questo nome utente esiste già: scegline un altro.".to_owned())
    })?;
    work.done(format!("account:{id}"), account.role.name()).await?;
    Ok(id)
}

/// Refuses names that cannot be typed again and passwords that can be guessed.
pub(crate) fn check(account: &NewAccount) -> Result<(), AppError> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-@".contains(character);
    if account.username.is_empty() || !account.username.chars().all(is_plain) {
        return Err(AppError::Invalid(
            "Il nome utente può avere solo lettere senza accento, cifre e i segni . _ - @"
                .to_owned(),
        ));
    }
    if account.display_name.trim().is_empty() {
        return Err(AppError::Invalid("Scrivi il nome della persona.".to_owned()));
    }
    if account.password.chars().count() < password::SHORTEST {
        return Err(AppError::Invalid(format!(
            "La password deve avere almeno {} caratteri.",
            password::SHORTEST
        )));
    }
    Ok(())
}
