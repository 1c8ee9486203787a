//! The same benefit twice in one flow.
//!
//! **What.** No two benefits of the same person have the same code, the same DSU, the same
//! operation and dates that overlap. **Why.** INPS does not say by which key it knows a benefit;
//! SISO warns of this one. A cancellation and an insertion of the same benefit are no repetition.
//! **Source.** SISO, EIB. **Example.** Two A1.16 from 01/01 to 31/12 for the same codice fiscale.

use jiff::civil::Date;
use pas_domain::finding::{Place, Severity};
use pas_domain::flow::{Field, FlowBody, UncheckedBeneficiary};
use pas_domain::period::italian_date;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::value::date;
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "PS-K2",
    rows: &["K2"],
    severity: Severity::Warning,
    channel: None,
    what: "La stessa prestazione della stessa persona non è due volte nel flusso, con date che si \
           sovrappongono.",
    remedy: "Togliere la ripetizione, o correggere date, codice o DSU.",
    source: "SISO, EIB",
    check: Check::Whole(check),
};

/// What SISO compares, in the order by which the benefits are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    codice_fiscale: &'a str,
    code: &'a str,
    dsu: &'a str,
    operation: &'a str,
    from: Date,
    to: Date,
    place: Place,
}

impl Key<'_> {
    /// Same benefit, dates aside.
    fn is_like(&self, other: &Self) -> bool {
        (self.codice_fiscale, self.code, self.dsu, self.operation)
            == (other.codice_fiscale, other.code, other.dsu, other.operation)
    }
}

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let FlowBody::Benefits(people) = flow.body else {
        return;
    };
    let is_alone = |person: &UncheckedBeneficiary<'_>| person.benefits.len() < 2;
    if people.iter().all(is_alone) && !any_comes_back(people) {
        return;
    }
    let mut keys: Vec<Key<'_>> = Vec::new();
    for (position, person) in people.iter().enumerate() {
        keys.extend(keys_of(position, person));
    }
    keys.sort_unstable();
    report_overlaps(&keys, report);
}

/// Whether two beneficiaries may have the same codice fiscale: cheaper than sorting all keys, and
/// wrong only on the safe side.
fn any_comes_back(people: &[UncheckedBeneficiary<'_>]) -> bool {
    if people.len() < 2 {
        return false;
    }
    let codes = people
        .iter()
        .filter_map(|person| person.person.get(Field::BeneficiaryCf));
    let mut marks: Vec<u64> = codes.map(mark).collect();
    marks.sort_unstable();
    marks.windows(2).any(|pair| pair[0] == pair[1])
}

/// A number that two equal codes share, and two different ones hardly ever (FNV-1a).
fn mark(code: &str) -> u64 {
    code.trim_end()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |mark, byte| {
            (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// Neighbours in order overlap when one starts before the latest end so far.
fn report_overlaps(keys: &[Key<'_>], report: &mut Report<'_>) {
    let mut repeated: Vec<(Place, Date)> = Vec::new();
    let mut latest: Option<&Key<'_>> = None;
    for key in keys {
        match latest {
            Some(earlier) if earlier.is_like(key) => {
                if key.from <= earlier.to {
                    repeated.push((key.place.max(earlier.place), key.from));
                }
                if key.to > earlier.to {
                    latest = Some(key);
                }
            }
            _ => latest = Some(key),
        }
    }
    repeated.sort_unstable();
    for (place, from) in repeated {
        let day = italian_date(from);
        let problem = format!("La prestazione ripete un'altra del flusso (dal {day})");
        report.whole(place, &problem);
    }
}

fn keys_of<'a>(
    beneficiary: usize,
    person: &'a UncheckedBeneficiary<'_>,
) -> impl Iterator<Item = Key<'a>> {
    let codice_fiscale = person.person.get(Field::BeneficiaryCf);
    person
        .benefits
        .iter()
        .enumerate()
        .filter_map(move |(benefit, source)| {
            let values = &source.values;
            let date_of = |field| values.get(field).and_then(date);
            let from = date_of(Field::BenefitStart).or_else(|| date_of(Field::DeliveryDate))?;
            Some(Key {
                codice_fiscale: codice_fiscale?.trim_end(),
                code: values.get(Field::BenefitCode)?,
                dsu: values.get(Field::DsuNumber).unwrap_or_default(),
                operation: values.get(Field::Operation).unwrap_or("I"),
                from,
                to: date_of(Field::BenefitEnd).unwrap_or(from).max(from),
                place: Place::Benefit {
                    beneficiary,
                    benefit,
                },
            })
        })
}
