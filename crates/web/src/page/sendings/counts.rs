//! The numbers of the page «Invii», each leading to its records.

use pas_app::use_cases::show_sendings::{By, SendingsQuery, SendingsView, Subject, Tally};

use super::overview::Stage;
use super::owner_name;
use crate::cell::{Cell, Tone};
use crate::format::Italian;
use crate::table::{Row, Table};
use crate::visit::link;

/// A number of a [`Tally`], and what finds its records in the list.
struct Count {
    name: &'static str,
    heading: &'static str,
    of: fn(&Tally) -> u64,
    finds: &'static [(&'static str, &'static str)],
}

const EXPECTED: Count = Count {
    name: "attesi",
    heading: "Attesi",
    of: |tally| tally.expected,
    finds: &[("quota", "attesi")],
};
const OVERDUE: Count = Count {
    name: "ritardo",
    heading: "In ritardo",
    of: |tally| tally.overdue,
    finds: &[("quota", "in_ritardo")],
};

/// The stages, in the order of the way. Together they are what is expected.
const STAGES: [(Count, &str, Tone); 7] = [
    (
        Count {
            name: "da_completare",
            heading: "Da completare",
            of: |tally| tally.to_complete,
            finds: &[("quota", "da_completare"), ("invio", "non_inviato")],
        },
        "da completare",
        Tone::Open,
    ),
    (
        Count {
            name: "pronti",
            heading: "Pronti",
            of: |tally| tally.ready,
            finds: &[("stato", "pronto"), ("invio", "non_inviato")],
        },
        "pronti da pubblicare",
        Tone::Calm,
    ),
    (
        Count {
            name: "pubblicati",
            heading: "Pubblicati",
            of: |tally| tally.published,
            finds: &[("quota", "attesi"), ("invio", "pubblicato")],
        },
        "pubblicati, in attesa del prelievo",
        Tone::Calm,
    ),
    (
        Count {
            name: "prelevati",
            heading: "Prelevati",
            of: |tally| tally.fetched,
            finds: &[("quota", "attesi"), ("invio", "prelevato")],
        },
        "prelevati, in attesa dell'esito",
        Tone::Calm,
    ),
    (
        Count {
            name: "accettati",
            heading: "Accettati",
            of: |tally| tally.accepted,
            finds: &[("quota", "attesi"), ("invio", "accettato")],
        },
        "accettati da INPS",
        Tone::Good,
    ),
    (
        Count {
            name: "scartati",
            heading: "Scartati",
            of: |tally| tally.rejected,
            finds: &[("quota", "attesi"), ("invio", "scartato")],
        },
        "scartati da INPS",
        Tone::Bad,
    ),
    (
        Count {
            name: "da_correggere",
            heading: "Da correggere",
            of: |tally| tally.to_correct,
            finds: &[("quota", "attesi"), ("invio", "da_correggere")],
        },
        "cambiati dopo l'accettazione",
        Tone::Open,
    ),
];

/// What an address says of the records of `query`, and of the line `subject` of it.
fn pairs(query: &SendingsQuery, subject: Option<&Subject>) -> Vec<(&'static str, String)> {
    let mut benefit = query.benefit.clone();
    let mut year = query.year;
    let mut month = query.month;
    let mut owner = query.owner;
    match subject {
        Some(Subject::Benefit(code)) => benefit = Some(code.clone()),
        Some(Subject::Month(of)) => month = Some(*of),
        Some(Subject::Office(of)) => owner = Some(*of),
        Some(Subject::Year(of)) => year = Some(*of),
        None => {}
    }
    // A month says its year.
    let year = year.filter(|_| month.is_none());
    [
        ("anno", year.map(|year| year.to_string())),
        ("mese", month.map(|month| month.to_string())),
        ("prestazione", benefit),
        ("titolare", owner.map(|owner| owner_name(owner).to_owned())),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key, value?)))
    .collect()
}

impl Count {
    fn href(&self, query: &SendingsQuery, subject: Option<&Subject>) -> String {
        let pairs = pairs(query, subject);
        let mut all: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        all.extend(self.finds);
        link("/record", &all)
    }

    /// The number, leading to its records; a zero leads nowhere.
    fn cell(&self, tally: &Tally, query: &SendingsQuery, subject: Option<&Subject>) -> Cell {
        let n = (self.of)(tally);
        Cell::count(n).with_href((n > 0).then(|| self.href(query, subject)))
    }
}

/// The stages of the way with their records.
pub(super) fn stages(view: &SendingsView, query: &SendingsQuery) -> Vec<Stage> {
    let stage = |count: &Count, label, tone: Tone| {
        let n = (count.of)(&view.total);
        Stage {
            n: n.it(),
            label,
            href: (n > 0).then(|| count.href(query, None)),
            class: tone.class(),
        }
    };
    let mut stages: Vec<Stage> = STAGES
        .iter()
        .map(|(count, label, tone)| stage(count, label, *tone))
        .collect();
    if has_deadline(view, None) {
        stages.push(stage(&OVERDUE, "oltre la scadenza", Tone::Bad));
    }
    stages
}

/// Whether a deadline is set for the records of a line.
pub(super) fn has_deadline(view: &SendingsView, subject: Option<&Subject>) -> bool {
    let Some(rule) = view.rule.as_ref().map(|stored| &stored.rule) else {
        return false;
    };
    match subject {
        Some(Subject::Benefit(code)) if code == "SINBA" => rule.days_minors.is_some(),
        Some(Subject::Benefit(_)) => rule.days_benefits.is_some(),
        _ => rule.days_benefits.is_some() || rule.days_minors.is_some(),
    }
}

/// The numbers, line by line.
pub(super) fn counts_table(view: &SendingsView, query: &SendingsQuery) -> Table {
    let subject = match query.by {
        By::Benefit => ("prestazione", "Prestazione"),
        By::Month => ("mese", "Mese"),
        By::Office => ("ufficio", "Ufficio"),
        By::Year => ("anno", "Anno"),
    };
    let mut columns = vec![subject, (EXPECTED.name, EXPECTED.heading)];
    columns.extend(STAGES.iter().map(|(count, ..)| (count.name, count.heading)));
    let has_any = has_deadline(view, None);
    if has_any {
        columns.push((OVERDUE.name, OVERDUE.heading));
    }
    let cells = |tally: &Tally, subject: Option<&Subject>| {
        let mut cells = vec![EXPECTED.cell(tally, query, subject)];
        cells.extend(
            STAGES
                .iter()
                .map(|(count, ..)| count.cell(tally, query, subject)),
        );
        if has_deadline(view, subject) {
            cells.push(OVERDUE.cell(tally, query, subject));
        } else if has_any {
            cells.push(Cell::absent("senza scadenza"));
        }
        cells
    };
    let rows = view.rows.iter().map(|row| {
        let mut line = vec![match &row.subject {
            Subject::Benefit(code) => Cell::text(format!("{code} · {}", row.label)),
            Subject::Year(year) => Cell::year(*year),
            Subject::Month(month) => Cell {
                text: row.label.clone(),
                ..Cell::text(month.to_string())
            },
            Subject::Office(_) => Cell::text(&row.label),
        }];
        line.extend(cells(&row.tally, Some(&row.subject)));
        Row::new(line)
    });
    let mut total = vec![Cell::text("Totale")];
    total.extend(cells(&view.total, None));
    Table::new("invii", format!("Record per {}", subject.0), &columns)
        .rows(rows)
        .total(total)
        .or_say("Nessun record atteso con questi filtri.")
}
