//! The quotas of a benefit against its amount, for the two rules that compare them.

use pas_domain::flow::Field;

use super::QUOTAS;
use crate::decimal::Decimal;
use crate::view::Benefit;

/// The sum of the quotas and the amount that it should be.
pub(super) struct Comparison {
    /// Where the amount stands.
    pub(super) amount_field: Field,
    pub(super) amount: Decimal,
    /// A quota that is not given counts as nothing.
    pub(super) sum: Decimal,
}

impl Comparison {
    /// `None` when no quota is given, when a value is not a number or when there is no amount:
    /// other findings say so.
    pub(super) fn of(benefit: &Benefit<'_>) -> Option<Self> {
        let record = &benefit.record;
        if !QUOTAS.iter().any(|field| record.has(*field)) {
            return None;
        }
        let amount_field = if benefit.is_periodic() {
            Field::MonthlyAmount
        } else if benefit.is_one_off() {
            Field::OneOffAmount
        } else {
            return None;
        };
        Some(Self {
            amount_field,
            amount: benefit.amount(amount_field)?,
            sum: sum_of_quotas(benefit)?,
        })
    }
}

fn sum_of_quotas(benefit: &Benefit<'_>) -> Option<Decimal> {
    let given = QUOTAS.iter().filter(|field| benefit.record.has(**field));
    given.into_iter().try_fold(Decimal::ZERO, |sum, field| {
        sum.plus(benefit.amount(*field)?)
    })
}
