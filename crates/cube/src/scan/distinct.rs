//! Distinct people, or households, of each cell: the facts of one lie side by side, so the last one is
//! enough to know.

use std::ops::Range;

/// Most cells whose people are told apart by one bit a cell.
const FEW_CELLS: usize = 64;
/// Parts of the count of one of few cells, for the same reason as those of a sum.
const N_LANES: usize = 4;

/// Entries that follow each other in one cell.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) cell: usize,
    pub(super) entries: Range<usize>,
}

/// The people of all cells; or the households, of which the same is true.
pub(super) enum Distinct {
    /// Nobody counts them.
    Uncounted,
    /// Of at most [`FEW_CELLS`] cells: the last person of all, and the cells that this one is in.
    Few {
        last_person: u32,
        cells_of_last: u64,
        counts: Box<[[u32; N_LANES]; FEW_CELLS]>,
    },
    /// The last person of each cell, and how many there were.
    Many(Vec<(u32, u32)>),
}

impl Distinct {
    pub(super) fn of_cells(n_cells: usize) -> Self {
        if n_cells <= FEW_CELLS {
            Self::Few {
                last_person: 0,
                cells_of_last: 0,
                counts: Box::new([[0; N_LANES]; FEW_CELLS]),
            }
        } else {
            Self::Many(vec![(0, 0); n_cells])
        }
    }

    pub(super) const fn is_counted(&self) -> bool {
        !matches!(self, Self::Uncounted)
    }

    /// Counts the people of entries, of which `same` says whether the person is that of the entry before:
    /// every bit, or none; that of the first does not matter. Into `known` goes, in the same way, whether
    /// the person was in the cell before.
    pub(super) fn add(
        &mut self,
        cells: &[u32],
        people: &[u32],
        same: &[u32],
        known: &mut Vec<u32>,
    ) {
        // Every place is written below; what was there does not matter.
        known.resize(cells.len(), 0);
        match self {
            Self::Uncounted => {}
            Self::Few {
                last_person,
                cells_of_last,
                counts,
            } => {
                let (Some(first), Some(last)) = (people.first(), people.last()) else {
                    return;
                };
                let mut seen = if first == last_person {
                    *cells_of_last
                } else {
                    0
                };
                let mut keeps = u64::MAX;
                let mut sames = same.iter().skip(1);
                for (n, (cell, known)) in cells.iter().zip(known).enumerate() {
                    let (before, cell) = (seen & keeps, *cell as usize % FEW_CELLS);
                    *known = mask(before >> cell & 1 == 1);
                    seen = before | 1 << cell;
                    counts[cell][n % N_LANES] += known.wrapping_add(1);
                    keeps = sames.next().map_or(0, |same| wide(*same));
                }
                (*last_person, *cells_of_last) = (*last, seen);
            }
            Self::Many(cells_so_far) => {
                for ((cell, person), known) in cells.iter().zip(people).zip(known) {
                    let (last, count) = &mut cells_so_far[*cell as usize];
                    *known = mask(*last == *person);
                    *count += known.wrapping_add(1);
                    *last = *person;
                }
            }
        }
    }

    /// The same for entries in `runs`: within one, a person is new where the one before was another.
    pub(super) fn add_runs(
        &mut self,
        runs: &[Run],
        people: &[u32],
        same: &[u32],
        known: &mut Vec<u32>,
    ) {
        known.clear();
        known.extend_from_slice(same);
        for run in runs {
            let of_run = &people[run.entries.clone()];
            let (Some(first), Some(last)) = (of_run.first(), of_run.last()) else {
                continue;
            };
            let known = &mut known[run.entries.clone()];
            known[0] = mask(self.enter(run.cell, *first, *last));
            let n_new = known.iter().map(|known| known.wrapping_add(1)).sum::<u32>();
            match self {
                Self::Uncounted => {}
                Self::Few { counts, .. } => counts[run.cell % FEW_CELLS][0] += n_new,
                Self::Many(cells) => cells[run.cell].1 += n_new,
            }
        }
    }

    /// Whether `first` was in the cell before; from now on the last person is `last`.
    fn enter(&mut self, cell: usize, first: u32, last: u32) -> bool {
        match self {
            Self::Uncounted => false,
            Self::Few {
                last_person,
                cells_of_last,
                ..
            } => {
                let seen = if first == *last_person {
                    *cells_of_last
                } else {
                    0
                };
                let bit = 1 << (cell % FEW_CELLS);
                *cells_of_last = if first == last { seen | bit } else { bit };
                *last_person = last;
                seen & bit != 0
            }
            Self::Many(cells) => std::mem::replace(&mut cells[cell].0, last) == first,
        }
    }

    /// Adds the counts of other people.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Few { counts, .. }, Self::Few { counts: others, .. }) => {
                let others = others.iter().flatten();
                for (count, other) in counts.iter_mut().flatten().zip(others) {
                    *count += other;
                }
            }
            (Self::Many(cells), Self::Many(others)) => {
                for (cell, other) in cells.iter_mut().zip(others) {
                    cell.1 += other.1;
                }
            }
            _ => {}
        }
    }

    /// How many people are in a cell.
    pub(super) fn count(&self, cell: usize) -> u32 {
        match self {
            Self::Uncounted => 0,
            Self::Few { counts, .. } => counts.get(cell).map_or(0, |lanes| lanes.iter().sum()),
            Self::Many(cells) => cells.get(cell).map_or(0, |(_, count)| *count),
        }
    }
}

/// Every bit, or none: a mask, because a bit would tempt the compiler into a branch that nobody can foresee.
pub(super) fn mask(all: bool) -> u32 {
    0_u32.wrapping_sub(u32::from(all))
}

/// A mask of 64 bits.
fn wide(mask: u32) -> u64 {
    i64::from(mask.cast_signed()).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People of entries, four batches of them, counted entry by entry and in runs.
    #[test]
    fn runs_and_entries_count_the_same() {
        for n_cells in [3, 100] {
            let (mut one_by_one, mut in_runs) =
                (Distinct::of_cells(n_cells), Distinct::of_cells(n_cells));
            for batch in 0..4_u32 {
                let people: Vec<u32> = (0..50).map(|n| 1 + (batch * 50 + n) / 7).collect();
                let cells: Vec<u32> = (0..50).map(|n| (batch * 50 + n) / 11 % 3).collect();
                let same: Vec<u32> = (0..50)
                    .map(|n| mask(n > 0 && people[n] == people[n - 1]))
                    .collect();
                let mut runs: Vec<Run> = Vec::new();
                for (n, cell) in cells.iter().enumerate() {
                    match runs.last_mut() {
                        Some(run) if run.cell == *cell as usize => run.entries.end = n + 1,
                        _ => runs.push(Run {
                            cell: *cell as usize,
                            entries: n..n + 1,
                        }),
                    }
                }
                let (mut known, mut known_in_runs) = (Vec::new(), Vec::new());
                one_by_one.add(&cells, &people, &same, &mut known);
                in_runs.add_runs(&runs, &people, &same, &mut known_in_runs);
                assert_eq!(known, known_in_runs, "{n_cells} {batch}");
            }
            for cell in 0..3 {
                assert_eq!(one_by_one.count(cell), in_runs.count(cell));
                assert!(one_by_one.count(cell) > 5);
            }
        }
    }
}
