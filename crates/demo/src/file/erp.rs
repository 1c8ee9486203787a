//! `casa/erp_AAAA.csv`: public housing, what each tenant saves in the year.

use jiff::civil::date;
use pas_domain::office::Office;

use super::{Source, spent, total_of, within_year};
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::grant::Grant;

const HEADINGS: [&str; 7] = [
    "CF",
    "Nominativo",
    "Alloggio",
    "Protocollo",
    "Dal",
    "Al",
    "Totale annuo",
];
const CF: usize = 0;
const START: usize = 4;
const AMOUNT: usize = 6;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let housing = source.world.housing.iter().enumerate();
    rows.extend(housing.filter_map(|(number, grant)| row(source, number, grant, year)));
    let n_flaws = source.n_flaws.min(3);
    let mut spoiler = Spoiler::new(source.seed, &format!("erp {year}"), &mut rows, n_flaws);
    spoiler
        .codici_fiscali(CF)
        .amounts(AMOUNT)
        .days(START)
        .interruptions("ALLOGGI DI RISERVA");
    Table::csv(
        Office::Casa,
        format!("casa/erp_{year}.csv"),
        CsvStyle::italian(Encoding::Windows1252),
        rows,
    )
}

fn row(source: &Source<'_>, number: usize, grant: &Grant, year: i16) -> Option<Row> {
    let (start, end) = within_year(grant.start, grant.end, year);
    let total = total_of(grant, year);
    if start > date(year, 12, 31) || !total.is_positive() {
        return None;
    }
    let person = source.person(grant.person);
    let cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.full_name()),
        Cell::Text(format!(
            "Via dell'Esempio {}, int. {}",
            number / 8 + 1,
            number % 8 + 1
        )),
        Cell::text(grant.protocol.clone()),
        Cell::Day(start),
        Cell::Day(end),
        Cell::Amount(total),
    ];
    let row = Row::data(grant.person, cells, source.oddities(grant.person, CF));
    Some(row.spending([spent(AMOUNT, grant.benefit, year, total)]))
}
