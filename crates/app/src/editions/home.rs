//! Where a reader is at home: what `mio` stands for in a question.
//!
//! `territorio=mio` is the reader's own territory: the comune of a comune, the ambito of any other
//! body whose seat lies in one. `LEVEL=mio` is what contains it at that level. So one address shows
//! every reader the own territory, and no copy of it is needed.

use pas_cube::Cube;
use pas_cube::dimension::{Axis, Level, Node, level};

use crate::error::AppError;

/// The key for the reader's own territory.
const TERRITORY: &str = "territorio";
/// The value that stands for the reader's own.
const MINE: &str = "mio";
/// The value of [`TERRITORY`] for everything that is in the edition.
const ALL: &str = "tutto";

/// A reader's own territory in an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Level of residence.
    pub level: &'static Level,
    /// The territory.
    pub node: Node,
    /// Code of the reader's body, as the edition knows it.
    pub body: String,
    /// Position of the body in the edition.
    position: u16,
    /// Position of its seat among the places.
    seat: u16,
    /// The last year of the edition, by which territories are drawn.
    year: i16,
}

impl Home {
    /// The territory of the body with `code`; none where the edition does not know the body, or
    /// no ambito holds the seat of a body that is no comune.
    pub fn find(cube: &Cube, code: Option<&str>) -> Option<Self> {
        let reference = cube.reference();
        let year = reference.years().last()?;
        let numbered = (0..).zip(&reference.bodies);
        let mut found = numbered.filter(|(_, body)| Some(body.code.as_str()) == code);
        let (position, body) = found.next()?;
        let name = if is_comune(&body.name) {
            "comune"
        } else {
            "ats"
        };
        let level = level(name)?;
        let node = cube.node_of_place(level, body.seat, year)?.clone();
        Some(Self {
            level,
            node,
            body: body.code.clone(),
            position,
            seat: body.seat,
            year,
        })
    }

    /// The filter that stands for it: level and code.
    pub fn filter(&self) -> (&'static str, &str) {
        (self.level.id, &self.node.code)
    }

    /// The comuni of a territory that is an ambito, by name; none of any other.
    pub fn comuni(&self, cube: &Cube) -> Vec<Node> {
        let Some(finest) = level("comune").filter(|_| self.level.id == "ats") else {
            return Vec::new();
        };
        let places = (0..).zip(&cube.reference().places);
        let inside = places.filter(|(place, _)| {
            cube.node_of_place(self.level, *place, self.year) == Some(&self.node)
        });
        let mut comuni: Vec<Node> = inside
            .filter_map(|(place, _)| cube.node_of_place(finest, place, self.year).cloned())
            .collect();
        comuni.sort_by(|a, b| a.label.cmp(&b.label));
        comuni
    }

    /// The node of `level` that contains it.
    pub fn around<'a>(&self, cube: &'a Cube, level: &'static Level) -> Option<&'a Node> {
        match level.axis {
            Axis::Body => cube.node_of_body(level, self.position, self.year),
            Axis::Residence if level.id == "comune" && self.level.id != "comune" => None,
            Axis::Residence => cube.node_of_place(level, self.seat, self.year),
            _ => None,
        }
    }
}

/// Whether a body of this name is a comune by itself.
fn is_comune(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("comune"))
}

/// Whether `text`, a query string, says anything of the reader's own.
pub(crate) fn is_asked(text: &str) -> bool {
    pairs(text).any(|(key, value)| key == TERRITORY || value == MINE)
}

/// The edition that `text` names.
pub(crate) fn edition_of(text: &str) -> Option<u32> {
    let found = pairs(text).find(|&(key, _)| key == "edizione");
    found.and_then(|(_, value)| value.parse().ok())
}

fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let text = text.trim_start_matches('?');
    text.split('&').filter_map(|pair| pair.split_once('='))
}

/// `text` with the reader's own in the place of `mio`.
pub(crate) fn resolve(text: &str, cube: &Cube, home: Option<&Home>) -> Result<String, AppError> {
    let mut out = Vec::new();
    for pair in text.trim_start_matches('?').split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (key, value) {
            (TERRITORY, ALL) => {}
            (TERRITORY, MINE) => {
                let (level, code) = home.ok_or_else(no_home)?.filter();
                out.push(format!("{level}={}", encoded(code)));
            }
            (TERRITORY, _) => {
                return Err(AppError::Invalid(format!(
                    "«territorio» è «{MINE}» o «{ALL}»: per un altro territorio scrivi comune=…, ats=…, provincia=… o \
                     regione=…"
                )));
            }
            (key, MINE) if level(key).is_some() => {
                let home = home.ok_or_else(no_home)?;
                let level = level(key).ok_or_else(no_home)?;
                let node = home.around(cube, level).ok_or_else(|| {
                    AppError::Invalid(format!(
                        "«{key}={MINE}»: il tuo territorio non sta in un solo valore di «{key}»"
                    ))
                })?;
                out.push(format!("{key}={}", encoded(&node.code)));
            }
            _ => out.push(pair.to_owned()),
        }
    }
    Ok(out.join("&"))
}

/// A code as it stands in a query string.
pub(crate) fn encoded(code: &str) -> String {
    form_urlencoded::byte_serialize(code.as_bytes()).collect()
}

fn no_home() -> AppError {
    AppError::Invalid(
        "l'edizione non dice qual è il tuo territorio: serve l'ente con la sua sede, e per un ente che non è un comune \
         l'elenco degli ambiti (ambiti.csv nella cartella dei dati). Intanto scegli un comune o una provincia, oppure \
         chiedi con territorio=tutto"
            .to_owned(),
    )
}
