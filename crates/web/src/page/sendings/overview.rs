//! How far the records are on their way to INPS, by benefit, month, office or year.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::list_refused::RefusedGroup;
use pas_app::use_cases::show_sendings::{
    self, By, SendingsQuery, SendingsView, Tally, month_in_words, owner_label,
};
use pas_domain::actor::{Permission, Role};

use super::counts::{counts_table, has_deadline, stages};
use super::{Filter, month_of, odd, owner_name, owner_of};
use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted};
use crate::frame::Frame;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, link};

pub(crate) const TITLE: &str = "Che cosa ha ricevuto INPS?";

#[derive(Template)]
#[template(path = "pages/sendings/overview.html")]
pub(crate) struct SendingsPage {
    frame: Frame,
    answer: String,
    stages: Vec<Stage>,
    refused: Table,
    alerts: Vec<Alert>,
    aside: Table,
    to_ask: Table,
    cuts: Vec<Tab>,
    filters: Vec<Filter>,
    by: &'static str,
    is_filtered: bool,
    table: Table,
    has_deadline: bool,
    publish: Option<Publish>,
    rule: Rule,
    calls: Vec<(&'static str, String)>,
    proof_href: Option<String>,
}

/// A stage of the way with its number of records.
pub(crate) struct Stage {
    pub(crate) n: String,
    pub(crate) label: &'static str,
    pub(crate) href: Option<String>,
    pub(crate) class: &'static str,
}

/// Something that somebody must look at.
struct Alert {
    words: String,
    links: Vec<(String, String)>,
}

/// A link to another way of telling the records apart.
struct Tab {
    label: &'static str,
    href: String,
    is_current: bool,
}

/// The form that publishes.
struct Publish {
    words: String,
    years: Vec<String>,
}

/// Who answers for the sending, and the deadlines.
struct Rule {
    words: String,
    officer: String,
    days: [String; 2],
    may_set: bool,
}

impl Page for SendingsPage {
    fn tables(&self) -> Vec<&Table> {
        vec![&self.table, &self.refused, &self.aside, &self.to_ask]
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let query = query_of(&visit.address);
    let view = show_sendings::show_sendings(visit.app(), visit.actor(), &query).await?;
    let frame = visit.frame(TITLE);
    let role = visit.actor().role;
    visit.show(&SendingsPage::new(
        frame,
        &view,
        &query,
        role,
        &visit.address,
    ))
}

const CUTS: [(&str, &str, By); 4] = [
    ("prestazione", "prestazione", By::Benefit),
    ("mese", "mese", By::Month),
    ("ufficio", "ufficio", By::Office),
    ("anno", "anno", By::Year),
];

fn query_of(address: &Address) -> SendingsQuery {
    let by = CUTS
        .iter()
        .find(|(name, ..)| address.get("per") == Some(name));
    SendingsQuery {
        by: by.map(|cut| cut.2).unwrap_or_default(),
        year: address.number("anno"),
        benefit: address.get("prestazione").map(str::to_owned),
        month: month_of(address),
        owner: owner_of(address),
    }
}

impl SendingsPage {
    pub(crate) fn new(
        frame: Frame,
        view: &SendingsView,
        query: &SendingsQuery,
        role: Role,
        address: &Address,
    ) -> Self {
        let by = CUTS.iter().find(|cut| cut.2 == query.by);
        let may_publish = role.may(Permission::WriteFlows);
        Self {
            frame,
            answer: answer(&view.total, query),
            stages: stages(view, query),
            refused: refused_table(&view.refused)
                .or_say("Nessun record aspetta una correzione dopo uno scarto.")
                .at(address),
            alerts: alerts(view),
            aside: odd::aside_table(&view.aside).at(address),
            to_ask: odd::to_ask_table(&view.to_ask_of_inps).at(address),
            cuts: cuts(query.by, address),
            filters: filters(view, query),
            by: by.map_or("", |cut| cut.0),
            is_filtered: *query
                != SendingsQuery {
                    by: query.by,
                    ..SendingsQuery::default()
                },
            table: counts_table(view, query).at(address),
            has_deadline: has_deadline(view, None),
            publish: may_publish.then(|| publish(view)).flatten(),
            rule: rule(view, role),
            calls: calls(view),
            proof_href: may_publish.then(|| proof_href(query)),
        }
    }
}

fn proof_href(query: &SendingsQuery) -> String {
    let year = query.year.map(|year| year.to_string()).unwrap_or_default();
    let month = query.month.map(|month| month.to_string());
    link(
        "/invii/prova",
        &[
            ("anno", &year),
            ("prestazione", query.benefit.as_deref().unwrap_or_default()),
            ("mese", month.as_deref().unwrap_or_default()),
            ("titolare", query.owner.map_or("", owner_name)),
        ],
    )
}

fn answer(total: &Tally, query: &SendingsQuery) -> String {
    let when = match (query.month, query.year) {
        (Some(month), _) => format!("Di {}", month_in_words(month)),
        (None, Some(year)) => format!("Del {year}"),
        (None, None) => String::new(),
    };
    if total.expected == 0 {
        return "Qui non c'è nulla da inviare: calcola i record dai file degli uffici.".to_owned();
    }
    let accepted = match total.accepted {
        0 => "INPS non ha ancora accettato nulla".to_owned(),
        1 => "INPS ha accettato 1 record".to_owned(),
        n => format!("INPS ha accettato {} record", n.it()),
    };
    let accepted = if when.is_empty() {
        accepted
    } else {
        format!("{when} {accepted}")
    };
    let mut rest = Vec::new();
    let mut say = |n: u64, one: &str, many: &str| {
        if n > 0 {
            rest.push(format!("{} {}", n.it(), if n == 1 { one } else { many }));
        }
    };
    say(total.rejected, "è scartato", "sono scartati");
    say(total.overdue, "è in ritardo", "sono in ritardo");
    say(
        total.ready,
        "è pronto da pubblicare",
        "sono pronti da pubblicare",
    );
    let of = format!("{accepted} su {} attesi", total.expected.it());
    if rest.is_empty() {
        format!("{of}.")
    } else {
        format!("{of}; {}.", rest.join(", "))
    }
}

pub(crate) fn refused_table(groups: &[RefusedGroup]) -> Table {
    let columns = [
        ("record", "Record"),
        ("perche", "Che cosa dice INPS, e che cosa fare"),
        ("chi", "Chi deve agire"),
    ];
    let rows = groups.iter().map(|group| {
        let to = link(
            "/invii/scartati",
            &[
                ("ufficio", group.office.name()),
                ("motivo", group.topic.as_str()),
            ],
        );
        Row::new(vec![
            Cell::count(group.n).to(to),
            Cell::text(&group.meaning),
            Cell::text(group.office.label()),
        ])
    });
    Table::new("scartati", "Record scartati da INPS", &columns).rows(rows)
}

fn alerts(view: &SendingsView) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if !view.refused_cancellations.is_empty() {
        let n = view.refused_cancellations.len() as u64;
        alerts.push(Alert {
            words: format!(
                "INPS non ha accettato {}: tiene ancora quello che PAS le ha chiesto di togliere. Guarda il \
                 motivo nel record, poi pubblicalo di nuovo.",
                counted(n, "cancellazione", "cancellazioni")
            ),
            links: odd::record_links(&view.refused_cancellations),
        });
    }
    if !view.accepted_then_refused.is_empty() {
        let n = view.accepted_then_refused.len() as u64;
        alerts.push(Alert {
            words: format!(
                "Per {} INPS ha detto prima OK e poi scartato: vale l'ultima risposta; se non ti torna, \
                 chiedi a INPS con l'identificativo del flusso.",
                counted(n, "flusso", "flussi")
            ),
            links: odd::record_links(&view.accepted_then_refused),
        });
    }
    if view.n_to_withdraw > 0 {
        alerts.push(Alert {
            words: format!(
                "INPS tiene {} che non {} più: la prossima pubblicazione ne chiede la cancellazione.",
                counted(view.n_to_withdraw, "record accettato", "record accettati"),
                if view.n_to_withdraw == 1 {
                    "è dovuto"
                } else {
                    "sono dovuti"
                }
            ),
            links: Vec::new(),
        });
    }
    alerts
}

fn cuts(chosen: By, address: &Address) -> Vec<Tab> {
    CUTS.map(|(name, label, by)| Tab {
        label,
        href: address.with(&[("per", name), ("ordina", ""), ("verso", "")]),
        is_current: by == chosen,
    })
    .into()
}

fn filters(view: &SendingsView, query: &SendingsQuery) -> Vec<Filter> {
    let year = query.year.map(|year| year.to_string());
    let month = query.month.map(|month| month.to_string());
    let years = view.choices.years.iter().map(ToString::to_string);
    let named = |(code, name): &(String, String)| (code.clone(), format!("{code} · {name}"));
    let in_year = |month: &&pas_domain::period::Month| {
        query.year.is_none_or(|year| month.year() == year) || query.month == Some(**month)
    };
    let months = view.choices.months.iter().filter(in_year);
    vec![
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
            months.map(|&month| (month.to_string(), month_in_words(month))),
        ),
        Filter::new(
            "prestazione",
            "Prestazione",
            query.benefit.as_deref(),
            view.choices.benefits.iter().map(named),
        ),
        Filter::new(
            "titolare",
            "Ufficio",
            query.owner.map(owner_name),
            view.choices
                .owners
                .iter()
                .map(|&owner| (owner_name(owner).to_owned(), owner_label(owner).to_owned())),
        ),
    ]
}

fn publish(view: &SendingsView) -> Option<Publish> {
    let n_new = view.whole.ready;
    let n_old = view.whole.to_correct + view.n_to_withdraw;
    if n_new + n_old == 0 {
        return None;
    }
    let corrections = match n_old {
        0 => String::new(),
        n => format!(
            " e {} di quello che INPS tiene",
            counted(n, "correzione", "correzioni")
        ),
    };
    Some(Publish {
        words: format!(
            "Da pubblicare: {}{corrections}.",
            counted(n_new, "record pronto", "record pronti")
        ),
        years: view.choices.years.iter().map(ToString::to_string).collect(),
    })
}

const NO_DEADLINE: &str = "Nessuna scadenza è impostata, quindi nessun record risulta in ritardo.";

fn rule(view: &SendingsView, role: Role) -> Rule {
    let stored = view.rule.as_ref();
    let decided = stored.map(|stored| stored.rule.clone()).unwrap_or_default();
    let words = match stored {
        None => NO_DEADLINE.to_owned(),
        Some(stored)
            if stored.rule.days_benefits.is_none() && stored.rule.days_minors.is_none() =>
        {
            NO_DEADLINE.to_owned()
        }
        Some(stored) => format!("Deciso da {} il {}.", stored.set_by, stored.set_at.it()),
    };
    let days = |days: Option<u16>| days.map(|days| days.to_string()).unwrap_or_default();
    Rule {
        words,
        days: [days(decided.days_benefits), days(decided.days_minors)],
        officer: decided.officer.unwrap_or_default(),
        may_set: role.may(Permission::ManageCatalogue),
    }
}

fn calls(view: &SendingsView) -> Vec<(&'static str, String)> {
    let time = |at: Option<jiff::Timestamp>| at.map_or_else(|| "mai".to_owned(), |at| at.it());
    vec![
        ("INPS ha chiesto i flussi", time(view.last_fetch)),
        ("INPS ha mandato esiti", time(view.last_outcomes)),
        (
            "ultimo flusso pubblicato (ts_flusso)",
            time(view.last_stamp),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;
    use crate::page::sample;
    use crate::page::sendings::sample as sendings_sample;

    fn html(address: &'static str, role: Role) -> String {
        let address = Address::of(&Uri::from_static(address));
        let query = query_of(&address);
        let frame = sample::frame(TITLE, role, "/invii");
        sample::html(&SendingsPage::new(
            frame,
            &sendings_sample::sendings(),
            &query,
            role,
            &address,
        ))
    }

    #[test]
    fn answers_first_and_leads_to_the_records() {
        let page = html("/invii", Role::Clerk);
        for part in [
            "INPS ha accettato 1.171 record su 1.204 attesi; 3 sono scartati, 17 sono pronti da pubblicare.",
            "href=\"/record?prestazione=A2.12&#38;quota=attesi\"",
            "href=\"/record?prestazione=A2.12&#38;stato=pronto&#38;invio=non_inviato\"",
            "href=\"/invii/scartati?ufficio=anagrafe&#38;motivo=DATI_NON_TROVATI-BeneficiaryCf\"",
            "action=\"/invii/pubblica\"",
            "action=\"/invii/scadenze\"",
            "H501.PS.20210520.0000004",
            "href=\"/invii/prova\"",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn who_does_not_send_cannot_publish() {
        let page = html("/invii?per=mese&anno=2025", Role::SocialWorker);
        for part in ["/invii/pubblica", "/invii/scadenze", "/invii/prova"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
    }
}
