//! A DSU whose year is not the one of its date or of its protocol.
//!
//! **What.** The year of the protocol is the year of the DSU's date, and the year inside
//! `INPS-ISEE-AAAA-…`. **Why.** One of them is mistyped, and INPS will not find the DSU.
//! **Source.** Ours, from the meaning of the fields (SPEC tab. 9).
//! **Example.** `AnnoProtocolloDSU="2023"`, `DataDSU="2024-02-01"`.

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::value::year;
use crate::view::Benefit;

pub(crate) static RULE: Rule = Rule {
    code: "PS-P6.1",
    rows: &["P6"],
    severity: Severity::Warning,
    channel: None,
    what: "L'anno del protocollo della DSU è quello della sua data e quello scritto nel protocollo.",
    remedy: "Ricopiare numero, anno e data dall'attestazione ISEE.",
    source: "PAS, dal significato dei campi di SPEC tab. 9",
    check: Check::Benefit(check),
};

fn check(benefit: &Benefit<'_>, report: &mut Report<'_>) {
    let record = &benefit.record;
    let Some(given) = record.year(Field::DsuYear) else {
        return;
    };
    if let Some(date) = benefit.date(Field::DsuDate)
        && date.year() != given
    {
        let problem = format!(
            "L'anno della DSU è {given}, ma la sua data è del {}",
            date.year()
        );
        report.field(record, Field::DsuYear, &problem);
    }
    if let Some(written) = record.text(Field::DsuNumber).and_then(year_in_protocol)
        && written != given
    {
        let problem = format!("L'anno della DSU è {given}, ma il suo protocollo è del {written}");
        report.field(record, Field::DsuNumber, &problem);
    }
}

/// The year in `INPS-ISEE-AAAA-…`.
fn year_in_protocol(number: &str) -> Option<i16> {
    let rest = number.trim_ascii().strip_prefix("INPS-ISEE-")?;
    let is_followed = rest.as_bytes().get(4) == Some(&b'-');
    rest.get(..4).filter(|_| is_followed).and_then(year)
}
