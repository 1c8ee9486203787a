//! Deriving the SIUSS records anew from the facts in force.

use std::collections::BTreeMap;

use pas_domain::actor::Actor;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::FactInForce;
use pas_domain::ids::EnteId;
use pas_domain::record::{RecordState, SiussRecord};
use pas_records::Setup;
use pas_storage::Tx;
use pas_storage::fact::{self, StoredFact};
use pas_storage::record::{self, ReplaceCounts};

use crate::app::App;
use crate::error::AppError;
use crate::judgement::judge;
use crate::naming::Names;
use crate::use_case::DERIVE_RECORDS;

/// What a derivation gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeriveReport {
    /// Records by state.
    pub by_state: Vec<(RecordState, u64)>,
    /// Records in all.
    pub n_records: u64,
    /// Records that are new or other than before.
    pub n_changed: u64,
}

/// Derives the records of the actor's ente.
pub async fn derive_records(app: &App, actor: &Actor) -> Result<DeriveReport, AppError> {
    let mut work = app.work(actor, DERIVE_RECORDS).await?;
    let records = all_records(app, &mut work.tx, actor.ente).await?;
    let now = app.clock.now();
    let counts = record::replace(&mut work.tx, actor.ente, &records, now).await?;
    let report = report(&records, counts);
    work.done("records", format!("{} record", report.n_records))
        .await?;
    Ok(report)
}

async fn all_records(app: &App, tx: &mut Tx, ente: EnteId) -> Result<Vec<SiussRecord>, AppError> {
    let names = Names::of(tx, ente, &app.catalogue).await?;
    let facts = fact::in_force(tx, ente).await?;
    let pseudonym = |cf: &CodiceFiscale| app.pseudonyms.of(ente, cf);
    let setup = Setup {
        catalogue: &app.catalogue,
        benefit_names: &names.given,
        pseudonym: &pseudonym,
    };
    let mut records = Vec::new();
    for person in by_person(facts) {
        for mut record in pas_records::derive(&person, &setup) {
            judge(&mut record, &app.catalogue)?;
            records.push(record);
        }
    }
    Ok(records)
}

/// The facts of each person together. They come in the order of the people.
fn by_person(facts: Vec<StoredFact>) -> Vec<Vec<FactInForce>> {
    let mut people: BTreeMap<_, Vec<FactInForce>> = BTreeMap::new();
    for stored in facts {
        if let Some(person) = stored.person {
            people.entry(person).or_default().push(in_force(stored));
        }
    }
    people.into_values().collect()
}

/// A stored fact as the derivation takes it.
pub(crate) fn in_force(stored: StoredFact) -> FactInForce {
    let StoredFact {
        id,
        import,
        office,
        fact,
        origin,
        person: _,
    } = stored;
    FactInForce {
        id,
        import,
        office,
        fact,
        origin,
    }
}

fn report(records: &[SiussRecord], counts: ReplaceCounts) -> DeriveReport {
    let of_state = |&state: &RecordState| {
        let n = records
            .iter()
            .filter(|record| record.state == state)
            .count();
        (state, n as u64)
    };
    DeriveReport {
        by_state: RecordState::ALL.iter().map(of_state).collect(),
        n_records: records.len() as u64,
        n_changed: counts.new + counts.changed + counts.deleted,
    }
}
