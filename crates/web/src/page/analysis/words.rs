//! A question and its answer in Italian.

use pas_app::editions::question::{Answer, Axis, Figure, Level, Measure, Query, Unit};
use pas_app::use_cases::ask_edition::Answered;
use pas_app::use_cases::describe_edition::EditionView;
use pas_domain::money::Money;
use pas_domain::period::MONTH_NAMES;

use crate::format::{decimal, euro_in_words};

/// The heading of the page where there is no answer.
pub(super) const TITLE: &str = "Che cosa vuoi sapere?";

/// What is asked: `Beneficiari e spesa totale per prestazione, 2025`.
pub(super) fn title(query: &Query, edition: &EditionView) -> String {
    let measures = listed(query.measures.iter().map(|measure| small(measure.label)));
    let mut title = capital(&measures);
    let shown: Vec<String> = query.shown().map(|level| small(level.label)).collect();
    if !shown.is_empty() {
        title.push_str(" per ");
        title.push_str(&listed(shown.into_iter()));
    }
    for (level, code) in &query.filters {
        title.push_str(", ");
        title.push_str(edition.label(level, code).unwrap_or(code));
    }
    title
}

/// The answer in one sentence, and in a second one what it is set against.
pub(super) fn sentence(answered: &Answered, edition: &EditionView) -> String {
    let answer = &answered.answer;
    let sentence = format!(
        "{}{} risultano {} (edizione {}).",
        when(&answer.query, edition),
        whom(&answer.query, edition),
        figures(answer, &answer.table.whole),
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
    let month = query
        .until_month
        .and_then(|month| MONTH_NAMES.get(usize::from(month).checked_sub(1)?));
    if let Some(month) = month {
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
        format!(" per {}", listed(places.into_iter()))
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

fn said(measure: &Measure, figure: Figure) -> String {
    let label = small(measure.label);
    let is_of_people = label.starts_with("beneficiari ") || label.starts_with("popolazione");
    match (figure, measure.unit) {
        (Figure::Few, _) => format!("{label}: valore oscurato"),
        (Figure::None, _) => format!("{label}: nessun valore"),
        (Figure::Number(value), Unit::Cents) => {
            // A figure is a whole number of cents, so nothing is lost.
            let cents = format!("{value:.0}").parse().unwrap_or(0);
            format!("una {label} di {}", euro_in_words(Money::from_cents(cents)))
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

/// A figure as it stands in the table: `1.234,56 €`, `12,3 %`, `3.118`.
pub(super) fn number(measure: &Measure, value: f64) -> String {
    match measure.unit {
        Unit::Count => decimal(value, 0),
        Unit::Cents => format!("{}\u{a0}€", decimal(value / 100.0, 2)),
        Unit::Ratio { decimals, sign } => format!("{}\u{a0}{sign}", decimal(value, decimals)),
    }
}

/// `a, b e c`.
fn listed(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    match (words.pop(), words.is_empty()) {
        (None, _) => String::new(),
        (Some(only), true) => only,
        (Some(last), false) => format!("{} e {last}", words.join(", ")),
    }
}

fn small(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
