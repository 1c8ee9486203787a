//! Spending and beneficiaries by benefit, area, comune and year.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::show_spending::{self, By, Figure, SpendingRow, SpendingView};
use pas_domain::actor::{Permission, Role};
use pas_domain::money::Money;

use crate::chart::{Bar, Chart, Group};
use crate::error::WebError;
use crate::format::{Italian, counted, euro_in_words, whole_euro};
use crate::frame::Frame;
use crate::table::{Cell, Row, Table};
use crate::visit::{Address, Page, Visit, link};

/// Rows in the chart; the table has them all.
const N_CHARTED: usize = 12;
/// Years in the chart.
const N_YEARS: usize = 3;

#[derive(Template)]
#[template(path = "pages/figures/spending.html")]
pub(crate) struct SpendingPage {
    frame: Frame,
    answer: String,
    coverage: Option<String>,
    cuts: Vec<Tab>,
    measures: Vec<Tab>,
    chart: Option<Chart>,
    n_uncharted: usize,
    table: Table,
    threshold: u64,
    is_protected: bool,
    wants_names: bool,
}

/// A link to another cut or measure.
struct Tab {
    label: &'static str,
    href: String,
    is_current: bool,
}

/// What the chart's bars measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Spending,
    People,
}

impl Page for SpendingPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.table]
    }
}

const TITLE: &str = "Quanto spende il territorio, e per chi?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let by = visit
        .address
        .get("per")
        .and_then(By::from_name)
        .unwrap_or(By::Benefit);
    let view = show_spending::show_spending(visit.app(), visit.actor(), by).await?;
    let frame = visit.frame(TITLE);
    visit.show(&SpendingPage::new(
        frame,
        &view,
        visit.actor().role,
        &visit.address,
    ))
}

impl SpendingPage {
    pub(crate) fn new(frame: Frame, view: &SpendingView, role: Role, address: &Address) -> Self {
        let measure = match address.get("misura") {
            Some("persone") => Measure::People,
            _ => Measure::Spending,
        };
        Self {
            frame,
            answer: answer(view),
            coverage: coverage(view),
            cuts: cuts(view.by, address),
            measures: measures(measure, address),
            chart: chart(view, measure),
            n_uncharted: view.rows.len().saturating_sub(N_CHARTED),
            table: table(view, role).at(address),
            threshold: view.threshold,
            is_protected: view.is_protected,
            wants_names: view.by == By::Benefit,
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

fn answer(view: &SpendingView) -> String {
    let (Some(year), Some(Figure::Shown { spending, people })) =
        (view.years.last(), view.totals.last())
    else {
        return "Non ci sono ancora cifre da mostrare: servono i file degli uffici e il calcolo dei record."
            .to_owned();
    };
    let before = view
        .years
        .len()
        .checked_sub(2)
        .and_then(|position| view.totals.get(position));
    format!(
        "Nel {year} l'ente ha speso {} per {}{}.",
        euro_in_words(*spending),
        counted(*people, "persona", "persone"),
        before.map_or_else(String::new, |before| comparison(*spending, *before))
    )
}

/// `: il 5 % in più dell'anno prima`.
fn comparison(now: Money, before: Figure) -> String {
    let Figure::Shown {
        spending: before, ..
    } = before
    else {
        return String::new();
    };
    if !before.is_positive() {
        return String::new();
    }
    let change = (now.cents() - before.cents()) * 1_000 / before.cents();
    let (percent, way) = (
        change.unsigned_abs().div_ceil(10),
        if change < 0 { "meno" } else { "più" },
    );
    match change {
        0 => ": quanto l'anno prima".to_owned(),
        -9..=9 => format!(": meno dell'1 % in {way} dell'anno prima"),
        _ => format!(": il {percent} % in {way} dell'anno prima"),
    }
}

fn coverage(view: &SpendingView) -> Option<String> {
    let year = view.years.last()?;
    let percent = (*view.coverage_percent.last()?)?;
    (percent < 100).then(|| {
        format!(
            "Cifre parziali: per il {year} contano il {percent} % dei record attesi; gli altri aspettano dati dagli uffici."
        )
    })
}

fn cuts(chosen: By, address: &Address) -> Vec<Tab> {
    let tab = |by: By| Tab {
        label: by_words(by),
        href: address.with(&[("per", by.name()), ("ordina", ""), ("verso", "")]),
        is_current: by == chosen,
    };
    By::ALL.iter().copied().map(tab).collect()
}

fn measures(chosen: Measure, address: &Address) -> Vec<Tab> {
    [
        (Measure::Spending, "spesa", ""),
        (Measure::People, "persone", "persone"),
    ]
    .map(|(measure, label, name)| Tab {
        label,
        href: address.with(&[("misura", name)]),
        is_current: measure == chosen,
    })
    .into()
}

fn bar(figure: Figure, measure: Measure) -> Bar {
    match (figure, measure) {
        (Figure::Shown { spending, .. }, Measure::Spending) => Bar::Long {
            value: spending.cents(),
            text: whole_euro(spending),
        },
        (Figure::Shown { people, .. }, Measure::People) => Bar::Long {
            value: i64::try_from(people).unwrap_or(i64::MAX),
            text: people.it(),
        },
        (Figure::Hidden, _) => Bar::Hidden,
        (Figure::Empty, _) => Bar::Empty,
    }
}

fn row_label(view: &SpendingView, row: &SpendingRow) -> String {
    if view.by == By::Benefit && row.label != row.key {
        format!("{} · {}", row.key, row.label)
    } else {
        row.label.clone()
    }
}

fn chart(view: &SpendingView, measure: Measure) -> Option<Chart> {
    let first_year = view.years.len().saturating_sub(N_YEARS);
    let groups: Vec<Group> = view
        .rows
        .iter()
        .take(N_CHARTED)
        .map(|row| Group {
            label: row_label(view, row),
            bars: row
                .figures
                .iter()
                .skip(first_year)
                .map(|figure| bar(*figure, measure))
                .collect(),
        })
        .collect();
    if groups.is_empty() {
        return None;
    }
    let what = match measure {
        Measure::Spending => "Spesa",
        Measure::People => "Persone raggiunte",
    };
    let years: Vec<String> = view
        .years
        .iter()
        .skip(first_year)
        .map(ToString::to_string)
        .collect();
    let title = format!("{what} per {} e anno", by_words(view.by));
    let description = format!(
        "Barre orizzontali, {}. Gli stessi numeri sono nella tabella che segue.",
        years.join(", ")
    );
    Some(Chart::new("grafico", title, description, years, &groups))
}

fn table(view: &SpendingView, role: Role) -> Table {
    let headings: Vec<String> = view
        .years
        .iter()
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
        for (year, figure) in view.years.iter().zip(&row.figures) {
            let href = leads_on.then(|| {
                link(
                    "/record",
                    &[("prestazione", &row.key), ("anno", &year.to_string())],
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
        Figure::Hidden => [Cell::hidden(), Cell::hidden()],
        Figure::Empty => [Cell::absent("–"), Cell::absent("–")],
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;
    use crate::page::sample;

    fn html(address: &'static str, role: Role) -> String {
        let address = Address::of(&Uri::from_static(address));
        let frame = sample::frame(TITLE, role, "/spesa");
        sample::html(&SpendingPage::new(
            frame,
            &sample::spending(),
            role,
            &address,
        ))
    }

    #[test]
    fn answers_first_and_hides_the_hidden() {
        let page = html("/spesa?per=prestazione", Role::Planner);
        for part in [
            "Nel 2025 l&#39;ente ha speso 4,2 milioni di euro per 3.118 persone: il 5 % in più dell&#39;anno prima.",
            "contano il 94 % dei record attesi",
            "riservato",
            "<svg class=\"pas-grafico\"",
            "Come è calcolato",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(
            !page.contains("/record?prestazione"),
            "a planner has no way to the records"
        );
        assert!(html("/spesa", Role::Clerk).contains("/record?prestazione=A2.12&#38;anno=2025"));
    }

    #[test]
    fn compares_with_the_year_before() {
        let shown = |cents| Figure::Shown {
            spending: Money::from_cents(cents),
            people: 1,
        };
        for (now, before, words) in [
            (100, 100, ": quanto l'anno prima"),
            (95, 100, ": il 5 % in meno dell'anno prima"),
            (1_005, 1_000, ": meno dell'1 % in più dell'anno prima"),
            (100, 0, ""),
        ] {
            assert_eq!(comparison(Money::from_cents(now), shown(before)), words);
        }
        assert_eq!(comparison(Money::from_cents(1), Figure::Hidden), "");
    }
}
