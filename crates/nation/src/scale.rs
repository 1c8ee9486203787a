//! Puts amounts to scale, so that regions and areas spend in every year what ISTAT published.

use pas_catalogue::Area;
use pas_cube::Fact;

use crate::grant::Draft;
use crate::published::Published;

/// Number of ISTAT's areas.
pub(crate) const N_AREAS: usize = Area::ALL.len();
/// Bits behind the point of a cell's factor.
const POINT: u32 = 32;
/// Per mille of a record's total that user and Servizio sanitario pay together at most.
const MOST_OF_OTHERS: u64 = 750;
/// Rounds of fitting; they end sooner when nothing changes any more.
const MAX_ROUNDS: usize = 500;

/// Which cell of the calibration a record falls into.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cells {
    pub(crate) n_regions: usize,
    pub(crate) n_years: usize,
    pub(crate) first_year: i16,
}

impl Cells {
    /// How many cells; those past the last region are for who lives abroad.
    pub(crate) fn len(self) -> usize {
        (self.n_regions + 1) * self.n_years * N_AREAS
    }

    pub(crate) fn at(self, region: usize, year: usize, area: usize) -> usize {
        (region * self.n_years + year) * N_AREAS + area
    }

    pub(crate) fn of(self, draft: &Draft, region_of: &[u8]) -> usize {
        let region = usize::from(region_of[usize::from(draft.fact.residence)]);
        let year = usize::try_from(draft.fact.year - self.first_year).unwrap_or(0);
        self.at(region, year, usize::from(draft.area))
    }
}

/// For each cell the factor from weights to cents, with [`POINT`] bits behind the point.
///
/// Regions times areas are fitted to both margins of every year (iterative proportional fitting,
/// Deming and Stephan 1940), starting from the weights. Who lives abroad gets the area's mean.
pub(crate) fn factors(
    cells: Cells,
    weights: &[u64],
    regions: &[Vec<(String, f64)>],
    scale: f64,
) -> Vec<u64> {
    let published = Published::builtin();
    let mut factors = vec![0; cells.len()];
    for (year, civil) in (0..cells.n_years).zip(cells.first_year..) {
        let rows: Vec<f64> = published
            .of_regions(&regions[year], civil)
            .iter()
            .map(|euro| euro * 100.0 * scale)
            .collect();
        let all: f64 = rows.iter().sum();
        let columns = Area::ALL.map(|area| published.of_area(area, civil) * all);
        let before: Vec<[f64; N_AREAS]> = (0..cells.n_regions)
            .map(|region| std::array::from_fn(|area| float(weights[cells.at(region, year, area)])))
            .collect();
        let mut after = before.clone();
        fit(&mut after, &rows, &columns);
        for area in 0..N_AREAS {
            let sum = |rows: &[[f64; N_AREAS]]| rows.iter().map(|row| row[area]).sum::<f64>();
            for region in 0..cells.n_regions {
                let factor = after[region][area] / before[region][area];
                factors[cells.at(region, year, area)] = fixed(factor);
            }
            let abroad = cells.at(cells.n_regions, year, area);
            factors[abroad] = fixed(sum(&after) / sum(&before));
        }
    }
    factors
}

/// Scales columns and rows in turn until the sums are those wanted; the rows' are at the end, up to
/// where a row is empty.
fn fit(table: &mut [[f64; N_AREAS]], rows: &[f64], columns: &[f64; N_AREAS]) {
    for _ in 0..MAX_ROUNDS {
        let mut worst: f64 = 0.0;
        for (area, wanted) in columns.iter().enumerate() {
            let sum: f64 = table.iter().map(|row| row[area]).sum();
            let factor = if sum > 0.0 { wanted / sum } else { 1.0 };
            worst = worst.max((factor - 1.0).abs());
            for row in table.iter_mut() {
                row[area] *= factor;
            }
        }
        for (row, wanted) in table.iter_mut().zip(rows) {
            let sum: f64 = row.iter().sum();
            let factor = if sum > 0.0 { wanted / sum } else { 1.0 };
            for cell in row {
                *cell *= factor;
            }
        }
        if worst < 1e-9 {
            return;
        }
    }
}

/// Puts the records of a stretch to scale, one after the other.
///
/// A cell's cents are what its weights up to a record make, less what those before it made: no cent
/// is lost to rounding, wherever the stretches are cut.
#[derive(Debug, Clone)]
pub(crate) struct Scaler<'a> {
    pub(crate) cells: Cells,
    pub(crate) factors: &'a [u64],
    /// For each cell, the weights of all records before.
    pub(crate) before: Vec<u64>,
}

impl Scaler<'_> {
    pub(crate) fn scaled(&mut self, draft: &Draft, region_of: &[u8]) -> Fact {
        let cell = self.cells.of(draft, region_of);
        let factor = self.factors[cell];
        let cents = |weight: u64| (u128::from(weight) * u128::from(factor)) >> POINT;
        let from = self.before[cell];
        let to = from + u64::from(draft.fact.total_cents);
        self.before[cell] = to;
        let net = u64::try_from(cents(to) - cents(from)).unwrap_or(u64::MAX);
        // A record stays under what an edition can hold, with room for the shares on top.
        let net = net.min(500_000_000);
        let (user, ssn) = (
            u64::from(draft.fact.user_cents),
            u64::from(draft.fact.ssn_cents),
        );
        let user = user.min(MOST_OF_OTHERS);
        let ssn = ssn.min(MOST_OF_OTHERS - user);
        let part = |per_mille| u32::try_from(net * per_mille / (1_000 - user - ssn)).unwrap_or(0);
        let (user_cents, ssn_cents) = (part(user), part(ssn));
        let net = u32::try_from(net).unwrap_or(0);
        Fact {
            total_cents: net + user_cents + ssn_cents,
            user_cents,
            ssn_cents,
            ..draft.fact
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "weights are far below 2^53")]
fn float(weight: u64) -> f64 {
    weight as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a factor is small and not negative; what is no number becomes 0"
)]
fn fixed(factor: f64) -> u64 {
    (factor * (1_u64 << POINT) as f64) as u64
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn both_margins_come_out() {
        let mut table = [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], [7.0; 7]];
        let columns = [10.0, 20.0, 30.0, 10.0, 10.0, 10.0, 10.0];
        fit(&mut table, &[40.0, 60.0], &columns);
        for (area, wanted) in columns.iter().enumerate() {
            let sum = table[0][area] + table[1][area];
            assert!((sum - wanted).abs() < 1e-6, "{area}: {sum}");
        }
        let sum: f64 = table[0].iter().sum();
        assert!((sum - 40.0).abs() < 1e-6);
    }
}
