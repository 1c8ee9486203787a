//! What a file says of one record: nothing, or a withdrawal, or the record, or both in this order.

use pas_domain::sending::{Operation, Step};
use pas_storage::flow_file::NewLine;

use crate::plan::{Journey, ToSend};

/// The lines of a journey, and the year of what they tell. What is on the e-service's queue, unseen
/// by INPS, is left to that channel.
pub(crate) fn lines(journey: &Journey, again: bool) -> Option<(i16, Vec<NewLine>)> {
    let Step::Publish {
        supersede: 0,
        cancel,
        insert,
    } = journey.next_step(again)
    else {
        return None;
    };
    let to_send = journey.to_send(cancel, insert);
    let lines: Vec<NewLine> = to_send
        .iter()
        .map(|to_send| line(journey, to_send))
        .collect();
    let year = lines.last()?.content.start().year();
    Some((year, lines))
}

fn line(journey: &Journey, to_send: &ToSend<'_>) -> NewLine {
    NewLine {
        operation: to_send.operation,
        record: journey.record.as_ref().map(|stored| stored.id),
        occurrence: journey.occurrence,
        content: to_send.record.clone(),
        cancels: to_send.cancels,
        follows: journey.history.last().map(|sent| sent.id),
    }
}

/// How many of `lines` are withdrawals.
pub(crate) fn n_cancellations(lines: &[NewLine]) -> u64 {
    let is_cancellation = |line: &&NewLine| line.operation == Operation::Cancel;
    lines.iter().filter(is_cancellation).count() as u64
}
