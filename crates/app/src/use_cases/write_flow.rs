//! Writing an upload file for INPS's web form: what was never sent, and corrections of what was.
//!
//! A written file says nothing of INPS: the same records are written again until somebody registers
//! that a file was uploaded (`register_upload`), or until they go over the e-service.

use pas_domain::actor::Actor;
pub use pas_domain::flow::FlowKind;
use pas_domain::ids::{EnteId, FlowFileId, PersonId};
use pas_domain::sending::Operation;
use pas_storage::Tx;
use pas_storage::flow_file::{self, NewFlowFile, NewLine};
use pas_storage::sending;

use crate::app::App;
use crate::error::AppError;
use crate::flow;
use crate::plan;
use crate::use_case::WRITE_FLOW;
use crate::use_cases::check_flow;

pub(crate) mod line;

use line::{lines, n_cancellations};

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowQuery {
    /// Which format.
    pub kind: FlowKind,
    /// Only this year.
    pub year: Option<i16>,
    /// Also records that INPS has refused, although they are as they were.
    pub again: bool,
}

/// People read at a time.
const LOT: u32 = 500;

/// Writes all records that `query` finds and that INPS does not have as they are into one file,
/// checks it and keeps it. Of one person the withdrawals come before the records.
///
/// The order is: write, check, keep. A file that fails the check is not kept.
pub async fn write_flow(
    app: &App,
    actor: &Actor,
    query: FlowQuery,
) -> Result<FlowFileId, AppError> {
    let mut work = app.work(actor, WRITE_FLOW).await?;
    // Nobody publishes between the reading of one lot and of the next.
    sending::take_turn(&mut work.tx, actor.ente).await?;
    let identity = flow::identity(&mut work.tx, actor.ente).await?;
    let found = find(&mut work.tx, actor.ente, query).await?;
    if found.lines.is_empty() {
        let message = "Nessun record da mandare con questo flusso: guarda nella pagina «Record» \
                       che cosa manca.";
        return Err(AppError::Invalid(message.to_owned()));
    }
    let day = app.clock.today();
    let kind = query.kind;
    let number = flow_file::next_number(&mut work.tx, actor.ente, kind, day).await?;
    let name = flow::name(&identity.code, kind, day, number);
    let told = found
        .lines
        .iter()
        .map(|line| (line.operation, &line.content));
    let flow = flow::of_many(told, kind, flow::header(&identity, &name));
    let bytes = flow::written(&flow)?;
    check_flow::refuse_errors(&app.catalogue, &name, &bytes)?;
    let file = NewFlowFile {
        kind,
        name: &name,
        day,
        number,
        bytes: &bytes,
        n_people: found.n_people,
        lines: &found.lines,
        written_by: actor.account,
        written_at: app.clock.now(),
    };
    let id = flow_file::insert(&mut work.tx, actor.ente, &file).await?;
    let n_lines = found.lines.len();
    let detail = match n_cancellations(&found.lines) {
        0 => format!("{n_lines} record"),
        n => format!("{n_lines} record, di cui {n} cancellazioni"),
    };
    work.done(format!("flow:{id}"), detail).await?;
    Ok(id)
}

/// What to write, person by person.
#[derive(Default)]
struct Found {
    lines: Vec<NewLine>,
    n_people: u64,
}

async fn find(tx: &mut Tx, ente: EnteId, query: FlowQuery) -> Result<Found, AppError> {
    let mut found = Found::default();
    let mut after = PersonId::new(0);
    loop {
        let people = flow_file::people_due(tx, ente, after, LOT, query.again).await?;
        let Some(last) = people.last() else {
            return Ok(found);
        };
        after = *last;
        let journeys = plan::journeys(tx, ente, &people).await?;
        for of_person in journeys.chunk_by(|a, b| a.person == b.person) {
            let wanted = of_person
                .iter()
                .filter(|journey| journey.kind == query.kind);
            let mut of_person: Vec<NewLine> = wanted
                .filter_map(|journey| lines(journey, query.again))
                .filter(|(year, _)| query.year.is_none_or(|wanted| wanted == *year))
                .flat_map(|(_, lines)| lines)
                .collect();
            of_person.sort_by_key(|line| line.operation != Operation::Cancel);
            found.n_people += u64::from(!of_person.is_empty());
            found.lines.append(&mut of_person);
        }
    }
}
