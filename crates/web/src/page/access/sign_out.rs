//! Leaving: the session ends here and in the browser.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use pas_app::use_cases::sign_out;

use crate::error::WebError;
use crate::form::{Button, Signed};
use crate::gate::{SESSION_COOKIE, set_cookie};
use crate::visit::Visit;

pub(crate) async fn post(visit: Visit, _: Signed<Button>) -> Result<Response, WebError> {
    sign_out::sign_out(visit.app(), visit.actor(), &visit.token).await?;
    visit.shared.desks.clear(&visit.token);
    let cookie = set_cookie(SESSION_COOKIE, "", visit.shared.secure_cookies);
    Ok((
        AppendHeaders([(SET_COOKIE, cookie)]),
        Redirect::to("/accesso"),
    )
        .into_response())
}
