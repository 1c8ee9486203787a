//! An answer to be taken away: asked, captioned, written in one format or another.

use pas_domain::actor::Actor;

use super::caption::Caption;
use super::format::Format;
use super::sheet::Sheet;
use super::{csv, drawing, jsonstat, ods, parquet, pdf, xlsx};
use crate::app::App;
use crate::editions::view::{Look, View};
use crate::error::AppError;
use crate::use_cases::ask_edition::{Answered, ask_edition};
use crate::use_cases::describe_edition::describe_edition;

/// An answer with its caption.
#[derive(Debug, Clone)]
pub struct Export {
    /// The answer.
    pub answered: Answered,
    /// What the file says of itself.
    pub caption: Caption,
    /// How it is drawn; none for what suits it.
    pub look: Option<Look>,
}

impl Export {
    /// Asks `question`, a query string that may say how it is drawn, for the actor; `portal` is the
    /// portal's address, for the file to name.
    pub async fn ask(
        app: &App,
        actor: &Actor,
        question: &str,
        portal: &str,
    ) -> Result<Self, AppError> {
        let view = View::parse(question);
        let answered = ask_edition(app, actor, &view.question).await?;
        Self::of(app, actor, answered, (view.look, portal)).await
    }

    /// The file of what was answered.
    pub(crate) async fn of(
        app: &App,
        actor: &Actor,
        answered: Answered,
        (look, portal): (Option<Look>, &str),
    ) -> Result<Self, AppError> {
        let filters = answered.answer.query.filters.clone();
        let number = Some(answered.edition);
        let edition = describe_edition(app, actor, number, filters).await?;
        let caption = Caption::of(&answered, &edition, look, portal);
        Ok(Self {
            answered,
            caption,
            look,
        })
    }

    /// Lines and columns, and the notes that every format carries.
    pub fn sheet(&self) -> Sheet {
        Sheet::captioned(&self.answered, &self.caption)
    }

    /// The file in `format`.
    pub fn write(&self, format: Format) -> Result<Vec<u8>, AppError> {
        match format {
            Format::Csv => csv::write(&self.sheet()),
            Format::Xlsx => xlsx::write(&self.sheet(), &self.caption),
            Format::Ods => ods::write(&self.sheet(), &self.caption),
            Format::JsonStat => jsonstat::write(self),
            Format::Parquet => parquet::write(self),
            Format::Svg => Ok(drawing::svg(self)?.into_bytes()),
            Format::Png => drawing::png(self),
            Format::Pdf => pdf::write(self),
        }
    }

    /// The name of the file in `format`.
    pub fn file_name(&self, format: Format) -> String {
        let name = self.caption.file_name(self.answered.edition);
        format!("{name}.{}", format.ending())
    }
}
