//! Bringing in one office's file.

use std::sync::Arc;

use pas_domain::actor::Actor;
use pas_domain::fact::Fact;
use pas_domain::ids::ImportId;
use pas_domain::office::Office;
use pas_intake::{FileReport, Problem, SheetOutcome, Tally};
use pas_storage::fact::{self, FactCounts, NewFact, Occurrences};
use pas_storage::import::{self, NewImport, StoredImport};
use pas_storage::problem::{self, StoredProblem};
use pas_storage::{StorageError, Tx, ente, sha256};

use crate::app::App;
use crate::error::AppError;
use crate::intake::{self, Lot, OfficeFile, Troubles};
use crate::use_case::IMPORT_FILE;
use crate::work::Work;

/// A file as it came.
#[derive(Clone)]
pub struct ImportFile {
    /// Who sent it.
    pub office: Office,
    /// Its name, without folders.
    pub filename: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Only say what would happen.
    pub dry_run: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The stored file; none for a dry run.
    pub import: Option<ImportId>,
    /// The very same file had been imported before: nothing changed, unless a later file had replaced
    /// something of it; see [`ImportReport::is_back_in_force`].
    pub already_imported: bool,
    /// Name of the layout that recognised it.
    pub layout: String,
    /// Data rows read.
    pub read: u64,
    /// Rows used.
    pub used: u64,
    /// Of the rows used, those with a repaired cell.
    pub repaired: u64,
    /// Rows set aside.
    pub set_aside: u64,
    /// Facts that were not known before.
    pub facts_new: u64,
    /// Facts that replace an earlier one.
    pub facts_changed: u64,
    /// Facts that were known already.
    pub facts_unchanged: u64,
    /// The first rows set aside and cells not used or doubtful, in the order of the file.
    pub problems: Vec<Problem>,
    /// How many there are in all.
    pub n_problems: u64,
}

impl ImportReport {
    /// Whether the file had been imported before and has taken the place of what later files of its
    /// office had replaced.
    pub const fn is_back_in_force(&self) -> bool {
        self.already_imported && self.facts_new + self.facts_changed > 0
    }
}

/// Imports `file`; the same bytes twice change nothing and the report says so. But the office's last
/// word holds: bytes that came before, and of which a later file has replaced something, take force
/// again, as if they had come for the first time now.
///
/// The file is first read to its end, so that an unreadable one touches nothing; then read again
/// while its facts are stored, in one transaction.
pub async fn import_file(
    app: &App,
    actor: &Actor,
    file: ImportFile,
) -> Result<ImportReport, AppError> {
    let mut work = app.work(actor, IMPORT_FILE).await?;
    let ImportFile {
        office,
        filename,
        bytes,
        dry_run,
    } = file;
    let hash = sha256(&bytes);
    let file = OfficeFile {
        office,
        name: filename,
        bytes: Arc::new(bytes),
    };
    if let Some(known) = import::find_by_hash(&mut work.tx, actor.ente, office, &hash).await? {
        return import_again(app, actor, work, known, &file, dry_run).await;
    }
    let (survey, troubles) = file.survey(app).await?;
    if dry_run {
        work.done("import:prova", counted(&survey.tally)).await?;
        return Ok(report(&survey, troubles, None, FactCounts::default()));
    }
    let id = keep(app, actor, &mut work, &file, &survey).await?;
    let facts = store(app, &mut work, &file, id, Problems::New).await?;
    work.done(format!("import:{id}"), counted(&survey.tally))
        .await?;
    Ok(report(&survey, troubles, Some(id), facts))
}

/// Lets the `known` file take force again where a later one has replaced something of it.
async fn import_again(
    app: &App,
    actor: &Actor,
    mut work: Work,
    known: StoredImport,
    file: &OfficeFile,
    dry_run: bool,
) -> Result<ImportReport, AppError> {
    let id = known.id;
    let facts = if import::is_only(&mut work.tx, actor.ente, file.office, id).await? {
        FactCounts::default()
    } else {
        ente::touch(&mut work.tx, actor.ente).await?;
        store(app, &mut work, file, id, Problems::Known).await?
    };
    let mut report = already_imported(app, known, facts);
    let subject = format!("import:{id}");
    if !report.is_back_in_force() {
        // Nothing that was compared on the way may count as a change.
        drop(work);
        let work = app.work(actor, IMPORT_FILE).await?;
        work.done(subject, "già importato").await?;
    } else if dry_run {
        report.import = None;
        drop(work);
        let work = app.work(actor, IMPORT_FILE).await?;
        work.done("import:prova", "già importato").await?;
    } else {
        let detail = format!("rimesso in vigore: {} dati", facts.new + facts.changed);
        work.done(subject, detail).await?;
    }
    Ok(report)
}

async fn keep(
    app: &App,
    actor: &Actor,
    work: &mut Work,
    file: &OfficeFile,
    survey: &FileReport,
) -> Result<ImportId, AppError> {
    let new = NewImport {
        office: file.office,
        layout: &survey.layout.name,
        layout_version: &survey.layout.version.to_string(),
        filename: &file.name,
        bytes: &file.bytes,
        format: survey.format.name(),
        encoding: survey.encoding.map(pas_intake::TextEncoding::label),
        tally: stored_tally(&survey.tally),
        sheets: &sheets(survey),
        imported_by: actor.account,
        imported_at: app.clock.now(),
    };
    Ok(import::insert(&mut work.tx, actor.ente, &new).await?)
}

/// Whether the problems of a file are to be stored, or are there since it came first.
#[derive(Clone, Copy)]
enum Problems {
    New,
    Known,
}

async fn store(
    app: &App,
    work: &mut Work,
    file: &OfficeFile,
    id: ImportId,
    problems: Problems,
) -> Result<FactCounts, AppError> {
    let (mut lots, read) = file.stream(app);
    let mut occurrences = Occurrences::default();
    let mut counts = FactCounts::default();
    while let Some(mut lot) = lots.recv().await {
        if matches!(problems, Problems::Known) {
            lot.problems.clear();
        }
        counts.add(store_lot(work, file.office, id, lot, &mut occurrences).await?);
    }
    intake::finish(read).await?;
    Ok(counts)
}

async fn store_lot(
    work: &mut Work,
    office: Office,
    id: ImportId,
    lot: Lot,
    occurrences: &mut Occurrences,
) -> Result<FactCounts, AppError> {
    let ente = work.ente;
    let mut facts = Vec::with_capacity(lot.facts.len());
    for staged in lot.facts {
        if let Fact::Ente(identity) = &staged.fact {
            ente::set_identity(&mut work.tx, ente, identity).await?;
        }
        if !occurrences.is_repeated(&staged.fact)? {
            facts.push(NewFact::new(staged, occurrences)?);
        }
    }
    let counts = fact::insert(&mut work.tx, ente, id, office, &facts).await?;
    store_problems(&mut work.tx, work.ente, id, lot.problems).await?;
    Ok(counts)
}

async fn store_problems(
    tx: &mut Tx,
    ente: pas_domain::ids::EnteId,
    import: ImportId,
    problems: Vec<Problem>,
) -> Result<(), StorageError> {
    let stored = |problem: Problem| StoredProblem {
        import,
        office: problem.office,
        sheet: problem.sheet,
        row: problem.row,
        column: problem.column.unwrap_or_default(),
        heading: problem.heading.unwrap_or_default(),
        value: problem.value.unwrap_or_default(),
        code: problem.code.to_owned(),
        outcome: problem.outcome.name().to_owned(),
        message: problem.message,
    };
    let problems: Vec<StoredProblem> = problems.into_iter().map(stored).collect();
    problem::insert(tx, ente, import, &problems).await
}

fn stored_tally(tally: &Tally) -> import::Tally {
    import::Tally {
        read: tally.read,
        used: tally.used,
        repaired: tally.repaired,
        set_aside: tally.set_aside,
    }
}

fn counted(tally: &Tally) -> String {
    format!(
        "{} righe = {} usate + {} da parte",
        tally.read, tally.used, tally.set_aside
    )
}

/// What the reader says of the sheets and of the file, in Italian, for the page of the file.
fn sheets(survey: &FileReport) -> String {
    let mut lines = Vec::new();
    for sheet in survey.sheets.iter().filter(|sheet| !sheet.name.is_empty()) {
        let hidden = if sheet.hidden { " (nascosto)" } else { "" };
        let what = match &sheet.outcome {
            SheetOutcome::Read { .. } => format!("{} righe", sheet.tally.read),
            SheetOutcome::Empty => "vuoto".to_owned(),
            SheetOutcome::NotRecognised { message } => format!("non letto: {message}"),
        };
        lines.push(format!("foglio «{}»{hidden}: {what}", sheet.name));
    }
    lines.extend(survey.notes.iter().cloned());
    serde_json::Value::from(lines).to_string()
}

fn already_imported(app: &App, known: StoredImport, facts: FactCounts) -> ImportReport {
    let layout = app.layouts.named(&known.layout);
    ImportReport {
        import: Some(known.id),
        already_imported: true,
        layout: layout.map_or(known.layout, |layout| layout.title.clone()),
        read: known.tally.read,
        used: known.tally.used,
        repaired: known.tally.repaired,
        set_aside: known.tally.set_aside,
        facts_new: facts.new,
        facts_changed: facts.changed,
        facts_unchanged: facts.unchanged,
        problems: Vec::new(),
        n_problems: 0,
    }
}

fn report(
    survey: &FileReport,
    troubles: Troubles,
    import: Option<ImportId>,
    facts: FactCounts,
) -> ImportReport {
    ImportReport {
        import,
        already_imported: false,
        layout: survey.layout.title.clone(),
        read: survey.tally.read,
        used: survey.tally.used,
        repaired: survey.tally.repaired,
        set_aside: survey.tally.set_aside,
        facts_new: facts.new,
        facts_changed: facts.changed,
        facts_unchanged: facts.unchanged,
        problems: troubles.first,
        n_problems: troubles.n,
    }
}
