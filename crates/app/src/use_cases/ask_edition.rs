//! Asking an edition a question in the one grammar.

use std::sync::Arc;

use pas_analytics::answer::{Answer, AskError, Right, SaferView, answer, safer_views};
use pas_analytics::{Engine, OwnAggregate, OwnData, Policy};
use pas_cube::{Cube, Query, Reference};
use pas_domain::actor::{Actor, Role};
use pas_edition::{Access, Edition, EditionError, Kind, Manifest};
use pas_storage::{Tx, ente};

use crate::app::{App, OwnFigures};
use crate::editions::{AnswerKey, Held, Home, Setting, door, home, n_threads, write_keys};
use crate::error::AppError;
use crate::use_case::ASK_EDITION;

/// A question answered, and by which edition.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Number of the edition.
    pub edition: u32,
    /// What is in it, as a hash: the same for the same data.
    pub content: String,
    /// Its title.
    pub title: String,
    /// Where its data come from.
    pub source: String,
    /// The answer.
    pub answer: Arc<Answer>,
    /// Where figures are hidden, coarser questions that hide less, nearest first.
    pub safer: Arc<Vec<SaferView>>,
    /// What its rows are, for a drawing.
    pub setting: Arc<Setting>,
}

impl Answered {
    fn by(edition: Edition, (answer, safer): Held, setting: Setting) -> Self {
        let Manifest {
            number,
            content,
            about,
            ..
        } = edition.manifest;
        Self {
            edition: number,
            content,
            title: about.title,
            source: about.source,
            answer,
            safer,
            setting: Arc::new(setting),
        }
    }
}

/// Answers the query string `text` for the actor. Without an edition in it, the latest answers; `mio` in
/// it is the actor's own territory.
pub async fn ask_edition(app: &App, actor: &Actor, text: &str) -> Result<Answered, AppError> {
    let mut tx = app.look(actor, ASK_EDITION).await?;
    let own = own_code(&mut tx, actor).await?;
    drop(tx);
    let query = if home::is_asked(text) {
        None
    } else {
        Some(parse(text)?)
    };
    let (app, role, text) = (app.clone(), actor.role, text.to_owned());
    let asked = move || {
        let number = query
            .as_ref()
            .map_or_else(|| home::edition_of(&text), |query| query.edition);
        let edition = edition(&app, number)?;
        let cube = cube(&app, &edition)?;
        let home = Home::find(&cube, own.as_deref());
        let query = match query {
            Some(query) => query,
            None => parse(&home::resolve(&text, &cube, home.as_ref())?)?,
        };
        let right = right(&app, &cube, &query, role, own.as_deref());
        let held = answered(&app, &edition, &cube, &query, right)?;
        let setting = Setting::of(&cube, &query, home.as_ref());
        Ok(Answered::by(edition, held, setting))
    };
    let task = tokio::task::spawn_blocking(asked).await;
    task.map_err(|error| AppError::system("rispondere alla domanda", error))?
}

/// Answers `text` as anybody from outside is answered: protected, whoever asks.
pub(crate) async fn ask_as_outsider(app: &App, text: &str) -> Result<Answered, AppError> {
    let (app, query) = (app.clone(), parse(text)?);
    let asked = move || {
        let edition = edition(&app, query.edition)?;
        let cube = cube(&app, &edition)?;
        let held = answered(&app, &edition, &cube, &query, Right::Protected)?;
        let setting = Setting::of(&cube, &query, None);
        Ok(Answered::by(edition, held, setting))
    };
    let task = tokio::task::spawn_blocking(asked).await;
    task.map_err(|error| AppError::system("rispondere alla domanda", error))?
}

/// The code by which INPS, and so an edition, knows the actor's ente.
pub(crate) async fn own_code(tx: &mut Tx, actor: &Actor) -> Result<Option<String>, AppError> {
    let ente = ente::get(tx, actor.ente).await?;
    let identity = ente.and_then(|ente| ente.identity);
    Ok(identity.map(|identity| identity.code))
}

fn parse(text: &str) -> Result<Query, AppError> {
    Query::parse(text).map_err(|error| AppError::Invalid(error.to_string()))
}

/// The edition as the engine wants it: with its facts, or its tables alone where another reads them.
pub(crate) fn cube(app: &App, edition: &Edition) -> Result<Arc<Cube>, AppError> {
    let secret = app.protection_secret();
    if app.engine.is_none() {
        return app.shelf.cube(edition, &secret).map_err(unreadable);
    }
    let prepare = || write_keys(edition, &app.data_dir, &secret);
    app.shelf.tables(edition, prepare)
}

/// What `read` finds in the tables of an edition: places, residents, bodies; no fact among them.
pub(crate) async fn with_reference<T: Send + 'static>(
    app: &App,
    number: u32,
    read: impl FnOnce(&Reference) -> T + Send + 'static,
) -> Result<T, AppError> {
    let app = app.clone();
    let task = tokio::task::spawn_blocking(move || {
        let edition = edition(&app, Some(number))?;
        Ok(read(cube(&app, &edition)?.reference()))
    });
    task.await
        .map_err(|error| AppError::system("leggere l'edizione", error))?
}

/// The edition that answers: the one named, or the latest in force.
pub(crate) fn edition(app: &App, number: Option<u32>) -> Result<Edition, AppError> {
    let editions = app.editions();
    let found = match number {
        Some(number) => editions.open(number, Access::InForce).map(Some),
        None => editions.latest(),
    };
    let Some(edition) = found.map_err(unreadable)? else {
        return Err(AppError::NoEdition(why_none(app).to_owned()));
    };
    match edition.manifest.kind {
        Kind::Records => Ok(edition),
        Kind::Published => Err(AppError::NoEdition(format!(
            "l'edizione {} raccoglie dati pubblicati da altri: si legge con «pas edition show {}»",
            edition.manifest.number, edition.manifest.number
        ))),
    }
}

/// Whether there were editions of records, and all of them have been withdrawn.
pub fn are_all_withdrawn(app: &App) -> bool {
    let all = app.editions().list().unwrap_or_default();
    let opened = all.iter().filter_map(|listed| listed.edition.as_ref().ok());
    let of_records: Vec<&Edition> = opened
        .filter(|edition| edition.manifest.kind == Kind::Records)
        .collect();
    let is_withdrawn = |edition: &&Edition| edition.withdrawal.is_some();
    !of_records.is_empty() && of_records.iter().all(is_withdrawn)
}

/// Why no edition of records answers.
fn why_none(app: &App) -> &'static str {
    if are_all_withdrawn(app) {
        "tutte le edizioni sono state ritirate: costruiscine un'altra con «pas edition build»"
    } else {
        "non c'è ancora nessuna edizione: costruiscila con «pas edition build»"
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what map_err gives is given by value"
)]
pub(crate) fn unreadable(error: EditionError) -> AppError {
    match error {
        EditionError::Absent(_) | EditionError::Withdrawn { .. } => {
            AppError::NoEdition(error.in_italian())
        }
        _ => AppError::Unreadable(error.in_italian()),
    }
}

/// What the actor may see: of the own body's data alone, exact for who may open the records, else by
/// the ente's own policy; of everything else, protected.
fn right(app: &App, cube: &Cube, query: &Query, role: Role, own: Option<&str>) -> Right {
    let bodies = &cube.reference().bodies;
    let position = |code: &str| {
        let found = bodies.iter().position(|body| body.code == code);
        found.and_then(|position| u16::try_from(position).ok())
    };
    let Some(reader) = own.and_then(position) else {
        return Right::Protected;
    };
    let taken: Vec<u16> = match query.filter("ente") {
        Some(code) => position(code).into_iter().collect(),
        None => (0..u16::try_from(bodies.len()).unwrap_or(0)).collect(),
    };
    if let Some(right) = OwnData::prove(role, reader, &taken) {
        return Right::Own(right);
    }
    let above = match app.own_figures {
        OwnFigures::Protected => None,
        OwnFigures::Threshold => OwnAggregate::prove(role, reader, &taken, Policy::V1.threshold),
        OwnFigures::Exact => OwnAggregate::prove(role, reader, &taken, 0),
    };
    above.map_or(Right::Protected, Right::OwnAbove)
}

fn answered(
    app: &App,
    edition: &Edition,
    cube: &Cube,
    query: &Query,
    right: Right,
) -> Result<Held, AppError> {
    let key = AnswerKey {
        edition: edition.manifest.number,
        query: query.to_string(),
        protection: right.protection(),
        threshold: match right {
            Right::OwnAbove(own) => own.threshold(),
            Right::Protected | Right::Own(_) => 0,
        },
    };
    if let Some(held) = app.shelf.answer(&key) {
        return Ok(held);
    }
    let door = door(&app.protection_secret());
    let engine = match &app.engine {
        None => Engine::Embedded(n_threads()),
        Some(external) => external.of(edition, &app.data_dir)?,
    };
    let failed = |error: AskError| match error {
        AskError::Query(error) => AppError::Invalid(error.to_string()),
        AskError::Engine(error) => {
            AppError::system("ottenere la risposta dal motore esterno", error)
        }
    };
    let found = answer(cube, query, right, &door, &engine).map_err(failed)?;
    let safer = if found.hides() {
        safer_views(cube, query, right, &door, &engine).map_err(failed)?
    } else {
        Vec::new()
    };
    let held = (Arc::new(found), Arc::new(safer));
    app.shelf.keep(key, held.clone());
    Ok(held)
}
