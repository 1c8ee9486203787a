//! Giving a name to a benefit code whose name is not attested.

use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;

/// Keeps `name` for the benefit `code` in the actor's ente. INPS wants 10 to 200 characters.
pub async fn name_benefit(
    app: &App,
    actor: &Actor,
    code: &str,
    name: &str,
) -> Result<(), AppError> {
    let _ = (app, actor, code, name);
    Err(AppError::Setup("in costruzione".to_owned()))
}
