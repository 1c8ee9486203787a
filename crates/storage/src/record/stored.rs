//! Records as they are stored.

use std::fmt;

use jiff::Timestamp;
use pas_domain::coded::ServiceArea;
use pas_domain::ids::{PersonId, RecordId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_domain::period::Period;
use pas_domain::record::{RecordState, SiussRecord};
use pas_domain::sending::SendingState;

use crate::error::StorageError;
use crate::row::Row;

/// A record in a list.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// Its number; stays the same while its key does.
    pub id: RecordId,
    /// The person.
    pub person: PersonId,
    /// Cognome; empty when no registration is known.
    pub surname: String,
    /// Nome.
    pub given_name: String,
    /// Codice fiscale, as the files write it: an omocodic one is another person than its base form.
    pub cf: String,
    /// Code of the benefit; none for a SINBA record.
    pub benefit: Option<String>,
    /// The stretch, or the day.
    pub period: Period,
    /// All that was spent.
    pub total: Money,
    /// State.
    pub state: RecordState,
    /// Code of the first reason; none for a record that is simply ready.
    pub reason_code: Option<String>,
    /// The first reason, in Italian.
    pub reason_message: Option<String>,
    /// Who must act, by the first reason.
    pub office: Option<Office>,
    /// Belfiore code of the comune of residence, where known.
    pub residence_comune: Option<String>,
    /// Area di utenza, where known.
    pub service_area: Option<ServiceArea>,
    /// How far it is on its way to INPS.
    pub sending: SendingState,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl RecordLine {
    pub(super) fn from_row(row: &Row) -> Result<Self, StorageError> {
        let period = Period::new(row.day("start_date")?, row.day("end_date")?)
            .ok_or(StorageError::UnreadableColumn { column: "end_date" })?;
        Ok(Self {
            id: RecordId::new(row.int("id")?),
            person: PersonId::new(row.int("person")?),
            surname: row.text("surname")?,
            given_name: row.text("given_name")?,
            cf: row.text("cf")?,
            benefit: row.opt_text("benefit")?,
            period,
            total: Money::from_cents(row.int("total_cents")?),
            state: row.named("state", RecordState::from_name)?,
            reason_code: row.opt_text("reason_code")?,
            reason_message: row.opt_text("reason_message")?,
            office: row.opt_named("office", Office::from_name)?,
            residence_comune: row.opt_text("residence_comune")?,
            service_area: row.opt_named("service_area", ServiceArea::from_code)?,
            sending: row.named("sending_state", SendingState::from_name)?,
            updated_at: row.instant("updated_at")?,
        })
    }
}

/// Without the person.
impl fmt::Debug for RecordLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordLine")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("reason_code", &self.reason_code)
            .finish_non_exhaustive()
    }
}

/// A whole record.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its number.
    pub id: RecordId,
    /// The person.
    pub person: PersonId,
    /// Which of the records with the same key, from 0.
    pub occurrence: i64,
    /// The record as it was derived.
    pub record: SiussRecord,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl StoredRecord {
    pub(super) fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: RecordId::new(row.int("id")?),
            person: PersonId::new(row.int("person")?),
            occurrence: row.int("occurrence")?,
            record: row.json("payload")?,
            updated_at: row.instant("updated_at")?,
        })
    }
}

/// Numbers and state only.
impl fmt::Debug for StoredRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredRecord")
            .field("id", &self.id)
            .field("person", &self.person)
            .field("state", &self.record.state)
            .finish_non_exhaustive()
    }
}
