//! One request of a signed-in person, as the gate lets it through.

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use pas_app::App;
use pas_app::use_cases::sign_in::Session;
use pas_domain::actor::Actor;

use crate::csv;
use crate::desk::Desks;
use crate::error::WebError;
use crate::frame::Frame;
use crate::language::Languages;
use crate::table::Table;
use crate::xlsx;

/// What all requests share.
#[derive(Clone)]
pub(crate) struct Shared {
    /// The program.
    pub app: App,
    /// What lies on the desks.
    pub desks: Arc<Desks>,
    /// Whether cookies are for HTTPS alone.
    pub secure_cookies: bool,
    /// Languages that pages can be had in.
    pub languages: Languages,
}

/// An address of ours, with what it says after the question mark.
#[derive(Debug, Clone, Default)]
pub(crate) struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// The address that was asked for.
    pub(crate) fn of(uri: &Uri) -> Self {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
        Self {
            path: uri.path().to_owned(),
            pairs: pairs.map(|Query(pairs)| pairs).unwrap_or_default(),
        }
    }

    /// Its path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// All that it says, in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// What it says of `key`; nothing when empty.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(name, _)| name == key);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// What it says of `key`, read as a number.
    pub(crate) fn number<T: std::str::FromStr>(&self, key: &str) -> Option<T> {
        self.get(key)?.parse().ok()
    }

    /// The page of a long list, from 1; 0 is the whole list, which a file holds.
    pub(crate) fn page(&self) -> u32 {
        if self.wants_file() {
            return 0;
        }
        self.number("pagina").filter(|page| *page > 0).unwrap_or(1)
    }

    /// Whether a table is asked for as a file.
    pub(crate) fn wants_file(&self) -> bool {
        self.get("csv").or(self.get("xlsx")).is_some()
    }

    /// Where the same page stands without the fields that a form left empty; none when none is.
    pub(crate) fn tidied(&self) -> Option<String> {
        let is_untidy = self.pairs.iter().any(|(_, value)| value.is_empty());
        is_untidy.then(|| self.with(&[]))
    }

    /// The address with `changes` set, an empty value taking the key away.
    pub(crate) fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .filter(|(key, value)| {
                !value.is_empty() && !changes.iter().any(|(changed, _)| changed == key)
            })
            .collect();
        pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        let query: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
            .collect();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, query.join("&"))
        }
    }
}

/// The address of `path` with `pairs`.
pub(crate) fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    Address {
        path: path.to_owned(),
        pairs: Vec::new(),
    }
    .with(pairs)
}

/// Whether an address is one of our pages: never another site.
pub(crate) fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
}

/// A text as it stands in an address.
pub(crate) fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// A request of a signed-in person. Only the gate makes one.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) shared: Shared,
    pub(crate) session: Session,
    pub(crate) token: String,
    pub(crate) address: Address,
}

/// A page made of a template, with the tables on it.
pub(crate) trait Page: Template {
    /// The tables of the page, each of which can be had as a file.
    fn tables(&self) -> Vec<&Table> {
        Vec::new()
    }
}

impl Visit {
    /// The program.
    pub(crate) fn app(&self) -> &App {
        &self.shared.app
    }

    /// Who asks.
    pub(crate) fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// What stands around the page titled `title`.
    pub(crate) fn frame(&self, title: impl Into<String>) -> Frame {
        let mut frame = Frame::inside(title, &self.session, self.address.path());
        if !self.address.wants_file() {
            frame.notice = self.shared.desks.take_notice(&self.token);
        }
        frame
    }

    /// The page, or the one table of it that the address asks for as a file.
    pub(crate) fn show(&self, page: &impl Page) -> Result<Response, WebError> {
        let table = |id: &str| {
            let found = page.tables().into_iter().find(|table| table.id == id);
            found.ok_or(WebError::NotFound)
        };
        match (self.address.get("csv"), self.address.get("xlsx")) {
            (Some(id), _) => Ok(csv::download(table(id)?)),
            (None, Some(id)) => xlsx::download(table(id)?),
            (None, None) => render(page),
        }
    }

    /// Sends the browser on to `path`, where `notice` is shown.
    pub(crate) fn go(&self, path: &str, notice: impl Into<String>) -> Response {
        self.shared.desks.leave_notice(&self.token, notice.into());
        Redirect::to(path).into_response()
    }
}

/// The page as HTML.
pub(crate) fn render(page: &impl Template) -> Result<Response, WebError> {
    let html = page.render().map_err(WebError::Template)?;
    Ok((StatusCode::OK, Html(html)).into_response())
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(WebError::SignedOut)
    }
}

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_an_address() {
        let uri: Uri = "/record?stato=pronto&anno=2025&ufficio="
            .parse()
            .expect("an address");
        let address = Address::of(&uri);
        assert_eq!(address.get("ufficio"), None);
        assert_eq!(address.number::<i16>("anno"), Some(2025));
        assert_eq!(address.with(&[("anno", "")]), "/record?stato=pronto");
        assert_eq!(
            address.with(&[("stato", "non dovuto")]),
            "/record?anno=2025&stato=non%20dovuto"
        );
        assert_eq!(address.page(), 1);
        assert_eq!(
            address.tidied().as_deref(),
            Some("/record?stato=pronto&anno=2025")
        );
        assert_eq!(
            Address::of(&Uri::from_static("/record?anno=2025")).tidied(),
            None
        );
    }
}
