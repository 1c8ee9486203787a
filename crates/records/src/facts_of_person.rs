//! The facts of one person, sorted by what they are about.

use jiff::civil::Date;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::{
    Assessment, CareEpisode, Delivery, DsuLodged, Fact, FactInForce, Grant, Registration,
};

/// A fact's content beside the stored fact that says it.
#[derive(Debug)]
pub(crate) struct Told<'f, T> {
    pub(crate) it: &'f T,
    pub(crate) fact: &'f FactInForce,
}

// Derived `Clone` and `Copy` would ask them of `T`, which is only borrowed.
impl<T> Clone for Told<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Told<'_, T> {}

/// Everything that the files say about one person.
pub(crate) struct FactsOfPerson<'f> {
    /// The codice fiscale as the registry writes it, or as the first file does.
    pub(crate) cf: &'f CodiceFiscale,
    /// The latest that the registry says.
    pub(crate) registration: Option<Told<'f, Registration>>,
    pub(crate) grants: Vec<Told<'f, Grant>>,
    pub(crate) deliveries: Vec<Told<'f, Delivery>>,
    pub(crate) dsus: Vec<Told<'f, DsuLodged>>,
    pub(crate) care: Vec<Told<'f, CareEpisode>>,
    /// SINA assessments, oldest first; those without a date come before all.
    pub(crate) assessments: Vec<Told<'f, Assessment>>,
    /// SINBA assessments, oldest first.
    pub(crate) minor_assessments: Vec<Told<'f, Assessment>>,
}

impl<'f> FactsOfPerson<'f> {
    /// Sorts `facts`; `None` when they are about nobody.
    pub(crate) fn collect(facts: &'f [FactInForce]) -> Option<Self> {
        let cf = facts.iter().find_map(|fact| fact.fact.person())?;
        let mut person = Self {
            cf,
            registration: None,
            grants: Vec::new(),
            deliveries: Vec::new(),
            dsus: Vec::new(),
            care: Vec::new(),
            assessments: Vec::new(),
            minor_assessments: Vec::new(),
        };
        for fact in facts {
            person.add(fact);
        }
        person.dsus.sort_by_key(|dsu| dsu.it.lodged_on);
        person
            .assessments
            .sort_by_key(|assessment| assessment.it.assessed_on);
        person
            .minor_assessments
            .sort_by_key(|assessment| assessment.it.assessed_on);
        if let Some(registration) = person.registration {
            person.cf = &registration.it.cf;
        }
        Some(person)
    }

    /// A grant told again replaces what was told before, so that it does not look like a second one
    /// of which nothing was delivered.
    fn add_grant(&mut self, told: Told<'f, Grant>) {
        let is_same = |known: &Told<'f, Grant>| {
            (&known.it.benefit, &known.it.protocol, known.it.start)
                == (&told.it.benefit, &told.it.protocol, told.it.start)
        };
        match self.grants.iter_mut().find(|known| is_same(known)) {
            Some(known) => *known = told,
            None => self.grants.push(told),
        }
    }

    /// Whether the registry says that the person had died before `day`.
    pub(crate) fn died_before(&self, day: Date) -> bool {
        let death = self
            .registration
            .and_then(|registration| registration.it.deceased_on);
        death.is_some_and(|death| death < day)
    }

    fn add(&mut self, fact: &'f FactInForce) {
        match &fact.fact {
            Fact::Registration(it) => self.registration = Some(Told { it, fact }),
            Fact::Grant(it) => self.add_grant(Told { it, fact }),
            Fact::Delivery(it) => self.deliveries.push(Told { it, fact }),
            Fact::Dsu(it) => self.dsus.push(Told { it, fact }),
            Fact::Care(it) => self.care.push(Told { it, fact }),
            Fact::Assessment(it) => self.assessments.push(Told { it, fact }),
            Fact::MinorAssessment(it) => self.minor_assessments.push(Told { it, fact }),
            Fact::Ente(_) => {}
        }
    }
}
