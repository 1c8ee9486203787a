//! What follows for a record, from its whole history and what the facts say today.

use super::Operation;
use crate::flow::FlowKind;

/// What INPS has answered to one sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Not fetched yet: INPS has never seen it.
    Unseen,
    /// Fetched, no outcome yet.
    Awaited,
    /// Taken in.
    Accepted,
    /// Refused.
    Refused,
}

/// One sending of a record that was not taken back before INPS saw it. `H` tells contents apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sent<H> {
    /// What it asked.
    pub operation: Operation,
    /// What it said; of a cancellation, what it withdraws.
    pub content: H,
    /// What INPS answered.
    pub answer: Answer,
}

/// What the facts say today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Today<H> {
    /// INPS should hold exactly this.
    Due(H),
    /// INPS should hold nothing.
    NotDue,
    /// The record is incomplete or blocked: nobody knows what INPS should hold.
    Unclear,
}

/// What to do next for a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Nothing: INPS holds, or is about to fetch, what the facts say.
    Rest,
    /// Nothing before INPS answers: what it holds is not known.
    Wait,
    /// Nothing before somebody mends the record: INPS has refused exactly this.
    Mend,
    /// Publish; first, the last `supersede` sendings, which INPS has not seen, are taken back.
    Publish {
        /// How many sendings, from the last, never reach INPS.
        supersede: usize,
        /// Position in the history of the accepted sending that a cancellation withdraws.
        cancel: Option<usize>,
        /// Whether today's record is sent.
        insert: bool,
    },
}

/// What to do for a record of `kind` with this `history`, oldest first. With `again` a refused
/// record is sent once more as it is.
///
/// What INPS has not seen is replaced without a trace at INPS. What it has accepted is withdrawn by
/// a cancellation of exactly that, then today's record follows, in this order. Where the kind knows
/// no cancellation, today's record is sent beside the old one.
pub fn next_step<H: Copy + Eq>(
    kind: FlowKind,
    history: &[Sent<H>],
    today: Today<H>,
    again: bool,
) -> Step {
    let n_seen = history
        .iter()
        .rposition(|sent| sent.answer != Answer::Unseen)
        .map_or(0, |last| last + 1);
    let (seen, unseen) = history.split_at(n_seen);
    let Some(held) = held(seen) else {
        return Step::Wait;
    };
    let held = held.map(|position| (position, seen[position].content));
    let Some((cancel, insert)) = wanted(kind, held, today) else {
        // Beside what it should hold, INPS may hold what it has refused to give back.
        let left_over = left_over(seen).filter(|_| again && unseen.is_empty());
        return left_over.map_or(take_back(unseen.len()), |position| Step::Publish {
            supersede: 0,
            cancel: Some(position),
            insert: false,
        });
    };
    let asks = |sent: &&Sent<H>, operation| sent.operation == operation;
    let unseen_cancel = unseen.iter().find(|sent| asks(sent, Operation::Cancel));
    let unseen_insert = unseen.iter().find(|sent| asks(sent, Operation::Insert));
    let is_on_its_way = unseen_cancel.is_some() == cancel.is_some()
        && unseen_insert.map(|sent| sent.content) == insert
        && unseen.len() == usize::from(cancel.is_some()) + usize::from(insert.is_some());
    if is_on_its_way {
        return Step::Rest;
    }
    if !again && was_refused(seen, cancel, insert) {
        return if unseen.is_empty() {
            Step::Mend
        } else {
            take_back(unseen.len())
        };
    }
    Step::Publish {
        supersede: unseen.len(),
        cancel,
        insert: insert.is_some(),
    }
}

const fn take_back(n_unseen: usize) -> Step {
    match n_unseen {
        0 => Step::Rest,
        supersede => Step::Publish {
            supersede,
            cancel: None,
            insert: false,
        },
    }
}

/// The position of what INPS holds after all that it has seen, if anything; none when an insertion
/// still awaits its answer. A cancellation that awaits it counts as done: what follows it is queued
/// behind it.
#[expect(
    clippy::option_option,
    reason = "not known, known to be nothing, known: three answers"
)]
fn held<H: Copy + Eq>(seen: &[Sent<H>]) -> Option<Option<usize>> {
    let mut held = None;
    for (position, sent) in seen.iter().enumerate() {
        match (sent.operation, sent.answer) {
            (Operation::Insert, Answer::Awaited | Answer::Unseen) => return None,
            (Operation::Insert, Answer::Accepted) => held = Some(position),
            (_, Answer::Refused) => {}
            (Operation::Cancel, _) => {
                held = held.filter(|position: &usize| seen[*position].content != sent.content);
            }
        }
    }
    Some(held)
}

/// The position of an accepted insertion whose cancellation INPS has refused, and that another
/// insertion has followed since: INPS holds both.
fn left_over<H: Copy + Eq>(seen: &[Sent<H>]) -> Option<usize> {
    let is =
        |sent: &Sent<H>, operation, answer| sent.operation == operation && sent.answer == answer;
    let held = held(seen).flatten().map(|position| seen[position].content);
    let refused = seen
        .iter()
        .filter(|sent| is(sent, Operation::Cancel, Answer::Refused) && Some(sent.content) != held);
    refused.map(|sent| sent.content).find_map(|content| {
        let inserted = seen.iter().rposition(|sent| {
            is(sent, Operation::Insert, Answer::Accepted) && sent.content == content
        })?;
        let is_gone = seen[inserted..].iter().any(|sent| {
            sent.operation == Operation::Cancel
                && sent.content == content
                && sent.answer != Answer::Refused
        });
        (!is_gone).then_some(inserted)
    })
}

/// What INPS should be sent: which position to withdraw, what to send. None: nothing at all.
type Wanted<H> = Option<(Option<usize>, Option<H>)>;

fn wanted<H: Copy + Eq>(kind: FlowKind, held: Option<(usize, H)>, today: Today<H>) -> Wanted<H> {
    match (held, today) {
        (None, Today::Due(content)) => Some((None, Some(content))),
        (Some((_, old)), Today::Due(content)) if old == content => None,
        (Some((position, _)), Today::Due(content)) => {
            Some((kind.can_cancel().then_some(position), Some(content)))
        }
        (Some((position, _)), Today::NotDue) if kind.can_cancel() => Some((Some(position), None)),
        (_, Today::NotDue | Today::Unclear) => None,
    }
}

/// Whether INPS has refused what would be sent, since it last took something in. A refused
/// cancellation is tried again by itself only when another record than the refused one follows it.
fn was_refused<H: Copy + Eq>(seen: &[Sent<H>], cancel: Option<usize>, insert: Option<H>) -> bool {
    let last_of = |operation| {
        seen.iter()
            .rev()
            .find(move |sent| sent.operation == operation)
    };
    let is_refused = |sent: &Sent<H>| sent.answer == Answer::Refused;
    match (cancel, insert) {
        (Some(position), insert) => {
            let has_refused = |operation, content| {
                seen[position..].iter().any(|sent| {
                    sent.operation == operation && sent.content == content && is_refused(sent)
                })
            };
            has_refused(Operation::Cancel, seen[position].content)
                && insert.is_none_or(|content| has_refused(Operation::Insert, content))
        }
        (None, Some(content)) => last_of(Operation::Insert)
            .is_some_and(|sent| is_refused(sent) && sent.content == content),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests;
