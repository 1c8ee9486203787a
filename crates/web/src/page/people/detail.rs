//! One person: data and quality of the codice fiscale, benefits by year, records, sources.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use pas_app::use_cases::show_person::{self, FactLine, PersonView};
use pas_domain::actor::Role;
use pas_domain::ids::PersonId;
use pas_domain::money::Money;
use pas_domain::record::RecordState;

use super::{source_href, source_words};
use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::{Italian, cf_groups, counted, euro_in_words};
use crate::frame::Frame;
use crate::page::records::{self, Telling};
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/people/detail.html")]
pub(crate) struct PersonPage {
    frame: Frame,
    answer: String,
    role: Role,
    view: PersonView,
    by_year: Table,
    facts: Table,
    records: Table,
}

impl Page for PersonPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.by_year, &self.facts, &self.records]
    }
}

pub(crate) async fn get(visit: Visit, Path(id): Path<i64>) -> Result<Response, WebError> {
    let person = PersonId::new(id);
    let view = show_person::show_person(visit.app(), visit.actor(), person).await?;
    let frame = visit.frame(TITLE).below(&[("Persone", "/persone")]);
    visit.show(&PersonPage::new(
        frame,
        view,
        visit.actor().role,
        &visit.address,
    ))
}

const TITLE: &str = "Che cosa riceve questa persona?";

impl PersonPage {
    pub(crate) fn new(frame: Frame, view: PersonView, role: Role, address: &Address) -> Self {
        Self {
            frame,
            role,
            answer: answer(&view),
            by_year: by_year_table(&view).at(address),
            facts: facts_table(&view.facts, role).at(address),
            records: records::lines_table(
                "record",
                "Record per SIUSS",
                &view.records,
                Telling::Reasons,
            )
            .or_say("Nessun record: nessuna prestazione di questa persona va comunicata.")
            .at(address),
            view,
        }
    }

    fn groups(&self) -> Vec<&str> {
        cf_groups(&self.view.cf)
    }

    /// A and B can be sent; C wants a look; D and E must be put right.
    const fn grade_tone(&self) -> &'static str {
        match self.view.cf_grade {
            'A' | 'B' => Tone::Good.class(),
            'C' => Tone::Open.class(),
            _ => Tone::Bad.class(),
        }
    }

    fn registry(&self) -> Option<(Option<String>, String)> {
        let source = self.view.registry_source.as_ref()?;
        Some((source_href(source, self.role), source_words(source)))
    }
}

fn answer(view: &PersonView) -> String {
    let open = view
        .records
        .iter()
        .filter(|record| matches!(record.state, RecordState::Incomplete | RecordState::Blocked))
        .count() as u64;
    let due = view
        .records
        .iter()
        .filter(|record| record.state != RecordState::NotDue);
    let spent: Money = due.map(|record| record.total).sum();
    let n_benefits = by_year(view)
        .keys()
        .map(|(_, code)| code)
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    if n_benefits == 0 {
        return if view.facts.is_empty() {
            "Nessuna prestazione: questa persona è solo nell'anagrafe."
        } else {
            "Nessuna prestazione: i file parlano di questa persona, ma non di erogazioni."
        }
        .to_owned();
    }
    let received = format!(
        "{} per {} in tutto",
        counted(n_benefits as u64, "prestazione", "prestazioni"),
        euro_in_words(spent)
    );
    match open {
        0 => format!("{received}; nessun record da completare."),
        1 => format!("{received}; resta 1 record da completare."),
        n => format!("{received}; restano {} record da completare.", n.it()),
    }
}

/// Records that are due, by year and code, with their number and sum.
fn by_year(view: &PersonView) -> BTreeMap<(i16, String), (String, u64, Money)> {
    let mut years = BTreeMap::new();
    for record in view
        .records
        .iter()
        .filter(|record| record.state != RecordState::NotDue)
    {
        let code = record.benefit.clone().unwrap_or_else(|| "SINBA".to_owned());
        let key = (record.period.start().year(), code);
        let entry = years
            .entry(key)
            .or_insert_with(|| (record.benefit_name.clone(), 0, Money::ZERO));
        entry.1 += 1;
        entry.2 += record.total;
    }
    years
}

fn by_year_table(view: &PersonView) -> Table {
    let columns = [
        ("anno", "Anno"),
        ("codice", "Codice"),
        ("prestazione", "Prestazione"),
        ("record", "Record"),
        ("euro", "Speso"),
    ];
    let years = by_year(view);
    let total: Money = years.values().map(|(_, _, amount)| *amount).sum();
    let n_records = years.values().map(|(_, n, _)| n).sum();
    let rows = years.iter().rev().map(|((year, code), (name, n, amount))| {
        Row::new(vec![
            Cell::year(*year),
            Cell::code(code),
            Cell::text(name).data(),
            Cell::count(*n),
            Cell::money(*amount),
        ])
    });
    Table::new("anni", "Prestazioni per anno", &columns)
        .rows(rows)
        .total(vec![
            Cell::text("Totale"),
            Cell::text(""),
            Cell::text(""),
            Cell::count(n_records),
            Cell::money(total),
        ])
        .or_say("Nessuna prestazione.")
}

fn facts_table(facts: &[FactLine], role: Role) -> Table {
    let columns = [
        ("che_cosa", "Che cosa"),
        ("prestazione", "Prestazione"),
        ("quando", "Quando"),
        ("importo", "Importo"),
        ("dettaglio", "Dettaglio"),
        ("fonte", "Da dove viene"),
    ];
    let rows = facts.iter().map(|fact| {
        let when = match fact.date {
            Some(day) => Cell {
                text: fact.when.clone(),
                plain: fact.when.clone(),
                ..Cell::date(day)
            },
            None => Cell::text(&fact.when),
        };
        Row::new(vec![
            Cell::text(fact.what),
            fact.benefit
                .clone()
                .map_or_else(|| Cell::text(""), Cell::code),
            when,
            fact.amount.map_or_else(|| Cell::text(""), Cell::money),
            Cell::text(&fact.detail),
            Cell::text(source_words(&fact.source)).with_href(source_href(&fact.source, role)),
        ])
    });
    Table::new("fatti", "Che cosa dicono i file degli uffici", &columns)
        .rows(rows)
        .or_say("Nessun file parla ancora di questa persona.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sample;

    fn html(role: Role) -> String {
        let frame = sample::frame(TITLE, role, "/persone/3");
        sample::html(&PersonPage::new(
            frame,
            sample::person(),
            role,
            &Address::default(),
        ))
    }

    #[test]
    fn shows_a_person_with_sources() {
        let html = html(Role::Clerk);
        for part in [
            "2 prestazioni per 1.749 euro in tutto; resta 1 record da completare.",
            "qualità C",
            "RSA_ottobre.xlsx · Ottobre · riga 17",
            "/importazioni/7?foglio=Ottobre&#38;riga=17#riga-17",
            "/record/11",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn leads_to_files_only_who_may_open_them() {
        let html = html(Role::SocialWorker);
        assert!(html.contains("RSA_ottobre.xlsx") && !html.contains("/importazioni/"));
    }
}
