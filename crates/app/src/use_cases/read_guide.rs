//! The guide and the glossary, for everybody who is signed in.

use pas_domain::actor::Actor;
use pas_guide::Guide;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::READ_GUIDE;

/// The guide. It says nothing of anybody, so that reading it leaves no trace.
pub async fn read_guide(app: &App, actor: &Actor) -> Result<&'static Guide, AppError> {
    app.look(actor, READ_GUIDE).await?;
    Ok(Guide::builtin())
}
