//! Which DSU stands behind a month.

use jiff::civil::{Date, date};
use pas_domain::fact::DsuLodged;
use pas_domain::period::Month;

use crate::facts_of_person::Told;

/// The latest DSU lodged by the end of `month`, of that year or the one before: a benefit granted on
/// last year's DSU keeps it until a new one is lodged. `dsus` are oldest first.
pub(crate) fn in_force<'f>(
    dsus: &[Told<'f, DsuLodged>],
    month: Month,
) -> Option<Told<'f, DsuLodged>> {
    let by_the_month = |dsu: &&Told<'f, DsuLodged>| {
        let day = lodged_on(dsu.it);
        day <= month.last_day() && day.year() >= month.year() - 1
    };
    dsus.iter()
        .filter(by_the_month)
        .max_by_key(|dsu| lodged_on(dsu.it))
        .copied()
}

/// The day of lodging; where it is missing, the first day of the protocol's year stands in for
/// ordering only.
fn lodged_on(dsu: &DsuLodged) -> Date {
    dsu.lodged_on
        .unwrap_or_else(|| date(dsu.protocol.year(), 1, 1))
}
