//! A new local account.

use jiff::Timestamp;
use pas_domain::actor::{Actor, Role};
use pas_domain::ids::{AccountId, EnteId};
use pas_storage::audit::{self, AuditEntry, Outcome};
use pas_storage::{Tx, account, ente};

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
    let mut work = app.work(actor, CREATE_ACCOUNT).await?;
    check(&account)?;
    let hash = password::hash(account.password).await?;
    let new = account::NewAccount {
        username: &account.username,
        display_name: &account.display_name,
        role: account.role,
        password_hash: &hash,
    };
    let made = account::create(&mut work.tx, actor.ente, &new, app.clock.now()).await?;
    let id = made.ok_or_else(name_taken)?;
    work.done(format!("account:{id}"), account.role.name())
        .await?;
    Ok(id)
}

/// Refuses names that cannot be typed again and passwords that can be guessed.
pub(crate) fn check(account: &NewAccount) -> Result<(), AppError> {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "._-@".contains(character);
    if account.username.is_empty() || !account.username.chars().all(is_plain) {
        return Err(AppError::Invalid(
            "Il nome utente può avere solo lettere senza accento, cifre e i segni . _ - @"
                .to_owned(),
        ));
    }
    if account.display_name.trim().is_empty() {
        return Err(AppError::Invalid(
            "Scrivi il nome della persona.".to_owned(),
        ));
    }
    if account.password.chars().count() < password::SHORTEST {
        return Err(AppError::Invalid(format!(
            "La password deve avere almeno {} caratteri.",
            password::SHORTEST
        )));
    }
    Ok(())
}

/// Makes `account` for a command that runs on the machine where the data are: in the ente named
/// `ente`, which is made if there is none of that name; without a name, in the only ente.
pub async fn create_local_account(
    app: &App,
    ente: Option<&str>,
    account: NewAccount,
) -> Result<AccountId, AppError> {
    check(&account)?;
    let now = app.clock.now();
    let hash = password::hash(account.password).await?;
    let mut tx = app.db.begin().await?;
    let ente = ente_named(&mut tx, ente, now).await?;
    let new = account::NewAccount {
        username: &account.username,
        display_name: &account.display_name,
        role: account.role,
        password_hash: &hash,
    };
    let made = account::create(&mut tx, ente, &new, now).await?;
    let id = made.ok_or_else(name_taken)?;
    let entry = AuditEntry {
        ente,
        at: now,
        account: None,
        username: "riga di comando".to_owned(),
        use_case: CREATE_ACCOUNT.name.to_owned(),
        subject: format!("account:{id}"),
        detail: account.role.name().to_owned(),
        outcome: Outcome::Done,
    };
    audit::append(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(id)
}

async fn ente_named(tx: &mut Tx, name: Option<&str>, now: Timestamp) -> Result<EnteId, AppError> {
    let enti = ente::list(tx).await?;
    match (name, enti.as_slice()) {
        (None, [only]) => Ok(only.id),
        (None, _) => Err(AppError::Invalid(
            "Indica l'ente dell'account con --ente NOME: in questa installazione non ce n'è uno solo."
                .to_owned(),
        )),
        (Some(name), enti) => match enti.iter().find(|ente| ente.name == name) {
            Some(found) => Ok(found.id),
            None => Ok(ente::create(tx, name, now).await?),
        },
    }
}

fn name_taken() -> AppError {
    AppError::Invalid("Questo nome utente esiste già: scegline un altro.".to_owned())
}
