//! A beneficiary and their residences.

use pas_catalogue::Comune;
use pas_domain::finding::Place;
use pas_domain::flow::{Field, UncheckedBeneficiary, Values};

use super::{Benefit, Record};
use crate::cf::Cf;
use crate::context::Context;

/// A beneficiary: codice fiscale and personal data.
pub(crate) struct Person<'a> {
    pub(crate) record: Record<'a>,
    /// The codice fiscale, when it is a personal one without fault: what it says can be compared.
    pub(crate) cf: Option<Cf<'a>>,
    pub(super) position: usize,
    source: &'a UncheckedBeneficiary<'a>,
    context: &'a Context<'a>,
}

impl<'a> Person<'a> {
    pub(crate) fn new(
        position: usize,
        source: &'a UncheckedBeneficiary<'a>,
        context: &'a Context<'a>,
    ) -> Self {
        let place = Place::Beneficiary {
            beneficiary: position,
        };
        let record = Record::new(place, Field::BeneficiaryCf, &source.person);
        Self {
            cf: record.text(Field::BeneficiaryCf).and_then(Cf::read),
            record,
            position,
            source,
            context,
        }
    }

    /// Their places of residence.
    pub(crate) fn residences(&self) -> impl Iterator<Item = Residence<'a>> {
        let (beneficiary, context) = (self.position, self.context);
        let residences = self.source.residences.iter().enumerate();
        residences.map(move |(residence, values)| {
            let place = Place::Residence {
                beneficiary,
                residence,
            };
            Residence::new(place, values, context)
        })
    }

    /// Their benefits.
    pub(crate) fn benefits(&self) -> impl Iterator<Item = Benefit<'_>> {
        let benefits = self.source.benefits.iter().enumerate();
        benefits.map(|(position, source)| Benefit::new(self, position, source, self.context))
    }
}

/// A place of residence.
pub(crate) struct Residence<'a> {
    pub(crate) record: Record<'a>,
    /// The comune, when some list knows its code.
    pub(crate) comune: Option<&'a Comune>,
}

impl<'a> Residence<'a> {
    fn new(place: Place, values: &'a Values<'a>, context: &Context<'a>) -> Self {
        let record = Record::new(place, Field::ResidenceRegion, values);
        let code = record.text(Field::ResidenceComune);
        Self {
            comune: code.and_then(|code| context.catalogue.comune_by_istat_any_date(code)),
            record,
        }
    }
}
