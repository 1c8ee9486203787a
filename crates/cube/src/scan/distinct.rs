//! Distinct people, or households, of each cell: the facts of one lie side by side, so the last one is
//! enough to know.

use super::runs::Run;

/// Most cells whose people are told apart by one bit a cell.
const FEW_CELLS: usize = 64;
/// Parts of the count of one of few cells, for the same reason as those of a sum.
const N_LANES: usize = 4;

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
    /// The last person of each cell, and how many there were, in two parts.
    Many(Vec<(u32, [u32; 2])>),
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
            Self::Many(vec![(0, [0; 2]); n_cells])
        }
    }

    pub(super) const fn is_counted(&self) -> bool {
        !matches!(self, Self::Uncounted)
    }

    /// Counts the people of entries, of which `same` says whether the person is that of the entry before:
    /// every bit, or none; that of the first does not matter. Into `known` goes, in the same way, whether
    /// the person was in the cell before.
    pub(super) fn add(&mut self, cells: &[u32], people: &[u32], same: &[u32], known: &mut [u32]) {
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
                    count[0] += known.wrapping_add(1);
                    *last = *person;
                }
            }
        }
    }

    /// The same where each person's entries in one cell follow each other: then a person is known where both
    /// are those of the entry before, which needs no memory of any cell. Only the first person may have been
    /// in a cell in the batch before, and the last one may go on in the next.
    pub(super) fn add_in_order(
        &mut self,
        cells: &[u32],
        people: &[u32],
        same: &[u32],
        known: &mut [u32],
    ) {
        let n_of_first = same.iter().skip(1).take_while(|same| **same != 0).count() + 1;
        let n_of_first = n_of_first.min(cells.len());
        let (head, tail) = known.split_at_mut(n_of_first);
        self.add(
            &cells[..n_of_first],
            &people[..n_of_first],
            &same[..n_of_first],
            head,
        );
        let Some(last) = people[n_of_first..].last() else {
            return;
        };
        let pairs = cells[n_of_first - 1..].windows(2);
        for (known, (two, same)) in tail.iter_mut().zip(pairs.zip(&same[n_of_first..])) {
            *known = same & mask(two[0] == two[1]);
        }
        let (cells, people) = (&cells[n_of_first..], &people[n_of_first..]);
        let of_last = cells.iter().zip(people).rev();
        let of_last = of_last.take_while(|(_, person)| *person == last);
        let cells_of_last = of_last.map(|(cell, _)| *cell as usize);
        match self {
            Self::Uncounted => {}
            Self::Few {
                last_person,
                cells_of_last: seen,
                counts,
            } => {
                for (n, (cell, known)) in cells.iter().zip(tail).enumerate() {
                    let lanes = &mut counts[*cell as usize % FEW_CELLS];
                    lanes[n % N_LANES] += known.wrapping_add(1);
                }
                *last_person = *last;
                *seen = cells_of_last.fold(0, |seen, cell| seen | 1 << (cell % FEW_CELLS));
            }
            Self::Many(so_far) => {
                for (n, (cell, known)) in cells.iter().zip(tail).enumerate() {
                    so_far[*cell as usize].1[n % 2] += known.wrapping_add(1);
                }
                for cell in cells_of_last {
                    so_far[cell].0 = *last;
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
        known: &mut [u32],
    ) {
        known.copy_from_slice(same);
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
                Self::Many(cells) => cells[run.cell].1[0] += n_new,
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
                    cell.1[0] += other.1.iter().sum::<u32>();
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
            Self::Many(cells) => cells.get(cell).map_or(0, |(_, count)| count.iter().sum()),
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

    /// Every stretch of one cell, however short.
    fn runs_of(cells: &[u32]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (entry, cell) in cells.iter().enumerate() {
            match runs.last_mut() {
                Some(run) if run.cell == *cell as usize => run.entries.end = entry + 1,
                _ => runs.push(Run {
                    cell: *cell as usize,
                    entries: entry..entry + 1,
                }),
            }
        }
        runs
    }

    /// People of entries, four batches of them, counted entry by entry, in runs and in order.
    #[test]
    fn entries_runs_and_order_count_the_same() {
        for n_cells in [3, 100] {
            let [mut one_by_one, mut in_runs, mut in_order] =
                [(); 3].map(|()| Distinct::of_cells(n_cells));
            for batch in 0..4_u32 {
                let people: Vec<u32> = (0..50).map(|n| 1 + (batch * 50 + n) / 7).collect();
                let cells: Vec<u32> = (0..50).map(|n| (batch * 50 + n) / 11 % 3).collect();
                let same: Vec<u32> = (0..50)
                    .map(|n| mask(n > 0 && people[n] == people[n - 1]))
                    .collect();
                let runs = runs_of(&cells);
                let mut known = [[7; 50]; 3];
                one_by_one.add(&cells, &people, &same, &mut known[0]);
                in_runs.add_runs(&runs, &people, &same, &mut known[1]);
                in_order.add_in_order(&cells, &people, &same, &mut known[2]);
                assert_eq!(known[0], known[1], "{n_cells} {batch}");
                assert_eq!(known[0], known[2], "{n_cells} {batch}");
            }
            for cell in 0..3 {
                assert_eq!(one_by_one.count(cell), in_runs.count(cell));
                assert_eq!(one_by_one.count(cell), in_order.count(cell));
                assert!(one_by_one.count(cell) > 5);
            }
        }
    }
}
