//! Giving a name to a benefit code whose name is not attested.

use pas_domain::actor::Actor;
use pas_storage::benefit_name;

use crate::app::App;
use crate::error::AppError;
use crate::use_case::NAME_BENEFIT;

/// Shortest and longest name. Source: PS_PSA_SINA201812.xsd, `DenominazionePrestazione`.
const LENGTHS: std::ops::RangeInclusive<usize> = 10..=200;

/// Keeps `name` for the benefit `code` in the actor's ente. INPS wants 10 to 200 characters.
pub async fn name_benefit(
    app: &App,
    actor: &Actor,
    code: &str,
    name: &str,
) -> Result<(), AppError> {
    let mut work = app.work(actor, NAME_BENEFIT).await?;
    let name = name.trim();
    let known = app.catalogue.benefit(code);
    let Some(benefit) = known else {
        return Err(AppError::NotFound {
            what: "il codice della prestazione",
        });
    };
    if benefit.name.is_some() {
        let message = "Questo codice ha già una denominazione attestata: per cambiarla sostituisci l'elenco delle prestazioni.";
        return Err(AppError::Invalid(message.to_owned()));
    }
    let length = name.chars().count();
    if !LENGTHS.contains(&length) {
        return Err(AppError::Invalid(format!(
            "La denominazione ha {length} caratteri: INPS ne vuole da {} a {}.",
            LENGTHS.start(),
            LENGTHS.end()
        )));
    }
    let now = app.clock.now();
    benefit_name::set(&mut work.tx, actor.ente, [code, name], actor.account, now).await?;
    work.done(format!("benefit:{code}"), "").await
}
