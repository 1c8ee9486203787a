//! The statements that also give what the protection needs of each cell: the sum of its people's
//! keys, and the largest two parts that one person has in each sum.
//!
//! They read one table more, `person_key(person, record_key)`. The keys come from a secret, so the
//! table is no part of an edition: whoever asks hands it in.

use std::fmt::Write as _;

use super::{Writer, column_of, group};
use crate::cube::Cube;
use crate::plan::{Grouping, Plan};

/// The statement that gives every cell of `grouping` whole. Its columns are the codes of the nodes
/// (`r0`, …, `c0`, …), then those of [`columns`].
pub fn protected(cube: &Cube, plan: &Plan, grouping: Grouping) -> String {
    let writer = Writer {
        cube,
        plan,
        grouping,
    };
    let keys = writer.keys();
    let sums: Vec<&str> = plan.needs.sums().map(column_of).collect();
    let list = |first: &[String], rest: Vec<String>| [first.to_vec(), rest].concat().join(", ");
    let mut text = writer.entries();

    // One household a person: it tells no more groups apart, and is carried only where it counts.
    let mut whose = vec!["person".to_owned()];
    if plan.needs.households {
        whose.push("household".to_owned());
    }
    let grouped = list(&keys, whose.clone());
    let parts = sums
        .iter()
        .map(|sum| format!("CAST(SUM({sum}) AS BIGINT) AS {sum}"));
    whose.extend(parts);
    let _ = write!(
        text,
        ", of_people AS (SELECT {} FROM entries GROUP BY {grouped})",
        list(&keys, whose)
    );

    let qualified: Vec<String> = keys.iter().map(|key| format!("o.{key} AS {key}")).collect();
    let partition: Vec<String> = keys.iter().map(|key| format!("o.{key}")).collect();
    let mut ranked = vec!["k.record_key AS record_key".to_owned()];
    if plan.needs.households {
        ranked.push("o.household AS household".to_owned());
    }
    for sum in &sums {
        ranked.push(format!("o.{sum} AS {sum}"));
        if plan.needs.tops {
            let partition = if partition.is_empty() {
                String::new()
            } else {
                format!("PARTITION BY {} ", partition.join(", "))
            };
            ranked.push(format!(
                "ROW_NUMBER() OVER ({partition}ORDER BY o.{sum} DESC) AS {sum}_place"
            ));
        }
    }
    let _ = write!(
        text,
        ", ranked AS (SELECT {} FROM of_people o JOIN person_key k ON k.person = o.person)",
        list(&qualified, ranked)
    );

    let _ = write!(text, " SELECT {} FROM ranked", list(&keys, cells(plan)));
    group(&mut text, &keys);
    text
}

/// Names of the numbers that [`protected`] gives of each cell, in order.
pub fn columns(plan: &Plan) -> Vec<String> {
    let mut names = vec!["people".to_owned(), "record_key".to_owned()];
    if plan.needs.households {
        names.push("households".to_owned());
    }
    for sum in plan.needs.sums().map(column_of) {
        names.push(sum.to_owned());
        if plan.needs.tops {
            names.extend([format!("{sum}_first"), format!("{sum}_second")]);
        }
    }
    names
}

/// The expressions behind [`columns`].
fn cells(plan: &Plan) -> Vec<String> {
    let expression = |name: String| {
        let of = match name.as_str() {
            "people" => "COUNT(*)".to_owned(),
            "record_key" => "CAST(SUM(CAST(record_key AS BIGINT)) AS BIGINT)".to_owned(),
            "households" => "COUNT(DISTINCT household)".to_owned(),
            other => match (other.strip_suffix("_first"), other.strip_suffix("_second")) {
                (Some(sum), _) => format!("MAX(CASE WHEN {sum}_place = 1 THEN {sum} ELSE 0 END)"),
                (_, Some(sum)) => format!("MAX(CASE WHEN {sum}_place = 2 THEN {sum} ELSE 0 END)"),
                _ => format!("CAST(SUM({other}) AS BIGINT)"),
            },
        };
        format!("{of} AS {name}")
    };
    columns(plan).into_iter().map(expression).collect()
}

/// The statement that gives, for each cell of `grouping`, every amount that some of its people's
/// spending comes to: the codes of the nodes, then `amount` in cents and `people`.
pub fn amounts(cube: &Cube, plan: &Plan, grouping: Grouping) -> String {
    let writer = Writer {
        cube,
        plan,
        grouping,
    };
    let keys = writer.keys();
    let list = |last: &[&str]| {
        let last = last.iter().map(|name| (*name).to_owned());
        keys.iter()
            .cloned()
            .chain(last)
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "{}, of_people AS (SELECT {} FROM entries GROUP BY {}) SELECT {} FROM of_people GROUP BY {}",
        writer.entries(),
        list(&["CAST(SUM(total_cents) AS BIGINT) AS amount"]),
        list(&["person"]),
        list(&["amount", "COUNT(*) AS people"]),
        list(&["amount"]),
    )
}
