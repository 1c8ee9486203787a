//! A column whose values are mostly zero: one bit a fact, and the values that are not.

use crate::facts::BLOCK;

/// The column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sparse<T> {
    len: usize,
    is_there: Vec<u64>,
    /// How many values stand before each block.
    before: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default + PartialEq + Into<u32>> Sparse<T> {
    pub(crate) fn push(&mut self, value: T) {
        if self.len.is_multiple_of(64) {
            self.is_there.push(0);
        }
        if self.len.is_multiple_of(BLOCK) {
            let n = u32::try_from(self.values.len()).expect("invariant: fewer than 2^32 facts");
            self.before.push(n);
        }
        if value != T::default()
            && let Some(word) = self.is_there.last_mut()
        {
            *word |= 1 << (self.len % 64);
            self.values.push(value);
        }
        self.len += 1;
    }

    /// The values of block number `block`, one a fact, into `out`.
    pub(crate) fn read(&self, block: usize, out: &mut [u32]) {
        out.fill(0);
        let first = block * (BLOCK / 64);
        let words = self.is_there.iter().skip(first).take(BLOCK / 64);
        let mut at = self.before.get(block).map_or(0, |&n| n as usize);
        for (word, out) in words.zip(out.chunks_mut(64)) {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                out[bit] = self.values[at].into();
                at += 1;
                rest &= rest - 1;
            }
        }
    }

    /// Whether block number `block` has no value but zero.
    pub(crate) fn is_zero_in(&self, block: usize) -> bool {
        let before = |block: usize| {
            let end = self.values.len();
            self.before.get(block).map_or(end, |n| *n as usize)
        };
        before(block) == before(block + 1)
    }

    pub(crate) const fn is_all_zero(&self) -> bool {
        self.values.is_empty()
    }

    /// Gives back the room that is not needed; a column of nothing but zeros needs none.
    pub(crate) fn shrink(&mut self) {
        if self.is_all_zero() {
            self.is_there = Vec::new();
            self.before = Vec::new();
        }
        self.is_there.shrink_to_fit();
        self.before.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    pub(crate) fn n_bytes(&self) -> usize {
        8 * self.is_there.capacity()
            + 4 * self.before.capacity()
            + size_of::<T>() * self.values.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::Sparse;
    use crate::facts::BLOCK;

    #[test]
    fn values_come_back_in_their_place() {
        let of = |n: usize| {
            if n.is_multiple_of(7) {
                u32::try_from(n).unwrap()
            } else {
                0
            }
        };
        let mut column = Sparse::<u32>::default();
        let n = BLOCK + 100;
        for row in 0..n {
            column.push(of(row));
        }
        let mut block = vec![1; BLOCK];
        column.read(0, &mut block);
        assert!((0..BLOCK).all(|row| block[row] == of(row)));
        let mut rest = vec![1; 100];
        column.read(1, &mut rest);
        assert!((0..100).all(|row| rest[row] == of(BLOCK + row)));
    }

    #[test]
    fn a_block_of_zeros_is_known() {
        let mut column = Sparse::<u8>::default();
        for row in 0..3 * BLOCK {
            column.push(u8::from(row == BLOCK + 5));
        }
        let zeros = [0, 1, 2].map(|block| column.is_zero_in(block));
        assert_eq!(zeros, [true, false, true]);
    }
}
