//! What comes out of the door, and what may be computed from it.

use serde::Serialize;

use pas_cube::grid::{N_SUMS, Sum};

/// A figure that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Shown {
    /// The protected value.
    Value(i64),
    /// The one symbol for all that is hidden, whatever the reason; nobody at all is one of them.
    Few,
}

impl Shown {
    /// The value, where there is one.
    pub const fn value(self) -> Option<i64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Few => None,
        }
    }
}

/// A cell that may leave. Money in cents, rounded to whole euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ProtectedCell {
    /// Distinct people.
    pub people: Shown,
    /// Distinct households.
    pub households: Shown,
    /// The sums, by [`Sum`].
    pub sums: [Shown; N_SUMS],
}

impl ProtectedCell {
    /// Nothing shown.
    pub const FEW: Self = Self {
        people: Shown::Few,
        households: Shown::Few,
        sums: [Shown::Few; N_SUMS],
    };

    /// One of the sums.
    pub const fn sum(&self, sum: Sum) -> Shown {
        self.sums[sum as usize]
    }

    /// What the ente itself spent: the whole less the users' and the health service's parts as they
    /// are shown, and not less than nothing.
    pub fn body_cents(&self) -> Shown {
        let parts = [Sum::Total, Sum::User, Sum::Ssn].map(|sum| self.sum(sum).value());
        match parts {
            [Some(total), Some(user), Some(ssn)] => Shown::Value((total - user - ssn).max(0)),
            _ => Shown::Few,
        }
    }
}

/// The protected cells of a grid: `cells[row * n_columns + column]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProtectedGrid {
    /// Number of rows.
    pub n_rows: usize,
    /// Number of columns.
    pub n_columns: usize,
    /// The cells, row by row.
    pub cells: Vec<ProtectedCell>,
}

/// Ratios, averages, shares and changes: one protected figure by another. `None` where one is hidden
/// or the denominator is not positive.
#[expect(
    clippy::cast_precision_loss,
    reason = "a ratio is a floating number; figures stay far below 2^52"
)]
pub fn share(numerator: Shown, denominator: Shown) -> Option<f64> {
    let (numerator, denominator) = (numerator.value()?, denominator.value()?);
    (denominator > 0).then(|| numerator as f64 / denominator as f64)
}
