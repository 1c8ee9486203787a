//! One written upload file with the records inside.

use pas_domain::actor::Actor;
use pas_domain::ids::FlowFileId;
use pas_domain::record::RecordState;
use pas_storage::flow_file::{self, SentRecord};
use pas_storage::{Tx, person};

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
    let mut records = Vec::new();
    for sent in flow_file::records(tx, actor.ente, file, page).await? {
        records.push(line(tx, actor, sent, &names).await?);
    }
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

/// A record as it was sent, which is not always as it is today.
async fn line(
    tx: &mut Tx,
    actor: &Actor,
    sent: SentRecord,
    names: &Names<'_>,
) -> Result<RecordLine, AppError> {
    let content = sent.content;
    let cf = content.person.to_string();
    let id = person::find_by_cf(tx, actor.ente, &cf).await?;
    let id = id.ok_or(AppError::NotFound { what: "la persona" })?;
    let known = person::get(tx, actor.ente, id).await?;
    let person_name = match known {
        Some(known) => person_name(&known.surname, &known.given_name, cf),
        None => cf,
    };
    Ok(RecordLine {
        id: sent.record,
        person: id,
        person_name,
        benefit_name: names.benefit(content.benefit.as_deref()),
        benefit: content.benefit,
        period: content.period,
        total: content.total,
        state: RecordState::Ready,
        reason: String::new(),
        office: None,
    })
}
