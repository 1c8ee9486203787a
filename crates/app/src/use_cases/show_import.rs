//! One imported file: its accounting, its problems, the sheet itself.

use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;
use pas_intake::{
    CellState, FileSource, PreviewCell, PreviewRow, ReadOptions, RowChoice, RowState,
};
use pas_storage::import::{self, StoredImport};
use pas_storage::problem::{self, ProblemCount, StoredProblem};

use super::list_imports::{self, ImportLine};
use crate::app::App;
use crate::error::AppError;
use crate::paging;
use crate::use_case::SHOW_IMPORT;

/// What happened to a row or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The row was set aside.
    SetAside,
    /// The row was used without this cell.
    CellLeftOut,
    /// The row was used as it stands, but somebody should look.
    ToCheck,
    /// The cell was repaired.
    Repaired,
    /// The row is no data: a total, a comment.
    NotData,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &'static [Self] = &[
        Self::SetAside,
        Self::CellLeftOut,
        Self::ToCheck,
        Self::Repaired,
        Self::NotData,
    ];

    /// The name in URLs and in storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SetAside => "da_parte",
            Self::CellLeftOut => "cella_esclusa",
            Self::ToCheck => "da_verificare",
            Self::Repaired => "riparata",
            Self::NotData => "non_dati",
        }
    }

    /// The same outcome as intake and storage name it.
    pub(crate) const fn stored_name(self) -> &'static str {
        self.of_intake().name()
    }

    const fn of_intake(self) -> pas_intake::Outcome {
        match self {
            Self::SetAside => pas_intake::Outcome::SetAside,
            Self::CellLeftOut => pas_intake::Outcome::CellLeftOut,
            Self::ToCheck => pas_intake::Outcome::ToCheck,
            Self::Repaired => pas_intake::Outcome::Repaired,
            Self::NotData => pas_intake::Outcome::NotData,
        }
    }

    /// The outcome that storage names `name`.
    pub(crate) fn from_stored(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|outcome| outcome.stored_name() == name)
    }

    /// The outcome whose [`Outcome::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|outcome| outcome.name() == name)
    }

    /// The Italian words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SetAside => "riga messa da parte",
            Self::CellLeftOut => "cella non usata",
            Self::ToCheck => "cella da verificare",
            Self::Repaired => "cella riparata",
            Self::NotData => "riga che non contiene dati",
        }
    }
}

/// One problem, cell by cell.
#[derive(Clone, PartialEq, Eq)]
pub struct ProblemLine {
    /// Sheet; empty for a file without sheets.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// Column letter; empty for the whole row.
    pub column: String,
    /// Heading of the column.
    pub heading: String,
    /// What stood there.
    pub value: String,
    /// What happened.
    pub outcome: Outcome,
    /// What is wrong and what to do.
    pub message: String,
}

/// A cell of the sheet with what happened to it.
#[derive(Clone, PartialEq, Eq)]
pub struct GridCell {
    /// The text.
    pub text: String,
    /// None: nothing special.
    pub outcome: Option<Outcome>,
}

/// A row of the sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Row, from 1.
    pub row: u32,
    /// Whether the row is the heading row.
    pub is_heading: bool,
    /// Its cells.
    pub cells: Vec<GridCell>,
}

/// A part of a sheet, around the rows asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Grid {
    /// Name of the sheet; empty for a file without sheets.
    pub sheet: String,
    /// The rows shown.
    pub rows: Vec<GridRow>,
}

/// What to show of the file.
#[derive(Debug, Clone, Default)]
pub struct ImportQuery {
    /// Only problems with this outcome.
    pub outcome: Option<Outcome>,
    /// Page of problems, from 1; 0 is all of them.
    pub page: u32,
    /// Sheet and row around which to show the sheet; none: its top.
    pub around: Option<(String, u32)>,
}

/// One imported file.
#[derive(Clone)]
pub struct ImportView {
    /// The file.
    pub line: ImportLine,
    /// How it was read: format, encoding, separator, sheets.
    pub reading: String,
    /// Number of problems by outcome.
    pub counts: Vec<(Outcome, u64)>,
    /// Problems of the page.
    pub problems: Vec<ProblemLine>,
    /// Pages of problems in all.
    pub n_pages: u32,
    /// The sheet itself.
    pub grid: Option<Grid>,
}

/// Problems on one page.
pub const PROBLEMS_PER_PAGE: u32 = 50;

/// Rows of the sheet that the page shows.
const ROWS_SHOWN: u32 = 40;
/// Rows shown before the row that was asked for.
const ROWS_BEFORE: u32 = 8;

/// The file `import` of the actor's ente.
pub async fn show_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    query: &ImportQuery,
) -> Result<ImportView, AppError> {
    let mut work = app.read_people(actor, SHOW_IMPORT).await?;
    let missing = || AppError::NotFound {
        what: "il file importato",
    };
    let tx = &mut work.tx;
    let found = import::get(tx, actor.ente, import)
        .await?
        .ok_or_else(missing)?;
    let bytes = import::bytes(tx, actor.ente, import)
        .await?
        .ok_or_else(missing)?;
    let counts = counts(&problem::counts(tx, actor.ente, import).await?);
    let page = paging::page(query.page, PROBLEMS_PER_PAGE);
    let outcome = query.outcome.map(Outcome::stored_name);
    let problems = problem::list(tx, actor.ente, import, outcome, page).await?;
    work.done(format!("import:{import}"), "").await?;
    let n_listed = counts
        .iter()
        .filter(|(of, _)| query.outcome.is_none_or(|wanted| wanted == *of))
        .map(|(_, n)| *n)
        .sum();
    Ok(ImportView {
        reading: reading(&found),
        grid: grid(app, &found, bytes, query).await?,
        line: list_imports::line(app, found),
        counts,
        problems: problems.into_iter().filter_map(problem_line).collect(),
        n_pages: paging::n_pages(page, n_listed),
    })
}

fn counts(stored: &[ProblemCount]) -> Vec<(Outcome, u64)> {
    let count = |&outcome: &Outcome| {
        let of = stored
            .iter()
            .filter(|count| count.outcome == outcome.stored_name());
        (outcome, of.map(|count| count.n).sum())
    };
    Outcome::ALL.iter().map(count).collect()
}

fn problem_line(stored: StoredProblem) -> Option<ProblemLine> {
    Some(ProblemLine {
        outcome: Outcome::from_stored(&stored.outcome)?,
        sheet: stored.sheet,
        row: stored.row,
        column: stored.column,
        heading: stored.heading,
        value: stored.value,
        message: stored.message,
    })
}

fn reading(found: &StoredImport) -> String {
    let mut parts = vec![found.format.clone()];
    parts.extend(found.encoding.clone());
    let sheets: Vec<String> = serde_json::from_str(&found.sheets).unwrap_or_default();
    parts.extend(sheets);
    parts.join(" · ")
}

/// The sheet itself, read again from the bytes as they came.
async fn grid(
    app: &App,
    found: &StoredImport,
    bytes: Vec<u8>,
    query: &ImportQuery,
) -> Result<Option<Grid>, AppError> {
    let choice = match &query.around {
        Some((sheet, row)) => RowChoice::From {
            sheet: sheet.clone(),
            row: row.saturating_sub(ROWS_BEFORE).max(1),
            count: ROWS_SHOWN,
        },
        None => RowChoice::WithProblems(ROWS_SHOWN as usize),
    };
    let (app, name, office) = (app.clone(), found.filename.clone(), found.office);
    let preview = tokio::task::spawn_blocking(move || {
        let source = FileSource::from_bytes(name, &bytes);
        let options = ReadOptions::on(app.clock.today());
        pas_intake::preview(
            source,
            office,
            &app.layouts,
            &app.catalogue,
            &options,
            &choice,
        )
    });
    let preview = preview
        .await
        .map_err(|error| AppError::system("leggere il file", error))?;
    let preview = preview.map_err(|error| AppError::Unreadable(error.to_string()))?;
    let shown = preview
        .sheets
        .into_iter()
        .find(|sheet| match &query.around {
            Some((name, _)) => sheet.name == *name,
            None => !sheet.rows.is_empty(),
        });
    Ok(shown.map(|sheet| Grid {
        rows: sheet
            .rows
            .into_iter()
            .map(|row| grid_row(row, sheet.n_columns))
            .collect(),
        sheet: sheet.name,
    }))
}

fn grid_row(row: PreviewRow, n_columns: usize) -> GridRow {
    let whole = match row.state {
        RowState::SetAside => Some(Outcome::SetAside),
        RowState::NotData => Some(Outcome::NotData),
        RowState::Title | RowState::Header | RowState::Blank | RowState::Used => None,
    };
    let mut cells: Vec<GridCell> = row
        .cells
        .into_iter()
        .map(|cell| grid_cell(cell, whole))
        .collect();
    cells.resize(
        n_columns,
        GridCell {
            text: String::new(),
            outcome: None,
        },
    );
    GridRow {
        row: row.number,
        is_heading: row.state == RowState::Header,
        cells,
    }
}

fn grid_cell(cell: PreviewCell, whole: Option<Outcome>) -> GridCell {
    let outcome = match cell.state {
        CellState::Repaired => Some(Outcome::Repaired),
        CellState::ToCheck => Some(Outcome::ToCheck),
        CellState::LeftOut => Some(Outcome::CellLeftOut),
        CellState::Culprit => Some(Outcome::SetAside),
        _ => whole.filter(|outcome| *outcome == Outcome::NotData),
    };
    GridCell {
        text: cell.text,
        outcome,
    }
}
