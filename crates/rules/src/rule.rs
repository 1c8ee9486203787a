//! What every rule says of itself.

use pas_domain::finding::Severity;

use crate::context::Channel;
use crate::report::Report;
use crate::view::{Assessment, Benefit, Flow, Minor, Person, Residence};

/// A rule on a flow. Each is a `static RULE` in its own file, listed in
/// [`crate::registry::RULES`].
#[derive(Debug)]
pub struct Rule {
    /// Stable code: format, row of the table of sources, and a number when a row has many rules.
    pub code: &'static str,
    /// Rows of the table of sources that the rule judges, at least in part.
    pub rows: &'static [&'static str],
    /// Error for INPS's own rules, warning for all others.
    pub severity: Severity,
    /// The only channel for which it holds; `None` when it holds for both.
    pub channel: Option<Channel>,
    /// In Italian, for the manual: what the rule asks for.
    pub what: &'static str,
    /// In Italian, the last sentence of each of its messages: what to do.
    pub remedy: &'static str,
    /// Where the requirement stands.
    pub source: &'static str,
    pub(crate) check: Check,
}

impl Rule {
    /// Whether it is to be asked of a flow that travels by `channel`.
    pub(crate) fn holds_for(&self, channel: Channel) -> bool {
        self.channel.is_none_or(|only| only == channel)
    }
}

/// The part of a flow that a rule looks at, with the function that does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    Header(fn(&Flow<'_>, &mut Report<'_>)),
    Person(fn(&Person<'_>, &mut Report<'_>)),
    Residence(fn(&Residence<'_>, &mut Report<'_>)),
    Benefit(fn(&Benefit<'_>, &mut Report<'_>)),
    Assessment(fn(&Assessment<'_>, &mut Report<'_>)),
    Minor(fn(&Minor<'_>, &mut Report<'_>)),
    /// After all the records: what only the flow as a whole shows.
    Whole(fn(&Flow<'_>, &mut Report<'_>)),
}
