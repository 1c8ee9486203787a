//! Rules on one benefit (PS/PSA), and on benefits that repeat.

use pas_domain::flow::Field;

use crate::report::Report;
use crate::view::Benefit;

pub(crate) mod amount_finer_than_cents;
pub(crate) mod amount_not_positive;
pub(crate) mod area_missing;
pub(crate) mod before_birth;
pub(crate) mod carattere_missing;
pub(crate) mod code_unknown;
pub(crate) mod date_in_the_future;
pub(crate) mod date_not_plain;
pub(crate) mod date_of_long_ago;
pub(crate) mod dsu_incomplete;
pub(crate) mod dsu_of_another_year;
pub(crate) mod dsu_without_isee;
pub(crate) mod end_before_start;
pub(crate) mod end_in_another_year;
pub(crate) mod fields_of_the_other_carattere;
pub(crate) mod hours_not_in_minutes;
pub(crate) mod hours_with_one_decimal;
pub(crate) mod isee_without_dsu;
pub(crate) mod months_against_dates;
pub(crate) mod name_of_another_benefit;
pub(crate) mod one_off_incomplete;
pub(crate) mod only_with_presa_in_carico;
pub(crate) mod periodic_incomplete;
pub(crate) mod periodic_without_end;
pub(crate) mod quota_of_zero;
mod quotas;
pub(crate) mod quotas_against_amount;
pub(crate) mod quotas_equal_only_when_rounded;
pub(crate) mod rent_contribution_incomplete;
pub(crate) mod rent_contribution_without_payment_date;
pub(crate) mod repeated;
pub(crate) mod statistical_amount_negative;
pub(crate) mod text_of_blanks;

/// What the benefit cost.
const AMOUNTS: [Field; 2] = [Field::MonthlyAmount, Field::OneOffAmount];

/// Who bears it.
const QUOTAS: [Field; 3] = [Field::EnteQuota, Field::UserQuota, Field::SsnQuota];

/// What describes the rule of the benefit, not this one.
const STATISTICAL: [Field; 2] = [Field::RequestedQuota, Field::IseeThreshold];

/// Every date of a benefit.
const DATES: [Field; 5] = [
    Field::DsuDate,
    Field::EventDate,
    Field::BenefitStart,
    Field::BenefitEnd,
    Field::DeliveryDate,
];

/// Contributions to rents from the national fund. Source: INPS msg 1244/2022.
const RENT_CONTRIBUTION: &str = "A1.05.01";

/// One finding for each of `needed` that the benefit lacks, because of `reason`.
fn report_missing(benefit: &Benefit<'_>, needed: &[Field], reason: &str, report: &mut Report<'_>) {
    for field in needed {
        if !benefit.record.has(*field) {
            let problem = format!("{reason}, ma manca «{}»", field.label());
            report.field(&benefit.record, *field, &problem);
        }
    }
}
