//! One record: why it is where it is, and the flow as INPS will see it beside the cells.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::journey::JourneyLine;
use pas_app::use_cases::show_record::{self, CellLine, ReasonLine, RecordView, ValueLine};
use pas_domain::actor::{Permission, Role};
use pas_domain::flow::Field;
use pas_domain::ids::RecordId;
use pas_domain::period::Period;
use pas_domain::record::RecordState;
use pas_domain::sending::SendingState;

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::Italian;
use crate::frame::Frame;
use crate::page::people::{source_href, source_words};
use crate::page::sendings::{passage_cell, state_cell};
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
    journey: Table,
    may_publish: bool,
}

/// The values of one element of INPS's format.
struct Group {
    element: &'static str,
    values: Vec<ValueLine>,
}

impl Page for RecordPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.values, &self.journey]
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
    let sending = view.line.sending.unwrap_or(SendingState::NotSent);
    match (sending, view.line.state) {
        (SendingState::Published, _) => "Questo record aspetta che INPS lo prelevi",
        (SendingState::Fetched, _) => "Questo record aspetta la risposta di INPS",
        (SendingState::Accepted, RecordState::Ready) => "INPS ha accettato questo record",
        (SendingState::Rejected, _) => "Perché INPS ha scartato questo record?",
        (SendingState::ToCorrect, RecordState::Ready) => {
            "INPS tiene un'altra versione di questo record"
        }
        (_, state) => title_of(state),
    }
    .to_owned()
}

const fn title_of(state: RecordState) -> &'static str {
    match state {
        RecordState::Ready => "Questo record può partire",
        RecordState::Incomplete => "Che cosa manca a questo record?",
        RecordState::Blocked => "Perché questo record è bloccato?",
        RecordState::NotDue => "Perché questo record non è dovuto?",
    }
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
            journey: journey_table(&view.way.lines).at(address),
            may_publish: role.may(Permission::WriteFlows),
            view,
        }
    }

    fn tone(&self) -> &'static str {
        Tone::of(self.view.line.state).class()
    }

    /// How far it is on its way to INPS: words and colour.
    fn sending(&self) -> Option<(String, &'static str)> {
        let cell = state_cell(self.view.line.sending?);
        let tone = cell.tone().unwrap_or(Tone::Calm);
        Some((cell.text, tone.class()))
    }

    /// INPS's own words of the refusal that keeps the record back.
    fn words_of_inps(&self) -> String {
        let mut lines = self.view.way.lines.iter().rev();
        let refused = lines.find(|line| line.reading.is_some());
        refused.map(words_of_inps).unwrap_or_default()
    }

    /// Whether the answer above says what happens next.
    fn is_next_said(&self) -> bool {
        self.answer == self.view.way.next
    }

    /// Whether the page shows the value, so that one can go there.
    fn has_value(&self, field: Field) -> bool {
        self.view.values.iter().any(|value| value.field == field)
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
    if let Some(refusal) = &view.way.refusal {
        return refusal.meaning.clone();
    }
    if line
        .sending
        .is_some_and(|sending| sending != SendingState::NotSent)
        && line.state == RecordState::Ready
    {
        return view.way.next.clone();
    }
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
            Cell::text(value.element).data(),
            Cell::code(value.wire_name),
            Cell::text(value.label),
            Cell::text(value.value.as_deref().unwrap_or("")).data(),
            Cell::text(value.meaning.as_deref().unwrap_or("")),
            Cell::text(&value.how),
            Cell::text(cell.map(|cell| source_words(&cell.row)).unwrap_or_default()),
            Cell::text(cell.map(|cell| cell.column.as_str()).unwrap_or_default()).data(),
            Cell::text(cell.map(|cell| cell.raw.as_str()).unwrap_or_default()).data(),
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

/// The verdict, and the text where there is one.
fn words_of_inps(line: &JourneyLine) -> String {
    match line.outcome {
        Some(code) if line.text.is_empty() => code.name().to_owned(),
        Some(code) => format!("{}: {}", code.name(), line.text),
        None => String::new(),
    }
}

/// Every sending of the record, oldest first.
fn journey_table(lines: &[JourneyLine]) -> Table {
    let columns = [
        ("quando", "Pubblicato"),
        ("chiede", "Che cosa chiede"),
        ("flusso", "Flusso"),
        ("chi", "Da chi"),
        ("prelevato", "Prelevato"),
        ("esito", "Che cosa ne è stato"),
        ("parole", "Parole di INPS"),
        ("numero", "Numero di INPS"),
    ];
    let rows = lines.iter().map(|line| {
        let asks = match &line.cancels {
            Some(cancelled) => format!("{} di {cancelled}", line.operation.label()),
            None => line.operation.label().to_owned(),
        };
        let fetched = line
            .fetched_at
            .map_or_else(|| Cell::absent("no"), Cell::time);
        Row::new(vec![
            Cell::time(line.made_at),
            Cell::text(asks),
            Cell::code(&line.flow_name),
            Cell::text(&line.made_by),
            fetched,
            passage_cell(line.passage),
            Cell::text(words_of_inps(line)),
            Cell::code(&line.siuss_id),
        ])
    });
    Table::new(
        "invii",
        "Invii di questo record, dal primo all'ultimo",
        &columns,
    )
    .rows(rows)
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
