//! What a scan gives: exact statistics of cells, with what the protection needs to know of each.

/// Additive measures of a record, in the order of [`Cell::sums`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Sum {
    /// Records.
    Records = 0,
    /// Months touched.
    Months = 1,
    /// Hours of service.
    Hours = 2,
    /// All that was spent, in cents.
    Total = 3,
    /// What users paid, in cents.
    User = 4,
    /// What the Servizio sanitario paid, in cents.
    Ssn = 5,
}

/// Number of additive measures.
pub const N_SUMS: usize = 6;

impl Sum {
    /// All, in order.
    pub const ALL: [Self; N_SUMS] = [
        Self::Records,
        Self::Months,
        Self::Hours,
        Self::Total,
        Self::User,
        Self::Ssn,
    ];
}

/// One cell, exact. It never leaves the process as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Distinct people.
    pub people: u32,
    /// Distinct households; 0 where they were not asked for.
    pub households: u32,
    /// Sum modulo 2^16 of the keys of the people in the cell: the same people, the same sum.
    pub key: u16,
    /// The sums that were asked for, by [`Sum`]; 0 for the others.
    pub sums: [i64; N_SUMS],
    /// For each sum, the largest and the second largest part that one person has in it.
    pub top: [[i64; 2]; N_SUMS],
}

/// The cells of one grouping: `cells[row * n_columns + column]`. A grouping without rows or columns
/// has one of them, the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Number of rows.
    pub n_rows: usize,
    /// Number of columns.
    pub n_columns: usize,
    /// The cells, row by row.
    pub cells: Vec<Cell>,
    /// For each cell, the amounts (cents of the whole spending) of its people, ascending, where an
    /// order statistic was asked for; else empty.
    pub amounts: Vec<Vec<u32>>,
}

impl Grid {
    /// Cells with nothing in them, in so many rows and columns.
    pub(crate) fn empty((n_rows, n_columns): (usize, usize)) -> Self {
        Self {
            n_rows,
            n_columns,
            cells: vec![Cell::default(); n_rows * n_columns],
            amounts: Vec::new(),
        }
    }

    /// Of the people's spending in cell number `n`, in cents, the smallest amount that at least
    /// `percent` percent of them do not exceed; `None` where nobody is, or amounts were not asked for.
    pub fn percentile(&self, n: usize, percent: u8) -> Option<u32> {
        let amounts = self.amounts.get(n)?;
        let place = (amounts.len() * usize::from(percent)).div_ceil(100);
        amounts.get(place.max(1) - 1).copied()
    }
}
