//! Two editions beside each other: which facts came, went, changed, by year, body and benefit.
//!
//! The counts are exact and say nothing of a single person, but small ones would: they leave the
//! process through `pas-analytics` like every other figure.

use std::collections::{BTreeMap, HashMap};

use pas_cube::{Fact, Reference};

use crate::distinct::mixed;
use crate::error::EditionError;
use crate::folder::Edition;

/// Facts of one edition that are held at a time; 40 bytes each.
const HELD: u64 = 1 << 24;

/// What is different between two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Number of the edition before.
    pub before: u32,
    /// Number of the edition after.
    pub after: u32,
    /// By year, body and benefit, in this order; groups in which nothing differs too.
    pub groups: Vec<GroupChange>,
}

/// Records and what was spent with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Records.
    pub records: u64,
    /// Cents of euro.
    pub cents: u64,
}

/// What is different in one year, body and benefit. A record is the same person's in both editions;
/// where a person has several, equal ones are matched first, then as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupChange {
    /// The year.
    pub year: i16,
    /// Code of the body.
    pub body: String,
    /// Code of the benefit.
    pub benefit: String,
    /// All before.
    pub before: Amount,
    /// All after.
    pub after: Amount,
    /// Distinct people before and after.
    pub people: [u64; 2],
    /// Of the people after, those who had nothing in this group before; and the other way round.
    pub people_came: u64,
    /// Of the people before, those who have nothing in this group after.
    pub people_went: u64,
    /// Only after.
    pub came: Amount,
    /// Only before.
    pub went: Amount,
    /// In both, with other values: as they were.
    pub changed_from: Amount,
    /// In both, with other values: as they are.
    pub changed_to: Amount,
    /// Of those that changed, how many did so in an amount or in hours.
    pub changed_amounts: u64,
    /// In the months.
    pub changed_months: u64,
    /// In the comune of residence.
    pub changed_residence: u64,
    /// In another value (age, ISEE, presa in carico and so on).
    pub changed_traits: u64,
}

impl GroupChange {
    /// Whether both editions say the same.
    pub fn is_same(&self) -> bool {
        let differing = self.came.records + self.went.records + self.changed_to.records;
        differing == 0
    }
}

/// What a fact says; its person and group stand in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    person: u64,
    group: u32,
    months: u16,
    residence: u32,
    traits: u64,
    amounts: [u32; 3],
    hours: u16,
}

impl Entry {
    fn key(&self) -> (u64, u32) {
        (self.person, self.group)
    }
}

/// Numbers shared by both editions, by code.
#[derive(Default)]
struct Shared {
    numbers: HashMap<String, u32>,
}

impl Shared {
    fn numbers<'a>(&mut self, codes: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let number = |code: &str| {
            let next = u32::try_from(self.numbers.len()).expect("invariant: codes are few");
            *self.numbers.entry(code.to_owned()).or_insert(next)
        };
        codes.map(number).collect()
    }

    /// The codes, by their numbers.
    fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<(u32, &str)> = self
            .numbers
            .iter()
            .map(|(code, number)| (*number, code.as_str()))
            .collect();
        codes.sort_unstable();
        codes.into_iter().map(|(_, code)| code).collect()
    }
}

/// Positions of one edition as numbers shared by both.
struct Numbers {
    places: Vec<u32>,
    bodies: Vec<u32>,
    benefits: Vec<u32>,
}

#[derive(Default)]
struct Codes {
    places: Shared,
    bodies: Shared,
    benefits: Shared,
    groups: BTreeMap<(i16, u32, u32), u32>,
}

impl Codes {
    fn numbers(&mut self, reference: &Reference) -> Numbers {
        let places = reference.places.iter();
        let (bodies, benefits) = (reference.bodies.iter(), reference.benefits.iter());
        Numbers {
            places: self
                .places
                .numbers(places.map(|place| place.belfiore.as_str())),
            bodies: self.bodies.numbers(bodies.map(|body| body.code.as_str())),
            benefits: self
                .benefits
                .numbers(benefits.map(|benefit| benefit.code.as_str())),
        }
    }

    fn entry(&mut self, fact: &Fact, numbers: &Numbers) -> Entry {
        let body = numbers.bodies[usize::from(fact.body)];
        let benefit = numbers.benefits[usize::from(fact.benefit)];
        let next =
            u32::try_from(self.groups.len()).expect("invariant: groups are fewer than facts");
        let group = *self
            .groups
            .entry((fact.year, body, benefit))
            .or_insert(next);
        let traits = fact.traits.numbers().into_iter();
        Entry {
            person: fact.person,
            group,
            months: fact.months.bits(),
            residence: numbers.places[usize::from(fact.residence)],
            traits: traits.fold(0, |packed, number| packed << 4 | u64::from(number)),
            amounts: [fact.total_cents, fact.user_cents, fact.ssn_cents],
            hours: fact.hours,
        }
    }
}

/// Compares two editions of records. Memory is bounded: where they are large, they are read several
/// times, a part of the people each time.
pub fn compare(
    before: &Edition,
    after: &Edition,
    n_threads: usize,
) -> Result<Comparison, EditionError> {
    compare_holding(before, after, n_threads, HELD)
}

fn compare_holding(
    before: &Edition,
    after: &Edition,
    n_threads: usize,
    held: u64,
) -> Result<Comparison, EditionError> {
    let editions = [before, after];
    let mut codes = Codes::default();
    let mut numbers = Vec::new();
    for edition in editions {
        numbers.push(codes.numbers(&edition.reference()?));
    }
    let n_facts = editions.map(|edition| edition.manifest.counts.facts);
    let n_passes = n_facts.into_iter().max().unwrap_or(0).div_ceil(held).max(1);
    let mut groups: Vec<GroupChange> = Vec::new();
    for pass in 0..n_passes {
        let mut sides = [Vec::new(), Vec::new()];
        for ((edition, numbers), side) in editions.iter().zip(&numbers).zip(&mut sides) {
            edition.each_fact(n_threads, |fact| {
                if mixed(fact.person) % n_passes == pass {
                    side.push(codes.entry(fact, numbers));
                }
            })?;
            side.sort_unstable();
        }
        groups.resize(codes.groups.len(), GroupChange::default());
        let [before, after] = &sides;
        each_person(before, after, |group, before, after| {
            let change = &mut groups[group as usize];
            add(change, before, after);
        });
    }
    let (bodies, benefits) = (codes.bodies.codes(), codes.benefits.codes());
    for (&(year, body, benefit), &group) in &codes.groups {
        let change = &mut groups[group as usize];
        change.year = year;
        bodies[body as usize].clone_into(&mut change.body);
        benefits[benefit as usize].clone_into(&mut change.benefit);
    }
    groups.sort_by(|a, b| (a.year, &a.body, &a.benefit).cmp(&(b.year, &b.body, &b.benefit)));
    Ok(Comparison {
        before: before.manifest.number,
        after: after.manifest.number,
        groups,
    })
}

/// Gives the entries of each person in each group, from both sides.
fn each_person(
    mut before: &[Entry],
    mut after: &[Entry],
    mut take: impl FnMut(u32, &[Entry], &[Entry]),
) {
    let run = |side: &[Entry], key| side.iter().take_while(|entry| entry.key() == key).count();
    loop {
        let firsts = before.first().into_iter().chain(after.first());
        let Some(key) = firsts.map(Entry::key).min() else {
            return;
        };
        let (mine, rest_before) = before.split_at(run(before, key));
        let (theirs, rest_after) = after.split_at(run(after, key));
        take(key.1, mine, theirs);
        (before, after) = (rest_before, rest_after);
    }
}

/// Adds what one person's entries in one group say; both sides are sorted.
fn add(change: &mut GroupChange, before: &[Entry], after: &[Entry]) {
    change.people[0] += u64::from(!before.is_empty());
    change.people[1] += u64::from(!after.is_empty());
    change.people_came += u64::from(before.is_empty());
    change.people_went += u64::from(after.is_empty());
    let sides = [(&mut change.before, before), (&mut change.after, after)];
    for (amount, entries) in sides {
        count_all(amount, entries);
    }
    let only_before = without(before, after);
    let only_after = without(after, before);
    for (was, is) in only_before.iter().zip(&only_after) {
        count(&mut change.changed_from, was);
        count(&mut change.changed_to, is);
        let amounts = (was.amounts, was.hours) != (is.amounts, is.hours);
        change.changed_amounts += u64::from(amounts);
        change.changed_months += u64::from(was.months != is.months);
        change.changed_residence += u64::from(was.residence != is.residence);
        change.changed_traits += u64::from(was.traits != is.traits);
    }
    let n_changed = only_before.len().min(only_after.len());
    count_all(&mut change.went, &only_before[n_changed..]);
    count_all(&mut change.came, &only_after[n_changed..]);
}

fn count_all(amount: &mut Amount, entries: &[Entry]) {
    for entry in entries {
        count(amount, entry);
    }
}

fn count(amount: &mut Amount, entry: &Entry) {
    amount.records += 1;
    amount.cents += u64::from(entry.amounts[0]);
}

/// What is in `side` and not in `other`, each taken as often as it comes; both sorted.
fn without(side: &[Entry], other: &[Entry]) -> Vec<Entry> {
    let mut rest = other.iter().peekable();
    let mut only_here = Vec::new();
    for entry in side {
        while rest.next_if(|next| *next < entry).is_some() {}
        if rest.next_if(|next| *next == entry).is_none() {
            only_here.push(*entry);
        }
    }
    only_here
}

#[cfg(test)]
mod tests {
    use pas_cube::months::Months;
    use pas_cube::reference::{Benefit, Body, Place};
    use pas_cube::{Fact, Reference, Traits};

    use super::{Entry, GroupChange, add, compare_holding};
    use crate::{About, Access, Editions, Layout};

    fn entry(cents: u32, months: u16) -> Entry {
        Entry {
            person: 1,
            group: 0,
            months,
            residence: 0,
            traits: 0,
            amounts: [cents, 0, 0],
            hours: 0,
        }
    }

    #[test]
    fn equal_records_are_matched_before_others() {
        let before = [entry(10, 1), entry(10, 1), entry(20, 1), entry(30, 2)];
        let after = [entry(10, 1), entry(20, 1), entry(35, 2)];
        let mut change = GroupChange::default();
        add(&mut change, &before, &after);
        let moved = [change.came, change.went].map(|amount| amount.records);
        assert_eq!(moved, [0, 1]);
        assert_eq!(change.changed_to.records, 1);
        let cents = change.came.cents + change.changed_to.cents + change.before.cents;
        assert_eq!(
            cents - change.went.cents - change.changed_from.cents,
            change.after.cents
        );
    }

    fn reference() -> Reference {
        let word = || "A1".to_owned();
        Reference {
            first_year: 2024,
            n_years: 1,
            last_months: vec![12],
            places: vec![Place {
                belfiore: String::new(),
                istat: String::new(),
                name: String::new(),
                province: String::new(),
                province_name: String::new(),
                region: String::new(),
                region_name: String::new(),
            }],
            ats: Vec::new(),
            ats_of_places: vec![vec![None]],
            bodies: vec![Body {
                code: word(),
                name: word(),
                seat: 0,
            }],
            benefits: vec![Benefit {
                code: word(),
                name: word(),
                group: word(),
                category: word(),
                istat_area: word(),
            }],
            cluster_bounds: Vec::new(),
            population: Vec::new(),
            coverage: Vec::new(),
        }
    }

    fn facts(people: std::ops::Range<u64>) -> Vec<Fact> {
        let fact = |person| Fact {
            person,
            household: person,
            year: 2024,
            months: Months::ALL,
            residence: 0,
            body: 0,
            benefit: 0,
            traits: Traits::default(),
            total_cents: 100,
            user_cents: 0,
            ssn_cents: 0,
            hours: 0,
        };
        people.map(fact).collect()
    }

    #[test]
    fn many_passes_say_what_one_says() {
        let data = tempfile::tempdir().unwrap();
        let editions = Editions::below(data.path());
        let about = About {
            title: String::new(),
            source: String::new(),
            data_version: String::new(),
            created: String::new(),
            definitions: std::collections::BTreeMap::new(),
        };
        let edition = |facts: &[Fact]| {
            let written = editions.write(&reference(), facts, about.clone(), Layout::default());
            editions
                .open(written.unwrap().number, Access::InForce)
                .unwrap()
        };
        let (before, after) = (edition(&facts(0..100)), edition(&facts(30..150)));
        let whole = compare_holding(&before, &after, 2, 1_000).unwrap();
        let [group] = &whole.groups[..] else {
            panic!("one year, one body, one benefit")
        };
        assert_eq!((group.went.records, group.came.records), (30, 50));
        assert_eq!(group.people, [100, 120]);
        for held in [1, 7, 64] {
            assert_eq!(compare_holding(&before, &after, 1, held).unwrap(), whole);
        }
    }
}
