//! The bodies that grant, and made-up ambiti of neighbouring comuni that change over the years.

use std::collections::HashMap;

use pas_cube::reference::{Ats, Body, Place};

use crate::dice::Dice;
use crate::table::{number, rows};
use crate::territory::Territory;

/// Residents of a usual ambito: about 570 of them in Italy. Source: UPB 2023 counts 566.
const RESIDENTS_OF_A_DISTRICT: u32 = 104_000;
/// Per mille of comuni that pass to a neighbouring ambito at some time.
const CHANGES: u16 = 20;

/// Bodies and ambiti, with the way from a place to them.
#[derive(Debug, Clone)]
pub(crate) struct Institutions {
    pub(crate) bodies: Vec<Body>,
    pub(crate) ats: Vec<Ats>,
    /// For each year, the ambito of each place.
    pub(crate) ats_of_places: Vec<Vec<Option<u16>>>,
    first_ats: u16,
    /// For each place, its province's ASL and its region, among the bodies.
    asl_of: Vec<u16>,
    region_of: Vec<u16>,
}

impl Institutions {
    pub(crate) fn new(seed: u64, places: &[Place], territory: &Territory, n_years: usize) -> Self {
        let n_comuni = places.len() - 1;
        let mut bodies: Vec<Body> = places[..n_comuni]
            .iter()
            .zip(0..)
            .map(|(place, seat)| Body {
                code: format!("c_{}", place.belfiore.to_lowercase()),
                name: format!("Comune di {}", place.name),
                seat,
            })
            .collect();
        let groups = social_districts(places, territory);
        let first_ats = position(bodies.len());
        let mut ats = Vec::with_capacity(groups.len());
        let mut home = vec![None; places.len()];
        for (group, at) in groups.iter().zip(0..) {
            let seat = largest(territory, group);
            let one = social_district(places, group, &ats);
            bodies.push(Body {
                code: format!("ats_{}", one.code.to_lowercase()),
                name: one.name.clone(),
                seat: position(seat),
            });
            ats.push(one);
            for &place in group {
                home[place] = Some(at);
            }
        }
        let mut add = |code: String, name: String, stretch: std::ops::Range<usize>| {
            let seat = position(largest(territory, &stretch.collect::<Vec<_>>()));
            bodies.push(Body { code, name, seat });
            position(bodies.len() - 1)
        };
        let mut asl_of = Vec::with_capacity(places.len());
        for together in places[..n_comuni].chunk_by(|a, b| a.province == b.province) {
            let stretch = asl_of.len()..asl_of.len() + together.len();
            let code = format!("asl_{}", together[0].province.to_lowercase());
            let name = format!("ASL inventata di {}", together[0].province_name);
            asl_of.extend(vec![add(code, name, stretch); together.len()]);
        }
        let mut region_of = Vec::with_capacity(places.len());
        for together in places[..n_comuni].chunk_by(|a, b| a.region == b.region) {
            let stretch = region_of.len()..region_of.len() + together.len();
            let code = format!("r_{}", together[0].region);
            let name = format!("Regione {}", together[0].region_name);
            region_of.extend(vec![add(code, name, stretch); together.len()]);
        }
        Self {
            bodies,
            ats_of_places: memberships(seed, &home, &groups, places, n_years),
            ats,
            first_ats,
            asl_of,
            region_of,
        }
    }

    pub(crate) fn comune(&self, place: u16) -> u16 {
        place.min(self.first_ats - 1)
    }

    /// The body of the place's ambito in year number `year`; the comune where there is none.
    pub(crate) fn ats(&self, place: u16, year: usize) -> u16 {
        let of_year = self.ats_of_places.get(year);
        let ats = of_year.and_then(|places| places.get(usize::from(place)).copied().flatten());
        ats.map_or_else(|| self.comune(place), |ats| self.first_ats + ats)
    }

    pub(crate) fn asl(&self, place: u16) -> u16 {
        let asl = self.asl_of.get(usize::from(place)).copied();
        asl.unwrap_or_else(|| self.comune(place))
    }

    pub(crate) fn region(&self, place: u16) -> u16 {
        let region = self.region_of.get(usize::from(place)).copied();
        region.unwrap_or_else(|| self.comune(place))
    }
}

fn position(at: usize) -> u16 {
    u16::try_from(at).expect("invariant: Italy has fewer than 65,536 places and bodies")
}

fn largest(territory: &Territory, places: &[usize]) -> usize {
    let largest = places.iter().max_by_key(|&&place| territory.size(place));
    largest.copied().unwrap_or(0)
}

fn social_district(places: &[Place], group: &[usize], before: &[Ats]) -> Ats {
    let first = group.first().and_then(|&place| places.get(place));
    let (plate, province) = first.map_or(("", ""), |one| (&one.province, &one.province_name));
    let prefix = format!("{plate}-");
    let of_province = before.iter().filter(|one| one.code.starts_with(&prefix));
    let number = of_province.count() + 1;
    Ats {
        code: format!("{prefix}{number:02}"),
        name: format!("Ambito inventato di {province} n. {number}"),
    }
}

/// Groups of neighbouring comuni inside a province, of about the same number of residents.
fn social_districts(places: &[Place], territory: &Territory) -> Vec<Vec<usize>> {
    let table = rows(include_str!("../data/centri.csv"));
    let centres: HashMap<&str, (i32, i32)> = table
        .map(|cells| (cells[0], (number(cells[1]), number(cells[2]))))
        .collect();
    let mut groups = Vec::new();
    let mut first = 0;
    for together in places[..places.len() - 1].chunk_by(|a, b| a.province == b.province) {
        let own: Vec<(usize, (i32, i32))> = (first..)
            .zip(together)
            .map(|(at, place)| {
                let centre = centres.get(place.belfiore.as_str());
                (at, centre.copied().unwrap_or_default())
            })
            .collect();
        let people: u32 = own.iter().map(|(at, _)| territory.size(*at)).sum();
        let n = (people + RESIDENTS_OF_A_DISTRICT / 2) / RESIDENTS_OF_A_DISTRICT;
        split(own, n.max(1), territory, &mut groups);
        first += together.len();
    }
    groups
}

/// Cuts the comuni into `n` groups across the longer side of the land, again and again.
fn split(
    mut places: Vec<(usize, (i32, i32))>,
    n: u32,
    territory: &Territory,
    groups: &mut Vec<Vec<usize>>,
) {
    if n <= 1 || places.len() <= 1 {
        if !places.is_empty() {
            groups.push(places.into_iter().map(|(at, _)| at).collect());
        }
        return;
    }
    let known = || places.iter().filter(|(_, centre)| *centre != (0, 0));
    let width = |of: fn((i32, i32)) -> i32| {
        let max = known().map(|(_, centre)| of(*centre)).max();
        max.unwrap_or(0) - known().map(|(_, centre)| of(*centre)).min().unwrap_or(0)
    };
    // A degree of longitude is about 0.74 of one of latitude at 42° north.
    let is_wide = width(|(x, _)| x) * 74 > width(|(_, y)| y) * 100;
    places.sort_by_key(|(at, (x, y))| (if is_wide { *x } else { *y }, *at));
    let people: u32 = places.iter().map(|(at, _)| territory.size(*at)).sum();
    let wanted = u64::from(people) * u64::from(n / 2) / u64::from(n);
    let mut sum = 0;
    let cut = places.iter().take_while(|(at, _)| {
        let half = u64::from(territory.size(*at) / 2);
        sum += 2 * half;
        sum - half <= wanted
    });
    let cut = cut.count().clamp(1, places.len() - 1);
    let rest = places.split_off(cut);
    split(places, n / 2, territory, groups);
    split(rest, n - n / 2, territory, groups);
}

/// For each year the ambito of each place; some comuni change over to the next one of their province.
fn memberships(
    seed: u64,
    home: &[Option<u16>],
    groups: &[Vec<usize>],
    places: &[Place],
    n_years: usize,
) -> Vec<Vec<Option<u16>>> {
    let mut years = vec![home.to_vec(); n_years];
    let province = |group: &Vec<usize>| group.first().map(|&place| &places[place].province);
    for (place, &own) in home.iter().enumerate() {
        let mut dice = Dice::new(seed ^ 0x61_6d62_6974, place as u64);
        let Some(own) = own.filter(|_| n_years > 1 && dice.happens(CHANGES)) else {
            continue;
        };
        let next = own + 1;
        let neighbour = groups.get(usize::from(next));
        if neighbour.is_some_and(|group| province(group) == Some(&places[place].province)) {
            let since = 1 + dice.below(u32::try_from(n_years - 1).unwrap_or(1));
            for of_year in years.iter_mut().skip(since as usize) {
                of_year[place] = Some(next);
            }
        }
    }
    years
}
