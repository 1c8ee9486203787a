//! `minori/sinba_AAAA.csv`: SINBA assessments, one column an answer.

use pas_domain::office::Office;

use super::Source;
use crate::table::{Cell, CsvStyle, Encoding, Row, Table};
use crate::world::assessment::{MINOR_FIELDS, MinorAnswers};

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut rows = vec![header()];
    let assessed = source
        .world
        .sinba
        .iter()
        .filter(|sheet| sheet.file_year == year);
    rows.extend(assessed.map(|sheet| row(source, sheet)));
    Table::csv(
        Office::Minori,
        format!("minori/sinba_{year}.csv"),
        CsvStyle::italian(Encoding::Utf8),
        rows,
    )
}

fn header() -> Row {
    let labels = MINOR_FIELDS.iter().map(|field| capitalised(field.label()));
    let mut headings = vec!["Codice fiscale".to_owned(), "Data valutazione".to_owned()];
    headings.extend(labels);
    headings.push("Prestazioni".to_owned());
    headings.push("Componenti della famiglia".to_owned());
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    Row::header(&headings)
}

/// The label with its first letter as a capital.
fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn row(source: &Source<'_>, sheet: &MinorAnswers) -> Row {
    let mut cells = vec![
        Cell::text(source.person(sheet.person).cf.as_str()),
        Cell::Day(sheet.day),
    ];
    cells.extend(MINOR_FIELDS.iter().map(|field| {
        let answer = sheet.answers.get(field);
        answer.map_or(Cell::Empty, Cell::text)
    }));
    cells.push(Cell::text(sheet.benefits.clone()));
    cells.push(Cell::text(sheet.household.clone()));
    Row::data(sheet.person, cells, source.oddities(sheet.person, 0))
}
