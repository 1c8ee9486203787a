//! `rsa/rsa_AAAA.xlsx`: the homes' days of presence and fees, one sheet a month.

use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Month;

use super::{MONTH_NAMES, Source, spent};
use crate::defect::Defect;
use crate::table::{Cell, Format, Row, RowKind, Sheet, Spoiler, Table};
use crate::world::grant::{Delivered, Grant};

const HEADINGS: [&str; 8] = [
    "Ospite",
    "C.F.",
    "Giorni presenza",
    "Retta giornaliera",
    "Totale retta",
    "Quota sanitaria",
    "Quota ospite",
    "Quota Comune",
];
const CF: usize = 1;
const AMOUNT: usize = 4;
const ENTE: usize = 7;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let months = (1..=12).filter_map(|number| Month::new(year, number));
    Table {
        office: Office::Rsa,
        name: format!("rsa/rsa_{year}.xlsx"),
        format: Format::Xlsx,
        sheets: months.map(|month| sheet(source, month)).collect(),
    }
}

fn sheet(source: &Source<'_>, month: Month) -> Sheet {
    let position = usize::try_from(month.number() - 1).unwrap_or(0);
    let name = format!("{} {}", MONTH_NAMES[position], month.year());
    let mut rows = vec![
        Row::title("Residenza Villa Modello (dimostrativa) - presenze e rette"),
        Row::header(&HEADINGS),
    ];
    let stays = source
        .world
        .elderly
        .iter()
        .filter(|grant| grant.benefit == "A3.02");
    rows.extend(stays.filter_map(|grant| {
        let delivered = grant.months.get(&month)?;
        Some(row(source, grant, month, *delivered))
    }));
    // The homes' files are made by a program: few defects, and not every month.
    let part = format!("rsa {month}");
    let n_flaws = source.n_flaws.min(1);
    let mut spoiler = Spoiler::new(source.seed, &part, &mut rows, n_flaws);
    match month.number() % 4 {
        0 => spoiler.rows(Defect::QuotasDoNotAddUp, Some(ENTE), |row| {
            let Cell::Amount(ente) = row.cells[ENTE] else {
                return false;
            };
            row.cells[ENTE] = Cell::Amount(ente + Money::from_cents(1_350));
            true
        }),
        1 => spoiler.codici_fiscali(CF),
        2 => spoiler.cells(Defect::FormulaErrorRow, AMOUNT, |_| Some(Cell::Failed)),
        _ => spoiler.amounts(AMOUNT),
    };
    add_total(&mut rows);
    Sheet { name, rows }
}

fn row(source: &Source<'_>, grant: &Grant, month: Month, delivered: Delivered) -> Row {
    let person = source.person(grant.person);
    let daily = Money::from_cents(delivered.amount.cents() / delivered.units.max(1));
    let cells = vec![
        Cell::text(person.full_name()),
        Cell::text(person.cf.as_str()),
        Cell::Number(delivered.units),
        Cell::Amount(daily),
        Cell::Amount(delivered.amount),
        Cell::Amount(delivered.ssn),
        Cell::Amount(delivered.user),
        Cell::Amount(delivered.amount - delivered.ssn - delivered.user),
    ];
    Row::data(grant.person, cells, source.oddities(grant.person, CF)).spending([spent(
        AMOUNT,
        grant.benefit,
        month.year(),
        delivered.amount,
    )])
}

fn add_total(rows: &mut Vec<Row>) {
    let fees = rows.iter().filter_map(|row| match row.cells.get(AMOUNT) {
        Some(Cell::Amount(amount)) => Some(*amount),
        _ => None,
    });
    let total: Money = fees.sum();
    let mut cells = vec![Cell::Empty; HEADINGS.len()];
    cells[0] = Cell::text("TOTALE");
    cells[AMOUNT] = Cell::Sum(format!("=SUM(E3:E{})", rows.len()), total);
    let mut row = Row::new(RowKind::Other, cells);
    row.flaw(None, Defect::TotalRow);
    rows.push(row);
}
