//! The sentence that answers the page of spending.

use pas_app::use_cases::show_spending::{Figure, SpendingView};
use pas_domain::money::Money;

use crate::format::{counted, euro_in_words};

/// The page's sentence.
pub(super) fn answer(view: &SpendingView) -> String {
    let (Some(year), Some(Figure::Shown { spending, people })) =
        (view.years.last(), view.totals.last())
    else {
        return "Non ci sono ancora cifre da mostrare: servono i file degli uffici e il calcolo dei record."
            .to_owned();
    };
    let before = view
        .years
        .len()
        .checked_sub(2)
        .and_then(|position| view.totals.get(position));
    format!(
        "Nel {year} l'ente ha erogato prestazioni per {} a {}{}.",
        euro_in_words(*spending),
        counted(*people, "persona", "persone"),
        before.map_or_else(String::new, |before| comparison(*spending, *before))
    )
}

/// `: il 5 % in più dell'anno prima`.
fn comparison(now: Money, before: Figure) -> String {
    let Figure::Shown {
        spending: before, ..
    } = before
    else {
        return String::new();
    };
    if !before.is_positive() {
        return String::new();
    }
    // In thousandths, so that less than one percent is known from nothing.
    let change = (now.cents() - before.cents()) * 1_000 / before.cents();
    let percent = (change.unsigned_abs() + 5) / 10;
    let way = if change < 0 { "meno" } else { "più" };
    match change {
        0 => ": quanto l'anno prima".to_owned(),
        -9..=9 => format!(": meno dell'1 % in {way} dell'anno prima"),
        _ => format!(": {} % in {way} dell'anno prima", with_article(percent)),
    }
}

/// `il 5`, `l'8`: the article goes by how the number is said (otto, undici, ottanta…).
fn with_article(n: u64) -> String {
    let begins_with_a_vowel = matches!(n, 8 | 11 | 80..=89 | 800..=899);
    if begins_with_a_vowel {
        format!("l'{n}")
    } else {
        format!("il {n}")
    }
}

/// What is said when records that are due are not in the figures yet.
pub(super) fn coverage(view: &SpendingView) -> Option<String> {
    let year = view.years.last()?;
    let percent = (*view.coverage_percent.last()?)?;
    (percent < 100).then(|| {
        format!(
            "Cifre parziali: per il {year} conta {} % dei record attesi; gli altri aspettano dati dagli uffici.",
            with_article(u64::from(percent))
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_with_the_year_before() {
        let shown = |cents| Figure::Shown {
            spending: Money::from_cents(cents),
            people: 1,
        };
        for (now, before, words) in [
            (100, 100, ": quanto l'anno prima"),
            (95, 100, ": il 5 % in meno dell'anno prima"),
            (1_081, 1_000, ": l'8 % in più dell'anno prima"),
            (1_005, 1_000, ": meno dell'1 % in più dell'anno prima"),
            (100, 0, ""),
        ] {
            assert_eq!(comparison(Money::from_cents(now), shown(before)), words);
        }
        assert_eq!(comparison(Money::from_cents(1), Figure::Hidden), "");
    }
}
