//! What a reader may learn from the table of spending.

use std::collections::BTreeSet;

use pas_analytics::tally::{Cell, Contribution, Policy, Table, Tally};
use pas_domain::ids::PersonId;
use pas_domain::money::Money;
use proptest::prelude::*;

const POLICY: Policy = Policy { threshold: 5 };

/// `people` different people in `row`, ten euro each, from person number `first` on.
fn group(row: &str, first: i64, people: i64) -> Vec<Contribution> {
    let one = |person| Contribution {
        person: PersonId::new(person),
        year: 2024,
        row: row.to_owned(),
        spending: Money::from_cents(1_000),
    };
    (first..first + people).map(one).collect()
}

fn cell(table: &Table, row: &str) -> Cell {
    table
        .rows
        .iter()
        .find(|found| found.key == row)
        .expect("the row")
        .cells[0]
}

fn shown(people: u64) -> Cell {
    let cents = i64::try_from(people).expect("few people") * 1_000;
    Cell::Shown {
        spending: Money::from_cents(cents),
        people,
    }
}

#[test]
fn distinct_people_are_counted_once_in_the_whole() {
    let both = [group("A", 1, 6), group("B", 4, 6)].concat();
    let table = Tally::count(&both).open();
    assert_eq!((cell(&table, "A"), cell(&table, "B")), (shown(6), shown(6)));
    assert_eq!(
        table.totals,
        [Cell::Shown {
            spending: Money::from_cents(12_000),
            people: 9
        }]
    );
}

#[test]
fn a_small_cell_takes_the_smallest_other_with_it() {
    let all = [group("A", 1, 2), group("B", 10, 20), group("C", 40, 7)].concat();
    let table = Tally::count(&all).protected(POLICY);
    let cells = ["A", "B", "C"].map(|row| cell(&table, row));
    assert_eq!(cells, [Cell::Hidden, shown(20), Cell::Hidden]);
    assert_eq!(table.totals, [shown(29)]);
}

#[test]
fn two_small_cells_that_are_small_together_take_a_third() {
    let all = [
        group("A", 1, 1),
        group("B", 10, 2),
        group("C", 40, 9),
        group("D", 60, 10),
    ]
    .concat();
    let table = Tally::count(&all).protected(POLICY);
    assert_eq!(cell(&table, "C"), Cell::Hidden);
    assert_eq!(cell(&table, "D"), shown(10));
}

#[test]
fn where_nothing_else_can_hide_it_the_whole_is_hidden() {
    let table = Tally::count(&group("A", 1, 3)).protected(POLICY);
    assert_eq!(
        (cell(&table, "A"), table.totals[0]),
        (Cell::Hidden, Cell::Hidden)
    );
}

#[test]
fn enough_people_everywhere_hides_nothing() {
    let all = [group("A", 1, 5), group("B", 10, 8)].concat();
    let table = Tally::count(&all).protected(POLICY);
    assert_eq!(table, Tally::count(&all).open());
}

proptest! {
    /// An outsider who subtracts what is shown from the whole never gets fewer people than the
    /// threshold, and never a single cell.
    #[test]
    fn the_whole_less_what_is_shown_is_never_small(
        sizes in proptest::collection::vec(0_i64..12, 1..9), overlap in 0_i64..4,
    ) {
        let rows: Vec<(String, Vec<Contribution>)> = sizes
            .iter()
            .enumerate()
            .map(|(at, &size)| {
                let name = format!("R{at}");
                let first = i64::try_from(at).expect("few rows") * (12 - overlap);
                (name.clone(), group(&name, first, size))
            })
            .collect();
        let all: Vec<Contribution> = rows.iter().flat_map(|(_, row)| row.clone()).collect();
        let table = Tally::count(&all).protected(POLICY);
        let hidden: Vec<&str> = table
            .rows
            .iter()
            .filter(|row| row.cells[0] == Cell::Hidden)
            .map(|row| row.key.as_str())
            .collect();
        for row in &table.rows {
            if let Cell::Shown { people, .. } = row.cells[0] {
                prop_assert!(people >= POLICY.threshold);
            }
        }
        if let (Some(Cell::Shown { .. }), false) = (table.totals.first(), hidden.is_empty()) {
            let people: BTreeSet<PersonId> = all
                .iter()
                .filter(|one| hidden.contains(&one.row.as_str()))
                .map(|one| one.person)
                .collect();
            prop_assert!(hidden.len() >= 2);
            prop_assert!(people.len() as u64 >= POLICY.threshold);
        }
    }
}
