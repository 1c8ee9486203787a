//! The made-up nation: its reference tables, and its records stretch by stretch.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::mpsc::sync_channel;
use std::thread;

use pas_catalogue::Catalogue;
use pas_cube::reference::Coverage;
use pas_cube::{Fact, Reference};
use pas_gazetteer::Gazetteer;

use crate::dice::Dice;
use crate::grant::{Draft, Grants, MEAN_RECORDS};
use crate::institutions::Institutions;
use crate::people::{Census, Quarter};
use crate::profiles::Profiles;
use crate::published::{Published, regions};
use crate::scale::{Cells, Scaler, factors};
use crate::stock::Stock;
use crate::take_up::TakeUp;
use crate::territory::Territory;

/// People of a quarter, about: what is made at once.
const PEOPLE_OF_A_QUARTER: f64 = 8_192.0;
/// Per mille of the bodies that sent less than they should have.
const INCOMPLETE_BODIES: u16 = 70;

/// A made-up nation, the same for the same seed, size and years.
///
/// Nobody in it exists; comuni, population and benefits are the real ones. Its net spending is
/// what ISTAT published times [`Nation::scale`].
#[derive(Debug, Clone)]
pub struct Nation {
    reference: Reference,
    grants: Grants,
    take_up: TakeUp,
    quarters: Vec<Quarter>,
    chunks: Vec<Range<usize>>,
    cells: Cells,
    factors: Vec<u64>,
    /// For each chunk, the weights of each cell before it.
    before: Vec<Vec<u64>>,
    n_facts: u64,
}

/// What the first pass finds in some chunks.
struct Found {
    /// For each chunk, its weights by cell.
    weights: Vec<(usize, Vec<u64>)>,
    /// Records by body, benefit and year.
    counts: Vec<u32>,
    n_facts: u64,
}

impl Nation {
    /// A nation of about `n_records` records in the years from `first_year`.
    ///
    /// All records are made once to weigh the money, and again when they are asked for.
    ///
    /// # Panics
    /// Panics when `n_years` is 0 or more than 16, the years that a reference can hold.
    pub fn new(seed: u64, n_records: u64, first_year: i16, n_years: u8) -> Self {
        assert!((1..=16).contains(&n_years), "1 to 16 years, not {n_years}");
        let catalogue = Catalogue::builtin();
        let mut reference = reference(catalogue, first_year, n_years);
        let territory = Territory::new(&reference);
        let years = usize::from(n_years);
        let institutions = Institutions::new(seed, &reference.places, &territory, years);
        reference.bodies.clone_from(&institutions.bodies);
        reference.ats.clone_from(&institutions.ats);
        reference
            .ats_of_places
            .clone_from(&institutions.ats_of_places);
        let take_up = TakeUp::new(&Published::builtin(), &regions(&reference, first_year));
        let stocks: Vec<Stock> = (0..territory.regions.len())
            .map(|region| Stock::new(&territory, &take_up, region, years))
            .collect();
        let full: f64 = stocks.iter().map(|stock| stock.person_years).sum::<f64>() * MEAN_RECORDS;
        let mut census = Census {
            seed,
            territory,
            stocks,
            n_years: years,
            scale: count(n_records) / full,
            before: Vec::new(),
            quarter_bits: 0,
        };
        census.run_up();
        let quarters = quarters(&mut census);
        let cells = Cells {
            n_regions: census.territory.regions.len(),
            n_years: years,
            first_year,
        };
        let mut nation = Self {
            grants: Grants {
                profiles: Profiles::new(&reference.benefits),
                census,
                institutions,
                first_year,
            },
            chunks: chunks(&quarters, n_records),
            take_up,
            reference,
            quarters,
            cells,
            factors: Vec::new(),
            before: Vec::new(),
            n_facts: 0,
        };
        nation.weigh();
        nation
    }

    /// The tables that give the records their meaning.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// How many records there are: about as many as asked for.
    pub fn n_facts(&self) -> u64 {
        self.n_facts
    }

    /// The size of this nation beside the full one, whose beneficiaries are residents times take-up
    /// and whose spending is the published one. Spending and beneficiaries are in this proportion.
    pub fn scale(&self) -> f64 {
        self.grants.census.scale
    }

    /// How many residents become beneficiaries.
    pub fn take_up(&self) -> &TakeUp {
        &self.take_up
    }

    /// How many chunks the records come in.
    pub fn n_chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The records of one chunk; the chunks in turn are all records in the order of an edition, and
    /// no household is in two of them.
    pub fn chunk(&self, chunk: usize) -> Vec<Fact> {
        let drafts = self.drafts(chunk);
        let mut scaler = Scaler {
            cells: self.cells,
            factors: &self.factors,
            before: self.before.get(chunk).cloned().unwrap_or_default(),
        };
        let region_of = &self.grants.census.territory.region_of;
        drafts
            .iter()
            .map(|draft| scaler.scaled(draft, region_of))
            .collect()
    }

    /// Hands all chunks to `take` in turn, made ahead on `n_threads` threads; stops at the first
    /// error of `take`.
    pub fn try_for_each_chunk<E>(
        &self,
        n_threads: NonZeroUsize,
        mut take: impl FnMut(Vec<Fact>) -> Result<(), E>,
    ) -> Result<(), E> {
        let n_threads = n_threads.get();
        thread::scope(|scope| {
            let receivers: Vec<_> = (0..n_threads)
                .map(|first| {
                    let (sender, receiver) = sync_channel(2);
                    scope.spawn(move || {
                        let mut own = (first..self.n_chunks()).step_by(n_threads);
                        // Nobody listens any more once `take` has failed.
                        own.all(|chunk| sender.send(self.chunk(chunk)).is_ok())
                    });
                    receiver
                })
                .collect();
            for (_, receiver) in (0..self.n_chunks()).zip(receivers.iter().cycle()) {
                take(
                    receiver
                        .recv()
                        .expect("invariant: a thread makes its chunks"),
                )?;
            }
            Ok(())
        })
    }

    fn drafts(&self, chunk: usize) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let quarters = self.chunks.get(chunk).cloned().unwrap_or_default();
        for quarter in &self.quarters[quarters] {
            self.grants.of_quarter(*quarter, &mut drafts);
        }
        drafts
    }

    /// Makes all records once, and from their weights the factors.
    fn weigh(&mut self) {
        let n_threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let found: Vec<Found> = thread::scope(|scope| {
            let this = &*self;
            let threads: Vec<_> = (0..n_threads)
                .map(|first| scope.spawn(move || this.look(first, n_threads)))
                .collect();
            let found = threads.into_iter().map(thread::ScopedJoinHandle::join);
            found
                .map(|found| found.expect("invariant: making records does not fail"))
                .collect()
        });
        let mut of_chunks = vec![Vec::new(); self.n_chunks()];
        let mut counts = vec![0; self.n_counts()];
        for found in found {
            self.n_facts += found.n_facts;
            for (sum, n) in counts.iter_mut().zip(&found.counts) {
                *sum += n;
            }
            for (chunk, weights) in found.weights {
                of_chunks[chunk] = weights;
            }
        }
        let mut running = vec![0; self.cells.len()];
        for weights in of_chunks {
            self.before.push(running.clone());
            for (sum, weight) in running.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        let years = self.reference.years();
        let regions: Vec<_> = years.map(|year| regions(&self.reference, year)).collect();
        self.factors = factors(self.cells, &running, &regions, self.scale());
        self.reference.coverage = self.coverage(&counts);
    }

    /// What is in every `step`-th chunk from `first` on.
    fn look(&self, first: usize, step: usize) -> Found {
        let mut found = Found {
            weights: Vec::new(),
            counts: vec![0; self.n_counts()],
            n_facts: 0,
        };
        let n_years = usize::from(self.reference.n_years);
        let region_of = &self.grants.census.territory.region_of;
        for chunk in (first..self.n_chunks()).step_by(step) {
            let mut weights = vec![0; self.cells.len()];
            let drafts = self.drafts(chunk);
            for draft in &drafts {
                weights[self.cells.of(draft, region_of)] += u64::from(draft.fact.total_cents);
                let year = draft.fact.year - self.reference.first_year;
                let row = usize::from(draft.fact.body) * self.reference.benefits.len()
                    + usize::from(draft.fact.benefit);
                found.counts[row * n_years + usize::try_from(year).unwrap_or(0)] += 1;
            }
            found.n_facts += drafts.len() as u64;
            found.weights.push((chunk, weights));
        }
        found
    }

    fn n_counts(&self) -> usize {
        let n_bodies = self.reference.bodies.len();
        n_bodies * self.reference.benefits.len() * usize::from(self.reference.n_years)
    }

    /// Some bodies sent less than was due in a year: so much is missing of each of their benefits.
    fn coverage(&self, counts: &[u32]) -> Vec<Coverage> {
        let n_benefits = self.reference.benefits.len();
        let n_years = usize::from(self.reference.n_years);
        let mut coverage = Vec::new();
        for (row, of_years) in counts.chunks(n_years).enumerate() {
            for ((year, &n_present), number) in self.reference.years().zip(of_years).zip(0..) {
                if n_present == 0 {
                    continue;
                }
                let body = row / n_benefits;
                let mut dice = Dice::new(
                    self.grants.census.seed ^ 0x0069_6e76_696f,
                    (body << 4 | number) as u64,
                );
                let lacking = dice.happens(INCOMPLETE_BODIES);
                let per_mille = if lacking { 50 + dice.below(500) } else { 0 };
                let missing = u64::from(n_present) * u64::from(per_mille) / 1_000;
                coverage.push(Coverage {
                    year,
                    body: u16::try_from(body).unwrap_or(u16::MAX),
                    benefit: u8::try_from(row % n_benefits).unwrap_or(u8::MAX),
                    n_expected: n_present
                        + u32::try_from(missing).unwrap_or(0)
                        + u32::from(lacking),
                    n_present,
                });
            }
        }
        coverage.sort_by_key(|one| (one.year, one.body, one.benefit));
        coverage
    }
}

fn reference(catalogue: &Catalogue, first_year: i16, n_years: u8) -> Reference {
    let last_year = first_year + i16::from(n_years) - 1;
    let gazetteer = Gazetteer::new(catalogue, first_year, last_year);
    Reference {
        first_year,
        n_years,
        last_months: vec![12; usize::from(n_years)],
        places: gazetteer.places().to_vec(),
        ats: Vec::new(),
        ats_of_places: Vec::new(),
        bodies: Vec::new(),
        benefits: pas_gazetteer::benefits(catalogue),
        cluster_bounds: vec![2_000, 10_000, 20_000, 50_000],
        population: gazetteer.population(),
        coverage: Vec::new(),
    }
}

/// Every place once, a large one in 2, 4, 8 … parts.
fn quarters(census: &mut Census) -> Vec<Quarter> {
    let n_places = census.territory.region_of.len();
    let bits: Vec<u32> = (0..n_places)
        .map(|place| {
            let people = census.expected_people(place);
            (0..20)
                .find(|&bits| people <= PEOPLE_OF_A_QUARTER * f64::from(1_u32 << bits))
                .unwrap_or(20)
        })
        .collect();
    census.quarter_bits = bits.iter().copied().max().unwrap_or(0);
    let mut quarters = Vec::new();
    for (&bits, place) in bits.iter().zip(0..) {
        for part in 0..1 << bits {
            quarters.push(Quarter {
                number: u32::try_from(quarters.len()).unwrap_or(u32::MAX),
                place,
                part,
                bits,
            });
        }
    }
    quarters
}

/// Stretches of quarters: not so many that what is remembered of each weighs, nor so few that one is large.
fn chunks(quarters: &[Quarter], n_records: u64) -> Vec<Range<usize>> {
    let n_chunks = usize::try_from(n_records / 40_000).unwrap_or(usize::MAX);
    let n = quarters.len().div_ceil(n_chunks.clamp(16, 2_000));
    let firsts = (0..quarters.len()).step_by(n);
    firsts
        .map(|first| first..(first + n).min(quarters.len()))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of records are far below 2^53"
)]
fn count(n: u64) -> f64 {
    n as f64
}
