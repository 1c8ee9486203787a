//! Bringing in files, and saying at once what became of their rows.
//!
//! The answer to the form is the page itself: sending it twice is harmless, for the same bytes
//! change nothing and the page says so. A file that later ones had replaced takes force again.

use askama::Template;
use axum::response::Response;
use pas_app::AppError;
use pas_app::use_cases::import_file::{self, ImportFile, ImportReport};
use pas_domain::office::Office;

use crate::error::{WebError, sentence};
use crate::form::SignedUpload;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::visit::{Visit, render};

#[derive(Template)]
#[template(path = "pages/imports/upload.html")]
pub(crate) struct UploadPage {
    frame: Frame,
    answer: String,
    results: Vec<FileResult>,
    is_trial: bool,
}

struct FileResult {
    filename: String,
    outcome: Outcome,
}

enum Outcome {
    /// The file was read; here is its accounting, in words.
    Read {
        layout: String,
        accounting: String,
        facts: String,
        href: Option<String>,
    },
    /// The very same file was there already.
    Known { href: Option<String> },
    /// It was there already, and has taken force again over later files.
    Back { facts: String, href: Option<String> },
    /// Nothing of the file was imported.
    Refused { reason: String },
}

pub(crate) async fn post(visit: Visit, upload: SignedUpload) -> Result<Response, WebError> {
    let Some(office) = upload.field("ufficio").and_then(Office::from_name) else {
        return Err(WebError::BadForm(
            "manca l'ufficio che ha mandato i file".to_owned(),
        ));
    };
    if upload.files.is_empty() {
        return Err(WebError::BadForm(
            "non è stato scelto nessun file".to_owned(),
        ));
    }
    let dry_run = upload.field("prova").is_some();
    let mut results = Vec::new();
    for file in upload.files {
        let filename = file.name.clone();
        let import = ImportFile {
            office,
            filename: file.name,
            bytes: file.bytes,
            dry_run,
        };
        let report = import_file::import_file(visit.app(), visit.actor(), import).await;
        results.push(FileResult {
            filename,
            outcome: Outcome::of(report)?,
        });
    }
    let title = if dry_run {
        "Che cosa succederebbe?"
    } else {
        "Che cosa è stato importato?"
    };
    let frame = visit
        .frame(title)
        .below(&[("Importazioni", "/importazioni")]);
    render(&UploadPage::new(frame, results, dry_run))
}

impl Outcome {
    /// A file that cannot be read does not stop the others; a failure of the program does.
    fn of(report: Result<ImportReport, AppError>) -> Result<Self, WebError> {
        match report {
            Ok(report) => Ok(Self::from(report)),
            Err(AppError::Unreadable(reason) | AppError::Invalid(reason)) => Ok(Self::Refused {
                reason: sentence(&reason),
            }),
            Err(error) => Err(error.into()),
        }
    }
}

impl From<ImportReport> for Outcome {
    fn from(report: ImportReport) -> Self {
        let href = report
            .import
            .map(|import| format!("/importazioni/{import}"));
        if report.is_back_in_force() {
            let n = report.facts_new + report.facts_changed;
            return Self::Back {
                facts: counted(n, "dato", "dati"),
                href,
            };
        }
        if report.already_imported {
            return Self::Known { href };
        }
        let accounting = format!(
            "{}: {} + {}. Usate con celle riparate: {}.",
            counted(report.read, "riga", "righe"),
            counted(report.used, "usata", "usate"),
            counted(report.set_aside, "messa da parte", "messe da parte"),
            report.repaired.it()
        );
        let facts = format!(
            "{}, {} al posto di dati precedenti, {} già noti.",
            counted(report.facts_new, "dato nuovo", "dati nuovi"),
            report.facts_changed.it(),
            report.facts_unchanged.it()
        );
        Self::Read {
            layout: report.layout,
            accounting,
            facts,
            href,
        }
    }
}

impl UploadPage {
    fn new(frame: Frame, results: Vec<FileResult>, is_trial: bool) -> Self {
        let count = |wanted: fn(&Outcome) -> bool| {
            results
                .iter()
                .filter(|result| wanted(&result.outcome))
                .count() as u64
        };
        let read = count(|outcome| matches!(outcome, Outcome::Read { .. }));
        let known = count(|outcome| matches!(outcome, Outcome::Known { .. }));
        let back = count(|outcome| matches!(outcome, Outcome::Back { .. }));
        let refused = count(|outcome| matches!(outcome, Outcome::Refused { .. }));
        let (one, many) = if is_trial {
            ("file si può importare", "file si possono importare")
        } else {
            ("file importato", "file importati")
        };
        let mut parts = vec![counted(read, one, many)];
        if known > 0 {
            parts.push(counted(known, "già importato", "già importati"));
        }
        if back > 0 {
            let (one, many) = if is_trial {
                ("file tornerebbe in vigore", "file tornerebbero in vigore")
            } else {
                ("file rimesso in vigore", "file rimessi in vigore")
            };
            parts.push(counted(back, one, many));
        }
        if refused > 0 {
            parts.push(counted(refused, "non letto", "non letti"));
        }
        Self {
            frame,
            answer: format!("{}.", parts.join(", ")),
            results,
            is_trial,
        }
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;
    use pas_domain::ids::ImportId;

    use super::*;
    use crate::page::sample;

    fn known(n_changed: u64) -> ImportReport {
        ImportReport {
            already_imported: true,
            facts_new: 0,
            facts_changed: n_changed,
            ..report()
        }
    }

    fn report() -> ImportReport {
        ImportReport {
            import: Some(ImportId::new(7)),
            already_imported: false,
            layout: "RSA, presenze mensili".to_owned(),
            read: 214,
            used: 209,
            repaired: 11,
            set_aside: 5,
            facts_new: 200,
            facts_changed: 4,
            facts_unchanged: 5,
            problems: Vec::new(),
            n_problems: 0,
        }
    }

    #[test]
    fn says_what_became_of_each_file() {
        let unreadable =
            AppError::Unreadable("è protetto da password: chiedi un file senza".to_owned());
        let results = [Ok(report()), Ok(known(0)), Ok(known(12)), Err(unreadable)]
            .into_iter()
            .zip(["a.xlsx", "b.csv", "d.csv", "c.xls"])
            .map(|(report, name)| FileResult {
                filename: name.to_owned(),
                outcome: Outcome::of(report).expect("words"),
            });
        let frame = sample::frame("Che cosa è stato importato?", Role::Clerk, "/importazioni");
        let html = sample::html(&UploadPage::new(frame, results.collect(), false));
        for part in [
            "1 file importato, 1 già importato, 1 file rimesso in vigore, 1 non letto.",
            "sostituito 12 dati",
            "214 righe: 209 usate + 5 messe da parte",
            "Era già stato importato",
            "È protetto da password",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
