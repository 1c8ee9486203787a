//! How much of what is due is in the facts: sums by year and benefit, by year and body, made once.
//!
//! A national edition has hundreds of thousands of entries, and every question shows their sum.

use crate::cube::Cube;
use crate::dimension::{Axis, Cut, Level, Source};
use crate::reference::{Coverage, Reference};

/// Records due, and those of them that are in the facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// Due.
    pub n_expected: u64,
    /// Of these, in the facts.
    pub n_present: u64,
}

impl Due {
    fn add(&mut self, other: Self) {
        self.n_expected += other.n_expected;
        self.n_present += other.n_present;
    }
}

impl From<&Coverage> for Due {
    fn from(entry: &Coverage) -> Self {
        Self {
            n_expected: entry.n_expected.into(),
            n_present: entry.n_present.into(),
        }
    }
}

/// The sums of a reference's coverage, year by year.
#[derive(Debug)]
pub(crate) struct CoverageSums(Vec<OfYear>);

#[derive(Debug)]
struct OfYear {
    year: i16,
    of_benefits: Vec<Due>,
    of_bodies: Vec<Due>,
    /// For each body, where its entries begin in the reference; then where the last one's end.
    starts: Vec<usize>,
}

impl CoverageSums {
    /// Puts the coverage of `reference` into the order of year, body and benefit, and adds it up.
    pub(crate) fn over(reference: &mut Reference) -> Self {
        let coverage = &mut reference.coverage;
        coverage.sort_unstable_by_key(|entry| (entry.year, entry.body, entry.benefit));
        let mut first = 0;
        let years = coverage.chunk_by(|one, other| one.year == other.year);
        let years = years.map(|entries| {
            let of_year = OfYear::over(entries, first);
            first += entries.len();
            of_year
        });
        Self(years.collect())
    }
}

impl OfYear {
    /// The sums of `entries`, which are of one year and stand in the reference from `first` on.
    fn over(entries: &[Coverage], first: usize) -> Self {
        let mut of_year = Self {
            year: entries[0].year,
            of_benefits: Vec::new(),
            of_bodies: Vec::new(),
            starts: Vec::new(),
        };
        for (place, entry) in (first..).zip(entries) {
            let (body, benefit) = (usize::from(entry.body), usize::from(entry.benefit));
            if body >= of_year.of_bodies.len() {
                of_year.of_bodies.resize(body + 1, Due::default());
                of_year.starts.resize(body + 1, place);
            }
            if benefit >= of_year.of_benefits.len() {
                of_year.of_benefits.resize(benefit + 1, Due::default());
            }
            of_year.of_bodies[body].add(entry.into());
            of_year.of_benefits[benefit].add(entry.into());
        }
        of_year.starts.push(first + entries.len());
        of_year
    }
}

impl Cube {
    /// What is due by the year, the benefit and the bodies that `filters` leave. A territory of residence
    /// stands for the bodies whose seat is in it, for who has sent nothing has no resident to be
    /// counted by. Filters on anything else say nothing of what is due.
    pub fn due(&self, filters: &[(&Level, String)]) -> Due {
        let left = Left::by(self, filters);
        let mut due = Due::default();
        for of_year in &self.coverage().0 {
            left.add(of_year, &mut due);
        }
        due
    }
}

/// What filters leave.
struct Left<'c> {
    reference: &'c Reference,
    /// Codes of stretches of time.
    times: Vec<&'c str>,
    /// Levels of residence or of the body, and the node that is asked for; absent where it is not there,
    /// which no body's node equals: of those outside it is a number too.
    territories: Vec<(&'c Cut, Option<u16>)>,
    /// Whether each benefit is left; absent where all are.
    benefits: Option<Vec<bool>>,
}

impl<'c> Left<'c> {
    fn by(cube: &'c Cube, filters: &'c [(&Level, String)]) -> Self {
        let reference = cube.reference();
        let mut left = Self {
            reference,
            times: Vec::new(),
            territories: Vec::new(),
            benefits: None,
        };
        for (level, code) in filters {
            let cut = cube.cut(level);
            let node = cut.position(code).and_then(|node| u16::try_from(node).ok());
            match level.axis {
                Axis::Time => left.times.push(code),
                Axis::Residence | Axis::Body => left.territories.push((cut, node)),
                Axis::Benefit => {
                    let all = || vec![true; reference.benefits.len()];
                    let benefits = left.benefits.get_or_insert_with(all).iter_mut();
                    for (benefit, is_left) in benefits.enumerate() {
                        *is_left &= cut.node_at(benefit, 0) == node;
                    }
                }
                _ => {}
            }
        }
        left
    }

    /// Adds to `due` what is left of a year.
    fn add(&self, of_year: &OfYear, due: &mut Due) {
        let mut years = self.reference.years();
        let year = years.position(|year| year == of_year.year);
        let is_all = self.times.is_empty() && self.territories.is_empty();
        let name = of_year.year.to_string();
        if !is_all && year.is_none() || !self.times.iter().all(|code| code.starts_with(&name)) {
            return;
        }
        let year = year.unwrap_or_default();
        if self.territories.is_empty() {
            let all = of_year.of_benefits.iter().enumerate();
            all.filter(|(benefit, _)| self.has_benefit(*benefit))
                .for_each(|(_, of_benefit)| due.add(*of_benefit));
            return;
        }
        for (body, of_body) in of_year.of_bodies.iter().enumerate() {
            if !self.has_body(body, year) {
                continue;
            }
            if self.benefits.is_none() {
                due.add(*of_body);
                continue;
            }
            let entries = &self.reference.coverage[of_year.starts[body]..of_year.starts[body + 1]];
            entries
                .iter()
                .filter(|entry| self.has_benefit(entry.benefit.into()))
                .for_each(|entry| due.add(entry.into()));
        }
    }

    fn has_benefit(&self, benefit: usize) -> bool {
        let benefits = self.benefits.as_ref();
        benefits.is_none_or(|benefits| benefits.get(benefit).is_some_and(|is_left| *is_left))
    }

    /// Whether the body is in every territory asked for, in the year at position `year`.
    fn has_body(&self, body: usize, year: usize) -> bool {
        self.territories.iter().all(|(cut, node)| {
            let value = match cut.source {
                Source::Residence => self.reference.bodies.get(body).map(|body| body.seat.into()),
                _ => Some(body),
            };
            value.and_then(|value| cut.node_at(value, year)) == *node
        })
    }
}
