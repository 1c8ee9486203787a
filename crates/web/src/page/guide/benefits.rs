//! All benefits by group and category, searched without script.

use askama::Template;
use axum::response::Response;
use pas_app::catalogue::{Area, BenefitGroup};
use pas_app::guide::{BenefitPage, Guide};
use pas_app::use_cases::read_guide::read_guide;

use crate::cell::{Cell, Tone};
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/guide/benefits.html")]
pub(crate) struct BenefitsPage {
    frame: Frame,
    answer: String,
    sought: String,
    groups: Vec<Group>,
}

struct Group {
    title: &'static str,
    table: Table,
}

impl Page for BenefitsPage {
    fn tables(&self) -> Vec<&Table> {
        self.groups.iter().map(|group| &group.table).collect()
    }
}

const TITLE: &str = "Quali prestazioni ci sono, e che cosa vuole INPS?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let guide = read_guide(visit.app(), visit.actor()).await?;
    let frame = visit.frame(TITLE).below(&[("Guida", "/guida")]);
    visit.show(&BenefitsPage::new(frame, guide, &visit.address))
}

/// Groups with the name of their table.
const GROUPS: [(Option<BenefitGroup>, &str); 4] = [
    (Some(BenefitGroup::A1), "contributi"),
    (Some(BenefitGroup::A2), "servizi"),
    (Some(BenefitGroup::A3), "strutture"),
    (None, "altro"),
];

impl BenefitsPage {
    pub(crate) fn new(frame: Frame, guide: &'static Guide, address: &Address) -> Self {
        let sought = address.get("cerca").unwrap_or_default().trim().to_owned();
        let all = guide.benefits().iter();
        let found: Vec<&BenefitPage> = all.filter(|page| page.answers(&sought)).collect();
        let groups = GROUPS.into_iter().filter_map(|(group, id)| {
            let of_group = found.iter().filter(|page| page.benefit.group == group);
            let mut of_group: Vec<&BenefitPage> = of_group.copied().collect();
            of_group.sort_by(|one, other| {
                (&one.category, one.code()).cmp(&(&other.category, other.code()))
            });
            let first = of_group.first()?;
            Some(Group {
                title: first.group(),
                table: table(id, &of_group).at(address),
            })
        });
        Self {
            frame,
            answer: answer(&sought, found.len()),
            groups: groups.collect(),
            sought,
        }
    }
}

fn answer(sought: &str, n: usize) -> String {
    let n = n as u64;
    match (sought, n) {
        ("", _) => format!(
            "{} prestazioni: di ciascuna trovi che cos'è, quali dati INPS vuole, come si determinano e un esempio svolto.",
            n.it()
        ),
        (_, 0) => format!(
            "Nessuna prestazione risponde a «{sought}»: prova con una parola sola, o con il codice."
        ),
        _ => format!(
            "{} per «{sought}».",
            counted(n, "prestazione", "prestazioni")
        ),
    }
}

fn table(id: &'static str, pages: &[&BenefitPage]) -> Table {
    let columns = [
        ("codice", "Codice"),
        ("nome", "Prestazione"),
        ("categoria", "Categoria"),
        ("area", "Area ISTAT"),
        ("prova", "Prova dei mezzi, di solito"),
        ("carattere", "Carattere, di solito"),
        ("guida", "Guida"),
    ];
    let rows = pages.iter().map(|page| {
        let href = format!("/guida/prestazioni/{}", page.code());
        let usual = page.means_tests.first().map_or("", |test| test.label());
        let carattere = page
            .caratteri
            .first()
            .map_or("", |carattere| carattere.label());
        let depth = if page.is_tutorial() {
            Cell::text("passo per passo").tag(Tone::Good)
        } else {
            Cell::text("scheda").tag(Tone::Calm)
        };
        Row::new(vec![
            Cell::code(page.code()).to(href.clone()),
            Cell::text(page.name()).to(href),
            Cell::text(&page.category),
            Cell::text(page.area.map_or("", Area::label)),
            Cell::text(usual),
            Cell::text(carattere),
            depth,
        ])
    });
    let caption = pages.first().map_or("", |page| page.group());
    Table::new(id, caption, &columns).rows(rows)
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;

    fn html(address: &'static str) -> String {
        let frame = sample::frame(TITLE, Role::Planner, "/guida/prestazioni");
        let address = Address::of(&Uri::from_static(address));
        sample::html(&BenefitsPage::new(frame, Guide::builtin(), &address))
    }

    #[test]
    fn lists_every_benefit_and_finds_by_word() {
        let all = html("/guida/prestazioni");
        assert!(
            all.contains("/guida/prestazioni/A1.05.01") && all.contains("Z9.99"),
            "{all}"
        );
        let found = html("/guida/prestazioni?cerca=nido");
        assert!(found.contains("/guida/prestazioni/A1.07"), "{found}");
        assert!(!found.contains("/guida/prestazioni/A3.04"), "{found}");
        let none = html("/guida/prestazioni?cerca=zzz");
        assert!(none.contains("Nessuna prestazione risponde"), "{none}");
    }
}
