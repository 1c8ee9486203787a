//! The code lists with their sources, and the benefits that want a name.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_sources::{self, BenefitLine, SourcesView};
use pas_app::use_cases::name_benefit;
use pas_domain::actor::Permission;
use serde::Deserialize;

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::form::Signed;
use crate::format::counted;
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, link};

#[derive(Template)]
#[template(path = "pages/admin/sources.html")]
pub(crate) struct SourcesPage {
    frame: Frame,
    answer: String,
    nameless: Vec<BenefitLine>,
    may_name: bool,
    lists: Table,
    benefits: Table,
}

#[derive(Deserialize)]
pub(crate) struct Naming {
    #[serde(default)]
    codice: String,
    #[serde(default)]
    nome: String,
}

impl Page for SourcesPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.lists, &self.benefits]
    }
}

const TITLE: &str = "Da dove vengono i codici?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let view = list_sources::list_sources(visit.app(), visit.actor()).await?;
    let role = visit.actor().role;
    let frame = visit.frame(TITLE);
    let may_name = role.may(Permission::ManageCatalogue);
    let may_see_records = role.may(Permission::SeeRecords);
    visit.show(&SourcesPage::new(
        frame,
        view,
        may_name,
        may_see_records,
        &visit.address,
    ))
}

pub(crate) async fn post(
    visit: Visit,
    Signed(naming): Signed<Naming>,
) -> Result<Response, WebError> {
    let (code, name) = (naming.codice.trim(), naming.nome.trim());
    name_benefit::name_benefit(visit.app(), visit.actor(), code, name).await?;
    let words =
        format!("Il codice {code} ora si chiama «{name}». Ricalcola i record perché lo usino.");
    Ok(visit.go("/fonti", words))
}

impl SourcesPage {
    pub(crate) fn new(
        frame: Frame,
        view: SourcesView,
        may_name: bool,
        may_see_records: bool,
        address: &Address,
    ) -> Self {
        let lists = lists_table(&view).at(address);
        let benefits = benefits_table(&view.benefits, may_see_records).at(address);
        let answer = answer(&view);
        let mut nameless: Vec<BenefitLine> = view
            .benefits
            .into_iter()
            .filter(|benefit| benefit.name.is_none())
            .collect();
        nameless.sort_by_key(|benefit| std::cmp::Reverse(benefit.n_waiting));
        Self {
            frame,
            answer,
            nameless,
            may_name,
            lists,
            benefits,
        }
    }

    /// Codes that keep records back: those are asked for first.
    fn urgent(&self) -> Vec<&BenefitLine> {
        self.nameless
            .iter()
            .filter(|benefit| benefit.n_waiting > 0)
            .collect()
    }

    fn waiting(benefit: &BenefitLine) -> String {
        let verb = if benefit.n_waiting == 1 {
            "lo aspetta"
        } else {
            "lo aspettano"
        };
        format!("{} {verb}", counted(benefit.n_waiting, "record", "record"))
    }
}

fn answer(view: &SourcesView) -> String {
    let waiting: u64 = view.benefits.iter().map(|benefit| benefit.n_waiting).sum();
    let nameless = view
        .benefits
        .iter()
        .filter(|benefit| benefit.name.is_none())
        .count() as u64;
    let lists = counted(
        view.lists.len() as u64,
        "elenco di codici",
        "elenchi di codici",
    );
    match (nameless, waiting) {
        (0, _) => format!("{lists}, ciascuno con fonte e data; ogni prestazione ha un nome."),
        (n, 0) => format!(
            "{lists}, ciascuno con fonte e data; {} senza nome attestato, nessun record lo aspetta.",
            counted(n, "prestazione", "prestazioni")
        ),
        (n, waiting) => format!(
            "{lists}, ciascuno con fonte e data; {} senza nome attestato, e {} lo aspettano.",
            counted(n, "prestazione", "prestazioni"),
            counted(waiting, "record", "record")
        ),
    }
}

fn lists_table(view: &SourcesView) -> Table {
    let columns = [
        ("elenco", "Elenco"),
        ("righe", "Righe"),
        ("fonte", "Fonte"),
        ("data", "Data"),
        ("licenza", "Licenza"),
        ("file", "File che lo sostituisce"),
        ("origine", "In uso"),
    ];
    let rows = view.lists.iter().map(|list| {
        let origin = if list.is_replaced {
            "dell'ente"
        } else {
            "di PAS"
        };
        Row::new(vec![
            Cell::text(&list.title),
            Cell::count(list.n_rows as u64),
            Cell::text(&list.source),
            Cell::text(&list.date),
            Cell::text(&list.licence),
            Cell::code(&list.file),
            Cell::text(origin),
        ])
    });
    Table::new("elenchi", "Elenchi di codici in uso", &columns).rows(rows)
}

fn benefits_table(benefits: &[BenefitLine], may_see_records: bool) -> Table {
    let columns = [
        ("codice", "Codice"),
        ("nome", "Denominazione"),
        ("gruppo", "Gruppo"),
        ("attestazione", "Quanto è attestato"),
        ("attesa", "Record in attesa"),
    ];
    let rows = benefits.iter().map(|benefit| {
        let name = match (&benefit.name, benefit.named_by_ente) {
            (Some(name), false) => Cell::text(name),
            (Some(name), true) => Cell::text(format!("{name} (nome dato dall'ente)")),
            (None, _) => Cell::text("manca il nome").tag(Tone::Open),
        };
        let waiting = Cell::count(benefit.n_waiting);
        let waiting = if may_see_records && benefit.n_waiting > 0 {
            waiting.to(link("/record", &[("prestazione", &benefit.code)]))
        } else {
            waiting
        };
        Row::new(vec![
            Cell::code(&benefit.code),
            name,
            Cell::text(benefit.group),
            Cell::text(&benefit.attestation),
            waiting,
        ])
    });
    Table::new("prestazioni", "Catalogo delle prestazioni", &columns).rows(rows)
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    #[test]
    fn asks_for_missing_names() {
        let page = |role, may_name| {
            let frame = sample::frame(TITLE, role, "/fonti");
            let page = SourcesPage::new(
                frame,
                sample::sources(),
                may_name,
                false,
                &Address::default(),
            );
            sample::html(&page)
        };
        let clerk = page(Role::Clerk, true);
        for part in [
            "1 prestazione senza nome attestato, e 4 record lo aspettano",
            "action=\"/fonti/nomi\"",
            "CC BY 4.0",
            "4 record lo aspettano",
        ] {
            assert!(clerk.contains(part), "{part}: {clerk}");
        }
        assert!(!page(Role::Planner, false).contains("/fonti/nomi"));
    }
}
