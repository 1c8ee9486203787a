//! How many people are beneficiaries in each year by single year of age, how many of them newly, and who stays on.

use pas_cube::reference::N_BANDS;
use pas_cube::traits::AgeBand;

use crate::take_up::TakeUp;
use crate::territory::{N_COLUMNS, Territory};

/// Single years of age: 0 to 99.
pub(crate) const N_AGES: usize = 100;

/// Of the beneficiaries that a year and the next have room for, the part that are the same people.
const PERSISTENCE: f64 = 0.62;

/// Newcomers of one region by the year in which they begin and how long they stay: expected numbers
/// in the nation at its full size.
#[derive(Debug, Clone)]
pub(crate) struct Stock {
    n_years: usize,
    /// For each first year, number of years (from 1) and sex, by age in the first year.
    newcomers: Vec<[[f64; N_AGES]; 2]>,
    /// The same by sex and age band.
    sums: Vec<[f64; N_COLUMNS]>,
    /// Beneficiaries, summed over years.
    pub(crate) person_years: f64,
}

/// By year and sex, by age.
type ByAge = Vec<[[f64; N_AGES]; 2]>;

impl Stock {
    /// The flows of region number `region`. In every year the beneficiaries of each sex and age band
    /// are residents times take-up; who stays ages by a year, newcomers fill up.
    pub(crate) fn new(
        territory: &Territory,
        take_up: &TakeUp,
        region: usize,
        n_years: usize,
    ) -> Self {
        let code = &territory.regions[region];
        let ages = band_of_ages();
        let mut active: ByAge = vec![[[0.0; N_AGES]; 2]; n_years];
        for (year, of_year) in active.iter_mut().enumerate() {
            for (sex, of_sex) in of_year.iter_mut().enumerate() {
                for (&(band, part), n) in ages.iter().zip(of_sex) {
                    let column = sex * N_BANDS + band;
                    let residents = territory.residents_of(year, region, column);
                    *n = residents * take_up.rate(code, column) * part;
                }
            }
        }
        let (entrants, stays) = flows(&active);
        let mut stock = Self {
            n_years,
            newcomers: vec![[[0.0; N_AGES]; 2]; n_years * n_years],
            sums: vec![[0.0; N_COLUMNS]; n_years * n_years],
            person_years: active.iter().flatten().flatten().sum(),
        };
        for (year, of_year) in entrants.iter().enumerate() {
            for (sex, of_sex) in of_year.iter().enumerate() {
                for (age, &n) in of_sex.iter().enumerate() {
                    stock.add((year, sex, age), n, &stays, sex * N_BANDS + ages[age].0);
                }
            }
        }
        stock
    }

    /// Spreads `n` newcomers over how long they stay.
    fn add(
        &mut self,
        (year, sex, age): (usize, usize, usize),
        n: f64,
        stays: &ByAge,
        column: usize,
    ) {
        let mut left = n;
        for later in 0..self.n_years - year {
            let of_age = stays[year + later][sex].get(age + later);
            let staying = left * of_age.copied().unwrap_or(0.0);
            let cell = year * self.n_years + later;
            self.newcomers[cell][sex][age] += left - staying;
            self.sums[cell][column] += left - staying;
            left = staying;
        }
    }

    /// Of `cell`, a first year and a number of years ([`flow`]), the newcomers of a sex and age band.
    pub(crate) fn newcomers(&self, cell: usize, column: usize) -> f64 {
        self.sums[cell][column]
    }

    /// The age of a newcomer of `cell` and `column`, by a chance from 0 to 1.
    pub(crate) fn age(&self, cell: usize, column: usize, chance: f64) -> u8 {
        let ages = ages_of_band(column % N_BANDS);
        let mut rest = chance * self.sums[cell][column];
        let of_ages = &self.newcomers[cell][column / N_BANDS];
        for age in ages.clone() {
            rest -= of_ages[age];
            if rest < 0.0 {
                return u8::try_from(age).unwrap_or(0);
            }
        }
        u8::try_from(ages.end - 1).unwrap_or(0)
    }
}

/// First year (a number) and number of years that a cell stands for.
pub(crate) fn flow(cell: usize, n_years: usize) -> (u8, u8) {
    let number = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    (number(cell / n_years), number(cell % n_years + 1))
}

/// From the beneficiaries of every year, who begins in it, and the chance of who is one to be one
/// again the next year.
fn flows(active: &ByAge) -> (ByAge, ByAge) {
    let mut entrants = active.clone();
    let mut stays = vec![[[0.0; N_AGES]; 2]; active.len()];
    for year in 1..active.len() {
        for sex in 0..2 {
            for age in 0..N_AGES - 1 {
                let now = active[year - 1][sex][age];
                let staying = PERSISTENCE * now.min(active[year][sex][age + 1]);
                entrants[year][sex][age + 1] -= staying;
                stays[year - 1][sex][age] = if now > 0.0 { staying / now } else { 0.0 };
            }
        }
    }
    (entrants, stays)
}

fn ages_of_band(band: usize) -> std::ops::Range<usize> {
    const FIRST: [usize; N_BANDS + 1] = [0, 3, 6, 9, 12, 15, 18, 30, 50, 65, 75, 85, N_AGES];
    FIRST[band]..FIRST[band + 1]
}

/// For each age, its band (from 0) and its part of the band's residents: an equal one, except that
/// the oldest thin out in a straight line.
fn band_of_ages() -> [(usize, f64); N_AGES] {
    std::array::from_fn(|age| {
        let band = AgeBand::of_age(u8::try_from(age).unwrap_or(u8::MAX));
        let band = usize::from(band.number()) - 1;
        let ages = ages_of_band(band);
        let n: u32 = u32::try_from(ages.len()).unwrap_or(1);
        let part = if band + 1 == N_BANDS {
            let left = u32::try_from(N_AGES - age).unwrap_or(0);
            f64::from(2 * left) / f64::from(n * (n + 1))
        } else {
            1.0 / f64::from(n)
        };
        (band, part)
    })
}

#[cfg(test)]
mod tests {
    use super::band_of_ages;

    #[test]
    fn the_ages_of_a_band_are_the_whole_band() {
        let mut sums = [0.0; 12];
        for (band, part) in band_of_ages() {
            sums[band] += part;
        }
        assert!(sums.iter().all(|sum| (sum - 1.0_f64).abs() < 1e-9));
    }
}
