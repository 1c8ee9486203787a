//! A program's request, read by the operation's own list of parameters: what is not on it is refused.

use axum::extract::{FromRequestParts, MatchedPath, RawPathParams};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::{RequestPartsExt, extract::rejection::RawPathParamsRejection};

use super::operation::operation;
use super::parameter::{Parameter, Place};
use crate::error::WebError;
use crate::visit::Visit;

/// A request whose every word may stand where it stands.
pub(crate) struct Asked {
    /// Who asks.
    pub(super) visit: Visit,
    /// With which headers.
    pub(super) headers: HeaderMap,
    /// Name and value of each parameter, those of the path first.
    values: Vec<(&'static str, String)>,
}

impl Asked {
    /// What is said of `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What is said of `name`, which is a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let matched: MatchedPath = parts.extract().await.map_err(|_| WebError::NotFound)?;
        let operation = operation(matched.as_str()).ok_or(WebError::NotFound)?;
        let params: Result<RawPathParams, RawPathParamsRejection> = parts.extract().await;
        let params = params.map_err(|_| unreadable("l'indirizzo non è scritto in UTF-8"))?;
        if !accepts_json(&parts.headers) {
            return Err(WebError::OnlyJson);
        }
        let known = (operation.parameters)();
        let in_path = params
            .iter()
            .map(|(name, value)| (Place::Path, name, value));
        let in_query = visit.address.pairs().iter();
        let in_query = in_query.map(|(name, value)| (Place::Query, name.as_str(), value.as_str()));
        let values = read(&known, in_path.chain(in_query))?;
        Ok(Self {
            headers: parts.headers.clone(),
            values,
            visit: visit.clone(),
        })
    }
}

fn unreadable(words: impl Into<String>) -> WebError {
    WebError::BadRequest(words.into())
}

/// The value of each parameter; refused is what no parameter is called, what stands twice, what may
/// not stand there, and the lack of what must.
fn read<'a>(
    known: &[Parameter],
    given: impl Iterator<Item = (Place, &'a str, &'a str)>,
) -> Result<Vec<(&'static str, String)>, WebError> {
    let mut values: Vec<(&'static str, String)> = Vec::new();
    for (place, name, value) in given {
        let mut fitting = known.iter();
        let Some(parameter) =
            fitting.find(|parameter| parameter.name == name && parameter.place == place)
        else {
            return Err(unreadable(unknown(known, name)));
        };
        if values.iter().any(|(other, _)| *other == name) {
            return Err(unreadable(format!(
                "«{name}» è ripetuto: si può dire una volta sola"
            )));
        }
        if !parameter.kind.admits(value) {
            let wants = parameter.kind.wants();
            let value = shown(value);
            return Err(unreadable(format!(
                "«{name}» non può essere «{value}»: vuole {wants}"
            )));
        }
        values.push((parameter.name, value.to_owned()));
    }
    let is_missing = |parameter: &&Parameter| {
        parameter.is_required && !values.iter().any(|(name, _)| *name == parameter.name)
    };
    match known.iter().find(is_missing) {
        None => Ok(values),
        Some(missing) => Err(unreadable(format!(
            "manca «{}», che vuole {}",
            missing.name,
            missing.kind.wants()
        ))),
    }
}

fn unknown(known: &[Parameter], name: &str) -> String {
    let names: Vec<&str> = known
        .iter()
        .filter(|parameter| parameter.place == Place::Query)
        .map(|parameter| parameter.name)
        .collect();
    let name = shown(name);
    match names.as_slice() {
        [] => format!("«{name}» non si può chiedere: questo indirizzo non prende parametri"),
        names => format!("«{name}» non si può chiedere: valgono {}", names.join(", ")),
    }
}

/// As much of what was sent as helps to find it.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Whether whoever asks takes JSON.
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut ranges = headers
        .get_all(ACCEPT)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or("").split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .peekable();
    ranges.peek().is_none()
        || ranges.any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or("").to_ascii_lowercase();
            let is_refused = parts.any(|part| {
                let weight = part.strip_prefix("q=").or(part.strip_prefix("Q="));
                weight.is_some_and(|weight| weight.parse().is_ok_and(|weight: f32| weight <= 0.0))
            });
            matches!(kind.as_str(), "*/*" | "application/*" | "application/json") && !is_refused
        })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::super::parameter::Kind;
    use super::*;

    #[test]
    fn answers_who_takes_json() {
        for (accept, is_taken) in [
            ("", true),
            ("*/*", true),
            ("text/html, application/json;q=0.5", true),
            ("text/html", false),
            ("application/json;q=0", false),
            ("application/*", true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(accepts_json(&headers), is_taken, "{accept}");
        }
        assert!(accepts_json(&HeaderMap::new()));
    }

    #[test]
    fn reads_what_is_on_the_list_and_nothing_else() {
        let known = [
            Parameter::path("numero", Kind::Number(1, 9), "Numero.", "1"),
            Parameter::query("sesso", Kind::Text(5), "Sesso."),
        ];
        let number = (Place::Path, "numero", "3");
        for (given, words) in [
            (vec![number], None),
            (vec![number, (Place::Query, "sesso", "F")], None),
            (vec![(Place::Query, "sesso", "F")], Some("manca «numero»")),
            (
                vec![number, (Place::Query, "numero", "3")],
                Some("valgono sesso"),
            ),
            (
                vec![
                    number,
                    (Place::Query, "sesso", "F"),
                    (Place::Query, "sesso", "M"),
                ],
                Some("ripetuto"),
            ),
            (
                vec![(Place::Path, "numero", "10")],
                Some("non può essere «10»: vuole un numero intero da 1 a 9"),
            ),
        ] {
            let found = read(&known, given.into_iter());
            match (found, words) {
                (Ok(_), None) => {}
                (Err(WebError::BadRequest(found)), Some(words)) => {
                    assert!(found.contains(words), "{found}");
                }
                (found, _) => panic!("{found:?}"),
            }
        }
    }
}
