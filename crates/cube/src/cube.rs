//! An edition in memory: its tables, its facts, and the nodes of every level over them.

use crate::coverage::CoverageSums;
use crate::dimension::{Cut, Level, Node, Source, levels};
use crate::facts::Facts;
use crate::merged;
use crate::plan::Plan;
use crate::reference::Reference;

/// Facts and tables, ready for questions. Immutable; share it behind an `Arc`.
#[derive(Debug)]
pub struct Cube {
    reference: Reference,
    facts: Facts,
    merged: Option<Facts>,
    cuts: Vec<(&'static str, Cut)>,
    coverage: CoverageSums,
}

impl Cube {
    /// Lays every level of the dimensions over `reference`, merges facts where that is worth it, and adds up
    /// the coverage, whose entries are afterwards in the order of year, body and benefit.
    pub fn new(mut reference: Reference, facts: Facts) -> Self {
        let coverage = CoverageSums::over(&mut reference);
        let cuts = levels()
            .map(|level| (level.id, (level.cut)(&reference)))
            .collect();
        Self {
            merged: merged::worthwhile(&facts),
            reference,
            facts,
            cuts,
            coverage,
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

    /// The facts that answer `plan` with least work.
    pub(crate) fn facts_for(&self, plan: &Plan) -> &Facts {
        let merged = self.merged.as_ref().filter(|_| merged::answers(plan));
        merged.unwrap_or(&self.facts)
    }

    /// Bytes that the facts take in memory, the merged ones with them.
    pub fn n_bytes(&self) -> usize {
        self.facts.n_bytes() + self.merged.as_ref().map_or(0, Facts::n_bytes)
    }

    /// The nodes of `level`, in the order of their positions.
    pub fn nodes(&self, level: &Level) -> &[Node] {
        &self.cut(level).nodes
    }

    /// The node of `level`, one of residence, that the place at position `place` is in.
    pub fn node_of_place(&self, level: &Level, place: u16, year: i16) -> Option<&Node> {
        self.node_of(level, Source::Residence, place.into(), year)
    }

    /// The node of `level`, one of the granting body, that the body at position `body` is in.
    pub fn node_of_body(&self, level: &Level, body: u16, year: i16) -> Option<&Node> {
        self.node_of(level, Source::Body, body.into(), year)
    }

    /// The node of `level`, one of the benefit, that the benefit at position `benefit` is in.
    pub fn node_of_benefit(&self, level: &Level, benefit: u8) -> Option<&Node> {
        self.node_of(
            level,
            Source::Benefit,
            benefit.into(),
            self.reference.first_year,
        )
    }

    fn node_of(&self, level: &Level, source: Source, value: usize, year: i16) -> Option<&Node> {
        let cut = self.cut(level);
        if cut.source != source {
            return None;
        }
        let year = usize::try_from(year.checked_sub(self.reference.first_year)?).ok()?;
        cut.nodes.get(usize::from(cut.node_at(value, year)?))
    }

    pub(crate) const fn coverage(&self) -> &CoverageSums {
        &self.coverage
    }

    pub(crate) fn cut(&self, level: &Level) -> &Cut {
        let found = self.cuts.iter().find(|(id, _)| *id == level.id);
        let (_, cut) = found.expect("invariant: a cube lays out every level there is");
        cut
    }
}
