//! `anziani/anziani_AAAA.xlsx`: one row a grant, one column a month, kept by hand.

use jiff::ToSpan;
use jiff::civil::Date;
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::{Month, italian_date};

use super::{MONTH_NAMES, Source, spent, within_year};
use crate::defect::Defect;
use crate::dice::Dice;
use crate::table::{Cell, Format, Row, RowKind, Sheet, Spoiler, Table, typed};
use crate::world::grant::{Care, Grant};

const LEADING: [&str; 8] = [
    "N.",
    "Utente",
    "C.F.",
    "Prestazione",
    "Prot. domanda",
    "Decorrenza",
    "Termine",
    "In carico",
];
const CF: usize = 2;
const PROTOCOL: usize = 4;
const START: usize = 5;
const CARE: usize = 7;
const FIRST_MONTH: usize = 8;
const TOTAL: usize = 20;

/// The file of `year`.
pub(super) fn table(source: &Source<'_>, year: i16) -> Table {
    let mut headings = LEADING.to_vec();
    headings.extend(MONTH_NAMES);
    headings.push("TOTALE");
    let mut rows = vec![
        Row::title("Ambito Valle del Sole (dimostrativo) - Ufficio anziani"),
        Row::title(&format!("Prestazioni erogate nell'anno {year}")),
        Row::gap(),
        Row::header(&headings),
    ];
    let mut dice = Dice::new(source.seed, "anziani");
    for grant in &source.world.elderly {
        rows.extend(rows_of(source, &mut dice, grant, year));
    }
    spoil(source, &mut rows, year);
    for (number, row) in (1..).zip(rows.iter_mut().filter(|row| row.kind == RowKind::Data)) {
        row.cells[0] = Cell::Number(number);
    }
    add_sums(&mut rows);
    Table {
        office: Office::Anziani,
        name: format!("anziani/anziani_{year}.xlsx"),
        format: Format::Xlsx,
        sheets: vec![Sheet {
            name: format!("Anno {year}"),
            rows,
        }],
    }
}

/// A stretch of a grant in which the presa in carico stays the same.
struct Stretch {
    start: Date,
    end: Option<Date>,
    in_care: bool,
}

/// A grant is one stretch, or two where the presa in carico changed.
fn stretches(grant: &Grant) -> Vec<Stretch> {
    let whole = |in_care| Stretch {
        start: grant.start,
        end: grant.end,
        in_care,
    };
    match grant.care {
        Care::Steady(in_care) => vec![whole(in_care)],
        Care::Changes { on, to } if on <= grant.start => vec![whole(to)],
        Care::Changes { on, to } if grant.end.is_some_and(|end| end < on) => vec![whole(!to)],
        Care::Changes { on, to } => {
            let before = Stretch {
                end: Some(on.saturating_sub(1.day())),
                ..whole(!to)
            };
            vec![
                before,
                Stretch {
                    start: on,
                    ..whole(to)
                },
            ]
        }
    }
}

fn rows_of(source: &Source<'_>, dice: &mut Dice, grant: &Grant, year: i16) -> Vec<Row> {
    let rows = stretches(grant).into_iter().filter_map(|stretch| {
        let (first, last) = within_year(stretch.start, stretch.end, year);
        let months: Vec<Month> = super::months_of(grant, year)
            .filter(|month| month.last_day() >= first && month.first_day() <= last)
            .collect();
        (!months.is_empty()).then(|| row(source, dice, grant, (&stretch, &months)))
    });
    rows.collect()
}

fn row(
    source: &Source<'_>,
    dice: &mut Dice,
    grant: &Grant,
    (stretch, months): (&Stretch, &[Month]),
) -> Row {
    let person = source.person(grant.person);
    let care = if stretch.in_care {
        *dice.pick(&["Sì", "SI", "sì", "Sì"])
    } else {
        *dice.pick(&["No", "NO", "no"])
    };
    let end = stretch
        .end
        .map_or(Cell::Empty, |end| Cell::Text(italian_date(end)));
    let mut cells = vec![
        Cell::Empty,
        Cell::text(person.full_name().to_uppercase()),
        Cell::text(person.cf.as_str()),
        Cell::text(grant.benefit),
        Cell::text(grant.protocol.clone()),
        Cell::Day(stretch.start),
        end,
        Cell::text(care),
    ];
    cells.resize(TOTAL + 1, Cell::Empty);
    let mut row = Row::data(grant.person, cells, source.oddities(grant.person, CF));
    // Hours and stays are told by the cooperative and by the homes, not here.
    if matches!(grant.benefit, "A2.08" | "A3.02") {
        return row;
    }
    for month in months {
        let column = column_of(*month);
        let amount = grant.months[month].amount;
        row.cells[column] = Cell::Amount(amount);
        row.spent
            .push(spent(column, grant.benefit, month.year(), amount));
    }
    row
}

fn column_of(month: Month) -> usize {
    FIRST_MONTH + usize::try_from(month.number() - 1).unwrap_or(0)
}

fn spoil(source: &Source<'_>, rows: &mut Vec<Row>, year: i16) {
    deliver_after_death(source, rows, year);
    let mut spoiler = Spoiler::new(
        source.seed,
        &format!("anziani {year}"),
        rows,
        source.n_flaws,
    );
    spoiler
        .codici_fiscali(CF)
        .days(START)
        .amounts(FIRST_MONTH + 4);
    spoiler
        .cells(Defect::AmountAsText, FIRST_MONTH + 1, |cell| {
            typed(cell, 0, crate::table::with_comma)
        })
        .cells(Defect::AmountDash, FIRST_MONTH + 2, |cell| {
            matches!(cell, Cell::Empty).then(|| Cell::text("-"))
        })
        .cells(Defect::FormulaErrorCell, FIRST_MONTH + 6, |cell| {
            matches!(cell, Cell::Amount(_)).then_some(Cell::Failed)
        })
        .cells(Defect::ProtocolScientific, PROTOCOL, |_| {
            Some(Cell::text("1,23457E+11"))
        })
        .cells(Defect::CareUnknown, CARE, |_| Some(Cell::text("non so")))
        .interruptions("* importi provvisori in attesa di determina");
}

/// Up to two people a year get money for the month after their death.
fn deliver_after_death(source: &Source<'_>, rows: &mut [Row], year: i16) {
    let mut left = 2;
    for row in rows
        .iter_mut()
        .filter(|row| row.flaws.is_empty() && !row.spent.is_empty())
    {
        let death = row.person.and_then(|at| source.person(at).deceased_on);
        let Some(death) = death.filter(|death| death.year() == year && death.month() < 12) else {
            continue;
        };
        let column = column_of(Month::of(death).following());
        let last = row.spent.last().copied();
        if let Some(last) = last.filter(|last| last.column + 1 == column && left > 0) {
            row.cells[column] = Cell::Amount(last.amount);
            row.spent.push(super::Spent { column, ..last });
            // The office did not know: its grant goes on.
            row.cells[START + 1] = Cell::Empty;
            row.flaw(Some(column), Defect::DeliveryAfterDeath);
            left -= 1;
        }
    }
}

/// The TOTALE of each row, and the last row with the total of the year.
fn add_sums(rows: &mut Vec<Row>) {
    let mut whole = Money::ZERO;
    for (row, number) in rows.iter_mut().zip(1..) {
        if row.kind != RowKind::Data {
            continue;
        }
        let total: Money = row.spent.iter().map(|spent| spent.amount).sum();
        whole += total;
        row.cells[TOTAL] = if row.cells.contains(&Cell::Failed) {
            Cell::Failed
        } else {
            Cell::Sum(format!("=SUM(I{number}:T{number})"), total)
        };
    }
    let n_rows = rows.len();
    let mut cells = vec![Cell::Empty; TOTAL + 1];
    cells[1] = Cell::text("TOTALE");
    cells[TOTAL] = Cell::Sum(format!("=SUM(U5:U{n_rows})"), whole);
    let mut totals = Row::new(RowKind::Other, cells);
    totals.flaw(None, Defect::TotalRow);
    rows.push(totals);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::{Care, Grant, stretches};

    /// The end of an open grant.
    const OPEN: jiff::civil::Date = date(2199, 12, 31);

    #[test]
    fn a_change_of_care_makes_two_rows() {
        let grant = |care| Grant {
            person: 0,
            benefit: "A2.07",
            protocol: String::new(),
            start: date(2023, 2, 10),
            end: None,
            care,
            months: BTreeMap::new(),
        };
        let changes = |on, to| grant(Care::Changes { on, to });
        for (grant, expected) in [
            (
                grant(Care::Steady(true)),
                vec![(date(2023, 2, 10), OPEN, true)],
            ),
            (
                changes(date(2023, 1, 1), true),
                vec![(date(2023, 2, 10), OPEN, true)],
            ),
            (
                changes(date(2024, 7, 1), true),
                vec![
                    (date(2023, 2, 10), date(2024, 6, 30), false),
                    (date(2024, 7, 1), OPEN, true),
                ],
            ),
        ] {
            let found: Vec<_> = stretches(&grant)
                .iter()
                .map(|stretch| (stretch.start, stretch.end.unwrap_or(OPEN), stretch.in_care))
                .collect();
            assert_eq!(found, expected);
        }
    }
}
