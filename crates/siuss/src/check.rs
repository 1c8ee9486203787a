//! Holds a flow that is about to be written against INPS's schema.

use pas_domain::finding::{Finding, Place};
use pas_domain::flow::{
    FlowBody, Text, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};

use crate::message::Spot;
use crate::schema::{Arrival, Content, ElementFact, benefits, minors};
use crate::xml::forbidden_character;

/// What INPS's XSD, or XML itself, would refuse in the flow once written.
pub(crate) fn check(flow: &UncheckedFlow<'_>) -> Vec<Finding> {
    let mut check = Check::default();
    check.header(&flow.header);
    match &flow.body {
        FlowBody::Benefits(people) => {
            check.at_least_one(
                &benefits::FLUSSO,
                &benefits::BENEFICIARIO,
                Place::Header,
                people,
            );
            for (number, person) in people.iter().enumerate() {
                check.beneficiary(number, person);
            }
        }
        FlowBody::Minors(records) => {
            check.at_least_one(&minors::FLUSSO, &minors::SINBA, Place::Header, records);
            for (number, record) in records.iter().enumerate() {
                check.minor(number, record);
            }
        }
    }
    check.findings
}

/// What was found so far.
#[derive(Debug, Default)]
pub(crate) struct Check {
    pub(crate) findings: Vec<Finding>,
}

impl Check {
    pub(crate) fn header(&mut self, header: &Values<'_>) {
        let facts = [&benefits::IDENTIFICAZIONE_FLUSSO, &benefits::ENTE];
        self.values(&facts, Place::Header, header);
    }

    pub(crate) fn beneficiary(&mut self, beneficiary: usize, person: &UncheckedBeneficiary<'_>) {
        let place = Place::Beneficiary { beneficiary };
        let fact = &benefits::BENEFICIARIO;
        self.values(&[fact, &benefits::ANAGRAFICA], place, &person.person);
        self.at_least_one(fact, &benefits::INDIRIZZO, place, &person.residences);
        self.at_least_one(
            fact,
            &benefits::PRESTAZIONI_SOCIALI,
            place,
            &person.benefits,
        );
        let max = benefits::MAX_RESIDENCES;
        if person.residences.len() > max as usize {
            let arrival = Arrival::Excess { max };
            self.findings
                .extend(Spot { place, fact }.arrival(&benefits::INDIRIZZO, arrival));
        }
        for (residence, values) in person.residences.iter().enumerate() {
            let place = Place::Residence {
                beneficiary,
                residence,
            };
            self.values(&[&benefits::INDIRIZZO], place, values);
        }
        for (number, benefit) in person.benefits.iter().enumerate() {
            self.benefit(beneficiary, number, benefit);
        }
    }

    fn benefit(&mut self, beneficiary: usize, number: usize, benefit: &UncheckedBenefit<'_>) {
        let place = Place::Benefit {
            beneficiary,
            benefit: number,
        };
        self.values(&[&benefits::PRESTAZIONI_SOCIALI], place, &benefit.values);
        if let Some(assessment) = &benefit.assessment {
            self.assessment(
                Place::Assessment {
                    beneficiary,
                    benefit: number,
                },
                assessment,
            );
        }
    }

    fn assessment(&mut self, place: Place, assessment: &UncheckedAssessment<'_>) {
        self.values(&[&benefits::SINA], place, &assessment.values);
        self.texts(
            &benefits::NEEDED_BENEFIT,
            place,
            &assessment.needed_benefits,
        );
        self.texts(
            &benefits::INV_CIV,
            place,
            &assessment.certified_disabilities,
        );
    }

    pub(crate) fn minor(&mut self, minor: usize, record: &UncheckedMinor<'_>) {
        let place = Place::Minor { minor };
        self.values(&[&minors::SINBA], place, &record.values);
        self.at_least_one(
            &minors::PRESTAZIONI,
            &minors::MINOR_BENEFIT,
            place,
            &record.benefits,
        );
        self.at_least_one(
            &minors::FAMIGLIA,
            &minors::COMPOSIZIONE_FAMIGLIA,
            place,
            &record.household,
        );
        self.texts(&minors::MINOR_BENEFIT, place, &record.benefits);
        self.texts(&minors::COMPOSIZIONE_FAMIGLIA, place, &record.household);
    }

    pub(crate) fn at_least_one<T>(
        &mut self,
        fact: &'static ElementFact,
        child: &'static ElementFact,
        place: Place,
        children: &[T],
    ) {
        if children.is_empty() {
            self.findings
                .push(Spot { place, fact }.missing_element(child));
        }
    }

    /// A record that has no place in a flow of the other kind.
    pub(crate) fn stray_record(&mut self, root: &'static ElementFact, record: &ElementFact) {
        let spot = Spot {
            place: Place::Header,
            fact: root,
        };
        self.findings.push(spot.unknown_element(record.name));
    }

    /// The attributes of one element, or of two that share a place.
    fn values(&mut self, facts: &[&'static ElementFact], place: Place, values: &Values<'_>) {
        let mut known = 0;
        for fact in facts {
            let spot = Spot { place, fact };
            for attribute in fact.attributes.facts {
                let value = values.get(attribute.field);
                known += usize::from(value.is_some());
                match value {
                    None => {
                        let missing = attribute
                            .required
                            .then(|| spot.missing_attribute(attribute));
                        self.findings.extend(missing);
                    }
                    Some("") if !attribute.required => {}
                    Some(value) => {
                        if !attribute.facet.accepts(value) {
                            let (facet, required) = (&attribute.facet, attribute.required);
                            let found = spot.wrong_value(attribute.field, facet, required, value);
                            self.findings.push(found);
                        }
                        let forbidden = forbidden_character(value);
                        let found = forbidden.map(|(_, c)| spot.unwritable(attribute.field, c));
                        self.findings.extend(found);
                    }
                }
            }
        }
        if known != values.iter().count() {
            self.homeless(facts, place, values);
        }
    }

    /// Values that have no place in the element, or two of them for one place: writing would lose them.
    #[cold]
    fn homeless(&mut self, facts: &[&'static ElementFact], place: Place, values: &Values<'_>) {
        let fields: Vec<_> = values.iter().map(|(field, _)| field).collect();
        for (position, field) in fields.iter().enumerate() {
            let mut attributes = facts.iter().flat_map(|fact| fact.attributes.facts);
            let known = attributes.any(|attribute| attribute.field == *field);
            let repeated = fields.iter().take(position).any(|earlier| earlier == field);
            if let Some(fact) = facts.first()
                && (!known || repeated)
            {
                self.findings.push(Spot { place, fact }.no_room(*field));
            }
        }
    }

    fn texts(&mut self, fact: &'static ElementFact, place: Place, texts: &[Text<'_>]) {
        let spot = Spot { place, fact };
        let Content::Text(field, rule) = &fact.content else {
            return;
        };
        for text in texts {
            if !rule.accepts(text) {
                self.findings
                    .push(spot.wrong_value(*field, rule, true, text));
            }
            let found = forbidden_character(text).map(|(_, c)| spot.unwritable(*field, c));
            self.findings.extend(found);
        }
    }
}
