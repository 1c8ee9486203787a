//! `minori/affido_AAAA.xlsx`: children in foster care and what their carers get each month.

use jiff::civil::date;
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, Period, italian_date};

use super::{Source, months_of, spent};
use crate::defect::Defect;
use crate::table::{Cell, Format, Row, RowKind, Sheet, Spoiler, Table};
use crate::world::children::Foster;

const HEADINGS: [&str; 9] = [
    "Codice fiscale minore",
    "Cognome e nome",
    "Affidatario",
    "CF affidatario",
    "Prot.",
    "Dal",
    "Al",
    "Importo mensile",
    "Presa in carico",
];
const CF: usize = 0;
const CARER_CF: usize = 3;
const START: usize = 5;
const END: usize = 6;
const AMOUNT: usize = 7;
const CARE: usize = 8;

/// The file of `year`: a row for each stretch of months with the same amount.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    for placement in &source.world.foster {
        rows.extend(rows_of(source, placement, year));
    }
    spoil(source, &mut rows, year);
    add_total(&mut rows);
    Table {
        office: Office::Minori,
        name: format!("minori/affido_{year}.xlsx"),
        format: Format::Xlsx,
        sheets: vec![Sheet {
            name: "Affidi".to_owned(),
            rows,
        }],
    }
}

fn rows_of(source: &Source<'_>, placement: &Foster, year: i16) -> Vec<Row> {
    let mut stretches: Vec<(Month, Month, Money)> = Vec::new();
    for month in months_of(&placement.grant, year) {
        let amount = placement.grant.months[&month].amount;
        match stretches.last_mut() {
            Some((_, last, same)) if *same == amount && last.following() == month => *last = month,
            _ => stretches.push((month, month, amount)),
        }
    }
    let rows = stretches.into_iter().filter_map(|(first, last, amount)| {
        let grant = &placement.grant;
        let start = grant.start.max(first.first_day());
        let end = grant
            .end
            .map_or(last.last_day(), |end| end.min(last.last_day()));
        Some(row(source, placement, Period::new(start, end)?, amount))
    });
    rows.collect()
}

fn row(source: &Source<'_>, placement: &Foster, period: Period, monthly: Money) -> Row {
    let grant = &placement.grant;
    let child = source.person(grant.person);
    let carer = source.person(placement.carer);
    let cells = vec![
        Cell::text(child.cf.as_str()),
        Cell::text(child.full_name()),
        Cell::text(carer.full_name()),
        Cell::text(carer.cf.as_str()),
        Cell::text(grant.protocol.clone()),
        Cell::Day(period.start()),
        Cell::Day(period.end()),
        Cell::Amount(monthly),
        Cell::text("Sì"),
    ];
    let n_months = i64::try_from(period.months().count()).unwrap_or(0);
    let total = Money::from_cents(monthly.cents() * n_months);
    let year = period.start().year();
    Row::data(grant.person, cells, source.oddities(grant.person, CF))
        .spending([spent(AMOUNT, "A1.22", year, total)])
}

fn spoil(source: &Source<'_>, rows: &mut Vec<Row>, year: i16) {
    let n_flaws = source.n_flaws.min(1);
    let mut spoiler = Spoiler::new(source.seed, &format!("affido {year}"), rows, n_flaws);
    spoiler
        .rows(Defect::CfOfFosterParent, Some(CF), |row| {
            row.cells[CF] = row.cells[CARER_CF].clone();
            true
        })
        .cells(Defect::EndBeforeStart, END, |_| {
            Some(Cell::Day(date(year - 1, 11, 30)))
        })
        .cells(Defect::DateImpossible, START, |_| {
            Some(Cell::Text(format!("30/02/{year}")))
        })
        .cells(Defect::DateWithDots, END, |cell| match cell {
            Cell::Day(day) => Some(Cell::Text(italian_date(*day).replace('/', "."))),
            _ => None,
        })
        .cells(Defect::CareUnknown, CARE, |_| Some(Cell::text("?")))
        .cells(Defect::CfLowerSpaced, CF, |cell| {
            crate::table::with_text(cell, crate::cf::spaced)
        });
}

fn add_total(rows: &mut Vec<Row>) {
    let monthly = rows.iter().filter_map(|row| match row.cells.get(AMOUNT) {
        Some(Cell::Amount(amount)) => Some(*amount),
        _ => None,
    });
    let total: Money = monthly.sum();
    let mut cells = vec![Cell::Empty; HEADINGS.len()];
    cells[1] = Cell::text("TOTALE");
    cells[AMOUNT] = Cell::Sum(format!("=SUM(H2:H{})", rows.len()), total);
    let mut row = Row::new(RowKind::Other, cells);
    row.flaw(None, Defect::TotalRow);
    rows.push(row);
}
