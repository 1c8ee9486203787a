//! How a comune stands among its peers: those of its class, and those whose population is most alike.
//!
//! Everything is computed from figures that each comune's own cell shows: a hidden one does not count,
//! and fewer than [`MIN_PEERS`] shown ones say nothing. The comune itself is never among its peers. Its
//! rank is told as a band, for an exact rank moves with the noise and tells others' figures.

use pas_analytics::answer::{Answer, Figure};
use pas_cube::measure::Measure;
use pas_cube::reference::Reference;

use super::desk::Desk;
use crate::error::AppError;
use crate::use_cases::ask_edition;

/// Fewer peers than these are no company.
const MIN_PEERS: usize = 10;
/// So many comuni are the most alike.
const N_ALIKE: usize = 20;

/// What the peers say.
#[derive(Default)]
pub(super) struct Peers {
    /// Who, and the median of each measure.
    pub(super) rows: Vec<(String, Vec<Option<Figure>>)>,
    /// A sentence for each measure that has peers enough.
    pub(super) bands: Vec<String>,
}

/// The peers of the story's territory, where it is one comune and the edition has others.
pub(super) async fn of(
    desk: &Desk<'_>,
    measures: &[&'static Measure],
    rest: &str,
    now: &[Option<Figure>],
) -> Result<Peers, AppError> {
    let Some(own) = &desk.scope.comune else {
        return Ok(Peers::default());
    };
    if desk.edition.n_bodies < 2 {
        return Ok(Peers::default());
    }
    let ids: Vec<&str> = measures.iter().map(|measure| measure.id).collect();
    let text = desk.of_all_comuni(&ids.join(","), rest);
    let all = desk.ask(&text).await?;
    let (class, alike) = ask_edition::with_reference(desk.app, desk.edition.number, {
        let (own, year) = (own.clone(), desk.year);
        move |reference| {
            (
                of_class(reference, &own, year),
                alike(reference, &own, year),
            )
        }
    })
    .await?;
    let mut peers = Peers::default();
    for (who, codes) in [
        ("Mediana dei comuni della stessa classe".to_owned(), &class),
        (
            format!("Mediana dei {N_ALIKE} comuni più simili per abitanti ed età"),
            &alike,
        ),
    ] {
        let values = |place: usize| shown(&all.answer, codes, place);
        let medians: Vec<Option<Figure>> = (0..measures.len())
            .map(|place| median(values(place)).map(Figure::Number))
            .collect();
        if medians.iter().any(Option::is_some) {
            peers.rows.push((format!("{who}, {}", desk.year), medians));
        }
    }
    for (place, measure) in measures.iter().enumerate() {
        let values = shown(&all.answer, &class, place);
        if let Some(Some(Figure::Number(own))) = now.get(place)
            && values.len() >= MIN_PEERS
        {
            peers.bands.push(format!(
                "{}: {} fra {} comuni della stessa classe.",
                measure.label,
                band(*own, &values),
                values.len()
            ));
        }
    }
    Ok(peers)
}

/// The figures that the comuni with these codes show.
fn shown(answer: &Answer, codes: &[String], place: usize) -> Vec<f64> {
    let rows = answer.table.rows.iter().zip(&answer.table.row_totals);
    let of_peers =
        rows.filter(|(nodes, _)| nodes.last().is_some_and(|node| codes.contains(&node.code)));
    let values = of_peers.filter_map(|(_, figures)| figures.get(place)?.number());
    values.collect()
}

/// The middle one of enough values.
fn median(mut values: Vec<f64>) -> Option<f64> {
    if values.len() < MIN_PEERS {
        return None;
    }
    values.sort_by(f64::total_cmp);
    values.get((values.len() - 1) / 2).copied()
}

/// In which fifth of `values` `own` stands.
fn band(own: f64, values: &[f64]) -> &'static str {
    let below = values.iter().filter(|value| **value < own).count();
    match below * 5 / values.len().max(1) {
        0 => "nel quinto più basso",
        1 => "sotto la metà",
        2 => "intorno alla metà",
        3 => "sopra la metà",
        _ => "nel quinto più alto",
    }
}

/// Codes of the comuni of the same class by residents.
fn of_class(reference: &Reference, own: &str, year: i16) -> Vec<String> {
    let place = |code: &str| {
        reference
            .places
            .iter()
            .position(|place| place.belfiore == code)
    };
    let class = place(own).and_then(|place| reference.cluster_code(place, year));
    let comuni = reference.places.iter().enumerate();
    let same = comuni.filter(|(place, comune)| {
        comune.belfiore != own && class.is_some() && reference.cluster_code(*place, year) == class
    });
    same.map(|(_, comune)| comune.belfiore.clone()).collect()
}

/// Codes of the comuni whose residents are most alike: by the parts of the age bands, and by their
/// number on a scale of logarithms, an eighth of the weight of all bands together.
fn alike(reference: &Reference, own: &str, year: i16) -> Vec<String> {
    let Some(vintage) = reference.vintage_for(year) else {
        return Vec::new();
    };
    let profile = |place: usize| profile(vintage.residents.get(place)?);
    let own_place = reference
        .places
        .iter()
        .position(|place| place.belfiore == own);
    let Some(ours) = own_place.and_then(profile) else {
        return Vec::new();
    };
    let mut distances: Vec<(f64, &str)> = Vec::new();
    for (place, comune) in reference.places.iter().enumerate() {
        if comune.belfiore == own || comune.belfiore.is_empty() {
            continue;
        }
        if let Some(theirs) = profile(place) {
            distances.push((distance(&ours, &theirs), &comune.belfiore));
        }
    }
    distances.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let nearest = distances.into_iter().take(N_ALIKE);
    nearest.map(|(_, code)| code.to_owned()).collect()
}

/// The logarithm of the residents, and the part of each band.
fn profile(residents: &[u32]) -> Option<(f64, Vec<f64>)> {
    let n: u32 = residents.iter().sum();
    let parts = residents.iter().map(|band| f64::from(*band) / f64::from(n));
    (n > 0).then(|| (f64::from(n).ln(), parts.collect()))
}

fn distance(ours: &(f64, Vec<f64>), theirs: &(f64, Vec<f64>)) -> f64 {
    let bands = ours.1.iter().zip(&theirs.1);
    let of_bands: f64 = bands.map(|(ours, theirs)| (ours - theirs).abs()).sum();
    of_bands + (ours.0 - theirs.0).abs() / 8.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_told_as_a_band() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        for (own, words) in [
            (0.5, "nel quinto più basso"),
            (5.5, "intorno alla metà"),
            (99.0, "nel quinto più alto"),
        ] {
            assert_eq!(band(own, &values), words);
        }
    }

    #[test]
    fn few_peers_say_nothing() {
        assert_eq!(median(vec![1.0; MIN_PEERS - 1]), None);
        assert_eq!(median((1..=11).map(f64::from).collect()), Some(6.0));
    }

    #[test]
    fn the_most_alike_have_the_same_ages_and_size() {
        let young = profile(&[60, 30, 10]).expect("people");
        let same = profile(&[61, 29, 10]).expect("people");
        let old = profile(&[10, 30, 60]).expect("people");
        let large = profile(&[60_000, 30_000, 10_000]).expect("people");
        assert!(distance(&young, &same) < distance(&young, &large));
        assert!(distance(&young, &large) < distance(&young, &old));
    }
}
