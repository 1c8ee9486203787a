//! What is true of the district's files, from their making and not from reading them.

use std::collections::{BTreeMap, BTreeSet};

use pas_domain::money::Money;
use pas_domain::office::Office;

use crate::defect::{Defect, Outcome};
use crate::table::Spent;
use crate::world::World;

/// Money by code of the benefit and year.
pub type Totals = BTreeMap<(String, i16), Money>;

/// What is true of all files together.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    /// File by file, in the order of the district's files.
    pub files: Vec<FileTruth>,
    /// People of the district.
    pub n_people: usize,
    /// Of these, people whom the registry lists.
    pub n_registered: usize,
    /// People with at least one benefit in the files' years.
    pub n_beneficiaries: usize,
    /// Adults whom the service follows in the area of disability and care: they need a SINA.
    pub n_needing_sina: usize,
    /// Minors with a SINBA assessment.
    pub n_with_sinba: usize,
    /// Codici fiscali of those who need a SINA and have none ([`Defect::AssessmentMissing`]).
    pub unassessed: Vec<String>,
}

/// What is true of one file.
#[derive(Debug, Clone)]
pub struct FileTruth {
    /// The office that sends it.
    pub office: Office,
    /// Its name.
    pub name: String,
    /// Rows below the headers that are not wholly blank.
    pub n_read: u64,
    /// Of these, rows from which facts come.
    pub n_used: u64,
    /// Of these, rows of data that must be set aside.
    pub n_set_aside: u64,
    /// Of these, totals and remarks.
    pub n_not_data: u64,
    /// Every defect, at its place.
    pub flaws: Vec<FlawTruth>,
    /// What a perfect import reads as delivered.
    pub totals: Totals,
    /// The part of the totals whose records are kept back, or need a look.
    pub held_back: Totals,
    /// Who gets what in which year, in rows that a perfect import reads: people by their number
    /// in the district.
    pub beneficiaries: BTreeMap<(String, i16), BTreeSet<usize>>,
}

/// A defect at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlawTruth {
    /// Name of the sheet; empty for a file without sheets.
    pub sheet: String,
    /// Number of the row as the office's program shows it, from 1.
    pub row: u32,
    /// Column, from 0; none when the row as a whole is meant.
    pub column: Option<usize>,
    /// What is wrong or odd.
    pub defect: Defect,
}

impl FileTruth {
    pub(crate) fn new(office: Office, name: &str) -> Self {
        Self {
            office,
            name: name.to_owned(),
            n_read: 0,
            n_used: 0,
            n_set_aside: 0,
            n_not_data: 0,
            flaws: Vec::new(),
            totals: Totals::new(),
            held_back: Totals::new(),
            beneficiaries: BTreeMap::new(),
        }
    }

    /// Counts money that a row says was spent on a person.
    pub(crate) fn spend(&mut self, person: Option<usize>, spent: &Spent, held_back: bool) {
        let key = (spent.benefit.to_owned(), spent.year);
        let amount = spent.amount;
        self.beneficiaries
            .entry(key.clone())
            .or_default()
            .extend(person);
        if held_back {
            *self.held_back.entry(key.clone()).or_default() += amount;
        }
        *self.totals.entry(key).or_default() += amount;
    }

    /// How many defects have an outcome.
    pub fn n_with_outcome(&self, outcome: Outcome) -> usize {
        let flaws = self.flaws.iter();
        flaws
            .filter(|flaw| flaw.defect.outcome() == outcome)
            .count()
    }
}

impl Truth {
    /// What is true before any file is written.
    pub(crate) fn of_world(world: &World) -> Self {
        let monthly = world.grants().map(|grant| grant.person);
        let once = world.payments.iter().map(|paid| paid.person);
        let rents = world.rents.iter().map(|rent| rent.person);
        let beneficiaries: BTreeSet<usize> = monthly.chain(once).chain(rents).collect();
        let assessed: BTreeSet<usize> = world.sina.iter().map(|sheet| sheet.person).collect();
        let minors: BTreeSet<usize> = world.sinba.iter().map(|sheet| sheet.person).collect();
        let unassessed = world.unassessed.iter();
        let registered = world.people.iter().filter(|person| person.in_registry);
        Self {
            files: Vec::new(),
            n_people: world.people.len(),
            n_registered: registered.count(),
            n_beneficiaries: beneficiaries.len(),
            n_needing_sina: assessed.len() + world.unassessed.len(),
            n_with_sinba: minors.len(),
            unassessed: unassessed
                .map(|&at| world.people[at].cf.as_str().to_owned())
                .collect(),
        }
    }

    /// What a perfect import reads as delivered, by benefit and year.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::new();
        for (key, amount) in self.files.iter().flat_map(|file| &file.totals) {
            *totals.entry(key.clone()).or_default() += *amount;
        }
        totals
    }

    /// How many people get each benefit in each year, in rows that a perfect import reads.
    pub fn n_beneficiaries_of(&self) -> BTreeMap<(String, i16), usize> {
        let mut people: BTreeMap<(String, i16), BTreeSet<usize>> = BTreeMap::new();
        for (key, some) in self.files.iter().flat_map(|file| &file.beneficiaries) {
            people.entry(key.clone()).or_default().extend(some);
        }
        let counted = people.into_iter();
        counted.map(|(key, people)| (key, people.len())).collect()
    }

    /// What is true of the file called `name`, as in `anagrafe/anagrafe.csv`.
    pub fn file(&self, name: &str) -> Option<&FileTruth> {
        self.files.iter().find(|file| file.name == name)
    }

    /// How often a defect occurs, in all files.
    pub fn n_flaws(&self, defect: Defect) -> usize {
        if defect == Defect::AssessmentMissing {
            return self.unassessed.len();
        }
        let flaws = self.files.iter().flat_map(|file| &file.flaws);
        flaws.filter(|flaw| flaw.defect == defect).count()
    }
}
