//! The one order of facts, in memory and on disk, and what a fact must be to stand in it.
//!
//! Households stand in the order of their place, which is the smallest residence position among their
//! facts, then of their pseudonym; in a household its people, in a person the years. So people,
//! households and territories are contiguous, and a cut between two households parts no person.

use std::cmp::Ordering;
use std::collections::HashMap;

use pas_cube::{Fact, Reference};

use crate::manifest::{Manifest, Period};

/// Why a fact cannot enter an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// It comes before the one in front of it.
    #[error("the fact is not in the order of an edition")]
    NotSorted,
    /// Its year is outside the reference's.
    #[error("year {0} is outside the edition's years")]
    Year(i16),
    /// It touches no month.
    #[error("the fact touches no month")]
    NoMonth,
    /// The place, body or benefit is not in its table.
    #[error("the {0} is not in its table")]
    Position(&'static str),
    /// An amount is larger than a column holds, 21,474,836.47 euro.
    #[error("an amount is over 2,147,483,647 cents")]
    Amount,
    /// More facts than can be numbered.
    #[error("more than {} facts or people", i32::MAX)]
    TooMany,
}

impl OrderError {
    pub(crate) fn in_italian(self) -> String {
        match self {
            Self::NotSorted => "non è nell'ordine delle edizioni (nucleo, persona, anno)".into(),
            Self::Year(year) => format!("l'anno {year} è fuori dal periodo"),
            Self::NoMonth => "non tocca nessun mese".into(),
            Self::Position("residence") => "il comune di residenza non è fra i luoghi".into(),
            Self::Position("body") => "l'ente non è nella tabella degli enti".into(),
            Self::Position(_) => "la prestazione non è nella tabella delle prestazioni".into(),
            Self::Amount => "un importo supera 21.474.836,47 euro".into(),
            Self::TooMany => "un'edizione tiene al massimo 2.147.483.647 record".into(),
        }
    }
}

/// Order inside a place: household, person, and the fact's own content to the last column.
pub(crate) fn order(a: &Fact, b: &Fact) -> Ordering {
    let whose = |fact: &Fact| (fact.household, fact.person);
    let what = |fact: &Fact| (fact.year, fact.benefit, fact.body, fact.months);
    let how = |fact: &Fact| (fact.residence, fact.traits.numbers());
    let amounts = |fact: &Fact| (fact.total_cents, fact.user_cents, fact.ssn_cents);
    whose(a)
        .cmp(&whose(b))
        .then_with(|| what(a).cmp(&what(b)))
        .then_with(|| how(a).cmp(&how(b)))
        .then_with(|| amounts(a).cmp(&amounts(b)))
        .then_with(|| a.hours.cmp(&b.hours))
}

/// Brings `facts` into the order of an edition, in place; four bytes a fact are taken beside it.
///
/// # Panics
/// Panics on more than 2^32 facts, which no edition holds.
pub fn sort_facts(facts: &mut [Fact]) {
    facts.sort_unstable_by(order);
    let mut households = Vec::new();
    let mut start = 0_usize;
    for household in facts.chunk_by(|a, b| a.household == b.household) {
        households.push((place_of(household), start, household.len()));
        start += household.len();
    }
    households.sort_unstable();
    let mut target = vec![0_u32; facts.len()];
    let mut next = 0_u32;
    for (_, start, len) in households {
        for to in &mut target[start..start + len] {
            *to = next;
            next = next.checked_add(1).expect("at most 2^32 facts");
        }
    }
    for at in 0..facts.len() {
        while target[at] as usize != at {
            let to = target[at] as usize;
            facts.swap(at, to);
            target.swap(at, to);
        }
    }
}

/// The place of a household: the smallest residence position among its facts.
pub(crate) fn place_of(household: &[Fact]) -> u16 {
    let residences = household.iter().map(|fact| fact.residence);
    residences.min().unwrap_or(u16::MAX)
}

/// Gives every person one household: that of the latest year, the smallest pseudonym where that year
/// has several. Says how many people had more than one.
///
/// Households are not joined: over ten years moves and marriages would chain half a town into one.
pub fn settle_households(facts: &mut [Fact]) -> usize {
    let mut latest: HashMap<u64, (i16, u64, bool)> = HashMap::new();
    for fact in facts.iter() {
        let new = (fact.year, fact.household, false);
        let (year, household, several) = latest.entry(fact.person).or_insert(new);
        *several |= *household != fact.household;
        let later = fact.year > *year;
        if later || (fact.year == *year && fact.household < *household) {
            (*year, *household) = (fact.year, fact.household);
        }
    }
    let n_several = latest.values().filter(|(_, _, several)| *several).count();
    if n_several > 0 {
        for fact in facts {
            fact.household = latest[&fact.person].1;
        }
    }
    n_several
}

/// What the tables allow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    first_year: i16,
    n_years: u8,
    n_places: usize,
    n_bodies: usize,
    n_benefits: usize,
}

impl Bounds {
    pub(crate) fn of(reference: &Reference) -> Self {
        Self {
            first_year: reference.first_year,
            n_years: reference.n_years,
            n_places: reference.places.len(),
            n_bodies: reference.bodies.len(),
            n_benefits: reference.benefits.len(),
        }
    }

    /// The same, from what an edition says of its tables.
    pub(crate) fn of_manifest(manifest: &Manifest, period: &Period) -> Self {
        let n_rows = |path: &str| {
            let file = manifest.files.iter().find(|file| file.path == path);
            file.map_or(0, |file| usize::try_from(file.rows).unwrap_or(usize::MAX))
        };
        Self {
            first_year: period.first_year,
            n_years: period.n_years,
            n_places: n_rows("place.parquet"),
            n_bodies: n_rows("body.parquet"),
            n_benefits: n_rows("benefit.parquet"),
        }
    }

    pub(crate) fn check(&self, fact: &Fact) -> Result<(), OrderError> {
        const LARGEST: u32 = i32::MAX.unsigned_abs();
        let years = i32::from(fact.year) - i32::from(self.first_year);
        if !(0..i32::from(self.n_years)).contains(&years) {
            return Err(OrderError::Year(fact.year));
        }
        if fact.months.is_empty() {
            return Err(OrderError::NoMonth);
        }
        if usize::from(fact.residence) >= self.n_places {
            return Err(OrderError::Position("residence"));
        }
        if usize::from(fact.body) >= self.n_bodies {
            return Err(OrderError::Position("body"));
        }
        if usize::from(fact.benefit) >= self.n_benefits {
            return Err(OrderError::Position("benefit"));
        }
        let amounts = [fact.total_cents, fact.user_cents, fact.ssn_cents];
        if amounts.into_iter().any(|cents| cents > LARGEST) {
            return Err(OrderError::Amount);
        }
        Ok(())
    }
}
