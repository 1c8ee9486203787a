//! `contributi/contributi_AAAA.xlsx`: contributions paid once, one sheet a half-year.

use pas_domain::coded::ServiceArea;
use pas_domain::money::Money;
use pas_domain::office::Office;

use super::{Source, spent};
use crate::defect::Defect;
use crate::table::{Cell, Format, Row, RowKind, Sheet, Spoiler, Table};
use crate::world::grant::Payment;

const HEADINGS: [&str; 10] = [
    "C.F.",
    "Cognome",
    "Nome",
    "Codice",
    "Descrizione",
    "Protocollo",
    "Data mandato",
    "Importo",
    "In carico",
    "Area",
];
const CF: usize = 0;
const SURNAME: usize = 1;
const CODE: usize = 3;
const PROTOCOL: usize = 5;
const DAY: usize = 6;
const AMOUNT: usize = 7;
const CARE: usize = 8;
const AREA: usize = 9;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let halves = [("1° semestre", 1..=6_i8), ("2° semestre", 7..=12)];
    let sheets = halves.into_iter().map(|(name, months)| {
        let mut rows = vec![Row::header(&HEADINGS)];
        let payments = source.world.payments.iter();
        let in_half =
            payments.filter(|paid| paid.day.year() == year && months.contains(&paid.day.month()));
        rows.extend(in_half.map(|paid| row(source, paid)));
        spoil(source, &mut rows, &format!("contributi {year} {name}"));
        add_total(&mut rows);
        Sheet {
            name: name.to_owned(),
            rows,
        }
    });
    Table {
        office: Office::Contributi,
        name: format!("contributi/contributi_{year}.xlsx"),
        format: Format::Xlsx,
        sheets: sheets.collect(),
    }
}

fn row(source: &Source<'_>, paid: &Payment) -> Row {
    let person = source.person(paid.person);
    let cells = vec![
        Cell::text(person.cf.as_str()),
        Cell::text(person.surname.clone()),
        Cell::text(person.given_name.clone()),
        Cell::text(paid.benefit),
        Cell::text(description(paid.benefit)),
        Cell::text(paid.protocol.clone()),
        Cell::Day(paid.day),
        Cell::Amount(paid.amount),
        Cell::text(if paid.area.is_some() { "Sì" } else { "No" }),
        Cell::text(paid.area.map_or("", area)),
    ];
    let mut row = Row::data(paid.person, cells, source.oddities(paid.person, CF));
    if paid.benefit == "A2.17" {
        row.flaw(Some(CODE), Defect::BenefitWithoutName);
    }
    row.spending([spent(AMOUNT, paid.benefit, paid.day.year(), paid.amount)])
}

/// The office's own words for its contributions.
fn description(benefit: &str) -> &'static str {
    match benefit {
        "A1.04" => "Contributo a integrazione del reddito",
        "A1.06" => "Buoni spesa",
        "A2.16" => "Reperimento alloggio",
        _ => "Altro intervento",
    }
}

const fn area(area: ServiceArea) -> &'static str {
    match area {
        ServiceArea::FamilyAndMinors => "1",
        ServiceArea::DisabilityAndCare => "2",
        ServiceArea::PovertyAndExclusion => "3",
    }
}

fn spoil(source: &Source<'_>, rows: &mut Vec<Row>, part: &str) {
    let n_flaws = source.n_flaws.min(2);
    let mut spoiler = Spoiler::new(source.seed, part, rows, n_flaws);
    spoiler
        .codici_fiscali(CF)
        .amounts(AMOUNT)
        .days(DAY)
        .rows(Defect::AmountInBrackets, Some(AMOUNT), in_brackets)
        .cells(Defect::DateImpossible, DAY, |cell| match cell {
            Cell::Day(day) => Some(Cell::Text(format!("30/02/{}", day.year()))),
            _ => None,
        })
        .cells(Defect::FormulaErrorRow, AMOUNT, |_| Some(Cell::Failed))
        .cells(Defect::ProtocolScientific, PROTOCOL, |_| {
            Some(Cell::text("1,23457E+11"))
        })
        .cells(Defect::CareUnknown, CARE, |_| Some(Cell::text("?")))
        .rows(Defect::NotFollowedA216, Some(CARE), |row| {
            let applies = row.cells[CODE] == Cell::text("A2.16");
            if applies {
                row.cells[CARE] = Cell::text("NO");
                row.cells[AREA] = Cell::Empty;
            }
            applies
        })
        .duplicates()
        .interruptions("da qui in poi mandati del secondo trimestre");
}

/// A sum taken back, as accountants write it.
fn in_brackets(row: &mut Row) -> bool {
    let Cell::Amount(amount) = row.cells[AMOUNT] else {
        return false;
    };
    let back = Money::from_cents(-amount.cents());
    row.cells[AMOUNT] = Cell::Text(format!("({})", crate::table::with_comma(amount)));
    for spent in &mut row.spent {
        spent.amount = back;
    }
    true
}

fn add_total(rows: &mut Vec<Row>) {
    let paid = rows.iter().filter_map(|row| match row.cells.get(AMOUNT) {
        Some(Cell::Amount(amount)) => Some(*amount),
        _ => None,
    });
    let total: Money = paid.sum();
    let mut cells = vec![Cell::Empty; HEADINGS.len()];
    cells[SURNAME] = Cell::text("TOTALE");
    cells[AMOUNT] = Cell::Sum(format!("=SUM(H2:H{})", rows.len()), total);
    let mut row = Row::new(RowKind::Other, cells);
    row.flaw(None, Defect::TotalRow);
    rows.push(row);
}
