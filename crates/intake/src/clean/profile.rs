//! What the other rows of a column show: in which order dates are written, and which mark is decimal.

use super::date::day_parts;
use super::money::decimal_mark;
use crate::cell::Cell;

/// The evidence that a column's cells give.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    day_first: u32,
    month_first: u32,
    comma: u32,
    point: u32,
}

impl Profile {
    /// No evidence.
    pub(crate) const NONE: Self = Self {
        day_first: 0,
        month_first: 0,
        comma: 0,
        point: 0,
    };

    /// Looks at a cell.
    pub(crate) fn look(&mut self, cell: &Cell) {
        let Cell::Text(text) = cell else { return };
        if let Some((first, second, _)) = day_parts(text) {
            self.day_first += u32::from(first > 12 && second <= 12);
            self.month_first += u32::from(second > 12 && first <= 12);
        }
        match decimal_mark(text) {
            Some(',') => self.comma += 1,
            Some('.') => self.point += 1,
            _ => {}
        }
    }

    /// Whether some date of the column can only be day and month, and none only month and day.
    pub(crate) const fn is_day_first(&self) -> bool {
        self.day_first > 0 && self.month_first <= self.day_first / 10
    }

    /// Whether the column's dates are written month first, as American programs do.
    pub(crate) const fn is_month_first(&self) -> bool {
        self.month_first > 0 && self.day_first <= self.month_first / 10
    }

    /// Whether the column's decimals follow a point.
    pub(crate) const fn has_decimal_points(&self) -> bool {
        self.point > 0 && self.comma == 0
    }
}
