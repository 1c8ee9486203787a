//! `pas check`: any SIUSS flow against INPS's schema and all rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use pas_app::clock::{Clock, SystemClock};
use pas_app::use_cases::check_flow::{CheckReport, FindingLine, Judge};
use pas_domain::finding::Severity;

use super::Ended;
use crate::output::{UNREADABLE, chain, number};
use crate::settings::Place;

/// Controlla flussi SIUSS: 0 nessun errore, 1 errori trovati, 2 illeggibile.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// I file XML, PS/PSA/SINA o SINBA
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Come dirlo
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Anche contro questo schema
    #[arg(long, value_name = "FILE.xsd")]
    schema: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Check {
    /// Checks every file; one that cannot be read does not stop the others.
    pub(crate) fn run(&self, place: &Place) -> Ended {
        let today = SystemClock.today();
        let judge = Judge::in_folder(&place.data_dir, today)?;
        let schema = self.schema.as_deref().map(fs::read).transpose();
        let schema = schema.map_err(|error| format!("lo schema non si può leggere: {error}"))?;
        let mut status = 0;
        let mut all = Vec::new();
        for file in &self.files {
            let checked = check_one(&judge, file, schema.as_deref());
            let found = match checked {
                Ok(report) => {
                    let errors = report.count(Severity::Error);
                    status = status.max(u8::from(errors > 0));
                    self.say(&report);
                    report.findings
                }
                Err(message) => {
                    eprintln!("pas: {message}");
                    status = UNREADABLE;
                    continue;
                }
            };
            if self.format == Format::Json {
                all.extend(found);
            }
        }
        if self.format == Format::Json {
            println!("{}", serde_json::to_string_pretty(&all)?);
        }
        Ok(ExitCode::from(status))
    }

    fn say(&self, report: &CheckReport) {
        if self.format == Format::Json {
            return;
        }
        report.findings.iter().for_each(say_finding);
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|s| report.count(s) as u64);
        println!(
            "{}: {} beneficiari o minori, {} errori, {} avvertimenti",
            report.file,
            number(report.n_records as u64),
            number(errors),
            number(warnings)
        );
    }
}

fn check_one(judge: &Judge, file: &Path, schema: Option<&[u8]>) -> Result<CheckReport, String> {
    let name = file.display().to_string();
    let bytes = fs::read(file).map_err(|error| format!("{name}: non si può leggere: {error}"))?;
    judge
        .check(&name, &bytes, schema)
        .map_err(|error| chain(&error))
}

fn say_finding(finding: &FindingLine) {
    let severity = if finding.severity == "error" {
        "errore"
    } else {
        "avviso"
    };
    println!(
        "{} {} [{}] {}",
        finding.file, finding.path, finding.code, severity
    );
    println!("    {}", finding.message);
    if let Some(found) = &finding.found {
        println!("    trovato: «{found}» · fonte: {}", finding.source);
    } else {
        println!("    fonte: {}", finding.source);
    }
}
