//! Facts of the same year, comune, body and benefit added up: what questions on amounts alone are answered
//! from, a few million times for a country instead of once for each record.

use std::collections::HashMap;
use std::num::NonZero;
use std::thread;

use rustc_hash::FxBuildHasher;

use crate::dimension::Source;
use crate::fact::Fact;
use crate::facts::{BLOCK, Facts, FactsBuilder};
use crate::grid::Sum;
use crate::months::Months;
use crate::plan::Plan;
use crate::traits::Traits;

/// At most one merged fact for so many facts: where they are more, they save too little to be kept.
const WORTH: usize = 16;

/// Amounts that facts are merged by, in the order of [`Amounts`].
const SUMS: [Sum; 3] = [Sum::Total, Sum::User, Sum::Ssn];

/// In cents.
type Amounts = [u64; SUMS.len()];

/// Residence, body, benefit and year, in the order in which facts stand.
type Key = u64;

/// The merged facts, where they are worth their memory. They hold the years, comuni, bodies, benefits and
/// amounts of `facts`; every other column is empty or meaningless, for nobody who asks for it is sent here
/// (see [`answers`]).
pub(crate) fn worthwhile(facts: &Facts) -> Option<Facts> {
    let found = gather(facts);
    (found.len() <= facts.len() / WORTH).then(|| columns(&found))
}

/// Whether merged facts give the same answer to `plan`: amounts alone, told apart by what was kept apart.
pub(crate) fn answers(plan: &Plan) -> bool {
    let mut sources = plan.sources();
    let is_kept = |source| {
        matches!(
            source,
            Source::Year | Source::Residence | Source::Body | Source::Benefit
        )
    };
    plan.needs.only_sums()
        && plan.needs.sums().all(|sum| SUMS.contains(&sum))
        && plan.months == Months::ALL
        && sources.all(is_kept)
}

/// The amounts of each key, in order.
fn gather(facts: &Facts) -> Vec<(Key, Amounts)> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get);
    let n_blocks = facts.blocks.len();
    let cut = |part: usize| n_blocks * part / n_threads;
    let mut found: Vec<(Key, Amounts)> = thread::scope(|scope| {
        let parts: Vec<_> = (0..n_threads)
            .map(|part| scope.spawn(move || gather_blocks(facts, cut(part)..cut(part + 1))))
            .collect();
        let parts = parts.into_iter();
        parts
            .flat_map(|part| part.join().expect("invariant: adding up does not panic"))
            .collect()
    });
    found.sort_unstable_by_key(|(key, _)| *key);
    // A key at the edge of two parts was found in both.
    found.dedup_by(|(key, amounts), (kept_key, kept)| {
        let is_same = key == kept_key;
        if is_same {
            add(kept, amounts);
        }
        is_same
    });
    found
}

fn gather_blocks(
    facts: &Facts,
    blocks: std::ops::Range<usize>,
) -> HashMap<Key, Amounts, FxBuildHasher> {
    let mut found: HashMap<Key, Amounts, FxBuildHasher> = HashMap::default();
    let mut amounts = [const { Vec::new() }; SUMS.len()];
    for block in blocks {
        let range = block * BLOCK..facts.len().min((block + 1) * BLOCK);
        for amounts in &mut amounts {
            amounts.resize(range.len(), 0);
        }
        facts.read_total(block, range.clone(), &mut amounts[0]);
        facts.user.read(block, &mut amounts[1]);
        facts.ssn.read(block, &mut amounts[2]);
        for (n, row) in range.enumerate() {
            let own = std::array::from_fn(|sum| u64::from(amounts[sum][n]));
            add(found.entry(key(facts, row)).or_default(), &own);
        }
    }
    found
}

fn key(facts: &Facts, row: usize) -> Key {
    let (residence, body) = (facts.residence[row], facts.body[row]);
    let (benefit, year) = (facts.benefit[row], facts.time[row] >> 12);
    u64::from(residence) << 32 | u64::from(body) << 16 | u64::from(benefit) << 8 | u64::from(year)
}

fn add(sum: &mut Amounts, amounts: &Amounts) {
    for (sum, amount) in sum.iter_mut().zip(amounts) {
        *sum += amount;
    }
}

/// Columns of what was found.
fn columns(found: &[(Key, Amounts)]) -> Facts {
    let mut builder = FactsBuilder::new(0, 16, |_| 0);
    builder.reserve(found.len());
    for (key, amounts) in found {
        let [
            _,
            _,
            high_residence,
            low_residence,
            high_body,
            low_body,
            benefit,
            year,
        ] = key.to_be_bytes();
        let mut left = *amounts;
        loop {
            // What does not fit one fact goes to another one.
            let mut part = [0; SUMS.len()];
            for (part, left) in part.iter_mut().zip(&mut left) {
                *part = u32::try_from(*left).unwrap_or(u32::MAX);
                *left -= u64::from(*part);
            }
            let pushed = builder.push(&Fact {
                person: 0,
                household: 0,
                year: year.into(),
                months: Months::ALL,
                residence: u16::from_be_bytes([high_residence, low_residence]),
                body: u16::from_be_bytes([high_body, low_body]),
                benefit,
                traits: Traits::default(),
                total_cents: part[0],
                user_cents: part[1],
                ssn_cents: part[2],
                hours: 0,
            });
            pushed.expect("invariant: merged facts are of one person, and fewer than facts");
            if left.iter().all(|left| *left == 0) {
                break;
            }
        }
    }
    builder.finish_without_people()
}
