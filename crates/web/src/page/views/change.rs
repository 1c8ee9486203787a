//! Changing a view: its name and sharing, deleting it and bringing it back.

use axum::extract::Path;
use axum::response::Response;
use pas_app::saved::ViewText;
use pas_app::use_cases::delete_view::delete_view;
use pas_app::use_cases::rename_view::rename_view;
use pas_app::use_cases::restore_view::restore_view;
use pas_domain::ids::SavedViewId;
use serde::Deserialize;

use super::{VIEWS, is_ticked};
use crate::error::WebError;
use crate::form::{Button, Signed};
use crate::visit::Visit;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct RenameForm {
    nome: String,
    nota: String,
    condivisa: String,
}

pub(crate) async fn rename(
    visit: Visit,
    Path(id): Path<i64>,
    Signed(form): Signed<RenameForm>,
) -> Result<Response, WebError> {
    let text = ViewText {
        name: &form.nome,
        note: &form.nota,
        is_shared: is_ticked(&form.condivisa),
    };
    rename_view(visit.app(), visit.actor(), SavedViewId::new(id), text).await?;
    Ok(visit.go(
        VIEWS,
        format!("La vista «{}» è cambiata.", form.nome.trim()),
    ))
}

pub(crate) async fn delete(
    visit: Visit,
    Path(id): Path<i64>,
    _: Signed<Button>,
) -> Result<Response, WebError> {
    delete_view(visit.app(), visit.actor(), SavedViewId::new(id)).await?;
    Ok(visit.go(&format!("{VIEWS}?eliminata={id}"), "La vista è eliminata."))
}

pub(crate) async fn restore(
    visit: Visit,
    Path(id): Path<i64>,
    _: Signed<Button>,
) -> Result<Response, WebError> {
    restore_view(visit.app(), visit.actor(), SavedViewId::new(id)).await?;
    Ok(visit.go(VIEWS, "La vista è di nuovo al suo posto."))
}
