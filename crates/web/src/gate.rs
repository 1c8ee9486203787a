//! The one gate: who asks, whether the role may, and how the answer may be kept.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use pas_app::AppError;
use pas_app::use_cases::sign_in::{self, Session};

use crate::api;
use crate::error::{self, Problem, WebError};
use crate::frame::Frame;
use crate::routes::{Access, Route};
use crate::security;
use crate::visit::{Address, Shared, Visit, encode};

/// Name of the cookie that carries the session's token.
pub(crate) const SESSION_COOKIE: &str = "pas_sessione";

/// Lets a request through to the page of `route`, or answers in its place.
pub(crate) async fn guard(
    State((route, shared)): State<(&'static Route, Shared)>,
    mut request: Request,
    next: Next,
) -> Response {
    let token = cookie(request.headers(), SESSION_COOKIE)
        .unwrap_or_default()
        .to_owned();
    let session = match who_asks(&shared, route, request.headers(), &token).await {
        Ok(session) => session,
        Err(error) => return draw(error.into_response(), None, route.path),
    };
    let address = Address::of(request.uri());
    let path = address.path().to_owned();
    let response = if let Err(refusal) = admit(route, &request, session.as_ref()) {
        refusal
    } else {
        if let Some(session) = session.clone() {
            let visit = Visit {
                shared,
                session,
                token,
                address,
            };
            request.extensions_mut().insert(visit);
        }
        next.run(request).await
    };
    let mut response = draw(response, session.as_ref(), &path);
    let keeping = match route.access {
        Access::Anyone => "no-store",
        Access::Signed(use_case) if use_case.shows_people => "no-store",
        Access::Signed(_) => "private, no-cache",
    };
    let kept = response.headers_mut().entry(CACHE_CONTROL);
    kept.or_insert(HeaderValue::from_static(keeping));
    response
}

/// Draws the refusal of a method that an address does not take.
pub(crate) async fn other_method(request: Request) -> Response {
    if is_for_programs(request.uri().path()) {
        return draw(
            WebError::OnlyGet.into_response(),
            None,
            request.uri().path(),
        );
    }
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}

/// The session of a program's key, where one is sent to an address for programs; else the cookie's.
async fn who_asks(
    shared: &Shared,
    route: &Route,
    headers: &HeaderMap,
    token: &str,
) -> Result<Option<Session>, WebError> {
    if is_for_programs(route.path)
        && let Some(session) = api::session_of_key(&shared.app, headers).await?
    {
        return Ok(Some(session));
    }
    Ok(find_session(shared, token).await?)
}

/// Draws the page for an address that no route has.
pub(crate) async fn unknown(State(shared): State<Shared>, request: Request) -> Response {
    let token = cookie(request.headers(), SESSION_COOKIE)
        .unwrap_or_default()
        .to_owned();
    let session = find_session(&shared, &token).await.ok().flatten();
    draw(
        WebError::NotFound.into_response(),
        session.as_ref(),
        request.uri().path(),
    )
}

async fn find_session(shared: &Shared, token: &str) -> Result<Option<Session>, AppError> {
    if token.is_empty() {
        return Ok(None);
    }
    sign_in::session(&shared.app, token).await
}

#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once"
)]
fn admit(route: &Route, request: &Request, session: Option<&Session>) -> Result<(), Response> {
    if request.method() == Method::POST && security::is_from_elsewhere(request.headers()) {
        return Err(WebError::ForeignForm.into_response());
    }
    let Access::Signed(use_case) = route.access else {
        return Ok(());
    };
    match session {
        None if request.method() == Method::GET && !is_for_programs(route.path) => {
            Err(to_sign_in(request))
        }
        None if is_for_programs(route.path) => Err(WebError::NoKey.into_response()),
        None => Err(WebError::SignedOut.into_response()),
        Some(session) if session.actor.role.may(use_case.permission) => Ok(()),
        Some(_) => {
            let denied = AppError::Denied {
                permission: use_case.permission,
            };
            Err(WebError::App(denied).into_response())
        }
    }
}

fn to_sign_in(request: &Request) -> Response {
    let wanted = request
        .uri()
        .path_and_query()
        .map_or("/", |wanted| wanted.as_str());
    if wanted == "/" {
        return Redirect::to("/accesso").into_response();
    }
    Redirect::to(&format!("/accesso?verso={}", encode(wanted))).into_response()
}

/// Whether programs ask at `path`: they are told what went wrong in JSON, and are not sent to sign in.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Whether the answer is a page already: a form that is shown again with what is wrong in it.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Draws the problem for whoever asked: a page, or JSON for a program.
fn draw(mut response: Response, session: Option<&Session>, path: &str) -> Response {
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if response.status() == StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge.problem(),
        None if response.status() == StatusCode::BAD_REQUEST && !is_page(&response) => {
            WebError::NotFound.problem()
        }
        None => return response,
    };
    if is_for_programs(path) {
        let mut refusal = error::problem_json(&problem);
        if problem.status == StatusCode::UNAUTHORIZED {
            let how = response.headers_mut().remove(WWW_AUTHENTICATE);
            let how = how.unwrap_or(HeaderValue::from_static(api::CHALLENGE));
            refusal.headers_mut().insert(WWW_AUTHENTICATE, how);
        }
        return refusal;
    }
    let frame = match session {
        Some(session) => Frame::inside(problem.title, session, path),
        None => Frame::outside(problem.title),
    };
    error::page(frame, &problem)
}

/// The value of the cookie `name`.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A `Set-Cookie` header: never for scripts, never for other sites, gone with the browser.
pub(crate) fn set_cookie(name: &str, value: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    let ends = if value.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{ends}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("a=1; pas_sessione=xyz; b=2"),
        );
        assert_eq!(cookie(&headers, SESSION_COOKIE), Some("xyz"));
        assert_eq!(cookie(&headers, "sessione"), None);
    }

    #[test]
    fn makes_cookies() {
        assert_eq!(
            set_cookie("a", "x", false),
            "a=x; Path=/; HttpOnly; SameSite=Lax"
        );
        assert!(set_cookie("a", "", true).ends_with("Max-Age=0; Secure"));
    }
}
