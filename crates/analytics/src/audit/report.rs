//! What was tried, what it gave, and whether that is within what the policy declares.

use serde::Serialize;

use super::judge::failures;
use crate::protection::Certainty;

/// A1: hidden cells whose value follows from all shown figures taken for true.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Determined {
    /// Hidden cells in any equation.
    pub n_unknowns: usize,
    /// Equations with a hidden cell.
    pub n_equations: usize,
    /// Hidden cells whose value follows.
    pub n_determined: usize,
    /// Of these, cells of one to a few people: the ones to be protected.
    pub n_small: usize,
    /// Of these, how often the value is the true one.
    pub n_right: usize,
    /// How often the most frequent count would have been.
    pub n_guessed: usize,
    /// Hidden cells in systems too large to be solved.
    pub n_left_out: usize,
}

/// A2: intervals of hidden counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bounds {
    /// Hidden cells that were tried.
    pub n_cells: usize,
    /// Programs without a solution.
    pub n_unsolved: usize,
    /// Width of the narrowest interval, within 0 to threshold − 1; nothing where none was computed.
    pub narrowest: Option<f64>,
    /// Intervals of a single value.
    pub n_points: usize,
}

/// All equations on a hidden cell together, weighed by the table of noise.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Inferred {
    /// Hidden cells of one to a few people with an equation.
    pub n_cells: usize,
    /// Most equations on one of them.
    pub most_equations: usize,
    /// Differences of sums that weighed in.
    pub n_sums: usize,
    /// Highest certainty about one of them.
    pub highest: f64,
    /// How often the most likely count is the true one, starting from what is frequent.
    pub n_right: usize,
    /// How often the most frequent count is.
    pub n_guessed: usize,
}

/// A4 and A5: differences of answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Walked {
    /// Differences tried.
    pub n_tried: usize,
    /// Of these, different ones; what follows counts each once.
    pub n_different: usize,
    /// Of these, those of shown figures only.
    pub n_both_shown: usize,
    /// Of these, those with one to a few people between the boxes.
    pub n_small: usize,
    /// Highest certainty about one of them.
    pub highest: f64,
    /// How often the most likely count is the true one.
    pub n_right: usize,
    /// How often the most frequent count is.
    pub n_guessed: usize,
    /// Differences of nobody.
    pub n_empty: usize,
    /// Of these, those seen to be empty.
    pub n_empty_seen: usize,
    /// Differences with an amount of at most a few people.
    pub n_amounts: usize,
    /// Of these, those that came within a tenth of it.
    pub n_amounts_close: usize,
}

/// One family of tables.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FamilyReport {
    /// Italian name.
    pub name: String,
    /// Boxes.
    pub n_cells: usize,
    /// Of these, hidden.
    pub n_hidden: usize,
    /// Equations between boxes.
    pub n_equations: usize,
    /// Answers that differed when asked again.
    pub n_inconsistent: usize,
    /// How far shown counts are off on average, in standard deviations of that average.
    pub bias: f64,
    /// A1 on people.
    pub people: Determined,
    /// A1 on records.
    pub records: Determined,
    /// A2.
    pub bounds: Bounds,
    /// All equations weighed.
    pub inferred: Inferred,
    /// A3: A2 and the weighing, for each insider.
    pub insiders: Vec<(Bounds, Inferred)>,
    /// A4, pairs.
    pub pairs: Walked,
    /// A4, triples.
    pub triples: Walked,
    /// A5; nothing tried where there is no other edition.
    pub editions: Walked,
}

/// The audit of an edition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditReport {
    /// What the policy declares.
    pub declared: Certainty,
    /// What was found.
    pub families: Vec<FamilyReport>,
    /// In Italian, one sentence for each thing that is beyond what is declared.
    pub failures: Vec<String>,
}

impl AuditReport {
    pub(super) fn new(declared: Certainty, families: Vec<FamilyReport>) -> Self {
        let failures = families
            .iter()
            .flat_map(|family| failures(family, &declared));
        Self {
            declared,
            failures: failures.collect(),
            families,
        }
    }

    /// Whether any figure was shown that an attack could start from.
    pub fn tried_any(&self) -> bool {
        self.families
            .iter()
            .any(|family| family.n_cells > family.n_hidden)
    }

    /// Whether all is within what the policy declares.
    pub fn passes(&self) -> bool {
        self.failures.is_empty()
    }
}
