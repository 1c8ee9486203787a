//! The parts of a flow as the rules look at them.

mod benefit;
mod person;
mod record;

use pas_domain::finding::Place;
use pas_domain::flow::{Field, FlowBody, UncheckedFlow, UncheckedMinor};

pub(crate) use benefit::{Assessment, Benefit};
pub(crate) use person::{Person, Residence};
pub(crate) use record::Record;

/// The whole flow and its header.
pub(crate) struct Flow<'a> {
    pub(crate) header: Record<'a>,
    pub(crate) body: &'a FlowBody<'a>,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(flow: &'a UncheckedFlow<'a>) -> Self {
        Self {
            header: Record::new(Place::Header, Field::FlowName, &flow.header),
            body: &flow.body,
        }
    }
}

/// A SINBA record.
pub(crate) struct Minor<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) source: &'a UncheckedMinor<'a>,
    pub(crate) header: &'a Record<'a>,
}

impl<'a> Minor<'a> {
    pub(crate) fn new(
        header: &'a Record<'a>,
        minor: usize,
        source: &'a UncheckedMinor<'a>,
    ) -> Self {
        Self {
            record: Record::new(Place::Minor { minor }, Field::MinorId, &source.values),
            source,
            header,
        }
    }
}
