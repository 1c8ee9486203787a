//! A date that the schema takes but that is not `AAAA-MM-GG`.
//!
//! **What.** Dates are four digits, two and two. **Why.** The schema's type also takes a time zone,
//! spaces around and years of five digits; the specification gives the plain form only.
//! **Source.** SPEC tab. 9. **Example.** `DataDSU="2024-02-01+01:00"`.

use pas_domain::finding::Severity;

use super::DATES;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::value::{collapsed, date};
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P20",
    rows: &["P20"],
    severity: Severity::Error,
    channel: None,
    what: "Le date hanno la forma AAAA-MM-GG, senza fuso orario né spazi.",
    remedy: "Scrivere la data nella forma 2024-01-31.",
    source: "SPEC tab. 9",
    check: Check::Benefit(check),
};

const PLAIN_LENGTH: usize = "AAAA-MM-GG".len();

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    for field in DATES {
        let Some(text) = benefit.record.text(field) else {
            continue;
        };
        if text.len() != PLAIN_LENGTH && (date(text).is_some() || is_far_date(text)) {
            let problem = format!("«{}» non ha la forma AAAA-MM-GG", field.label());
            report.field(&benefit.record, field, &problem);
        }
    }
}

/// A date of a year before Christ or of more than four digits: the schema takes it.
fn is_far_date(text: &str) -> bool {
    let text = collapsed(text);
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let Some((year, rest)) = unsigned.split_once('-') else {
        return false;
    };
    let is_far = year.len() > 4 || (year.len() == 4 && unsigned.len() < text.len());
    is_far
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && date(&format!("2000-{rest}")).is_some()
}
