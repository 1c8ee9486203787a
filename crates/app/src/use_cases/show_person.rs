//! One person: who they are, what they receive, what goes to SIUSS for them.

use jiff::civil::Date;
use pas_domain::actor::Actor;
use pas_domain::ids::{ImportId, PersonId};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_storage::record::{self, RecordFilter};
use pas_storage::{Page, fact, person};

use super::list_records::RecordLine;
use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::portrait;
use crate::source_files::SourceFiles;
use crate::use_case::SHOW_PERSON;
use crate::use_cases::list_records;

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
#[derive(Clone)]
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
#[derive(Clone)]
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
    let mut work = app.read_people(actor, SHOW_PERSON).await?;
    let (tx, ente) = (&mut work.tx, actor.ente);
    let found = person::get(tx, ente, person).await?;
    let found = found.ok_or(AppError::NotFound { what: "la persona" })?;
    let names = Names::of(tx, ente, &app.catalogue).await?;
    let files = SourceFiles::of(tx, ente).await?;
    let facts = fact::of_person(tx, ente, person).await?;
    let filter = RecordFilter {
        person: Some(person),
        ..RecordFilter::default()
    };
    let records = record::list(tx, ente, &filter, Page::new(1, Page::MAX_SIZE)).await?;
    let portrait = portrait::of(&facts, &files, &names, &app.catalogue);
    work.done(format!("person:{person}"), "").await?;
    Ok(PersonView {
        id: person,
        cf: found.cf,
        cf_grade: portrait.cf_grade,
        cf_note: portrait.cf_note,
        identity: portrait.identity,
        registry_source: portrait.registry_source,
        facts: portrait.facts,
        records: records
            .into_iter()
            .map(|line| list_records::line(line, &names))
            .collect(),
    })
}
