//! What the page of a file just dropped shows, and the rows that go back to the office.

use pas_catalogue::Catalogue;
use pas_domain::office::Office;
use pas_intake::{
    CellState, FileSource, Layouts, Preview, ReadOptions, RowChoice, RowState, preview,
    write_set_aside_csv,
};

use crate::support::{TODAY, anna, bruno, read, rows, text};

/// A title, a header, and four rows: sound, repaired, left out, set aside; then a total.
fn file() -> Vec<u8> {
    let lines = rows(&[
        "Contributi 2024".to_owned(),
        "C.F.|Cognome|Nome|Codice|Note|Protocollo|Data mandato|Importo|In carico|Area".to_owned(),
        format!("{}|Provaldi|Anna|A1.04|x|1|01/03/2024|100|Sì|3", anna()),
        format!("{}|Provaldi|Anna|A1.04|x|2|01/03/2024|€ 100|Sì|3", anna()),
        format!(
            "{}|Esempini|Bruno|A1.04|x|3|01/03/2024|100|forse|3",
            bruno()
        ),
        format!(
            "{}|Esempini|Bruno|A1.04|=1+1|4|30/02/2024|100|Sì|3",
            bruno()
        ),
        "TOTALE|||||||400||".to_owned(),
    ]);
    text(&lines, ";", "\r\n").into_bytes()
}

fn show(choice: &RowChoice) -> Preview {
    let bytes = file();
    preview(
        FileSource::from_bytes("contributi.csv", &bytes),
        Office::Contributi,
        &Layouts::builtin(),
        Catalogue::builtin(),
        &ReadOptions::on(TODAY),
        choice,
    )
    .expect("readable")
}

#[test]
fn the_sheet_is_shown_with_what_happened_to_each_cell() {
    let shown = show(&RowChoice::First(100));
    let [sheet] = shown.sheets.as_slice() else {
        panic!("one sheet");
    };
    let states: Vec<RowState> = sheet.rows.iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            RowState::Title,
            RowState::Header,
            RowState::Used,
            RowState::Used,
            RowState::Used,
            RowState::SetAside,
            RowState::NotData,
        ]
    );
    let cell = |row: usize, column: usize| sheet.rows[row].cells[column].state;
    for (row, column, state) in [
        (0, 0, CellState::Frame),
        (1, 3, CellState::Frame),
        (2, 0, CellState::Used),
        (2, 4, CellState::NotRead),
        (3, 7, CellState::Repaired),
        (4, 8, CellState::LeftOut),
        (5, 6, CellState::Culprit),
        (5, 0, CellState::InSetAsideRow),
        (6, 7, CellState::NotRead),
    ] {
        assert_eq!(cell(row, column), state, "row {row}, column {column}");
    }
    assert_eq!(sheet.n_columns, 10);
    assert_eq!(sheet.rows[5].problems.len(), 1);
}

#[test]
fn rows_are_chosen_and_counts_are_of_the_whole_file() {
    for (choice, numbers) in [
        (RowChoice::First(2), vec![1, 2]),
        (RowChoice::WithProblems(10), vec![1, 2, 4, 5, 6, 7]),
        (RowChoice::WithProblems(1), vec![1, 2, 4]),
        (
            RowChoice::From {
                sheet: String::new(),
                row: 5,
                count: 2,
            },
            vec![2, 5, 6],
        ),
    ] {
        let shown = show(&choice);
        let found: Vec<u32> = shown.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(found, numbers, "{choice:?}");
        let tally = shown.report.tally;
        assert_eq!(
            (tally.read, tally.used, tally.repaired, tally.set_aside),
            (5, 3, 1, 2)
        );
    }
}

#[test]
fn rows_set_aside_go_back_in_the_office_s_own_layout() {
    let bytes = file();
    let mut out = Vec::new();
    write_set_aside_csv(
        FileSource::from_bytes("contributi.csv", &bytes),
        Office::Contributi,
        &Layouts::builtin(),
        Catalogue::builtin(),
        &ReadOptions::on(TODAY),
        &mut out,
    )
    .expect("readable");
    let text = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("C.F.;Cognome;") && lines[0].contains(";Problema;"));
    assert!(lines[1].contains("non esiste nel calendario") && lines[1].ends_with(";6"));
    assert!(lines[1].contains(";'=1+1;"), "a formula comes back as text");

    // Corrected, the file is read as it is, added columns and all.
    let corrected = text.replace("30/02/2024", "28/02/2024");
    let (report, got) =
        read("ritorno.csv", corrected.as_bytes(), Office::Contributi).expect("readable");
    assert_eq!((report.tally.used, got.problems.len()), (1, 0));
}
