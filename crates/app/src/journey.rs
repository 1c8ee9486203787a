//! The way of one record to INPS as its page tells it: every sending, and what happens next.

use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, PersonId, RecordId};
use pas_domain::record::RecordState;
use pas_domain::sending::{Answer, Channel, Operation, OutcomeCode, Step};
use pas_storage::Tx;
use pas_storage::sending::{self, Passage, StoredSending};

use crate::error::AppError;
use crate::outcome_reading::{self, OutcomeReading};
use crate::plan::{self, Journey};

/// One sending of a record.
#[derive(Clone)]
pub struct JourneyLine {
    /// `id_flusso`, or the name of the uploaded file.
    pub flow_name: String,
    /// `ts_flusso`; none by upload.
    pub stamp: Option<Timestamp>,
    /// How it went.
    pub channel: Channel,
    /// What it asked.
    pub operation: Operation,
    /// The flow that a cancellation withdraws.
    pub cancels: Option<String>,
    /// When it was published.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// What became of it.
    pub passage: Passage,
    /// When it was taken back, unseen by INPS.
    pub superseded_at: Option<Timestamp>,
    /// When INPS fetched it.
    pub fetched_at: Option<Timestamp>,
    /// INPS's verdict.
    pub outcome: Option<OutcomeCode>,
    /// INPS's own words.
    pub text: String,
    /// INPS's number.
    pub siuss_id: String,
    /// When the outcome reached us.
    pub answered_at: Option<Timestamp>,
    /// A refusal explained.
    pub reading: Option<OutcomeReading>,
}

/// Where a record is on its way.
#[derive(Clone, Default)]
pub struct Way {
    /// Every sending, oldest first, those taken back among them.
    pub lines: Vec<JourneyLine>,
    /// What happens next, in Italian.
    pub next: String,
    /// The refusal that keeps it back, if one does.
    pub refusal: Option<OutcomeReading>,
    /// Whether a publication would send or take back something of it.
    pub is_to_publish: bool,
}

/// The way of the record `id` of `person`.
pub(crate) async fn way(
    tx: &mut Tx,
    ente: EnteId,
    id: RecordId,
    person: PersonId,
) -> Result<Way, AppError> {
    let sent = sending::of_record(tx, ente, id).await?;
    let journeys = plan::journeys(tx, ente, &[person]).await?;
    let is_this = |journey: &&Journey| journey.record.as_ref().is_some_and(|found| found.id == id);
    let Some(journey) = journeys.iter().find(is_this) else {
        return Ok(Way::default());
    };
    let step = journey.next_step(false);
    let lines: Vec<JourneyLine> = sent.iter().map(|one| line(one, &sent)).collect();
    // At rest, and yet there is something to send again: INPS would not give back what it holds.
    let is_stuck = step == Step::Mend || (step == Step::Rest && journey.next_step(true) != step);
    let mut readings = lines.iter().rev().filter(|_| is_stuck);
    let refusal = readings.find_map(|line| line.reading.clone());
    Ok(Way {
        next: next(journey, step).to_owned(),
        is_to_publish: matches!(step, Step::Publish { .. }),
        refusal,
        lines,
    })
}

fn line(sent: &StoredSending, all: &[StoredSending]) -> JourneyLine {
    let withdrawn = |id| all.iter().find(|other| other.id == id);
    let refused = sent.outcome.filter(|code| !code.is_accepted());
    let reading = refused.map(|code| {
        let text = sent.outcome_text.as_deref();
        outcome_reading::read(code, text, sent.kind, sent.record.office)
    });
    JourneyLine {
        flow_name: sent.flow_name.clone(),
        stamp: sent.ts.and_then(|ts| Timestamp::from_millisecond(ts).ok()),
        channel: sent.channel,
        operation: sent.operation,
        cancels: sent
            .cancels
            .and_then(withdrawn)
            .map(|sent| sent.flow_name.clone()),
        made_at: sent.made_at,
        made_by: sent.made_by.clone(),
        passage: passage(sent),
        superseded_at: sent.superseded_at,
        fetched_at: sent.fetched_at,
        outcome: sent.outcome,
        text: sent.outcome_text.clone().unwrap_or_default(),
        siuss_id: sent.siuss_id.clone().unwrap_or_default(),
        answered_at: sent.answered_at,
        reading,
    }
}

fn passage(sent: &StoredSending) -> Passage {
    match sent.answer() {
        _ if sent.superseded_at.is_some() => Passage::TakenBack,
        Answer::Unseen => Passage::Published,
        Answer::Awaited => Passage::Fetched,
        Answer::Accepted => Passage::Accepted,
        Answer::Refused => Passage::Refused,
    }
}

fn next(journey: &Journey, step: Step) -> &'static str {
    match step {
        Step::Wait => {
            "INPS ha prelevato il record e non ha ancora risposto. Fino alla risposta PAS non manda \
             altro: non si sa che cosa INPS tiene."
        }
        Step::Mend => {
            "Il record non riparte così com'è: riparte da solo quando l'ufficio corregge il suo file. \
             Se il motivo non dipendeva dai dati, pubblicalo di nuovo."
        }
        Step::Publish {
            cancel: Some(_),
            insert: true,
            ..
        } => {
            "INPS tiene una versione superata: alla prossima pubblicazione PAS le chiede di cancellarla, \
             poi manda quella di oggi, in quest'ordine."
        }
        Step::Publish {
            cancel: Some(_), ..
        } => {
            "Il record non è più dovuto: alla prossima pubblicazione PAS chiede a INPS di cancellare \
             quello che ha accettato."
        }
        Step::Publish {
            insert: true,
            supersede: 1..,
            ..
        } => {
            "Il record è cambiato prima che INPS lo prelevasse: alla prossima pubblicazione la versione \
             di oggi prende il posto di quella pubblicata, che INPS non vedrà."
        }
        Step::Publish { insert: true, .. }
            if journey.kind == FlowKind::Minors && is_held(journey) =>
        {
            "INPS tiene una versione superata, e lo schema SINBA non ha la cancellazione: alla prossima \
             pubblicazione PAS manda la valutazione di oggi accanto a quella, con lo stesso \
             identificativo del minore."
        }
        Step::Publish { insert: true, .. } => "Parte alla prossima pubblicazione.",
        Step::Publish { .. } => {
            "Alla prossima pubblicazione PAS ritira il flusso pubblicato, che INPS non ha ancora \
             prelevato."
        }
        Step::Rest => at_rest(journey),
    }
}

/// Whether INPS has accepted some version.
fn is_held(journey: &Journey) -> bool {
    let inserted = |sent: &&StoredSending| sent.operation == Operation::Insert;
    let mut inserted = journey.history.iter().filter(inserted);
    inserted.any(|sent| sent.answer() == Answer::Accepted)
}

fn at_rest(journey: &Journey) -> &'static str {
    let state = journey.record.as_ref().map(|found| found.record.state);
    let last = journey.history.last();
    let last = last.map(|sent| (sent.operation, sent.answer()));
    match (last, state) {
        (Some((_, Answer::Unseen)), _) => {
            "È pubblicato: INPS lo preleva alla sua prossima interrogazione."
        }
        (Some((Operation::Cancel, Answer::Awaited)), _) => {
            "INPS ha la richiesta di cancellazione e non ha ancora risposto."
        }
        (Some((Operation::Insert, Answer::Accepted)), Some(RecordState::NotDue))
            if journey.kind == FlowKind::Minors =>
        {
            "INPS tiene ancora la valutazione, che non è più dovuta. Lo schema SINBA non ha la \
             cancellazione: chiedila a INPS a mano, con l'identificativo del flusso."
        }
        (Some((Operation::Insert, Answer::Accepted)), Some(RecordState::Ready)) => {
            "INPS tiene proprio quello che dicono i file: non c'è niente da fare."
        }
        (Some((Operation::Insert, Answer::Accepted)), _) => {
            "INPS tiene la versione che ha accettato; quella di oggi parte quando è completa."
        }
        (_, Some(RecordState::Incomplete | RecordState::Blocked)) => {
            "Parte quando è completo: prima va sistemato quello che manca."
        }
        (Some((Operation::Cancel, Answer::Accepted)), _) => {
            "INPS ha cancellato il record, che non è più dovuto: non c'è niente da fare."
        }
        _ => "Il record non è dovuto: non parte.",
    }
}
