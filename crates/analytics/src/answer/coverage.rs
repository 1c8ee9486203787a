//! Beside every figure: of what is due, how much is in the edition.

use pas_cube::cube::Cube;
use pas_cube::dimension::{Axis, Level};
use pas_cube::query::Query;
use pas_cube::reference;

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
    for entry in &cube.reference().coverage {
        if query
            .filters
            .iter()
            .all(|(level, code)| concerns(cube, level, code, entry))
        {
            whole.n_expected += u64::from(entry.n_expected);
            whole.n_present += u64::from(entry.n_present);
        }
    }
    (whole.n_expected > 0).then_some(whole)
}

fn concerns(cube: &Cube, level: &Level, code: &str, entry: &reference::Coverage) -> bool {
    let seat = || {
        cube.reference()
            .bodies
            .get(usize::from(entry.body))
            .map(|body| body.seat)
    };
    let found = match level.axis {
        Axis::Time => return code.starts_with(&entry.year.to_string()),
        Axis::Residence => seat().and_then(|seat| cube.node_of_place(level, seat, entry.year)),
        Axis::Body => cube.node_of_body(level, entry.body, entry.year),
        Axis::Benefit => cube.node_of_benefit(level, entry.benefit),
        _ => return true,
    };
    found.is_some_and(|node| node.code == code)
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
