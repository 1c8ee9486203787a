//! Entries that follow each other in one cell: where only territory tells cells apart, there are many.

use std::ops::Range;

/// Changes from one cell to another, one in so many entries, beyond which runs are too short to help.
const SHORT_RUN: usize = 32;

/// Entries that follow each other in one cell.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) cell: usize,
    pub(super) entries: Range<usize>,
}

impl Run {
    /// All entries, where all are in one cell and there is any.
    pub(super) fn of_all(cells: &[u32]) -> Option<Self> {
        let cell = *cells.first()? as usize;
        let entries = 0..cells.len();
        Some(Self { cell, entries })
    }
}

/// Adds to `runs` the stretches of one cell; nothing where they are short.
pub(super) fn find_runs(cells: &[u32], runs: &mut Vec<Run>) {
    let most = cells.len() / SHORT_RUN + 1;
    runs.extend(Run::of_all(cells));
    for (chunk, first) in cells.chunks(SHORT_RUN).zip((0..).step_by(SHORT_RUN)) {
        let Some(run) = runs.last_mut() else {
            return;
        };
        // A whole chunk of the cell at once, which the compiler makes wide.
        let differs = chunk
            .iter()
            .fold(0, |bits, cell| bits | (*cell as usize ^ run.cell));
        if differs != 0 {
            split_runs(chunk, first, runs);
        }
        if runs.len() > most {
            runs.clear();
            return;
        }
    }
}

/// Cuts the last of `runs` where the cells of `chunk`, whose first is entry number `first`, change.
fn split_runs(chunk: &[u32], first: usize, runs: &mut Vec<Run>) {
    for (entry, cell) in (first..).zip(chunk) {
        if let Some(run) = runs.last_mut().filter(|run| run.cell != *cell as usize) {
            let end = std::mem::replace(&mut run.entries.end, entry);
            runs.push(Run {
                cell: *cell as usize,
                entries: entry..end,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find_runs;

    #[test]
    fn long_stretches_are_found_and_short_ones_left() {
        for (changes, expected) in [
            (&[][..], vec![(0, 200)]),
            (&[64], vec![(0, 64), (1, 200)]),
            (&[100, 150], vec![(0, 100), (1, 150), (2, 200)]),
            (&[1, 2, 199], vec![(0, 1), (1, 2), (2, 199), (3, 200)]),
        ] {
            let before = |entry: usize| changes.iter().filter(|change| **change <= entry).count();
            let cells = (0..200).map(|entry| u32::try_from(before(entry)).expect("few"));
            let mut runs = Vec::new();
            find_runs(&cells.collect::<Vec<_>>(), &mut runs);
            let ends = runs.iter().map(|run| (run.cell, run.entries.end));
            assert_eq!(ends.collect::<Vec<_>>(), expected);
        }
        let alternating: Vec<u32> = (0..256).map(|entry| entry % 2).collect();
        let mut none = Vec::new();
        find_runs(&alternating, &mut none);
        find_runs(&[], &mut none);
        assert!(none.is_empty());
    }
}
