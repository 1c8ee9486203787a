//! Medians and other quantiles: taken at a rank that is shifted by the key of the cell.

use pas_cube::grid::Grid;

use super::door::{Door, RANK};
use super::shown::Shown;

/// Cents that quantiles are rounded to: ten euro.
const STEP: i64 = 1_000;

impl Door {
    /// For each cell of `grid`, the amount below which `permille` thousandths of its people stay, in
    /// cents, rounded to ten euro. Shown only for cells of twice the threshold; the mean of the
    /// amounts of three people next to a shifted rank, none of them among the smallest or largest
    /// amounts, less than a threshold of people from either end.
    pub fn quantiles(&self, grid: &Grid, permille: u16) -> Vec<Shown> {
        let of_cell = |n: usize| {
            self.quantile(grid, n, permille)
                .map_or(Shown::Few, Shown::Value)
        };
        (0..grid.cells.len()).map(of_cell).collect()
    }

    fn quantile(&self, grid: &Grid, n: usize, permille: u16) -> Option<i64> {
        let (cell, amounts) = (grid.cells.get(n)?, grid.amounts.get(n)?);
        let threshold = usize::try_from(self.policy.threshold).ok()?;
        let counted = self.people(cell)?;
        let is_large = amounts.len() >= 2 * threshold
            && counted.people >= 2 * i64::from(self.policy.threshold)
            && amounts.len() == usize::try_from(cell.people).ok()?;
        if !is_large || !amounts.is_sorted() {
            return None;
        }
        let n_distinct = amounts.chunk_by(|one, next| one == next).count();
        if n_distinct < usize::try_from(self.policy.min_distinct_amounts).ok()? {
            return None;
        }
        let last = i64::try_from(amounts.len()).ok()? - 1;
        let rank = last * i64::from(permille.min(1000)) / 1000;
        let shift = self
            .count_table
            .draw(counted.secret.bits(RANK, [permille.into(), 0]));
        let edge = i64::from(self.policy.threshold);
        let rank = (rank + shift)
            .max(edge)
            .min(last - edge)
            .max(1)
            .min(last - 1);
        let around = usize::try_from(rank - 1).ok()?;
        let three: i64 = amounts
            .get(around..around + 3)?
            .iter()
            .map(|&a| i64::from(a))
            .sum();
        Some((three / 3 + STEP / 2) / STEP * STEP)
    }
}
