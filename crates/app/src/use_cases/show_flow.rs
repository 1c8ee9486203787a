//! One written upload file with the records inside.

use std::collections::HashMap;

use pas_domain::actor::Actor;
use pas_domain::ids::{EnteId, FlowFileId};
use pas_domain::record::RecordState;
use pas_storage::Tx;
use pas_storage::flow_file::{self, SentRecord};
use pas_storage::person::{self, Person};

use super::list_flows::FlowLine;
use super::list_records::RecordLine;
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
    pub records: Vec<RecordLine>,
    /// Page, from 1.
    pub page: u32,
    /// Pages in all.
    pub n_pages: u32,
    /// The beginning of the file, to look at.
    pub xml_head: String,
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
    let mut work = app.work(actor, SHOW_FLOW).await?;
    let tx = &mut work.tx;
    let found = flow_file::get(tx, actor.ente, file).await?;
    let found = found.ok_or(AppError::NotFound { what: "il flusso" })?;
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let page = paging::page(page, RECORDS_PER_PAGE);
    let n_pages = paging::n_pages(page, found.n_records);
    let sent = flow_file::records(tx, actor.ente, file, page).await?;
    let people = people(tx, actor.ente, &sent).await?;
    let lines = sent.into_iter().map(|sent| line(sent, &people, &names));
    let records = lines.collect::<Result<_, _>>()?;
    let bytes = flow_file::bytes(tx, actor.ente, file)
        .await?
        .unwrap_or_default();
    let xml_head = String::from_utf8_lossy(&bytes).chars().take(HEAD).collect();
    work.done(format!("flow:{file}"), "").await?;
    let line = list_flows::line(found);
    Ok(FlowView {
        line,
        records,
        page: page.number(),
        n_pages,
        xml_head,
    })
}

/// The people of the records, by codice fiscale, read at once: a whole file has thousands.
async fn people(
    tx: &mut Tx,
    ente: EnteId,
    sent: &[SentRecord],
) -> Result<HashMap<String, Person>, AppError> {
    let cfs: Vec<&str> = sent
        .iter()
        .map(|sent| sent.content.person.as_str())
        .collect();
    let found = person::many_by_cf(tx, ente, &cfs).await?;
    Ok(found
        .into_iter()
        .map(|person| (person.cf.clone(), person))
        .collect())
}

/// A record as it was sent, which is not always as it is today.
fn line(
    sent: SentRecord,
    people: &HashMap<String, Person>,
    names: &Names<'_>,
) -> Result<RecordLine, AppError> {
    let content = sent.content;
    let person = people.get(content.person.as_str());
    let person = person.ok_or(AppError::NotFound { what: "la persona" })?;
    Ok(RecordLine {
        id: sent.record,
        person: person.id,
        person_name: person_name(&person.surname, &person.given_name, person.cf.clone()),
        benefit_name: names.benefit(content.benefit.as_deref()),
        benefit: content.benefit,
        period: content.period,
        total: content.total,
        state: RecordState::Ready,
        reason: String::new(),
        office: None,
    })
}
