//! Spending and beneficiaries by benefit, area, comune and year.

use pas_domain::actor::Actor;
use pas_domain::money::Money;

use crate::app::App;
use crate::error::AppError;

/// By what the rows are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// By benefit.
    Benefit,
    /// By area di utenza.
    Area,
    /// By comune of residence.
    Comune,
}

impl By {
    /// Every cut.
    pub const ALL: &'static [Self] = &[Self::Benefit, Self::Area, Self::Comune];

    /// The name in URLs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Benefit => "prestazione",
            Self::Area => "area",
            Self::Comune => "comune",
        }
    }

    /// The cut whose [`By::name`] is `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|by| by.name() == name)
    }
}

/// A figure behind the protection layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// May be shown: what was spent and how many different people were reached.
    Shown {
        /// Spending.
        spending: Money,
        /// Distinct beneficiaries.
        people: u64,
    },
    /// Hidden, for it would point to few people.
    Hidden,
    /// Nothing there.
    Empty,
}

/// One row.
#[derive(Debug, Clone)]
pub struct SpendingRow {
    /// Code of the benefit, code of the area, Belfiore of the comune.
    pub key: String,
    /// Its name.
    pub label: String,
    /// One figure a year, as in [`SpendingView::years`].
    pub figures: Vec<Figure>,
}

/// The table.
#[derive(Debug, Clone)]
pub struct SpendingView {
    /// By what the rows are cut.
    pub by: By,
    /// The years, ascending.
    pub years: Vec<i16>,
    /// The rows, by spending of the latest year, most first.
    pub rows: Vec<SpendingRow>,
    /// All rows together: distinct people of the whole, not the sum of the rows.
    pub totals: Vec<Figure>,
    /// Share of the records that are due and already in the figures, in percent, by year.
    pub coverage_percent: Vec<Option<u8>>,
    /// A cell with fewer people is hidden, with another where one alone could be computed.
    pub threshold: u64,
    /// Whether cells are hidden for this reader.
    pub is_protected: bool,
}

/// The table cut by `by`, as the actor may see it.
pub async fn show_spending(app: &App, actor: &Actor, by: By) -> Result<SpendingView, AppError> {
    let _ = (app, actor, by);
    Err(AppError::Setup("in costruzione".to_owned()))
}
