//! Facts written and loaded a second, and bytes a fact on disk and in memory.
//!
//! `EDITION_FACTS=50000000 cargo bench -p pas-edition` for another size than two million facts;
//! `EDITION_THREADS` says how many threads decode.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::time::Instant;

use pas_cube::months::Months;
use pas_cube::reference::{Benefit, Body, Place};
use pas_cube::traits::CODED_COLUMNS;
use pas_cube::{Fact, Reference, Traits};
use pas_edition::{About, Access, Editions, Layout};

const N_PLACES: u16 = 7_904;
const N_BENEFITS: u8 = 90;

fn main() {
    let n_facts = from_environment("EDITION_FACTS", 2_000_000);
    let n_threads = usize::try_from(from_environment("EDITION_THREADS", 2)).unwrap_or(2);
    let data = tempfile::tempdir().expect("there is a folder for temporary files");
    let editions = Editions::below(data.path());
    let reference = reference();
    let begin = Instant::now();
    for row in 0..n_facts {
        std::hint::black_box(fact(row, n_facts));
    }
    let making = begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    let mut draft = editions
        .begin(&reference, about(), Layout::default())
        .expect("a build begins");
    for row in 0..n_facts {
        draft
            .push(&fact(row, n_facts))
            .expect("facts come in order");
    }
    let manifest = draft.finish().expect("a build ends");
    let writing = begin.elapsed().as_secs_f64();
    let n_bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    println!(
        "{n_facts} facts, {} people, {n_threads} threads decode",
        manifest.counts.people
    );
    line("write (making the facts: see below)", n_facts, writing);
    line("  of which making them", n_facts, making);
    println!("  on disk {:.2} bytes a fact", ratio(n_bytes, n_facts));
    let begin = Instant::now();
    let edition = editions
        .open(1, Access::InForce)
        .expect("the edition opens");
    let read = edition.reference().expect("the tables can be read");
    assert_eq!(read.places.len(), usize::from(N_PLACES));
    let facts = edition
        .facts(n_threads, low_bits)
        .expect("the facts can be read");
    line("load", n_facts, begin.elapsed().as_secs_f64());
    println!(
        "  in memory {:.2} bytes a fact",
        ratio(facts.n_bytes() as u64, n_facts)
    );
    let begin = Instant::now();
    edition.verify().expect("nobody has touched the files");
    line(
        "verify (SHA-256 of every file)",
        n_facts,
        begin.elapsed().as_secs_f64(),
    );
}

fn low_bits(person: u64) -> u16 {
    u16::try_from(person & 0xffff).unwrap_or(0)
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    let value = std::env::var(name).ok();
    value
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

#[expect(clippy::cast_precision_loss, reason = "a rate for a reader")]
fn ratio(a: u64, b: u64) -> f64 {
    a as f64 / b as f64
}

#[expect(clippy::cast_precision_loss, reason = "a rate for a reader")]
fn line(what: &str, n: u64, seconds: f64) {
    println!(
        "  {what:<38}{:>12.0} facts/s  {seconds:>8.2} s",
        n as f64 / seconds
    );
}

fn about() -> About {
    About {
        title: "Misura".to_owned(),
        source: "fatti inventati".to_owned(),
        data_version: "1".to_owned(),
        created: "2026-11-26T00:00:00Z".to_owned(),
        definitions: BTreeMap::new(),
    }
}

fn reference() -> Reference {
    let place = |n: u16| Place {
        belfiore: format!("Z{n}"),
        istat: format!("{n:06}"),
        name: format!("Prova {n}"),
        province: "PR".to_owned(),
        province_name: "Prova".to_owned(),
        region: format!("{:02}", n / 400 + 1),
        region_name: "Prova".to_owned(),
    };
    Reference {
        first_year: 2020,
        n_years: 5,
        last_months: vec![12; 5],
        places: (0..N_PLACES).map(place).collect(),
        ats: Vec::new(),
        ats_of_places: vec![vec![None; usize::from(N_PLACES)]; 5],
        bodies: (0..N_PLACES)
            .map(|n| Body {
                code: n.to_string(),
                name: format!("Comune di Prova {n}"),
                seat: n,
            })
            .collect(),
        benefits: (0..N_BENEFITS)
            .map(|n| Benefit {
                code: format!("A1.{n:02}"),
                name: format!("Prestazione {n}"),
                group: "A1".to_owned(),
                category: "prova".to_owned(),
                istat_area: "FAM".to_owned(),
            })
            .collect(),
        cluster_bounds: Vec::new(),
        population: Vec::new(),
        coverage: Vec::new(),
    }
}

fn chance(n: u64) -> u64 {
    let mut x = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 31;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 29
}

/// The facts of a person, three of them, in two years; two people a household.
fn fact(row: u64, n_facts: u64) -> Fact {
    let person = row / 3;
    let household = person / 2;
    let (of_row, of_person) = (chance(row), chance(person ^ 1 << 40));
    let below = |bits: u64, n: u64| u16::try_from(bits % n).unwrap_or(0);
    let residence = below(
        household * 6 * u64::from(N_PLACES) / (n_facts + 6),
        u64::from(N_PLACES),
    );
    let mut numbers = [0; CODED_COLUMNS.len()];
    for (n, (number, column)) in numbers.iter_mut().zip(CODED_COLUMNS).enumerate() {
        *number = u8::try_from((of_person >> (4 * n)) % column.values.len() as u64).unwrap_or(0);
    }
    let total = u32::from(below(of_row >> 8, 20_000)) * 50;
    Fact {
        person: household << 20 | person & 1,
        household,
        year: 2020 + below(row, 3).cast_signed(),
        months: if of_row & 1 == 0 {
            Months::ALL
        } else {
            Months::range(1, 1 + below(of_row >> 30, 12).to_le_bytes()[0])
        },
        residence,
        body: residence,
        benefit: u8::try_from(below(of_row >> 40, u64::from(N_BENEFITS))).unwrap_or(0),
        traits: Traits::from_numbers(numbers).expect("every number means something"),
        total_cents: total,
        user_cents: if of_row & 0b1100 == 0 { total / 5 } else { 0 },
        ssn_cents: 0,
        hours: if of_row & 0b11_0000 == 0 {
            below(of_row >> 50, 300)
        } else {
            0
        },
    }
}
