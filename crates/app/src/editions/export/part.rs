//! Some rows of an answer, for who takes it in parts.

use std::ops::Range;
use std::sync::Arc;

use pas_analytics::answer::Table;

use crate::use_cases::ask_edition::Answered;

/// The same answer with the rows of `range` alone. Totals and whole stay those of all rows.
#[must_use]
pub fn rows_of(answered: &Answered, range: &Range<usize>) -> Answered {
    let mut answer = (*answered.answer).clone();
    cut(&mut answer.table, range);
    if let Some(compared) = &mut answer.comparison {
        cut(&mut compared.table, range);
    }
    Answered {
        answer: Arc::new(answer),
        ..answered.clone()
    }
}

fn cut(table: &mut Table, range: &Range<usize>) {
    table.rows = part(&table.rows, range);
    table.body = part(&table.body, range);
    table.row_totals = part(&table.row_totals, range);
}

fn part<T: Clone>(rows: &[T], range: &Range<usize>) -> Vec<T> {
    rows.get(range.clone()).unwrap_or_default().to_vec()
}
