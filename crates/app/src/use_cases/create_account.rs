//! A new local account.

use pas_domain::actor::{Actor, Role};
use pas_domain::ids::AccountId;

use crate::app::App;
use crate::error::AppError;

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
    let _ = (app, actor, account);
    Err(AppError::Setup("in costruzione".to_owned()))
}
