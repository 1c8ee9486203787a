//! What a saved question asks, in words, without asking it.

use std::fmt::Write as _;

use pas_cube::Query;
use pas_cube::dimension::{Level, level};
use pas_domain::actor::Actor;

use crate::app::App;
use crate::editions::view::View;
use crate::editions::words;
use crate::error::AppError;
use crate::use_cases::describe_edition::{EditionView, describe_edition};

/// The question without what stands for the reader's own, and whether there was any.
fn without_own(question: &str) -> (String, bool) {
    let is_own = |pair: &&str| pair.ends_with("=mio") || pair.starts_with("territorio=");
    let kept: Vec<&str> = question.split('&').filter(|pair| !is_own(pair)).collect();
    let has_own = question.split('&').any(|pair| pair.ends_with("=mio"));
    (kept.join("&"), has_own)
}

/// The edition, with the names of what `questions` filter by. Without any edition, one that knows no
/// names.
pub(crate) async fn describe(
    app: &App,
    actor: &Actor,
    questions: &[&str],
) -> Result<EditionView, AppError> {
    let mut filters: Vec<(&'static Level, String)> = Vec::new();
    for question in questions {
        let text = without_own(question).0;
        let pairs = form_urlencoded::parse(text.as_bytes());
        for (level, code) in pairs.filter_map(|(key, code)| Some((level(&key)?, code))) {
            if !filters.iter().any(|(l, c)| *l == level && *c == code) {
                filters.push((level, code.into_owned()));
            }
        }
    }
    match describe_edition(app, actor, None, filters).await {
        Err(AppError::NoEdition(_)) => Ok(EditionView {
            number: 0,
            title: String::new(),
            source: String::new(),
            created: String::new(),
            years: Vec::new(),
            home: None,
            home_comuni: Vec::new(),
            around: Vec::new(),
            n_bodies: 0,
            levels: Vec::new(),
        }),
        described => described,
    }
}

/// `Spesa totale per comune, 2025, nel territorio di chi legge`; a question that the grammar does not know any
/// more is shown as it is kept.
pub(crate) fn in_words(question: &str, edition: &EditionView) -> String {
    let question = View::parse(question).question;
    let (rest, has_own) = without_own(&question);
    let Ok(query) = Query::parse(&rest) else {
        return question;
    };
    let mut said = words::title(&query, edition);
    if has_own {
        said.push_str(", nel territorio di chi legge");
    }
    if let Some(number) = query.edition {
        let _ = write!(said, ", edizione {number}");
    }
    said
}
