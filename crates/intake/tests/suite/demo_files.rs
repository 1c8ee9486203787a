//! The demonstration's files, read and compared with what is known to be true of them.

use std::sync::OnceLock;

use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_demo::{District, FileTruth, FlawTruth, OfficeFile, Outcome as Expected, Scale, generate};
use pas_intake::{Collected, FileReport, FileSource, Layouts, Outcome, ReadOptions, read_file};

fn read(file: &OfficeFile) -> (FileReport, Collected) {
    let mut got = Collected::default();
    let report = read_file(
        FileSource::from_bytes(file.name.as_str(), &file.bytes),
        file.office,
        &Layouts::builtin(),
        Catalogue::builtin(),
        &ReadOptions::on(date(2026, 11, 23)),
        &mut got,
    );
    (
        report.expect("every file of the demonstration is readable"),
        got,
    )
}

/// The district is made and read once for all tests.
fn each_file(check: impl Fn(&FileTruth, &FileReport, &Collected)) {
    static FILES: OnceLock<Vec<(FileTruth, FileReport, Collected)>> = OnceLock::new();
    let files = FILES.get_or_init(|| {
        let District { files, truth } = generate(11, Scale::Small);
        let read = files.iter().map(|file| {
            let (report, got) = read(file);
            let truth = truth.file(&file.name).expect("each file has its truth");
            (truth.clone(), report, got)
        });
        read.collect()
    });
    assert!(!files.is_empty());
    for (truth, report, got) in files {
        check(truth, report, got);
    }
}

#[test]
fn every_row_is_accounted_for_as_the_truth_says() {
    each_file(|truth, report, got| {
        let found = report.tally;
        assert!(found.is_balanced(), "{}", truth.name);
        assert_eq!(
            (found.read, found.used, found.not_data),
            (truth.n_read, truth.n_used, truth.n_not_data),
            "{}: read, used, no data",
            truth.name
        );
        assert_eq!(
            found.set_aside - found.not_data,
            truth.n_set_aside,
            "{}: set aside",
            truth.name
        );
        assert_eq!(found.facts, got.facts.len() as u64);
    });
}

#[test]
fn every_defect_has_the_outcome_that_the_truth_says() {
    each_file(|truth, _, got| {
        for flaw in &truth.flaws {
            let outcomes = outcomes_at(flaw, got);
            let is_right = match flaw.defect.outcome() {
                Expected::Repaired => outcomes.contains(&Outcome::Repaired),
                Expected::SetAside => outcomes.contains(&Outcome::SetAside),
                Expected::NotData => outcomes.contains(&Outcome::NotData),
                Expected::CellLeftOut => outcomes.contains(&Outcome::CellLeftOut),
                Expected::Accepted | Expected::HeldBack => !outcomes.contains(&Outcome::SetAside),
                Expected::Blank => outcomes.is_empty(),
            };
            assert!(
                is_right,
                "{} {} row {}: {:?} gave {outcomes:?}",
                truth.name, flaw.sheet, flaw.row, flaw.defect
            );
        }
    });
}

#[test]
fn nothing_is_said_of_rows_without_a_defect() {
    each_file(|truth, _, got| {
        for problem in &got.problems {
            let is_known =
                |flaw: &FlawTruth| flaw.sheet == problem.sheet && flaw.row == problem.row;
            assert!(
                truth.flaws.iter().any(is_known),
                "{} {} row {}: {}",
                truth.name,
                problem.sheet,
                problem.row,
                problem.code
            );
        }
    });
}

#[test]
fn every_fact_names_the_cells_that_it_came_from() {
    each_file(|truth, _, got| {
        for staged in &got.facts {
            let origin = &staged.origin;
            assert!(origin.row > 1, "{}", truth.name);
            assert!(
                !origin.cells.is_empty(),
                "{} row {}",
                truth.name,
                origin.row
            );
            for cell in &origin.cells {
                assert!(
                    !cell.column.is_empty() && !cell.heading.is_empty(),
                    "{}",
                    truth.name
                );
            }
        }
    });
}

fn outcomes_at(flaw: &FlawTruth, got: &Collected) -> Vec<Outcome> {
    got.problems
        .iter()
        .filter(|problem| problem.sheet == flaw.sheet && problem.row == flaw.row)
        .map(|problem| problem.outcome)
        .collect()
}
