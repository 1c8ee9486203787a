//! `anagrafe/anagrafe.csv`: the registry office's list, in Windows-1252.

use pas_domain::coded::Sex;
use pas_domain::office::Office;

use super::Source;
use crate::defect::Defect;
use crate::names::without_accents;
use crate::table::{Cell, CsvStyle, Encoding, Row, Spoiler, Table};
use crate::world::person::{Origin, Person};
use crate::world::place::{COMUNI, ITALY_ANPR, ITALY_ISO};

const HEADINGS: [&str; 11] = [
    "Cognome",
    "Nome",
    "Codice fiscale",
    "Sesso",
    "Data di nascita",
    "Luogo di nascita",
    "Cittadinanza",
    "Comune di residenza",
    "ISTAT residenza",
    "Stato di residenza",
    "Data decesso",
];
const GIVEN_NAME: usize = 1;
const CF: usize = 2;
const BORN: usize = 4;
const BIRTHPLACE: usize = 5;
const CITIZENSHIP: usize = 6;
const COMUNE: usize = 7;
const ISTAT: usize = 8;
const COUNTRY: usize = 9;

/// The whole registry, in one file.
pub(super) fn table(source: &Source<'_>) -> Table {
    let mut rows = vec![Row::header(&HEADINGS)];
    let people = source.world.people.iter().enumerate();
    rows.extend(
        people
            .filter(|(_, person)| person.in_registry)
            .map(|(at, person)| row(source, at, person)),
    );
    spoil(source, &mut rows);
    Table::csv(
        Office::Anagrafe,
        "anagrafe/anagrafe.csv".to_owned(),
        CsvStyle::italian(Encoding::Windows1252),
        rows,
    )
}

fn row(source: &Source<'_>, at: usize, person: &Person) -> Row {
    let (comune, istat) = match person.abroad {
        Some(_) => (Cell::Empty, Cell::Empty),
        None => (
            Cell::text(person.comune.name),
            Cell::text(person.comune.istat),
        ),
    };
    let cells = vec![
        Cell::text(person.surname.to_uppercase()),
        Cell::text(person.given_name.clone()),
        Cell::text(person.cf.as_str()),
        Cell::text(match person.sex {
            Sex::Male => "M",
            Sex::Female => "F",
        }),
        Cell::Day(person.birth_date),
        Cell::text(person.origin.name()),
        Cell::text(person.citizenship.map_or(ITALY_ISO, |country| country.iso)),
        comune,
        istat,
        Cell::text(person.abroad.map_or(ITALY_ISO, |country| country.iso)),
        Cell::day(person.deceased_on),
    ];
    let mut row = Row::data(at, cells, source.oddities(at, CF));
    note_oddities(&mut row, person);
    row
}

/// What is right and looks odd: birthplaces that are no comune any more, foreign ones, residence
/// abroad.
fn note_oddities(row: &mut Row, person: &Person) {
    match person.origin {
        Origin::Foreign(_) => row.flaw(Some(BIRTHPLACE), Defect::BirthplaceAbroad),
        Origin::Italian(place) if place.name.contains('/') => {
            row.flaw(Some(BIRTHPLACE), Defect::BilingualComune);
        }
        Origin::Italian(place) if place.to.year() < 2100 => {
            row.flaw(Some(BIRTHPLACE), Defect::BirthplaceMerged);
        }
        Origin::Italian(_) => {}
    }
    if person.abroad.is_some() {
        row.flaw(Some(COUNTRY), Defect::ResidentAbroad);
    }
}

fn spoil(source: &Source<'_>, rows: &mut Vec<Row>) {
    let mut spoiler = Spoiler::new(source.seed, "anagrafe", rows, source.n_flaws);
    spoil_codes(&mut spoiler);
    spoil_names(&mut spoiler, source);
    spoiler
        // Two digits leave the century of a birth open unless nobody can be that young; Excel's
        // numbers of days before 1928 look like amounts.
        .days_of_years(BORN, 1930..=1999)
        .cells(Defect::CfLowerSpaced, CF, lower)
        .duplicates()
        .interruptions("NOTA: posizioni in corso di verifica con lo stato civile");
}

fn spoil_codes(spoiler: &mut Spoiler<'_>) {
    spoiler
        .cells(Defect::IstatWithoutZero, ISTAT, without_zeros)
        .cells(Defect::NationInAnprCode, CITIZENSHIP, anpr)
        .cells(Defect::NationInAnprCode, COUNTRY, anpr)
        .rows(Defect::ResidenceInMergedComune, Some(COMUNE), |row| {
            let Cell::Text(name) = &row.cells[COMUNE] else {
                return false;
            };
            let mut comuni = COMUNI.iter().map(|(comune, _)| comune);
            let old_names = comuni
                .find(|comune| comune.name == name)
                .map_or(&[][..], |comune| comune.old_names);
            let Some(old_name) = old_names.first() else {
                return false;
            };
            row.cells[COMUNE] = Cell::text(*old_name);
            row.cells[ISTAT] = Cell::Empty;
            true
        });
}

fn spoil_names(spoiler: &mut Spoiler<'_>, source: &Source<'_>) {
    let people = &source.world.people;
    spoiler
        .cells(Defect::NameWithApostrophe, GIVEN_NAME, |cell| match cell {
            Cell::Text(name) if without_accents(name) != *name => Some(Cell::Text(format!(
                "{}'",
                without_accents(name).to_uppercase()
            ))),
            _ => None,
        })
        .cells(Defect::Mojibake, GIVEN_NAME, |cell| match cell {
            Cell::Text(name) if name.contains('ò') => Some(Cell::Text(name.replace('ò', "Ã²"))),
            _ => None,
        });
    // Codes of one or two digits belong to foreign citizens, whose birthplace is odd already.
    spoiler.odd_rows(Defect::NationWithoutZeros, CITIZENSHIP, |row| {
        let foreign = row
            .person
            .is_some_and(|at| people[at].citizenship.is_some());
        let shorter = without_zeros(&row.cells[CITIZENSHIP]).filter(|_| foreign);
        let changed = shorter.is_some();
        if let Some(cell) = shorter {
            row.cells[CITIZENSHIP] = cell;
        }
        changed
    });
}

fn lower(cell: &Cell) -> Option<Cell> {
    match cell {
        Cell::Text(cf) => Some(Cell::Text(cf.to_lowercase())),
        _ => None,
    }
}

fn without_zeros(cell: &Cell) -> Option<Cell> {
    match cell {
        Cell::Text(code) if code.starts_with('0') => Some(Cell::text(code.trim_start_matches('0'))),
        _ => None,
    }
}

fn anpr(cell: &Cell) -> Option<Cell> {
    match cell {
        Cell::Text(code) if code == ITALY_ISO => Some(Cell::text(ITALY_ANPR)),
        _ => None,
    }
}
