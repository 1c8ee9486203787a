//! Leaving: the session ends at once.

use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;

/// Ends the session whose token is `token`.
pub async fn sign_out(app: &App, actor: &Actor, token: &str) -> Result<(), AppError> {
    let _ = (app, actor, token);
    Err(AppError::Setup("in costruzione".to_owned()))
}
