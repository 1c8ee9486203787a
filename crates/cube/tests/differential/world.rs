//! Made-up worlds: small tables with every oddity that the real ones have, and facts over them.

use pas_cube::months::Months;
use pas_cube::reference::{Ats, Benefit, Body, Place, Vintage};
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Cube, Fact, FactsBuilder, Reference, Traits};

use crate::random::{Random, mixed};

/// A world: its facts in the order of an edition, and the cube over them.
pub(crate) struct World {
    pub(crate) facts: Vec<Fact>,
    pub(crate) cube: Cube,
}

impl World {
    /// World number `seed`, with about `n_facts` facts.
    pub(crate) fn new(seed: u64, n_facts: usize) -> Self {
        let mut random = Random::new(mixed(seed));
        let reference = reference(&mut random);
        let facts = facts(&mut random, &reference, n_facts);
        Self::of(reference, facts)
    }

    /// The world of `facts`, which are in order.
    pub(crate) fn of(reference: Reference, facts: Vec<Fact>) -> Self {
        let mut builder = FactsBuilder::new(reference.first_year, reference.n_years, key_of);
        for fact in &facts {
            builder.push(fact).expect("the facts are in order");
        }
        Self {
            facts,
            cube: Cube::new(reference, builder.finish()),
        }
    }
}

/// The protection's key of a person.
pub(crate) fn key_of(person: u64) -> u16 {
    u16::try_from(mixed(person) & 0xffff).expect("16 bits")
}

fn position(n: usize) -> u16 {
    u16::try_from(n).expect("made-up worlds are small")
}

fn reference(random: &mut Random) -> Reference {
    let n_years = random.between(1, 5);
    let places = places(random);
    let n_ats = random.between(1, 5);
    let first_year = 2018 + i16::try_from(random.below(4)).expect("small");
    let n_places = places.len();
    let ats_of_place = |place: usize, random: &mut Random| {
        let has_one = place + 1 < n_places && random.percent(80);
        has_one.then(|| position(random.below(n_ats)))
    };
    Reference {
        first_year,
        n_years: u8::try_from(n_years).expect("small"),
        last_months: vec![12; n_years],
        ats_of_places: (0..n_years)
            .map(|_| {
                (0..n_places)
                    .map(|place| ats_of_place(place, random))
                    .collect()
            })
            .collect(),
        ats: (0..n_ats)
            .map(|n| Ats {
                code: format!("ATS{n}"),
                name: format!("Ambito {n}"),
            })
            .collect(),
        bodies: (0..random.between(1, 7))
            .map(|n| Body {
                code: format!("ENTE{n}"),
                name: format!("Ente {n}"),
                seat: position(random.below(n_places)),
            })
            .collect(),
        benefits: benefits(random),
        cluster_bounds: random
            .one(&[vec![], vec![2_000], vec![1_000, 5_000, 20_000]])
            .clone(),
        population: (0..random.below(4))
            .map(|n| vintage(random, first_year, n, n_places))
            .collect(),
        coverage: Vec::new(),
        places,
    }
}

/// Comuni by region and province, and abroad.
fn places(random: &mut Random) -> Vec<Place> {
    let mut places = Vec::new();
    for region in ["01", "05", "09", "15", "20"] {
        for province in 0..random.below(3) {
            for _ in 0..random.between(1, 4) {
                let n = places.len();
                places.push(Place {
                    belfiore: format!("Z{n:03}"),
                    istat: format!("{n:06}"),
                    name: format!("Comune d'esempio {n}"),
                    province: format!("P{region}{province}"),
                    province_name: format!("Provincia {region} {province}"),
                    region: region.to_owned(),
                    region_name: format!("Regione {region}"),
                });
            }
        }
    }
    places.push(Place {
        belfiore: String::new(),
        istat: String::new(),
        name: "Estero o non noto".to_owned(),
        province: String::new(),
        province_name: String::new(),
        region: String::new(),
        region_name: String::new(),
    });
    places
}

fn benefits(random: &mut Random) -> Vec<Benefit> {
    let groups = ["A1", "A2", "A3", ""];
    let areas = ["FAM", "DIS", "ADD", "ELD", "IMM", "POV", "MUL", ""];
    let categories = ["infanzia", "domicilio", "sostegno_al_reddito", ""];
    (0..random.between(1, 9))
        .map(|n| Benefit {
            code: format!("B{n}"),
            name: format!("Prestazione {n}"),
            group: (*random.one(&groups)).to_owned(),
            category: (*random.one(&categories)).to_owned(),
            istat_area: (*random.one(&areas)).to_owned(),
        })
        .collect()
}

/// A count of residents; one comune in ten was empty then, and abroad nobody is counted.
fn vintage(random: &mut Random, first_year: i16, n: usize, n_places: usize) -> Vintage {
    let year = first_year - 2 + i16::try_from(3 * n + random.below(3)).expect("small");
    let residents = (0..n_places).map(|place| {
        let most = *random.one(&[20, 200, 2_000]);
        if place + 1 == n_places || random.percent(10) {
            return [0; 24];
        }
        std::array::from_fn(|_| u32::try_from(random.below(most)).expect("small"))
    });
    Vintage {
        year,
        residents: residents.collect(),
    }
}

fn facts(random: &mut Random, reference: &Reference, n_facts: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut n_people = 0;
    let mut household = 0;
    while facts.len() < n_facts {
        household += 1;
        let home = random.below(reference.places.len());
        let mut of_household = Vec::new();
        // Now and then a large household, and one who gets very many benefits.
        let n = if random.percent(2) {
            40
        } else {
            random.between(1, 4)
        };
        for _ in 0..n {
            n_people += 1;
            let n = if random.percent(1) {
                60
            } else {
                random.between(1, 5)
            };
            for _ in 0..n {
                let mut fact = fact(random, reference, home);
                fact.person = mixed(n_people);
                fact.household = mixed(household);
                of_household.push(fact);
            }
        }
        facts.extend(of_household);
    }
    in_order(facts)
}

/// The order of an edition: place of the household, household, person, year and the rest.
fn in_order(mut facts: Vec<Fact>) -> Vec<Fact> {
    let mut homes = std::collections::HashMap::new();
    for fact in &facts {
        let home = homes.entry(fact.household).or_insert(fact.residence);
        *home = fact.residence.min(*home);
    }
    facts.sort_by_key(|fact| {
        (
            homes[&fact.household],
            fact.household,
            fact.person,
            fact.year,
            fact.benefit,
            fact.body,
        )
    });
    facts
}

fn fact(random: &mut Random, reference: &Reference, home: usize) -> Fact {
    let moved = random.percent(10);
    let residence = if moved {
        random.below(reference.places.len())
    } else {
        home
    };
    let numbers = std::array::from_fn(|column| {
        let n_values = CODED_COLUMNS[column].values.len();
        u8::try_from(random.below(n_values)).expect("small")
    });
    // Amounts of a few cents too, which do not divide by the months.
    let most = *random.one(&[1, 30, 100_000, 3_000_000]);
    let cents = |random: &mut Random, percent: usize| {
        let there = random.percent(percent);
        u32::try_from(if there { random.below(most) } else { 0 }).expect("small")
    };
    Fact {
        person: 0,
        household: 0,
        year: reference.first_year
            + i16::try_from(random.below(usize::from(reference.n_years))).expect("small"),
        months: months(random),
        residence: position(residence),
        body: position(random.below(reference.bodies.len())),
        benefit: u8::try_from(random.below(reference.benefits.len())).expect("few"),
        traits: Traits::from_numbers(numbers).expect("every number means something"),
        total_cents: cents(random, 95),
        user_cents: cents(random, 40),
        ssn_cents: cents(random, 20),
        hours: u16::try_from(if random.percent(30) {
            random.below(500)
        } else {
            0
        })
        .expect("small"),
    }
}

fn months(random: &mut Random) -> Months {
    let month = |random: &mut Random| u8::try_from(random.between(1, 12)).expect("small");
    match random.below(10) {
        0..4 => Months::ALL,
        4..7 => {
            let (one, other) = (month(random), month(random));
            Months::range(one.min(other), one.max(other))
        }
        7..9 => {
            let only = month(random);
            Months::range(only, only)
        }
        _ => Months::from_bits(position(random.between(1, 4095))),
    }
}
