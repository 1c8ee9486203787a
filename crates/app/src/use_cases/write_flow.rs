//! Writing an upload file for INPS's web form.

use pas_domain::actor::Actor;
use pas_domain::ids::{EnteId, FlowFileId, RecordId};
use pas_domain::record::SiussRecord;
use pas_storage::Tx;
use pas_storage::flow_file::{self, NewFlowFile};
pub use pas_storage::record::FlowKind;
use pas_storage::record::{self, Cursor, RecordFilter};

use crate::app::App;
use crate::error::AppError;
use crate::flow;
use crate::use_case::WRITE_FLOW;
use crate::use_cases::check_flow;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowQuery {
    /// Which format.
    pub kind: FlowKind,
    /// Only this year.
    pub year: Option<i16>,
}

/// Records read at a time.
const LOT: u32 = 2000;

/// Writes all ready records that `query` finds into one file, checks it and keeps it.
///
/// The order is: write, check, keep. A file that fails the check is not kept.
pub async fn write_flow(
    app: &App,
    actor: &Actor,
    query: FlowQuery,
) -> Result<FlowFileId, AppError> {
    let mut work = app.work(actor, WRITE_FLOW).await?;
    let identity = flow::identity(&mut work.tx, actor.ente).await?;
    let ready = ready(&mut work.tx, actor.ente, query).await?;
    if ready.ids.is_empty() {
        let message =
            "Nessun record pronto per questo flusso: guarda nella pagina «Record» che cosa manca.";
        return Err(AppError::Invalid(message.to_owned()));
    }
    let day = app.clock.today();
    let kind = query.kind;
    let number = flow_file::next_number(&mut work.tx, actor.ente, kind, day).await?;
    let name = flow::name(&identity.code, query.kind, day, number);
    let flow = flow::of_many(ready.records, query.kind, flow::header(&identity, &name));
    let bytes =
        pas_siuss::write(&flow).map_err(|error| AppError::system("comporre il flusso", error))?;
    check_flow::refuse_errors(&app.catalogue, &name, &bytes)?;
    let file = NewFlowFile {
        kind,
        name: &name,
        day,
        number,
        bytes: &bytes,
        n_people: ready.n_people,
        records: &ready.ids,
        written_by: actor.account,
        written_at: app.clock.now(),
    };
    let id = flow_file::insert(&mut work.tx, actor.ente, &file).await?;
    work.done(format!("flow:{id}"), format!("{} record", ready.ids.len()))
        .await?;
    Ok(id)
}

/// The records to write, person by person.
struct Ready {
    records: Vec<SiussRecord>,
    ids: Vec<RecordId>,
    n_people: u64,
}

async fn ready(tx: &mut Tx, ente: EnteId, query: FlowQuery) -> Result<Ready, AppError> {
    let filter = RecordFilter::ready(query.kind, query.year);
    let mut cursor = Cursor::default();
    let mut ready = Ready {
        records: Vec::new(),
        ids: Vec::new(),
        n_people: 0,
    };
    let mut last = None;
    loop {
        let lot = record::after(tx, ente, &filter, &mut cursor, LOT).await?;
        if lot.is_empty() {
            return Ok(ready);
        }
        for stored in lot {
            if last.replace(stored.person) != Some(stored.person) {
                ready.n_people += 1;
            }
            ready.ids.push(stored.id);
            ready.records.push(stored.record);
        }
    }
}
