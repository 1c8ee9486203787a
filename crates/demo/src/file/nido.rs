//! `scuola/nido_AAAA.ods`: contributions to nursery fees, one column a month.

use pas_domain::money::Money;
use pas_domain::office::Office;

use super::{Source, months_of, spent};
use crate::defect::Defect;
use crate::table::{Cell, Format, Row, RowKind, Sheet, Spoiler, Table};
use crate::world::grant::Grant;

const HEADINGS: [&str; 15] = [
    "CF bambino",
    "Bambino",
    "Prot.",
    "GEN",
    "FEB",
    "MAR",
    "APR",
    "MAG",
    "GIU",
    "LUG",
    "AGO",
    "SET",
    "OTT",
    "NOV",
    "DIC",
];
const CF: usize = 0;
const FIRST_MONTH: usize = 3;

/// The file of `year`: a row for each child and school year.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let nursery = source.world.nursery.iter();
    rows.extend(nursery.filter_map(|grant| row(source, grant, year)));
    let n_flaws = source.n_flaws.min(2);
    let mut spoiler = Spoiler::new(source.seed, &format!("nido {year}"), &mut rows, n_flaws);
    spoiler
        .codici_fiscali(CF)
        .amounts(FIRST_MONTH + 9)
        .cells(Defect::FormulaErrorCell, FIRST_MONTH + 10, |cell| {
            matches!(cell, Cell::Amount(_)).then_some(Cell::Failed)
        })
        .cells(Defect::AmountDash, FIRST_MONTH + 7, |cell| {
            matches!(cell, Cell::Empty).then(|| Cell::text("-"))
        })
        .interruptions("(in attesa di graduatoria definitiva)");
    add_total(&mut rows);
    Table {
        office: Office::Scuola,
        name: format!("scuola/nido_{year}.ods"),
        format: Format::Ods,
        sheets: vec![Sheet {
            name: format!("Nido {year}"),
            rows,
        }],
    }
}

fn row(source: &Source<'_>, grant: &Grant, year: i16) -> Option<Row> {
    let person = source.person(grant.person);
    let mut cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.full_name()),
        Cell::text(grant.protocol.clone()),
    ];
    cells.resize(HEADINGS.len(), Cell::Empty);
    let mut row = Row::data(grant.person, cells, source.oddities(grant.person, CF));
    for month in months_of(grant, year) {
        let column = FIRST_MONTH + usize::try_from(month.number() - 1).unwrap_or(0);
        let amount = grant.months[&month].amount;
        row.cells[column] = Cell::Amount(amount);
        row.spent.push(spent(column, grant.benefit, year, amount));
    }
    (!row.spent.is_empty()).then_some(row)
}

fn add_total(rows: &mut Vec<Row>) {
    let mut cells = vec![Cell::Empty; HEADINGS.len()];
    cells[1] = Cell::text("TOTALE");
    for (column, cell) in cells.iter_mut().enumerate().skip(FIRST_MONTH) {
        let fees = rows.iter().filter_map(|row| match row.cells.get(column) {
            Some(Cell::Amount(amount)) => Some(*amount),
            _ => None,
        });
        *cell = Cell::Amount(fees.sum::<Money>());
    }
    let mut row = Row::new(RowKind::Other, cells);
    row.flaw(None, Defect::TotalRow);
    rows.push(row);
}
