//! One record: why it is where it is, and the flow as INPS will see it beside the cells.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::show_record::{self, CellLine, ReasonLine, RecordView, ValueLine};
use pas_domain::actor::Role;
use pas_domain::ids::RecordId;
use pas_domain::period::Period;
use pas_domain::record::RecordState;

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::Italian;
use crate::frame::Frame;
use crate::page::people::{source_href, source_words};
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/records/detail.html")]
pub(crate) struct RecordPage {
    frame: Frame,
    role: Role,
    answer: String,
    view: RecordView,
    groups: Vec<Group>,
    values: Table,
}

/// The values of one element of INPS's format.
struct Group {
    element: &'static str,
    values: Vec<ValueLine>,
}

impl Page for RecordPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.values]
    }
}

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let record = RecordId::new(id);
    let view = show_record::show_record(visit.app(), visit.actor(), record).await?;
    let frame = visit.frame(title(&view)).below(&[("Record", "/record")]);
    visit.show(&RecordPage::new(
        frame,
        view,
        visit.actor().role,
        &visit.address,
    ))
}

fn title(view: &RecordView) -> String {
    match view.line.state {
        RecordState::Ready => "Questo record può partire",
        RecordState::Incomplete => "Che cosa manca a questo record?",
        RecordState::Blocked => "Perché questo record è bloccato?",
        RecordState::NotDue => "Perché questo record non è dovuto?",
    }
    .to_owned()
}

impl RecordPage {
    pub(crate) fn new(frame: Frame, view: RecordView, role: Role, address: &Address) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for value in &view.values {
            match groups.last_mut() {
                Some(group) if group.element == value.element => group.values.push(value.clone()),
                _ => groups.push(Group {
                    element: value.element,
                    values: vec![value.clone()],
                }),
            }
        }
        Self {
            frame,
            role,
            answer: answer(&view),
            groups,
            values: values_table(&view.values, address),
            view,
        }
    }

    fn tone(&self) -> &'static str {
        Tone::of(self.view.line.state).class()
    }

    /// Whether the answer above says it already.
    fn is_said(&self, reason: &ReasonLine) -> bool {
        self.view.reasons.len() == 1 && self.answer == reason.message
    }

    fn href(&self, cell: &CellLine) -> Option<String> {
        source_href(&cell.row, self.role)
    }
}

fn answer(view: &RecordView) -> String {
    let line = &view.line;
    let first = view
        .reasons
        .iter()
        .find(|reason| reason.keeps_back)
        .or(view.reasons.first());
    match (line.state, first) {
        (RecordState::Ready, _) if line.benefit.is_none() => {
            "È completo: la valutazione può partire, senza il nome del minore.".to_owned()
        }
        (RecordState::Ready, _) => {
            format!(
                "È completo: INPS riceve {} per {}.",
                line.total.it(),
                stretch(line.period)
            )
        }
        (_, Some(reason)) => reason.message.clone(),
        (state, None) => format!("Il record è {}.", state.label()),
    }
}

/// `il 12/09/2025`, `il tempo dal 01/01/2025 al 31/12/2025`.
fn stretch(period: Period) -> String {
    if period.start() == period.end() {
        format!("il {}", period.start().it())
    } else {
        format!(
            "il tempo dal {} al {}",
            period.start().it(),
            period.end().it()
        )
    }
}

/// One line a cell, for the CSV: the same that the page shows in two columns.
fn values_table(values: &[ValueLine], address: &Address) -> Table {
    let columns = [
        ("elemento", "Elemento"),
        ("attributo", "Nome nel flusso"),
        ("etichetta", "Che cos'è"),
        ("valore", "Valore"),
        ("significato", "Significato"),
        ("come", "Come è stato ottenuto"),
        ("fonte", "File e riga"),
        ("colonna", "Colonna"),
        ("testo", "Testo della cella"),
    ];
    let row = |value: &ValueLine, cell: Option<&CellLine>| {
        Row::new(vec![
            Cell::text(value.element),
            Cell::code(value.wire_name),
            Cell::text(value.label),
            Cell::text(value.value.as_deref().unwrap_or("")),
            Cell::text(value.meaning.as_deref().unwrap_or("")),
            Cell::text(&value.how),
            Cell::text(cell.map(|cell| source_words(&cell.row)).unwrap_or_default()),
            Cell::text(cell.map(|cell| cell.column.as_str()).unwrap_or_default()),
            Cell::text(cell.map(|cell| cell.raw.as_str()).unwrap_or_default()),
        ])
    };
    let rows = values.iter().flat_map(|value| {
        let mut cells: Vec<Row> = value
            .cells
            .iter()
            .map(|cell| row(value, Some(cell)))
            .collect();
        if cells.is_empty() {
            cells.push(row(value, None));
        }
        cells
    });
    Table::new(
        "valori",
        "Valori del record, con le celle da cui vengono",
        &columns,
    )
    .rows(rows)
    .part_at(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sample;

    #[test]
    fn sets_the_flow_beside_its_cells() {
        let view = sample::record();
        let frame = sample::frame(&title(&view), Role::Clerk, "/record/11");
        let page = RecordPage::new(frame, view, Role::Clerk, &Address::default());
        let html = sample::html(&page);
        for part in [
            "Manca la data della DSU: chiedila all&#39;ufficio ISEE.",
            "ImportoMensile",
            "812,40 €",
            "colonna F",
            "href=\"/importazioni/7?foglio=Ottobre&#38;riga=17#riga-17\"",
            "manca",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(crate::csv::text(page.tables()[0]).contains("ImportoMensile"));
    }
}
