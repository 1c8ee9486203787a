//! A benefit with its dates and amounts read, and its assessment.

use jiff::civil::Date;
use pas_domain::finding::Place;
use pas_domain::flow::{Field, UncheckedAssessment, UncheckedBenefit};

use super::record::distance;
use super::{Person, Record};
use crate::context::Context;
use crate::decimal::{Decimal, NotRead};
use crate::value::date;

/// From [`Field::DsuDate`] to [`Field::DeliveryDate`]; those that are no dates stay empty.
const N_DATES: usize = 8;

/// From [`Field::OneOffAmount`] to [`Field::MonthlyHours`]; those that are no amounts stay empty.
const N_AMOUNTS: usize = 9;

/// One benefit of a person. Many rules ask for the same dates and amounts, so each is read once.
pub(crate) struct Benefit<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) person: &'a Person<'a>,
    pub(crate) source: &'a UncheckedBenefit<'a>,
    /// What the catalogue says of its code.
    pub(crate) known: Option<&'a pas_catalogue::Benefit>,
    position: usize,
    dates: [Option<Date>; N_DATES],
    amounts: [Option<Result<Decimal, NotRead>>; N_AMOUNTS],
}

impl<'a> Benefit<'a> {
    pub(super) fn new(
        person: &'a Person<'a>,
        position: usize,
        source: &'a UncheckedBenefit<'a>,
        context: &Context<'a>,
    ) -> Self {
        let place = Place::Benefit {
            beneficiary: person.position,
            benefit: position,
        };
        let record = Record::new(place, Field::Operation, &source.values);
        let code = record.text(Field::BenefitCode);
        let mut dates = [None; N_DATES];
        let mut amounts = [None; N_AMOUNTS];
        for (field, text) in source.values.iter() {
            match field {
                Field::DsuDate
                | Field::EventDate
                | Field::BenefitStart
                | Field::BenefitEnd
                | Field::DeliveryDate => dates[date_slot(field)] = date(text),
                Field::OneOffAmount
                | Field::MonthlyAmount
                | Field::EnteQuota
                | Field::UserQuota
                | Field::SsnQuota
                | Field::RequestedQuota
                | Field::IseeThreshold
                | Field::MonthlyHours => amounts[amount_slot(field)] = Some(Decimal::parse(text)),
                _ => {}
            }
        }
        Self {
            known: code.and_then(|code| context.catalogue.benefit(code)),
            record,
            person,
            source,
            position,
            dates,
            amounts,
        }
    }

    /// The date in `field`, when it is one.
    pub(crate) fn date(&self, field: Field) -> Option<Date> {
        self.dates.get(date_slot(field)).copied().flatten()
    }

    /// What became of reading the amount in `field`; `None` when it is not given.
    pub(crate) fn reading(&self, field: Field) -> Option<Result<Decimal, NotRead>> {
        self.amounts.get(amount_slot(field)).copied().flatten()
    }

    /// The amount in `field`, when it is one.
    pub(crate) fn amount(&self, field: Field) -> Option<Decimal> {
        self.reading(field)?.ok()
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

fn date_slot(field: Field) -> usize {
    distance(Field::DsuDate, field)
}

fn amount_slot(field: Field) -> usize {
    distance(Field::OneOffAmount, field)
}
