//! What was said of rows and cells of imported files, with the office that can mend them.

use std::fmt;

use pas_domain::ids::{EnteId, ImportId};
use pas_domain::office::Office;

use crate::error::StorageError;
use crate::page::Page;
use crate::param::params;
use crate::row::Row;
use crate::statement::statements;
use crate::tx::Tx;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT import, office, sheet, row_no, col, heading, found, code, outcome, message
             FROM import_problem WHERE ente = $1 ",
            $tail
        )
    };
}

statements! {
    LAST = "problem.last",
        "SELECT COALESCE(MAX(position), 0) AS n FROM import_problem
         WHERE ente = $1 AND import = $2";
    LIST = "problem.list",
        select!(
            "AND import = $2 AND (CAST($3 AS TEXT) IS NULL OR outcome = $3)
             ORDER BY position LIMIT $4 OFFSET $5"
        );
    LIST_OF_OFFICE = "problem.list_of_office",
        select!("AND office = $2 ORDER BY import DESC, position LIMIT $3 OFFSET $4");
    COUNTS = "problem.counts",
        "SELECT outcome, code, COUNT(*) AS n FROM import_problem
         WHERE ente = $1 AND import = $2 GROUP BY outcome, code ORDER BY n DESC, outcome, code";
    COUNTS_BY_OFFICE = "problem.counts_by_office",
        "SELECT office, outcome, COUNT(*) AS n FROM import_problem
         WHERE ente = $1 GROUP BY office, outcome ORDER BY office, outcome";
    [batch] INSERT = "problem.insert", 2, [
        "INSERT INTO import_problem (ente, import, position, office, sheet, row_no, col, heading,
                                     found, code, outcome, message) VALUES ",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "",
    ];
}

/// Something said of a row or a cell.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredProblem {
    /// The file.
    pub import: ImportId,
    /// The office that can answer.
    pub office: Office,
    /// Name of the sheet; empty for a file without sheets.
    pub sheet: String,
    /// Number of the row, from 1.
    pub row: u32,
    /// Column as a spreadsheet names it; empty for the whole row.
    pub column: String,
    /// Heading of the column.
    pub heading: String,
    /// The cell's text, as it stood.
    pub value: String,
    /// Stable code.
    pub code: String,
    /// What became of the row or cell, by the reader's name for it.
    pub outcome: String,
    /// In Italian: what is wrong and what to do.
    pub message: String,
}

impl StoredProblem {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            import: ImportId::new(row.int("import")?),
            office: row.named("office", Office::from_name)?,
            sheet: row.text("sheet")?,
            row: row.number("row_no")?,
            column: row.text("col")?,
            heading: row.text("heading")?,
            value: row.text("found")?,
            code: row.text("code")?,
            outcome: row.text("outcome")?,
            message: row.text("message")?,
        })
    }
}

/// Without the cell's text and the message, which carry personal data.
impl fmt::Debug for StoredProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredProblem")
            .field("import", &self.import)
            .field("row", &self.row)
            .field("column", &self.column)
            .field("code", &self.code)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// How many problems of a file share outcome and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemCount {
    /// What became of the rows or cells.
    pub outcome: String,
    /// Code.
    pub code: String,
    /// Problems.
    pub n: u64,
}

/// Adds `problems` to those of the file `import`, in their order. The file is the one given here,
/// whatever the problems say.
pub async fn insert(
    tx: &mut Tx,
    ente: EnteId,
    import: ImportId,
    problems: &[StoredProblem],
) -> Result<(), StorageError> {
    let last = tx.fetch_one(&LAST, params![ente, import]).await?.int("n")?;
    let rows = (last + 1..).zip(problems).map(|(position, problem)| {
        params![
            position,
            problem.office.name(),
            &problem.sheet,
            problem.row,
            &problem.column,
            &problem.heading,
            &problem.value,
            &problem.code,
            &problem.outcome,
            &problem.message,
        ]
    });
    tx.execute_batch(&INSERT, params![ente, import], rows.collect())
        .await?;
    Ok(())
}

/// A page of the problems of a file, in the order of its rows; only those with `outcome`, if given.
pub async fn list(
    tx: &mut Tx,
    ente: EnteId,
    import: ImportId,
    outcome: Option<&str>,
    page: Page,
) -> Result<Vec<StoredProblem>, StorageError> {
    let params = params![ente, import, outcome, page.limit(), page.offset()];
    tx.fetch_all(&LIST, params)
        .await?
        .iter()
        .map(StoredProblem::from_row)
        .collect()
}

/// A page of the problems that `office` can mend, newest file first.
pub async fn list_of_office(
    tx: &mut Tx,
    ente: EnteId,
    office: Office,
    page: Page,
) -> Result<Vec<StoredProblem>, StorageError> {
    let params = params![ente, office.name(), page.limit(), page.offset()];
    tx.fetch_all(&LIST_OF_OFFICE, params)
        .await?
        .iter()
        .map(StoredProblem::from_row)
        .collect()
}

/// The problems of a file by outcome and code, most first.
pub async fn counts(
    tx: &mut Tx,
    ente: EnteId,
    import: ImportId,
) -> Result<Vec<ProblemCount>, StorageError> {
    let rows = tx.fetch_all(&COUNTS, params![ente, import]).await?;
    let count = |row: &Row| {
        Ok(ProblemCount {
            outcome: row.text("outcome")?,
            code: row.text("code")?,
            n: row.number("n")?,
        })
    };
    rows.iter().map(count).collect()
}

/// All problems of `ente` by office and outcome.
pub async fn counts_by_office(
    tx: &mut Tx,
    ente: EnteId,
) -> Result<Vec<(Office, String, u64)>, StorageError> {
    let rows = tx.fetch_all(&COUNTS_BY_OFFICE, params![ente]).await?;
    let count = |row: &Row| {
        let office = row.named("office", Office::from_name)?;
        Ok((office, row.text("outcome")?, row.number("n")?))
    };
    rows.iter().map(count).collect()
}
