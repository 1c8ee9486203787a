//! Who lives where a cell is: the residents that rates divide by, by year, territory, sex and age.
//!
//! The count is the one that [`Reference::vintage_for`](crate::Reference::vintage_for) names for the
//! cell's year. Abroad counts nobody. What residents are not known by (citizenship, ISEE, benefit and
//! all the rest) does not restrict them.

use std::collections::BTreeSet;

use crate::cube::Cube;
use crate::dimension::{Axis, BROAD_AGES, Cut, Level, OUTSIDE};
use crate::measure::Population;
use crate::plan::{Plan, Side, year_of};
use crate::reference::N_BANDS;
use crate::traits::Sex;

/// Residents by sex and age band, as in [`Vintage::residents`](crate::reference::Vintage).
type Counts = [i64; 2 * N_BANDS];

/// The residents of every cell of a plan: gathered once, then read cell by cell.
#[derive(Debug)]
pub struct Residents<'p> {
    cube: &'p Cube,
    plan: &'p Plan,
    /// By year from the first; `None` where the filters leave the year out, or nobody was counted.
    years: Vec<Option<OfYear>>,
}

/// The residents of one year within the filters on territory.
#[derive(Debug)]
struct OfYear {
    /// By node of the territory that is shown; empty where none is.
    nodes: Vec<Counts>,
    /// All of them.
    all: Counts,
}

impl<'p> Residents<'p> {
    /// Gathers what the cells of `plan` need.
    pub fn of(cube: &'p Cube, plan: &'p Plan) -> Self {
        let n_years = usize::from(cube.reference().n_years);
        let mut residents = Self {
            cube,
            plan,
            years: Vec::new(),
        };
        residents.years = (0..n_years)
            .map(|year| {
                let is_left = residents.filter_years().all(|left| left == year);
                is_left.then(|| residents.of_year(year)).flatten()
            })
            .collect();
        residents
    }

    /// The residents of the cell in row number `row` and column number `column`; `None` for a total
    /// over all rows or all columns.
    ///
    /// Nobody can say, and the answer is `None`: where the cell spans several years; where sex or age
    /// is not known; where nobody was counted; for [`Population::Target`], where the area is one whose
    /// population we do not have.
    pub fn count(
        &self,
        row: Option<usize>,
        column: Option<usize>,
        population: Population,
    ) -> Option<i64> {
        let cell = self.nodes(row, column);
        let of_year = self.years.get(self.year(&cell)?)?.as_ref()?;
        let place = cell.iter().find(|(level, _)| level.axis == Axis::Residence);
        let counts = match place {
            Some((_, Some(node))) => of_year.nodes.get(*node)?,
            _ => &of_year.all,
        };
        let sexes = self.sexes(&cell)?;
        let mut bands = self.bands(&cell)?;
        if population == Population::Target {
            let target = self.target_bands(&cell)?;
            bands.iter_mut().zip(target).for_each(|(band, of_target)| {
                *band &= of_target;
            });
        }
        let of_sexes = counts
            .chunks(N_BANDS)
            .zip(sexes)
            .filter(|(_, is_in)| *is_in);
        let of_bands = of_sexes.flat_map(|(counts, _)| counts.iter().zip(bands));
        Some(of_bands.filter(|(_, is_in)| *is_in).map(|(n, _)| n).sum())
    }

    /// The levels that are shown, each with the cell's node, or `None` in a total over it.
    fn nodes(
        &self,
        row: Option<usize>,
        column: Option<usize>,
    ) -> Vec<(&'static Level, Option<usize>)> {
        let of_side = |side: &Side, n: Option<usize>| {
            let positions = n.map(|n| side.positions(n));
            let levels = side.levels.iter().enumerate();
            levels
                .map(|(at, level)| (*level, positions.as_ref().map(|all| all[at])))
                .collect::<Vec<_>>()
        };
        let mut nodes = of_side(&self.plan.rows, row);
        nodes.extend(of_side(&self.plan.columns, column));
        nodes
    }

    /// The filters and the cell's own nodes on `axis`.
    fn restrictions(
        &self,
        axis: Axis,
        cell: &[(&'static Level, Option<usize>)],
    ) -> Vec<(&'static Level, usize)> {
        let own = cell
            .iter()
            .filter_map(|(level, node)| Some((*level, (*node)?)));
        let all = self.plan.filters.iter().copied().chain(own);
        all.filter(|(level, _)| level.axis == axis).collect()
    }

    /// The year of each filter on time.
    fn filter_years(&self) -> impl Iterator<Item = usize> + '_ {
        let filters = self.plan.filters.iter();
        let of_time = filters.filter(|(level, _)| level.axis == Axis::Time);
        of_time.map(|(level, node)| year_of(self.cube.cut(level), *node))
    }

    /// The only year of the cell.
    fn year(&self, cell: &[(&'static Level, Option<usize>)]) -> Option<usize> {
        let own = self.restrictions(Axis::Time, cell);
        if let Some((level, node)) = own.last() {
            return Some(year_of(self.cube.cut(level), *node));
        }
        (self.years.len() == 1).then_some(0)
    }

    fn of_year(&self, year: usize) -> Option<OfYear> {
        let reference = self.cube.reference();
        let vintage = reference.vintage_for(reference.years().nth(year)?)?;
        let is_territory = |level: &&&Level| level.axis == Axis::Residence;
        let mut shown = self
            .plan
            .rows
            .levels
            .iter()
            .chain(&self.plan.columns.levels);
        let shown = shown.find(is_territory).map(|level| self.cube.cut(level));
        let filters = self.restrictions(Axis::Residence, &[]);
        let mut of_year = OfYear {
            nodes: vec![[0; 2 * N_BANDS]; shown.map_or(0, |cut| cut.nodes.len())],
            all: [0; 2 * N_BANDS],
        };
        for (place, counts) in (0..usize::from(reference.abroad())).zip(&vintage.residents) {
            let is_in = |(level, node): &(&Level, usize)| {
                node_of(self.cube.cut(level), year, place) == Some(*node)
            };
            if !filters.iter().all(is_in) {
                continue;
            }
            if let Some(shown) = shown {
                let Some(node) = node_of(shown, year, place) else {
                    continue;
                };
                add(&mut of_year.nodes[node], counts);
            }
            add(&mut of_year.all, counts);
        }
        Some(of_year)
    }

    /// Whether men and whether women count; `None` for those whose sex is not known.
    fn sexes(&self, cell: &[(&'static Level, Option<usize>)]) -> Option<[bool; 2]> {
        let mut sexes = [true; 2];
        for (_, node) in self.restrictions(Axis::Sex, cell) {
            let own = match Sex::ALL.get(node)? {
                Sex::Unknown => return None,
                Sex::Male => [true, false],
                Sex::Female => [false, true],
            };
            sexes.iter_mut().zip(own).for_each(|(sex, own)| *sex &= own);
        }
        Some(sexes)
    }

    /// Which age bands count; `None` for those whose age is not known.
    fn bands(&self, cell: &[(&'static Level, Option<usize>)]) -> Option<[bool; N_BANDS]> {
        let mut bands = [true; N_BANDS];
        for (level, node) in self.restrictions(Axis::Age, cell) {
            // The nodes of `eta` are the numbers of the bands, 0 for not known.
            let (first, last) = match level.id {
                "eta_ampia" => {
                    let (_, _, first, last) = BROAD_AGES.get(node)?;
                    (usize::from(*first), usize::from(*last))
                }
                _ => (node, node),
            };
            if first == 0 {
                return None;
            }
            for (number, band) in (1..).zip(&mut bands) {
                *band &= (first..=last).contains(&number);
            }
        }
        Some(bands)
    }

    /// The ages that the cell's ISTAT area is meant for: 0 to 17 for FAM, 65 and more for ELD, all for
    /// MUL and where there is no area or more than one. For DIS, ADD, IMM and POV the ISTAT divides by
    /// populations that we do not have: `None`, and no other stands in for them.
    fn target_bands(&self, cell: &[(&'static Level, Option<usize>)]) -> Option<[bool; N_BANDS]> {
        let areas = self.areas(cell);
        let area = match areas.first() {
            Some(area) if areas.len() == 1 => *area,
            _ => "",
        };
        let broad = match area {
            "" | "MUL" => return Some([true; N_BANDS]),
            "FAM" => "0-17",
            "ELD" => "65+",
            _ => return None,
        };
        let (_, _, first, last) = BROAD_AGES.iter().find(|(code, ..)| *code == broad)?;
        Some(std::array::from_fn(|band| {
            (usize::from(*first)..=usize::from(*last)).contains(&(band + 1))
        }))
    }

    /// The ISTAT areas of the benefits that can be in the cell; none where nothing narrows them down.
    fn areas(&self, cell: &[(&'static Level, Option<usize>)]) -> BTreeSet<&'p str> {
        let narrowed = self.restrictions(Axis::Benefit, cell);
        let summed = cell
            .iter()
            .find(|(level, node)| level.axis == Axis::Benefit && node.is_none());
        if narrowed.is_empty() && summed.is_none() {
            return BTreeSet::new();
        }
        let is_in = |benefit: usize| {
            let of = |level: &Level| node_of(self.cube.cut(level), 0, benefit);
            narrowed
                .iter()
                .all(|(level, node)| of(level) == Some(*node))
                && summed.is_none_or(|(level, _)| of(level).is_some())
        };
        let benefits = self.cube.reference().benefits.iter().enumerate();
        benefits
            .filter(|(n, _)| is_in(*n))
            .map(|(_, benefit)| benefit.istat_area.as_str())
            .collect()
    }
}

/// The node of `value` in `year`, counted from the first; none where the value is outside the level.
fn node_of(cut: &Cut, year: usize, value: usize) -> Option<usize> {
    let stretch = if cut.by_year { year * cut.n_values } else { 0 };
    let node = *cut.node_of.get(stretch + value)?;
    (node != OUTSIDE).then_some(usize::from(node))
}

fn add(sum: &mut Counts, counts: &[u32; 2 * N_BANDS]) {
    for (sum, n) in sum.iter_mut().zip(counts) {
        *sum += i64::from(*n);
    }
}
