//! Asks every rule about every part of a flow.

use pas_domain::finding::Finding;
use pas_domain::flow::{FlowBody, UncheckedFlow};

use crate::context::Context;
use crate::registry::RULES;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::{Flow, Minor, Person};

/// All that the rules find in `flow`: header first, then record by record, then what only the
/// whole shows.
pub fn check(flow: &UncheckedFlow<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_into(flow, context, &mut findings);
    findings
}

/// As [`check()`], adding to `findings`.
///
/// Without a finding nothing is allocated but, for a flow of more than one record, the list in
/// which repetitions are looked for.
pub fn check_into(flow: &UncheckedFlow<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(&first) = RULES.first() else { return };
    let flow = Flow::new(flow);
    let mut asker = Asker {
        report: Report::new(context, findings, first),
    };
    asker.ask(|rule, report| {
        if let Check::Header(check) = rule.check {
            check(&flow, report);
        }
    });
    match flow.body {
        FlowBody::Benefits(people) => {
            for (position, person) in people.iter().enumerate() {
                asker.person(&Person::new(position, person));
            }
        }
        FlowBody::Minors(minors) => {
            for (position, minor) in minors.iter().enumerate() {
                asker.minor(&Minor::new(&flow.header, position, minor));
            }
        }
    }
    asker.ask(|rule, report| {
        if let Check::Whole(check) = rule.check {
            check(&flow, report);
        }
    });
}

struct Asker<'r> {
    report: Report<'r>,
}

impl Asker<'_> {
    /// Hands each rule that holds for the channel to `ask`.
    fn ask(&mut self, ask: impl Fn(&Rule, &mut Report<'_>)) {
        for rule in RULES {
            if rule.holds_in(self.report.context) {
                self.report.speak_for(rule);
                ask(rule, &mut self.report);
            }
        }
    }

    fn person(&mut self, person: &Person<'_>) {
        self.ask(|rule, report| {
            if let Check::Person(check) = rule.check {
                check(person, report);
            }
        });
        for residence in person.residences() {
            self.ask(|rule, report| {
                if let Check::Residence(check) = rule.check {
                    check(&residence, report);
                }
            });
        }
        for benefit in person.benefits() {
            self.ask(|rule, report| {
                if let Check::Benefit(check) = rule.check {
                    check(&benefit, report);
                }
            });
            if let Some(assessment) = benefit.assessment() {
                self.ask(|rule, report| {
                    if let Check::Assessment(check) = rule.check {
                        check(&assessment, report);
                    }
                });
            }
        }
    }

    fn minor(&mut self, minor: &Minor<'_>) {
        self.ask(|rule, report| {
            if let Check::Minor(check) = rule.check {
                check(minor, report);
            }
        });
    }
}
