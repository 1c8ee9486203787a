//! What an observatory has read from the e-services of many enti, each flow once, with its verdict.
//!
//! # Each flow exactly once
//!
//! A page of flows, the verdicts on them and the place from which to read on are stored in one
//! transaction. It begins with [`advance`], which moves the place only from where the reader took
//! it: of two readers of the same ente one moves on, and the other looks again. What was stored is
//! never changed nor deleted.

mod flow;
mod outcome;
mod source;

pub use flow::{
    FlowContent, NewObservedFlow, ObservedFlow, contents_in_force, flows, in_force, insert,
    names_known, withdraw,
};
pub use outcome::{PendingOutcome, mark_delivered, to_deliver};
pub use source::{ObservedCounts, ObservedEnte, add, advance, counts, find, list, note_poll};

pub(crate) use flow::STATEMENTS as FLOW_STATEMENTS;
pub(crate) use outcome::STATEMENTS as OUTCOME_STATEMENTS;
pub(crate) use source::STATEMENTS as SOURCE_STATEMENTS;
