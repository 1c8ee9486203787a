//! An edition in memory: its tables, its facts, and the nodes of every level over them.

use crate::dimension::{Cut, Level, Node, levels};
use crate::facts::Facts;
use crate::reference::Reference;

/// Facts and tables, ready for questions. Immutable; share it behind an `Arc`.
#[derive(Debug)]
pub struct Cube {
    reference: Reference,
    facts: Facts,
    cuts: Vec<(&'static str, Cut)>,
}

impl Cube {
    /// Lays every level of the dimensions over `reference`.
    pub fn new(reference: Reference, facts: Facts) -> Self {
        let cuts = levels()
            .map(|level| (level.id, (level.cut)(&reference)))
            .collect();
        Self {
            reference,
            facts,
            cuts,
        }
    }

    /// The tables.
    pub const fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The columns.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The nodes of `level`, in the order of their positions.
    pub fn nodes(&self, level: &Level) -> &[Node] {
        &self.cut(level).nodes
    }

    pub(crate) fn cut(&self, level: &Level) -> &Cut {
        let found = self.cuts.iter().find(|(id, _)| *id == level.id);
        let (_, cut) = found.expect("invariant: a cube lays out every level there is");
        cut
    }
}
