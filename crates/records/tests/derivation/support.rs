//! A small world for tests of the derivation: one made-up person and what the offices say.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;
use pas_domain::coded::{MeansTest, PresaInCarico, ServiceArea, Sex};
use pas_domain::codice_fiscale::{CodiceFiscale, synthetic};
use pas_domain::dsu::DsuProtocol;
use pas_domain::fact::{
    Assessment, Attribute, CareEpisode, Delivery, DeliveryTime, DsuLodged, Fact, FactInForce,
    Grant, Origin, Quotas, Registration, SourceCell,
};
use pas_domain::flow::{Field, UncheckedBenefit};
use pas_domain::ids::{FactId, ImportId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, Period};
use pas_domain::record::{RecordBody, SiussRecord};
use pas_records::{Setup, derive};

/// What the offices say about one person.
pub(crate) struct World {
    facts: Vec<FactInForce>,
    pub(crate) cf: CodiceFiscale,
    pub(crate) benefit_names: BTreeMap<String, String>,
}

#[expect(clippy::unnecessary_wraps, reason = "quotas and amounts may be absent")]
pub(crate) fn euro(cents: i64) -> Option<Money> {
    Some(Money::from_cents(cents))
}

pub(crate) fn month(year: i16, number: i8) -> DeliveryTime {
    DeliveryTime::InMonth(Month::new(year, number).expect("a month"))
}

pub(crate) fn days(start: Date, end: Date) -> Period {
    Period::new(start, end).expect("ordered")
}

impl World {
    /// A woman born in Vergato in 1941, resident there, whom the registry knows.
    pub(crate) fn new() -> Self {
        let birth = date(1941, 3, 9);
        let cf = synthetic("PROVALDI", "ADA", birth, Sex::Female, "L762").expect("a made-up code");
        let mut world = Self {
            facts: Vec::new(),
            cf,
            benefit_names: BTreeMap::new(),
        };
        let registration = world.registration();
        world.add(Office::Anagrafe, Fact::Registration(registration));
        world
    }

    pub(crate) fn registration(&self) -> Registration {
        Registration {
            cf: self.cf.clone(),
            surname: "PROVALDI".to_owned(),
            given_name: "ADA".to_owned(),
            birth_date: Some(date(1941, 3, 9)),
            sex: Some(Sex::Female),
            birthplace: Some("L762".to_owned()),
            citizenship: Some("380".to_owned()),
            second_citizenship: None,
            residence_country: None,
            residence_comune: Some("L762".to_owned()),
            deceased_on: None,
            cf_verified: false,
        }
    }

    pub(crate) fn without_registry(mut self) -> Self {
        self.facts.clear();
        self
    }

    pub(crate) fn registered(mut self, change: impl FnOnce(&mut Registration)) -> Self {
        let mut registration = self.registration();
        change(&mut registration);
        self.facts
            .retain(|fact| !matches!(fact.fact, Fact::Registration(_)));
        self.add(Office::Anagrafe, Fact::Registration(registration));
        self
    }

    pub(crate) fn grant(mut self, benefit: &str, change: impl FnOnce(&mut Grant)) -> Self {
        let mut grant = Grant {
            cf: self.cf.clone(),
            benefit: benefit.to_owned(),
            protocol: Some("DOM/1".to_owned()),
            start: None,
            end: None,
            carattere: None,
            means_test: Some(MeansTest::None),
            service_area: None,
            requested_quota: None,
            isee_threshold: None,
        };
        change(&mut grant);
        self.add(Office::Anziani, Fact::Grant(grant));
        self
    }

    pub(crate) fn delivery(
        mut self,
        benefit: &str,
        when: DeliveryTime,
        cents: i64,
        change: impl FnOnce(&mut Delivery),
    ) -> Self {
        let mut delivery = Delivery {
            cf: self.cf.clone(),
            benefit: benefit.to_owned(),
            protocol: None,
            when,
            amount: euro(cents),
            quotas: Quotas::default(),
            minutes: None,
            event_date: None,
        };
        change(&mut delivery);
        self.add(Office::Rsa, Fact::Delivery(delivery));
        self
    }

    pub(crate) fn months(self, benefit: &str, year: i16, months: &[(i8, i64)]) -> Self {
        let each = |world: Self, &(number, cents): &(i8, i64)| {
            world.delivery(benefit, month(year, number), cents, |_| {})
        };
        months.iter().fold(self, each)
    }

    pub(crate) fn care(
        mut self,
        presa_in_carico: PresaInCarico,
        area: Option<ServiceArea>,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Self {
        let cf = self.cf.clone();
        let care = CareEpisode {
            cf,
            presa_in_carico,
            from,
            to,
            service_area: area,
        };
        self.add(Office::Anziani, Fact::Care(care));
        self
    }

    pub(crate) fn not_in_care(self) -> Self {
        self.care(PresaInCarico::No, None, None, None)
    }

    pub(crate) fn dsu(mut self, protocol: &str, lodged_on: Option<Date>) -> Self {
        let cf = self.cf.clone();
        let protocol = DsuProtocol::parse(protocol).expect("a protocol");
        self.add(
            Office::Isee,
            Fact::Dsu(DsuLodged {
                cf,
                protocol,
                lodged_on,
                isee: None,
            }),
        );
        self
    }

    pub(crate) fn sina(mut self, assessed_on: Date) -> Self {
        let required = [
            Field::Mobility,
            Field::DailyLiving,
            Field::BehaviouralDisorders,
            Field::IncomeArea,
            Field::SupportArea,
            Field::AssessmentSource,
            Field::AssessmentInstrument,
        ];
        let answers = required
            .into_iter()
            .map(|field| (field, "1".to_owned()))
            .collect();
        let assessment = Assessment {
            cf: self.cf.clone(),
            assessed_on: Some(assessed_on),
            answers,
            lists: BTreeMap::from([(Field::NeededBenefit, vec!["A2.08".to_owned()])]),
        };
        self.add(Office::Anziani, Fact::Assessment(assessment));
        self
    }

    pub(crate) fn fact(mut self, office: Office, fact: Fact) -> Self {
        self.add(office, fact);
        self
    }

    fn add(&mut self, office: Office, fact: Fact) {
        let number = i64::try_from(self.facts.len()).expect("few facts") + 1;
        let cell = |attribute, column: &str, raw: &str| SourceCell {
            attribute,
            column: column.to_owned(),
            heading: attribute.label().to_owned(),
            raw: raw.to_owned(),
        };
        let cells = vec![
            cell(Attribute::Cf, "A", "il codice"),
            cell(Attribute::Amount, "F", "l'importo"),
            cell(Attribute::DsuProtocol, "B", "il protocollo"),
        ];
        let row = u32::try_from(number).expect("few facts") + 10;
        self.facts.push(FactInForce {
            id: FactId::new(number),
            import: ImportId::new(1),
            office,
            fact,
            origin: Origin {
                sheet: String::new(),
                row,
                cells,
            },
        });
    }

    pub(crate) fn derive(&self) -> Vec<SiussRecord> {
        let pseudonym = |_: &CodiceFiscale| "PSEUDONIMO".to_owned();
        let setup = Setup {
            catalogue: Catalogue::builtin(),
            benefit_names: &self.benefit_names,
            pseudonym: &pseudonym,
        };
        derive(&self.facts, &setup)
    }
}

/// The one benefit of a record.
pub(crate) fn benefit(record: &SiussRecord) -> &UncheckedBenefit<'static> {
    match &record.body {
        RecordBody::Benefit(beneficiary) => &beneficiary.benefits[0],
        RecordBody::Minor(_) => panic!("a SINBA record has no benefit"),
    }
}

/// A value of the record's benefit; empty when absent.
pub(crate) fn value(record: &SiussRecord, field: Field) -> &str {
    benefit(record).values.get(field).unwrap_or("")
}

/// The codes of the record's reasons, in order.
pub(crate) fn reasons(record: &SiussRecord) -> Vec<&str> {
    record
        .reasons
        .iter()
        .map(|reason| reason.code.as_str())
        .collect()
}
