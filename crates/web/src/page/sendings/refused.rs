//! What INPS has refused, for the office that must act: from INPS's words to the record.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_refused::{self, RefusedLine, RefusedQuery, RefusedView};
use pas_domain::office::Office;

use super::overview;
use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::page::records::person_cell;
use crate::pager::Pager;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit};

pub(crate) const TITLE: &str = "Che cosa ha scartato INPS?";

#[derive(Template)]
#[template(path = "pages/sendings/refused.html")]
pub(crate) struct RefusedPage {
    frame: Frame,
    answer: String,
    offices: Vec<Tab>,
    records: Table,
    pager: Pager,
}

/// An office that must act.
struct Tab {
    label: String,
    href: String,
    is_current: bool,
}

impl Page for RefusedPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.records]
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let query = RefusedQuery {
        office: office_of(&visit.address),
        topic: visit.address.get("motivo").map(str::to_owned),
        page: visit.address.page(),
    };
    let view = list_refused::list_refused(visit.app(), visit.actor(), &query).await?;
    let frame = visit.frame(TITLE).below(&[(overview::TITLE, "/invii")]);
    visit.show(&RefusedPage::new(frame, &view, &visit.address))
}

fn office_of(address: &Address) -> Option<Office> {
    address.get("ufficio").and_then(Office::from_name)
}

impl RefusedPage {
    pub(crate) fn new(frame: Frame, view: &RefusedView, address: &Address) -> Self {
        let chosen = office_of(address);
        let table = records_table(&view.records)
            .or_say("Nessun record aspetta una correzione dopo uno scarto.");
        Self {
            frame,
            answer: answer(view, chosen),
            offices: offices(view, chosen, address),
            records: if view.n_pages > 1 {
                table.part_at(address)
            } else {
                table.at(address)
            },
            pager: Pager::new(address, view.page, view.n_pages),
        }
    }
}

fn answer(view: &RefusedView, office: Option<Office>) -> String {
    let n = view.n_found;
    match (n, office) {
        (0, None) => "INPS non ha scartato nulla che aspetti una correzione.".to_owned(),
        (0, Some(office)) => format!("{}: nessun record scartato da correggere.", office.label()),
        (n, None) => format!(
            "INPS ha scartato {}: ciascuno dice chi lo può correggere e dove.",
            counted(n, "record", "record")
        ),
        (n, Some(office)) => format!(
            "{} deve correggere {} che INPS ha scartato.",
            office.label(),
            counted(n, "record", "record")
        ),
    }
}

fn offices(view: &RefusedView, chosen: Option<Office>, address: &Address) -> Vec<Tab> {
    let all: u64 = view.offices.iter().map(|(_, n)| n).sum();
    let to = |name: &str| address.with(&[("ufficio", name), ("motivo", ""), ("pagina", "")]);
    let mut tabs = vec![Tab {
        label: format!("tutti ({})", all.it()),
        href: to(""),
        is_current: chosen.is_none(),
    }];
    tabs.extend(view.offices.iter().map(|&(office, n)| Tab {
        label: format!("{} ({})", office.label(), n.it()),
        href: to(office.name()),
        is_current: chosen == Some(office),
    }));
    tabs
}

fn records_table(lines: &[RefusedLine]) -> Table {
    let columns = [
        ("record", "Record"),
        ("persona", "Persona"),
        ("prestazione", "Prestazione"),
        ("periodo", "Periodo"),
        ("inps", "Parole di INPS"),
        ("fare", "Che cosa fare"),
        ("chi", "Chi deve agire"),
        ("dove", "Valore da guardare"),
    ];
    let rows = lines.iter().map(|refused| {
        let line = &refused.line;
        let href = format!("/record/{}", line.id);
        let benefit = match &line.benefit {
            Some(code) => format!("{code} · {}", line.benefit_name),
            None => line.benefit_name.clone(),
        };
        let inps = match refused.text.as_str() {
            "" => refused.code.name().to_owned(),
            text => format!("{}: {text}", refused.code.name()),
        };
        let place = match refused.field {
            Some(field) => Cell::text(field.label()).to(format!("{href}#valore-{}", field.name())),
            None => Cell::absent("INPS non lo dice"),
        };
        Row::new(vec![
            Cell::text(format!("n.\u{a0}{}", line.id)).to(format!("{href}#inps")),
            person_cell(&line.person_name).to(format!("/persone/{}", line.person)),
            Cell::text(benefit),
            Cell {
                text: line.period.it(),
                plain: line.period.it(),
                ..Cell::date(line.period.start())
            },
            Cell::text(inps),
            Cell::text(&refused.reading.meaning),
            Cell::text(refused.reading.office.label()),
            place,
        ])
    });
    Table::new(
        "scartati",
        "Record scartati da INPS e non ancora corretti",
        &columns,
    )
    .rows(rows)
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::*;
    use crate::page::sample;
    use crate::page::sendings::sample as sendings_sample;

    #[test]
    fn leads_from_the_refusal_to_the_value() {
        let frame = sample::frame(TITLE, Role::Clerk, "/invii/scartati");
        let html = sample::html(&RefusedPage::new(
            frame,
            &sendings_sample::refused(),
            &Address::default(),
        ));
        for part in [
            "INPS ha scartato 1 record",
            "/record/11#valore-BeneficiaryCf",
            "DATI_NON_TROVATI: Codice fiscale non presente in ANPR",
            "Ufficio anagrafe (1)",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
