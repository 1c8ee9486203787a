//! A made-up world over the real comuni: who lives there is drawn, the same for the same size.

use std::collections::BTreeMap;

use pas_catalogue::Catalogue;
use pas_cube::months::Months;
use pas_cube::reference::{Ats, Body, Reference};
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Fact, Traits};
use pas_edition::{About, EditionError, Editions, Layout, Manifest, sort_facts};
use pas_gazetteer::{Gazetteer, benefits};

const FIRST_YEAR: i16 = 2021;
const N_YEARS: u8 = 4;
/// Comuni to an ATS, and to a body.
const ATS_SIZE: usize = 13;
const BODY_SIZE: usize = 10;
/// Files of facts: so many executors have work at once.
const N_PARTS: u64 = 8;
/// Records of a person, on average: what the generator below draws.
const RECORDS_OF_PERSON: u64 = 3;

/// Numbers that look like chance and are the same every time (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn below<T: TryFrom<u64>>(&mut self, bound: u64) -> T {
        let number = self.next() % bound.max(1);
        T::try_from(number)
            .ok()
            .expect("invariant: the bound fits the type")
    }
}

/// Writes the edition of about `n_people` people.
pub(crate) fn write(editions: &Editions, n_people: u64) -> Result<Manifest, EditionError> {
    let reference = reference();
    let about = About {
        title: "Mondo inventato per due motori".to_owned(),
        source: "persone inventate".to_owned(),
        data_version: n_people.to_string(),
        created: "2026-01-01T00:00:00Z".to_owned(),
        definitions: BTreeMap::new(),
    };
    let layout = Layout::in_parts(n_people * RECORDS_OF_PERSON, N_PARTS);
    let mut draft = editions.begin(&reference, about, layout)?;
    let residents: Vec<u64> = residents(&reference);
    let total: u64 = residents.iter().sum();
    let mut draw = Draw(1);
    let (mut due, mut made) = (0_u64, 0_u64);
    for (place, residents) in (0_u16..).zip(&residents) {
        due += residents;
        let until = n_people * due / total.max(1);
        while made < until {
            let mut facts = household(&mut draw, &reference, place, &mut made);
            sort_facts(&mut facts);
            for fact in &facts {
                draft.push(fact)?;
            }
        }
    }
    draft.finish()
}

fn reference() -> Reference {
    let catalogue = Catalogue::builtin();
    let gazetteer = Gazetteer::new(catalogue, FIRST_YEAR, FIRST_YEAR + i16::from(N_YEARS) - 1);
    let places = gazetteer.places().to_vec();
    let n_comuni = places.len() - 1;
    let n_ats = n_comuni.div_ceil(ATS_SIZE);
    // In the last year the comuni at the seam of two ATS have changed side.
    let ats_of = |year: u8| {
        let shift = usize::from(year + 1 == N_YEARS);
        let of_place =
            |place: usize| u16::try_from(((place + shift) / ATS_SIZE).min(n_ats - 1)).ok();
        (0..=n_comuni)
            .map(|place| of_place(place).filter(|_| place < n_comuni))
            .collect()
    };
    Reference {
        first_year: FIRST_YEAR,
        n_years: N_YEARS,
        last_months: vec![12; usize::from(N_YEARS)],
        ats: (0..n_ats)
            .map(|n| Ats {
                code: format!("N{n:03}"),
                name: format!("Ambito {n}"),
            })
            .collect(),
        ats_of_places: (0..N_YEARS).map(ats_of).collect(),
        bodies: (0..n_comuni.div_ceil(BODY_SIZE))
            .map(|n| Body {
                code: format!("E{n:05}"),
                name: format!("Ente di prova {n}"),
                seat: u16::try_from(n * BODY_SIZE).unwrap_or(0),
            })
            .collect(),
        benefits: benefits(catalogue),
        cluster_bounds: vec![2_000, 5_000, 10_000, 20_000, 50_000, 250_000],
        population: gazetteer.population(),
        coverage: Vec::new(),
        places,
    }
}

fn residents(reference: &Reference) -> Vec<u64> {
    let latest = reference.population.last();
    let of_place = |residents: &[u32; 24]| residents.iter().map(|n| u64::from(*n)).sum();
    latest.map_or_else(Vec::new, |latest| {
        latest.residents.iter().map(of_place).collect()
    })
}

/// The facts of one household, which lives in `place`.
fn household(draw: &mut Draw, reference: &Reference, place: u16, made: &mut u64) -> Vec<Fact> {
    let household = *made;
    let mut facts = Vec::new();
    for _ in 0..=draw.below::<u8>(3) {
        // The highest bit is left to the sign of the edition's column.
        let person = draw.next() >> 1;
        let traits = traits(draw);
        for _ in 0..=draw.below::<u8>(5) {
            facts.push(fact(draw, reference, (place, household, person), traits));
        }
        *made += 1;
    }
    // Who lives elsewhere for a year lives in a later place: the household's place stays this one.
    for moved in facts.iter_mut().skip(1) {
        if draw.below::<u8>(33) == 0 {
            moved.residence = place.saturating_add(draw.below(40)).min(reference.abroad());
        }
    }
    facts
}

fn traits(draw: &mut Draw) -> Traits {
    let number = |values: usize| draw.below::<u8>(values as u64);
    let numbers: Vec<u8> = CODED_COLUMNS
        .iter()
        .map(|column| column.values.len())
        .map(number)
        .collect();
    let numbers = numbers
        .try_into()
        .expect("invariant: a number for each column");
    Traits::from_numbers(numbers).expect("invariant: every number means something")
}

fn fact(
    draw: &mut Draw,
    reference: &Reference,
    (place, household, person): (u16, u64, u64),
    traits: Traits,
) -> Fact {
    let first = draw.below::<u8>(12) + 1;
    let last = if draw.below::<u8>(4) == 0 {
        first
    } else {
        (first + draw.below::<u8>(12)).min(12)
    };
    // A few cost a hundred times what most do: the largest parts stand out.
    let scale = if draw.below::<u8>(50) == 0 {
        5_000_000
    } else {
        200_000
    };
    let total_cents = draw.below::<u32>(scale);
    let near = u64::from(place) / BODY_SIZE as u64;
    let body = near.min(reference.bodies.len() as u64 - 1);
    Fact {
        person,
        household,
        year: FIRST_YEAR + draw.below::<i16>(N_YEARS.into()),
        months: Months::range(first, last),
        residence: place,
        body: u16::try_from(body).unwrap_or(0),
        benefit: draw.below::<u8>(reference.benefits.len() as u64),
        traits,
        total_cents,
        user_cents: if draw.below::<u8>(3) == 0 {
            total_cents / 4
        } else {
            0
        },
        ssn_cents: if draw.below::<u8>(5) == 0 {
            total_cents / 3
        } else {
            0
        },
        hours: draw.below::<u16>(60),
    }
}
