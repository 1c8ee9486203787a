//! The parts of a flow as the rules look at them: each value found in one step.

use jiff::civil::Date;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::finding::Place;
use pas_domain::flow::{
    Field, FlowBody, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};
use pas_domain::period::Month;

use crate::decimal::Decimal;
use crate::value::{date, month, whole_number};

/// Room for the values of the largest element, SINBA (46).
const CAPACITY: usize = 48;

/// The values of one element, indexed by field.
pub(crate) struct Record<'a> {
    pub(crate) place: Place,
    first: Field,
    slots: [Option<&'a str>; CAPACITY],
}

impl<'a> Record<'a> {
    /// The values of an element whose fields start at `first`.
    pub(crate) fn new(place: Place, first: Field, values: &'a Values<'_>) -> Self {
        let mut record = Self {
            place,
            first,
            slots: [None; CAPACITY],
        };
        for (field, text) in values.iter() {
            let slot = record.slot(field);
            if let Some(slot) = record.slots.get_mut(slot) {
                *slot = Some(text);
            }
        }
        record
    }

    fn slot(&self, field: Field) -> usize {
        usize::from((field as u8).wrapping_sub(self.first as u8))
    }

    /// The text of `field`, as it stood.
    pub(crate) fn text(&self, field: Field) -> Option<&'a str> {
        self.slots.get(self.slot(field)).copied().flatten()
    }

    /// Whether the flow carries `field`, be its value good or bad.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.text(field).is_some()
    }

    /// Whether `field` holds more than spaces.
    pub(crate) fn is_filled(&self, field: Field) -> bool {
        self.text(field).is_some_and(|text| !text.trim().is_empty())
    }

    /// Whether `field` holds exactly `code`.
    pub(crate) fn is(&self, field: Field, code: &str) -> bool {
        self.text(field) == Some(code)
    }

    /// The date in `field`, when it is one.
    pub(crate) fn date(&self, field: Field) -> Option<Date> {
        self.text(field).and_then(date)
    }

    /// The month in `field`, when it is one.
    pub(crate) fn month(&self, field: Field) -> Option<Month> {
        self.text(field).and_then(month)
    }

    /// The decimal number in `field`, when it is one.
    pub(crate) fn amount(&self, field: Field) -> Option<Decimal> {
        self.text(field).and_then(|text| Decimal::parse(text).ok())
    }

    /// The whole number in `field`, when it is one.
    pub(crate) fn whole(&self, field: Field) -> Option<i32> {
        self.text(field).and_then(whole_number)
    }

    /// The year in `field`, when it is four digits.
    pub(crate) fn year(&self, field: Field) -> Option<i16> {
        self.text(field)
            .filter(|text| text.len() == 4)
            .and_then(whole_number)
            .and_then(|year| i16::try_from(year).ok())
    }
}

/// The whole flow and its header.
pub(crate) struct Flow<'a> {
    pub(crate) header: Record<'a>,
    pub(crate) body: &'a FlowBody<'a>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(flow: &'a UncheckedFlow<'a>) -> Self {
        Self {
            header: Record::new(Place::Header, Field::FlowName, &flow.header),
            body: &flow.body,
        }
    }
}

/// A beneficiary: codice fiscale and personal data.
pub(crate) struct Person<'a> {
    pub(crate) record: Record<'a>,
    /// The codice fiscale, when it is a personal one without fault: what it says can be compared.
    pub(crate) cf: Option<CodiceFiscale>,
    source: &'a UncheckedBeneficiary<'a>,
    position: usize,
}

impl<'a> Person<'a> {
    pub(crate) fn new(position: usize, source: &'a UncheckedBeneficiary<'a>) -> Self {
        let place = Place::Beneficiary {
            beneficiary: position,
        };
        let record = Record::new(place, Field::BeneficiaryCf, &source.person);
        let cf = record.text(Field::BeneficiaryCf).map(CodiceFiscale::parse);
        Self {
            record,
            cf: cf.and_then(Result::ok).filter(|cf| !cf.is_provisional()),
            source,
            position,
        }
    }

    /// Their places of residence.
    pub(crate) fn residences(&self) -> impl Iterator<Item = Record<'a>> {
        let beneficiary = self.position;
        self.source
            .residences
            .iter()
            .enumerate()
            .map(move |(residence, values)| {
                let place = Place::Residence {
                    beneficiary,
                    residence,
                };
                Record::new(place, Field::ResidenceRegion, values)
            })
    }

    /// Their benefits.
    pub(crate) fn benefits(&self) -> impl Iterator<Item = Benefit<'_>> {
        let benefits = self.source.benefits.iter().enumerate();
        benefits.map(move |(benefit, source)| Benefit::new(self, benefit, source))
    }
}

/// One benefit of a person.
pub(crate) struct Benefit<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) person: &'a Person<'a>,
    pub(crate) source: &'a UncheckedBenefit<'a>,
    position: usize,
}

impl<'a> Benefit<'a> {
    fn new(person: &'a Person<'a>, position: usize, source: &'a UncheckedBenefit<'a>) -> Self {
        let place = Place::Benefit {
            beneficiary: person.position,
            benefit: position,
        };
        Self {
            record: Record::new(place, Field::Operation, &source.values),
            person,
            source,
            position,
        }
    }

    /// Paid over several months (*carattere* 1).
    pub(crate) fn is_periodic(&self) -> bool {
        self.record.is(Field::Carattere, "1")
    }

    /// Paid once (*carattere* 2).
    pub(crate) fn is_one_off(&self) -> bool {
        self.record.is(Field::Carattere, "2")
    }

    /// Its SINA assessment.
    pub(crate) fn assessment(&self) -> Option<Assessment<'_>> {
        let source = self.source.assessment.as_ref()?;
        Some(Assessment {
            place: Place::Assessment {
                beneficiary: self.person.position,
                benefit: self.position,
            },
            benefit: self,
            source,
        })
    }
}

/// The SINA assessment of a benefit.
pub(crate) struct Assessment<'a> {
    pub(crate) place: Place,
    pub(crate) benefit: &'a Benefit<'a>,
    pub(crate) source: &'a UncheckedAssessment<'a>,
}

/// A SINBA record.
pub(crate) struct Minor<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) source: &'a UncheckedMinor<'a>,
    pub(crate) header: &'a Record<'a>,
}

impl<'a> Minor<'a> {
    pub(crate) fn new(
        header: &'a Record<'a>,
        minor: usize,
        source: &'a UncheckedMinor<'a>,
    ) -> Self {
        Self {
            record: Record::new(Place::Minor { minor }, Field::MinorId, &source.values),
            source,
            header,
        }
    }
}
