//! What a drawing must know beside the figures: of which comuni an ambito consists, where few people
//! live, what is the reader's own.

use std::collections::{BTreeMap, BTreeSet};

use pas_chart::FEW_RESIDENTS;
use pas_cube::dimension::{Axis, Level, Node};
use pas_cube::measure::{Formula, Measure};
use pas_cube::{Cube, Query};

use super::home::Home;

/// What the rows of an answer are in the edition that gives it. It changes no figure and no order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// The year whose territories are drawn; none for the edition's last, which then nothing says.
    pub(crate) year: Option<i16>,
    /// Of each ambito on the rows, the Belfiore codes of its comuni in that year.
    pub(crate) parts: BTreeMap<String, Vec<String>>,
    /// The comuni where fewer than [`FEW_RESIDENTS`] lived, by the count that divides in that year.
    pub(crate) small: BTreeSet<String>,
    /// For each level on the rows, the code of the reader's own node of a territory; none of other levels.
    pub(crate) own: Vec<Option<String>>,
    /// Of a reader whose own territory is an ambito, its comuni, where they are on the rows.
    pub(crate) own_comuni: BTreeSet<String>,
}

impl Setting {
    /// That of `query` for the reader at `home`.
    pub(crate) fn of(cube: &Cube, query: &Query, home: Option<&Home>) -> Self {
        let reference = cube.reference();
        let year = year_of(query).or_else(|| reference.years().last());
        let Some(year) = year else {
            return Self::default();
        };
        let mut setting = Self {
            year: Some(year),
            own: query
                .rows
                .iter()
                .map(|level| own(cube, level, home))
                .collect(),
            ..Self::default()
        };
        match query.rows.as_slice() {
            [only] if only.id == "ats" => setting.parts = comuni_by_ats(cube, only, year),
            [only] if only.id == "comune" => {
                if query
                    .measures
                    .iter()
                    .any(|measure| is_per_resident(measure))
                {
                    setting.small = small(cube, year);
                }
                let comuni = home.map(|home| home.comuni(cube)).unwrap_or_default();
                setting.own_comuni = comuni.into_iter().map(|node| node.code).collect();
            }
            _ => {}
        }
        setting
    }

    /// Whether the row with `nodes` is the reader's own: every territory that it names is.
    pub(crate) fn is_own(&self, nodes: &[Node]) -> bool {
        let mut named = self.own.iter().zip(nodes).filter_map(|(own, node)| {
            let own = own.as_ref()?;
            Some(*own == node.code)
        });
        named
            .next()
            .is_some_and(|first| first && named.all(|is_own| is_own))
    }
}

/// Whether `measure` is divided by people who live there.
pub(crate) fn is_per_resident(measure: &Measure) -> bool {
    matches!(
        measure.formula,
        Formula::Ratio {
            by: Formula::Population(_),
            ..
        }
    )
}

/// The year that the question is of, where it is of one. The nodes of all levels of time begin with it.
fn year_of(query: &Query) -> Option<i16> {
    let mut filters = query.filters.iter();
    let (_, code) = filters.find(|(level, _)| level.axis == Axis::Time)?;
    code.get(..4)?.parse().ok()
}

/// The code of the reader's own node of `level`, where that is a territory or a body. The empty code,
/// which no node has, where the own territory does not lie in one.
fn own(cube: &Cube, level: &'static Level, home: Option<&Home>) -> Option<String> {
    // A class is no place.
    if !matches!(level.axis, Axis::Residence | Axis::Body) || level.id == "classe" {
        return None;
    }
    let node = home.and_then(|home| home.around(cube, level));
    Some(node.map(|node| node.code.clone()).unwrap_or_default())
}

fn comuni_by_ats(cube: &Cube, ats: &Level, year: i16) -> BTreeMap<String, Vec<String>> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let places = (0..).zip(&cube.reference().places);
    for (position, place) in places.filter(|(_, place)| !place.belfiore.is_empty()) {
        if let Some(node) = cube.node_of_place(ats, position, year) {
            let comuni = parts.entry(node.code.clone()).or_default();
            comuni.push(place.belfiore.clone());
        }
    }
    parts
}

/// Comuni with few residents; one where nobody was counted is none of them: nothing is divided there.
fn small(cube: &Cube, year: i16) -> BTreeSet<String> {
    let reference = cube.reference();
    let Some(vintage) = reference.vintage_for(year) else {
        return BTreeSet::new();
    };
    let places = reference.places.iter().zip(&vintage.residents);
    let small = places.filter(|(_, residents)| {
        let n: u32 = residents.iter().sum();
        (1..FEW_RESIDENTS).contains(&n)
    });
    small.map(|(place, _)| place.belfiore.clone()).collect()
}
