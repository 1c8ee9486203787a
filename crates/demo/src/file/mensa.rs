//! `scuola/mensa_AAAA.csv`: school meals, one row a child and month, as Excel's Unicode text.

use pas_domain::office::Office;
use pas_domain::period::Month;

use super::{Source, spent};
use crate::defect::Defect;
use crate::table::{Cell, CsvStyle, Encoding, Row, RowKind, Spoiler, Table};
use crate::world::grant::{Delivered, Grant};

const HEADINGS: [&str; 7] = [
    "CF alunno",
    "Alunno",
    "Protocollo",
    "Mese",
    "Pasti",
    "Costo",
    "Quota famiglia",
];
const CF: usize = 0;
const MONTH: usize = 3;
const AMOUNT: usize = 5;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    for grant in &source.world.canteen {
        let delivered = grant
            .months
            .iter()
            .filter(|(month, _)| month.year() == year);
        rows.extend(delivered.map(|(month, delivered)| row(source, grant, *month, *delivered)));
    }
    let mut spoiler = Spoiler::new(
        source.seed,
        &format!("mensa {year}"),
        &mut rows,
        source.n_flaws,
    );
    spoiler
        .codici_fiscali(CF)
        .amounts(AMOUNT)
        .cells(Defect::MonthByName, MONTH, super::adi::by_name)
        .cells(Defect::FormulaErrorRow, AMOUNT, |_| Some(Cell::Failed))
        .duplicates();
    add_total(&mut rows);
    let style = CsvStyle {
        separator: '\t',
        ..CsvStyle::italian(Encoding::Utf16)
    };
    Table::csv(
        Office::Scuola,
        format!("scuola/mensa_{year}.csv"),
        style,
        rows,
    )
}

fn row(source: &Source<'_>, grant: &Grant, month: Month, delivered: Delivered) -> Row {
    let person = source.person(grant.person);
    let cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.full_name()),
        Cell::text(grant.protocol.clone()),
        Cell::Text(format!("{:02}/{}", month.number(), month.year())),
        Cell::Number(delivered.units),
        Cell::Amount(delivered.amount),
        Cell::Amount(delivered.user),
    ];
    Row::data(grant.person, cells, source.oddities(grant.person, CF)).spending([spent(
        AMOUNT,
        grant.benefit,
        month.year(),
        delivered.amount,
    )])
}

fn add_total(rows: &mut Vec<Row>) {
    let costs = rows.iter().filter_map(|row| match row.cells.get(AMOUNT) {
        Some(Cell::Amount(amount)) => Some(*amount),
        _ => None,
    });
    let total = costs.sum();
    let mut cells = vec![Cell::Empty; HEADINGS.len()];
    cells[1] = Cell::text("TOTALE");
    cells[AMOUNT] = Cell::Amount(total);
    let mut row = Row::new(RowKind::Other, cells);
    row.flaw(None, Defect::TotalRow);
    rows.push(row);
}
