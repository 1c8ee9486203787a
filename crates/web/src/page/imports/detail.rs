//! One file: its accounting, its problems, the sheet itself with coloured cells.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::show_import::{
    self, Grid, GridCell, ImportQuery, ImportView, Outcome, ProblemLine,
};
use pas_domain::ids::ImportId;

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/imports/detail.html")]
pub(crate) struct ImportPage {
    frame: Frame,
    answer: String,
    view: ImportView,
    filters: Vec<Filter>,
    problems: Table,
    pager: Pager,
    sheet: Option<Sheet>,
}

/// A link that keeps only the problems with one outcome.
struct Filter {
    label: String,
    href: String,
    is_current: bool,
}

/// The sheet, with a letter over every column.
struct Sheet {
    grid: Grid,
    letters: Vec<String>,
    /// Row that the address asks for.
    asked: Option<u32>,
}

impl Page for ImportPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.problems]
    }
}

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let import = ImportId::new(id);
    let mut query = query_of(&visit.address);
    let mut view = show_import::show_import(visit.app(), visit.actor(), import, &query).await?;
    if visit.address.wants_file() {
        for page in 2..=view.n_pages {
            query.page = page;
            let more = show_import::show_import(visit.app(), visit.actor(), import, &query).await?;
            view.problems.extend(more.problems);
        }
    }
    let title = view.line.filename.clone();
    let frame = visit
        .frame(title)
        .below(&[("Importazioni", "/importazioni")]);
    visit.show(&ImportPage::new(frame, view, &query, &visit.address))
}

fn query_of(address: &Address) -> ImportQuery {
    let row = address.number::<u32>("riga");
    ImportQuery {
        outcome: address.get("esito").and_then(Outcome::from_name),
        page: address.page(),
        around: row.map(|row| (address.get("foglio").unwrap_or("").to_owned(), row)),
    }
}

impl ImportPage {
    pub(crate) fn new(
        frame: Frame,
        view: ImportView,
        query: &ImportQuery,
        address: &Address,
    ) -> Self {
        let sheet = view.grid.clone().map(|grid| {
            let n_columns = grid
                .rows
                .iter()
                .map(|row| row.cells.len())
                .max()
                .unwrap_or(0);
            Sheet {
                letters: (0..n_columns).map(column_letter).collect(),
                asked: query.around.as_ref().map(|(_, row)| *row),
                grid,
            }
        });
        Self {
            frame,
            answer: answer(&view),
            filters: filters(&view, query.outcome, address),
            problems: problems_table(&view.problems, address),
            pager: Pager::new(address, query.page, view.n_pages),
            sheet,
            view,
        }
    }
}

fn answer(view: &ImportView) -> String {
    let line = &view.line;
    if line.read == 0 {
        return "Il file non contiene righe di dati.".to_owned();
    }
    let counts = view
        .counts
        .iter()
        .filter(|(outcome, _)| *outcome == Outcome::NotData);
    let n_not_data: u64 = counts.map(|(_, n)| n).sum::<u64>().min(line.set_aside);
    let mut parts = vec![counted(line.used, "usata", "usate")];
    if line.repaired > 0 {
        parts.push(format!(
            "di cui {}",
            counted(line.repaired, "riparata", "riparate")
        ));
    }
    parts.push(match line.set_aside - n_not_data {
        0 => "nessuna da chiedere".to_owned(),
        n => format!("{} da chiedere all'ufficio", n.it()),
    });
    if n_not_data > 0 {
        parts.push(format!("{} senza dati", n_not_data.it()));
    }
    format!(
        "{}: {}.",
        counted(line.read, "riga", "righe"),
        parts.join(", ")
    )
}

fn filters(view: &ImportView, chosen: Option<Outcome>, address: &Address) -> Vec<Filter> {
    let to = |name: &str| address.with(&[("esito", name), ("pagina", "")]);
    let all: u64 = view.counts.iter().map(|(_, n)| n).sum();
    let mut filters = vec![Filter {
        label: format!("tutti ({})", all.it()),
        href: to(""),
        is_current: chosen.is_none(),
    }];
    let there = view
        .counts
        .iter()
        .filter(|(outcome, n)| *n > 0 || chosen == Some(*outcome));
    filters.extend(there.map(|(outcome, n)| Filter {
        label: format!("{} ({})", outcome.label(), n.it()),
        href: to(outcome.name()),
        is_current: chosen == Some(*outcome),
    }));
    filters
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::SetAside => Tone::Bad,
        Outcome::CellLeftOut | Outcome::ToCheck => Tone::Open,
        Outcome::Repaired => Tone::Good,
        Outcome::NotData => Tone::Calm,
    }
}

/// The mark that says in a cell what its colour says.
const fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::SetAside => "✕",
        Outcome::CellLeftOut => "–",
        Outcome::ToCheck => "?",
        Outcome::Repaired => "✓",
        Outcome::NotData => "○",
    }
}

fn problems_table(problems: &[ProblemLine], address: &Address) -> Table {
    let columns = [
        ("riga", "Riga"),
        ("colonna", "Colonna"),
        ("valore", "Che cosa c'era"),
        ("esito", "Che cosa è successo"),
        ("messaggio", "Che cosa non va, e che cosa fare"),
        ("foglio", "Foglio"),
    ];
    // Only a workbook has sheets to name.
    let has_sheets = problems.iter().any(|problem| !problem.sheet.is_empty());
    let n_columns = columns.len() - usize::from(!has_sheets);
    let rows = problems.iter().map(|problem| {
        let mut cells = problem_cells(problem, address);
        cells.truncate(n_columns);
        Row::new(cells)
    });
    Table::new(
        "problemi",
        "Problemi, cella per cella",
        &columns[..n_columns],
    )
    .rows(rows)
    .or_say("Nessun problema: ogni cella è stata usata com'era.")
    .part_at(address)
}

fn problem_cells(problem: &ProblemLine, address: &Address) -> Vec<Cell> {
    let row = problem.row.to_string();
    let around = address.with(&[("foglio", &problem.sheet), ("riga", &row)]);
    let column = match (problem.column.as_str(), problem.heading.as_str()) {
        ("", _) => Cell::absent("tutta la riga"),
        (column, "") => Cell::text(column),
        (column, heading) => Cell::text(format!("{column} · {heading}")),
    };
    let value = match problem.value.as_str() {
        "" => Cell::absent("vuota"),
        value => Cell::code(value),
    };
    vec![
        Cell::count(u64::from(problem.row)).to(format!("{around}#riga-{row}")),
        column,
        value,
        Cell::text(problem.outcome.label()).tag(tone(problem.outcome)),
        Cell::text(&problem.message),
        Cell::text(&problem.sheet),
    ]
}

impl Sheet {
    fn class(cell: &GridCell) -> &'static str {
        cell.outcome.map_or("", |outcome| tone(outcome).class())
    }

    fn words(cell: &GridCell) -> Option<(&'static str, &'static str)> {
        cell.outcome.map(|outcome| (mark(outcome), outcome.label()))
    }

    fn is_asked(&self, row: u32) -> bool {
        self.asked == Some(row)
    }
}

/// `A` for 0, `Z` for 25, `AA` for 26.
fn column_letter(position: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(position % 26).unwrap_or(0));
    match position / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", column_letter(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn names_columns_as_a_spreadsheet_does() {
        for (position, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(position), letters);
        }
    }

    #[test]
    fn shows_the_sheet_with_words_beside_colours() {
        let frame = sample::frame("RSA_ottobre.xlsx", Role::Clerk, "/importazioni/7");
        let query = ImportQuery {
            page: 1,
            around: Some(("Ottobre".to_owned(), 17)),
            ..ImportQuery::default()
        };
        let page = ImportPage::new(frame, sample::import(), &query, &Address::default());
        let html = sample::html(&page);
        for part in [
            "214 righe: 209 usate, di cui 11 riparate, 5 da chiedere all&#39;ufficio.",
            "id=\"riga-17\"",
            "«1.2.24» non è una data intera",
            "riga messa da parte",
            "pas-fermo",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
