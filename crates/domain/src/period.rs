//! Calendar months, and stretches of days.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// The Italian names of the months, January first.
pub const MONTH_NAMES: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// A calendar month, `2024-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month `month` (1 to 12) of `year` (1900 to 2199); `None` outside.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1900..2200).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month in which `day` falls.
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month's number, 1 to 12.
    pub const fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month after this one.
    #[must_use]
    pub fn following(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                year: self.year,
                month: self.month + 1,
            }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// A text that is no month.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a month: write it as YYYY-MM")]
pub struct NotAMonth(String);

impl TryFrom<String> for Month {
    type Error = NotAMonth;
    fn try_from(text: String) -> Result<Self, NotAMonth> {
        let parsed = text
            .split_once('-')
            .and_then(|(year, month)| Self::new(year.parse().ok()?, month.parse().ok()?));
        parsed.ok_or(NotAMonth(text))
    }
}

/// A stretch of days, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    start: Date,
    end: Date,
}

impl Period {
    /// The days from `start` to `end`; `None` when `end` comes before `start`.
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// A whole month.
    pub fn of_month(month: Month) -> Self {
        Self {
            start: month.first_day(),
            end: month.last_day(),
        }
    }

    /// The first day.
    pub const fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub const fn end(self) -> Date {
        self.end
    }

    /// The calendar months that the stretch touches, in order. A month counts as soon as one of
    /// its days is in the stretch: 27 January to 2 February touches two.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let last = Month::of(self.end);
        std::iter::successors(Some(Month::of(self.start)), |month| Some(month.following()))
            .take_while(move |month| *month <= last)
    }

    /// The part of the stretch inside `other`; `None` when they do not meet.
    pub fn within(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// Whether `day` is in the stretch.
    pub fn contains(self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// Number of days, both ends counted.
    pub fn n_days(self) -> u32 {
        let span = self.start.until(self.end).map_or(0, |span| span.get_days());
        u32::try_from(span).unwrap_or(0) + 1
    }

    /// Whether `later` begins on the day after this stretch ends.
    pub fn is_followed_by(self, later: Self) -> bool {
        self.end
            .checked_add(1.day())
            .is_ok_and(|next| next == later.start)
    }
}

/// An Italian date, `23/11/2026`.
pub fn italian_date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Month, Period};

    #[test]
    fn counts_touched_months() {
        for (start, end, n) in [
            (date(2024, 1, 27), date(2024, 2, 2), 2),
            (date(2024, 1, 1), date(2024, 12, 31), 12),
            (date(2024, 5, 5), date(2024, 5, 5), 1),
            (date(2023, 12, 31), date(2024, 1, 1), 2),
        ] {
            let period = Period::new(start, end).expect("ordered");
            assert_eq!(period.months().count(), n, "{start} {end}");
        }
    }

    #[test]
    fn knows_neighbours_and_lengths() {
        let month = |m| Period::of_month(Month::new(2024, m).expect("a month"));
        assert!(month(1).is_followed_by(month(2)));
        assert!(!month(1).is_followed_by(month(3)));
        assert_eq!(month(2).n_days(), 29);
        assert!(Period::new(date(2024, 2, 2), date(2024, 2, 1)).is_none());
    }
}
