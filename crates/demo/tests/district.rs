//! The district is the same for the same seed, and its files hold what its truth says.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use pas_demo::{Defect, District, OfficeFile, Outcome, Scale, accounts, generate};
use pas_domain::actor::Role;
use pas_domain::money::Money;
use pas_domain::office::Office;

/// The benefits of the district. Source: the six of the webinar's tutorials and seven more.
const BENEFITS: [&str; 12] = [
    "A1.04", "A1.05.01", "A1.06", "A1.07", "A1.14", "A1.22", "A2.07", "A2.08", "A2.12", "A2.16",
    "A3.02", "A3.04",
];

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, again, other) = (
        generate(1, Scale::Small),
        generate(1, Scale::Small),
        generate(2, Scale::Small),
    );
    assert_eq!(one.files, again.files);
    let names = |district: &District| -> Vec<String> {
        district
            .files
            .iter()
            .map(|file| file.name.clone())
            .collect()
    };
    assert_eq!(names(&one), names(&other));
    let n_equal = one
        .files
        .iter()
        .zip(&other.files)
        .filter(|(a, b)| a.bytes == b.bytes);
    // Only the ente presents itself in the same way.
    assert_eq!(n_equal.count(), 1);
}

#[test]
fn every_defect_occurs() {
    for scale in [Scale::Small, Scale::Full] {
        let truth = generate(1, scale).truth;
        let missing: Vec<&Defect> = Defect::ALL
            .iter()
            .filter(|defect| truth.n_flaws(**defect) == 0)
            .collect();
        assert!(missing.is_empty(), "{scale:?}: {missing:?}");
    }
}

#[test]
fn the_district_is_as_large_as_it_says() {
    let truth = generate(1, Scale::Full).truth;
    assert!(
        (3_200..3_800).contains(&truth.n_people),
        "{}",
        truth.n_people
    );
    assert!(
        (2_300..2_800).contains(&truth.n_beneficiaries),
        "{}",
        truth.n_beneficiaries
    );
    assert!(truth.n_needing_sina >= 120, "{}", truth.n_needing_sina);
    assert!(
        (50..90).contains(&truth.n_with_sinba),
        "{}",
        truth.n_with_sinba
    );
    let totals = truth.totals();
    for benefit in BENEFITS {
        for year in 2023..=2025 {
            let total = totals.get(&(benefit.to_owned(), year)).copied();
            assert!(total.is_some_and(Money::is_positive), "{benefit} {year}");
        }
    }
}

/// Most rows are right: what is held back is a small part of what is spent.
#[test]
fn most_of_the_money_is_in_rows_without_a_question() {
    let truth = generate(1, Scale::Full).truth;
    let held_back: Money = truth
        .files
        .iter()
        .flat_map(|file| file.held_back.values())
        .copied()
        .sum();
    let whole: Money = truth.totals().values().copied().sum();
    assert!(
        held_back.cents() * 100 < whole.cents() * 6,
        "{held_back} of {whole}"
    );
}

#[test]
fn every_row_is_accounted_for() {
    let district = generate(3, Scale::Small);
    for (file, truth) in district.files.iter().zip(&district.truth.files) {
        assert_eq!((&file.name, file.office), (&truth.name, truth.office));
        assert!(
            file.name.starts_with(&format!("{}/", folder(file))),
            "{}",
            file.name
        );
        let counted = truth.n_used + truth.n_set_aside + truth.n_not_data;
        assert_eq!(truth.n_read, counted, "{}", file.name);
        assert_eq!(truth.n_read, n_rows_below_headers(file), "{}", file.name);
        let n_set_aside = rows_with(district.truth.file(&file.name), Outcome::SetAside);
        assert_eq!(truth.n_set_aside, n_set_aside, "{}", file.name);
    }
}

/// The folder is the office's.
fn folder(file: &OfficeFile) -> &'static str {
    file.office.name()
}

fn rows_with(truth: Option<&pas_demo::FileTruth>, outcome: Outcome) -> u64 {
    let flaws = truth.into_iter().flat_map(|truth| &truth.flaws);
    let rows: BTreeSet<(&str, u32)> = flaws
        .filter(|flaw| flaw.defect.outcome() == outcome)
        .map(|flaw| (flaw.sheet.as_str(), flaw.row))
        .collect();
    u64::try_from(rows.len()).expect("few rows")
}

/// Counts the rows in the bytes, knowing only on which row each office's header stands.
fn n_rows_below_headers(file: &OfficeFile) -> u64 {
    let n_above = match file.office {
        Office::Anziani if extension(file) == "xlsx" => 4,
        Office::Rsa => 2,
        _ => 1,
    };
    let sheets = if extension(file) == "csv" {
        vec![text_rows(&file.bytes)]
    } else {
        workbook_rows(&file.bytes)
    };
    let filled = |rows: &Vec<bool>| rows.iter().skip(n_above).filter(|filled| **filled).count();
    let n_rows: usize = sheets.iter().map(filled).sum();
    u64::try_from(n_rows).expect("few rows")
}

fn extension(file: &OfficeFile) -> &str {
    file.name.rsplit('.').next().unwrap_or_default()
}

/// For each line whether something stands in it.
fn text_rows(bytes: &[u8]) -> Vec<bool> {
    let text = decoded(bytes);
    let is_filled = |line: &str| line.chars().any(|letter| !";,\t\"".contains(letter));
    text.lines().map(is_filled).collect()
}

fn decoded(bytes: &[u8]) -> String {
    match (bytes, std::str::from_utf8(bytes)) {
        ([0xff, 0xfe, rest @ ..], _) => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            String::from_utf16(&units.collect::<Vec<u16>>()).expect("UTF-16")
        }
        (_, Ok(text)) => text.to_owned(),
        // Windows-1252: for counting rows any reading of its letters will do.
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// For each sheet and row whether something stands in it.
fn workbook_rows(bytes: &[u8]) -> Vec<Vec<bool>> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets = workbook.worksheets();
    let rows = |range: &calamine::Range<Data>| -> Vec<bool> {
        let filled = |cells: &[Data]| cells.iter().any(|cell| *cell != Data::Empty);
        range.rows().map(filled).collect()
    };
    sheets.iter().map(|(_, range)| rows(range)).collect()
}

#[test]
fn encodings_and_errors_are_as_offices_send_them() {
    let district = generate(1, Scale::Small);
    let bytes = |name: &str| {
        let file = district.files.iter().find(|file| file.name == name);
        &file.expect(name).bytes
    };
    assert!(bytes("scuola/mensa_2024.csv").starts_with(b"\xff\xfe"));
    assert!(bytes("isee/dsu_2024.csv").starts_with(b"\xef\xbb\xbf"));
    assert!(std::str::from_utf8(bytes("anagrafe/anagrafe.csv")).is_err());
    assert!(std::str::from_utf8(bytes("cooperativa/adi_2024.csv")).is_ok());
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes("anziani/anziani_2024.xlsx").clone()))
            .expect("a workbook");
    let sheet = workbook
        .worksheet_range("Anno 2024")
        .expect("the sheet of the year");
    let cells: Vec<&Data> = sheet.rows().flatten().collect();
    assert!(cells.iter().any(|cell| matches!(cell, Data::Error(_))));
    assert!(cells.iter().any(|cell| matches!(cell, Data::DateTime(_))));
}

#[test]
fn each_role_has_an_account() {
    let roles: Vec<Role> = accounts().iter().map(|account| account.role).collect();
    assert_eq!(roles, Role::ALL);
}
