//! The accounts of the ente.

use pas_domain::actor::{Actor, Role};
use pas_domain::ids::AccountId;
use pas_storage::account;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::LIST_ACCOUNTS;

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
    let mut tx = app.look(actor, LIST_ACCOUNTS).await?;
    let accounts = account::list(&mut tx, actor.ente).await?;
    let line = |account: account::StoredAccount| AccountLine {
        id: account.id,
        username: account.username,
        display_name: account.display_name,
        role: account.role,
        is_disabled: account.is_disabled,
    };
    Ok(accounts.into_iter().map(line).collect())
}
