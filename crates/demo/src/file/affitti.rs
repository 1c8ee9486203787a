//! `contributi/affitti_AAAA.csv`: contributions to rents (A1.05.01), exported from another program.

use pas_domain::office::Office;

use super::{Source, spent};
use crate::defect::Defect;
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::grant::Rent;

const HEADINGS: [&str; 7] = [
    "codice_fiscale",
    "nominativo",
    "protocollo",
    "dal",
    "al",
    "importo_totale",
    "data_pagamento",
];
const CF: usize = 0;
const START: usize = 3;
const END: usize = 4;
const AMOUNT: usize = 5;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let rents = source.world.rents.iter();
    rows.extend(
        rents
            .filter(|rent| rent.period.start().year() == year)
            .map(|rent| row(source, rent)),
    );
    let n_flaws = source.n_flaws.min(2);
    let mut spoiler = Spoiler::new(source.seed, &format!("affitti {year}"), &mut rows, n_flaws);
    spoiler
        .codici_fiscali(CF)
        .rows(Defect::EndBeforeStart, Some(END), |row| {
            row.cells.swap(START, END);
            true
        })
        .duplicates();
    let style = CsvStyle {
        separator: ',',
        encoding: Encoding::Utf8,
        quoted: true,
        international: true,
    };
    Table::csv(
        Office::Contributi,
        format!("contributi/affitti_{year}.csv"),
        style,
        rows,
    )
}

fn row(source: &Source<'_>, rent: &Rent) -> Row {
    let person = source.person(rent.person);
    let cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.full_name()),
        Cell::text(rent.protocol.clone()),
        Cell::Day(rent.period.start()),
        Cell::Day(rent.period.end()),
        Cell::Amount(rent.total),
        Cell::Day(rent.paid_on),
    ];
    let year = rent.period.start().year();
    Row::data(rent.person, cells, source.oddities(rent.person, CF))
        .spending([spent(AMOUNT, "A1.05.01", year, rent.total)])
}
