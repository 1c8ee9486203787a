//! An age band that the minor never had since the first report.
//!
//! **What.** At some moment between the first report and the flow, the minor's age is in the band,
//! edges included. **Why.** INPS does not say to which day the band refers, nor on which side 3, 6,
//! … fall: only what no reading allows is found. **Source.** Deduced from SPEC tab. 15.
//! **Example.** Born in 2005, first report in 2012, band 1 (0-3).

use pas_domain::finding::Severity;
use pas_domain::flow::Field;

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::rules::envelope::flow_name::FlowName;
use crate::view::{Minor, Record};

pub(crate) static RULE: Rule = Rule {
    code: "SINBA-B10",
    rows: &["B8", "B10"],
    severity: Severity::Warning,
    channel: None,
    what: "La fascia di età è possibile fra la prima segnalazione e l'invio, per chi è nato in \
           quell'anno.",
    remedy: "Controllare l'anno di nascita e la fascia.",
    source: "deduzione da SPEC tab. 15",
    check: Check::Minor(check),
};

/// Each of the six bands spans three years.
const SPAN: i16 = 3;

fn check(minor: &Minor<'_>, report: &mut Report<'_>) {
    let record = &minor.record;
    let Some(born) = record.year(Field::MinorBirthYear) else {
        return;
    };
    let Some(band @ 1..=6) = record.whole(Field::AgeBand) else {
        return;
    };
    let Ok(oldest) = i16::try_from(band).map(|band| band * SPAN) else {
        return;
    };
    let youngest = oldest - SPAN;
    let first_report = record.month(Field::FirstReportMonth);
    let least = first_report.map_or(-1, |month| month.year() - born - 1);
    let today = report.context.today.map(jiff::civil::Date::year);
    let most = year_of_flow(minor.header).or(today).map(|year| year - born);
    if oldest < least || most.is_some_and(|most| youngest > most) {
        let problem = format!(
            "Chi è nato nel {born} non può essere nella fascia {band} ({youngest}-{oldest} anni)"
        );
        report.field(record, Field::AgeBand, &problem);
    }
}

/// The year in which the flow was sent, from its name.
fn year_of_flow(header: &Record<'_>) -> Option<i16> {
    let name = FlowName::parse(header.text(Field::FlowName)?)?;
    let date = Some(name.date).filter(|date| date.len() == 8)?;
    date.get(..4)?.parse().ok()
}
