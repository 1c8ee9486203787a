//! The accounts of the ente.

use pas_domain::actor::{Actor, Role};
use pas_domain::ids::AccountId;

use crate::app::App;
use crate::error::AppError;

/// One account.
#[derive(Debug, Clone)]
pub struct AccountLine {
    /// The account.
    pub id: AccountId,
    /// Name for signing in.
    pub username: String,
    /// Name to show.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Switched off.
    pub is_disabled: bool,
}

/// The accounts of the actor's ente.
pub async fn list_accounts(app: &App, actor: &Actor) -> Result<Vec<AccountLine>, AppError> {
    let _ = (app, actor);
    Err(AppError::Setup("in costruzione".to_owned()))
}
