//! Which facts of a block count.

use super::view::{View, counted};

/// Times eight bytes that are 0 or 1: their bits in the highest byte, the first the lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Places in the block of the facts behind the entries.
#[derive(Default)]
pub(super) struct Picked {
    /// All facts of the block, in order; `places` says nothing then.
    pub(super) all: bool,
    pub(super) places: Vec<u16>,
}

impl Picked {
    /// All facts of a block.
    pub(super) const fn all() -> Self {
        Self {
            all: true,
            places: Vec::new(),
        }
    }

    pub(super) fn len(&self, view: &View<'_>) -> usize {
        if self.all {
            view.range.len()
        } else {
            self.places.len()
        }
    }

    /// Whether so few facts of the block are picked that reading one by one is quicker than all at once.
    pub(super) fn are_few(&self, view: &View<'_>) -> bool {
        !self.all && self.places.len() < view.range.len() / 8
    }

    /// For each entry, how many `starts` there are up to its fact, and `before`; `column` is working space.
    pub(super) fn count_starts(
        &self,
        view: &View<'_>,
        starts: &[u64],
        before: u32,
        out: &mut Vec<u32>,
        column: &mut Vec<u32>,
    ) {
        if self.are_few(view) {
            view.ranks(out, starts, &self.places, before);
        } else {
            counted(column, starts, view, before);
            self.gather(out, column);
        }
    }

    pub(super) fn iter<'p>(&'p self, view: &View<'_>) -> impl Iterator<Item = u16> + 'p {
        let all = if self.all { view.range.len() } else { 0 };
        let some: &[u16] = if self.all { &[] } else { &self.places };
        (0..as_u16(all)).chain(some.iter().copied())
    }

    /// Takes the places that are not refused.
    pub(super) fn take_others(&mut self, refused: &[u8]) {
        self.places.clear();
        let (eights, rest) = refused.as_chunks::<8>();
        for (eights, first) in eights.chunks(8).zip((0_u16..).step_by(64)) {
            let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
            let words = eights.iter().zip((0..).step_by(8));
            let refused = words.fold(0, |word, (eight, shift)| word | bits(eight) << shift);
            let n = 8 * eights.len();
            let mut left = !refused & u64::MAX >> (64 - n);
            while left != 0 {
                self.places
                    .push(first + as_u16(left.trailing_zeros() as usize));
                left &= left - 1;
            }
        }
        let numbered = (as_u16(refused.len() - rest.len())..).zip(rest);
        self.places
            .extend(numbered.filter_map(|(place, refused)| (*refused == 0).then_some(place)));
    }

    /// Of `column` (one value a fact of the block), the values of the entries.
    pub(super) fn gather(&self, out: &mut Vec<u32>, column: &mut Vec<u32>) {
        if self.all {
            std::mem::swap(out, column);
        } else {
            out.clear();
            out.extend(self.places.iter().map(|place| column[usize::from(*place)]));
        }
    }
}

pub(super) fn as_u16(place: usize) -> u16 {
    u16::try_from(place).expect("invariant: a block has fewer than 65,536 facts")
}
