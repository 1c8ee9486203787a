//! Homogeneous stretches: months side by side, in one year, with nothing changed between them.

use pas_domain::fact::{Delivery, DsuLodged};
use pas_domain::period::Period;

use crate::care::CareInForce;
use crate::facts_of_person::{FactsOfPerson, Told};
use crate::ledger::MonthEntry;
use crate::quotas::Share;
use crate::{care, dsu};

/// Months that make one record. Source: INPS specification 2.0.1, table 9 (the end must fall in the
/// year of the start); a change of amount, DSU or presa in carico starts a new one,
/// and so does what was delivered after the person's death.
#[derive(Debug, Clone)]
pub(crate) struct Stretch<'f> {
    pub(crate) period: Period,
    pub(crate) n_months: u8,
    /// What each month has; minutes are those of the first month.
    pub(crate) monthly: Share,
    /// Minutes of all months together.
    pub(crate) minutes: Option<u32>,
    pub(crate) dsu: Option<Told<'f, DsuLodged>>,
    pub(crate) care: CareInForce<'f>,
    /// Whether the person had died in an earlier month.
    pub(crate) after_death: bool,
    /// The deliveries behind it, each once.
    pub(crate) deliveries: Vec<Told<'f, Delivery>>,
}

/// Cuts the ledger into stretches.
pub(crate) fn cut<'f>(
    ledger: &[MonthEntry<'f>],
    person: &FactsOfPerson<'f>,
    takes_dsu: bool,
) -> Vec<Stretch<'f>> {
    let mut stretches: Vec<Stretch<'f>> = Vec::new();
    for entry in ledger {
        let next = begin(entry, person, takes_dsu);
        match stretches.last_mut() {
            Some(open) if continues(open, &next) => extend(open, next),
            _ => stretches.push(next),
        }
    }
    stretches
}

fn begin<'f>(entry: &MonthEntry<'f>, person: &FactsOfPerson<'f>, takes_dsu: bool) -> Stretch<'f> {
    let dsu = if takes_dsu {
        dsu::in_force(&person.dsus, entry.month)
    } else {
        None
    };
    Stretch {
        period: entry.days,
        n_months: 1,
        monthly: entry.share,
        minutes: entry.share.minutes,
        dsu,
        care: care::in_force(&person.care, entry.days),
        after_death: person.died_before(entry.month.first_day()),
        deliveries: entry.deliveries.clone(),
    }
}

fn continues(open: &Stretch<'_>, next: &Stretch<'_>) -> bool {
    let same_terms = open.monthly.amount == next.monthly.amount
        && open.monthly.quotas == next.monthly.quotas
        && open.dsu.map(|dsu| dsu.fact.id) == next.dsu.map(|dsu| dsu.fact.id)
        && open.after_death == next.after_death
        && open.care.is_same_as(&next.care);
    let same_year = open.period.start().year() == next.period.start().year();
    same_terms && same_year && open.period.is_followed_by(next.period)
}

fn extend<'f>(open: &mut Stretch<'f>, next: Stretch<'f>) {
    open.period = Period::new(open.period.start(), next.period.end())
        .expect("invariant: a later month ends later");
    open.n_months += 1;
    open.minutes = match (open.minutes, next.minutes) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
    };
    for delivery in next.deliveries {
        if !open
            .deliveries
            .iter()
            .any(|known| known.fact.id == delivery.fact.id)
        {
            open.deliveries.push(delivery);
        }
    }
}
