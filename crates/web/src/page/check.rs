//! Checking any flow, ours or a stranger's: `pas check` in the browser.

use askama::Template;
use axum::response::Response;
use pas_app::AppError;
use pas_app::use_cases::check_flow::{self, CheckReport, FindingLine};
use pas_domain::finding::Severity;

use crate::cell::{Cell, Tone};
use crate::error::{WebError, sentence};
use crate::form::SignedUpload;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Visit, render};

/// Findings that a page shows; the sentence says how many there are in all.
const N_SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "pages/check.html")]
pub(crate) struct CheckPage {
    frame: Frame,
    answer: String,
    files: Vec<Checked>,
}

struct Checked {
    filename: String,
    words: String,
    class: &'static str,
    findings: Option<Table>,
    n_hidden: usize,
}

const TITLE: &str = "Questo flusso va bene per INPS?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let answer = "Scegli un flusso PS/PSA/SINA o SINBA, anche scritto da un altro programma: \
        viene controllato con lo schema e le regole di INPS, e non viene tenuto.";
    render(&CheckPage {
        frame: visit.frame(TITLE),
        answer: answer.to_owned(),
        files: Vec::new(),
    })
}

pub(crate) async fn post(visit: Visit, upload: SignedUpload) -> Result<Response, WebError> {
    if upload.files.is_empty() {
        return Err(WebError::BadForm(
            "non è stato scelto nessun file".to_owned(),
        ));
    }
    let mut files = Vec::new();
    let mut n_errors = 0;
    for file in upload.files {
        let report =
            check_flow::check_flow(visit.app(), visit.actor(), &file.name, &file.bytes).await;
        n_errors += match &report {
            Ok(report) => report.count(Severity::Error),
            Err(_) => 1,
        };
        files.push(Checked::of(file.name, report, files.len())?);
    }
    let answer = match n_errors {
        0 => "Nessun errore: INPS può accettarlo.".to_owned(),
        1 => "1 errore da correggere prima dell'invio.".to_owned(),
        n => format!("{} errori da correggere prima dell'invio.", n.it()),
    };
    render(&CheckPage {
        frame: visit.frame(TITLE),
        answer,
        files,
    })
}

/// Names of the tables of several files, for their anchors.
const IDS: [&str; 4] = ["esito", "esito-2", "esito-3", "esito-4"];

impl Checked {
    fn of(
        filename: String,
        report: Result<CheckReport, AppError>,
        position: usize,
    ) -> Result<Self, WebError> {
        let id = IDS.get(position).copied().unwrap_or("esito-altri");
        match report {
            Ok(report) => Ok(Self::read(filename, &report, id)),
            Err(AppError::Unreadable(reason) | AppError::Invalid(reason)) => Ok(Self {
                filename,
                words: sentence(&reason),
                class: Tone::Bad.class(),
                findings: None,
                n_hidden: 0,
            }),
            Err(error) => Err(error.into()),
        }
    }

    fn read(filename: String, report: &CheckReport, id: &'static str) -> Self {
        let (errors, warnings) = (
            report.count(Severity::Error),
            report.count(Severity::Warning),
        );
        let words = format!(
            "{}: {}, {}.",
            counted(report.n_records as u64, "record", "record"),
            counted(errors as u64, "errore", "errori"),
            counted(warnings as u64, "avviso nostro", "avvisi nostri")
        );
        let tone = match (errors, warnings) {
            (0, 0) => Tone::Good,
            (0, _) => Tone::Open,
            _ => Tone::Bad,
        };
        Self {
            filename,
            words,
            class: tone.class(),
            findings: Some(findings_table(id, &report.findings)),
            n_hidden: report.findings.len().saturating_sub(N_SHOWN),
        }
    }
}

fn findings_table(id: &'static str, findings: &[FindingLine]) -> Table {
    let columns = [
        ("record", "Record"),
        ("peso", "Peso"),
        ("messaggio", "Che cosa non va, e che cosa fare"),
        ("trovato", "Trovato"),
        ("dove", "Dove"),
        ("codice", "Controllo"),
        ("fonte", "Fonte"),
    ];
    // What INPS would refuse comes before what we only advise.
    let (errors, advice): (Vec<_>, Vec<_>) = findings
        .iter()
        .partition(|finding| finding.severity == "error");
    let rows = errors
        .into_iter()
        .chain(advice)
        .take(N_SHOWN)
        .map(|finding| {
            let weight = match finding.severity {
                "error" => Cell::text("errore").tag(Tone::Bad),
                _ => Cell::text("avviso").tag(Tone::Open),
            };
            Row::new(vec![
                finding
                    .record
                    .map_or_else(|| Cell::text("tutto"), |n| Cell::count(n as u64)),
                weight,
                Cell::text(&finding.message),
                Cell::code(finding.found.as_deref().unwrap_or("")),
                Cell::code(&finding.path),
                Cell::code(finding.code),
                Cell::text(finding.source),
            ])
        });
    Table::new(id, "Che cosa è stato trovato", &columns)
        .rows(rows)
        .or_say("Nessun errore e nessun avviso.")
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn lists_findings_with_words() {
        let unreadable = AppError::Unreadable("si interrompe a metà".to_owned());
        let files = vec![
            Checked::of("a.xml".to_owned(), Ok(sample::check()), 0).expect("words"),
            Checked::of("b.xml".to_owned(), Err(unreadable), 1).expect("words"),
        ];
        let frame = sample::frame(TITLE, Role::Clerk, "/controlla");
        let html = sample::html(&CheckPage {
            frame,
            answer: "2 errori.".to_owned(),
            files,
        });
        for part in [
            "3 record: 1 errore, 0 avvisi nostri.",
            "PS-P13",
            "Si interrompe a metà.",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
