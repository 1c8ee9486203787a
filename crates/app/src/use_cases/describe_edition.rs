//! What an edition can be asked: its years, and the values of the levels that a page offers.

use pas_cube::Cube;
use pas_cube::dimension::{Level, Node, level};
use pas_domain::actor::Actor;

use crate::app::App;
use crate::editions::Home;
use crate::error::AppError;
use crate::use_case::DESCRIBE_EDITION;
use crate::use_cases::ask_edition::{cube, edition, own_code};

/// More values than these are no choice that a page can offer: such a level is asked for by code.
const MAX_CHOICES: usize = 150;

/// An edition, as far as one must know it to ask.
#[derive(Debug, Clone)]
pub struct EditionView {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Where its data come from.
    pub source: String,
    /// Instant of the build, by the builder's clock.
    pub created: String,
    /// The years, ascending, each with the last month (1 to 12) that the data reach.
    pub years: Vec<(i16, u8)>,
    /// The reader's own territory, where the edition knows the reader's body.
    pub home: Option<Home>,
    /// Of a home that is an ambito, its comuni.
    pub home_comuni: Vec<Node>,
    /// Province, region and macro-area of the home.
    pub around: Vec<(&'static Level, Node)>,
    /// How many bodies granted what is in it.
    pub n_bodies: usize,
    /// The levels that were asked about, in the order of the question.
    pub levels: Vec<LevelView>,
}

/// A level over an edition.
#[derive(Debug, Clone)]
pub struct LevelView {
    /// The level.
    pub level: &'static Level,
    /// Its values; of a level with very many, only the one that was named.
    pub nodes: Vec<Node>,
    /// Whether these are all.
    pub is_whole: bool,
}

impl EditionView {
    /// The latest year that the data reach to its end; the last one where there is none.
    pub fn latest_complete_year(&self) -> Option<i16> {
        let complete = self.years.iter().rev().find(|(_, month)| *month == 12);
        complete.or(self.years.last()).map(|(year, _)| *year)
    }

    /// The Italian name of the value of `level` with `code`, where the edition has it.
    pub fn label(&self, level: &Level, code: &str) -> Option<&str> {
        let views = self.levels.iter().filter(|view| view.level == level);
        let around = self.around.iter().filter(|(around, _)| *around == level);
        let home = self.home.iter().filter(|home| home.level == level);
        let comuni = self.home_comuni.iter().filter(|_| level.id == "comune");
        let nodes = views.flat_map(|view| &view.nodes).chain(comuni);
        let nodes = nodes.chain(around.map(|(_, node)| node));
        let mut nodes = nodes.chain(home.map(|home| &home.node));
        let node = nodes.find(|node| node.code == code)?;
        Some(&node.label)
    }
}

/// The edition `number`, or the latest one: its years and, of each of `levels`, the values. Beside a
/// level stands the code that a filter names, if any.
pub async fn describe_edition(
    app: &App,
    actor: &Actor,
    number: Option<u32>,
    levels: Vec<(&'static Level, String)>,
) -> Result<EditionView, AppError> {
    let mut tx = app.look(actor, DESCRIBE_EDITION).await?;
    let own = own_code(&mut tx, actor).await?;
    drop(tx);
    let app = app.clone();
    let described = move || {
        let edition = edition(&app, number)?;
        let cube = cube(&app, &edition)?;
        let view = |(level, code): (&'static Level, String)| {
            let nodes = cube.nodes(level);
            let is_whole = nodes.len() <= MAX_CHOICES;
            let shown = nodes.iter().filter(|node| is_whole || node.code == code);
            LevelView {
                level,
                nodes: shown.cloned().collect(),
                is_whole,
            }
        };
        let reference = cube.reference();
        let home = Home::find(&cube, own.as_deref());
        let months = reference.last_months.iter().copied();
        Ok(EditionView {
            number: edition.manifest.number,
            title: edition.manifest.about.title.clone(),
            source: edition.manifest.about.source.clone(),
            created: edition.manifest.about.created.clone(),
            home_comuni: home
                .as_ref()
                .map_or_else(Vec::new, |home| home.comuni(&cube)),
            around: around(home.as_ref(), &cube),
            home,
            n_bodies: reference.bodies.len(),
            years: reference.years().zip(months).collect(),
            levels: levels.into_iter().map(view).collect(),
        })
    };
    let task = tokio::task::spawn_blocking(described).await;
    task.map_err(|error| AppError::system("leggere l'edizione", error))?
}

/// What contains the home, by level, from the province up.
fn around(home: Option<&Home>, cube: &Cube) -> Vec<(&'static Level, Node)> {
    let levels = ["provincia", "regione", "ripartizione"].into_iter();
    let node = |id| {
        let level = level(id)?;
        Some((level, home?.around(cube, level)?.clone()))
    };
    levels.filter_map(node).collect()
}
