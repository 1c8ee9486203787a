//! How far the records are on their way to INPS: by benefit, month, office or year.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use pas_domain::actor::Actor;
use pas_domain::flow::FlowKind;
use pas_domain::ids::EnteId;
use pas_domain::period::{MONTH_NAMES, Month};
use pas_domain::record::RecordState;
use pas_domain::sending::{OutcomeCode, SendingState};
use pas_storage::record::{Deadlines, RecordFilter};
use pas_storage::sending::{self, Oddity, SendingCount};
pub use pas_storage::sending::{OddSending, SendingRule, StoredRule};
use pas_storage::{Tx, audit};

pub use super::list_records::Owner;
use super::list_refused::{self, RefusedGroup};
use crate::app::App;
use crate::error::AppError;
use crate::naming::{Names, SINBA};
use crate::use_case::{SERVE_FLOWS, SHOW_SENDINGS, TAKE_OUTCOMES};

/// By what the records are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// The benefit.
    #[default]
    Benefit,
    /// The month in which ends what they cover.
    Month,
    /// The office whose benefit it is.
    Office,
    /// The year.
    Year,
}

/// Which records, and how they are told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendingsQuery {
    /// By what.
    pub by: By,
    /// Only this year.
    pub year: Option<i16>,
    /// Only this benefit; `SINBA` for the SINBA records.
    pub benefit: Option<String>,
    /// Only this month.
    pub month: Option<Month>,
    /// Only benefits of this office.
    pub owner: Option<Owner>,
}

/// Records counted by how far they are. The first is the sum of the next seven.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Everything that INPS waits for.
    pub expected: u64,
    /// Incomplete or blocked, and not at INPS.
    pub to_complete: u64,
    /// Ready, and not sent.
    pub ready: u64,
    /// Published, not fetched yet.
    pub published: u64,
    /// Fetched, not answered yet.
    pub fetched: u64,
    /// Accepted as they are today.
    pub accepted: u64,
    /// Refused, and as they were.
    pub rejected: u64,
    /// INPS holds something else than what the facts say today.
    pub to_correct: u64,
    /// INPS does not have them although their deadline is past.
    pub overdue: u64,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A benefit: code, or `SINBA`.
    Benefit(String),
    /// A month.
    Month(Month),
    /// An office, or none known.
    Office(Owner),
    /// A year.
    Year(i16),
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingsRow {
    /// What it is about.
    pub subject: Subject,
    /// In Italian.
    pub label: String,
    /// Records.
    pub tally: Tally,
}

/// What can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Benefits that occur: code and name.
    pub benefits: Vec<(String, String)>,
    /// Years, latest first.
    pub years: Vec<i16>,
    /// Months, latest first.
    pub months: Vec<Month>,
    /// Offices.
    pub owners: Vec<Owner>,
}

/// An outcome that no sending awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideLine {
    /// `id_flusso` as it came.
    pub flow_name: String,
    /// INPS's verdict.
    pub code: OutcomeCode,
    /// When it came.
    pub received_at: Timestamp,
    /// Whether the flow is ours and was taken back; otherwise it is not ours.
    pub is_taken_back: bool,
}

/// The page «Invii».
#[derive(Debug, Clone)]
pub struct SendingsView {
    /// The lines that the query finds.
    pub rows: Vec<SendingsRow>,
    /// Their sum.
    pub total: Tally,
    /// Every record of the ente, whatever the query.
    pub whole: Tally,
    /// What can be chosen.
    pub choices: Choices,
    /// Who answers for the sending, and the deadlines.
    pub rule: Option<StoredRule>,
    /// When INPS last asked for flows.
    pub last_fetch: Option<Timestamp>,
    /// When INPS last told outcomes.
    pub last_outcomes: Option<Timestamp>,
    /// The last `ts_flusso`.
    pub last_stamp: Option<Timestamp>,
    /// Refused records by who must act, most first.
    pub refused: Vec<RefusedGroup>,
    /// Outcomes set aside, newest first, at most [`MAX_ASIDE`].
    pub aside: Vec<AsideLine>,
    /// Cancellations that INPS has refused.
    pub refused_cancellations: Vec<OddSending>,
    /// Flows that INPS has accepted and then refused.
    pub accepted_then_refused: Vec<OddSending>,
    /// What INPS holds and is no longer due: benefits, which the next publication withdraws.
    pub n_to_withdraw: u64,
    /// The same of SINBA, which only INPS can withdraw.
    pub to_ask_of_inps: Vec<OddSending>,
}

/// Outcomes set aside that are shown.
pub const MAX_ASIDE: u32 = 50;

/// How far the records of the actor's ente are.
pub async fn show_sendings(
    app: &App,
    actor: &Actor,
    query: &SendingsQuery,
) -> Result<SendingsView, AppError> {
    let mut tx = app.look(actor, SHOW_SENDINGS).await?;
    let tx = &mut tx;
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let rule = sending::rule(tx, actor.ente).await?;
    let filter = RecordFilter {
        deadlines: deadlines(rule.as_ref(), app.clock.today()),
        ..RecordFilter::default()
    };
    let counts = sending::counts(tx, actor.ente, &filter).await?;
    let chosen: Vec<&SendingCount> = counts.iter().filter(|line| query.finds(line)).collect();
    let gone = sending::odd(tx, actor.ente, Oddity::NoLongerDue).await?;
    let (to_ask_of_inps, to_withdraw): (Vec<_>, Vec<_>) =
        gone.into_iter().partition(|sent| !sent.kind.can_cancel());
    let last_stamp = sending::last_stamp(tx, actor.ente).await?;
    Ok(SendingsView {
        rows: rows(&chosen, query.by, &names),
        total: Tally::of(chosen.iter().copied()),
        whole: Tally::of(&counts),
        choices: choices(&counts, &names),
        rule,
        last_fetch: audit::last_of(tx, actor.ente, SERVE_FLOWS.name).await?,
        last_outcomes: audit::last_of(tx, actor.ente, TAKE_OUTCOMES.name).await?,
        last_stamp: last_stamp
            .filter(|stamp| *stamp > 0)
            .and_then(|stamp| Timestamp::from_millisecond(stamp).ok()),
        refused: list_refused::groups(tx, actor.ente).await?,
        aside: aside(tx, actor.ente).await?,
        refused_cancellations: sending::odd(tx, actor.ente, Oddity::RefusedCancellation).await?,
        accepted_then_refused: sending::odd(tx, actor.ente, Oddity::AcceptedThenRefused).await?,
        n_to_withdraw: to_withdraw.len() as u64,
        to_ask_of_inps,
    })
}

/// From which day on a record is not late, by what the ente has decided.
pub(crate) fn deadlines(rule: Option<&StoredRule>, today: Date) -> Deadlines {
    let first = |days: Option<u16>| days.map(|days| today.saturating_sub(Span::new().days(days)));
    Deadlines {
        benefits: rule.and_then(|stored| first(stored.rule.days_benefits)),
        minors: rule.and_then(|stored| first(stored.rule.days_minors)),
    }
}

async fn aside(tx: &mut Tx, ente: EnteId) -> Result<Vec<AsideLine>, AppError> {
    let stored = sending::set_aside(tx, ente, MAX_ASIDE).await?;
    let line = |stored: sending::StoredOutcome| AsideLine {
        flow_name: stored.outcome.flow_name,
        code: stored.outcome.code,
        received_at: stored.received_at,
        is_taken_back: stored.superseded.is_some(),
    };
    Ok(stored.into_iter().map(line).collect())
}

impl SendingsQuery {
    fn finds(&self, line: &SendingCount) -> bool {
        let code = line.benefit.as_deref().unwrap_or(SINBA);
        self.year.is_none_or(|year| line.month.year() == year)
            && self.month.is_none_or(|month| line.month == month)
            && self.benefit.as_deref().is_none_or(|asked| code == asked)
            && self.owner.is_none_or(|owner| Owner(line.office) == owner)
    }
}

impl Tally {
    /// The sum of `lines`; what is not due counts nowhere.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a SendingCount>) -> Self {
        let mut tally = Self::default();
        for line in lines {
            tally.add(line);
        }
        tally
    }

    fn add(&mut self, line: &SendingCount) {
        if line.state == RecordState::NotDue {
            return;
        }
        self.expected += line.n;
        let part = match (line.sending, line.state) {
            (SendingState::NotSent, RecordState::Ready) => &mut self.ready,
            (SendingState::NotSent, _) => &mut self.to_complete,
            (SendingState::Published, _) => &mut self.published,
            (SendingState::Fetched, _) => &mut self.fetched,
            (SendingState::Accepted, _) => &mut self.accepted,
            (SendingState::Rejected, _) => &mut self.rejected,
            (SendingState::ToCorrect, _) => &mut self.to_correct,
        };
        *part += line.n;
        let is_missing = matches!(line.sending, SendingState::NotSent | SendingState::Rejected);
        if line.is_past_deadline && is_missing {
            self.overdue += line.n;
        }
    }
}

fn rows(lines: &[&SendingCount], by: By, names: &Names<'_>) -> Vec<SendingsRow> {
    let mut rows: Vec<SendingsRow> = Vec::new();
    for &line in lines {
        let subject = subject(line, by);
        let position = rows.iter().position(|row| row.subject == subject);
        let position = position.unwrap_or_else(|| {
            rows.push(SendingsRow {
                label: label(&subject, names),
                subject,
                tally: Tally::default(),
            });
            rows.len() - 1
        });
        rows[position].tally.add(line);
    }
    rows.retain(|row| row.tally.expected > 0);
    rows.sort_by(|a, b| match by {
        By::Month | By::Year => b.subject.cmp(&a.subject),
        By::Benefit | By::Office => a.subject.cmp(&b.subject),
    });
    rows
}

fn subject(line: &SendingCount, by: By) -> Subject {
    match by {
        By::Benefit => Subject::Benefit(line.benefit.clone().unwrap_or_else(|| SINBA.to_owned())),
        By::Month => Subject::Month(line.month),
        By::Office => Subject::Office(Owner(line.office)),
        By::Year => Subject::Year(line.month.year()),
    }
}

fn label(subject: &Subject, names: &Names<'_>) -> String {
    match subject {
        Subject::Benefit(code) if code == SINBA => names.benefit(None),
        Subject::Benefit(code) => names.benefit(Some(code)),
        Subject::Month(month) => month_in_words(*month),
        Subject::Office(owner) => owner_label(*owner).to_owned(),
        Subject::Year(year) => year.to_string(),
    }
}

/// `marzo 2025`.
pub fn month_in_words(month: Month) -> String {
    let position = usize::try_from(month.number() - 1).unwrap_or_default();
    let name = MONTH_NAMES.get(position).copied().unwrap_or_default();
    format!("{name} {}", month.year())
}

/// The office in words, or that none is known.
pub const fn owner_label(owner: Owner) -> &'static str {
    match owner.0 {
        Some(office) => office.label(),
        None => "ufficio non indicato",
    }
}

fn choices(lines: &[SendingCount], names: &Names<'_>) -> Choices {
    let due = || {
        lines
            .iter()
            .filter(|line| line.state != RecordState::NotDue)
    };
    let mut benefits: Vec<Option<&str>> = due().map(|line| line.benefit.as_deref()).collect();
    benefits.sort_by_key(|code| (code.is_none(), *code));
    benefits.dedup();
    let mut years: Vec<i16> = due().map(|line| line.month.year()).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let mut months: Vec<Month> = due().map(|line| line.month).collect();
    months.sort_unstable_by(|a, b| b.cmp(a));
    months.dedup();
    let mut owners: Vec<Owner> = due().map(|line| Owner(line.office)).collect();
    owners.sort_unstable();
    owners.dedup();
    let choice = |code: Option<&str>| (code.unwrap_or(SINBA).to_owned(), names.benefit(code));
    Choices {
        benefits: benefits.into_iter().map(choice).collect(),
        years,
        months,
        owners,
    }
}

/// The kind and code by which a benefit, or `SINBA`, is looked for.
pub(crate) fn kind_and_code(benefit: Option<&str>) -> (Option<FlowKind>, Option<String>) {
    match benefit {
        Some(SINBA) => (Some(FlowKind::Minors), None),
        other => (None, other.map(str::to_owned)),
    }
}
