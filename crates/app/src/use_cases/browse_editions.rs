//! The editions that answer questions, for who reads figures: what each is, without exact counts.

use pas_domain::actor::Actor;
use pas_edition::{Edition, EditionError, Kind};

use crate::app::App;
use crate::error::AppError;
use crate::use_case::BROWSE_EDITIONS;
use crate::use_cases::ask_edition::{edition, unreadable};

/// An edition in force, as far as every reader of figures may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionSummary {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Where its data come from.
    pub source: String,
    /// When it was built, an instant in UTC.
    pub created: String,
    /// What is in it, as a hash: the same for the same data.
    pub content: String,
    /// The years, ascending, each with the last month (1 to 12) that the data reach.
    pub years: Vec<(i16, u8)>,
}

impl EditionSummary {
    fn of(edition: &Edition) -> Self {
        let manifest = &edition.manifest;
        let years = manifest.period.iter().flat_map(|period| {
            let months = period.last_months.iter().copied();
            (period.first_year..).zip(months)
        });
        Self {
            number: manifest.number,
            title: manifest.about.title.clone(),
            source: manifest.about.source.clone(),
            created: manifest.about.created.clone(),
            content: manifest.content.clone(),
            years: years.collect(),
        }
    }
}

/// The editions of records in force, newest first. One that cannot be opened is not among them.
pub async fn browse_editions(app: &App, actor: &Actor) -> Result<Vec<EditionSummary>, AppError> {
    app.look(actor, BROWSE_EDITIONS).await?;
    let editions = app.editions();
    let browsed = move || -> Result<Vec<EditionSummary>, EditionError> {
        let listed = editions.list()?.into_iter().rev();
        let opened = listed.filter_map(|listed| listed.edition.ok());
        let in_force = opened.filter(|edition| {
            edition.withdrawal.is_none() && edition.manifest.kind == Kind::Records
        });
        Ok(in_force
            .map(|edition| EditionSummary::of(&edition))
            .collect())
    };
    let task = tokio::task::spawn_blocking(browsed).await;
    let found = task.map_err(|error| AppError::system("elencare le edizioni", error))?;
    found.map_err(unreadable)
}

/// The edition `number`, which must be one that answers.
pub async fn browse_edition(
    app: &App,
    actor: &Actor,
    number: u32,
) -> Result<EditionSummary, AppError> {
    app.look(actor, BROWSE_EDITIONS).await?;
    let app = app.clone();
    let task = tokio::task::spawn_blocking(move || edition(&app, Some(number))).await;
    let found = task.map_err(|error| AppError::system("leggere l'edizione", error))?;
    found.map(|edition| EditionSummary::of(&edition))
}
