//! Putting a view on a dashboard, taking it away, moving it.

use axum::response::Response;
use pas_app::use_cases::arrange_dashboard::{Move, arrange_dashboard};
use pas_domain::ids::{DashboardId, SavedViewId};
use serde::Deserialize;

use super::BOARDS;
use crate::error::WebError;
use crate::form::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct ArrangeForm {
    cruscotto: String,
    vista: String,
    azione: String,
}

pub(crate) async fn post(
    visit: Visit,
    Signed(form): Signed<ArrangeForm>,
) -> Result<Response, WebError> {
    let missing = |what: &str| WebError::BadForm(format!("manca {what}"));
    let board = form
        .cruscotto
        .parse()
        .map_err(|_| missing("il cruscotto"))?;
    let view = form.vista.parse().map_err(|_| missing("la vista"))?;
    let act = Move::from_name(&form.azione).ok_or_else(|| missing("che cosa fare della vista"))?;
    let (board, view) = (DashboardId::new(board), SavedViewId::new(view));
    arrange_dashboard(visit.app(), visit.actor(), board, (act, view)).await?;
    let (place, words) = match act {
        Move::Add => (format!("#vista-{view}"), "La vista è sul cruscotto."),
        Move::Remove => (
            String::new(),
            "La vista non è più sul cruscotto; resta fra quelle salvate.",
        ),
        Move::Up | Move::Down => (format!("#vista-{view}"), "La vista è spostata."),
    };
    Ok(visit.go(&format!("{BOARDS}/{board}{place}"), words))
}
