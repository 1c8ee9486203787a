//! Periodic benefits: one record for each homogeneous stretch of months.

use pas_domain::coded::{Carattere, MeansTest};
use pas_domain::fact::{Attribute, FactInForce};
use pas_domain::flow::Field;
use pas_domain::money::Money;
use pas_domain::period::{Month, Period};
use pas_domain::record::SiussRecord;

use crate::draft::{Draft, Obtained, Part};
use crate::facts_of_person::FactsOfPerson;
use crate::quotas::Share;
use crate::reason::Why;
use crate::record::{BenefitCase, Subject, close, set_common};
use crate::stretch::{Stretch, cut};
use crate::{Setup, care, dsu, ledger};

/// The cells from which amounts come.
const AMOUNTS: &[Attribute] = &[
    Attribute::Amount,
    Attribute::MonthlyAmount,
    Attribute::Days,
    Attribute::DailyRate,
    Attribute::EnteQuota,
    Attribute::UserQuota,
    Attribute::SsnQuota,
];

/// The records of the periodic deliveries of `case`.
pub(crate) fn records(
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> Vec<SiussRecord> {
    let months = ledger::months(&case.deliveries, case.grant.map(|grant| grant.it));
    let takes_dsu = case.means_test() == Some(MeansTest::Isee);
    let stretches = cut(&months, person, takes_dsu);
    stretches
        .iter()
        .map(|stretch| record(stretch, case, person, setup))
        .collect()
}

fn record(
    stretch: &Stretch<'_>,
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> SiussRecord {
    let mut draft = Draft::default();
    let monthly = stretch.monthly.amount.unwrap_or(Money::ZERO);
    let total = std::iter::repeat_n(monthly, usize::from(stretch.n_months)).sum();
    let subject = Subject {
        period: stretch.period,
        n_months: Some(stretch.n_months),
        total,
        care: &stretch.care,
        dsu: stretch.dsu,
    };
    set_common(&mut draft, case, person, &subject, setup);
    set_stretch(&mut draft, stretch, case);
    set_amounts(&mut draft, stretch, case);
    close(draft, case, person, &subject)
}

fn set_stretch(draft: &mut Draft, stretch: &Stretch<'_>, case: &BenefitCase<'_>) {
    let carattere = Obtained::by_rule("periodica: i file la riportano a mesi");
    draft.put(
        Part::Benefit,
        Field::Carattere,
        Carattere::Periodic.code(),
        carattere,
    );
    let days = [
        (
            Field::BenefitStart,
            stretch.period.start(),
            Attribute::Start,
            "primo giorno del tratto",
        ),
        (
            Field::BenefitEnd,
            stretch.period.end(),
            Attribute::End,
            "ultimo giorno del tratto",
        ),
    ];
    for (field, day, bound, what) in days {
        let how = format!(
            "{what}: mesi contigui con lo stesso importo, la stessa DSU e la stessa presa in carico, entro il 31 dicembre"
        );
        let facts = facts(stretch).chain(case.grant.map(|grant| grant.fact));
        let obtained = Obtained::by(how, facts, &[bound, Attribute::Month]);
        draft.put(Part::Benefit, field, day.to_string(), obtained);
    }
    let months = Obtained::by_rule("mesi di calendario toccati, estremi compresi");
    draft.put(
        Part::Benefit,
        Field::MonthsDelivered,
        stretch.n_months.to_string(),
        months,
    );
}

fn set_amounts(draft: &mut Draft, stretch: &Stretch<'_>, case: &BenefitCase<'_>) {
    let office = case.delivering_office();
    let Some(amount) = stretch.monthly.amount else {
        draft.because(Why::AmountMissing, office, Field::MonthlyAmount);
        return;
    };
    if amount.is_zero() {
        draft.because(Why::NothingSpent, office, Field::MonthlyAmount);
    } else if !amount.is_positive() {
        draft.because(Why::NegativeAmount, office, Field::MonthlyAmount);
    }
    let how = how_monthly(stretch);
    let obtained = Obtained::by(how, facts(stretch), AMOUNTS);
    draft.put(
        Part::Benefit,
        Field::MonthlyAmount,
        amount.to_decimal(),
        obtained,
    );
    set_quotas(draft, stretch.monthly, &facts(stretch), case);
    if let Some(minutes) = stretch.minutes {
        let hours = hours(minutes / u32::from(stretch.n_months));
        let how = "ore e minuti al mese: la media dei mesi del tratto";
        let obtained = Obtained::by(how, facts(stretch), &[Attribute::Hours]);
        draft.put(Part::Benefit, Field::MonthlyHours, hours, obtained);
    }
}

fn how_monthly(stretch: &Stretch<'_>) -> &'static str {
    use pas_domain::fact::DeliveryTime as Time;
    match stretch.deliveries.as_slice() {
        [one] => match one.it.when {
            Time::WholePeriod(_) => {
                "importo del periodo diviso per i mesi toccati, al centesimo, con i resti ai primi mesi"
            }
            _ => "importo del mese",
        },
        _ if stretch.n_months == 1 => "somma delle righe del mese",
        _ => "importo di ogni mese del tratto",
    }
}

/// Sets the quotas; what is nothing is left out, for INPS wants quotas of the ente and of the
/// health service greater than zero. Source: INPS specification 2.0.1, table 9.
pub(crate) fn set_quotas<'f>(
    draft: &mut Draft,
    share: Share,
    facts: &(impl Iterator<Item = &'f FactInForce> + Clone),
    case: &BenefitCase<'_>,
) {
    if !share.adds_up() {
        draft.because(
            Why::QuotasDiffer,
            case.delivering_office(),
            Field::EnteQuota,
        );
    }
    let quotas = [
        (
            Field::EnteQuota,
            share.quotas.ente,
            Attribute::EnteQuota,
            "quota dell'ente",
        ),
        (
            Field::UserQuota,
            share.quotas.user,
            Attribute::UserQuota,
            "quota dell'utente",
        ),
        (
            Field::SsnQuota,
            share.quotas.ssn,
            Attribute::SsnQuota,
            "quota del Servizio sanitario",
        ),
    ];
    for (field, quota, attribute, what) in quotas {
        let Some(quota) = quota.filter(|quota| quota.is_positive()) else {
            continue;
        };
        let mut obtained = Obtained::by(what, facts.clone(), &[attribute]);
        if obtained.has_no_cell() {
            let how = format!("{what}: ciò che resta dell'importo tolte le altre quote");
            obtained = Obtained::by(how, facts.clone(), AMOUNTS);
        }
        draft.put(Part::Benefit, field, quota.to_decimal(), obtained);
    }
}

fn facts<'s, 'f>(stretch: &'s Stretch<'f>) -> impl Iterator<Item = &'f FactInForce> + Clone + 's {
    stretch.deliveries.iter().map(|delivery| delivery.fact)
}

/// Hours and minutes as the flow writes them: `2.59` is two hours and fifty-nine minutes, not a
/// decimal fraction. Source: INPS specification 2.0.1, table 9.
pub(crate) fn hours(minutes: u32) -> String {
    format!("{}.{:02}", minutes / 60, minutes % 60)
}

/// A grant of which no file tells any delivery: one incomplete record, so that it is seen.
pub(crate) fn undelivered(
    case: &BenefitCase<'_>,
    person: &FactsOfPerson<'_>,
    setup: &Setup<'_>,
) -> Option<SiussRecord> {
    let grant = case.grant?;
    let start = grant.it.start.or(grant.it.end)?;
    let last = Month::new(start.year(), 12)?.last_day();
    let end = grant.it.end.map_or(last, |end| end.min(last));
    let period = Period::new(start, end)?;
    let takes_dsu = case.means_test() == Some(MeansTest::Isee);
    let in_care = care::in_force(&person.care, period);
    let subject = Subject {
        period,
        n_months: None,
        total: Money::ZERO,
        care: &in_care,
        dsu: takes_dsu
            .then(|| dsu::in_force(&person.dsus, Month::of(start)))
            .flatten(),
    };
    let mut draft = Draft::default();
    draft.because(
        Why::NothingDelivered,
        case.granting_office(),
        Field::MonthlyAmount,
    );
    set_common(&mut draft, case, person, &subject, setup);
    Some(close(draft, case, person, &subject))
}
