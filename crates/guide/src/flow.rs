//! The flow that an example's record would travel in, written, read back and judged.

use pas_catalogue::Catalogue;
use pas_domain::flow::{Field, FlowBody, UncheckedFlow, Values};
use pas_domain::record::RecordBody;
use pas_rules::{Channel, Context};

use crate::error::GuideError;
use crate::facts::HOME;

/// A flow with its judgement.
pub(crate) struct Judged {
    /// As INPS would get it.
    pub(crate) xml: String,
    /// What schema and rules find, in Italian.
    pub(crate) findings: Vec<String>,
}

/// Writes the record of `body` as the ente's operator with the codice fiscale `operator` would
/// send it, reads it back and judges it.
pub(crate) fn judge(
    body: &RecordBody,
    operator: &str,
    catalogue: &Catalogue,
) -> Result<Judged, GuideError> {
    let (kind, body) = match body {
        RecordBody::Benefit(person) => ("PS", FlowBody::Benefits(vec![person.clone()])),
        RecordBody::Minor(minor) => ("SINBA", FlowBody::Minors(vec![minor.clone()])),
    };
    let flow = UncheckedFlow {
        header: header(kind, operator),
        body,
    };
    let bytes = pas_siuss::write(&flow).map_err(|error| GuideError::Flow(refusal(&error)))?;
    let reading = pas_siuss::read(&bytes).map_err(|error| GuideError::Flow(error.to_string()))?;
    let context = Context::new(catalogue).by(Channel::Api);
    let found = reading
        .findings
        .into_iter()
        .chain(pas_rules::check(&reading.flow, &context));
    Ok(Judged {
        findings: found
            .map(|finding| format!("{}: {}", finding.code, finding.message))
            .collect(),
        xml: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn refusal(error: &pas_siuss::WriteError) -> String {
    match error {
        pas_siuss::WriteError::Refused(findings) => {
            let messages: Vec<&str> = findings
                .iter()
                .map(|found| found.message.as_str())
                .collect();
            messages.join(" ")
        }
        other @ pas_siuss::WriteError::Destination(_) => other.to_string(),
    }
}

fn header(kind: &str, operator: &str) -> Values<'static> {
    let mut header = Values::new();
    header.set(Field::FlowName, format!("{HOME}.{kind}.20260115.0000001"));
    header.set(Field::EnteCode, HOME);
    header.set(Field::EnteName, "Comune di Esempio (inventato)");
    header.set(Field::EnteSeat, HOME);
    header.set(Field::OperatorCf, operator.to_owned());
    header
}
