//! For each block, the most that one person has of each sum: where it is no more than what the largest
//! two of a cell have already, nobody in the block can be one of them.

use crate::facts::BLOCK;
use crate::grid::N_SUMS;

/// What one person has of each sum.
pub(crate) type Parts = [u32; N_SUMS];

/// Of a block that nobody measured: anybody may have any amount.
const UNKNOWN: Parts = [u32::MAX; N_SUMS];

/// The most of one person by block, in each year and in all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peaks {
    n_years: usize,
    /// By block; in it by year, and last what a person has in all years.
    of: Vec<Parts>,
}

impl Peaks {
    /// The most that one person with a fact in block number `block` has in all years, also outside the block.
    pub(crate) fn in_all_years(&self, block: usize) -> Parts {
        self.at(block, self.n_years)
    }

    /// The same in the one of `years` in which it is most.
    pub(crate) fn in_one_year(&self, block: usize, years: impl Iterator<Item = usize>) -> Parts {
        let mut most = Parts::default();
        if self.of.is_empty() {
            return UNKNOWN;
        }
        for year in years.filter(|year| *year < self.n_years) {
            raise(&mut most, &self.at(block, year));
        }
        most
    }

    fn at(&self, block: usize, year: usize) -> Parts {
        let at = block * (self.n_years + 1) + year;
        self.of.get(at).copied().unwrap_or(UNKNOWN)
    }

    pub(crate) fn n_bytes(&self) -> usize {
        size_of::<Parts>() * self.of.capacity()
    }
}

/// Measures the people as they come.
#[derive(Debug)]
pub(crate) struct PeaksBuilder {
    peaks: Peaks,
    /// What the person has so far, by year and in all.
    person: Vec<Parts>,
    first_block: usize,
}

impl PeaksBuilder {
    pub(crate) fn new(n_years: u8) -> Self {
        let n_years = usize::from(n_years);
        Self {
            peaks: Peaks {
                n_years,
                of: Vec::new(),
            },
            person: vec![Parts::default(); n_years + 1],
            first_block: 0,
        }
    }

    /// Adds what fact number `row` gives its person, a new one or that of the fact before.
    pub(crate) fn push(&mut self, row: usize, is_new_person: bool, year: u8, parts: Parts) {
        if is_new_person {
            self.close(row);
            self.first_block = row / BLOCK;
        }
        for slot in [usize::from(year), self.peaks.n_years] {
            for (sum, part) in self.person[slot].iter_mut().zip(parts) {
                *sum = sum.saturating_add(part);
            }
        }
    }

    /// Raises the peaks of the blocks in which the person has facts, up to fact number `end`.
    fn close(&mut self, end: usize) {
        let n_slots = self.person.len();
        self.peaks
            .of
            .resize(end.div_ceil(BLOCK) * n_slots, Parts::default());
        for block in self.peaks.of[self.first_block * n_slots..].chunks_mut(n_slots) {
            for (most, parts) in block.iter_mut().zip(&self.person) {
                raise(most, parts);
            }
        }
        self.person.fill(Parts::default());
    }

    /// The peaks of `n_facts` facts.
    pub(crate) fn finish(mut self, n_facts: usize) -> Peaks {
        self.close(n_facts);
        self.peaks.of.shrink_to_fit();
        self.peaks
    }
}

fn raise(most: &mut Parts, parts: &Parts) {
    for (most, part) in most.iter_mut().zip(parts) {
        *most = (*most).max(*part);
    }
}

#[cfg(test)]
mod tests {
    use super::PeaksBuilder;
    use crate::facts::BLOCK;
    use crate::grid::N_SUMS;

    #[test]
    fn a_person_on_the_edge_counts_whole_in_both_blocks() {
        let mut builder = PeaksBuilder::new(2);
        // One fact of 1 a person, but for the person with the last fact of one block and two of the next.
        let n_facts = BLOCK + 10;
        for row in 0..n_facts {
            let is_new = !(BLOCK..BLOCK + 2).contains(&row);
            let year = u8::from(row == BLOCK);
            let mut parts = [1; N_SUMS];
            parts[3] = if row == BLOCK { u32::MAX } else { 1 };
            builder.push(row, is_new, year, parts);
        }
        let peaks = builder.finish(n_facts);
        for block in [0, 1] {
            assert_eq!(peaks.in_all_years(block), [3, 3, 3, u32::MAX, 3, 3]);
            assert_eq!(peaks.in_one_year(block, 0..1), [2; N_SUMS]);
            assert_eq!(peaks.in_one_year(block, 1..2), [1, 1, 1, u32::MAX, 1, 1]);
            assert_eq!(peaks.in_one_year(block, 0..2), [2, 2, 2, u32::MAX, 2, 2]);
        }
        assert_eq!(peaks.in_all_years(2), [u32::MAX; N_SUMS]);
    }

    #[test]
    fn of_a_block_the_largest_person_is_told() {
        let mut builder = PeaksBuilder::new(1);
        for (row, part) in [7, 3, 9, 2].into_iter().enumerate() {
            builder.push(row, true, 0, [part; N_SUMS]);
        }
        assert_eq!(builder.finish(4).in_all_years(0), [9; N_SUMS]);
    }
}
