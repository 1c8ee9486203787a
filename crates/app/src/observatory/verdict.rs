//! The verdict on one flow by itself: its form, INPS's schema, the rules.

use data_encoding::BASE64;
use pas_domain::finding::{Finding, FindingKind, Severity};
use pas_domain::flow::{
    Field, FlowBody, FlowKind, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit,
    UncheckedFlow, UncheckedMinor, Values,
};
use pas_domain::sending::{Operation, OutcomeCode};
use pas_rules::registry;
use pas_rules::{Channel, Context};
use pas_siuss::SCHEMA_CODES;
use pas_storage::sha256;

use super::{ReceivedFlow, Source};

/// Longest `flusso`, in characters of base64. Source: INPS's OpenAPI 2.0.1.
const MAX_CONTENT: usize = 10_000_000;
/// Findings that an outcome tells; the ente finds the others with `pas check`.
const N_TOLD: usize = 3;

/// What becomes of a flow with a code that the observatory's lists do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownCodes {
    /// Nothing: the lists advise.
    #[default]
    Admitted,
    /// It is refused: the lists bind.
    Refused,
}

/// Rules that ask a code list. By themselves they warn, because nobody attests our lists as whole;
/// an observatory may hold its own to be so.
pub(super) const RULES_ON_LISTS: &[&str] = &[
    "FLUSSO-E9",
    "PS-P1.2",
    "PS-P1.5",
    "PS-P2.1",
    "PS-P2.4",
    "PS-P7.1",
    "SINA-N2",
    "SINBA-B3",
    "SINBA-B4.1",
    "SINBA-B4.2",
];

/// A flow after a look at it alone.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Examined {
    /// The XML; what came in its place when that is no base64.
    pub(crate) content: Vec<u8>,
    /// What it asks; none for SINBA, and for what is refused by its form.
    pub(crate) operation: Option<Operation>,
    /// Hash of what it says, apart from header and operation; none for what is refused by its form.
    pub(crate) body_sha: Option<[u8; 32]>,
    /// Why it is refused, if it is.
    pub(crate) refusal: Option<Refusal>,
}

/// Why a flow is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: OutcomeCode,
    /// In Italian, without a value of a person.
    pub(crate) text: String,
}

impl Refusal {
    fn form(text: impl Into<String>) -> Self {
        Self {
            code: OutcomeCode::InvalidRequest,
            text: text.into(),
        }
    }

    pub(super) fn content(text: impl Into<String>) -> Self {
        Self {
            code: OutcomeCode::DataNotFound,
            text: text.into(),
        }
    }
}

/// Looks at `flow` of `source` by itself.
pub(crate) fn examine(flow: &ReceivedFlow, source: &Source, rules: Context<'_>) -> Examined {
    let content = match decode(&flow.content) {
        Ok(content) => content,
        Err(refusal) => {
            let content = flow.content.as_bytes();
            return refused(content[..content.len().min(MAX_CONTENT)].to_vec(), refusal);
        }
    };
    match read(flow, source, &content, rules) {
        Err(refusal) => refused(content, refusal),
        Ok((operation, body_sha, refusal)) => Examined {
            content,
            operation,
            body_sha: Some(body_sha),
            refusal,
        },
    }
}

const fn refused(content: Vec<u8>, refusal: Refusal) -> Examined {
    Examined {
        content,
        operation: None,
        body_sha: None,
        refusal: Some(refusal),
    }
}

fn decode(content: &str) -> Result<Vec<u8>, Refusal> {
    if content.len() > MAX_CONTENT {
        return Err(Refusal::form(
            "Il flusso supera i 10.000.000 di caratteri in base64 che la specifica ammette.",
        ));
    }
    BASE64.decode(content.as_bytes()).map_err(|error| {
        let position = error.position + 1;
        Refusal::form(format!(
            "La proprietà flusso non è in base64: si ferma al carattere {position}."
        ))
    })
}

type Read = (Option<Operation>, [u8; 32], Option<Refusal>);

/// What a well-formed flow asks and says, and whether the rules refuse it.
fn read(
    flow: &ReceivedFlow,
    source: &Source,
    content: &[u8],
    rules: Context<'_>,
) -> Result<Read, Refusal> {
    let reading = pas_siuss::read(content)
        .map_err(|error| Refusal::form(format!("Il flusso non si legge: {error}.")))?;
    let kind = match reading.kind {
        pas_siuss::FlowKind::Ps => FlowKind::Benefits,
        pas_siuss::FlowKind::Sinba => FlowKind::Minors,
    };
    if kind != flow.kind {
        return Err(Refusal::form(format!(
            "Il tipo dichiarato non è quello del flusso, che è {}.",
            kind.name()
        )));
    }
    if !reading.findings.is_empty() {
        return Err(Refusal::form(told(&reading.findings)));
    }
    is_of_source(flow, source, &reading.flow)?;
    let (operation, body_sha) = said(&reading.flow.body)?;
    let mut findings = pas_rules::check(&reading.flow, &rules.by(Channel::Api));
    findings.retain(|finding| {
        let binds = source.unknown_codes == UnknownCodes::Refused;
        finding.severity == Severity::Error || binds && RULES_ON_LISTS.contains(&finding.code)
    });
    let refusal = (!findings.is_empty()).then(|| Refusal::content(told(&findings)));
    Ok((operation, body_sha, refusal))
}

/// Whether the names inside the flow are those by which it came.
fn is_of_source(
    flow: &ReceivedFlow,
    source: &Source,
    read: &UncheckedFlow<'_>,
) -> Result<(), Refusal> {
    if read.header.get(Field::FlowName) != Some(&flow.name) {
        return Err(Refusal::form(
            "Il nome scritto dentro il flusso non è il suo id_flusso.",
        ));
    }
    let prefix = flow.name.split('.').next().unwrap_or_default();
    let expected = source.flow_code.as_deref().unwrap_or(prefix);
    if prefix != expected || read.header.get(Field::EnteCode) != Some(expected) {
        return Err(Refusal::form(format!(
            "Il codice dell'ente dentro il flusso e all'inizio di id_flusso dev'essere «{expected}»."
        )));
    }
    Ok(())
}

/// What the one record of a flow asks, and the hash of what it says.
fn said(body: &FlowBody<'_>) -> Result<(Option<Operation>, [u8; 32]), Refusal> {
    let too_many = || {
        Refusal::form(
            // The words of INPS's own example, specification 2.0.1, §3.4.2.
            "In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale, \
             oppure un solo minore.",
        )
    };
    match body {
        FlowBody::Benefits(people) => {
            let [person] = people.as_slice() else {
                return Err(too_many());
            };
            let [benefit] = person.benefits.as_slice() else {
                return Err(too_many());
            };
            let operation = benefit.values.get(Field::Operation);
            // The schema knows these two letters only.
            let operation = operation.and_then(Operation::from_letter);
            let body = FlowBody::Benefits(vec![beneficiary(person, benefit)]);
            Ok((operation.or(Some(Operation::Insert)), fingerprint(&body)))
        }
        FlowBody::Minors(minors) => {
            let [minor] = minors.as_slice() else {
                return Err(too_many());
            };
            let minor = UncheckedMinor {
                values: in_order(&minor.values),
                ..minor.clone()
            };
            Ok((None, fingerprint(&FlowBody::Minors(vec![minor]))))
        }
    }
}

/// The record without its operation, its values in one order.
fn beneficiary<'v>(
    person: &'v UncheckedBeneficiary<'_>,
    benefit: &'v UncheckedBenefit<'_>,
) -> UncheckedBeneficiary<'v> {
    let mut values = in_order(&benefit.values);
    values.remove(Field::Operation);
    let assessment = benefit.assessment.as_ref();
    UncheckedBeneficiary {
        person: in_order(&person.person),
        residences: person.residences.iter().map(in_order).collect(),
        benefits: vec![UncheckedBenefit {
            values,
            assessment: assessment.map(|assessment| UncheckedAssessment {
                values: in_order(&assessment.values),
                ..assessment.clone()
            }),
        }],
    }
}

fn in_order<'v>(values: &'v Values<'_>) -> Values<'v> {
    let mut entries: Vec<_> = values.iter().collect();
    entries.sort_unstable_by_key(|(field, _)| *field);
    let entries = entries.into_iter();
    entries.map(|(field, text)| (field, text.into())).collect()
}

fn fingerprint(body: &FlowBody<'_>) -> [u8; 32] {
    let text =
        serde_json::to_vec(body).expect("invariant: names and texts always have a JSON form");
    sha256(&text)
}

/// The first findings in Italian: where, what is asked, the code. The values that were found stay
/// out: an outcome is kept and shown where the flow is not.
fn told(findings: &[Finding]) -> String {
    let mut told: Vec<String> = findings.iter().take(N_TOLD).map(one_told).collect();
    match findings.len().saturating_sub(N_TOLD) {
        0 => {}
        1 => told.push("E un'altra segnalazione.".to_owned()),
        n => told.push(format!("E altre {n} segnalazioni.")),
    }
    told.join(" ")
}

fn one_told(finding: &Finding) -> String {
    let path = pas_siuss::path(finding.place, &finding.target);
    let code = finding.code;
    match finding.kind {
        FindingKind::Schema => {
            let meaning = SCHEMA_CODES.iter().find(|(known, _)| *known == code);
            let meaning = meaning.map_or("non rispetta lo schema", |(_, meaning)| meaning);
            format!("{path}: {meaning} ({code}).")
        }
        FindingKind::Rule => {
            let rule = registry::rule(code);
            let asked = rule.map_or(finding.source, |rule| rule.what);
            let asked = asked.trim_end_matches('.');
            let remedy = rule.map_or("", |rule| rule.remedy);
            format!("{path}: non rispetta {code} («{asked}»). {remedy}")
        }
    }
}
