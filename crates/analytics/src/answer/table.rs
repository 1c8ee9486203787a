//! The figures of an answer in rows and columns, with the totals of each.

use pas_cube::dimension::Node;
use pas_cube::scan::Tables;

use super::Asker;
use super::figures::{Figure, Figures};

/// Rows by columns by measures, and the totals, counted at their own level.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The nodes of each row, outer level first; one row without nodes where no level is on rows.
    pub rows: Vec<Vec<Node>>,
    /// The nodes of each column.
    pub columns: Vec<Vec<Node>>,
    /// `body[row][column][measure]`.
    pub body: Vec<Vec<Vec<Figure>>>,
    /// `row_totals[row][measure]`: over all columns.
    pub row_totals: Vec<Vec<Figure>>,
    /// `column_totals[column][measure]`: over all rows of the question, shown or not.
    pub column_totals: Vec<Vec<Figure>>,
    /// `whole[measure]`.
    pub whole: Vec<Figure>,
}

impl Table {
    /// Whether a row has any figure to show; one that stands for no level always has.
    pub(super) fn row_tells(&self, row: usize) -> bool {
        self.rows[row].is_empty()
            || tells(&self.row_totals[row])
            || self.body[row].iter().any(|cell| tells(cell))
    }

    /// Whether a column has any figure to show.
    pub(super) fn column_tells(&self, column: usize) -> bool {
        let mut cells = self.body.iter().map(|row| &row[column]);
        self.columns[column].is_empty()
            || tells(&self.column_totals[column])
            || cells.any(|cell| tells(cell))
    }

    /// Leaves the rows and columns at these places, in their order.
    pub(super) fn pick(&mut self, rows: &[usize], columns: &[usize]) {
        let of_row = |row: &usize| {
            columns
                .iter()
                .map(|column| self.body[*row][*column].clone())
                .collect()
        };
        self.body = rows.iter().map(of_row).collect();
        self.rows = rows.iter().map(|row| self.rows[*row].clone()).collect();
        self.row_totals = rows
            .iter()
            .map(|row| self.row_totals[*row].clone())
            .collect();
        self.columns = columns
            .iter()
            .map(|column| self.columns[*column].clone())
            .collect();
        self.column_totals = columns
            .iter()
            .map(|column| self.column_totals[*column].clone())
            .collect();
    }
}

/// Whether any of `figures` is a number other than nought.
fn tells(figures: &[Figure]) -> bool {
    figures
        .iter()
        .any(|figure| figure.number().is_some_and(|value| value != 0.0))
}

pub(super) fn build(asker: &Asker<'_>, figures: &Figures<'_>, tables: &Tables) -> Table {
    let plan = figures.plan;
    let n_columns = tables.body.n_columns.max(1);
    let body = figures.of_grid(asker, &tables.body, |n| {
        (Some(n / n_columns), Some(n % n_columns))
    });
    let nodes = |side: &pas_cube::plan::Side| -> Vec<Vec<Node>> {
        let rows = 0..side.len();
        rows.map(|n| side.row(figures.cube(), n).into_iter().cloned().collect())
            .collect()
    };
    let whole = figures.of_grid(asker, &tables.whole, |_| (None, None));
    Table {
        rows: nodes(&plan.rows),
        columns: nodes(&plan.columns),
        body: if tables.body.n_columns == 0 {
            // A level without values: rows without a cell.
            vec![Vec::new(); plan.rows.len()]
        } else {
            body.chunks(n_columns).map(<[_]>::to_vec).collect()
        },
        row_totals: figures.of_grid(asker, &tables.row_totals, |n| (Some(n), None)),
        column_totals: figures.of_grid(asker, &tables.column_totals, |n| (None, Some(n))),
        whole: whole.into_iter().next().unwrap_or_default(),
    }
}
