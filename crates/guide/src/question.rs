//! The eight questions of the webinar: what each asks, what answers it, what not to conclude.

use pas_cube::{Query, QueryError};
use serde::Deserialize;

use crate::data::{QUESTIONS, read};
use crate::error::GuideError;

/// One of the eight questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name of its page in addresses.
    pub slug: String,
    /// The question.
    pub title: String,
    /// What it asks, and for whom.
    pub asks: String,
    /// What to look at.
    pub look: Vec<String>,
    /// What not to conclude.
    pub beware: Vec<String>,
    /// The same question in the grammar of `/analisi`.
    pub query: String,
    /// Anchors of the glossary that it rests on.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Question>,
}

/// The eight questions, in the order of the webinar.
pub(crate) fn questions() -> Result<Vec<Question>, GuideError> {
    let file: File = read(QUESTIONS)?;
    Ok(file.question)
}

impl Question {
    /// The question, parsed.
    pub fn parsed(&self) -> Result<Query, QueryError> {
        Query::parse(&self.query)
    }
}
