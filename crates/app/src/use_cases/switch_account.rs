//! Switching an account off or on; its sessions and its keys for programs end at once.

use pas_domain::actor::Actor;
use pas_domain::ids::AccountId;
use pas_storage::{access_key, account, session};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::SWITCH_ACCOUNT;

/// Switches `account` of the actor's ente off (`is_disabled`) or on.
pub async fn switch_account(
    app: &App,
    actor: &Actor,
    account: AccountId,
    is_disabled: bool,
) -> Result<(), AppError> {
    let mut work = app.work(actor, SWITCH_ACCOUNT).await?;
    if is_disabled && account == actor.account {
        let message =
            "Non puoi disattivare il tuo stesso account: chiedilo a un altro amministratore.";
        return Err(AppError::Invalid(message.to_owned()));
    }
    if account::get(&mut work.tx, actor.ente, account)
        .await?
        .is_none()
    {
        return Err(AppError::NotFound { what: "l'account" });
    }
    account::set_disabled(&mut work.tx, actor.ente, account, is_disabled).await?;
    if is_disabled {
        session::delete_of_account(&mut work.tx, actor.ente, account).await?;
        let now = app.clock.now();
        access_key::revoke_of_account(&mut work.tx, actor.ente, account, now).await?;
    }
    work.done(
        format!("account:{account}"),
        if is_disabled { "off" } else { "on" },
    )
    .await
}
