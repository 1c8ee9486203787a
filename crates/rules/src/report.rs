//! Where a rule writes what it found.

use pas_domain::finding::{Finding, FindingKind, Place, Target};
use pas_domain::flow::Field;

use crate::context::Context;
use crate::rule::Rule;
use crate::view::Record;

/// Collects findings, each signed by the rule being asked.
pub(crate) struct Report<'r> {
    /// What the rules may know besides the flow.
    pub(crate) context: &'r Context<'r>,
    findings: &'r mut Vec<Finding>,
    rule: &'static Rule,
}

impl<'r> Report<'r> {
    pub(crate) fn new(
        context: &'r Context<'r>,
        findings: &'r mut Vec<Finding>,
        rule: &'static Rule,
    ) -> Self {
        Self {
            context,
            findings,
            rule,
        }
    }

    /// Says which rule speaks from now on.
    pub(crate) fn speak_for(&mut self, rule: &'static Rule) {
        self.rule = rule;
    }

    /// `problem` (a clause without a full stop) with one field of a record.
    pub(crate) fn field(&mut self, record: &Record<'_>, field: Field, problem: &str) {
        self.value(record.place, field, record.text(field), problem);
    }

    /// `problem` with one value that a list of a record holds.
    pub(crate) fn value(&mut self, place: Place, field: Field, found: Option<&str>, problem: &str) {
        self.push(place, Target::Field(field), found, problem);
    }

    /// `problem` with a part of the flow as a whole.
    pub(crate) fn whole(&mut self, place: Place, problem: &str) {
        self.push(place, Target::Whole, None, problem);
    }

    fn push(&mut self, place: Place, target: Target, found: Option<&str>, problem: &str) {
        self.findings.push(Finding {
            code: self.rule.code,
            kind: FindingKind::Rule,
            severity: self.rule.severity,
            place,
            target,
            message: format!("{problem}. {}", self.rule.remedy),
            found: found.map(str::to_owned),
            source: self.rule.source,
        });
    }
}
