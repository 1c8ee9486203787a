//! Signing in with a local account.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;
use pas_app::use_cases::sign_in::{self, SignInError};
use serde::Deserialize;

use crate::error::{WebError, sentence};
use crate::form::is_same;
use crate::frame::Frame;
use crate::gate::{SESSION_COOKIE, cookie, set_cookie};
use crate::visit::{Address, Shared, is_ours};

/// Nobody has a session yet: the form's secret is held against this cookie instead.
const FORM_COOKIE: &str = "pas_modulo";

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage<'a> {
    frame: Frame,
    secret: &'a str,
    onward: &'a str,
    username: &'a str,
    refusal: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    segreto: String,
    #[serde(default)]
    utente: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    verso: String,
}

pub(crate) async fn get(
    State(shared): State<Shared>,
    address: Address,
) -> Result<Response, WebError> {
    let secret = fresh_secret();
    let html = page(
        &secret,
        onward(address.get("verso").unwrap_or("/")),
        "",
        None,
    )?;
    let cookie = set_cookie(FORM_COOKIE, &secret, shared.secure_cookies);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), html).into_response())
}

pub(crate) async fn post(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Result<Response, WebError> {
    let expected = cookie(&headers, FORM_COOKIE).unwrap_or_default();
    if !is_same(&form.segreto, expected) {
        return Err(WebError::ForeignForm);
    }
    let onward = onward(&form.verso);
    let secure = shared.secure_cookies;
    match sign_in::sign_in(&shared.app, form.utente.trim(), &form.password).await {
        Ok(signed_in) => {
            let cookies = AppendHeaders([
                (
                    SET_COOKIE,
                    set_cookie(SESSION_COOKIE, &signed_in.token, secure),
                ),
                (SET_COOKIE, set_cookie(FORM_COOKIE, "", secure)),
            ]);
            Ok((cookies, Redirect::to(onward)).into_response())
        }
        Err(SignInError::App(error)) => Err(error.into()),
        Err(refusal) => {
            let words = sentence(&refusal.to_string());
            let html = page(expected, onward, form.utente.trim(), Some(words))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
    }
}

fn page(
    secret: &str,
    onward: &str,
    username: &str,
    refusal: Option<String>,
) -> Result<Html<String>, WebError> {
    let frame = Frame::outside("Accedi a PAS");
    let page = SignInPage {
        frame,
        secret,
        onward,
        username,
        refusal,
    };
    page.render().map(Html).map_err(WebError::Template)
}

/// Only pages of ours: never another site.
fn onward(wanted: &str) -> &str {
    if is_ours(wanted) && !wanted.starts_with("/accesso") {
        wanted
    } else {
        "/"
    }
}

fn fresh_secret() -> String {
    HEXLOWER.encode(&rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_only_to_our_pages() {
        for (wanted, expected) in [
            ("/record?stato=pronto", "/record?stato=pronto"),
            ("//altro.example", "/"),
            ("/\\altro.example", "/"),
            ("https://altro.example", "/"),
            ("/accesso?verso=/", "/"),
        ] {
            assert_eq!(onward(wanted), expected, "{wanted}");
        }
    }

    #[test]
    fn keeps_the_name_and_never_the_password() {
        let refusal = Some("Nome utente o password non corretti.".to_owned());
        let Html(html) = page("abc", "/record", "esempini", refusal).expect("a page");
        assert!(html.contains("value=\"esempini\"") && html.contains("role=\"alert\""));
        assert!(html.contains("autocomplete=\"current-password\""));
    }
}
