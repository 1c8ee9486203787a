//! Places as stretches with the people in them counted from the first on, so that any part can be drawn alone.

use std::ops::Range;

use pas_cube::Reference;
use pas_cube::reference::{N_BANDS, Place};

/// Columns of a count of residents: sex by age band.
pub(crate) const N_COLUMNS: usize = 2 * N_BANDS;

/// The places by region and province.
#[derive(Debug, Clone)]
pub(crate) struct Territory {
    /// Codes of the regions, in order.
    pub(crate) regions: Vec<String>,
    /// For each place, the position of its region; one past the last for abroad.
    pub(crate) region_of: Vec<u8>,
    /// For each place, the places of its province.
    pub(crate) provinces: Vec<Range<usize>>,
    /// For each vintage and place, the residents of the region before this place.
    before: Vec<Vec<[u32; N_COLUMNS]>>,
    residents: Vec<Vec<[u32; N_COLUMNS]>>,
    /// For each vintage and region, all residents.
    totals: Vec<Vec<[u32; N_COLUMNS]>>,
    /// For each year, its vintage.
    vintages: Vec<usize>,
    /// Residents of all places up to this one, of the last vintage.
    running: Vec<u32>,
}

impl Territory {
    pub(crate) fn new(reference: &Reference) -> Self {
        let places = &reference.places;
        let mut regions: Vec<String> = Vec::new();
        let mut region_of = Vec::with_capacity(places.len());
        for place in places {
            if !place.region.is_empty() && regions.last() != Some(&place.region) {
                regions.push(place.region.clone());
            }
            let at = regions.len() - usize::from(!place.region.is_empty());
            region_of.push(u8::try_from(at).expect("invariant: Italy has 20 regions"));
        }
        let vintages = reference.years().map(|year| {
            let wanted = reference.vintage_for(year).map(|vintage| vintage.year);
            let mut known = reference.population.iter();
            known.position(|one| Some(one.year) == wanted).unwrap_or(0)
        });
        let residents: Vec<Vec<[u32; N_COLUMNS]>> = reference
            .population
            .iter()
            .map(|vintage| vintage.residents.clone())
            .collect();
        let (before, totals) = sums(&residents, &region_of, regions.len());
        let mut sum = 0;
        let last = residents.last().into_iter().flatten();
        let running = last.map(|own| {
            sum += own.iter().sum::<u32>();
            sum
        });
        Self {
            provinces: provinces(places),
            running: running.collect(),
            vintages: vintages.collect(),
            regions,
            region_of,
            before,
            residents,
            totals,
        }
    }

    /// What part of a region's residents of `column`, as they count for year number `year`, live
    /// before `part` (0 to 1) of the place.
    pub(crate) fn share_before(&self, year: usize, place: usize, column: usize, part: f64) -> f64 {
        let vintage = self.vintages[year];
        let region = usize::from(self.region_of[place]);
        let Some(total) = self.totals[vintage].get(region) else {
            return 0.0;
        };
        let before = f64::from(self.before[vintage][place][column]);
        let own = f64::from(self.residents[vintage][place][column]);
        (before + own * part) / f64::from(total[column].max(1))
    }

    /// Residents of a region in `column` as they count for year number `year`.
    pub(crate) fn residents_of(&self, year: usize, region: usize, column: usize) -> f64 {
        f64::from(self.totals[self.vintages[year]][region][column])
    }

    /// The residents of a place, of the last vintage.
    pub(crate) fn size(&self, place: usize) -> u32 {
        let before = place
            .checked_sub(1)
            .map_or(0, |before| self.running[before]);
        self.running[place] - before
    }

    /// A place among `places`, each as often as people live there, by a chance of 32 bits.
    pub(crate) fn some_place(&self, places: &Range<usize>, chance: u32) -> usize {
        let first = places.start.checked_sub(1);
        let before = first.map_or(0, |before| self.running[before]);
        let people = places
            .end
            .checked_sub(1)
            .map_or(0, |last| self.running[last] - before);
        let point = (u64::from(chance) * u64::from(people)) >> 32;
        let point = point + u64::from(before);
        self.running
            .partition_point(|&sum| u64::from(sum) <= point)
            .min(places.end - 1)
    }
}

type Counts = Vec<Vec<[u32; N_COLUMNS]>>;

fn sums(residents: &Counts, region_of: &[u8], n_regions: usize) -> (Counts, Counts) {
    let (mut before, mut totals) = (Vec::new(), Vec::new());
    for counts in residents {
        let mut running = vec![[0; N_COLUMNS]; n_regions + 1];
        let mut of_places = Vec::with_capacity(counts.len());
        for (own, &region) in counts.iter().zip(region_of) {
            let sums = &mut running[usize::from(region)];
            of_places.push(*sums);
            for (sum, n) in sums.iter_mut().zip(own) {
                *sum += n;
            }
        }
        running.truncate(n_regions);
        before.push(of_places);
        totals.push(running);
    }
    (before, totals)
}

/// For each place, the stretch of its province.
fn provinces(places: &[Place]) -> Vec<Range<usize>> {
    let mut stretches = Vec::with_capacity(places.len());
    for together in places.chunk_by(|a, b| a.province == b.province) {
        let first = stretches.len();
        stretches.extend(vec![first..first + together.len(); together.len()]);
    }
    stretches
}
