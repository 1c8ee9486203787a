//! One of the portal's eight questions, answered on the reader's own territory.

use pas_domain::actor::Actor;

use crate::app::App;
use crate::error::AppError;
use crate::portal::{Choices, Question, Story, tell};
use crate::use_case::ANSWER_QUESTION;

/// Answers `question` for the actor, with what was chosen on its page.
pub async fn answer_question(
    app: &App,
    actor: &Actor,
    question: Question,
    choices: &Choices,
) -> Result<Story, AppError> {
    app.look(actor, ANSWER_QUESTION).await?;
    tell(app, actor, question, choices).await
}
