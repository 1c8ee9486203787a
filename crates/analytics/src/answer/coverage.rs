//! Beside every figure: of what is due, how much is in the edition.

use pas_cube::cube::Cube;
use pas_cube::dimension::{Axis, Level, Node};
use pas_cube::query::Query;
use pas_cube::reference::{self, Body};

/// Records due, and those of them that are in the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Due, by the bodies that the question concerns.
    pub n_expected: u64,
    /// Of these, in the edition.
    pub n_present: u64,
}

/// Records that the coverage of protected figures is told by.
const STEP: u64 = 10;

impl Coverage {
    /// In whole tens, rounded down, for whom figures are protected: exact, the records of a benefit
    /// and a year would be a count that no noise and no threshold has touched. Less than ten due: none.
    pub(super) fn coarse(self) -> Option<Self> {
        let tens = |n: u64| n / STEP * STEP;
        (self.n_expected >= STEP).then(|| Self {
            n_expected: tens(self.n_expected),
            n_present: tens(self.n_present),
        })
    }

    /// In percent, rounded down: 100 only where nothing is missing.
    pub fn percent(&self) -> Option<u8> {
        let percent = (self.n_present * 100).checked_div(self.n_expected)?;
        u8::try_from(percent.min(100)).ok()
    }
}

/// The coverage behind `query`: by its year, benefit and body. A territory stands for the bodies
/// whose seat is in it, for who has sent nothing has no resident to be counted by.
pub(super) fn of(cube: &Cube, query: &Query) -> Option<Coverage> {
    let mut whole = Coverage {
        n_expected: 0,
        n_present: 0,
    };
    let filters = query.filters.iter();
    let concerned: Vec<Concerned> = filters
        .filter_map(|(level, code)| Concerned::by(cube, level, code))
        .collect();
    let first_year = cube.reference().first_year;
    for entry in &cube.reference().coverage {
        let year = usize::try_from(entry.year - first_year).unwrap_or(usize::MAX);
        if concerned.iter().all(|some| some.holds(entry, year)) {
            whole.n_expected += u64::from(entry.n_expected);
            whole.n_present += u64::from(entry.n_present);
        }
    }
    (whole.n_expected > 0).then_some(whole)
}

/// What a filter leaves, spelled out once: there are hundreds of thousands of entries to hold it against.
enum Concerned {
    /// For each year from the first.
    Years(Vec<bool>),
    /// For each year from the first, for each body.
    Bodies(Vec<Vec<bool>>),
    /// For each benefit.
    Benefits(Vec<bool>),
}

impl Concerned {
    /// What the filter `code` on `level` leaves; nothing where it says nothing of what is due.
    fn by(cube: &Cube, level: &Level, code: &str) -> Option<Self> {
        let reference = cube.reference();
        let is_it = |node: Option<&Node>| node.is_some_and(|node| node.code == code);
        let bodies = |holds: &dyn Fn(u16, &Body, i16) -> bool| {
            let of_year = |year| {
                let numbered = (0..).zip(&reference.bodies);
                numbered.map(|(n, body)| holds(n, body, year)).collect()
            };
            Self::Bodies(reference.years().map(of_year).collect())
        };
        Some(match level.axis {
            Axis::Time => {
                let years = reference.years();
                Self::Years(
                    years
                        .map(|year| code.starts_with(&year.to_string()))
                        .collect(),
                )
            }
            Axis::Residence => {
                bodies(&|_, body, year| is_it(cube.node_of_place(level, body.seat, year)))
            }
            Axis::Body => bodies(&|n, _, year| is_it(cube.node_of_body(level, n, year))),
            Axis::Benefit => {
                let numbers = (0..).zip(&reference.benefits);
                let holds = numbers.map(|(n, _)| is_it(cube.node_of_benefit(level, n)));
                Self::Benefits(holds.collect())
            }
            _ => return None,
        })
    }

    fn holds(&self, entry: &reference::Coverage, year: usize) -> bool {
        let found = match self {
            Self::Years(years) => years.get(year),
            Self::Bodies(bodies) => bodies
                .get(year)
                .and_then(|bodies| bodies.get(usize::from(entry.body))),
            Self::Benefits(benefits) => benefits.get(usize::from(entry.benefit)),
        };
        found.copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::Coverage;

    #[test]
    fn protected_figures_come_with_whole_tens() {
        let coarse = |n_expected, n_present| {
            let coverage = Coverage {
                n_expected,
                n_present,
            };
            let coarse = coverage.coarse()?;
            Some((coarse.n_expected, coarse.n_present))
        };
        for ((expected, present), told) in [
            ((9, 3), None),
            ((0, 0), None),
            ((10, 4), Some((10, 0))),
            ((129, 117), Some((120, 110))),
        ] {
            assert_eq!(coarse(expected, present), told);
        }
    }
}
