//! Where the attacker asks: the door itself, or whatever stands before it, as pages and files do.

use pas_cube::grid::Cell;

use crate::protection::ProtectedCell;

/// Which of two editions is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The one that is attacked.
    Later,
    /// The one before it.
    Earlier,
}

/// A table of a family: the boxes of one choice of levels.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// In which edition.
    pub edition: Edition,
    /// Level and code that all boxes are inside of.
    pub filters: &'a [(&'static str, String)],
    /// The levels; of the other dimensions, all.
    pub levels: Vec<&'static str>,
    /// For each level the codes of its nodes, as the boxes stand: the last level runs fastest.
    pub codes: Vec<&'a [String]>,
    /// The boxes as they are. They belong to the judge; a surface that is honest does not read them.
    pub exact: &'a [Cell],
    /// Number of the first box among those of the family.
    pub first: usize,
}

/// Something that answers questions.
pub trait Surface {
    /// Every box of `asked` as it is shown; each table is asked for once and then `again`.
    fn show(&self, asked: &Asked<'_>, again: bool) -> Vec<ProtectedCell>;
}

/// A door for single boxes: the box, and the running number of the question.
impl<F: Fn(&Cell, u64) -> ProtectedCell> Surface for F {
    fn show(&self, asked: &Asked<'_>, again: bool) -> Vec<ProtectedCell> {
        let numbered = (asked.first as u64..).zip(asked.exact);
        numbered
            .map(|(n, cell)| self(cell, 2 * n + u64::from(again)))
            .collect()
    }
}
