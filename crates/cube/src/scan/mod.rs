//! One pass over the columns answers a plan: body, totals of rows and of columns, and the whole.

mod accumulate;
mod batch;
mod by_person;
mod distinct;
mod picked;
mod runs;
mod top;
mod view;
mod ways;

use std::num::NonZero;
use std::thread;

use crate::cube::Cube;
use crate::facts::{BLOCK, Block, Facts, Values};
use crate::grid::Grid;
use crate::plan::{Bounds, Grouping, Plan};

use accumulate::{Accumulator, Room};
use batch::Batch;
use view::View;
use ways::sums_add_up;

/// The exact answer to a plan, at all its levels. Totals are counted at their own level, not summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// Rows by columns.
    pub body: Grid,
    /// Rows, over all columns: one column.
    pub row_totals: Grid,
    /// Columns, over all rows: one row.
    pub column_totals: Grid,
    /// The whole: one cell.
    pub whole: Grid,
}

/// Answers `plan` exactly, on at most `n_threads` cores.
pub fn scan(cube: &Cube, plan: &Plan, n_threads: NonZero<usize>) -> Tables {
    let groupings = Grouping::distinct(plan);
    // Where nothing is counted but sums, those of the body are enough.
    let n_counted = if plan.needs.only_sums() && sums_add_up(plan) {
        1
    } else {
        groupings.len()
    };
    let splits = !ways::counts_parts_by_person(plan, &groupings);
    let facts = cube.facts_for(plan);
    let blocks = candidates(facts, &plan.bounds);
    let parts = parts(facts, &blocks, n_threads.get());
    let run = |part: &Part<'_>| {
        let mut accumulators: Vec<Accumulator> = groupings[..n_counted]
            .iter()
            .map(|grouping| Accumulator::new(*grouping, plan, splits))
            .collect();
        let (mut batch, mut room) = (Batch::new(splits), Room::default());
        let next = part.blocks.iter().skip(1).map(Some).chain([None]);
        for (&block, next) in part.blocks.iter().zip(next) {
            if let Some(next) = next {
                View::new(facts, *next).fetch(plan);
            }
            batch.read(facts, plan, block, (part.first, part.end));
            for accumulator in &mut accumulators {
                accumulator.add(&batch, &mut room);
            }
        }
        accumulators.iter_mut().for_each(Accumulator::close);
        accumulators
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = parts
            .iter()
            .skip(1)
            .map(|part| scope.spawn(move || run(part)))
            .collect();
        let mut done = vec![parts.first().map(run)];
        for other in others {
            done.push(Some(
                other
                    .join()
                    .expect("invariant: a part of a scan does not panic"),
            ));
        }
        done.into_iter().flatten()
    });
    let mut all = done.next().unwrap_or_default();
    for part in done {
        for (whole, part) in all.iter_mut().zip(part) {
            whole.merge(part);
        }
    }
    let mut grids: Vec<Grid> = all.into_iter().map(|one| one.grid(plan)).collect();
    let empty = |grouping: &Grouping| Grid::empty(grouping.shape(plan));
    grids.extend(groupings[n_counted..].iter().map(empty));
    if sums_add_up(plan)
        && let Some((body, totals)) = grids.split_first_mut()
    {
        for (grouping, total) in groupings[1..].iter().zip(totals) {
            add_up(body, *grouping, total);
        }
    }
    tables(plan, &groupings, grids)
}

/// Adds the sums of the body to those of `total`, which is of `grouping`.
fn add_up(body: &Grid, grouping: Grouping, total: &mut Grid) {
    let by_rows = matches!(grouping, Grouping::Body | Grouping::Rows);
    let by_columns = matches!(grouping, Grouping::Body | Grouping::Columns);
    for (n, cell) in body.cells.iter().enumerate() {
        let row = if by_rows { n / body.n_columns } else { 0 };
        let column = if by_columns { n % body.n_columns } else { 0 };
        let total = &mut total.cells[row * total.n_columns + column];
        for (total, sum) in total.sums.iter_mut().zip(cell.sums) {
            *total += sum;
        }
    }
}

/// The answer, from the grids of the groupings that differ.
pub(crate) fn tables(plan: &Plan, groupings: &[Grouping], grids: Vec<Grid>) -> Tables {
    let mut counted: Vec<(Grouping, Grid)> = groupings.iter().copied().zip(grids).collect();
    let mut take = |grouping: Grouping| {
        let place = counted.iter().position(|(other, _)| *other == grouping)?;
        Some(counted.swap_remove(place).1)
    };
    let body = take(Grouping::Body).expect("invariant: the body is always counted");
    let whole = take(Grouping::Whole).unwrap_or_else(|| body.clone());
    // What was not counted is the same as something that was: without columns the body is its own row
    // totals, without rows its own column totals, and without either the whole.
    let mut totals = |grouping: Grouping| {
        take(grouping).unwrap_or_else(|| {
            let (n_rows, n_columns) = grouping.shape(plan);
            let same = if n_rows == 1 && n_columns == 1 {
                &whole
            } else {
                &body
            };
            Grid {
                n_rows,
                n_columns,
                ..same.clone()
            }
        })
    };
    let (row_totals, column_totals) = (totals(Grouping::Rows), totals(Grouping::Columns));
    Tables {
        body,
        row_totals,
        column_totals,
        whole,
    }
}

/// The blocks in which any fact can count.
fn candidates(facts: &Facts, bounds: &Bounds) -> Vec<usize> {
    let can_count = |block: &Block| {
        let (first, last) = block.years;
        any(bounds.residence.as_ref(), &block.residences)
            && any(bounds.body.as_ref(), &block.bodies)
            && meets(bounds.years.as_ref(), first.into(), last.into())
    };
    let blocks = facts.blocks.iter().enumerate();
    blocks
        .filter(|(_, block)| can_count(block))
        .map(|(n, _)| n)
        .collect()
}

/// Whether any of `values` can count.
fn any(cumulated: Option<&Vec<u32>>, values: &Values) -> bool {
    match values {
        Values::Range(first, last) => meets(cumulated, (*first).into(), (*last).into()),
        Values::Each(values) => {
            let one = |value: &u16| meets(cumulated, (*value).into(), (*value).into());
            cumulated.is_none() || values.iter().any(one)
        }
    }
}

/// Whether a value from `first` to `last` can count.
fn meets(cumulated: Option<&Vec<u32>>, first: usize, last: usize) -> bool {
    let Some(cumulated) = cumulated else {
        return true;
    };
    let up_to = |value: usize| {
        cumulated
            .get(value)
            .or(cumulated.last())
            .copied()
            .unwrap_or(0)
    };
    let before = first.checked_sub(1).map_or(0, up_to);
    up_to(last) > before
}

/// A stretch of facts for one core.
struct Part<'b> {
    blocks: &'b [usize],
    /// First fact, and the one after the last.
    first: usize,
    end: usize,
}

/// Cuts the candidate blocks into about equal parts, each from the first fact of a household on, so
/// that no household or person is in two parts.
fn parts<'b>(facts: &Facts, blocks: &'b [usize], n_parts: usize) -> Vec<Part<'b>> {
    let n_parts = n_parts.min(blocks.len() / 4).max(1);
    let mut cuts = vec![0];
    for n in 1..n_parts {
        let block = blocks.get(blocks.len() * n / n_parts).copied().unwrap_or(0);
        cuts.push(next_household(facts, block * BLOCK));
    }
    cuts.push(facts.len());
    let bounds = cuts.windows(2);
    let part = |bounds: &[usize]| {
        let (first, end) = (bounds[0], bounds[1].max(bounds[0]));
        let from = blocks.partition_point(|block| (block + 1) * BLOCK <= first);
        let to = blocks
            .partition_point(|block| block * BLOCK < end)
            .max(from);
        Part {
            blocks: &blocks[from..to],
            first,
            end,
        }
    };
    bounds.map(part).collect()
}

/// The first fact of a household, at `row` or after it.
fn next_household(facts: &Facts, row: usize) -> usize {
    let starts = |row: usize| {
        facts
            .household_starts
            .get(row / 64)
            .is_none_or(|word| word >> (row % 64) & 1 == 1)
    };
    (row..facts.len())
        .find(|row| starts(*row))
        .unwrap_or(facts.len())
}
