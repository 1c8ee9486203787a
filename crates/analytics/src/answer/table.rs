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
    /// Leaves the rows at `places`, in their order.
    pub(super) fn pick_rows(&mut self, places: &[usize]) {
        self.rows = places.iter().map(|row| self.rows[*row].clone()).collect();
        self.body = places.iter().map(|row| self.body[*row].clone()).collect();
        self.row_totals = places
            .iter()
            .map(|row| self.row_totals[*row].clone())
            .collect();
    }
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
        body: body.chunks(n_columns).map(<[_]>::to_vec).collect(),
        row_totals: figures.of_grid(asker, &tables.row_totals, |n| (Some(n), None)),
        column_totals: figures.of_grid(asker, &tables.column_totals, |n| (None, Some(n))),
        whole: whole.into_iter().next().unwrap_or_default(),
    }
}
