//! From facts to SIUSS records: cuts, months, splits, states and reasons.
//!
//! Pure. [`derive`] takes everything that the offices' files say about one person and returns every
//! record that follows from it, ready or not; a record that cannot go says why and which office
//! must act. Nothing is dropped: a fact that gives no value to any record still shows in a reason.

mod care;
mod draft;
mod dsu;
mod facts_of_person;
mod ledger;
mod minor;
mod one_off;
mod periodic;
mod person;
mod quotas;
mod reason;
mod record;
mod sina;
mod stretch;

use std::collections::BTreeMap;

use pas_catalogue::Catalogue;
use pas_domain::codice_fiscale::CodiceFiscale;
use pas_domain::fact::FactInForce;
use pas_domain::record::SiussRecord;

use crate::facts_of_person::FactsOfPerson;

pub use record::RENT_CONTRIBUTION;

/// What a derivation needs besides the facts.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// The code lists.
    pub catalogue: &'a Catalogue,
    /// Names that the ente gave to benefit codes whose name is not attested.
    pub benefit_names: &'a BTreeMap<String, String>,
    /// The pseudonym of a minor: keyed, stable, at most 20 characters (SINBA.xsd). The key and the
    /// way back to the person stay outside the records.
    pub pseudonym: &'a (dyn Fn(&CodiceFiscale) -> String + Sync),
}

/// The records of one person. `facts` are the person's facts in force, in the order of import.
pub fn derive(facts: &[FactInForce], setup: &Setup<'_>) -> Vec<SiussRecord> {
    let Some(person) = FactsOfPerson::collect(facts) else {
        return Vec::new();
    };
    let mut records = record::of_benefits(&person, setup);
    records.extend(minor::records(&person, setup));
    records
}
