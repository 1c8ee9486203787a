//! Words of the stories: figures in sentences, differences, shares, places.

use pas_analytics::answer::{Answer, Figure};
use pas_cube::measure::{Measure, Unit};
use pas_domain::italian::{count_in_words, decimal, euro_in_words};

use crate::editions::words::{money, number};

/// What stands in a sentence for a figure that is hidden.
const HIDDEN: &str = "un valore oscurato";

/// `8,4 milioni di euro`.
pub(crate) fn euro(figure: Option<Figure>) -> String {
    match figure {
        Some(Figure::Number(cents)) => euro_in_words(money(cents)),
        Some(Figure::Few) => HIDDEN.to_owned(),
        _ => "nessuna spesa".to_owned(),
    }
}

/// `1.870 persone`, `tre persone`.
pub(crate) fn people(figure: Option<Figure>) -> String {
    match figure.map(|figure| (figure, figure.number().map(count))) {
        Some((_, Some(1))) => "una persona".to_owned(),
        Some((_, Some(n @ 1..))) => format!("{} persone", count_in_words(n, true)),
        Some((Figure::Few, _)) => "poche persone (valore oscurato)".to_owned(),
        _ => "nessuna persona".to_owned(),
    }
}

/// `46 minori`, `un minore`.
pub(crate) fn minors(figure: Option<Figure>) -> String {
    match figure.map(|figure| (figure, figure.number().map(count))) {
        Some((_, Some(1))) => "un minore".to_owned(),
        Some((_, Some(n @ 1..))) => format!("{} minori", count_in_words(n, false)),
        Some((Figure::Few, _)) => "pochi minori (valore oscurato)".to_owned(),
        _ => "nessun minore".to_owned(),
    }
}

/// What is said in the place of `answer` where it would speak of hidden figures or of nobody.
pub(super) fn told(
    (year, place): (i16, &str),
    n: Option<Figure>,
    answer: impl FnOnce() -> String,
) -> String {
    match n {
        Some(Figure::Few) => format!(
            "Nel {year} {place} le cifre sono oscurate: riguardano troppo poche persone, o nessuna."
        ),
        Some(Figure::Number(0.0)) => {
            format!("Nel {year} {place} non risulta nessuna persona.")
        }
        _ => answer(),
    }
}

/// A figure as a table shows it.
pub(crate) fn figure(measure: &Measure, figure: Option<Figure>) -> String {
    match figure {
        Some(Figure::Number(value)) => number(measure, value),
        Some(Figure::Few) => "oscurato".to_owned(),
        _ => "–".to_owned(),
    }
}

/// A figure as a headline: large amounts in words, `8,4 milioni di euro`.
pub(crate) fn headline(measure: &Measure, now: Figure) -> String {
    match (measure.unit, now) {
        (Unit::Cents, Figure::Number(cents)) if cents >= 100_000.0 => euro(Some(now)),
        _ => figure(measure, Some(now)),
    }
}

/// How `now` differs from `before` in the measure's own unit: `5,20 euro in più`; empty where they are
/// the same, and nothing where either is not shown.
pub(crate) fn difference(measure: &Measure, now: Figure, before: Figure) -> Option<String> {
    let change = now.number()? - before.number()?;
    let size = change.abs();
    let amount = match measure.unit {
        // In figures, for one person, household or record has a gender of its own.
        Unit::Count if count(size) == 1 => "1".to_owned(),
        Unit::Count => count_in_words(count(size), true),
        Unit::Cents => euro_in_words(money(size)),
        Unit::Ratio {
            decimals,
            sign: "%",
        } => format!("{} punti", decimal(size, decimals)),
        Unit::Ratio { decimals, sign } => format!("{} {sign}", decimal(size, decimals)),
    };
    Some(match change {
        0.0 => String::new(),
        change if change > 0.0 => format!("{amount} in più"),
        _ => format!("{amount} in meno"),
    })
}

/// `5,20 euro in più dell'anno prima`, `come l'anno prima`; nothing where either is not shown.
pub(crate) fn beside_the_year_before(
    measure: &Measure,
    now: Option<Figure>,
    before: Option<Figure>,
) -> Option<String> {
    let change = difference(measure, now?, before?)?;
    Some(if change.is_empty() {
        "come l'anno prima".to_owned()
    } else {
        format!("{change} dell'anno prima")
    })
}

/// The same as the end of a clause: `, 5,20 euro in più dell'anno prima`.
pub(crate) fn than_before(
    measure: &Measure,
    now: Option<Figure>,
    before: Option<Figure>,
) -> String {
    let beside = beside_the_year_before(measure, now, before);
    beside.map_or_else(String::new, |words| format!(", {words}"))
}

/// The percent that `part` is of `whole`, with its article, by what is shown.
pub(crate) fn share(part: f64, whole: Option<Figure>) -> Option<String> {
    let whole = whole?.number()?;
    (whole > 0.0).then(|| percent(part * 100.0 / whole))
}

/// `il 26 %`, `l'82 %`, `lo 0 %`.
fn percent(percent: f64) -> String {
    let digits = decimal(percent, 0);
    let article = match digits.as_str() {
        "0" => "lo ",
        "8" | "11" => "l'",
        digits if digits.len() == 2 && digits.starts_with('8') => "l'",
        _ => "il ",
    };
    format!("{article}{digits} %")
}

/// The sum of the first measure over the rows whose code is one of `codes`; none where any is hidden.
/// For rows that no person is in twice.
pub(crate) fn sum_of(answer: &Answer, codes: &[&str]) -> Option<f64> {
    let rows = answer.table.rows.iter().zip(&answer.table.row_totals);
    let mut sum = 0.0;
    for (nodes, figures) in rows {
        let is_wanted = nodes
            .last()
            .is_some_and(|node| codes.contains(&node.code.as_str()));
        if is_wanted {
            sum += figures.first()?.number()?;
        }
    }
    Some(sum)
}

/// Where the territory is, in a sentence: `a Vergato`, `in Emilia-Romagna`, `nell'Ambito di Bologna`.
pub(crate) fn place(level: &str, name: &str) -> String {
    match level {
        "comune" if name == "L'Aquila" => "all'Aquila".to_owned(),
        "comune" if name.starts_with('A') => format!("ad {name}"),
        "comune" => format!("a {name}"),
        "provincia" => format!("in provincia di {name}"),
        "regione" if name == "Lazio" => "nel Lazio".to_owned(),
        "regione" if name == "Marche" => "nelle Marche".to_owned(),
        "regione" => format!("in {name}"),
        "ripartizione" if name == "Isole" => "nelle Isole".to_owned(),
        "ripartizione" => format!("nel {name}"),
        _ if name.starts_with(['A', 'E', 'I', 'O', 'U']) => format!("nell'{name}"),
        _ => format!("in «{name}»"),
    }
}

fn count(value: f64) -> u64 {
    format!("{:.0}", value.max(0.0)).parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_have_their_article() {
        for (part, words) in [
            (0.26, "il 26 %"),
            (0.82, "l'82 %"),
            (0.08, "l'8 %"),
            (0.11, "l'11 %"),
            (0.0, "lo 0 %"),
        ] {
            assert_eq!(
                share(part, Some(Figure::Number(1.0))).as_deref(),
                Some(words)
            );
        }
        assert_eq!(share(1.0, Some(Figure::Few)), None);
    }

    #[test]
    fn one_more_is_said_without_masculine_or_feminine() {
        let people = pas_cube::measure::measure("beneficiari").expect("a measure");
        let than = |now, before| {
            than_before(
                people,
                Some(Figure::Number(now)),
                Some(Figure::Number(before)),
            )
        };
        assert_eq!(than(46.0, 45.0), ", 1 in più dell'anno prima");
        assert_eq!(than(40.0, 43.0), ", tre in meno dell'anno prima");
        assert_eq!(than(40.0, 40.0), ", come l'anno prima");
    }

    #[test]
    fn people_are_counted_in_words_up_to_ten() {
        for (figure, words) in [
            (Figure::Number(0.0), "nessuna persona"),
            (Figure::Number(1.0), "una persona"),
            (Figure::Number(7.0), "sette persone"),
            (Figure::Number(1_870.0), "1.870 persone"),
            (Figure::Few, "poche persone (valore oscurato)"),
        ] {
            assert_eq!(people(Some(figure)), words);
        }
    }

    #[test]
    fn minors_are_counted_in_the_masculine() {
        for (figure, words) in [
            (Figure::Number(0.0), "nessun minore"),
            (Figure::Number(1.0), "un minore"),
            (Figure::Number(46.0), "46 minori"),
            (Figure::Few, "pochi minori (valore oscurato)"),
        ] {
            assert_eq!(minors(Some(figure)), words);
        }
    }

    #[test]
    fn nothing_is_told_of_few_and_of_nobody() {
        let told = |n| told((2025, "a Vergato"), Some(n), || "8 euro".to_owned());
        assert!(told(Figure::Few).contains("oscurate"));
        assert!(told(Figure::Number(0.0)).contains("nessuna persona"));
        assert_eq!(told(Figure::Number(5.0)), "8 euro");
    }

    #[test]
    fn a_place_has_its_preposition() {
        for (level, name, words) in [
            ("comune", "Vergato", "a Vergato"),
            ("comune", "Alto Reno Terme", "ad Alto Reno Terme"),
            ("regione", "Emilia-Romagna", "in Emilia-Romagna"),
            ("regione", "Marche", "nelle Marche"),
            ("ripartizione", "Nord-est", "nel Nord-est"),
            ("ats", "Ambito Valle del Sole", "nell'Ambito Valle del Sole"),
            ("ats", "Distretto 2", "in «Distretto 2»"),
        ] {
            assert_eq!(place(level, name), words);
        }
    }

    #[test]
    fn a_difference_is_in_the_unit_of_the_measure() {
        let spending = pas_cube::measure::measure("spesa_per_abitante").expect("a measure");
        let than = |now, before| than_before(spending, Some(now), Some(before));
        assert_eq!(
            than(Figure::Number(600.0), Figure::Number(450.0)),
            ", 1,50 euro in più dell'anno prima"
        );
        assert_eq!(
            than(Figure::Number(450.0), Figure::Number(450.0)),
            ", come l'anno prima"
        );
        assert_eq!(than(Figure::Number(450.0), Figure::Few), "");
    }
}
