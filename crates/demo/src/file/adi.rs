//! `cooperativa/adi_AAAA.csv`: the cooperative's hours of integrated home care, month by month.

use pas_domain::office::Office;
use pas_domain::period::Month;

use super::{Source, spent};
use crate::defect::Defect;
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::grant::{Delivered, Grant};

const HEADINGS: [&str; 7] = [
    "Codice fiscale",
    "Assistito",
    "Mese",
    "Ore",
    "Importo",
    "Quota utente",
    "Quota SSN",
];
const CF: usize = 0;
const MONTH: usize = 2;
const AMOUNT: usize = 4;
const USER: usize = 5;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    for grant in source
        .world
        .elderly
        .iter()
        .filter(|grant| grant.benefit == "A2.08")
    {
        let delivered = grant
            .months
            .iter()
            .filter(|(month, _)| month.year() == year);
        rows.extend(delivered.map(|(month, delivered)| row(source, grant, *month, *delivered)));
    }
    rows.extend(after_death(source, year));
    let mut spoiler = Spoiler::new(
        source.seed,
        &format!("adi {year}"),
        &mut rows,
        source.n_flaws,
    );
    spoiler
        .codici_fiscali(CF)
        .amounts(AMOUNT)
        .cells(Defect::AmountDash, USER, |cell| match cell {
            Cell::Amount(amount) if amount.is_zero() => Some(Cell::text("-")),
            _ => None,
        })
        .rows(Defect::QuotasDoNotAddUp, Some(USER), |row| {
            let Cell::Amount(amount) = row.cells[AMOUNT] else {
                return false;
            };
            // User and health service together pay more than the whole.
            row.cells[USER] = Cell::Amount(amount);
            true
        })
        .cells(Defect::MonthByName, MONTH, by_name)
        .cells(Defect::FormulaErrorRow, AMOUNT, |_| Some(Cell::Failed))
        .duplicates()
        .interruptions("ATTENZIONE: ore da confermare con il responsabile del servizio");
    Table::csv(
        Office::Cooperativa,
        format!("cooperativa/adi_{year}.csv"),
        CsvStyle::italian(Encoding::Utf8),
        rows,
    )
}

fn row(source: &Source<'_>, grant: &Grant, month: Month, delivered: Delivered) -> Row {
    let person = source.person(grant.person);
    let hours = format!("{}:{:02}", delivered.minutes / 60, delivered.minutes % 60);
    let cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.full_name()),
        Cell::Text(format!("{:02}/{}", month.number(), month.year())),
        Cell::Text(hours),
        Cell::Amount(delivered.amount),
        Cell::Amount(delivered.user),
        Cell::Amount(delivered.ssn),
    ];
    let oddities = source.oddities(grant.person, CF);
    Row::data(grant.person, cells, oddities).spending([spent(
        AMOUNT,
        grant.benefit,
        month.year(),
        delivered.amount,
    )])
}

/// Hours that the cooperative wrote down for somebody who had died the month before.
fn after_death(source: &Source<'_>, year: i16) -> Vec<Row> {
    let home_care = source
        .world
        .elderly
        .iter()
        .filter(|grant| grant.benefit == "A2.08");
    let late = home_care.filter_map(|grant| {
        let person = source.person(grant.person);
        let death = person.deceased_on?;
        let month = Month::of(death).following();
        let (last, delivered) = grant.months.iter().next_back()?;
        let ended_with_death = last.following() == month && month.year() == year;
        (ended_with_death && person.in_registry).then(|| {
            let mut row = row(source, grant, month, *delivered);
            row.flaw(Some(MONTH), Defect::DeliveryAfterDeath);
            row
        })
    });
    late.take(2).collect()
}

/// `03/2024` as `mar-24`.
pub(super) fn by_name(cell: &Cell) -> Option<Cell> {
    let Cell::Text(text) = cell else { return None };
    let (number, year) = text.split_once('/')?;
    let position: usize = number.parse().ok()?;
    let name = super::MONTH_NAMES.get(position - 1)?.to_lowercase();
    Some(Cell::Text(format!("{}-{}", &name[..3], year.get(2..)?)))
}
