//! Taking down by hand what INPS has answered for an uploaded file; a later answer counts.

use jiff::{SignedDuration, Timestamp};
use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;
use pas_domain::sending::OutcomeCode;
use pas_storage::Page;
use pas_storage::flow_file::{self, LineAnswer, StoredFlowFile, StoredLine};
use pas_storage::sending::{self, NewOutcome};

use super::register_upload::{Receipt, check_receipt, instant, keep_receipt};
use crate::app::App;
use crate::error::AppError;
use crate::use_case::TAKE_RECEIPT;

mod refusals;

use refusals::{refusals, words_of_inps};

/// What INPS has answered for a file.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The file.
    pub file: FlowFileId,
    /// The answer.
    pub verdict: Verdict,
    /// The receipt itself, where INPS gave one to keep.
    pub receipt: Option<Receipt>,
}

/// INPS's answer for all records of a file.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All are accepted.
    AllAccepted,
    /// All are accepted but those listed, a line each: the position in the file or the codice fiscale
    /// (of SINBA, the minor's identifier), then INPS's words.
    AllBut(String),
    /// The whole file is refused, in INPS's words.
    AllRefused(String),
}

/// Without the words, which may name people.
impl std::fmt::Debug for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AllAccepted => "AllAccepted",
            Self::AllBut(_) => "AllBut",
            Self::AllRefused(_) => "AllRefused",
        })
    }
}

/// What an answer came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnswerReport {
    /// Records accepted.
    pub n_accepted: u64,
    /// Records refused.
    pub n_refused: u64,
    /// Records of which something else was known before, or nothing.
    pub n_changed: u64,
}

/// What INPS says of one record.
#[derive(Clone, PartialEq, Eq)]
struct Word {
    code: OutcomeCode,
    text: Option<String>,
}

/// Places INPS's answer with every record of an uploaded file. What was answered before is kept
/// beside it.
pub async fn take_receipt(
    app: &App,
    actor: &Actor,
    answered: Answered,
) -> Result<AnswerReport, AppError> {
    let mut work = app.work(actor, TAKE_RECEIPT).await?;
    // Whoever publishes or writes a file reads what INPS holds: the two must not cross.
    sending::take_turn(&mut work.tx, actor.ente).await?;
    let file = flow_file::get(&mut work.tx, actor.ente, answered.file).await?;
    let file = file.ok_or(AppError::NotFound { what: "il flusso" })?;
    let lines = flow_file::lines(&mut work.tx, actor.ente, file.id, Page::whole()).await?;
    let words = words(&lines, &answered.verdict)?;
    let outcomes = Outcomes::of(app, &file, &lines)?;
    let now = app.clock.now();
    if let Some(receipt) = &answered.receipt {
        check_receipt(receipt)?;
        keep_receipt(&mut work, actor, file.id, receipt, now).await?;
    }
    let mut report = AnswerReport::default();
    for (line, word) in lines.iter().zip(words) {
        if word.code.is_accepted() {
            report.n_accepted += 1;
        } else {
            report.n_refused += 1;
        }
        let Some(answer) = line.answer.as_ref().filter(|answer| !word.is_in(answer)) else {
            continue;
        };
        report.n_changed += 1;
        let outcome = outcomes.outcome(line, word);
        sending::place_with(&mut work.tx, actor.ente, answer.sending, &outcome, now).await?;
    }
    let detail = format!(
        "{} accettati, {} scartati, {} esiti nuovi o cambiati",
        report.n_accepted, report.n_refused, report.n_changed
    );
    work.done(format!("flow:{}", file.id), detail).await?;
    Ok(report)
}

/// What INPS says of each line.
fn words(lines: &[StoredLine], verdict: &Verdict) -> Result<Vec<Word>, AppError> {
    let accepted = Word {
        code: OutcomeCode::Accepted,
        text: None,
    };
    match verdict {
        Verdict::AllAccepted => Ok(vec![accepted; lines.len()]),
        Verdict::AllRefused(text) => {
            let refused = Word {
                code: OutcomeCode::InvalidRequest,
                text: words_of_inps(text).map_err(AppError::Invalid)?,
            };
            Ok(vec![refused; lines.len()])
        }
        Verdict::AllBut(list) => {
            let mut words = vec![accepted; lines.len()];
            for (position, word) in refusals(lines, list)? {
                words[position] = word;
            }
            Ok(words)
        }
    }
}

impl Word {
    /// Whether `answer` says this already.
    fn is_in(&self, answer: &LineAnswer) -> bool {
        answer.outcome == Some(self.code) && answer.text == self.text
    }
}

/// How the outcomes of one file are kept.
struct Outcomes<'a> {
    file: &'a StoredFlowFile,
    flow_at: Timestamp,
    /// Later than all that was taken down before, whatever the clock says.
    acquired_at: Timestamp,
}

impl<'a> Outcomes<'a> {
    fn of(app: &App, file: &'a StoredFlowFile, lines: &[StoredLine]) -> Result<Self, AppError> {
        let Some(upload) = &file.upload else {
            let message = "nessuno ha ancora registrato il caricamento di questo file: registralo, \
                           poi di' che cosa ha risposto INPS";
            return Err(AppError::Invalid(message.to_owned()));
        };
        let answers = lines.iter().filter_map(|line| line.answer.as_ref());
        let last = answers.filter_map(|answer| answer.acquired_at).max();
        let next = last.map(|last| last + SignedDuration::from_millis(1));
        Ok(Self {
            file,
            flow_at: instant(upload.day)?,
            acquired_at: next.map_or(app.clock.now(), |next| next.max(app.clock.now())),
        })
    }

    /// The outcome of a line: the name of the file with the line's position stands for a flow of its
    /// own, so that the history of every record is kept.
    fn outcome(&self, line: &StoredLine, word: Word) -> NewOutcome {
        NewOutcome {
            flow_name: format!("{}#{}", self.file.name, line.position + 1),
            kind: self.file.kind.name().to_owned(),
            flow_at: self.flow_at,
            acquired_at: self.acquired_at,
            code: word.code,
            text: word.text,
            siuss_id: None,
        }
    }
}
