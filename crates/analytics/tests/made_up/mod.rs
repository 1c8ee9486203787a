//! A made-up district for attacks: two provinces, thirteen comuni of very different size, ATS and
//! classes that cross, people with one to three benefits a year.

use pas_analytics::Secret;
use pas_cube::months::Months;
use pas_cube::reference::{Ats, Benefit, Body, Place, Vintage};
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Cube, Fact, FactsBuilder, Reference, Traits};

/// Comune, province, ATS, share of the people in thousandths.
const COMUNI: [(&str, &str, u16, u64); 13] = [
    ("A001", "AA", 0, 300),
    ("A002", "AA", 0, 90),
    ("A003", "AA", 0, 40),
    ("A004", "AA", 1, 110),
    ("A005", "AA", 1, 25),
    ("A006", "AA", 2, 60),
    ("A007", "AA", 2, 15),
    ("A008", "AA", 2, 10),
    ("B001", "BB", 3, 150),
    ("B002", "BB", 3, 100),
    ("B003", "BB", 3, 60),
    ("B004", "BB", 4, 30),
    ("B005", "BB", 4, 10),
];

/// Code, group, category, yearly amount in cents, share of the records in thousandths.
const BENEFITS: [(&str, &str, &str, u32, u64); 8] = [
    ("A1.01", "A1", "poverta", 120_000, 330),
    ("A1.05", "A1", "infanzia", 60_000, 200),
    ("A1.12", "A1", "casa", 240_000, 90),
    ("A2.03", "A2", "anziani", 310_000, 160),
    ("A2.12", "A2", "infanzia", 450_000, 110),
    ("A2.20", "A2", "disabilita", 700_000, 60),
    ("A3.01", "A3", "anziani", 1_500_000, 35),
    ("A3.04", "A3", "infanzia", 2_000_000, 15),
];

/// Chance that anybody can repeat.
struct Chance(u64);

fn small<T: TryFrom<u64>>(number: u64) -> T {
    T::try_from(number).ok().expect("the number is small")
}

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// A position, by shares in thousandths.
    fn by_share(&mut self, shares: impl Iterator<Item = u64>) -> usize {
        let mut left = self.below(1_000);
        for (n, share) in shares.enumerate() {
            if left < share {
                return n;
            }
            left -= share;
        }
        0
    }
}

fn reference() -> Reference {
    let place = |&(code, province, _, _): &(&str, &str, u16, u64)| Place {
        belfiore: code.to_owned(),
        istat: String::new(),
        name: code.to_owned(),
        province: province.to_owned(),
        province_name: province.to_owned(),
        region: "08".to_owned(),
        region_name: "Emilia-Romagna".to_owned(),
    };
    let mut places: Vec<Place> = COMUNI.iter().map(place).collect();
    places.push(Place {
        belfiore: String::new(),
        province: String::new(),
        region: String::new(),
        ..places[0].clone()
    });
    let mut ats: Vec<Option<u16>> = COMUNI.iter().map(|comune| Some(comune.2)).collect();
    ats.push(None);
    let residents = |share: u64| {
        let mut bands = [0; 24];
        bands[0] = small(share * 100);
        bands
    };
    let mut all: Vec<_> = COMUNI.iter().map(|comune| residents(comune.3)).collect();
    all.push([0; 24]);
    Reference {
        first_year: 2024,
        n_years: 1,
        last_months: vec![12],
        places,
        ats: (0..5)
            .map(|n| Ats {
                code: format!("T{n}"),
                name: format!("Ambito {n}"),
            })
            .collect(),
        ats_of_places: vec![ats],
        bodies: COMUNI
            .iter()
            .zip(0..)
            .map(|(comune, seat)| Body {
                code: format!("E{}", comune.0),
                name: comune.0.to_owned(),
                seat,
            })
            .collect(),
        benefits: BENEFITS
            .iter()
            .map(|&(code, group, category, _, _)| Benefit {
                code: code.to_owned(),
                name: code.to_owned(),
                group: group.to_owned(),
                category: category.to_owned(),
                istat_area: String::new(),
            })
            .collect(),
        cluster_bounds: vec![2_000, 8_000, 20_000],
        population: vec![Vintage {
            year: 2024,
            residents: all,
        }],
        coverage: Vec::new(),
    }
}

/// A district of `n_people`; `late` of a thousand records came only with this edition.
pub(crate) fn cube(n_people: u64, late: u64, secret: &Secret) -> Cube {
    let mut chance = Chance(7);
    let mut facts = Vec::new();
    for person in 0..n_people {
        let comune = chance.by_share(COMUNI.iter().map(|comune| comune.3));
        let mut numbers = [0; CODED_COLUMNS.len()];
        numbers[0] = if chance.below(100) < 58 { 2 } else { 1 };
        numbers[1] = [1, 1, 1, 1, 1, 1, 1, 1, 2, 3][small::<usize>(chance.below(10))];
        numbers[2] = small(1 + chance.below(12));
        for _ in 0..=chance.below(5) / 3 {
            let benefit = chance.by_share(BENEFITS.iter().map(|benefit| benefit.4));
            let first: u8 = small(1 + chance.below(12));
            let spread: u32 = small(50 + chance.below(60));
            let is_elsewhere = chance.below(50) == 0;
            let body = if is_elsewhere { 0 } else { comune };
            let is_late = chance.below(1_000) < 20;
            let fact = Fact {
                person,
                household: person,
                year: 2024,
                months: Months::range(first, 12),
                residence: small(comune as u64),
                body: small(body as u64),
                benefit: small(benefit as u64),
                traits: Traits::from_numbers(numbers).expect("every number means something"),
                // Half of the benefits are of a fixed amount, which everybody knows.
                total_cents: if benefit.is_multiple_of(2) {
                    BENEFITS[benefit].3
                } else {
                    BENEFITS[benefit].3 / 100 * spread
                },
                user_cents: 0,
                ssn_cents: 0,
                hours: 0,
            };
            if !is_late || late > 0 {
                facts.push(fact);
            }
        }
    }
    facts.sort_by_key(|fact| (fact.residence, fact.household, fact.person));
    let mut builder = FactsBuilder::new(2024, 1, |person| secret.record_key(person));
    for fact in &facts {
        builder.push(fact).expect("facts are in order");
    }
    Cube::new(reference(), builder.finish())
}
