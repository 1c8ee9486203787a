//! The editions that are attacked: made-up nations in which nobody exists.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::path::Path;

use pas_analytics::Secret;
use pas_cube::{Cube, Fact, Reference};
use pas_edition::{About, Access, Editions, Layout, sort_facts};
use pas_nation::Nation;

/// The code by which INPS knows the ente of the district.
const OWN: &str = "M320DEMO";

/// Tables and facts of an edition.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) reference: Reference,
    pub(crate) facts: Vec<Fact>,
}

impl World {
    /// About `n_records` of one year in all of Italy.
    pub(crate) fn nation(n_records: u64) -> Self {
        let nation = Nation::new(11, n_records, 2023, 1);
        let mut facts = Vec::new();
        let taken: Result<(), ()> = nation.try_for_each_chunk(NonZero::<usize>::MIN, |lot| {
            facts.extend(lot);
            Ok(())
        });
        taken.expect("taken");
        Self {
            reference: nation.reference().clone(),
            facts,
        }
    }

    /// The same people, all of the ente of the district: its planners read it as their own.
    pub(crate) fn of_one_body(mut self) -> Self {
        self.reference.bodies.truncate(1);
        OWN.clone_into(&mut self.reference.bodies[0].code);
        self.reference.coverage.clear();
        for fact in &mut self.facts {
            fact.body = 0;
        }
        self
    }

    /// The edition before: of `n` people of `province`, a third was not there, a third had one record
    /// less, a third got something else.
    pub(crate) fn before(mut self, province: &str, n: usize) -> Self {
        let place = |fact: &Fact| &self.reference.places[usize::from(fact.residence)];
        let inside = self
            .facts
            .iter()
            .filter(|fact| place(fact).province == province);
        let people: BTreeSet<u64> = inside.map(|fact| fact.person).collect();
        let step = (people.len() / n).max(1);
        let chosen: BTreeMap<u64, usize> =
            people.into_iter().step_by(step).take(n).zip(0..).collect();
        let n_benefits = self.reference.benefits.len();
        let mut reduced = BTreeSet::new();
        let mut facts = Vec::new();
        for mut fact in self.facts {
            match chosen.get(&fact.person).map(|n| n % 3) {
                Some(0) => continue,
                Some(1) if reduced.insert(fact.person) => continue,
                Some(2) => {
                    let other = (usize::from(fact.benefit) + 1) % n_benefits;
                    fact.benefit = u8::try_from(other).expect("few benefits");
                }
                _ => {}
            }
            facts.push(fact);
        }
        sort_facts(&mut facts);
        self.facts = facts;
        self
    }

    /// Writes it as the next edition below `folder`.
    pub(crate) fn write(&self, folder: &Path) {
        let about = About {
            title: "Nazione inventata".to_owned(),
            source: "Persone inventate".to_owned(),
            data_version: "1".to_owned(),
            created: "2026-11-23T08:00:00Z".to_owned(),
            definitions: BTreeMap::new(),
        };
        Editions::below(folder)
            .write(&self.reference, &self.facts, about, Layout::default())
            .expect("written");
    }
}

/// Edition `number` below `folder`, exact, for the judge. Its keys are not the installation's: a judge
/// needs to know who is the same, not what noise they have.
pub(crate) fn truth(folder: &Path, number: u32) -> Cube {
    let edition = Editions::below(folder).open(number, Access::InForce);
    let edition = edition.expect("the edition");
    let secret = Secret::from_bytes(&[1; 32]);
    let facts = edition.facts(1, |person| secret.record_key(person));
    Cube::new(edition.reference().expect("tables"), facts.expect("facts"))
}
