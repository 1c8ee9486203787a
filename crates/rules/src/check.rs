//! Asks every rule about every part of a flow.

use std::sync::LazyLock;

use pas_domain::finding::Finding;
use pas_domain::flow::{FlowBody, UncheckedFlow};

use crate::context::{Channel, Context};
use crate::registry::RULES;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::{Assessment, Benefit, Flow, Minor, Person, Residence};

/// All that the rules find in `flow`: header first, then record by record, then what only the
/// whole shows.
pub fn check(flow: &UncheckedFlow<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_into(flow, context, &mut findings);
    findings
}

/// As [`check()`], adding to `findings`.
///
/// Without a finding hardly anything is allocated: a beneficiary costs one short text, a flow of
/// many records one list in which repetitions are looked for.
pub fn check_into(flow: &UncheckedFlow<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(&first) = RULES.first() else { return };
    let rules: &ByPart = match context.channel {
        Channel::Upload => &FOR_UPLOAD,
        Channel::Api => &FOR_API,
    };
    let flow = Flow::new(flow);
    let mut report = Report::new(context, findings, first);
    ask(&rules.header, &mut report, |check, report| {
        check(&flow, report);
    });
    match flow.body {
        FlowBody::Benefits(people) => {
            for (position, person) in people.iter().enumerate() {
                check_person(rules, &Person::new(position, person, context), &mut report);
            }
        }
        FlowBody::Minors(minors) => {
            for (position, minor) in minors.iter().enumerate() {
                let minor = Minor::new(&flow.header, position, minor);
                ask(&rules.minor, &mut report, |check, report| {
                    check(&minor, report);
                });
            }
        }
    }
    ask(&rules.whole, &mut report, |check, report| {
        check(&flow, report);
    });
}

fn check_person(rules: &ByPart, person: &Person<'_>, report: &mut Report<'_>) {
    ask(&rules.person, report, |check, report| {
        check(person, report);
    });
    for residence in person.residences() {
        ask(&rules.residence, report, |check, report| {
            check(&residence, report);
        });
    }
    for benefit in person.benefits() {
        ask(&rules.benefit, report, |check, report| {
            check(&benefit, report);
        });
        if let Some(assessment) = benefit.assessment() {
            ask(&rules.assessment, report, |check, report| {
                check(&assessment, report);
            });
        }
    }
}

/// Puts each of `rules` to the question.
fn ask<C: Copy>(
    rules: &[(&'static Rule, C)],
    report: &mut Report<'_>,
    question: impl Fn(C, &mut Report<'_>),
) {
    for (rule, check) in rules {
        report.speak_for(rule);
        question(*check, report);
    }
}

type Asked<T> = Vec<(&'static Rule, T)>;

/// The registry by the part of a flow that a rule looks at, in the registry's order.
#[derive(Default)]
struct ByPart {
    header: Asked<fn(&Flow<'_>, &mut Report<'_>)>,
    person: Asked<fn(&Person<'_>, &mut Report<'_>)>,
    residence: Asked<fn(&Residence<'_>, &mut Report<'_>)>,
    benefit: Asked<fn(&Benefit<'_>, &mut Report<'_>)>,
    assessment: Asked<fn(&Assessment<'_>, &mut Report<'_>)>,
    minor: Asked<fn(&Minor<'_>, &mut Report<'_>)>,
    whole: Asked<fn(&Flow<'_>, &mut Report<'_>)>,
}

/// The rules that hold for an upload.
static FOR_UPLOAD: LazyLock<ByPart> = LazyLock::new(|| by_part(Channel::Upload));

/// The rules that hold for the API.
static FOR_API: LazyLock<ByPart> = LazyLock::new(|| by_part(Channel::Api));

fn by_part(channel: Channel) -> ByPart {
    let mut parts = ByPart::default();
    for rule in RULES.iter().filter(|rule| rule.holds_for(channel)) {
        match rule.check {
            Check::Header(check) => parts.header.push((rule, check)),
            Check::Person(check) => parts.person.push((rule, check)),
            Check::Residence(check) => parts.residence.push((rule, check)),
            Check::Benefit(check) => parts.benefit.push((rule, check)),
            Check::Assessment(check) => parts.assessment.push((rule, check)),
            Check::Minor(check) => parts.minor.push((rule, check)),
            Check::Whole(check) => parts.whole.push((rule, check)),
        }
    }
    parts
}
