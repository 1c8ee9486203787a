//! One person: who they are, what they receive, what goes to SIUSS for them.

use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::ids::{ImportId, PersonId};
use pas_domain::money::Money;
use pas_domain::office::Office;

use super::list_records::RecordLine;
use crate::app::App;
use crate::error::AppError;

/// The row of a file that said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The file.
    pub import: ImportId,
    /// Its name.
    pub filename: String,
    /// Who sent it.
    pub office: Office,
    /// Sheet; empty for a file without sheets.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
}

/// Something that the files say about the person, in a line.
#[derive(Debug, Clone)]
pub struct FactLine {
    /// In Italian: grant, delivery, DSU, presa in carico, assessment.
    pub what: &'static str,
    /// Code of the benefit, where there is one.
    pub benefit: Option<String>,
    /// In Italian: the day, the month, from … to.
    pub when: String,
    /// For ordering and grouping by year.
    pub date: Option<Date>,
    /// The amount, where there is one.
    pub amount: Option<Money>,
    /// In Italian, the rest: quotas, hours, protocol.
    pub detail: String,
    /// Where it is from.
    pub source: SourceRow,
}

/// One person.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// The person.
    pub id: PersonId,
    /// Codice fiscale.
    pub cf: String,
    /// Grade of the codice fiscale, `A` to `E`.
    pub cf_grade: char,
    /// In Italian, what the grade means here and what to do.
    pub cf_note: String,
    /// Label and value, ready to show: surname, name, sex, birth, citizenship, residence, death.
    pub identity: Vec<(&'static str, String)>,
    /// Where the registry data are from.
    pub registry_source: Option<SourceRow>,
    /// What the files say, newest first.
    pub facts: Vec<FactLine>,
    /// What goes to SIUSS.
    pub records: Vec<RecordLine>,
}

/// The person `person` of the actor's ente.
pub async fn show_person(
    app: &App,
    actor: &Actor,
    person: PersonId,
) -> Result<PersonView, AppError> {
    let _ = (app, actor, person);
    Err(AppError::Setup("in costruzione".to_owned()))
}
