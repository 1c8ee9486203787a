//! Which language a reader wants: what they chose, else what their browser asks for, else Italian.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use pas_translation::Translation;

use super::Languages;
use crate::error::WebError;
use crate::gate::{cookie, set_cookie};
use crate::visit::{Address, Shared, is_ours};

/// Name of the cookie that remembers the choice.
const COOKIE: &str = "pas_lingua";
/// For how long, in seconds: a year.
const KEPT_SECONDS: u32 = 31_536_000;
/// Code of the language that pages are written in.
const ITALIAN: &str = "it";

/// The language that the reader wants; none is Italian.
pub(super) fn wanted<'a>(languages: &'a Languages, headers: &HeaderMap) -> Option<&'a Translation> {
    match cookie(headers, COOKIE) {
        Some(ITALIAN) => None,
        Some(tag) if languages.get(tag).is_some() => languages.get(tag),
        _ => {
            let asked = headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok());
            asked_for(languages, asked.unwrap_or_default())
        }
    }
}

/// The first of what a browser asks for that there is; of two with the same weight the one named first.
fn asked_for<'a>(languages: &'a Languages, asked: &str) -> Option<&'a Translation> {
    let mut best: Option<(u32, Option<&Translation>)> = None;
    for part in asked.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim();
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q="));
        let weight = weight.map_or(1_000, per_mille);
        let primary = tag.split('-').next().unwrap_or_default();
        let found = languages.get(tag).or_else(|| languages.get(primary));
        let is_known = found.is_some() || primary.eq_ignore_ascii_case(ITALIAN);
        if is_known && weight > 0 && best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, found));
        }
    }
    best.and_then(|(_, found)| found)
}

fn per_mille(weight: &str) -> u32 {
    let (whole, part) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let digits = format!("{part:0<3}");
    let part = digits
        .get(..3)
        .and_then(|digits| digits.parse::<u32>().ok());
    if whole == "1" {
        1_000
    } else {
        part.unwrap_or(0)
    }
}

/// Remembers the choice, and leads back to the page, whose address is the same in every language.
pub(crate) async fn choose(
    State(shared): State<Shared>,
    address: Address,
) -> Result<Response, WebError> {
    let tag = address.get("scelta").unwrap_or_default();
    let language = shared.languages.get(tag).map(Translation::tag);
    let Some(tag) = language.or((tag == ITALIAN).then_some(ITALIAN)) else {
        return Err(WebError::NotFound);
    };
    let onward = address
        .get("verso")
        .filter(|path| is_ours(path))
        .unwrap_or("/");
    let cookie = set_cookie(COOKIE, tag, shared.secure_cookies);
    let cookie = format!("{cookie}; Max-Age={KEPT_SECONDS}");
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(onward)).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE as COOKIES;

    use super::*;

    #[test]
    fn follows_the_choice_then_the_browser() {
        let languages = Languages::builtin();
        for (chosen, asked, expected) in [
            ("", "", None),
            ("", "de", Some("de")),
            ("", "de-AT,de;q=0.9,en;q=0.8", Some("de")),
            ("", "it-IT,it;q=0.9,de;q=0.8", None),
            ("", "en-US,en;q=0.9", None),
            ("", "en,fr;q=0.4,sl;q=0.7", Some("sl")),
            ("", "de;q=0,fr;q=0.1", Some("fr")),
            ("", "*", None),
            ("", "de;q=x", None),
            ("it", "de", None),
            ("fr", "de", Some("fr")),
            ("klingon", "de", Some("de")),
        ] {
            let mut headers = HeaderMap::new();
            let cookie = format!("{COOKIE}={chosen}");
            headers.insert(COOKIES, HeaderValue::from_str(&cookie).expect("a cookie"));
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(asked));
            let found = wanted(&languages, &headers).map(Translation::tag);
            assert_eq!(found, expected, "{chosen} {asked}");
        }
    }
}
