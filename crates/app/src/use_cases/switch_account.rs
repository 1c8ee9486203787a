//! Switching an account off or on; its sessions end at once.

use pas_domain::actor::Actor;
use pas_domain::ids::AccountId;

use crate::app::App;
use crate::error::AppError;

/// Switches `account` of the actor's ente off (`is_disabled`) or on.
pub async fn switch_account(
    app: &App,
    actor: &Actor,
    account: AccountId,
    is_disabled: bool,
) -> Result<(), AppError> {
    let _ = (app, actor, account, is_disabled);
    Err(AppError::Setup("in costruzione".to_owned()))
}
