//! The proof of what was sent when, by whom, with which outcome: made to be printed and signed.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_sendings::{self, Passage, ProofLine, ProofQuery, ProofView};
use pas_app::use_cases::show_sendings::{month_in_words, owner_label};
use pas_domain::sending::Operation;

use super::{Filter, month_of, overview, owner_name, owner_of, passage_cell, passage_words};
use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, link};

pub(crate) const TITLE: &str = "Che cosa è stato inviato, e con quale esito?";

#[derive(Template)]
#[template(path = "pages/sendings/proof.html")]
pub(crate) struct ProofPage {
    frame: Frame,
    answer: String,
    facts: Vec<(&'static str, String)>,
    filters: Vec<Filter>,
    summary: Table,
    lines: Table,
    pager: Pager,
    sheet: String,
    officer: Option<String>,
}

impl Page for ProofPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.lines, &self.summary]
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let query = query_of(&visit.address);
    let view = list_sendings::list_sendings(visit.app(), visit.actor(), &query).await?;
    let frame = visit.frame(TITLE).below(&[(overview::TITLE, "/invii")]);
    visit.show(&ProofPage::new(frame, &view, &query, &visit.address))
}

fn query_of(address: &Address) -> ProofQuery {
    ProofQuery {
        year: address.number("anno"),
        benefit: address.get("prestazione").map(str::to_owned),
        month: month_of(address),
        owner: owner_of(address),
        passage: address.get("esito").and_then(Passage::from_name),
        page: address.page(),
    }
}

impl ProofPage {
    pub(crate) fn new(
        frame: Frame,
        view: &ProofView,
        query: &ProofQuery,
        address: &Address,
    ) -> Self {
        let table = lines_table(&view.lines).or_say("Con questi filtri non è stato inviato nulla.");
        Self {
            frame,
            answer: answer(view),
            facts: facts(view, query),
            filters: filters(view, query),
            summary: summary_table(view, query).at(address),
            lines: if view.n_pages > 1 {
                table.part_at(address)
            } else {
                table.at(address)
            },
            pager: Pager::new(address, view.page, view.n_pages),
            sheet: sheet(view),
            officer: view
                .rule
                .as_ref()
                .and_then(|stored| stored.rule.officer.clone()),
        }
    }
}

fn n_of(view: &ProofView, wanted: Passage) -> u64 {
    let of = view
        .counts
        .iter()
        .filter(|(passage, ..)| *passage == wanted);
    of.map(|(.., n)| n).sum()
}

fn answer(view: &ProofView) -> String {
    if view.n_found == 0 {
        return format!(
            "Nessun invio; INPS attende {}.",
            counted(view.tally.expected, "record", "record")
        );
    }
    let parts = Passage::ALL.iter().filter_map(|&passage| {
        let n = n_of(view, passage);
        (n > 0).then(|| format!("{} {}", n.it(), of_many(passage, n)))
    });
    format!(
        "{}: {}.",
        counted(view.n_found, "invio", "invii"),
        parts.collect::<Vec<_>>().join(", ")
    )
}

/// What became of `n` sendings.
const fn of_many(passage: Passage, n: u64) -> &'static str {
    match (passage, n) {
        (_, 1) | (Passage::Published | Passage::Fetched, _) => passage_words(passage),
        (Passage::Accepted, _) => "accettati",
        (Passage::Refused, _) => "scartati",
        (Passage::TakenBack, _) => "ritirati prima del prelievo",
    }
}

/// Whose proof it is, of what, made when and by whom.
fn facts(view: &ProofView, query: &ProofQuery) -> Vec<(&'static str, String)> {
    let ente = match &view.ente_code {
        Some(code) => format!("{} (codice {code})", view.ente_name),
        None => view.ente_name.clone(),
    };
    let mut of = Vec::new();
    let year = query.year.filter(|_| query.month.is_none());
    of.extend(year.map(|year| format!("anno {year}")));
    of.extend(query.month.map(month_in_words));
    of.extend(
        query
            .benefit
            .as_ref()
            .map(|code| format!("prestazione {code}")),
    );
    of.extend(query.owner.map(|owner| owner_label(owner).to_owned()));
    of.extend(
        query
            .passage
            .map(|passage| passage_words(passage).to_owned()),
    );
    let of = if of.is_empty() {
        "tutti gli invii".to_owned()
    } else {
        of.join(", ")
    };
    let mut facts = vec![
        ("ente", ente),
        ("che cosa contiene", of),
        (
            "fatta",
            format!("{} da {}", view.made_at.it(), view.made_by),
        ),
    ];
    let officer = view
        .rule
        .as_ref()
        .and_then(|stored| stored.rule.officer.clone());
    facts.extend(officer.map(|name| ("responsabile degli invii", name)));
    facts
}

fn filters(view: &ProofView, query: &ProofQuery) -> Vec<Filter> {
    let year = query.year.map(|year| year.to_string());
    let month = query.month.map(|month| month.to_string());
    let years = view.years.iter().map(ToString::to_string);
    let months = view
        .years
        .iter()
        .filter(|of| query.year.is_none_or(|year| year == **of))
        .flat_map(|&year| {
            (1..=12)
                .rev()
                .filter_map(move |number| pas_domain::period::Month::new(year, number))
        });
    let mut filters = vec![
        Filter::new(
            "anno",
            "Anno",
            year.as_deref(),
            years.map(|year| (year.clone(), year)),
        ),
        Filter::new(
            "mese",
            "Mese",
            month.as_deref(),
            months.map(|month| (month.to_string(), month_in_words(month))),
        ),
        Filter::new(
            "prestazione",
            "Prestazione",
            query.benefit.as_deref(),
            view.benefits
                .iter()
                .map(|(code, name)| (code.clone(), format!("{code} · {name}"))),
        ),
        Filter::new(
            "esito",
            "Esito",
            query.passage.map(Passage::name),
            Passage::ALL
                .iter()
                .map(|&passage| (passage.name().to_owned(), passage_words(passage).to_owned())),
        ),
    ];
    // An office is chosen on the page before; it stays in force here.
    filters.extend(query.owner.map(|owner| {
        Filter::new(
            "titolare",
            "Ufficio",
            Some(owner_name(owner)),
            [(owner_name(owner).to_owned(), owner_label(owner).to_owned())],
        )
    }));
    filters
}

/// What was due and what has become of it: records, then sendings.
fn summary_table(view: &ProofView, query: &ProofQuery) -> Table {
    let columns = [("che_cosa", "Che cosa"), ("quanti", "Quanti")];
    let year = query.year.map(|year| year.to_string()).unwrap_or_default();
    let month = query.month.map(|month| month.to_string());
    let to = |finds: &[(&str, &str)]| {
        let mut pairs = vec![
            ("anno", year.as_str()),
            ("mese", month.as_deref().unwrap_or_default()),
            ("prestazione", query.benefit.as_deref().unwrap_or_default()),
            ("titolare", query.owner.map_or("", owner_name)),
        ];
        pairs.extend(finds);
        link("/record", &pairs)
    };
    let tally = &view.tally;
    let record = |label: &str, n: u64, finds: &[(&str, &str)]| {
        let count = Cell::count(n).with_href((n > 0).then(|| to(finds)));
        Row::new(vec![Cell::text(label), count])
    };
    let due = ("quota", "attesi");
    let mut rows = vec![
        record("Record attesi da INPS", tally.expected, &[due]),
        record(
            "di cui accettati come sono oggi",
            tally.accepted,
            &[due, ("invio", "accettato")],
        ),
        record(
            "di cui scartati e non corretti",
            tally.rejected,
            &[due, ("invio", "scartato")],
        ),
        record(
            "di cui pronti e non pubblicati",
            tally.ready,
            &[("stato", "pronto"), ("invio", "non_inviato")],
        ),
        record(
            "di cui da completare e non inviati",
            tally.to_complete,
            &[("quota", "da_completare"), ("invio", "non_inviato")],
        ),
    ];
    let operation = |operation: Operation| match operation {
        Operation::Insert => "Inserimenti",
        Operation::Cancel => "Cancellazioni",
    };
    rows.extend(view.counts.iter().map(|&(passage, asked, n)| {
        let label = format!("{}: {}", operation(asked), passage_words(passage));
        Row::new(vec![Cell::text(label), Cell::count(n)])
    }));
    Table::new(
        "riassunto",
        "Che cosa INPS attende, e che cosa è partito",
        &columns,
    )
    .rows(rows)
}

fn lines_table(lines: &[ProofLine]) -> Table {
    let columns = [
        ("flusso", "Flusso"),
        ("chiede", "Che cosa chiede"),
        ("pubblicato", "Pubblicato"),
        ("da", "Da chi"),
        ("prelevato", "Prelevato"),
        ("esito", "Che cosa ne è stato"),
        ("parole", "Parole di INPS"),
        ("numero", "Numero di INPS"),
        ("impronta", "Impronta (SHA-256)"),
    ];
    let rows = lines.iter().map(|line| {
        let words = match line.outcome {
            None => String::new(),
            Some(code) if line.text.is_empty() => code.name().to_owned(),
            Some(code) => format!("{}: {}", code.name(), line.text),
        };
        let answered = line.answered_at.map(|at| format!("esito del {}", at.it()));
        let fetched = line
            .fetched_at
            .map_or_else(|| Cell::absent("no"), Cell::time);
        let flow = Cell::code(&line.flow_name)
            .with_href(line.record.map(|id| format!("/record/{id}#inps")));
        Row::new(vec![
            flow,
            Cell::text(format!(
                "{} · {} · {}",
                line.operation.label(),
                line.benefit,
                line.period.it()
            )),
            Cell::time(line.made_at),
            Cell::text(&line.made_by),
            fetched,
            passage_cell(line.passage),
            Cell::text(
                [Some(words), answered]
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            ),
            Cell::code(&line.siuss_id),
            Cell::code(&line.sha256),
        ])
    });
    Table::new("invii", "Invii, dal primo all'ultimo", &columns).rows(rows)
}

fn sheet(view: &ProofView) -> String {
    let first = u64::from(view.page.saturating_sub(1)) * u64::from(list_sendings::LINES_PER_SHEET);
    let last = first + view.lines.len() as u64;
    format!(
        "Foglio {} di {}: invii da {} a {} di {}.",
        view.page.it(),
        view.n_pages.it(),
        (first + 1).min(last).it(),
        last.it(),
        view.n_found.it()
    )
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;
    use crate::page::sendings::sample as sendings_sample;

    #[test]
    fn proves_what_was_sent() {
        let frame = sample::frame(TITLE, Role::Clerk, "/invii/prova");
        let query = ProofQuery {
            page: 1,
            ..ProofQuery::default()
        };
        let page = ProofPage::new(
            frame,
            &sendings_sample::proof(),
            &query,
            &Address::default(),
        );
        let html = sample::html(&page);
        for part in [
            "1 invio: 1 scartato.",
            "D.Lgs. 147/2017, art. 24 c. 5",
            "Ada Esempini",
            "Foglio 1 di 1: invii da 1 a 1 di 1.",
            "L762PROVA.PS.20261123.0000001",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
