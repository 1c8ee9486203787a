//! Checking any flow, ours or a stranger's.

use std::path::Path;

use jiff::civil::Date;
use pas_catalogue::Catalogue;
use pas_domain::actor::Actor;
use pas_domain::finding::{Finding, FindingKind, Severity};
use pas_domain::flow::FlowBody;
use pas_rules::Context;
use serde::Serialize;

use crate::app::{self, App};
use crate::error::AppError;
use crate::flow;
use crate::use_case::CHECK_FLOW;

/// A finding as it leaves the program: `{file, record, path, code, kind, severity, message, found,
/// source}`. The shape is a stable interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// Name of the file.
    pub file: String,
    /// Number of the beneficiary or minor, from 1.
    pub record: Option<usize>,
    /// Where in the file, as an XPath.
    pub path: String,
    /// Stable code.
    pub code: &'static str,
    /// `schema` or `rule`.
    pub kind: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// In Italian.
    pub message: String,
    /// What stood there.
    pub found: Option<String>,
    /// Where the requirement stands.
    pub source: &'static str,
}

/// What a check found.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// Name of the file.
    pub file: String,
    /// Beneficiaries or minors inside.
    pub n_records: usize,
    /// What was found.
    pub findings: Vec<FindingLine>,
}

impl CheckReport {
    /// Findings of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let name = severity_name(severity);
        self.findings
            .iter()
            .filter(|finding| finding.severity == name)
            .count()
    }
}

const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Checks the flow `bytes`, which came as `file`, for a signed-in actor.
pub async fn check_flow(
    app: &App,
    actor: &Actor,
    file: &str,
    bytes: &[u8],
) -> Result<CheckReport, AppError> {
    let work = app.work(actor, CHECK_FLOW).await?;
    let today = app.clock.today();
    let report = check(&Context::new(&app.catalogue).on(today), file, bytes)?;
    work.done("flow", format!("{} segnalazioni", report.findings.len()))
        .await?;
    Ok(report)
}

/// Checks flows without an installation: for the command line, which reads files of whoever runs it.
pub struct Judge {
    catalogue: Catalogue,
    today: Date,
}

impl Judge {
    /// A judge on the day `today` who knows the code lists that `data_dir` replaces, if any.
    pub fn in_folder(data_dir: &Path, today: Date) -> Result<Self, AppError> {
        Ok(Self {
            catalogue: app::catalogue(&data_dir.join("catalogo"))?,
            today,
        })
    }

    /// Checks the flow `bytes`, which came as `file`.
    pub fn check(&self, file: &str, bytes: &[u8]) -> Result<CheckReport, AppError> {
        check(&Context::new(&self.catalogue).on(self.today), file, bytes)
    }
}

/// Checks the flow `bytes`, which came as `file`, against INPS's schema and all rules.
pub fn check(context: &Context<'_>, file: &str, bytes: &[u8]) -> Result<CheckReport, AppError> {
    let reading =
        pas_siuss::read(bytes).map_err(|error| AppError::Unreadable(format!("{file}: {error}")))?;
    let mut findings = reading.findings;
    pas_rules::check_into(&reading.flow, context, &mut findings);
    let n_records = match &reading.flow.body {
        FlowBody::Benefits(people) => people.len(),
        FlowBody::Minors(minors) => minors.len(),
    };
    let findings = findings
        .into_iter()
        .map(|finding| line(file, finding))
        .collect();
    Ok(CheckReport {
        file: file.to_owned(),
        n_records,
        findings,
    })
}

/// A finding as it leaves the program.
pub fn line(file: &str, finding: Finding) -> FindingLine {
    FindingLine {
        file: file.to_owned(),
        record: finding.place.record_number(),
        path: pas_siuss::path(finding.place, &finding.target),
        code: finding.code,
        kind: match finding.kind {
            FindingKind::Schema => "schema",
            FindingKind::Rule => "rule",
        },
        severity: severity_name(finding.severity),
        message: finding.message,
        found: finding.found,
        source: finding.source,
    }
}

/// Refuses a file of ours that anything is wrong with: what cannot be accepted is never kept.
pub(crate) fn refuse_errors(
    catalogue: &Catalogue,
    name: &str,
    bytes: &[u8],
) -> Result<(), AppError> {
    let report = check(&Context::new(catalogue), name, bytes)?;
    match report
        .findings
        .iter()
        .find(|finding| finding.severity == "error")
    {
        None => Ok(()),
        Some(first) if first.record.is_none() => Err(flow::wrong_identity(
            first.code,
            &first.message,
            first.found.as_deref(),
        )),
        Some(first) => Err(AppError::Invalid(format!(
            "Il flusso composto non supera il controllo ({}: {}) e non è stato conservato: \
             ricalcola i record e riprova.",
            first.code, first.message
        ))),
    }
}
