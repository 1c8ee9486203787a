//! A flow name that could not serve as `id_flusso`.
//!
//! **What.** By API the name is also the id: its date is `AAAAMMGG` and its progressive has seven
//! digits. **Why.** INPS documents the id so; one of its examples has eight digits, hence a
//! warning. **Source.** SPEC §3.2; OpenAPI, `id_flusso`. **Example.**
//! `H501.SINBA.20210520.00000004`.

use jiff::civil::Date;
use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use super::flow_name::FlowName;
use crate::context::Channel;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::view::Flow;

pub(crate) static RULE: Rule = Rule {
    code: "FLUSSO-E7",
    rows: &["E7"],
    severity: Severity::Warning,
    channel: Some(Channel::Api),
    what: "In cooperazione applicativa il nome fa da identificativo: data nella forma AAAAMMGG, \
           progressivo di sette cifre.",
    remedy: "Usare la forma H501.PS.20240131.0000001.",
    source: "SPEC §3.2; OpenAPI, id_flusso",
    check: Check::Header(check),
};

fn check(flow: &Flow<'_>, report: &mut Report<'_>) {
    let Some(name) = flow.header.text(Field::FlowName).and_then(FlowName::parse) else {
        return;
    };
    if !is_day(name.date) {
        let problem = format!(
            "La data «{}» nel nome non è nella forma AAAAMMGG",
            name.date
        );
        report.field(&flow.header, Field::FlowName, &problem);
    }
    let progressive = name.progressive;
    if progressive.len() != 7 || !progressive.bytes().all(|byte| byte.is_ascii_digit()) {
        let problem = format!("Il progressivo «{progressive}» non è di sette cifre");
        report.field(&flow.header, Field::FlowName, &problem);
    }
}

fn is_day(text: &str) -> bool {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let parts = (text[..4].parse(), text[4..6].parse(), text[6..].parse());
    matches!(parts, (Ok(year), Ok(month), Ok(day)) if Date::new(year, month, day).is_ok())
}
