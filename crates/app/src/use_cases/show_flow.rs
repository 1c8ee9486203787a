//! One written upload file: its records as they were written, INPS's answer to each, its receipts.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use pas_domain::actor::Actor;
use pas_domain::ids::{EnteId, FlowFileId, PersonId, ReceiptId, RecordId};
use pas_domain::money::Money;
use pas_domain::period::Period;
use pas_domain::sending::{Operation, OutcomeCode};
use pas_storage::Tx;
use pas_storage::flow_file::{self, StoredLine, StoredReceipt};
use pas_storage::person::{self, Person};

use super::list_flows::FlowLine;
use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::paging;
use crate::use_case::SHOW_FLOW;
use crate::use_cases::list_flows;
use crate::use_cases::list_records::person_name;

/// One written file.
#[derive(Clone)]
pub struct FlowView {
    /// The file.
    pub line: FlowLine,
    /// Records of the page, in the order of the file.
    pub records: Vec<FlowRecord>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
    /// INPS's receipts, oldest first.
    pub receipts: Vec<ReceiptLine>,
    /// The beginning of the file, to look at.
    pub xml_head: String,
}

/// A record as it was written, which is not always as it is today.
#[derive(Clone)]
pub struct FlowRecord {
    /// Its position in the file, from 1.
    pub position: u64,
    /// What the file asks for it.
    pub operation: Operation,
    /// The record of today; none when it is not derived any more.
    pub record: Option<RecordId>,
    /// The person.
    pub person: PersonId,
    /// Cognome and nome, or the codice fiscale when the registry does not know the person.
    pub person_name: String,
    /// Code of the benefit; none for SINBA.
    pub benefit: Option<String>,
    /// Name of the benefit, or `SINBA`.
    pub benefit_name: String,
    /// Stretch or day.
    pub period: Period,
    /// All that was spent.
    pub total: Money,
    /// What became of it.
    pub answer: RecordAnswer,
}

/// What became of a record of a file.
#[derive(Clone, PartialEq, Eq)]
pub enum RecordAnswer {
    /// Nobody has said that the file was uploaded.
    NotUploaded,
    /// INPS has not answered yet.
    Awaited,
    /// INPS has answered, with its own words.
    Given(OutcomeCode, Option<String>),
}

/// A receipt of INPS.
#[derive(Clone)]
pub struct ReceiptLine {
    /// The receipt.
    pub id: ReceiptId,
    /// Its own name.
    pub filename: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Records on one page.
pub const RECORDS_PER_PAGE: u32 = 50;
/// Characters of the file that are shown.
const HEAD: usize = 4_000;

/// The file `file` of the actor's ente.
pub async fn show_flow(
    app: &App,
    actor: &Actor,
    file: FlowFileId,
    page: u32,
) -> Result<FlowView, AppError> {
    let mut work = app.read_people(actor, SHOW_FLOW).await?;
    let tx = &mut work.tx;
    let found = flow_file::get(tx, actor.ente, file).await?;
    let found = found.ok_or(AppError::NotFound { what: "il flusso" })?;
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let page = paging::page(page, RECORDS_PER_PAGE);
    let n_pages = paging::n_pages(page, found.n_records);
    let lines = flow_file::lines(tx, actor.ente, file, page).await?;
    let people = people(tx, actor.ente, &lines).await?;
    let records = lines.into_iter().map(|line| record(line, &people, &names));
    let records = records.collect::<Result<_, _>>()?;
    let receipts = flow_file::receipts(tx, actor.ente, file).await?;
    let bytes = flow_file::bytes(tx, actor.ente, file)
        .await?
        .unwrap_or_default();
    let xml_head = String::from_utf8_lossy(&bytes).chars().take(HEAD).collect();
    work.done(format!("flow:{file}"), "").await?;
    Ok(FlowView {
        line: list_flows::line(found),
        records,
        page: page.number(),
        n_pages,
        receipts: receipts.into_iter().map(receipt).collect(),
        xml_head,
    })
}

/// The people of the lines, by codice fiscale, read at once: a whole file has thousands.
pub(crate) async fn people(
    tx: &mut Tx,
    ente: EnteId,
    lines: &[StoredLine],
) -> Result<HashMap<String, Person>, AppError> {
    let cfs: Vec<&str> = lines
        .iter()
        .map(|line| line.content.person.as_str())
        .collect();
    let found = person::many_by_cf(tx, ente, &cfs).await?;
    Ok(found
        .into_iter()
        .map(|person| (person.cf.clone(), person))
        .collect())
}

fn record(
    line: StoredLine,
    people: &HashMap<String, Person>,
    names: &Names<'_>,
) -> Result<FlowRecord, AppError> {
    let content = line.content;
    let person = people.get(content.person.as_str());
    let person = person.ok_or(AppError::NotFound { what: "la persona" })?;
    Ok(FlowRecord {
        position: line.position + 1,
        operation: line.operation,
        record: line.record,
        person: person.id,
        person_name: person_name(&person.surname, &person.given_name, person.cf.clone()),
        benefit_name: names.benefit(content.benefit.as_deref()),
        benefit: content.benefit,
        period: content.period,
        total: content.total,
        answer: match line.answer.map(|answer| (answer.outcome, answer.text)) {
            None => RecordAnswer::NotUploaded,
            Some((None, _)) => RecordAnswer::Awaited,
            Some((Some(code), text)) => RecordAnswer::Given(code, text),
        },
    })
}

fn receipt(stored: StoredReceipt) -> ReceiptLine {
    ReceiptLine {
        id: stored.id,
        filename: stored.filename,
        sha256: HEXLOWER.encode(&stored.sha256),
        n_bytes: stored.n_bytes,
        by: stored.username,
        at: stored.made_at,
    }
}
