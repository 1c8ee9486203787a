//! How to start, and who must send what to INPS.

use serde::Deserialize;

use crate::data::{ADVICE, read};
use crate::error::GuideError;

/// A way into the program, for somebody with one task.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Who.
    pub who: String,
    /// What PAS does for them.
    pub words: String,
    /// What to do, step by step: words and the page, empty where there is none.
    pub steps: Vec<(String, String)>,
}

/// A case of who must send.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it is about.
    pub title: String,
    /// How things stand.
    pub words: String,
    /// Who sends, and why.
    pub answer: String,
}

/// The file of advice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advice {
    pub(crate) door: Vec<Door>,
    /// What decides who sends.
    pub(crate) principle: String,
    pub(crate) case: Vec<Case>,
}

pub(crate) fn advice() -> Result<Advice, GuideError> {
    read(ADVICE)
}
