//! Questions to an edition in the one grammar: the page, its files, and the same for programs.

pub(crate) mod ask;
pub(crate) mod build;
pub(crate) mod download;
mod fields;
pub(crate) mod grid;
pub(crate) mod none;
mod path;
#[cfg(test)]
pub(super) mod sample;
mod typed;

use pas_app::AppError;

use crate::error::WebError;

/// A question that cannot be asked is the asker's to mend: 400, not a form that was refused.
fn of_question(error: AppError) -> WebError {
    match error {
        AppError::Invalid(reason) => WebError::BadQuestion(reason),
        other => WebError::App(other),
    }
}
