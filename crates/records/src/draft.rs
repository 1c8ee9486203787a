//! A record in the making: each value set together with how it was obtained and its cells.

use pas_domain::fact::{Attribute, CellRef, FactInForce};
use pas_domain::flow::{
    Field, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, Values,
};
use pas_domain::office::Office;
use pas_domain::record::{Reason, ValueOrigin};

use crate::reason::Why;

/// The element of the flow that a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Person,
    Residence,
    Benefit,
    Assessment,
    Minor,
}

/// A record in the making.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    person: Values<'static>,
    residence: Values<'static>,
    benefit: Values<'static>,
    assessment: Values<'static>,
    pub(crate) minor: Values<'static>,
    pub(crate) needed_benefits: Vec<String>,
    pub(crate) certified_disabilities: Vec<String>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) lineage: Vec<ValueOrigin>,
}

/// How a value was obtained.
#[derive(Debug, Default)]
pub(crate) struct Obtained {
    how: String,
    cells: Vec<CellRef>,
}

impl Obtained {
    /// Taken as it stands from one fact's cells.
    pub(crate) fn copied(fact: &FactInForce, attribute: Attribute) -> Self {
        Self {
            how: "come scritto dall'ufficio".to_owned(),
            cells: fact.cell(attribute).into_iter().collect(),
        }
    }

    /// Obtained as `how` says, with the cells of `attributes` in `facts` behind it.
    pub(crate) fn by<'f>(
        how: impl Into<String>,
        facts: impl IntoIterator<Item = &'f FactInForce>,
        attributes: &[Attribute],
    ) -> Self {
        let mut cells = Vec::new();
        for fact in facts {
            cells.extend(
                attributes
                    .iter()
                    .filter_map(|&attribute| fact.cell(attribute)),
            );
        }
        Self {
            how: how.into(),
            cells,
        }
    }

    /// Whether no cell stands behind it.
    pub(crate) fn has_no_cell(&self) -> bool {
        self.cells.is_empty()
    }

    /// Follows from a rule alone.
    pub(crate) fn by_rule(how: impl Into<String>) -> Self {
        Self {
            how: how.into(),
            cells: Vec::new(),
        }
    }
}

impl Draft {
    /// Sets `field` and notes where it came from.
    pub(crate) fn put(
        &mut self,
        part: Part,
        field: Field,
        value: impl Into<String>,
        obtained: Obtained,
    ) {
        let values = match part {
            Part::Person => &mut self.person,
            Part::Residence => &mut self.residence,
            Part::Benefit => &mut self.benefit,
            Part::Assessment => &mut self.assessment,
            Part::Minor => &mut self.minor,
        };
        values.set(field, value.into());
        self.note(field, obtained);
    }

    /// Notes where a value came from that is not set through [`Draft::put`].
    pub(crate) fn note(&mut self, field: Field, obtained: Obtained) {
        let Obtained { how, cells } = obtained;
        self.lineage.push(ValueOrigin { field, how, cells });
    }

    /// Gives a reason, once.
    pub(crate) fn because(&mut self, why: Why, office: Office, field: impl Into<Option<Field>>) {
        if !self.reasons.iter().any(|reason| reason.code == why.code()) {
            self.reasons.push(why.because(office, field));
        }
    }

    /// The person with the one benefit.
    pub(crate) fn beneficiary(&mut self) -> UncheckedBeneficiary<'static> {
        let assessment = std::mem::take(&mut self.assessment);
        let assessment = (!assessment.is_empty()).then(|| UncheckedAssessment {
            values: assessment,
            needed_benefits: owned(std::mem::take(&mut self.needed_benefits)),
            certified_disabilities: owned(std::mem::take(&mut self.certified_disabilities)),
        });
        let residence = std::mem::take(&mut self.residence);
        UncheckedBeneficiary {
            person: std::mem::take(&mut self.person),
            residences: if residence.is_empty() {
                Vec::new()
            } else {
                vec![residence]
            },
            benefits: vec![UncheckedBenefit {
                values: std::mem::take(&mut self.benefit),
                assessment,
            }],
        }
    }
}

/// Codes as the flow's types hold them.
pub(crate) fn owned(codes: Vec<String>) -> Vec<std::borrow::Cow<'static, str>> {
    codes.into_iter().map(std::borrow::Cow::Owned).collect()
}
