//! What may happen to a queue, at random.

use proptest::prelude::*;

use super::world::{N_RECORDS, N_VARIANTS};

/// What the facts say of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facts {
    /// It is due, with this amount.
    Due(usize),
    /// It is there, and nothing is due.
    NotDue,
    /// A value is missing.
    Unclear,
    /// Nobody tells of it any more.
    Gone,
}

/// What may happen.
#[derive(Debug, Clone, Copy)]
pub(super) enum Event {
    /// The facts of a record change.
    Facts(usize, Facts),
    /// Somebody publishes.
    Publish { at_most: Option<u64> },
    /// Somebody publishes, and the power fails after so many steps of the program.
    PublishAndFail { n_steps: usize },
    /// INPS reads a page.
    Read { limit: u32 },
    /// INPS asks for a page and the answer never arrives.
    ReadAndFail { limit: u32, n_steps: usize },
    /// Two publish while INPS reads.
    Together { limit: u32 },
    /// INPS works on what it has read, so many flows; it agrees with those whose bit is set.
    Work { n: usize, agrees: u32 },
    /// INPS delivers so many of its outcomes, the latest first or the oldest first, perhaps twice.
    Deliver {
        n: usize,
        latest_first: bool,
        twice: bool,
    },
    /// The clock moves, also back.
    Clock { minutes: i64 },
    /// Somebody sends again what INPS has refused.
    Again,
}

fn facts() -> impl Strategy<Value = Facts> {
    prop_oneof![
        4 => (0..N_VARIANTS).prop_map(Facts::Due),
        1 => Just(Facts::NotDue),
        1 => Just(Facts::Unclear),
        1 => Just(Facts::Gone),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let limit = || prop_oneof![1..4_u32, Just(100_u32)];
    let at_most = prop::option::weighted(0.7, 1..4_u64);
    prop_oneof![
        6 => (0..N_RECORDS, facts()).prop_map(|(record, facts)| Event::Facts(record, facts)),
        3 => at_most.prop_map(|at_most| Event::Publish { at_most }),
        2 => (1..60_usize).prop_map(|n_steps| Event::PublishAndFail { n_steps }),
        3 => limit().prop_map(|limit| Event::Read { limit }),
        1 => (limit(), 1..30_usize)
            .prop_map(|(limit, n_steps)| Event::ReadAndFail { limit, n_steps }),
        2 => limit().prop_map(|limit| Event::Together { limit }),
        3 => (1..6_usize, any::<u32>()).prop_map(|(n, agrees)| Event::Work { n, agrees }),
        3 => (1..6_usize, any::<bool>(), any::<bool>())
            .prop_map(|(n, latest_first, twice)| Event::Deliver { n, latest_first, twice }),
        1 => (-2_000..2_000_i64).prop_map(|minutes| Event::Clock { minutes }),
        1 => Just(Event::Again),
    ]
}

/// A history.
pub(super) fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..40)
}

/// What the facts say in the end, of every record, nothing unclear.
pub(super) fn last_facts() -> impl Strategy<Value = Vec<Facts>> {
    let certain = prop_oneof![
        3 => (0..N_VARIANTS).prop_map(Facts::Due),
        1 => Just(Facts::NotDue),
    ];
    prop::collection::vec(certain, N_RECORDS)
}
