//! The rows behind the figures: what was spent for whom, without names.

use pas_domain::coded::ServiceArea;
use pas_domain::ids::{EnteId, PersonId};
use pas_domain::record::RecordState;

use crate::error::StorageError;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

statements! {
    ROWS = "spending.rows",
        "SELECT person, benefit, service_area, residence_comune, year, total_cents, state
         FROM siuss_record WHERE ente = $1 AND benefit IS NOT NULL ORDER BY person, id";
}

/// What one record says of spending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpendingRow {
    /// The person, by number.
    pub person: PersonId,
    /// Code of the benefit.
    pub benefit: String,
    /// Area di utenza, where known.
    pub service_area: Option<ServiceArea>,
    /// Belfiore code of the comune of residence, where known.
    pub residence_comune: Option<String>,
    /// The year.
    pub year: i16,
    /// What was spent, in cents.
    pub total_cents: i64,
    /// State of the record.
    pub state: RecordState,
}

/// The rows of all records of benefits of `ente`, person by person.
pub async fn rows(tx: &mut Tx, ente: EnteId) -> Result<Vec<SpendingRow>, StorageError> {
    tx.fetch_all(&ROWS, params![ente])
        .await?
        .iter()
        .map(from_row)
        .collect()
}

fn from_row(row: &Row) -> Result<SpendingRow, StorageError> {
    Ok(SpendingRow {
        person: PersonId::new(row.int("person")?),
        benefit: row.text("benefit")?,
        service_area: row.opt_named("service_area", ServiceArea::from_code)?,
        residence_comune: row.opt_text("residence_comune")?,
        year: row.number("year")?,
        total_cents: row.int("total_cents")?,
        state: row.named("state", RecordState::from_name)?,
    })
}
