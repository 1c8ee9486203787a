//! The ways to cut the figures of spending, each with its table and its bars.

use pas_app::use_cases::show_spending::{By, Figure, SpendingRow, SpendingView};
use pas_chart::{Category, Chart, Form, Series, Value};
use pas_domain::actor::{Permission, Role};
use pas_domain::record::RecordState;

use crate::cell::Cell;
use crate::format::{Italian, whole_euro};
use crate::table::{Row, Table};
use crate::visit::link;
use pas_domain::italian::capital;

/// What the figures count of the records.
const READY: (&str, &str) = ("stato", RecordState::Ready.name());
/// Rows in the chart; the table has them all.
pub(super) const N_CHARTED: usize = 12;
/// Years in the chart.
const N_YEARS: usize = 3;

/// By what the page is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// A row for each benefit, area or comune, and the years side by side.
    By(By),
    /// A row for each year.
    Year,
}

/// What the bars measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Spending,
    People,
}

impl Measure {
    const fn words(self) -> &'static str {
        match self {
            Self::Spending => "Spesa",
            Self::People => "Persone raggiunte",
        }
    }
}

impl Cut {
    /// Every cut.
    pub(super) const ALL: [Self; 4] = [
        Self::By(By::Benefit),
        Self::By(By::Area),
        Self::By(By::Comune),
        Self::Year,
    ];

    /// The name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::By(by) => by.name(),
            Self::Year => "anno",
        }
    }

    /// The cut that an address names; by benefit where it names none.
    pub(super) fn from_name(name: Option<&str>) -> Self {
        let found = Self::ALL.into_iter().find(|cut| Some(cut.name()) == name);
        found.unwrap_or(Self::By(By::Benefit))
    }

    /// What is asked of the use case. Years are its totals, whatever the rows.
    pub(super) const fn by(self) -> By {
        match self {
            Self::By(by) => by,
            Self::Year => By::Area,
        }
    }

    /// In Italian.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::By(by) => by_words(by),
            Self::Year => "anno",
        }
    }

    /// The bars; none where there is nothing to draw.
    pub(super) fn chart(self, view: &SpendingView, measure: Measure) -> Option<Chart> {
        match self {
            Self::By(_) => chart_of_rows(view, measure),
            Self::Year => chart_of_years(view, measure),
        }
    }

    /// The table, its numbers leading to the records as far as `role` may see them.
    pub(super) fn table(self, view: &SpendingView, role: Role) -> Table {
        match self {
            Self::By(_) => table_of_rows(view, role),
            Self::Year => table_of_years(view, role),
        }
    }
}

const fn by_words(by: By) -> &'static str {
    match by {
        By::Benefit => "prestazione",
        By::Area => "area",
        By::Comune => "comune di residenza",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a length on a screen")]
fn value(figure: Option<&Figure>, measure: Measure) -> Value {
    match (figure, measure) {
        (Some(Figure::Shown { spending, .. }), Measure::Spending) => Value::Number {
            value: spending.cents() as f64,
            text: whole_euro(*spending),
        },
        (Some(Figure::Shown { people, .. }), Measure::People) => Value::Number {
            value: *people as f64,
            text: people.it(),
        },
        (Some(Figure::Hidden), _) => Value::Hidden,
        (Some(Figure::Empty) | None, _) => Value::Absent,
    }
}

fn named(label: String) -> Category {
    Category {
        label,
        ..Category::default()
    }
}

fn bars(
    title: String,
    description: String,
    categories: Vec<Category>,
    series: Vec<Series>,
) -> Chart {
    Chart {
        id: "grafico".to_owned(),
        title,
        description,
        form: Form::Bars,
        categories,
        series,
        references: Vec::new(),
        marks: Vec::new(),
    }
}

fn row_label(view: &SpendingView, row: &SpendingRow) -> String {
    if view.by == By::Benefit && row.label != row.key {
        format!("{} · {}", row.key, row.label)
    } else {
        row.label.clone()
    }
}

fn chart_of_rows(view: &SpendingView, measure: Measure) -> Option<Chart> {
    let first_year = view.years.len().saturating_sub(N_YEARS);
    let rows = view.rows.iter().take(N_CHARTED);
    let categories: Vec<Category> = rows.map(|row| named(row_label(view, row))).collect();
    if categories.is_empty() {
        return None;
    }
    let years = view.years.iter().enumerate().skip(first_year);
    let series: Vec<Series> = years
        .map(|(place, year)| Series {
            name: year.to_string(),
            values: view
                .rows
                .iter()
                .take(N_CHARTED)
                .map(|row| value(row.figures.get(place), measure))
                .collect(),
        })
        .collect();
    let years: Vec<&str> = series.iter().map(|series| series.name.as_str()).collect();
    let title = format!("{} per {} e anno", measure.words(), by_words(view.by));
    let description = format!(
        "Barre orizzontali, {}. Gli stessi numeri sono nella tabella che segue.",
        years.join(", ")
    );
    Some(bars(title, description, categories, series))
}

fn table_of_rows(view: &SpendingView, role: Role) -> Table {
    let first_year = view.years.len().saturating_sub(COLUMNS.len() / 2);
    let headings: Vec<String> = view
        .years
        .iter()
        .skip(first_year)
        .flat_map(|year| [format!("Spesa {year}"), format!("Persone {year}")])
        .collect();
    let mut columns = vec![("nome", capital(by_words(view.by)))];
    columns.extend(COLUMNS.iter().copied().zip(headings));
    let columns: Vec<(&'static str, &str)> = columns
        .iter()
        .map(|(name, label)| (*name, label.as_str()))
        .collect();
    let leads_on = view.by == By::Benefit && role.may(Permission::SeeRecords);
    let rows = view.rows.iter().map(|row| {
        let mut cells = vec![Cell::text(row_label(view, row))];
        for (year, figure) in view.years.iter().zip(&row.figures).skip(first_year) {
            let href = leads_on.then(|| {
                link(
                    "/record",
                    &[
                        ("prestazione", &row.key),
                        ("anno", &year.to_string()),
                        READY,
                    ],
                )
            });
            cells.extend(figure_cells(*figure, href.as_deref()));
        }
        Row::new(cells)
    });
    let mut total = vec![Cell::text("Tutte le righe (persone diverse)")];
    total.extend(
        view.totals
            .iter()
            .skip(first_year)
            .flat_map(|figure| figure_cells(*figure, None)),
    );
    Table::new(
        "spesa",
        format!("Spesa e persone raggiunte per {} e anno", by_words(view.by)),
        &columns,
    )
    .rows(rows)
    .total(total)
    .or_say("Nessuna cifra: servono record pronti.")
}

/// Names of the figures' columns in the address, for up to eight years.
const COLUMNS: [&str; 16] = [
    "spesa-1",
    "persone-1",
    "spesa-2",
    "persone-2",
    "spesa-3",
    "persone-3",
    "spesa-4",
    "persone-4",
    "spesa-5",
    "persone-5",
    "spesa-6",
    "persone-6",
    "spesa-7",
    "persone-7",
    "spesa-8",
    "persone-8",
];

fn figure_cells(figure: Figure, href: Option<&str>) -> [Cell; 2] {
    match figure {
        Figure::Shown { spending, people } => {
            let amount = Cell::money(spending);
            let amount = match href {
                Some(href) => amount.to(href),
                None => amount,
            };
            [amount, Cell::count(people)]
        }
        Figure::Hidden => [Cell::obscured(), Cell::obscured()],
        Figure::Empty => [Cell::absent("–"), Cell::absent("–")],
    }
}

fn chart_of_years(view: &SpendingView, measure: Measure) -> Option<Chart> {
    if view.years.is_empty() {
        return None;
    }
    let years = view.years.iter().rev();
    let series = Series {
        name: measure.words().to_owned(),
        values: view
            .totals
            .iter()
            .rev()
            .map(|figure| value(Some(figure), measure))
            .collect(),
    };
    let description =
        "Barre orizzontali, una per anno. Gli stessi numeri sono nella tabella che segue.";
    Some(bars(
        format!("{} per anno", measure.words()),
        description.to_owned(),
        years.map(|year| named(year.to_string())).collect(),
        vec![series],
    ))
}

fn table_of_years(view: &SpendingView, role: Role) -> Table {
    let columns = [
        ("anno", "Anno"),
        ("spesa", "Spesa"),
        ("persone", "Persone"),
        ("copertura", "Record già nelle cifre"),
    ];
    let may_see_records = role.may(Permission::SeeRecords);
    let rows = view
        .years
        .iter()
        .zip(&view.totals)
        .enumerate()
        .map(|(position, (year, figure))| {
            let href =
                may_see_records.then(|| link("/record", &[("anno", &year.to_string()), READY]));
            let [spending, people] = figure_cells(*figure, href.as_deref());
            let coverage = view.coverage_percent.get(position).copied().flatten();
            let coverage = coverage.map_or_else(|| Cell::absent("–"), Cell::percent);
            Row::new(vec![Cell::year(*year), spending, people, coverage])
        });
    Table::new("spesa", "Spesa e persone raggiunte per anno", &columns)
        .rows(rows)
        .or_say("Nessuna cifra: servono record pronti.")
}
