//! Puts the defects of real files into rows that were right.

use std::ops::RangeInclusive;

use jiff::civil::{Date, date};
use pas_domain::money::Money;
use pas_domain::period::italian_date;

use super::csv::with_comma;
use super::{Cell, Row, RowKind};
use crate::cf;
use crate::defect::{Defect, Outcome};
use crate::dice::Dice;

/// Spoils rows of one sheet, each row once.
pub(crate) struct Spoiler<'a> {
    dice: Dice,
    rows: &'a mut Vec<Row>,
    /// How many rows get each defect.
    n: usize,
}

impl<'a> Spoiler<'a> {
    /// A spoiler of `rows` that gives each defect to `n` of them.
    pub(crate) fn new(seed: u64, part: &str, rows: &'a mut Vec<Row>, n: usize) -> Self {
        Self {
            dice: Dice::new(seed, part),
            rows,
            n,
        }
    }

    /// Changes the cell in `column` of a few faultless rows; `change` says `None` for a cell that
    /// cannot have the defect.
    pub(crate) fn cells(
        &mut self,
        defect: Defect,
        column: usize,
        mut change: impl FnMut(&Cell) -> Option<Cell>,
    ) -> &mut Self {
        let mut left = self.n;
        for at in self.faultless() {
            if left == 0 {
                break;
            }
            let row = &mut self.rows[at];
            if let Some(changed) = row.cells.get(column).and_then(&mut change) {
                row.cells[column] = changed;
                row.flaw(Some(column), defect);
                left -= 1;
            }
        }
        self
    }

    /// Changes a few faultless rows as wholes; `change` returns whether it did.
    pub(crate) fn rows(
        &mut self,
        defect: Defect,
        column: Option<usize>,
        mut change: impl FnMut(&mut Row) -> bool,
    ) -> &mut Self {
        let mut left = self.n;
        for at in self.faultless() {
            if left == 0 {
                break;
            }
            let row = &mut self.rows[at];
            if change(row) {
                row.flaw(column, defect);
                left -= 1;
            }
        }
        self
    }

    /// Changes a few rows that may be odd already, as long as nothing is wrong with them.
    pub(crate) fn odd_rows(
        &mut self,
        defect: Defect,
        column: usize,
        mut change: impl FnMut(&mut Row) -> bool,
    ) -> &mut Self {
        let mut left = self.n;
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Data) {
            let is_right = row
                .flaws
                .iter()
                .all(|flaw| flaw.defect.outcome() == Outcome::Accepted);
            if left > 0 && is_right && change(row) {
                row.flaw(Some(column), defect);
                left -= 1;
            }
        }
        self
    }

    /// The defects of codici fiscali that make no difference to what a row means, and those that
    /// leave the row without a person.
    pub(crate) fn codici_fiscali(&mut self, column: usize) -> &mut Self {
        self.cells(Defect::CfLowerSpaced, column, |cell| {
            with_text(cell, cf::spaced)
        })
        .cells(Defect::CfLetterForDigit, column, |cell| {
            with_text(cell, cf::letter_for_digit)
        })
        .cells(Defect::CfWrongCheck, column, |cell| {
            with_text(cell, cf::wrong_check)
        })
        .cells(Defect::CfEmpty, column, |_| Some(Cell::Empty))
    }

    /// The ways in which people type amounts into a column of numbers.
    pub(crate) fn amounts(&mut self, column: usize) -> &mut Self {
        self.cells(Defect::AmountWithThousands, column, |cell| {
            typed(cell, 100_000, shown)
        })
        .cells(Defect::AmountWithEuroSign, column, |cell| {
            typed(cell, 0, |amount| format!("€ {}", shown(amount)))
        })
        .cells(Defect::AmountWithEur, column, |cell| {
            typed(cell, 0, |amount| {
                format!("EUR {}", with_comma(amount).trim_end_matches(",00"))
            })
        })
    }

    /// The ways in which people type days.
    pub(crate) fn days(&mut self, column: usize) -> &mut Self {
        self.days_of_years(column, i16::MIN..=i16::MAX)
    }

    /// The ways in which people type days, for the cells with a day in `years`.
    pub(crate) fn days_of_years(&mut self, column: usize, years: RangeInclusive<i16>) -> &mut Self {
        let typed = |cell: &Cell, write: fn(Date) -> String| match cell {
            Cell::Day(day) if years.contains(&day.year()) => Some(Cell::Text(write(*day))),
            _ => None,
        };
        let unlike_a_month = |cell: &Cell| match cell {
            Cell::Day(day) => day.day() > 12 || day.day() == day.month(),
            _ => false,
        };
        self.cells(Defect::DateTwoDigitYear, column, |cell| {
            let short = typed(cell, |day| {
                format!("{}/{}/{:02}", day.day(), day.month(), day.year() % 100)
            });
            short.filter(|_| unlike_a_month(cell))
        })
        .cells(Defect::DateWithDots, column, |cell| {
            typed(cell, |day| italian_date(day).replace('/', "."))
        })
        .cells(Defect::DateSerial, column, |cell| {
            typed(cell, |day| serial(day).to_string())
        })
    }

    /// Writes some rows again further down.
    pub(crate) fn duplicates(&mut self) -> &mut Self {
        let mut chosen: Vec<usize> = self.faultless().into_iter().take(self.n).collect();
        chosen.sort_unstable();
        for at in chosen.into_iter().rev() {
            let mut copy = self.rows[at].clone();
            copy.flaw(None, Defect::DuplicateRow);
            let further = (at + 4).min(self.rows.len());
            self.rows.insert(further, copy);
        }
        self
    }

    /// Puts blank rows and a remark between the rows.
    pub(crate) fn interruptions(&mut self, remark: &str) -> &mut Self {
        let n_columns = self.rows.last().map_or(1, |row| row.cells.len());
        let mut blank = Row::new(RowKind::Other, vec![Cell::Empty; n_columns]);
        blank.flaw(None, Defect::BlankRow);
        let mut comment = blank.clone();
        comment.flaws.clear();
        comment.cells[0] = Cell::text(remark);
        comment.flaw(None, Defect::CommentRow);
        for row in [blank.clone(), comment, blank] {
            let first = self.rows.iter().position(|row| row.kind == RowKind::Data);
            let (Some(first), n_rows) = (first, self.rows.len()) else {
                return self;
            };
            let at = self
                .dice
                .between(as_i64(first + 1), as_i64(n_rows - 1).max(as_i64(first + 1)));
            self.rows.insert(usize::try_from(at).unwrap_or(n_rows), row);
        }
        self
    }

    /// Positions of the data rows without a defect, in an order thrown by the dice.
    fn faultless(&mut self) -> Vec<usize> {
        let numbered = self.rows.iter().enumerate();
        let faultless =
            numbered.filter(|(_, row)| row.kind == RowKind::Data && row.flaws.is_empty());
        let mut positions: Vec<usize> = faultless.map(|(at, _)| at).collect();
        self.dice.shuffle(&mut positions);
        positions
    }
}

/// The cell's text changed; `None` for other cells.
pub(crate) fn with_text(cell: &Cell, change: impl Fn(&str) -> Option<String>) -> Option<Cell> {
    match cell {
        Cell::Text(text) => change(text).map(Cell::Text),
        _ => None,
    }
}

/// The cell's amount, when it is `least` cents or more, typed as text.
pub(crate) fn typed(cell: &Cell, least: i64, write: impl Fn(Money) -> String) -> Option<Cell> {
    match cell {
        Cell::Amount(amount) if amount.cents() >= least => Some(Cell::Text(write(*amount))),
        _ => None,
    }
}

/// An amount as people type it: `1.234,50`.
fn shown(amount: Money) -> String {
    amount.to_string().trim_end_matches(" €").to_owned()
}

/// The number by which Excel counts days: 1 January 1900 is 1, and 1900 has a 29 February.
fn serial(day: Date) -> i64 {
    let first = date(1899, 12, 30);
    first
        .until(day)
        .map_or(0, |span| i64::from(span.get_days()))
}

fn as_i64(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
