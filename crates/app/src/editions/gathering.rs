//! The facts of an edition while they come in, and what could not become one.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use pas_cube::reference::Coverage;
use pas_cube::{Fact, Reference};
use pas_domain::flow::{Field, UncheckedBeneficiary, UncheckedMinor};
use pas_domain::money::Money;
use pas_edition::{settle_households, sort_facts};

use super::Territory;
use super::facts_of_flow::{Around, NoFact, of_benefit, of_minor};
use crate::error::AppError;
use crate::pseudonym::PseudonymKey;

/// Facts on their way into an edition.
pub(crate) struct Gathering<'a> {
    pub(crate) territory: Territory<'a>,
    pseudonyms: &'a PseudonymKey,
    years: (i16, i16),
    facts: Vec<Fact>,
    /// By year, body, benefit: due, and in the edition.
    coverage: BTreeMap<(i16, u16, u8), (u32, u32)>,
    left_out: LeftOut,
    /// For each DSU, the first person met with it.
    households: HashMap<String, u64>,
}

/// Records that gave no fact, by reason. None is dropped unsaid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Their days cannot be read.
    pub no_period: u64,
    /// An amount is negative, unreadable or beyond what an edition holds.
    pub amount: u64,
    /// They lie outside the years of the edition.
    pub other_years: u64,
    /// Their benefit has no place: more than 255 different codes.
    pub benefit: u64,
}

impl LeftOut {
    /// How many in all.
    pub const fn total(&self) -> u64 {
        self.no_period + self.amount + self.other_years + self.benefit
    }
}

/// What a record says beyond its flow.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beyond<'r> {
    /// All that was spent, to the cent.
    pub(crate) total: Option<Money>,
    /// The ISEE of the household.
    pub(crate) isee: Option<Money>,
    /// Belfiore code of the comune of residence.
    pub(crate) residence: Option<&'r str>,
}

impl<'a> Gathering<'a> {
    pub(crate) fn new(
        territory: Territory<'a>,
        pseudonyms: &'a PseudonymKey,
        years: (i16, i16),
    ) -> Self {
        Self {
            territory,
            pseudonyms,
            years,
            facts: Vec::new(),
            coverage: BTreeMap::new(),
            left_out: LeftOut::default(),
            households: HashMap::new(),
        }
    }

    /// The body with `code`.
    pub(crate) fn body(&mut self, code: &str, name: &str, seat: &str) -> u16 {
        self.territory.body(code, name, seat)
    }

    /// Notes that a record is due; [`Self::add_beneficiary`] notes that one is there.
    pub(crate) fn expect(&mut self, year: i16, body: u16, benefit: &str) {
        if (self.years.0..=self.years.1).contains(&year)
            && let Some(benefit) = self.territory.benefit(benefit, "")
        {
            self.coverage.entry((year, body, benefit)).or_default().0 += 1;
        }
    }

    /// Takes the benefits of a person.
    pub(crate) fn add_beneficiary(
        &mut self,
        beneficiary: &UncheckedBeneficiary<'_>,
        body: u16,
        beyond: Beyond<'_>,
    ) {
        let cf = beneficiary
            .person
            .get(Field::BeneficiaryCf)
            .unwrap_or_default();
        let person = self.pseudonyms.number_of(cf);
        let of_flow = beneficiary
            .residences
            .first()
            .and_then(|place| place.get(Field::ResidenceComune));
        let residence = beyond
            .residence
            .or(of_flow)
            .map_or(self.territory.abroad(), |code| self.territory.place(code));
        for benefit in &beneficiary.benefits {
            let code = benefit.values.get(Field::BenefitCode).unwrap_or_default();
            let name = benefit.values.get(Field::BenefitName).unwrap_or_default();
            let Some(position) = self.territory.benefit(code, name) else {
                self.left_out.benefit += 1;
                continue;
            };
            let around = Around {
                person,
                household: self.household(person, benefit.values.get(Field::DsuNumber)),
                residence,
                body,
                benefit: position,
                total: beyond.total,
                isee: beyond.isee,
            };
            match of_benefit(&beneficiary.person, benefit, around) {
                Ok(facts) => self.take(facts),
                Err(NoFact::NoPeriod) => self.left_out.no_period += 1,
                Err(NoFact::Amount) => self.left_out.amount += 1,
            }
        }
    }

    /// Takes the assessment of a minor, made on `day`. Where the minor lives is not told.
    pub(crate) fn add_minor(&mut self, minor: &UncheckedMinor<'_>, body: u16, day: Date) {
        let id = minor.values.get(Field::MinorId).unwrap_or_default();
        let person = self.pseudonyms.number_of(id);
        let around = Around {
            person,
            household: person,
            residence: self.territory.abroad(),
            body,
            benefit: self.territory.sinba(),
            total: None,
            isee: None,
        };
        let fact = of_minor(minor, day, around);
        self.take(vec![fact]);
    }

    /// People of the same DSU are of one household; who has none is one of their own.
    fn household(&mut self, person: u64, dsu: Option<&str>) -> u64 {
        match dsu {
            Some(dsu) if !dsu.is_empty() => {
                *self.households.entry(dsu.to_owned()).or_insert(person)
            }
            _ => person,
        }
    }

    fn take(&mut self, facts: Vec<Fact>) {
        let (first, last) = self.years;
        let inside = facts
            .into_iter()
            .filter(|fact| (first..=last).contains(&fact.year))
            .collect::<Vec<_>>();
        if inside.is_empty() {
            self.left_out.other_years += 1;
        }
        for fact in inside {
            let covered = self
                .coverage
                .entry((fact.year, fact.body, fact.benefit))
                .or_default();
            covered.1 += 1;
            self.facts.push(fact);
        }
    }

    /// The tables, the facts in the order of an edition, and what was left out.
    pub(crate) fn finish(
        self,
        data_dir: &std::path::Path,
    ) -> Result<(Reference, Vec<Fact>, LeftOut), AppError> {
        let mut facts = self.facts;
        settle_households(&mut facts);
        sort_facts(&mut facts);
        let last_months = last_months(&facts, self.years);
        // Where nobody says what is due, what is there is all that is known.
        let coverage =
            self.coverage
                .into_iter()
                .map(
                    |((year, body, benefit), (n_expected, n_present))| Coverage {
                        year,
                        body,
                        benefit,
                        n_expected: n_expected.max(n_present),
                        n_present,
                    },
                );
        let reference = self
            .territory
            .reference(data_dir, last_months, coverage.collect())?;
        Ok((reference, facts, self.left_out))
    }
}

/// For each year, the last month that any fact touches; a year before the last one is complete.
fn last_months(facts: &[Fact], (first, last): (i16, i16)) -> Vec<u8> {
    let of_year = |year: i16| {
        let months = facts.iter().filter(|fact| fact.year == year);
        months
            .filter_map(|fact| fact.months.iter().last())
            .max()
            .unwrap_or(12)
    };
    (first..=last)
        .map(|year| if year == last { of_year(year) } else { 12 })
        .collect()
}
