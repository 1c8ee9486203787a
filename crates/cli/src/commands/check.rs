//! `pas check`: any SIUSS flow against INPS's schema and all rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use pas_app::clock::{Clock, SystemClock};
use pas_app::use_cases::check_flow::{CheckReport, FindingLine, Judge};
use pas_domain::finding::Severity;

use super::Ended;
use crate::output::{Format, UNREADABLE, chain, counted, put, reason};
use crate::second_opinion;
use crate::settings::Place;

/// Controlla flussi SIUSS: 0 nessun errore, 1 errori trovati, 2 illeggibile.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// I file XML, PS/PSA/SINA o SINBA
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Come dirlo
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    format: Format,
    /// Anche contro questo schema, con xmllint
    #[arg(long, value_name = "FILE.xsd")]
    schema: Option<PathBuf>,
}

impl Check {
    /// Checks every file; one that cannot be read does not stop the others.
    pub(crate) fn run(&self, place: &Place) -> Ended {
        let today = SystemClock.today();
        let judge = Judge::in_folder(&place.data_dir, today)?;
        let mut status = 0;
        let mut all = Vec::new();
        for file in &self.files {
            match self.check_one(&judge, file) {
                Ok(report) => {
                    status = status.max(u8::from(report.count(Severity::Error) > 0));
                    match self.format {
                        Format::Text => put(&as_text(&report))?,
                        Format::Json => all.extend(report.findings),
                    }
                }
                Err(message) => {
                    eprintln!("pas: {message}");
                    status = UNREADABLE;
                }
            }
        }
        if self.format == Format::Json {
            put(&(serde_json::to_string_pretty(&all)? + "\n"))?;
        }
        Ok(ExitCode::from(status))
    }

    fn check_one(&self, judge: &Judge, file: &Path) -> Result<CheckReport, String> {
        let name = file.display().to_string();
        let bytes = read(file)?;
        let mut report = judge.check(&name, &bytes).map_err(|error| chain(&error))?;
        if let Some(schema) = &self.schema {
            report
                .findings
                .extend(second_opinion::findings(schema, file)?);
        }
        Ok(report)
    }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {}", file.display(), reason(&error)))
}

fn as_text(report: &CheckReport) -> String {
    let findings: String = report.findings.iter().map(finding_text).collect();
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(|s| report.count(s) as u64);
    let records = report.n_records as u64;
    format!(
        "{findings}{}: {}, {}, {}\n",
        report.file,
        counted(records, "beneficiario o minore", "beneficiari o minori"),
        counted(errors, "errore", "errori"),
        counted(warnings, "avviso", "avvisi")
    )
}

fn finding_text(finding: &FindingLine) -> String {
    let FindingLine {
        file,
        path,
        code,
        message,
        source,
        ..
    } = finding;
    let severity = if finding.severity == "error" {
        "errore"
    } else {
        "avviso"
    };
    let found = finding
        .found
        .as_ref()
        .map(|found| format!("trovato: «{found}» · "));
    let found = found.unwrap_or_default();
    format!("{file} {path} [{code}] {severity}\n    {message}\n    {found}fonte: {source}\n")
}
