//! Rows read a second, CSV and XLSX, beside what merely splitting the same file costs.
//!
//! `cargo bench -p pas-intake`; a number as argument says how many rows.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use jiff::civil::{Date, date};
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::fact::StagedFact;
use pas_domain::office::Office;
use pas_intake::{FileSource, Layouts, Problem, ReadOptions, RowSeen, Sink, read_file};
use rust_xlsxwriter::Workbook;

const HEADER: [&str; 7] = [
    "CF alunno",
    "Alunno",
    "Protocollo",
    "Mese",
    "Pasti",
    "Costo",
    "Quota famiglia",
];

fn main() {
    let n_rows = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(200_000);
    let children = children(500);
    let rows: Vec<Vec<String>> = (0..n_rows).map(|row| cells(&children, row)).collect();

    let text: String = std::iter::once(HEADER.join(";"))
        .chain(rows.iter().map(|row| row.join(";")))
        .map(|line| line + "\r\n")
        .collect();
    report(
        "csv crate, cells split only",
        n_rows,
        &timed(|| split_with_csv(text.as_bytes())),
    );
    report(
        "pas-intake, CSV",
        n_rows,
        &timed(|| import("mensa.csv", text.as_bytes())),
    );

    let workbook = workbook(&rows);
    report(
        "calamine, XLSX cells only",
        n_rows,
        &timed(|| cells_with_calamine(&workbook)),
    );
    report(
        "pas-intake, XLSX",
        n_rows,
        &timed(|| import("mensa.xlsx", &workbook)),
    );
    if let Some(folder) = std::env::args()
        .skip_while(|argument| argument != "--keep")
        .nth(1)
    {
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join("mensa.csv"), &text).expect("a folder");
        std::fs::write(folder.join("mensa.xlsx"), &workbook).expect("a folder");
    }
}

/// Made-up children.
fn children(n: usize) -> Vec<String> {
    let born = |position: usize| -> Date {
        let day = i8::try_from(position % 28).unwrap_or(0) + 1;
        let month = i8::try_from(position / 28 % 12).unwrap_or(0) + 1;
        date(
            2016 + i16::try_from(position / 336).unwrap_or(0),
            month,
            day,
        )
    };
    (0..n)
        .map(|position| synthetic("Esempini", "Carla", born(position), Sex::Female, "A944"))
        .map(|cf| cf.expect("a made-up child has a code").as_str().to_owned())
        .collect()
}

fn cells(children: &[String], row: usize) -> Vec<String> {
    vec![
        children[row % children.len()].clone(),
        "Esempini Carla".to_owned(),
        format!("2024/{row}"),
        format!("{:02}/2024", row % 12 + 1),
        "20".to_owned(),
        format!("1.112,{:02}", row % 100),
        "40,00".to_owned(),
    ]
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0_u16..).zip(HEADER) {
        sheet.write_string(0, column, heading).expect("memory");
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell).expect("memory");
        }
    }
    workbook.save_to_buffer().expect("memory")
}

struct Counted(u64);

impl Sink for Counted {
    fn fact(&mut self, fact: StagedFact) {
        self.0 += std::hint::black_box(fact).origin.cells.len() as u64;
    }

    fn problem(&mut self, problem: Problem) {
        std::hint::black_box(problem);
    }

    fn row(&mut self, _row: &RowSeen<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

fn import(name: &str, bytes: &[u8]) -> u64 {
    let report = read_file(
        FileSource::from_bytes(name, bytes),
        Office::Scuola,
        &Layouts::builtin(),
        Catalogue::builtin(),
        &ReadOptions::on(date(2026, 11, 23)),
        &mut Counted(0),
    );
    report.expect("readable").tally.used
}

fn split_with_csv(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut n_rows = 0;
    while reader.read_record(&mut record).expect("sound") {
        std::hint::black_box(&record);
        n_rows += 1;
    }
    n_rows
}

fn cells_with_calamine(bytes: &[u8]) -> u64 {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("sound");
    let name = workbook.sheet_names().remove(0);
    let mut cells = workbook.worksheet_cells_reader(&name).expect("sound");
    let mut n_cells: u64 = 0;
    while let Some(cell) = cells.next_cell().expect("sound") {
        std::hint::black_box(cell);
        n_cells += 1;
    }
    n_cells / HEADER.len() as u64 - 1
}

/// The best of three runs, and the rows that each counted.
fn timed(run: impl Fn() -> u64) -> (Duration, u64) {
    let one = || {
        let started = Instant::now();
        let counted = run();
        (started.elapsed(), counted)
    };
    (0..3).map(|_| one()).min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn report(what: &str, n_rows: usize, (took, counted): &(Duration, u64)) {
    assert_eq!(*counted, n_rows as u64, "{what}");
    let per_second = u128::from(*counted) * 1_000_000 / took.as_micros().max(1);
    println!("{what:28} {n_rows:>9} rows in {took:>10.2?}  {per_second:>9} rows/s");
}
