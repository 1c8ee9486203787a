//! What was sent to INPS, record by record: published, fetched, answered.
//!
//! # The promise of `ts_flusso`
//!
//! A reader who follows the stamps must meet every flow once. So whoever publishes first takes the
//! ente's place in line ([`take_turn`]) and holds it to the end of the transaction: stamps are given
//! in the order of the commits, and no later commit carries an earlier stamp. Stamps follow the
//! clock where they can and the last stamp where the clock stands still or steps back.
//!
//! A flow that INPS has seen is never taken back. The reader marks what it hands out before it hands
//! it out ([`mark_fetched`]), and [`apply`] refuses to supersede what is marked, whichever of the two
//! comes first.

mod answer;
mod overview;
mod publish;
mod queue;
mod register;
mod rule;
mod stored;

pub use answer::{NewOutcome, Placed, StoredOutcome, place, place_with, set_aside};
pub use overview::{OddSending, Oddity, RefusedRecord, SendingCount, counts, odd, refused};
pub use publish::{
    Applied, Change, NewSending, apply, needs_derivation, people_to_publish, take_stamps, take_turn,
};
pub use queue::{QueuedFlow, follow, last_stamp, mark_fetched, page};
pub use register::{Passage, SentFilter, SentLine, count_sent, sent, sent_years};
pub use rule::{SendingRule, StoredRule, rule, set_rule};
pub use stored::{StoredSending, of_people, of_record};

pub(crate) use answer::STATEMENTS as ANSWER_STATEMENTS;
pub(crate) use overview::STATEMENTS as OVERVIEW_STATEMENTS;
pub(crate) use publish::STATEMENTS as PUBLISH_STATEMENTS;
pub(crate) use queue::STATEMENTS as QUEUE_STATEMENTS;
pub(crate) use register::STATEMENTS as REGISTER_STATEMENTS;
pub(crate) use rule::STATEMENTS as RULE_STATEMENTS;
pub(crate) use stored::STATEMENTS as STORED_STATEMENTS;
