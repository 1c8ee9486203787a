//! Whether the program can answer: the database does.

use pas_storage::ente;

use crate::app::App;
use crate::error::AppError;

/// Asks the database something small. Tells nothing of what it holds, so that nobody need be asked
/// who he is.
pub async fn check_health(app: &App) -> Result<(), AppError> {
    let mut tx = app.db.read().await?;
    ente::list(&mut tx).await?;
    Ok(())
}
