//! Sentences on an answer: what is largest, what rose and fell, one part of the whole.

use pas_analytics::answer::Figure;
use pas_domain::italian::{listed, small};

use crate::portal::desk::known;
use crate::portal::wording::{difference, euro, figure, share};
use crate::use_cases::ask_edition::Answered;

/// The rows by what the measure at `place` shows, most first; hidden ones are not there.
fn ordered(answered: &Answered, place: usize) -> Vec<(String, Figure)> {
    let table = &answered.answer.table;
    let rows = table.rows.iter().zip(&table.row_totals);
    let mut rows: Vec<(String, f64)> = rows
        .filter_map(|(nodes, figures)| {
            let label = nodes.last().map(|node| node.label.clone())?;
            Some((label, figures.get(place)?.number()?))
        })
        .collect();
    rows.sort_by(|one, other| other.1.total_cmp(&one.1));
    let figures = rows.into_iter();
    figures
        .map(|(label, value)| (label, Figure::Number(value)))
        .collect()
}

fn place_of(answered: &Answered, id: &str) -> usize {
    let mut measures = answered.answer.measures.iter();
    measures.position(|measure| measure.id == id).unwrap_or(0)
}

/// A figure of the measure `id` in a sentence.
pub(super) fn said(id: &str, of: Option<Figure>) -> String {
    match known(id).unit {
        pas_cube::measure::Unit::Cents => euro(of),
        _ if of == Some(Figure::Few) => "un valore oscurato".to_owned(),
        _ => figure(known(id), of).replace('‰', "ogni mille abitanti"),
    }
}

/// `La voce più grande è «mensa»: 12.400 euro, il 40 % del totale; seguono «rsa» (…) e «affido» (…).`
pub(super) fn largest(answered: &Answered, id: &str, what: &str) -> String {
    let place = place_of(answered, id);
    let rows = ordered(answered, place);
    let Some((first, amount)) = rows.first() else {
        return String::new();
    };
    let whole = answered.answer.table.whole.get(place).copied();
    let part = amount.number().and_then(|amount| share(amount, whole));
    let part = part.map_or_else(String::new, |part| format!(", {part} del totale"));
    let next = rows.iter().skip(1).take(2);
    let next: Vec<String> = next
        .map(|(label, amount)| format!("«{label}» ({})", said(id, Some(*amount))))
        .collect();
    let next = match next.len() {
        0 => String::new(),
        1 => format!("; segue {}", listed(next)),
        _ => format!("; seguono {}", listed(next)),
    };
    format!(
        "{what} è «{first}»: {}{part}{next}.",
        said(id, Some(*amount))
    )
}

/// `Il valore più alto è quello di Vergato (312,40 euro), il più basso quello di Loiano (98,10 euro).`
pub(super) fn extremes(answered: &Answered, id: &str) -> String {
    let rows = ordered(answered, place_of(answered, id));
    let (Some((high, most)), Some((low, least))) = (rows.first(), rows.last()) else {
        return String::new();
    };
    if rows.len() < 2 {
        return String::new();
    }
    format!(
        "Per «{}» il valore più alto è di {high} ({}), il più basso di {low} ({}).",
        small(known(id).label),
        said(id, Some(*most)),
        said(id, Some(*least)),
    )
}

/// What rose most and what fell most, by what is shown in both years.
pub(super) fn moved(answered: &Answered, id: &str, what: &str) -> String {
    let Some(compared) = &answered.answer.comparison else {
        return String::new();
    };
    let place = place_of(answered, id);
    let table = &answered.answer.table;
    let rows = table.rows.iter().zip(&table.row_totals);
    let mut changes: Vec<(String, f64, String)> = rows
        .zip(&compared.table.row_totals)
        .filter_map(|((nodes, now), before)| {
            let (now, before) = (*now.get(place)?, *before.get(place)?);
            let change = now.number()? - before.number()?;
            let label = nodes.last().map(|node| node.label.clone())?;
            Some((label, change, difference(known(id), now, before)?))
        })
        .collect();
    changes.sort_by(|one, other| other.1.total_cmp(&one.1));
    let rose = changes.first().filter(|(_, change, _)| *change > 0.0);
    let fell = changes.last().filter(|(_, change, _)| *change < 0.0);
    let words =
        |(label, _, difference): &(String, f64, String)| format!("«{label}» ({difference})");
    match (rose.map(words), fell.map(words)) {
        (Some(rose), Some(fell)) => format!("{what} cresce di più {rose}, cala di più {fell}."),
        (Some(rose), None) => format!("{what} cresce di più {rose}; non cala nessuna voce."),
        (None, Some(fell)) => format!("{what} cala di più {fell}; non cresce nessuna voce."),
        (None, None) => format!("{what} nessuna voce che si vede nei due anni è cambiata."),
    }
}
