//! From exact cells to cells that may be shown.

use pas_cube::grid::{Cell, Grid, N_SUMS, Sum};
use siphasher::sip128::Hash128;

use super::dominance::is_dominated;
use super::noise::PTable;
use super::policy::Policy;
use super::secret::Secret;
use super::shown::{ProtectedCell, ProtectedGrid, Shown};

/// Fixed point of the noise of sums: so many parts are one largest part.
const UNIT: i64 = 1 << 16;

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
            sum_table: policy.sum_noise.map(|noise| PTable::new(noise.spread)),
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
        let Some((people, noise)) = self.people(cell) else {
            return ProtectedCell::FEW;
        };
        let sums: [Shown; N_SUMS] =
            std::array::from_fn(|n| self.sum(cell, Sum::ALL[n], people, noise));
        ProtectedCell {
            people: Shown::Value(people),
            households: self.households(cell, people, noise),
            sums,
        }
    }

    /// The noisy count and its noise, or nothing where the cell must be hidden. Cells a little above
    /// the threshold are hidden too when their noise takes them below: so neither does "hidden" prove
    /// that there are fewer than the threshold, nor is a low count bent upwards.
    pub(super) fn people(&self, cell: &Cell) -> Option<(i64, i64)> {
        if cell.people < self.policy.threshold {
            return None;
        }
        let noise = self.count_table.draw(self.bits(cell, PEOPLE, [0, 0]).h1);
        let people = i64::from(cell.people) + noise;
        (people >= i64::from(self.policy.threshold)).then_some((people, noise))
    }

    /// Shares the noise of people, so that households of one do not give people a second time.
    fn households(&self, cell: &Cell, people: i64, noise: i64) -> Shown {
        let threshold = i64::from(self.policy.threshold);
        let exact = i64::from(cell.households);
        if exact < threshold || cell.households > cell.people {
            return Shown::Few;
        }
        let bits = self.bits(cell, HOUSEHOLDS, [exact, 0]).h1;
        let own = self.sum_table.as_ref().map_or(0, |table| table.draw(bits));
        let households = (exact + noise + own).min(people);
        if households < threshold {
            return Shown::Few;
        }
        Shown::Value(households)
    }

    /// The sum, with the largest single part times (noise of the people + noise of its own).
    ///
    /// The first makes a sum of equal parts a coarser copy of the count and no second measurement of
    /// it. The second depends on the sum too: where the same people have one record more, it is drawn
    /// anew, and the difference does not give the record.
    fn sum(&self, cell: &Cell, sum: Sum, people: i64, noise: i64) -> Shown {
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
            let is_large = people >= 2 * i64::from(self.policy.threshold)
                && !matches!(sum, Sum::Records | Sum::Months);
            return if is_large {
                Shown::Value(0)
            } else {
                Shown::Few
            };
        }
        let own = self.own_noise(self.bits(cell, sum as u8, [exact, first]));
        let parts = i128::from(noise * UNIT + own);
        let shown = i128::from(exact) + (i128::from(first) * parts) / i128::from(UNIT);
        let Ok(shown) = i64::try_from(shown) else {
            return Shown::Few;
        };
        Shown::Value(match sum {
            // Everybody in the cell has a record, and a record a month.
            Sum::Records | Sum::Months => shown.max(people),
            Sum::Hours => shown.max(0),
            Sum::Total | Sum::User | Sum::Ssn => (shown.max(0) + 50) / 100 * 100,
        })
    }

    /// In parts of [`UNIT`].
    fn own_noise(&self, bits: Hash128) -> i64 {
        let (Some(table), Some(policy)) = (&self.sum_table, self.policy.sum_noise) else {
            return 0;
        };
        let hole = i64::from(policy.hole_permille.min(500)) * UNIT / 1000;
        let even = i64::try_from(bits.h2 >> 1 & 0xffff).unwrap_or(0);
        let fraction = hole + even * (UNIT - 2 * hole) / UNIT;
        let fraction = if bits.h2 & 1 == 1 {
            -fraction
        } else {
            fraction
        };
        table.draw(bits.h1) * UNIT + fraction
    }

    /// Even bits that belong to the people of a cell and to what is drawn.
    pub(super) fn bits(&self, cell: &Cell, what: u8, values: [i64; 2]) -> Hash128 {
        let mut message = [0; 23];
        message[..2].copy_from_slice(&cell.key.to_le_bytes());
        message[2..6].copy_from_slice(&cell.people.to_le_bytes());
        message[6] = what;
        message[7..15].copy_from_slice(&values[0].to_le_bytes());
        message[15..].copy_from_slice(&values[1].to_le_bytes());
        self.secret.hash(&message)
    }
}
