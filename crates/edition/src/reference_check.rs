//! Whether the tables of a reference fit together: positions that exist, lengths that agree, codes that are unique.

use std::collections::HashSet;

use pas_cube::Reference;
use pas_cube::reference::Coverage;

use crate::error::EditionError;

type Check = (bool, &'static str);

/// Refuses tables that do not fit together.
pub(crate) fn check(reference: &Reference) -> Result<(), EditionError> {
    let mut checks = lengths(reference).into_iter();
    let mut more = positions(reference).into_iter().chain(codes(reference));
    // The lengths first: the positions are looked up in them.
    let found = checks.find(|(holds, _)| !holds);
    match found.or_else(|| more.find(|(holds, _)| !holds)) {
        None => Ok(()),
        Some((_, found)) => Err(EditionError::Reference(found.to_owned())),
    }
}

fn lengths(reference: &Reference) -> Vec<Check> {
    let n_years = usize::from(reference.n_years);
    let n_places = reference.places.len();
    let ats = &reference.ats_of_places;
    let months = &reference.last_months;
    let mut residents = reference.population.iter();
    vec![
        ((1..=16).contains(&n_years), "gli anni non sono fra 1 e 16"),
        (
            months.len() == n_years && months.iter().all(|month| (1..=12).contains(month)),
            "ogni anno vuole il suo ultimo mese, da 1 a 12",
        ),
        (
            (1..=65_536).contains(&n_places),
            "i luoghi non sono fra 1 e 65.536",
        ),
        (
            reference.benefits.len() <= 255,
            "le prestazioni sono più di 255",
        ),
        (
            reference.bodies.len() <= 65_536,
            "gli enti sono più di 65.536",
        ),
        (
            ats.len() == n_years && ats.iter().all(|year| year.len() == n_places),
            "per ogni anno e luogo va detto l'ambito sociale, anche vuoto",
        ),
        (
            residents.all(|count| count.residents.len() == n_places),
            "una popolazione non copre tutti i luoghi",
        ),
    ]
}

fn positions(reference: &Reference) -> Vec<Check> {
    let (n_places, n_bodies) = (reference.places.len(), reference.bodies.len());
    let mut ats = reference.ats_of_places.iter().flatten().flatten();
    let mut seats = reference.bodies.iter().map(|body| usize::from(body.seat));
    let covered = |row: &Coverage| {
        usize::from(row.body) < n_bodies && usize::from(row.benefit) < reference.benefits.len()
    };
    vec![
        (
            ats.all(|ats| usize::from(*ats) < reference.ats.len()),
            "un luogo sta in un ambito sociale che non c'è",
        ),
        (
            seats.all(|seat| seat < n_places),
            "un ente ha la sede in un luogo che non c'è",
        ),
        (
            reference.coverage.iter().all(covered),
            "la copertura nomina un ente o una prestazione che non c'è",
        ),
    ]
}

fn codes(reference: &Reference) -> Vec<Check> {
    let (ats, bodies) = (reference.ats.iter(), reference.bodies.iter());
    let benefits = reference.benefits.iter();
    vec![
        (
            distinct(ats.clone().map(|ats| ats.code.as_str()))
                && distinct(bodies.map(|body| body.code.as_str()))
                && distinct(benefits.map(|benefit| benefit.code.as_str())),
            "due ambiti, enti o prestazioni hanno lo stesso codice",
        ),
        (
            ats.clone().all(|ats| !ats.code.is_empty()),
            "un ambito sociale è senza codice",
        ),
    ]
}

fn distinct<'a>(mut codes: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = HashSet::new();
    codes.all(|code| seen.insert(code))
}
