//! What a reader no longer sees: cells and euro that the protection hides or bends.

use pas_cube::grid::{Grid, Sum};
use serde::Serialize;

use crate::protection::{ProtectedGrid, Shown};

/// The loss of one grid, or of several added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Loss {
    /// Cells that hold people.
    pub n_cells: u64,
    /// Of these, those whose people are hidden.
    pub n_hidden: u64,
    /// Cells with at least the threshold's people, or more, that are hidden all the same.
    pub n_hidden_large: u64,
    /// People in the cells, counted once a cell.
    pub people: u64,
    /// Of these, those in hidden cells.
    pub hidden_people: u64,
    /// Spending in the cells, in cents.
    pub cents: i64,
    /// Of this, in cells whose spending is hidden.
    pub hidden_cents: i64,
    /// Sum over the shown cells of the distance between shown and true count.
    pub people_off: u64,
    /// Sum over the shown cells of the distance between shown and true spending, in cents.
    pub cents_off: i64,
}

/// Compares `grid` with what is shown of it; cells of `threshold` people and more are large.
pub fn loss(grid: &Grid, shown: &ProtectedGrid, threshold: u32) -> Loss {
    let mut loss = Loss::default();
    for (cell, shown) in grid.cells.iter().zip(&shown.cells) {
        if cell.people == 0 {
            continue;
        }
        let (people, cents) = (u64::from(cell.people), cell.sums[Sum::Total as usize]);
        loss.n_cells += 1;
        loss.people += people;
        loss.cents += cents;
        match shown.people {
            Shown::Few => {
                loss.n_hidden += 1;
                loss.n_hidden_large += u64::from(cell.people >= threshold);
                loss.hidden_people += people;
            }
            Shown::Value(value) => loss.people_off += value.abs_diff(i64::from(cell.people)),
        }
        match shown.sum(Sum::Total) {
            Shown::Few => loss.hidden_cents += cents,
            Shown::Value(value) => loss.cents_off += (value - cents).abs(),
        }
    }
    loss
}

impl std::ops::AddAssign for Loss {
    fn add_assign(&mut self, other: Self) {
        self.n_cells += other.n_cells;
        self.n_hidden += other.n_hidden;
        self.n_hidden_large += other.n_hidden_large;
        self.people += other.people;
        self.hidden_people += other.hidden_people;
        self.cents += other.cents;
        self.hidden_cents += other.hidden_cents;
        self.people_off += other.people_off;
        self.cents_off += other.cents_off;
    }
}
