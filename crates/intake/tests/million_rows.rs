//! A file of a million rows, made while it is read, needs no more memory than a small one.
//!
//! Alone in its program, because the peak is the program's. `PAS_SLOW_TESTS=1` reads the whole
//! million; without it a fifth, which says as much about memory.

use std::fmt::Write;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::time::Instant;

use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_domain::coded::Sex;
use pas_domain::codice_fiscale::synthetic;
use pas_domain::fact::StagedFact;
use pas_domain::office::Office;
use pas_intake::{FileSource, Layouts, Problem, ReadOptions, RowSeen, Sink, read_file};

/// A canteen's file that does not exist: each row is written when somebody reads it.
struct Canteen {
    child: String,
    n_rows: u32,
    row: u32,
    text: String,
    at: usize,
}

impl Canteen {
    fn new(n_rows: u32) -> Self {
        let born = date(2016, 5, 6);
        let child = synthetic("Esempini", "Carla", born, Sex::Female, "A944");
        Self {
            child: child
                .expect("a made-up child has a code")
                .as_str()
                .to_owned(),
            n_rows,
            row: 0,
            text: String::new(),
            at: 0,
        }
    }

    fn write_row(&mut self) {
        self.text.clear();
        self.at = 0;
        let (child, row) = (&self.child, self.row);
        if row == 0 {
            self.text
                .push_str("CF alunno;Alunno;Protocollo;Mese;Pasti;Costo;Quota famiglia\r\n");
        } else {
            let (month, cents) = (row % 12 + 1, row % 100);
            // One row in a thousand has no codice fiscale.
            let child = if row.is_multiple_of(1000) { "" } else { child };
            let _ = write!(
                self.text,
                "{child};Esempini Carla;P/{row};{month:02}/2024;20;112,{cents:02};40,00\r\n"
            );
        }
        self.row += 1;
    }
}

impl Read for Canteen {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.text.len() {
            if self.row > self.n_rows {
                return Ok(0);
            }
            self.write_row();
        }
        let rest = &self.text.as_bytes()[self.at..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        Ok(n)
    }
}

impl Seek for Canteen {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match to {
            SeekFrom::Start(0) => {
                (self.row, self.at) = (0, 0);
                self.text.clear();
                Ok(0)
            }
            _ => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Counts and forgets.
#[derive(Default)]
struct Counted {
    facts: u64,
    problems: u64,
    rows: u64,
}

impl Sink for Counted {
    fn fact(&mut self, _fact: StagedFact) {
        self.facts += 1;
    }

    fn problem(&mut self, _problem: Problem) {
        self.problems += 1;
    }

    fn row(&mut self, _row: &RowSeen<'_>) -> ControlFlow<()> {
        self.rows += 1;
        ControlFlow::Continue(())
    }
}

/// The program's peak memory so far, in kB; `None` where the system does not say.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn read(n_rows: u32) -> Counted {
    let mut counted = Counted::default();
    let report = read_file(
        FileSource::new("mensa_2024.csv", Canteen::new(n_rows)),
        Office::Scuola,
        &Layouts::builtin(),
        Catalogue::builtin(),
        &ReadOptions::on(date(2026, 11, 23)),
        &mut counted,
    )
    .expect("readable");
    let tally = report.tally;
    assert!(tally.is_balanced());
    assert_eq!(tally.read, u64::from(n_rows));
    assert_eq!(tally.set_aside, u64::from(n_rows / 1000));
    assert_eq!(
        (counted.facts, counted.problems),
        (3 * tally.used, tally.set_aside)
    );
    counted
}

#[test]
fn a_million_rows_need_no_more_memory_than_a_few() {
    let n_rows = if std::env::var_os("PAS_SLOW_TESTS").is_some() {
        1_000_000
    } else {
        200_000
    };
    read(5_000);
    let before = peak_kb();
    let started = Instant::now();
    let counted = read(n_rows);
    let took = started.elapsed();
    println!("{} rows in {took:.1?}", counted.rows);
    let (Some(before), Some(after)) = (before, peak_kb()) else {
        println!("peak memory not known on this system: not checked");
        return;
    };
    let grown = after - before;
    // The fingerprints by which repeated rows are found: 17 bytes a place, at most twice the places
    // while they move to a larger table three times over.
    let allowed = u64::from(n_rows) * 110 / 1024 + 8 * 1024;
    println!("peak memory {before} kB, then {after} kB: {grown} kB more, {allowed} kB allowed");
    assert!(grown < allowed, "{grown} kB more for {n_rows} rows");
}
