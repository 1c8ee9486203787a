//! One record: why it is where it is, and the flow beside the cells it came from.

use pas_domain::actor::Actor;
use pas_domain::flow::Field;
use pas_domain::ids::RecordId;
use pas_domain::record::{RecordState, SiussRecord};
use pas_domain::sending::SendingState;
use pas_storage::record::{self, RecordFilter, StoredRecord};
use pas_storage::{Page, Tx, ente, person};

use super::list_records::RecordLine;
use super::show_person::SourceRow;
use crate::app::App;
use crate::error::AppError;
use crate::flow;
use crate::journey::{self, Way};
use crate::naming::Names;
use crate::record_values::{self, Sources};
use crate::use_case::SHOW_RECORD;
use crate::use_cases::list_records::person_name;

/// A cell behind a value.
#[derive(Clone)]
pub struct CellLine {
    /// The row of the file.
    pub row: SourceRow,
    /// Column letter.
    pub column: String,
    /// Heading of the column.
    pub heading: String,
    /// The cell's text.
    pub raw: String,
}

/// One value of the flow beside its origin.
#[derive(Clone)]
pub struct ValueLine {
    /// Element of INPS's format.
    pub element: &'static str,
    /// Attribute or element name in INPS's format.
    pub wire_name: &'static str,
    /// Italian name.
    pub label: &'static str,
    /// What it is.
    pub field: Field,
    /// The value; none when it is missing and the record needs it.
    pub value: Option<String>,
    /// What a coded value means.
    pub meaning: Option<String>,
    /// In Italian, how it was obtained.
    pub how: String,
    /// The cells behind it.
    pub cells: Vec<CellLine>,
}

/// A reason, ready to show.
#[derive(Debug, Clone)]
pub struct ReasonLine {
    /// What is wrong and what to do.
    pub message: String,
    /// Who must act.
    pub office: &'static str,
    /// Italian name of the value concerned.
    pub field: Option<&'static str>,
    /// Whether it keeps the record back, or is a mere remark.
    pub keeps_back: bool,
}

/// One record.
#[derive(Clone)]
pub struct RecordView {
    /// The record.
    pub line: RecordLine,
    /// Why it is where it is.
    pub reasons: Vec<ReasonLine>,
    /// The values, in the order of INPS's format.
    pub values: Vec<ValueLine>,
    /// The flow as INPS would get it; none when a required value is missing.
    pub xml: Option<String>,
    /// Its way to INPS.
    pub way: Way,
}

/// The record `record` of the actor's ente.
pub async fn show_record(
    app: &App,
    actor: &Actor,
    record: RecordId,
) -> Result<RecordView, AppError> {
    let mut work = app.read_people(actor, SHOW_RECORD).await?;
    let found = record::get(&mut work.tx, actor.ente, record).await?;
    let found = found.ok_or(AppError::NotFound { what: "il record" })?;
    let names = Names::of(&mut work.tx, actor.ente, &app.catalogue).await?;
    let sources = Sources::of(&mut work.tx, actor.ente, &found.record).await?;
    let ente = ente::get(&mut work.tx, actor.ente).await?;
    let identity = ente.and_then(|ente| ente.identity);
    let view = RecordView {
        line: line(&mut work.tx, actor, &found, &names).await?,
        reasons: reasons(&found.record),
        values: record_values::lines(&found.record, &sources),
        xml: identity.and_then(|identity| {
            let name = flow::draft_name(&identity.code, &found.record);
            xml(&found.record, flow::header(&identity, &name))
        }),
        way: journey::way(&mut work.tx, actor.ente, record, found.person).await?,
    };
    work.done(format!("record:{record}"), "").await?;
    Ok(view)
}

async fn line(
    tx: &mut Tx,
    actor: &Actor,
    found: &StoredRecord,
    names: &Names<'_>,
) -> Result<RecordLine, AppError> {
    let person = person::get(tx, actor.ente, found.person).await?;
    let person = person.ok_or(AppError::NotFound { what: "la persona" })?;
    let first = found.record.reasons.first();
    Ok(RecordLine {
        id: found.id,
        person: found.person,
        person_name: person_name(&person.surname, &person.given_name, person.cf),
        benefit: found.record.benefit.clone(),
        benefit_name: names.benefit(found.record.benefit.as_deref()),
        period: found.record.period,
        total: found.record.total,
        state: found.record.state,
        reason: first
            .map(|reason| reason.message.clone())
            .unwrap_or_default(),
        office: first.map(|reason| reason.office),
        sending: sending(tx, actor, found).await?,
    })
}

/// How far it is on its way, in the words of the list.
async fn sending(
    tx: &mut Tx,
    actor: &Actor,
    found: &StoredRecord,
) -> Result<Option<SendingState>, AppError> {
    let filter = RecordFilter {
        person: Some(found.person),
        ..RecordFilter::default()
    };
    let of_person = record::list(tx, actor.ente, &filter, Page::whole()).await?;
    let line = of_person.into_iter().find(|line| line.id == found.id);
    Ok(line.map(|line| line.sending))
}

fn reasons(record: &SiussRecord) -> Vec<ReasonLine> {
    let line = |reason: &pas_domain::record::Reason| ReasonLine {
        message: reason.message.clone(),
        office: reason.office.label(),
        field: reason.field.map(pas_domain::flow::Field::label),
        keeps_back: reason.state != RecordState::Ready,
    };
    record.reasons.iter().map(line).collect()
}

/// The flow as INPS would get it; none when the schema would refuse it.
fn xml(record: &SiussRecord, header: pas_domain::flow::Values<'static>) -> Option<String> {
    let bytes = pas_siuss::write(&flow::of_one(record, header)).ok()?;
    String::from_utf8(bytes).ok()
}
