//! One-off benefits: one record for each day of payment.

use pas_domain::coded::{Carattere, MeansTest};
use pas_domain::fact::{Attribute, Delivery, DeliveryTime};
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::period::{Month, Period};
use pas_domain::record::SiussRecord;

use crate::draft::{Draft, Obtained, Part};
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::ledger::share_of;
use crate::periodic::set_quotas;
use crate::reason::Why;
use crate::record::{BenefitCase, Subject, close, set_common};
use crate::{Setup, care, dsu};

/// The records of the one-off deliveries of `case`.
pub(crate) fn records(
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> Vec<SiussRecord> {
    let mut records: Vec<SiussRecord> = Vec::new();
    for delivery in &case.deliveries {
        if let DeliveryTime::OnDay(day) = delivery.it.when {
            let day = Period::new(day, day).expect("invariant: a day is a period");
            let mut record = record(*delivery, day, case, person, setup);
            // Two payments of the same grant on the same day are two records.
            let twins = records.iter().filter(|other| other.period == day).count();
            if twins > 0 {
                record.key = format!("{}|{}", record.key, twins + 1);
            }
            records.push(record);
        }
    }
    records
}

fn record(
    delivery: Told<'_, Delivery>,
    day: Period,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> SiussRecord {
    let share = share_of(delivery.it);
    let in_care = care::in_force(&person.care, day);
    let takes_dsu = case.means_test() == Some(MeansTest::Isee);
    let subject = Subject {
        period: day,
        n_months: None,
        total: share.amount.unwrap_or(Money::ZERO),
        care: &in_care,
        dsu: takes_dsu
            .then(|| dsu::in_force(&person.dsus, Month::of(day.start())))
            .flatten(),
    };
    let mut draft = Draft::default();
    set_common(&mut draft, case, person, &subject, setup);
    let carattere = Obtained::by_rule("occasionale: il file riporta un solo pagamento");
    draft.put(
        Part::Benefit,
        Field::Carattere,
        Carattere::OneOff.code(),
        carattere,
    );
    let paid = Obtained::copied(delivery.fact, Attribute::PaidOn);
    draft.put(
        Part::Benefit,
        Field::DeliveryDate,
        day.start().to_string(),
        paid,
    );
    let office = case.delivering_office();
    match share.amount {
        None => draft.because(Why::AmountMissing, office, Field::OneOffAmount),
        Some(amount) => {
            if amount.is_zero() {
                draft.because(Why::NothingSpent, office, Field::OneOffAmount);
            } else if !amount.is_positive() {
                draft.because(Why::NegativeAmount, office, Field::OneOffAmount);
            }
            let obtained = Obtained::copied(delivery.fact, Attribute::Amount);
            draft.put(
                Part::Benefit,
                Field::OneOffAmount,
                amount.to_decimal(),
                obtained,
            );
        }
    }
    set_quotas(&mut draft, share, &std::iter::once(delivery.fact), case);
    close(draft, case, person, &subject)
}
