//! The same benefit twice in one flow.
//!
//! **What.** No two benefits of the same person have the same code, the same DSU, the same
//! operation and dates that overlap. **Why.** INPS does not say by which key it knows a benefit;
//! SISO warns of this one. A cancellation and an insertion of the same benefit are no repetition.
//! **Source.** SISO, EIB. **Example.** Two A1.16 from 01/01 to 31/12 for the same codice fiscale.

use jiff::civil::Date;
use pas_domain::finding::{Place, Severity};
use pas_domain::flow::{Field, FlowBody, UncheckedBeneficiary, Values};
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

/// What makes two benefits the same, dates aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    code: &'a str,
    dsu: &'a str,
    operation: &'a str,
    codice_fiscale: &'a str,
}

/// A benefit of the flow, where it stands, and what it is like.
type Entry<'a> = (Likeness<'a>, Place, &'a Values<'a>);

/// From its first day to its last, and where it stands.
type Span = (Date, Date, Place);

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let FlowBody::Benefits(people) = flow.body else {
        return;
    };
    let mut repeated: Vec<(Place, Date)> = Vec::new();
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let together = any_comes_back(people);
    for (position, person) in people.iter().enumerate() {
        if together || person.benefits.len() > 1 {
            entries.extend(entries_of(position, person));
        }
        if !together {
            find_repeated(&mut entries, &mut repeated);
            entries.clear();
        }
    }
    find_repeated(&mut entries, &mut repeated);
    repeated.sort_unstable();
    for (place, from) in repeated {
        let day = italian_date(from);
        let problem = format!("La prestazione ripete un'altra del flusso (dal {day})");
        report.whole(place, &problem);
    }
}

/// Whether two beneficiaries may have the same codice fiscale: cheaper than comparing the benefits
/// of all with each other, and wrong only on the safe side.
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

fn entries_of<'a>(
    beneficiary: usize,
    person: &'a UncheckedBeneficiary<'_>,
) -> impl Iterator<Item = Entry<'a>> {
    let codice_fiscale = person.person.get(Field::BeneficiaryCf);
    person
        .benefits
        .iter()
        .enumerate()
        .filter_map(move |(benefit, source)| {
            let values = &source.values;
            let likeness = Likeness {
                code: values.get(Field::BenefitCode)?,
                dsu: values.get(Field::DsuNumber).unwrap_or_default(),
                operation: values.get(Field::Operation).unwrap_or("I"),
                codice_fiscale: codice_fiscale?.trim_end(),
            };
            let place = Place::Benefit {
                beneficiary,
                benefit,
            };
            Some((likeness, place, values))
        })
}

/// Dates are read only where two benefits are alike: most are not.
fn find_repeated(entries: &mut [Entry<'_>], repeated: &mut Vec<(Place, Date)>) {
    entries.sort_unstable_by_key(|(likeness, ..)| *likeness);
    for alike in entries.chunk_by(|one, next| one.0 == next.0) {
        if alike.len() > 1 {
            let mut spans: Vec<Span> = alike.iter().filter_map(span).collect();
            spans.sort_unstable();
            find_overlaps(&spans, repeated);
        }
    }
}

fn span((_, place, values): &Entry<'_>) -> Option<Span> {
    let date_of = |field| values.get(field).and_then(date);
    let from = date_of(Field::BenefitStart).or_else(|| date_of(Field::DeliveryDate))?;
    let to = date_of(Field::BenefitEnd).unwrap_or(from).max(from);
    Some((from, to, *place))
}

/// Neighbours in order overlap when one starts before the latest end so far.
fn find_overlaps(spans: &[Span], repeated: &mut Vec<(Place, Date)>) {
    let Some((&(_, mut latest, mut earlier), later)) = spans.split_first() else {
        return;
    };
    for &(from, to, place) in later {
        if from <= latest {
            repeated.push((place.max(earlier), from));
        }
        if to > latest {
            (latest, earlier) = (to, place);
        }
    }
}
