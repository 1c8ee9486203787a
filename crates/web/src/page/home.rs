//! What is to be done today, by role.

use askama::Template;
use axum::response::Response;
use pas_app::use_cases::show_home::{self, BenefitProgress, FiguresInBrief, HomeView, WorkToDo};
use pas_domain::actor::{Permission, Role};
use pas_domain::record::RecordState;

use crate::cell::Cell;
use crate::error::WebError;
use crate::format::{Italian, counted, euro_in_words};
use crate::frame::Frame;
use crate::page::imports::list::accounting_cells;
use crate::page::records;
use crate::page::sendings::overview::refused_table;
use crate::table::{Row, Table};
use crate::visit::{Address, Page, Visit, link};

/// Files with rows set aside that the page shows; the others are one link away.
const N_FILES: usize = 8;

#[derive(Template)]
#[template(path = "pages/home.html")]
pub(crate) struct HomePage {
    frame: Frame,
    answer: String,
    work: Option<Work>,
    figures: Option<String>,
    tasks: Vec<Task>,
}

struct Work {
    todo: Table,
    refused: Table,
    n_aside: usize,
    files: Table,
    n_more_files: usize,
    progress: Table,
}

/// A page where a role's own work begins.
struct Task {
    label: &'static str,
    href: &'static str,
    words: &'static str,
}

impl Page for HomePage {
    fn tables(&self) -> Vec<&Table> {
        self.work
            .iter()
            .flat_map(|work| [&work.todo, &work.refused, &work.files, &work.progress])
            .collect()
    }
}

pub(crate) async fn get(visit: Visit) -> Result<Response, WebError> {
    let view = show_home::show_home(visit.app(), visit.actor()).await?;
    let frame = visit.frame(title(visit.actor().role));
    visit.show(&HomePage::new(
        frame,
        &view,
        visit.actor().role,
        &visit.address,
    ))
}

const fn title(role: Role) -> &'static str {
    match role {
        Role::Clerk | Role::SocialWorker => "Da fare oggi",
        Role::Planner => "Quanto spende il territorio?",
        Role::Administrator => "L'ente e i suoi account",
        Role::Auditor => "Chi ha fatto che cosa",
    }
}

impl HomePage {
    pub(crate) fn new(frame: Frame, view: &HomeView, role: Role, address: &Address) -> Self {
        let figures = view.figures.as_ref().map(figures_in_words);
        let (answer, figures) = match (&view.work, role) {
            (Some(work), _) => (work_in_words(work), figures),
            (None, Role::Planner) => {
                let nothing = "Non ci sono ancora cifre: servono i file degli uffici.";
                (figures.unwrap_or_else(|| nothing.to_owned()), None)
            }
            (None, role) => (where_to_begin(role).to_owned(), figures),
        };
        let may_import = role.may(Permission::SeeImports);
        Self {
            frame,
            answer,
            work: view
                .work
                .as_ref()
                .map(|work| Work::new(work, may_import, address)),
            figures,
            tasks: tasks(role),
        }
    }
}

/// For a role without work of its own on the page.
const fn where_to_begin(role: Role) -> &'static str {
    match role {
        Role::Clerk | Role::SocialWorker | Role::Planner => {
            "Parti da una persona, oppure dai record che aspettano dati."
        }
        Role::Administrator => "Da qui si governano gli account e gli elenchi di codici.",
        Role::Auditor => "Il registro tiene ogni operazione e ogni lettura di dati personali.",
    }
}

fn tasks(role: Role) -> Vec<Task> {
    let figures = Task {
        label: "Spesa e beneficiari",
        href: "/spesa?per=prestazione",
        words: "per prestazione, area e comune, anno per anno",
    };
    let people = Task {
        label: "Persone",
        href: "/persone",
        words: "che cosa riceve ciascuna, e che cosa dicono i file",
    };
    let records = Task {
        label: "Record",
        href: "/record",
        words: "che cosa manca perché possano partire",
    };
    let accounts = Task {
        label: "Account",
        href: "/account",
        words: "chi accede e con quale ruolo",
    };
    let audit = Task {
        label: "Registro",
        href: "/registro",
        words: "ogni operazione, con chi e quando",
    };
    let sources = Task {
        label: "Fonti",
        href: "/fonti",
        words: "gli elenchi di codici, con fonte e data",
    };
    match role {
        Role::Clerk => Vec::new(),
        Role::SocialWorker => vec![people, records, figures],
        Role::Planner => vec![figures, sources],
        Role::Administrator => vec![accounts, sources, audit],
        Role::Auditor => vec![audit, sources],
    }
}

fn work_in_words(work: &WorkToDo) -> String {
    let Some(year) = work.year else {
        return "Non ci sono ancora record: comincia importando i file degli uffici.".to_owned();
    };
    let sum = |part: fn(&BenefitProgress) -> u64| work.progress.iter().map(part).sum::<u64>();
    let (due, ready) = (sum(|line| line.due), sum(|line| line.ready));
    let open = sum(|line| line.incomplete) + sum(|line| line.blocked);
    let ready = if ready == 1 {
        "1 è pronto".to_owned()
    } else {
        format!("{} sono pronti", ready.it())
    };
    if open == 0 {
        return format!(
            "Per il {year} non resta nulla da completare: su {} attesi {ready}.",
            counted(due, "record", "record")
        );
    }
    let verb = if open == 1 { "resta" } else { "restano" };
    format!(
        "Per il {year} {verb} {} record da completare; dei {} attesi {ready}.",
        open.it(),
        due.it()
    )
}

fn figures_in_words(figures: &FiguresInBrief) -> String {
    format!(
        "Nel {} l'ente ha erogato prestazioni per {} a {}.",
        figures.year,
        euro_in_words(figures.spending),
        counted(figures.people, "persona", "persone")
    )
}

impl Work {
    fn new(work: &WorkToDo, may_import: bool, address: &Address) -> Self {
        let open = [RecordState::Incomplete, RecordState::Blocked];
        let reasons: Vec<_> = work
            .reasons
            .iter()
            .filter(|reason| open.contains(&reason.state))
            .cloned()
            .collect();
        let with_problems = || {
            work.files
                .iter()
                .filter(|_| may_import)
                .filter(|file| file.set_aside > 0)
        };
        let columns = [
            ("file", "File"),
            ("ufficio", "Ufficio"),
            ("da_parte", "Righe da parte"),
            ("lette", "Righe lette"),
        ];
        let files = Table::new("file", "File con righe messe da parte", &columns)
            .rows(with_problems().take(N_FILES).map(|file| {
                let [read, .., set_aside] = accounting_cells(file);
                Row::new(vec![
                    Cell::text(&file.filename).to(format!("/importazioni/{}", file.id)),
                    Cell::text(file.office.label()),
                    set_aside,
                    read,
                ])
            }))
            .or_say("Nessuna riga è stata messa da parte.")
            .at(address);
        Self {
            todo: records::reasons_table(
                "da-completare",
                "Di tutti gli anni: che cosa manca, e chi lo può fornire",
                &reasons,
            )
            .or_say("Nessun record aspetta qualcuno.")
            .at(address),
            refused: refused_table(&work.refused).at(address),
            n_aside: work.n_aside,
            n_more_files: with_problems().count().saturating_sub(N_FILES),
            files,
            progress: progress_table(work.year, &work.progress).at(address),
        }
    }
}

fn progress_table(year: Option<i16>, progress: &[BenefitProgress]) -> Table {
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let columns = [
        ("prestazione", "Prestazione"),
        ("attesi", "Attesi"),
        ("pronti", "Pronti"),
        ("incompleti", "Incompleti"),
        ("bloccati", "Bloccati"),
        ("non_dovuti", "Non dovuti"),
    ];
    let rows = progress.iter().map(|line| {
        let to = |state: &str| {
            link(
                "/record",
                &[
                    ("stato", state),
                    ("prestazione", &line.code),
                    ("anno", &year),
                ],
            )
        };
        let count = |n: u64, state: RecordState| Cell::count(n).to(to(state.name()));
        Row::new(vec![
            Cell::text(format!("{} · {}", line.code, line.name)),
            // No one list holds what is due where some records are not.
            Cell::count(line.due).with_href((line.not_due == 0).then(|| to(""))),
            count(line.ready, RecordState::Ready),
            count(line.incomplete, RecordState::Incomplete),
            count(line.blocked, RecordState::Blocked),
            count(line.not_due, RecordState::NotDue),
        ])
    });
    let sum = |part: fn(&BenefitProgress) -> u64, state: &str| {
        let all = link("/record", &[("stato", state), ("anno", &year)]);
        Cell::count(progress.iter().map(part).sum()).to(all)
    };
    Table::new(
        "invii",
        format!("Record del {year}, per prestazione"),
        &columns,
    )
    .rows(rows)
    .total(vec![
        Cell::text("Totale"),
        Cell::count(progress.iter().map(|line| line.due).sum()),
        sum(|line| line.ready, RecordState::Ready.name()),
        sum(|line| line.incomplete, RecordState::Incomplete.name()),
        sum(|line| line.blocked, RecordState::Blocked.name()),
        sum(|line| line.not_due, RecordState::NotDue.name()),
    ])
    .or_say("Nessun record: importa i file degli uffici, poi calcola i record.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::sample;

    #[test]
    fn says_what_is_to_be_done_to_each_role() {
        for &role in Role::ALL {
            let work = matches!(role, Role::Clerk | Role::SocialWorker).then(sample::work);
            let figures = (role == Role::Planner).then(sample::figures);
            let view = HomeView { work, figures };
            let frame = sample::frame(title(role), role, "/");
            let page = HomePage::new(frame, &view, role, &Address::default());
            let html = sample::html(&page);
            let expected = match role {
                Role::Clerk => {
                    "Per il 2025 restano 13 record da completare; dei 1.204 attesi 1.191 sono pronti."
                }
                Role::SocialWorker => "/record?stato=incompleto",
                Role::Planner => "4,2 milioni di euro a 3.118 persone",
                Role::Administrator => "href=\"/account\"",
                Role::Auditor => "href=\"/registro\"",
            };
            assert!(html.contains(expected), "{role:?}: {html}");
        }
    }
}
