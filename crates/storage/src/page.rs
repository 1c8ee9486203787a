//! A page of a list.

/// Which page of a list, and how long pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    number: u32,
    size: u32,
}

impl Page {
    /// Longest page that a list gives.
    pub const MAX_SIZE: u32 = 1000;

    /// Page `number` (from 1; 0 counts as 1) of `size` lines (1 to [`Page::MAX_SIZE`]).
    pub const fn new(number: u32, size: u32) -> Self {
        let number = if number == 0 { 1 } else { number };
        let size = match size {
            0 => 1,
            size if size > Self::MAX_SIZE => Self::MAX_SIZE,
            size => size,
        };
        Self { number, size }
    }

    /// The whole list as one page, for handing it over as a file.
    pub const fn whole() -> Self {
        Self {
            number: 1,
            size: u32::MAX,
        }
    }

    /// The number, from 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// How many pages `n` lines fill; an empty list has one empty page.
    pub const fn n_pages(self, n: u64) -> u64 {
        let pages = n.div_ceil(self.size as u64);
        if pages == 0 { 1 } else { pages }
    }

    pub(crate) fn limit(self) -> i64 {
        i64::from(self.size)
    }

    pub(crate) fn offset(self) -> i64 {
        i64::from(self.number - 1) * i64::from(self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn counts_from_one() {
        for (number, size, offset, limit) in [(0, 50, 0, 50), (1, 50, 0, 50), (3, 0, 2, 1)] {
            let page = Page::new(number, size);
            assert_eq!((page.offset(), page.limit()), (offset, limit));
        }
        assert_eq!(Page::new(1, 50).n_pages(0), 1);
        assert_eq!(Page::new(1, 50).n_pages(51), 2);
    }
}
