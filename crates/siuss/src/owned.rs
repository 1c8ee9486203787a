//! A flow that owns its text, for files that were not UTF-8.

use std::borrow::Cow;

use pas_domain::flow::{
    FlowBody, Text, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};

/// The same flow, owning its text.
pub(crate) fn flow(flow: UncheckedFlow<'_>) -> UncheckedFlow<'static> {
    UncheckedFlow {
        header: flow.header.into_owned(),
        body: match flow.body {
            FlowBody::Benefits(people) => {
                FlowBody::Benefits(people.into_iter().map(beneficiary).collect())
            }
            FlowBody::Minors(minors) => FlowBody::Minors(minors.into_iter().map(minor).collect()),
        },
    }
}

fn beneficiary(read: UncheckedBeneficiary<'_>) -> UncheckedBeneficiary<'static> {
    UncheckedBeneficiary {
        person: read.person.into_owned(),
        residences: read
            .residences
            .into_iter()
            .map(Values::into_owned)
            .collect(),
        benefits: read.benefits.into_iter().map(benefit).collect(),
    }
}

fn benefit(read: UncheckedBenefit<'_>) -> UncheckedBenefit<'static> {
    UncheckedBenefit {
        values: read.values.into_owned(),
        assessment: read.assessment.map(assessment),
    }
}

fn assessment(read: UncheckedAssessment<'_>) -> UncheckedAssessment<'static> {
    UncheckedAssessment {
        values: read.values.into_owned(),
        needed_benefits: texts(read.needed_benefits),
        certified_disabilities: texts(read.certified_disabilities),
    }
}

fn minor(read: UncheckedMinor<'_>) -> UncheckedMinor<'static> {
    UncheckedMinor {
        values: read.values.into_owned(),
        benefits: texts(read.benefits),
        household: texts(read.household),
    }
}

fn texts(texts: Vec<Text<'_>>) -> Vec<Text<'static>> {
    texts
        .into_iter()
        .map(|text| Cow::Owned(text.into_owned()))
        .collect()
}
