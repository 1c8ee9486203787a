//! Deciding who answers for the sending, and the deadlines.

use axum::response::Response;
use pas_app::use_cases::set_sending_rule::set_sending_rule;
use pas_app::use_cases::show_sendings::SendingRule;
use pas_domain::actor::Permission;
use serde::Deserialize;

use crate::error::WebError;
use crate::form::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    responsabile: String,
    #[serde(default)]
    giorni_ps: String,
    #[serde(default)]
    giorni_sinba: String,
}

pub(crate) async fn post(
    visit: Visit,
    Signed(wanted): Signed<Wanted>,
) -> Result<Response, WebError> {
    let days = |typed: &str| match typed.trim() {
        "" => Ok(None),
        typed => typed
            .parse()
            .map(Some)
            .map_err(|_| WebError::BadForm("i giorni non sono un numero intero".to_owned())),
    };
    let rule = SendingRule {
        officer: Some(wanted.responsabile),
        days_benefits: days(&wanted.giorni_ps)?,
        days_minors: days(&wanted.giorni_sinba)?,
    };
    set_sending_rule(visit.app(), visit.actor(), rule).await?;
    let may_look = visit.actor().role.may(Permission::SeeRecords);
    let to = if may_look { "/invii" } else { "/" };
    Ok(visit.go(to, "Responsabile e scadenze salvati."))
}
