//! Why a number changed: what came, went and changed between two editions.

use pas_cube::Fact;
use pas_cube::months::Months;
use pas_edition::{Access, Comparison, Edition, GroupChange, Layout, compare, sort_facts};

use crate::support::{about, editions, facts, reference};

fn compared(before: &[Fact], after: &[Fact]) -> Comparison {
    let (_data, editions) = editions();
    let write = |facts: &[Fact]| -> Edition {
        let manifest = editions
            .write(&reference(), facts, about(), Layout::default())
            .unwrap();
        editions.open(manifest.number, Access::InForce).unwrap()
    };
    compare(&write(before), &write(after), 2).unwrap()
}

fn sum(comparison: &Comparison, of: impl Fn(&GroupChange) -> u64) -> u64 {
    comparison.groups.iter().map(of).sum()
}

#[test]
fn an_edition_does_not_differ_from_its_like() {
    let facts = facts(11, 2_000);
    let comparison = compared(&facts, &facts);
    assert!(comparison.groups.iter().all(GroupChange::is_same));
    assert_eq!(sum(&comparison, |group| group.after.records), 2_000);
    assert_eq!(sum(&comparison, |group| group.people_came), 0);
}

#[test]
fn every_difference_is_found_where_it_is() {
    let before = facts(12, 900);
    let mut after = before.clone();
    // The groups of the facts that are touched, each alone of its person in its group.
    let lone: Vec<usize> = (0..before.len())
        .filter(|&row| {
            let key = |fact: &Fact| (fact.person, fact.year, fact.body, fact.benefit);
            let same = before.iter().filter(|fact| key(fact) == key(&before[row]));
            same.count() == 1
        })
        .take(5)
        .collect();
    let [gone, amount, months, home, came] = lone[..] else {
        panic!("the made-up facts have five that stand alone");
    };
    after[amount].total_cents += 77;
    after[months].months = match before[months].months {
        Months::ALL => Months::range(1, 2),
        _ => Months::ALL,
    };
    after[home].residence = (before[home].residence + 1) % 8;
    let new = Fact {
        person: 5,
        household: 6,
        ..before[came]
    };
    after.push(new);
    after.remove(gone);
    sort_facts(&mut after);
    let comparison = compared(&before, &after);
    for (what, found) in [
        ("came", sum(&comparison, |group| group.came.records)),
        ("went", sum(&comparison, |group| group.went.records)),
        ("amounts", sum(&comparison, |group| group.changed_amounts)),
        ("months", sum(&comparison, |group| group.changed_months)),
        (
            "residence",
            sum(&comparison, |group| group.changed_residence),
        ),
        ("people came", sum(&comparison, |group| group.people_came)),
        ("people went", sum(&comparison, |group| group.people_went)),
    ] {
        assert_eq!(found, 1, "{what}");
    }
    assert_eq!(sum(&comparison, |group| group.changed_to.records), 3);
    let was = &before[amount];
    let benefit = format!("A1.0{}", was.benefit);
    let group = comparison.groups.iter().find(|group| {
        (group.year, &group.body, &group.benefit)
            == (was.year, &format!("ente{}", was.body), &benefit)
    });
    assert_eq!(group.unwrap().changed_amounts, 1);
    for group in &comparison.groups {
        let records = group.before.records + group.came.records - group.went.records;
        assert_eq!(records, group.after.records);
        let cents = group.before.cents + group.came.cents + group.changed_to.cents;
        assert_eq!(
            cents - group.went.cents - group.changed_from.cents,
            group.after.cents
        );
        assert_eq!(
            group.people[0] + group.people_came - group.people_went,
            group.people[1]
        );
    }
}
