//! Which node of a level a fact is in, said without any table of the crate's.

use pas_cube::dimension::Level;
use pas_cube::reference::{Place, Vintage};
use pas_cube::traits::AgeBand;
use pas_cube::{Fact, Reference};

/// The code of the node of `level` that `fact` is in, in `month`; none where it is in none.
pub(crate) fn code_of(
    reference: &Reference,
    level: &Level,
    fact: &Fact,
    month: u8,
) -> Option<String> {
    let home = usize::from(fact.residence);
    let seat = usize::from(reference.bodies[usize::from(fact.body)].seat);
    let benefit = &reference.benefits[usize::from(fact.benefit)];
    let traits = &fact.traits;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match level.id {
        "anno" => Some(fact.year.to_string()),
        "trimestre" => Some(format!("{}-T{}", fact.year, month.div_ceil(3))),
        "mese" => Some(format!("{}-{month:02}", fact.year)),
        "ente" => text(&reference.bodies[usize::from(fact.body)].code),
        "gruppo" => text(&benefit.group),
        "area_istat" => text(&benefit.istat_area),
        "categoria" => text(&benefit.category),
        "prestazione" => text(&benefit.code),
        "eta_ampia" => text(broad_age(traits.age_band)),
        "eta" => text(traits.age_band.code()),
        "sesso" => text(traits.sex.code()),
        "cittadinanza" => text(traits.citizenship.code()),
        "prova_mezzi" => text(traits.means_test.code()),
        "carattere" => text(traits.carattere.code()),
        "area" => text(traits.carico.code()),
        "isee" => text(traits.isee_band.code()),
        "autonomia" => text(traits.daily_living.code()),
        "mobilita" => text(traits.mobility.code()),
        "invalidita" => text(traits.certified_disability.code()),
        "minori" => text(traits.minor_care.code()),
        id => match id.strip_suffix("_ente") {
            Some(id) => territory(reference, id, seat, fact.year),
            None => territory(reference, id, home, fact.year),
        },
    }
}

pub(crate) fn broad_age(band: AgeBand) -> &'static str {
    match band {
        AgeBand::Unknown => "",
        AgeBand::Y0 | AgeBand::Y3 | AgeBand::Y6 | AgeBand::Y9 | AgeBand::Y12 | AgeBand::Y15 => {
            "0-17"
        }
        AgeBand::Y18 | AgeBand::Y30 | AgeBand::Y50 => "18-64",
        AgeBand::Y65 | AgeBand::Y75 | AgeBand::Y85 => "65+",
    }
}

pub(crate) fn territory(
    reference: &Reference,
    id: &str,
    place: usize,
    year: i16,
) -> Option<String> {
    let Place {
        belfiore,
        province,
        region,
        ..
    } = &reference.places[place];
    let n = usize::try_from(year - reference.first_year).expect("made-up worlds are small");
    let code = match id {
        "comune" => belfiore.clone(),
        "provincia" => province.clone(),
        "regione" => region.clone(),
        "ripartizione" => macro_area(region).to_owned(),
        "ats" => reference.ats[usize::from(reference.ats_of_places[n][place]?)]
            .code
            .clone(),
        "classe" => class(reference, place, year)?,
        _ => panic!("the naive answer does not know the level {id}"),
    };
    (!code.is_empty()).then_some(code)
}

fn macro_area(region: &str) -> &'static str {
    match region {
        "01" | "02" | "03" | "07" => "NO",
        "04" | "05" | "06" | "08" => "NE",
        "09" | "10" | "11" | "12" => "CE",
        "13" | "14" | "15" | "16" | "17" | "18" => "SU",
        "19" | "20" => "IS",
        _ => "",
    }
}

fn class(reference: &Reference, place: usize, year: i16) -> Option<String> {
    let n: u32 = counted_for(reference, year)?.residents[place].iter().sum();
    if n == 0 {
        return None;
    }
    let bounds = &reference.cluster_bounds;
    let above = bounds.iter().copied().find(|bound| n <= *bound);
    let below = bounds.iter().copied().rev().find(|bound| n > *bound);
    Some(match (below, above) {
        (None, None) => "tutti".to_owned(),
        (None, Some(last)) => format!("finoa{last}"),
        (Some(before), Some(last)) => format!("{}-{last}", before + 1),
        (Some(before), None) => format!("oltre{before}"),
    })
}

/// The latest count not after `year`, else the earliest.
pub(crate) fn counted_for(reference: &Reference, year: i16) -> Option<&Vintage> {
    let mut counts: Vec<&Vintage> = reference.population.iter().collect();
    counts.sort_by_key(|count| count.year);
    // Of two counts of one year, the tables give one and the same answer: worlds have no such pair.
    let not_after = counts.iter().rev().find(|count| count.year <= year);
    not_after.or(counts.first()).copied()
}
