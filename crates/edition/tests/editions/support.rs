//! A small made-up world, and facts in it.

use std::collections::BTreeMap;

use pas_cube::months::Months;
use pas_cube::reference::{Ats, Benefit, Body, Coverage, Place, Vintage};
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Fact, Reference, Traits};
use pas_edition::{About, Edition, Editions};

pub(crate) const FIRST_YEAR: i16 = 2021;
pub(crate) const N_YEARS: u8 = 3;
pub(crate) const N_PLACES: u16 = 9;
pub(crate) const N_BODIES: u16 = 4;
pub(crate) const N_BENEFITS: u8 = 5;

fn place(n: u16) -> Place {
    let region = 3 + n % 3;
    Place {
        belfiore: format!("Z{n:03}"),
        istat: format!("{n:06}"),
        name: format!("Prova d'Adda {n}"),
        province: format!("P{region}"),
        province_name: format!("Provincia {region}"),
        region: format!("{region:02}"),
        region_name: format!("Regione {region}"),
    }
}

/// Tables whose every column says something, with an ATS that changes and a place without one.
pub(crate) fn reference() -> Reference {
    let mut places: Vec<Place> = (0..N_PLACES - 1).map(place).collect();
    let empty = String::new;
    places.push(Place {
        belfiore: empty(),
        istat: empty(),
        name: "estero o non noto".to_owned(),
        province: empty(),
        province_name: empty(),
        region: empty(),
        region_name: empty(),
    });
    let ats_of = |year: u16| {
        let of_place = move |place: u16| (place + 1 < N_PLACES).then_some((place + year) % 2);
        (0..N_PLACES).map(of_place).collect()
    };
    let residents = |year: u32| {
        let of_place = move |place: u32| {
            let mut next = place * 100 + year % 10;
            std::array::from_fn(|_| {
                next += 1;
                next
            })
        };
        (0..u32::from(N_PLACES)).map(of_place).collect()
    };
    Reference {
        first_year: FIRST_YEAR,
        n_years: N_YEARS,
        last_months: vec![12, 12, 9],
        places,
        ats: (0..3)
            .map(|n| Ats {
                code: format!("ATS{n}"),
                name: format!("Ambito {n}"),
            })
            .collect(),
        ats_of_places: (0..u16::from(N_YEARS)).map(ats_of).collect(),
        bodies: (0..N_BODIES)
            .map(|n| Body {
                code: format!("ente{n}"),
                name: format!("Comune di Prova {n}"),
                seat: n,
            })
            .collect(),
        benefits: (0..N_BENEFITS)
            .map(|n| Benefit {
                code: format!("A1.0{n}"),
                name: format!("Prestazione «{n}»"),
                group: "A1".to_owned(),
                category: "infanzia".to_owned(),
                istat_area: "FAM".to_owned(),
            })
            .collect(),
        cluster_bounds: vec![2_000, 10_000],
        population: [2021_u16, 2023]
            .map(|year| Vintage {
                year: year.cast_signed(),
                residents: residents(u32::from(year)),
            })
            .to_vec(),
        coverage: vec![Coverage {
            year: 2022,
            body: 1,
            benefit: 2,
            n_expected: 10,
            n_present: 9,
        }],
    }
}

pub(crate) fn about() -> About {
    About {
        title: "Prova".to_owned(),
        source: "mondo inventato".to_owned(),
        data_version: "7".to_owned(),
        created: "2026-11-26T10:00:00Z".to_owned(),
        definitions: BTreeMap::from([("beneficiari".to_owned(), "persone distinte".to_owned())]),
    }
}

/// A number that only `seed` and `n` decide.
fn chance(seed: u64, n: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ n.wrapping_mul(0xd1b5_4a32_d192_ed03);
    x ^= x >> 31;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 29
}

/// Facts in the order of an edition: `n` of them, some three a person and two people a household.
pub(crate) fn facts(seed: u64, n: u64) -> Vec<Fact> {
    let mut facts: Vec<Fact> = (0..n).map(|row| fact(seed, row)).collect();
    pas_edition::sort_facts(&mut facts);
    facts
}

fn fact(seed: u64, row: u64) -> Fact {
    let small = |n: u64, below: u16| {
        u16::try_from(chance(seed, row * 64 + n) % u64::from(below)).expect("it is below a u16")
    };
    let person = row / 3;
    let mut numbers = [0; CODED_COLUMNS.len()];
    for (n, (number, column)) in numbers.iter_mut().zip(CODED_COLUMNS).enumerate() {
        let n_values = u16::try_from(column.values.len()).expect("codes are few");
        *number = u8::try_from(small(n as u64, n_values)).expect("codes are few");
    }
    let total = u32::from(small(20, 50_000)) * 100;
    Fact {
        person: chance(99, person),
        household: chance(98, person / 2),
        year: FIRST_YEAR + small(21, u16::from(N_YEARS)).cast_signed(),
        months: Months::from_bits(1 + small(22, 4095)),
        residence: small(23, N_PLACES),
        body: small(24, N_BODIES),
        benefit: u8::try_from(small(25, u16::from(N_BENEFITS))).expect("benefits are few"),
        traits: Traits::from_numbers(numbers).expect("every number means something"),
        total_cents: total,
        user_cents: total / 4,
        ssn_cents: total / 8 * u32::from(small(26, 2)),
        hours: small(27, 9) * small(28, 2),
    }
}

/// A folder for editions that goes with the test.
pub(crate) fn editions() -> (tempfile::TempDir, Editions) {
    let data = tempfile::tempdir().expect("there is a folder for temporary files");
    let editions = Editions::below(data.path());
    (data, editions)
}

/// Every fact that an edition gives back.
pub(crate) fn read_facts(edition: &Edition) -> Vec<Fact> {
    let mut facts = Vec::new();
    edition
        .each_fact(2, |fact| facts.push(*fact))
        .expect("the edition can be read");
    facts
}

/// The facts with their households numbered as an edition numbers them.
pub(crate) fn numbered(facts: &[Fact]) -> Vec<Fact> {
    let households = facts.chunk_by(|a, b| a.household == b.household);
    let number = |(household, facts): (u64, &[Fact])| -> Vec<Fact> {
        facts
            .iter()
            .map(|fact| Fact { household, ..*fact })
            .collect()
    };
    (0..).zip(households).flat_map(number).collect()
}
