//! A plan as SQL over the tables of an edition, for engines that are not ours: the oracle of the
//! tests, and whoever answers when one machine is too small.
//!
//! The tables are the files of an edition by their names; `month_mask` says of every set of months
//! which months are in it. Only what DuckDB, DataFusion and Spark all read is used.

mod protected;

use std::fmt::Write as _;

use crate::cube::Cube;
use crate::dimension::{Axis, Level, Source};
use crate::grid::Sum;
use crate::months::Months;
use crate::plan::{Grouping, Needs, Plan, Side};
use crate::traits::CODED_COLUMNS;

pub use protected::{amounts, columns, protected};

/// One row of the table `month_mask`: month `month` is in the set `mask`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthOfMask {
    /// The set of months, as in [`Months::bits`].
    pub mask: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// Its quarter, 1 to 4.
    pub quarter: u8,
    /// How many months of the set come before it.
    pub position: u8,
    /// How many months the set has.
    pub n_months: u8,
    /// Whether it is the first month of the set in its quarter: 1 or 0.
    pub first_in_quarter: u8,
}

/// The rows of the table `month_mask`, set by set.
pub fn month_masks() -> impl Iterator<Item = MonthOfMask> {
    (1..=Months::ALL.bits()).flat_map(|bits| {
        let months = Months::from_bits(bits);
        (0..).zip(months.iter()).map(move |(position, month)| {
            let quarter = (month - 1) / 3 + 1;
            let earlier = months.and(Months::range(quarter * 3 - 2, month - 1));
            MonthOfMask {
                mask: bits,
                month,
                quarter,
                position,
                n_months: u8::try_from(months.count()).unwrap_or(12),
                first_in_quarter: u8::from(earlier.is_empty()),
            }
        })
    })
}

/// The statement that answers `plan` at one level of its totals. Its columns are the codes of the
/// rows' nodes (`r0`, …), of the columns' (`c0`, …), then `people`, `households`, and each sum by
/// [`column_of`], as far as the plan needs them; nothing that it does not need is computed.
pub fn statement(cube: &Cube, plan: &Plan, grouping: Grouping) -> String {
    let writer = Writer {
        cube,
        plan,
        grouping,
    };
    let keys = writer.keys();
    let mut columns: Vec<String> = keys.clone();
    if counts_people(&plan.needs) {
        columns.push("COUNT(DISTINCT person) AS people".to_owned());
    }
    if plan.needs.households {
        columns.push("COUNT(DISTINCT household) AS households".to_owned());
    }
    for sum in plan.needs.sums() {
        let name = column_of(sum);
        columns.push(format!("CAST(SUM({name}) AS BIGINT) AS {name}"));
    }
    let mut text = writer.entries();
    let _ = write!(text, " SELECT {} FROM entries", columns.join(", "));
    group(&mut text, &keys);
    text
}

/// The statement that gives, for each cell of `grouping`, the percentile `percent` of its people's
/// spending (which the plan needs), as column `amount` after the codes of the nodes.
pub fn percentile(cube: &Cube, plan: &Plan, grouping: Grouping, percent: u8) -> String {
    let writer = Writer {
        cube,
        plan,
        grouping,
    };
    let keys = writer.keys();
    let list = |last: &str| {
        let mut names = keys.clone();
        names.push(last.to_owned());
        names.join(", ")
    };
    let partition = if keys.is_empty() {
        String::new()
    } else {
        format!("PARTITION BY {}", keys.join(", "))
    };
    // The smallest amount that at least `percent` percent of the people do not exceed stands at
    // place ceil(percent * n / 100).
    let mut text = format!(
        "{}, of_people AS (SELECT {}, SUM(total_cents) AS amount FROM entries GROUP BY {}), \
         placed AS (SELECT {}, ROW_NUMBER() OVER ({partition} ORDER BY amount) AS place, \
         COUNT(*) OVER ({partition}) AS n FROM of_people) \
         SELECT {} FROM placed \
         WHERE place * 100 >= {percent} * n AND (place - 1) * 100 < {percent} * n",
        writer.entries(),
        list("person"),
        list("person"),
        list("amount"),
        list("CAST(MAX(amount) AS BIGINT) AS amount"),
    );
    group(&mut text, &keys);
    text
}

/// Name of the column of `sum`.
pub const fn column_of(sum: Sum) -> &'static str {
    match sum {
        Sum::Records => "records",
        Sum::Months => "months",
        Sum::Hours => "hours",
        Sum::Total => "total_cents",
        Sum::User => "user_cents",
        Sum::Ssn => "ssn_cents",
    }
}

fn group(text: &mut String, keys: &[String]) {
    if !keys.is_empty() {
        let _ = write!(text, " GROUP BY {}", keys.join(", "));
    }
}

struct Writer<'p> {
    cube: &'p Cube,
    plan: &'p Plan,
    grouping: Grouping,
}

impl Writer<'_> {
    /// Names of the columns that the statement groups by.
    fn keys(&self) -> Vec<String> {
        let names = |side: &Side, letter: &str| {
            (0..side.levels.len())
                .map(|n| format!("{letter}{n}"))
                .collect::<Vec<_>>()
        };
        let (rows, columns) = (names(&self.plan.rows, "r"), names(&self.plan.columns, "c"));
        match self.grouping {
            Grouping::Body => rows.into_iter().chain(columns).collect(),
            Grouping::Rows => rows,
            Grouping::Columns => columns,
            Grouping::Whole => Vec::new(),
        }
    }

    /// One entry for each fact that counts, or for each month of it where months matter.
    fn entries(&self) -> String {
        let mut columns = Vec::new();
        let sides = [(&self.plan.rows, 'r'), (&self.plan.columns, 'c')];
        for (side, letter) in sides {
            let levels = side.levels.iter().enumerate();
            columns.extend(levels.map(|(n, level)| format!("{} AS {letter}{n}", level.column)));
        }
        let needs = &self.plan.needs;
        if counts_people(needs) || needs.amounts {
            columns.push("f.person AS person".to_owned());
        }
        if needs.households {
            columns.push("f.household AS household".to_owned());
        }
        let sums = self.sums();
        columns.extend(sums.map(|sum| format!("{} AS {}", self.value(sum), column_of(sum))));
        let conditions = self.conditions();
        let mut text = format!(
            "WITH entries AS (SELECT {} FROM facts f{}",
            columns.join(", "),
            self.joins()
        );
        if !conditions.is_empty() {
            let _ = write!(text, " WHERE {}", conditions.join(" AND "));
        }
        text.push(')');
        text
    }

    /// The levels that the statement names.
    fn levels(&self) -> Vec<&'static Level> {
        let plan = self.plan;
        let filters = plan.filters.iter().map(|(level, _)| level);
        plan.rows
            .levels
            .iter()
            .chain(&plan.columns.levels)
            .chain(filters)
            .copied()
            .collect()
    }

    /// The sums that an entry has a part in.
    fn sums(&self) -> impl Iterator<Item = Sum> {
        let needs = self.plan.needs;
        Sum::ALL
            .into_iter()
            .filter(move |sum| needs.sums[*sum as usize] || needs.amounts && *sum == Sum::Total)
    }

    /// Whether there is one entry for each month.
    fn is_by_month(&self) -> bool {
        Grouping::Body.time_part(self.plan).is_some() || self.plan.months != Months::ALL
    }

    fn value(&self, sum: Sum) -> String {
        let by_month = self.is_by_month();
        match sum {
            Sum::Months if by_month => "1".to_owned(),
            Sum::Months => "mm.n_months".to_owned(),
            Sum::Records if by_month => match self.grouping.time_part(self.plan) {
                Some(Source::Month) => "1".to_owned(),
                Some(Source::Quarter) => "mm.first_in_quarter".to_owned(),
                _ => "CASE WHEN mm.position = 0 THEN 1 ELSE 0 END".to_owned(),
            },
            Sum::Records => "1".to_owned(),
            Sum::Hours | Sum::Total | Sum::User | Sum::Ssn => {
                let column = format!("f.{}", column_of(sum));
                if by_month { shared(&column) } else { column }
            }
        }
    }

    fn conditions(&self) -> Vec<String> {
        let sides = self
            .plan
            .rows
            .levels
            .iter()
            .chain(&self.plan.columns.levels);
        // No fact is outside time.
        let outside = sides
            .filter(|level| level.axis != Axis::Time)
            .map(|level| format!("{} <> ''", level.column));
        let filters = self.plan.filters.iter().map(|(level, position)| {
            let code = &self.cube.nodes(level)[*position].code;
            match self.cube.cut(level).source {
                // The months are already in the join.
                source if source.is_time() => format!("f.year = {}", &code[..4]),
                _ => format!("{} = '{}'", level.column, code.replace('\'', "''")),
            }
        });
        outside.chain(filters).collect()
    }

    fn joins(&self) -> String {
        let mut text = String::new();
        let levels = self.levels();
        let names = |alias: &str| levels.iter().any(|level| level.column.contains(alias));
        let mut join = |needed: bool, table: &str| {
            if needed {
                let _ = write!(text, " JOIN {table}");
            }
        };
        let seat = names("bpl.") || names("bpy.");
        join(names("bo.") || seat, "body bo ON bo.body = f.body");
        join(names("bpl."), "place bpl ON bpl.place = bo.seat");
        join(
            names("bpy."),
            "place_year bpy ON bpy.place = bo.seat AND bpy.year = f.year",
        );
        join(starts(&levels, "pl."), "place pl ON pl.place = f.residence");
        join(
            starts(&levels, "py."),
            "place_year py ON py.place = f.residence AND py.year = f.year",
        );
        join(names("be."), "benefit be ON be.benefit = f.benefit");
        for coded in CODED_COLUMNS {
            let name = coded.column;
            let table = format!(
                "code c_{name} ON c_{name}.column_name = '{name}' AND c_{name}.number = f.{name}"
            );
            join(names(&format!("c_{name}.")), &table);
        }
        if self.is_by_month() {
            let bits = self.plan.months.bits();
            join(
                true,
                &format!("month_mask mm ON mm.mask = (f.months & {bits})"),
            );
            join(
                self.sums().any(is_shared),
                "month_mask mo ON mo.mask = f.months AND mo.month = mm.month",
            );
        } else {
            join(
                self.sums().any(|sum| sum == Sum::Months),
                "month_mask mm ON mm.mask = f.months AND mm.position = 0",
            );
        }
        text
    }
}

/// Whether a level's column begins with `alias`: `pl.` is in `bpl.` too.
fn starts(levels: &[&Level], alias: &str) -> bool {
    levels.iter().any(|level| level.column.starts_with(alias))
}

/// Whether people are counted: where they are needed, or nothing else is.
fn counts_people(needs: &Needs) -> bool {
    needs.people || !needs.households && needs.sums().next().is_none()
}

/// Whether `sum` falls on the months of a fact in parts.
const fn is_shared(sum: Sum) -> bool {
    matches!(sum, Sum::Hours | Sum::Total | Sum::User | Sum::Ssn)
}

/// Of `column`, what falls on one month: equal whole parts, the earlier months taking what is left over.
fn shared(column: &str) -> String {
    format!(
        "CAST(({column} - {column} % mo.n_months) / mo.n_months AS BIGINT) + \
         CASE WHEN mo.position < {column} % mo.n_months THEN 1 ELSE 0 END"
    )
}

#[cfg(test)]
mod tests {
    use super::month_masks;
    use crate::months::Months;

    #[test]
    fn every_set_of_months_is_spelled_out() {
        let all: Vec<_> = month_masks().collect();
        assert_eq!(all.len(), 12 << 11);
        let may_june = Months::range(5, 6).bits();
        let months: Vec<_> = all.iter().filter(|row| row.mask == may_june).collect();
        assert_eq!(months.len(), 2);
        assert_eq!(
            (
                months[0].month,
                months[0].position,
                months[0].first_in_quarter
            ),
            (5, 0, 1)
        );
        assert_eq!(
            (
                months[1].month,
                months[1].position,
                months[1].first_in_quarter
            ),
            (6, 1, 0)
        );
        assert!(
            months
                .iter()
                .all(|row| row.n_months == 2 && row.quarter == 2)
        );
    }
}
