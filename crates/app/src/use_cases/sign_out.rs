//! Leaving: the session ends at once.

use pas_domain::actor::Actor;
use pas_storage::{session, sha256};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::SIGN_OUT;

/// Ends the session whose token is `token`.
pub async fn sign_out(app: &App, actor: &Actor, token: &str) -> Result<(), AppError> {
    let mut work = app.work(actor, SIGN_OUT).await?;
    session::delete(&mut work.tx, &sha256(token.as_bytes())).await?;
    work.done(format!("account:{}", actor.account), "").await
}
