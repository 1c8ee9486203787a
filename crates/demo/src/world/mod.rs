//! The district as it is, before any office writes about it: people, benefits, DSU, assessments.

pub(crate) mod adults;
pub(crate) mod assessment;
pub(crate) mod children;
pub(crate) mod dsu;
pub(crate) mod elderly;
pub(crate) mod grant;
pub(crate) mod person;
pub(crate) mod place;

use assessment::{MinorAnswers, SinaAnswers};
use children::Foster;
use dsu::Lodged;
use grant::{Grant, Payment, Rent};
use person::Person;

/// The years of the files.
pub(crate) const YEARS: [i16; 3] = [2023, 2024, 2025];

/// Everything that is true of the district.
pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    pub(crate) elderly: Vec<Grant>,
    pub(crate) foster: Vec<Foster>,
    pub(crate) nursery: Vec<Grant>,
    pub(crate) canteen: Vec<Grant>,
    pub(crate) housing: Vec<Grant>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) rents: Vec<Rent>,
    pub(crate) dsu: Vec<Lodged>,
    pub(crate) sina: Vec<SinaAnswers>,
    /// People whom the service follows and nobody assessed.
    pub(crate) unassessed: Vec<usize>,
    pub(crate) sinba: Vec<MinorAnswers>,
}

impl World {
    /// The district of `n_households` households that `seed` gives.
    pub(crate) fn new(seed: u64, n_households: usize) -> Self {
        let people = person::settle(seed, n_households);
        let elderly = elderly::grant_all(seed, &people);
        let foster = children::foster(seed, &people);
        let mut in_foster_care = vec![false; people.len()];
        for placement in &foster {
            in_foster_care[placement.grant.person] = true;
        }
        let nursery = children::nursery(seed, &people, &in_foster_care);
        let canteen = children::canteen(seed, &people, &in_foster_care);
        let adults = adults::grant_all(seed, &people);
        let mut world = Self {
            people,
            elderly,
            foster,
            nursery,
            canteen,
            housing: adults.housing,
            payments: adults.payments,
            rents: adults.rents,
            dsu: Vec::new(),
            sina: Vec::new(),
            unassessed: Vec::new(),
            sinba: Vec::new(),
        };
        world.dsu = dsu::lodge_all(seed, &world);
        (world.sina, world.unassessed) = assessment::assess_adults(seed, &world);
        world.sinba = assessment::assess_minors(seed, &world);
        world
    }

    /// All benefits delivered month by month.
    pub(crate) fn grants(&self) -> impl Iterator<Item = &Grant> {
        let social = self.elderly.iter();
        let children = self.foster.iter().map(|placement| &placement.grant);
        social
            .chain(children)
            .chain(&self.nursery)
            .chain(&self.canteen)
            .chain(&self.housing)
    }
}
