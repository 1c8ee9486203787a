//! Spending and beneficiaries by benefit, area, comune and year.

use std::sync::Arc;

use pas_analytics::tally::{Cell, Contribution, Policy, Table, Tally};
use pas_domain::actor::{Actor, Permission};
use pas_domain::coded::ServiceArea;
use pas_domain::ids::EnteId;
use pas_domain::money::Money;
use pas_domain::record::RecordState;
use pas_storage::spending::{self, SpendingRow as Stored};
use pas_storage::{Tx, ente};

use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::use_case::SHOW_SPENDING;

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
    let mut tx = app.look(actor, SHOW_SPENDING).await?;
    view(app, actor, &mut tx, by).await
}

/// The same, inside another use case.
///
/// Who may open the single records sees the figures as they are; everybody else sees them behind
/// the protection layer.
pub(crate) async fn view(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    by: By,
) -> Result<SpendingView, AppError> {
    let names = Names::of(tx, actor.ente, &app.catalogue).await?;
    let is_protected = !actor.role.may(Permission::SeeRecords);
    let key = SpendingKey {
        ente: actor.ente,
        by,
        is_protected,
    };
    let counts = counts(app, tx, key).await?;
    let table = &counts.table;
    Ok(SpendingView {
        by,
        coverage_percent: counts.coverage_percent.clone(),
        totals: table.totals.iter().copied().map(figure).collect(),
        rows: rows(table, by, &names),
        years: table.years.clone(),
        threshold: Policy::DEFAULT.threshold,
        is_protected,
    })
}

/// Whose figures, how they are cut, and behind which protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SpendingKey {
    ente: EnteId,
    by: By,
    is_protected: bool,
}

/// The figures, without names.
pub(crate) struct SpendingCounts {
    table: Table,
    /// By year of the table, as in [`SpendingView::coverage_percent`].
    coverage_percent: Vec<Option<u8>>,
}

async fn counts(app: &App, tx: &mut Tx, key: SpendingKey) -> Result<Arc<SpendingCounts>, AppError> {
    let version = ente::data_version(tx, key.ente).await?;
    if let Some(kept) = app.spending.get(&key, version) {
        return Ok(kept);
    }
    let mut stored = spending::rows(tx, key.ente).await?;
    stored.retain(|row| row.state != RecordState::NotDue);
    Ok(app.spending.keep(key, version, count(&stored, key)))
}

fn count(stored: &[Stored], key: SpendingKey) -> SpendingCounts {
    let ready = stored.iter().filter(|row| row.state == RecordState::Ready);
    let contributions: Vec<Contribution> = ready.map(|row| contribution(row, key.by)).collect();
    let tally = Tally::count(&contributions);
    let table = if key.is_protected {
        tally.protected(Policy::DEFAULT)
    } else {
        tally.open()
    };
    let years = table.years.iter();
    SpendingCounts {
        coverage_percent: years.map(|&year| coverage(stored, year)).collect(),
        table,
    }
}

/// Key of the row for those whose area or comune is not known.
const UNKNOWN: &str = "";

fn contribution(row: &Stored, by: By) -> Contribution {
    let key = match by {
        By::Benefit => row.benefit.clone(),
        By::Area => row
            .service_area
            .map_or(UNKNOWN, ServiceArea::code)
            .to_owned(),
        By::Comune => row.residence_comune.clone().unwrap_or_default(),
    };
    let spending = Money::from_cents(row.total_cents);
    Contribution {
        person: row.person,
        year: row.year,
        row: key,
        spending,
    }
}

fn rows(table: &Table, by: By, names: &Names<'_>) -> Vec<SpendingRow> {
    let row = |row: &pas_analytics::tally::Row| SpendingRow {
        label: label(&row.key, by, names),
        figures: row.cells.iter().copied().map(figure).collect(),
        key: row.key.clone(),
    };
    let mut rows: Vec<SpendingRow> = table.rows.iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(latest_spending(row)));
    rows
}

/// For ordering, by what is shown: a hidden figure must not give itself away by its place.
fn latest_spending(row: &SpendingRow) -> Money {
    match row.figures.last() {
        Some(Figure::Shown { spending, .. }) => *spending,
        _ => Money::from_cents(-1),
    }
}

fn label(key: &str, by: By, names: &Names<'_>) -> String {
    match by {
        By::Benefit => names.benefit(Some(key)),
        By::Area => ServiceArea::from_code(key).map_or_else(
            || "senza presa in carico".to_owned(),
            |area| area.label().to_owned(),
        ),
        By::Comune if key == UNKNOWN => "fuori dall'Italia o non nota".to_owned(),
        By::Comune => names.comune(key),
    }
}

const fn figure(cell: Cell) -> Figure {
    match cell {
        Cell::Shown { spending, people } => Figure::Shown { spending, people },
        Cell::Hidden => Figure::Hidden,
        Cell::Empty => Figure::Empty,
    }
}

/// Of the records of `year` that are due, how many are ready and so in the figures, in percent.
fn coverage(stored: &[Stored], year: i16) -> Option<u8> {
    let of_year: Vec<&Stored> = stored.iter().filter(|row| row.year == year).collect();
    let ready = of_year
        .iter()
        .filter(|row| row.state == RecordState::Ready)
        .count();
    let percent = (ready * 100).checked_div(of_year.len())?;
    u8::try_from(percent).ok()
}
