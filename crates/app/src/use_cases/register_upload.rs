//! Saying that a file was uploaded in INPS's web form: from then on INPS has its records.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;
use pas_domain::sending::{Channel, Operation};
use pas_storage::Page;
use pas_storage::flow_file::{self, NewReceipt, Overtaken, StoredFlowFile, StoredLine};
use pas_storage::record;
use pas_storage::sending::{self, Change, NewSending};

use super::show_flow;
use crate::app::App;
use crate::error::AppError;
use crate::use_case::REGISTER_UPLOAD;
use crate::work::Work;

/// What somebody did in INPS's web form.
#[derive(Debug, Clone)]
pub struct Uploaded {
    /// The file.
    pub file: FlowFileId,
    /// On which day.
    pub day: Date,
    /// Number of INPS's receipt.
    pub number: String,
    /// The receipt itself, where INPS gave one to keep.
    pub receipt: Option<Receipt>,
}

/// A receipt of INPS, of any format.
#[derive(Clone)]
pub struct Receipt {
    /// Its own name.
    pub filename: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Without name and bytes, in which INPS may name people.
impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receipt")
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// The largest receipt, in bytes.
pub const MAX_RECEIPT: usize = 10 * 1024 * 1024;
/// The longest receipt number, in characters.
pub const MAX_NUMBER: usize = 60;
/// Positions that a refusal names; of the others it says how many they are.
const N_NAMED: usize = 5;

/// Notes that a file was uploaded. Refused when it was noted before, or when a record of the file
/// went to INPS otherwise after the file was written: then INPS's answers could not be told apart.
pub async fn register_upload(app: &App, actor: &Actor, uploaded: Uploaded) -> Result<(), AppError> {
    let mut work = app.work(actor, REGISTER_UPLOAD).await?;
    // Whoever publishes or takes outcomes waits: what INPS has does not change below.
    sending::take_turn(&mut work.tx, actor.ente).await?;
    let file = flow_file::get(&mut work.tx, actor.ente, uploaded.file).await?;
    let file = file.ok_or(AppError::NotFound { what: "il flusso" })?;
    check(app, &file, &uploaded)?;
    let overtaken = flow_file::overtaken(&mut work.tx, actor.ente, file.id).await?;
    if !overtaken.is_empty() {
        return Err(AppError::Invalid(sent_otherwise(&file, &overtaken)));
    }
    let number = uploaded.number.trim();
    let now = app.clock.now();
    let noted = (uploaded.day, number);
    flow_file::register(&mut work.tx, actor.ente, file.id, noted, actor.account, now).await?;
    send(&mut work, actor, &file, uploaded.day, now).await?;
    if let Some(receipt) = &uploaded.receipt {
        keep_receipt(&mut work, actor, file.id, receipt, now).await?;
    }
    let detail = format!("{} record, caricati il {}", file.n_records, uploaded.day);
    work.done(format!("flow:{}", file.id), detail).await
}

fn check(app: &App, file: &StoredFlowFile, uploaded: &Uploaded) -> Result<(), AppError> {
    let invalid = |message: String| Err(AppError::Invalid(message));
    if let Some(upload) = &file.upload {
        return invalid(format!(
            "il caricamento di questo file è già registrato (ricevuta n. {}): se il numero o l'esito \
             è un altro, registra l'esito che INPS ha dato",
            upload.number
        ));
    }
    if uploaded.day > app.clock.today() {
        return invalid("il giorno del caricamento è nel futuro: correggilo".to_owned());
    }
    if uploaded.day < civil_day(file.written_at) {
        return invalid(
            "il giorno del caricamento viene prima del giorno in cui il file è stato scritto: \
             correggilo"
                .to_owned(),
        );
    }
    let n_letters = uploaded.number.trim().chars().count();
    if n_letters == 0 || n_letters > MAX_NUMBER {
        return invalid(format!(
            "il numero della ricevuta di INPS deve avere da 1 a {MAX_NUMBER} caratteri: copialo \
             dalla pagina di INPS"
        ));
    }
    match &uploaded.receipt {
        Some(receipt) => check_receipt(receipt),
        None => Ok(()),
    }
}

/// Refuses a receipt that is too large or empty.
pub(crate) fn check_receipt(receipt: &Receipt) -> Result<(), AppError> {
    if receipt.bytes.is_empty() {
        return Err(AppError::Invalid(
            "il file della ricevuta è vuoto: scaricalo di nuovo da INPS".to_owned(),
        ));
    }
    if receipt.bytes.len() > MAX_RECEIPT {
        return Err(AppError::Invalid(format!(
            "il file della ricevuta supera {} MB: salvalo in un formato più leggero, come PDF",
            MAX_RECEIPT / 1024 / 1024
        )));
    }
    Ok(())
}

/// Keeps a receipt of `file`, which [`check_receipt`] has let through.
pub(crate) async fn keep_receipt(
    work: &mut Work,
    actor: &Actor,
    file: FlowFileId,
    receipt: &Receipt,
    now: Timestamp,
) -> Result<(), AppError> {
    let new = NewReceipt {
        file,
        filename: &receipt.filename,
        bytes: &receipt.bytes,
        made_by: actor.account,
        made_at: now,
    };
    Ok(flow_file::keep_receipt(&mut work.tx, actor.ente, &new).await?)
}

/// Why a file cannot be registered, in words: which records, how they went, what to do.
fn sent_otherwise(file: &StoredFlowFile, overtaken: &[Overtaken]) -> String {
    let named = overtaken.iter().take(N_NAMED).map(|line| {
        let position = line.position + 1;
        match line.channel {
            Channel::Waas => format!("{position} (con il flusso {})", line.flow_name),
            Channel::Upload => format!("{position} (con il file {})", line.flow_name),
        }
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let others = match overtaken.len().saturating_sub(N_NAMED) {
        0 => String::new(),
        1 => " e un altro".to_owned(),
        n => format!(" e altri {n}"),
    };
    let n_overtaken = overtaken.len();
    format!(
        "{n_overtaken} dei {} record del file sono già stati mandati a INPS in altro modo dopo che \
         è stato scritto: posizioni {named}{others}. Non caricarlo: scrivi un file nuovo e carica \
         quello. Se lo hai già caricato, chiedi a INPS come annullarlo",
        file.n_records
    )
}

/// Makes a sending of every line.
async fn send(
    work: &mut Work,
    actor: &Actor,
    file: &StoredFlowFile,
    day: Date,
    now: Timestamp,
) -> Result<(), AppError> {
    let lines = flow_file::lines(&mut work.tx, actor.ente, file.id, Page::whole()).await?;
    let people = show_flow::people(&mut work.tx, actor.ente, &lines).await?;
    // A withdrawal is not the last of a record that is sent again in the same file.
    let key = |line: &StoredLine| (line.content.key.clone(), line.occurrence);
    let inserts = lines
        .iter()
        .filter(|line| line.operation == Operation::Insert);
    let inserted: BTreeSet<(String, i64)> = inserts.map(key).collect();
    let mut new = Vec::with_capacity(lines.len());
    for line in &lines {
        let person = people.get(line.content.person.as_str());
        let person = person.ok_or(AppError::NotFound { what: "la persona" })?;
        let is_last = line.operation == Operation::Insert || !inserted.contains(&key(line));
        new.push(NewSending {
            channel: Channel::Upload,
            kind: file.kind,
            operation: line.operation,
            flow_name: file.name.clone(),
            ts: None,
            occurrence: line.occurrence,
            person: person.id,
            record: &line.content,
            body_sha: record::body_sha(&line.content.body)?,
            xml: None,
            cancels: line.cancels,
            file: Some(file.id),
            fetched_at: Some(instant(day)?),
            is_last,
        });
    }
    let followed: BTreeSet<_> = lines.iter().filter_map(|line| line.follows).collect();
    let change = Change {
        no_longer_last: followed.into_iter().collect(),
        new,
        ..Change::default()
    };
    // Nothing is taken back, so INPS cannot have been faster.
    sending::apply(&mut work.tx, actor.ente, &change, actor.account, now).await?;
    Ok(())
}

/// The day in Italy on which `at` falls.
fn civil_day(at: Timestamp) -> Date {
    at.to_zoned(italy()).date()
}

/// The beginning of `day` in Italy.
pub(crate) fn instant(day: Date) -> Result<Timestamp, AppError> {
    let begins = day.to_zoned(italy());
    let begins = begins.map_err(|error| AppError::system("leggere il calendario", error))?;
    Ok(begins.timestamp())
}

fn italy() -> TimeZone {
    TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC)
}
