//! Spending and beneficiaries by benefit, area, comune and year.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::show_spending::{self, By, SpendingView};
use pas_domain::actor::Role;

use super::answer::{answer, coverage};
use super::cut::{Cut, Measure, N_CHARTED};
use crate::error::WebError;
use crate::frame::Frame;
use crate::picture::Picture;
use crate::table::Table;
use crate::visit::{Address, Page, Visit};

#[derive(Template)]
#[template(path = "pages/figures/spending.html")]
pub(crate) struct SpendingPage {
    frame: Frame,
    answer: String,
    coverage: Option<String>,
    cuts: Vec<Tab>,
    measures: Vec<Tab>,
    chart: Option<Picture>,
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

impl Page for SpendingPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.table]
    }
}

const TITLE: &str = "Quanto spende il territorio, e per chi?";

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let cut = Cut::from_name(visit.address.get("per"));
    let view = show_spending::show_spending(visit.app(), visit.actor(), cut.by()).await?;
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
        let cut = Cut::from_name(address.get("per"));
        let measure = match address.get("misura") {
            Some("persone") => Measure::People,
            _ => Measure::Spending,
        };
        let n_uncharted = match cut {
            Cut::By(_) => view.rows.len().saturating_sub(N_CHARTED),
            Cut::Year => 0,
        };
        Self {
            frame,
            answer: answer(view),
            coverage: coverage(view),
            cuts: cuts(cut, address),
            measures: measures(measure, address),
            chart: cut.chart(view, measure).map(Picture::new),
            n_uncharted,
            table: cut.table(view, role).at(address),
            threshold: view.threshold,
            is_protected: view.is_protected,
            wants_names: cut == Cut::By(By::Benefit),
        }
    }
}

fn cuts(chosen: Cut, address: &Address) -> Vec<Tab> {
    let tab = |cut: Cut| Tab {
        label: cut.words(),
        href: address.with(&[("per", cut.name()), ("ordina", ""), ("verso", "")]),
        is_current: cut == chosen,
    };
    Cut::ALL.into_iter().map(tab).collect()
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
            "Nel 2025 l&#39;ente ha erogato prestazioni per 4,2 milioni di euro a 3.118 persone: il 5 % in più dell&#39;anno prima.",
            "conta il 94 % dei record attesi",
            "oscurato",
            "<svg class=\"pas-grafico\"",
            "Come è calcolato",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(
            !page.contains("/record?prestazione"),
            "a planner has no way to the records"
        );
        assert!(
            html("/spesa", Role::Clerk)
                .contains("/record?prestazione=A2.12&#38;anno=2025&#38;stato=pronto")
        );
    }

    #[test]
    fn cuts_by_year_too() {
        let page = html("/spesa?per=anno", Role::Planner);
        for part in ["Spesa per anno", ">2024<", "94\u{a0}%", "3.118"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(
            html("/spesa?per=anno", Role::Clerk)
                .contains("href=\"/record?anno=2025&#38;stato=pronto\"")
        );
    }
}
