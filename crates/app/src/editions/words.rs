//! A question and its answer in Italian.

use pas_analytics::answer::{Answer, Figure};
use pas_cube::Query;
use pas_cube::dimension::{Axis, Level};
use pas_cube::measure::{Measure, Unit};
use pas_domain::italian::{capital, decimal, euro_in_words, listed, small};
use pas_domain::money::Money;
use pas_domain::period::MONTH_NAMES;

use crate::use_cases::ask_edition::Answered;
use crate::use_cases::describe_edition::EditionView;

/// What is asked: `Beneficiari e spesa totale per prestazione, 2025`.
pub fn title(query: &Query, edition: &EditionView) -> String {
    let measures = listed(query.measures.iter().map(|measure| small(measure.label)));
    let mut title = capital(&measures);
    let shown: Vec<String> = query.shown().map(|level| small(level.label)).collect();
    if !shown.is_empty() {
        title.push_str(" per ");
        title.push_str(&listed(shown));
    }
    for (level, code) in &query.filters {
        title.push_str(", ");
        title.push_str(edition.label(level, code).unwrap_or(code));
    }
    title
}

/// The answer in one sentence, and in a second one what it is set against.
pub fn sentence(answered: &Answered, edition: &EditionView) -> String {
    let answer = &answered.answer;
    let found = figures(answer, &answer.table.whole);
    let is_one = answer.measures.len() == 1 && found.starts_with("una ");
    let sentence = format!(
        "{}{} {} {found} (edizione {}).",
        when(&answer.query, edition),
        whom(&answer.query, edition),
        if is_one { "risulta" } else { "risultano" },
        answered.edition,
    );
    let Some(compared) = &answer.comparison else {
        return sentence;
    };
    let other = figures(answer, &compared.table.whole);
    format!("{sentence} Per confronto, {}: {other}.", compared.label)
}

/// `Nel 2025`, `Dal 2023 al 2026, fino a giugno`.
fn when(query: &Query, edition: &EditionView) -> String {
    let named = query
        .filters
        .iter()
        .find(|(level, _)| level.axis == Axis::Time);
    let years = (edition.years.first(), edition.years.last());
    let mut words = match (named, years) {
        (Some((level, code)), _) if level.id == "anno" => format!("Nel {code}"),
        (Some((level, code)), _) => {
            format!("Nel periodo {}", edition.label(level, code).unwrap_or(code))
        }
        (None, (Some((first, _)), Some((last, _)))) if first != last => {
            format!("Dal {first} al {last}")
        }
        (None, (Some((year, _)), _)) => format!("Nel {year}"),
        (None, _) => "In tutto".to_owned(),
    };
    if let Some(month) = last_month(query) {
        words.push_str(", fino a ");
        words.push_str(month);
        words.push_str(" di ogni anno");
    }
    words
}

/// `, per Mensa scolastica`; where no territory is named, all of them.
fn whom(query: &Query, edition: &EditionView) -> String {
    let of = |wanted: fn(Axis) -> bool| {
        let filters = query.filters.iter();
        let names = filters.filter(move |(level, _)| wanted(level.axis));
        names
            .map(|(level, code)| name(level, code, edition))
            .collect::<Vec<_>>()
    };
    let places = of(|axis| matches!(axis, Axis::Residence | Axis::Body));
    let others = of(Axis::is_attribute);
    let mut words = if places.is_empty() {
        " in tutto il territorio".to_owned()
    } else {
        format!(" per {}", listed(places))
    };
    if !others.is_empty() {
        words.push_str(" («");
        words.push_str(&others.join("», «"));
        words.push_str("»)");
    }
    words
}

fn name(level: &Level, code: &str, edition: &EditionView) -> String {
    edition.label(level, code).unwrap_or(code).to_owned()
}

/// `3.118 beneficiari e una spesa totale di 4,2 milioni di euro`.
fn figures(answer: &Answer, whole: &[Figure]) -> String {
    let parts = answer.measures.iter().zip(whole);
    listed(parts.map(|(measure, figure)| said(measure, *figure)))
}

/// `una spesa totale di 4,2 milioni di euro`, `3.118 beneficiari`.
pub fn said(measure: &Measure, figure: Figure) -> String {
    let label = small(measure.label);
    let is_of_people = label.starts_with("beneficiari ") || label.starts_with("popolazione");
    match (figure, measure.unit) {
        (Figure::Few, _) => format!("{label}: valore oscurato"),
        (Figure::None, _) => format!("{label}: nessun valore"),
        (Figure::Number(value), Unit::Cents) => {
            format!("una {label} di {}", euro_in_words(money(value)))
        }
        (Figure::Number(value), Unit::Count) if value > 1.5 && !is_of_people => {
            format!("{} {label}", decimal(value, 0))
        }
        (Figure::Number(value), Unit::Ratio { .. }) if !is_of_people => {
            format!("una {label} di {}", number(measure, value))
        }
        (Figure::Number(value), _) => format!("{label}: {}", number(measure, value)),
    }
}

/// A figure of money: whole cents, far below what a float holds exactly, so nothing is lost.
pub(crate) fn money(cents: f64) -> Money {
    Money::from_cents(format!("{cents:.0}").parse().unwrap_or(0))
}

/// The name of the month up to which every year of a question counts, where it counts up to one.
pub(crate) fn last_month(query: &Query) -> Option<&'static str> {
    let place = usize::from(query.until_month?).checked_sub(1)?;
    MONTH_NAMES.get(place).copied()
}

/// A value as it stands in a table: `1.234,56 €`, `12,3 %`, `3.118`.
pub fn number(measure: &Measure, value: f64) -> String {
    match measure.unit {
        Unit::Count => decimal(value, 0),
        Unit::Cents => format!("{}\u{a0}€", decimal(value / 100.0, 2)),
        Unit::Ratio { decimals, sign } => format!("{}\u{a0}{sign}", decimal(value, decimals)),
    }
}
