//! `application/problem+json`: what went wrong with a call, in the form of RFC 9457.

use serde::{Deserialize, Serialize};

/// Its media type.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Longest text of a problem, in characters. Source: INPS's OpenAPI 2.0.1, `Problem`.
const MAX_TEXT: usize = 4096;

/// A problem. Source: INPS's OpenAPI 2.0.1, `Problem`; RFC 9457.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// What happened, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What happened, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Where the problem is explained: a URI.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// This one occurrence: a URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

impl Problem {
    /// A problem with `status` and no more than a title.
    pub fn new(status: u16, title: &str) -> Self {
        Self {
            title: Some(title.to_owned()),
            status: Some(status),
            ..Self::default()
        }
    }

    /// The same with a sentence on what happened.
    #[must_use]
    pub fn with_detail(self, detail: &str) -> Self {
        let detail = Some(detail.chars().take(MAX_TEXT).collect());
        Self { detail, ..self }
    }

    /// Its JSON.
    pub fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("invariant: texts always have a JSON form")
    }

    /// The problem in `body`, if there is one that can be read.
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_only_what_there_is() {
        let problem = Problem::new(401, "Non autorizzato");
        assert_eq!(
            String::from_utf8(problem.write()).unwrap(),
            r#"{"title":"Non autorizzato","status":401}"#
        );
        assert_eq!(Problem::read(&problem.write()), Some(problem));
    }

    #[test]
    fn reads_what_others_write() {
        let body = br#"{"type":"about:blank","title":"x","extra":{"a":1}}"#;
        let problem = Problem::read(body).unwrap();
        assert_eq!(problem.kind.as_deref(), Some("about:blank"));
        assert_eq!(Problem::read(b"<html>"), None);
    }

    #[test]
    fn a_detail_has_an_end() {
        let problem = Problem::new(400, "x").with_detail(&"è".repeat(5000));
        assert_eq!(problem.detail.unwrap().chars().count(), MAX_TEXT);
    }
}
