//! Taking an edition out of use: its files stay, and it answers no more.

use pas_domain::actor::Actor;
use pas_edition::Withdrawal;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::WITHDRAW_EDITION;
use crate::use_cases::ask_edition::unreadable;

/// Withdraws edition `number`, saying why.
pub async fn withdraw_edition(
    app: &App,
    actor: &Actor,
    number: u32,
    reason: &str,
) -> Result<(), AppError> {
    let work = app.work(actor, WITHDRAW_EDITION).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::Invalid(
            "scrivi perché l'edizione si ritira: resta accanto ai suoi dati".to_owned(),
        ));
    }
    let withdrawal = Withdrawal {
        reason: reason.to_owned(),
        withdrawn: app.clock.now().to_string(),
    };
    app.editions()
        .withdraw(number, &withdrawal)
        .map_err(unreadable)?;
    work.done(format!("edition:{number}"), "ritirata").await
}
