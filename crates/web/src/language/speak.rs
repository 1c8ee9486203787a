//! What leaves as HTML gets its menu of languages, and is said in the reader's language.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pas_translation::Translation;

use super::choice::wanted;
use super::menu::menu;
use super::{Languages, choice};

pub(crate) use choice::choose;

/// Where `base.html` leaves room for the menu.
const PLACE: &str = "<!-- lingue -->";

/// Lets a page out in the reader's language. Anything else, and every page where there is Italian alone,
/// leaves as it is.
pub(crate) async fn speak(
    State(languages): State<Languages>,
    request: Request,
    next: Next,
) -> Response {
    if languages.all().is_empty() {
        return next.run(request).await;
    }
    let language = wanted(&languages, request.headers()).cloned();
    let back = match (request.method(), request.uri().path_and_query()) {
        (&Method::GET, Some(address)) => address.as_str().to_owned(),
        _ => "/".to_owned(),
    };
    let response = next.run(request).await;
    let kind = response.headers().get(CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = said(
        &languages,
        language.as_ref(),
        &String::from_utf8_lossy(&bytes),
        &back,
    );
    let tag = language.as_ref().map_or("it", Translation::tag);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        parts.headers.insert(CONTENT_LANGUAGE, tag);
    }
    parts
        .headers
        .append(VARY, HeaderValue::from_static("accept-language, cookie"));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

/// The page with its menu, in `language` if there is one.
fn said(languages: &Languages, language: Option<&Translation>, html: &str, back: &str) -> String {
    let tag = language.map_or("it", Translation::tag);
    let html = html.replacen(PLACE, &menu(languages, tag, back), 1);
    match language {
        Some(language) => language.speak(&html).html,
        None => html,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_italian_page_gets_its_menu_and_nothing_else() {
        let languages = Languages::builtin();
        let page = format!("<html lang=\"it\"><p>Esci &amp; &#39;x&#39;</p>{PLACE}</html>");
        let html = said(&languages, None, &page, "/record?a=\"b\"");
        let (before, after) = page.split_once(PLACE).expect("the place");
        let menu = html
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after));
        let menu = menu.expect("the page is as it was");
        assert!(
            menu.contains("lang=\"de\"")
                && menu.contains("value=\"it\" lang=\"it\" translate=\"no\" aria-current")
        );
        assert!(!menu.contains("\"b\""), "{menu}");
    }

    #[test]
    fn a_german_page_is_german() {
        let languages = Languages::builtin();
        let page = format!("<html lang=\"it\"><p>Esci</p>{PLACE}</html>");
        let html = said(&languages, languages.get("de"), &page, "/");
        assert!(
            html.starts_with("<html lang=\"de\"><p>Abmelden</p>"),
            "{html}"
        );
        assert!(
            html.contains("lang=\"fr\" translate=\"no\">Français"),
            "{html}"
        );
    }
}
