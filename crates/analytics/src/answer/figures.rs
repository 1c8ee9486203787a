//! A measure's figure in a cell: from protected or exact statistics, never from both.

use pas_cube::Plan;
use pas_cube::cube::Cube;
use pas_cube::grid::{Cell, Grid};
use pas_cube::measure::{Base, Measure, Unit};
use pas_cube::population::Residents;

use super::{Asker, Right};
use crate::protection::{ProtectedCell, Shown, exact, exact_above};

/// What a cell shows for one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// The value: a count, cents of euro, or a ratio, rounded as the measure says.
    Number(f64),
    /// Hidden: too few people, or a figure that would lead to few. Nobody at all looks the same.
    Few,
    /// There is no such figure: nothing to divide by, or residents that nobody has counted.
    None,
}

impl Figure {
    /// The value, where there is one.
    pub const fn number(self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(value),
            Self::Few | Self::None => None,
        }
    }
}

/// Which figures a table gives, and the residents that divide.
pub(super) struct Figures<'a> {
    pub(super) plan: &'a Plan,
    cube: &'a Cube,
    measures: &'a [&'static Measure],
    residents: Option<Residents<'a>>,
}

/// Rows and columns of a cell; `None` for a total over all.
pub(super) type Place = (Option<usize>, Option<usize>);

impl<'a> Figures<'a> {
    pub(super) fn new(cube: &'a Cube, plan: &'a Plan, measures: &'a [&'static Measure]) -> Self {
        let needs_residents = measures
            .iter()
            .any(|measure| measure.formula.population().is_some());
        Self {
            plan,
            cube,
            measures,
            residents: needs_residents.then(|| Residents::of(cube, plan)),
        }
    }

    pub(super) const fn cube(&self) -> &'a Cube {
        self.cube
    }

    /// The figures of every cell of `grid`, whose places `place` gives.
    pub(super) fn of_grid(
        &self,
        asker: &Asker<'_>,
        grid: &Grid,
        place: impl Fn(usize) -> Place,
    ) -> Vec<Vec<Figure>> {
        match asker.right {
            Right::Own(right) => {
                let grid = exact(grid.clone(), right);
                let cells = 0..grid.cells.len();
                cells
                    .map(|n| self.figures(place(n), &|base| exact_base(&grid, n, base)))
                    .collect()
            }
            Right::OwnAbove(right) => {
                let grid = exact_above(grid.clone(), right);
                let base = |n: usize, base| {
                    if right.shows(&grid, n) {
                        exact_base(&grid, n, base)
                    } else {
                        Shown::Few
                    }
                };
                let cells = 0..grid.cells.len();
                cells
                    .map(|n| self.figures(place(n), &|wanted| base(n, wanted)))
                    .collect()
            }
            Right::Protected => {
                let shown = asker.door.protect(grid);
                let quantiles = self
                    .percentiles()
                    .map(|percent| (percent, asker.door.quantiles(grid, u16::from(percent) * 10)));
                let quantiles: Vec<(u8, Vec<Shown>)> = quantiles.collect();
                let base = |n: usize, base: Base| match base {
                    Base::Percentile(percent) => {
                        let found = quantiles.iter().find(|(other, _)| *other == percent);
                        found
                            .and_then(|(_, shown)| shown.get(n))
                            .copied()
                            .unwrap_or(Shown::Few)
                    }
                    base => protected_base(&shown.cells[n], base),
                };
                let cells = 0..grid.cells.len();
                cells
                    .map(|n| self.figures(place(n), &|wanted| base(n, wanted)))
                    .collect()
            }
        }
    }

    fn percentiles(&self) -> impl Iterator<Item = u8> + '_ {
        let mut found = Vec::new();
        for measure in self.measures {
            measure.formula.for_each_base(&mut |base| {
                if let Base::Percentile(percent) = base
                    && !found.contains(&percent)
                {
                    found.push(percent);
                }
            });
        }
        found.into_iter()
    }

    fn figures(&self, place: Place, base: &impl Fn(Base) -> Shown) -> Vec<Figure> {
        let measures = self.measures.iter();
        measures
            .map(|measure| self.figure(measure, place, base))
            .collect()
    }

    fn figure(
        &self,
        measure: &Measure,
        (row, column): Place,
        base: &impl Fn(Base) -> Shown,
    ) -> Figure {
        let mut is_hidden = false;
        measure
            .formula
            .for_each_base(&mut |wanted| is_hidden |= base(wanted) == Shown::Few);
        if is_hidden {
            return Figure::Few;
        }
        let residents = |population| self.residents.as_ref()?.count(row, column, population);
        let value = measure
            .formula
            .value(&|wanted| base(wanted).value(), &residents);
        value.map_or(Figure::None, |value| {
            Figure::Number(rounded(measure, value))
        })
    }
}

/// As coarse as the unit says, so that no decimal gives a count away (rule R9). No measure is less
/// than nothing, though noise on the parts of a difference could make it so, and a ratio of it too.
fn rounded(measure: &Measure, value: f64) -> f64 {
    let value = value.max(0.0);
    match measure.unit {
        Unit::Count | Unit::Cents => value.round(),
        Unit::Ratio { decimals, .. } => {
            let factor = 10_f64.powi(i32::from(decimals));
            (value * factor).round() / factor
        }
    }
}

fn protected_base(cell: &ProtectedCell, base: Base) -> Shown {
    match base {
        Base::People => cell.people,
        Base::Households => cell.households,
        Base::Sum(sum) => cell.sum(sum),
        Base::Percentile(_) => Shown::Few,
    }
}

/// The statistic itself; the percentile of nobody is none, which divides nothing.
fn exact_base(grid: &Grid, n: usize, base: Base) -> Shown {
    let cell: &Cell = &grid.cells[n];
    Shown::Value(match base {
        Base::People => cell.people.into(),
        Base::Households => cell.households.into(),
        Base::Sum(sum) => cell.sums[sum as usize],
        Base::Percentile(percent) => grid.percentile(n, percent).map_or(0, i64::from),
    })
}
