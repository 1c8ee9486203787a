//! From exact cells to cells that may be shown.

use pas_cube::grid::{Cell, Grid, Sum};

use super::dominance::is_dominated;
use super::noise::PTable;
use super::policy::Policy;
use super::secret::{CellSecret, Secret};
use super::shown::{ProtectedCell, ProtectedGrid, Shown};

/// Fixed point of the noise of sums: so many parts are one largest part.
const UNIT: i64 = 1 << 16;

/// The table of the sums' own noise has 2^so many steps to one largest part.
const HALVINGS: u8 = 4;
const STEP: i64 = UNIT >> HALVINGS;

/// What tells the draws of one cell apart. Sums use their own number.
const PEOPLE: u8 = 0x10;
const HOUSEHOLDS: u8 = 0x11;
pub(super) const RANK: u8 = 0x12;

/// A policy and a secret, ready to protect.
#[derive(Debug, Clone)]
pub struct Door {
    pub(super) policy: Policy,
    pub(super) secret: Secret,
    pub(super) count_table: PTable,
    sum_table: Option<PTable>,
    p_percent: u32,
}

/// The cells of `grid` as they may be shown.
pub fn protect(grid: &Grid, policy: &Policy, secret: &Secret) -> ProtectedGrid {
    Door::new(policy, secret).protect(grid)
}

impl Door {
    /// Prepares the tables.
    pub fn new(policy: &Policy, secret: &Secret) -> Self {
        Self {
            policy: policy.clone(),
            secret: secret.clone(),
            count_table: PTable::new(policy.count_noise),
            sum_table: policy
                .sum_noise
                .map(|noise| PTable::with_steps(noise.spread, HALVINGS)),
            p_percent: policy.p_percent.unwrap_or_else(|| secret.p_percent()),
        }
    }

    /// Below so many people a figure is hidden.
    pub const fn threshold(&self) -> u32 {
        self.policy.threshold
    }

    /// Most dimensions, beside time and territory, in one question.
    pub const fn max_dimensions(&self) -> u8 {
        self.policy.max_dimensions
    }

    /// Whether a question over `n_dimensions` dimensions beside time and territory is answered.
    pub const fn admits(&self, n_dimensions: usize) -> bool {
        self.policy.admits(n_dimensions)
    }

    /// The cells of `grid` as they may be shown. Where the grid lacks cells, all of it is hidden.
    pub fn protect(&self, grid: &Grid) -> ProtectedGrid {
        let n_cells = grid.n_rows.checked_mul(grid.n_columns);
        let is_whole = n_cells == Some(grid.cells.len());
        let show = |cell| {
            if is_whole {
                self.cell(cell)
            } else {
                ProtectedCell::FEW
            }
        };
        ProtectedGrid {
            n_rows: grid.n_rows,
            n_columns: grid.n_columns,
            cells: grid.cells.iter().map(show).collect(),
        }
    }

    /// One cell as it may be shown.
    pub fn cell(&self, cell: &Cell) -> ProtectedCell {
        let Some(counted) = self.people(cell) else {
            return ProtectedCell::FEW;
        };
        ProtectedCell {
            people: Shown::Value(counted.people),
            households: self.households(cell, &counted),
            sums: std::array::from_fn(|n| self.sum(cell, Sum::ALL[n], &counted)),
        }
    }

    /// The noisy count and its noise, or nothing where the cell must be hidden. Cells a little above
    /// the threshold are hidden too when their noise takes them below: so neither does "hidden" prove
    /// that there are fewer than the threshold, nor is a low count bent upwards.
    pub(super) fn people(&self, cell: &Cell) -> Option<Counted> {
        if cell.people < self.policy.threshold {
            return None;
        }
        let secret = self.secret.of_cell(cell.key, cell.people);
        let noise = self.count_table.draw(secret.bits(PEOPLE, [0, 0]));
        let people = i64::from(cell.people) + noise;
        let is_shown = people >= i64::from(self.policy.threshold);
        is_shown.then_some(Counted {
            people,
            noise,
            secret,
        })
    }

    /// Shares half of the noise of people, as sums do.
    fn households(&self, cell: &Cell, counted: &Counted) -> Shown {
        let threshold = i64::from(self.policy.threshold);
        let exact = i64::from(cell.households);
        if exact < threshold || cell.households > cell.people {
            return Shown::Few;
        }
        let bits = counted.secret.bits(HOUSEHOLDS, [exact, 0]);
        let parts = self.parts(counted.noise, bits);
        let households = (exact + (parts + parts.signum() * UNIT / 2) / UNIT).min(counted.people);
        if households < threshold {
            return Shown::Few;
        }
        Shown::Value(households)
    }

    /// The sum, with the largest single part times (half the noise of the people + noise of its own).
    ///
    /// The second depends on the sum too: where the same people have one record more, it is drawn
    /// anew, and the difference does not give the record.
    fn sum(&self, cell: &Cell, sum: Sum, counted: &Counted) -> Shown {
        let (exact, top) = (cell.sums[sum as usize], cell.top[sum as usize]);
        let [first, second] = top;
        // Parts that nobody counted are nought, and would leave the sum without noise.
        let is_counted = exact == 0 || first > 0;
        let is_sound = is_counted && second >= 0 && first >= second && exact >= first;
        if !is_sound || is_dominated(exact, top, self.p_percent) {
            return Shown::Few;
        }
        if exact == 0 {
            // That nobody in the cell has any of it is said only of larger groups.
            let is_large = counted.people >= 2 * i64::from(self.policy.threshold)
                && !matches!(sum, Sum::Records | Sum::Months);
            return if is_large {
                Shown::Value(0)
            } else {
                Shown::Few
            };
        }
        let parts = self.parts(
            counted.noise,
            counted.secret.bits(sum as u8, [exact, first]),
        );
        let parts = i128::from(parts);
        let shown = i128::from(exact) + (i128::from(first) * parts) / i128::from(UNIT);
        let Ok(shown) = i64::try_from(shown) else {
            return Shown::Few;
        };
        Shown::Value(match sum {
            // Everybody in the cell has a record, and a record a month.
            Sum::Records | Sum::Months => shown.max(counted.people),
            Sum::Hours => shown.max(0),
            Sum::Total | Sum::User | Sum::Ssn => (shown.max(0) + 50) / 100 * 100,
        })
    }

    /// Half of the people's noise and one of `bits`, in parts of [`UNIT`], folded away from nought. The
    /// table looks at the high bits; the lowest twelve place the noise within its step.
    fn parts(&self, noise: i64, bits: u64) -> i64 {
        let (Some(table), Some(policy)) = (&self.sum_table, self.policy.sum_noise) else {
            return noise * UNIT / 2;
        };
        let within = i64::try_from(bits % STEP.unsigned_abs()).unwrap_or(0) - STEP / 2;
        let parts = noise * UNIT / 2 + table.draw(bits) * STEP + within;
        let hole = i64::from(policy.hole_permille) * UNIT / 1000;
        let is_negative = parts < 0 || parts == 0 && bits & 1 == 1;
        match (parts.abs() < hole, is_negative) {
            (false, _) => parts,
            (true, false) => parts + hole,
            (true, true) => parts - hole,
        }
    }
}

/// The people of a cell that may be shown.
pub(super) struct Counted {
    /// As shown.
    pub(super) people: i64,
    noise: i64,
    pub(super) secret: CellSecret,
}
