//! The records of an ente, counted: by state, benefit and year, and by what keeps them back.

use std::sync::Arc;

use pas_domain::ids::EnteId;
use pas_storage::record::{self, RecordCount, RecordTotal};
use pas_storage::{Tx, ente};

use crate::app::App;
use crate::error::AppError;

/// The counts of all records of an ente.
pub(crate) struct Overview {
    /// By state, benefit and year.
    pub(crate) totals: Vec<RecordTotal>,
    /// By state, first reason and office, most first.
    pub(crate) reasons: Vec<RecordCount>,
}

/// The counts of the records of `ente`, as a transaction that only reads sees them.
pub(crate) async fn overview(
    app: &App,
    tx: &mut Tx,
    ente: EnteId,
) -> Result<Arc<Overview>, AppError> {
    let version = ente::data_version(tx, ente).await?;
    if let Some(kept) = app.overviews.get(&ente, version) {
        return Ok(kept);
    }
    let overview = Overview {
        totals: record::totals(tx, ente).await?,
        reasons: record::count_by_reason(tx, ente).await?,
    };
    Ok(app.overviews.keep(ente, version, overview))
}
