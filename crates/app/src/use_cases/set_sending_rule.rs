//! Deciding who answers for the sending, and by when the ente wants it done.

use pas_domain::actor::Actor;
use pas_storage::sending::{self, SendingRule};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::SET_SENDING_RULE;

/// Longest name of the official.
const MAX_NAME: usize = 120;
/// Most days that a deadline may leave: ten years.
pub const MAX_DAYS: u16 = 3650;

/// Keeps `rule` for the actor's ente. An empty name is none.
pub async fn set_sending_rule(app: &App, actor: &Actor, rule: SendingRule) -> Result<(), AppError> {
    let mut work = app.work(actor, SET_SENDING_RULE).await?;
    let officer = rule.officer.as_deref().map(str::trim);
    let officer = officer.filter(|name| !name.is_empty()).map(str::to_owned);
    let n_letters = officer.as_deref().map_or(0, |name| name.chars().count());
    if n_letters > MAX_NAME {
        return Err(AppError::Invalid(format!(
            "Il nome ha {n_letters} caratteri: scrivine al massimo {MAX_NAME}."
        )));
    }
    let days = [rule.days_benefits, rule.days_minors];
    if days.into_iter().flatten().any(|days| days > MAX_DAYS) {
        return Err(AppError::Invalid(format!(
            "I giorni sono troppi: scrivi un numero da 0 a {MAX_DAYS}, oppure lascia vuoto."
        )));
    }
    let rule = SendingRule { officer, ..rule };
    let now = app.clock.now();
    sending::set_rule(&mut work.tx, actor.ente, &rule, actor.account, now).await?;
    let words =
        |days: Option<u16>| days.map_or_else(|| "nessuna".to_owned(), |days| days.to_string());
    let detail = format!(
        "scadenza in giorni: PS {}, SINBA {}",
        words(rule.days_benefits),
        words(rule.days_minors)
    );
    work.done("scadenze", detail).await
}
