//! One imported file: its accounting, its problems, the sheet itself.

use pas_domain::actor::Actor;
use pas_domain::ids::ImportId;

use super::list_imports::ImportLine;
use crate::app::App;
use crate::error::AppError;

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
    pub const ALL: &'static [Self] =
        &[Self::SetAside, Self::CellLeftOut, Self::ToCheck, Self::Repaired, Self::NotData];

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

    /// The outcome whose [`Outcome::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.name() == name)
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// The text.
    pub text: String,
    /// None: nothing special.
    pub outcome: Option<Outcome>,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Row, from 1.
    pub row: u32,
    /// Whether the row is the heading row.
    pub is_heading: bool,
    /// Its cells.
    pub cells: Vec<GridCell>,
}

/// A part of a sheet, around the rows asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Page of problems, from 1.
    pub page: u32,
    /// Sheet and row around which to show the sheet; none: its top.
    pub around: Option<(String, u32)>,
}

/// One imported file.
#[derive(Debug, Clone)]
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

/// The file `import` of the actor's ente.
pub async fn show_import(
    app: &App,
    actor: &Actor,
    import: ImportId,
    query: &ImportQuery,
) -> Result<ImportView, AppError> {
    let _ = (app, actor, import, query);
    Err(AppError::Setup("in costruzione".to_owned()))
}
