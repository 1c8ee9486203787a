//! The Piano di zona: a report over an edition, with what changed since another one marked.

use pas_domain::actor::{Actor, Permission};
use pas_domain::italian::{counted, listed};
use pas_edition::{Comparison, GroupChange};
use pas_storage::ente;

use crate::app::App;
use crate::error::AppError;
use crate::portal::{Choices, Desk, Field};
use crate::report::{Chapter, Compared, Report, mark, write};
use crate::use_case::WRITE_REPORT;
use crate::use_cases::browse_editions::{EditionSummary, browse_editions};
use crate::use_cases::compare_editions::compare_editions;

/// The value of [`COMPARED`] for a report that is compared with nothing.
const NOTHING: &str = "nessuna";
/// The key for the edition to compare with.
const COMPARED: &str = "confronta";

/// Writes the report for the actor, with what was chosen: `anno`, `territorio`, `edizione`, and
/// `confronta`, the number of the edition to compare with or `nessuna`. Where nothing is chosen it
/// is compared with the last one before it of the same source.
pub async fn write_report(app: &App, actor: &Actor, choices: &Choices) -> Result<Report, AppError> {
    let mut tx = app.look(actor, WRITE_REPORT).await?;
    let own = ente::get(&mut tx, actor.ente).await?;
    drop(tx);
    let desk = Desk::open(app, actor, choices).await?;
    let mut report = write(&desk).await?;
    report.publisher = own.map(|ente| ente.name).unwrap_or_default();
    let editions = browse_editions(app, actor).await?;
    let answering = editions
        .iter()
        .find(|edition| edition.number == report.edition);
    report.created = answering.map_or_else(String::new, |edition| edition.created.clone());
    let chosen = other_edition(&editions, report.edition, choices.get(COMPARED))?;
    report
        .fields
        .extend(fields(&editions, report.edition, chosen));
    let Some(number) = chosen else {
        report.compared = Compared::Not(match choices.get(COMPARED) {
            Some(NOTHING) => "Non hai chiesto un confronto con un'altra edizione.".to_owned(),
            _ => "Non c'è un'edizione precedente, in vigore e della stessa fonte: dalla prossima in poi qui si vede che cosa \
                  è cambiato."
                .to_owned(),
        });
        return Ok(report);
    };
    let others = [
        ("edizione".to_owned(), number.to_string()),
        ("anno".to_owned(), report.year.to_string()),
        (
            "territorio".to_owned(),
            choices.get("territorio").unwrap_or_default().to_owned(),
        ),
    ];
    let others = Choices::of(&others);
    let other_desk = Desk::open(app, actor, &others).await?;
    if other_desk.year != desk.year || other_desk.scope.name != desk.scope.name {
        report.compared = Compared::Not(format!(
            "L'edizione {number} non ha il {} per «{}»: non c'è niente da confrontare.",
            desk.year, desk.scope.name
        ));
        return Ok(report);
    }
    let other = write(&other_desk).await?;
    mark(&mut report, &other);
    report.compared = Compared::With(number, other.edition_title);
    if let Some(chapter) = report.chapters.last_mut() {
        let reasons = reasons(app, actor, (number, report.edition), report.year).await?;
        tell_reasons(chapter, (number, report.edition), reasons);
    }
    Ok(report)
}

/// The edition to compare `number` with, among `editions`, newest first.
fn other_edition(
    editions: &[EditionSummary],
    number: u32,
    asked: Option<&str>,
) -> Result<Option<u32>, AppError> {
    match asked {
        Some(NOTHING) => Ok(None),
        Some(asked) => {
            let found = editions
                .iter()
                .find(|edition| edition.number.to_string() == asked && edition.number != number);
            let found = found.ok_or_else(|| {
                AppError::NoEdition(format!(
                    "l'edizione «{asked}» con cui confrontare non c'è, non è in vigore o è la stessa"
                ))
            })?;
            Ok(Some(found.number))
        }
        None => {
            let own = editions.iter().find(|edition| edition.number == number);
            let source = own.map(|own| own.source.as_str());
            let before = editions
                .iter()
                .find(|edition| edition.number < number && Some(edition.source.as_str()) == source);
            Ok(before.map(|edition| edition.number))
        }
    }
}

fn fields(editions: &[EditionSummary], number: u32, compared: Option<u32>) -> Vec<Field> {
    let option = |edition: &EditionSummary| {
        (
            edition.number.to_string(),
            format!("{}: {}", edition.number, edition.title),
        )
    };
    let all = editions.iter().map(option);
    let edition = Field::new("edizione", "Edizione", all, &number.to_string());
    let others = editions.iter().filter(|edition| edition.number != number);
    let others = others
        .map(option)
        .chain([(NOTHING.to_owned(), "nessuna".to_owned())]);
    let compared = compared.map_or_else(|| NOTHING.to_owned(), |number| number.to_string());
    let compared = Field::new(COMPARED, "Confronta con", others, &compared);
    let mut fields = vec![edition, compared];
    fields.retain(|field| field.options.len() > 1);
    fields
}

/// Why the two editions differ in `year`; none for who may not know.
async fn reasons(
    app: &App,
    actor: &Actor,
    (before, after): (u32, u32),
    year: i16,
) -> Result<Option<Vec<String>>, AppError> {
    if !actor.role.may(Permission::SeeRecords) {
        return Ok(None);
    }
    let compared: Comparison = compare_editions(app, actor, before, after).await?;
    let groups = compared.groups.iter();
    let groups = groups.filter(|group| group.year == year && !group.is_same());
    Ok(Some(groups.map(|group| reason(app, group)).collect()))
}

/// `A2.12 Mensa: 3 record nuovi, 1 record tolto, 2 cambiati (importi o ore)`.
fn reason(app: &App, group: &GroupChange) -> String {
    let name = app.catalogue().benefit(&group.benefit);
    let name = name.and_then(|benefit| benefit.name.as_ref());
    let name = name.map_or_else(String::new, |name| format!(" {name}"));
    let mut parts = Vec::new();
    if group.came.records > 0 {
        parts.push(counted(group.came.records, "record nuovo", "record nuovi"));
    }
    if group.went.records > 0 {
        parts.push(counted(group.went.records, "record tolto", "record tolti"));
    }
    if group.changed_to.records > 0 {
        let why: Vec<String> = [
            (group.changed_amounts, "importi o ore"),
            (group.changed_months, "mesi"),
            (group.changed_residence, "residenza"),
            (group.changed_traits, "altri dati della persona"),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, what)| what.to_owned())
        .collect();
        parts.push(format!(
            "{} ({})",
            counted(
                group.changed_to.records,
                "record cambiato",
                "record cambiati"
            ),
            listed(why)
        ));
    }
    format!("{}{name}: {}.", group.benefit, listed(parts))
}

fn tell_reasons(chapter: &mut Chapter, (before, after): (u32, u32), reasons: Option<Vec<String>>) {
    let title = format!("Perché l'edizione {after} differisce dalla {before}");
    let mut section = crate::report::Section::new("cambiamenti-edizione", title);
    section = match reasons {
        None => section.say(
            "Da quali record viene ogni differenza lo vede chi può aprire i record; qui si confronta ciò che le due edizioni \
             mostrano.",
        ),
        Some(reasons) if reasons.is_empty() => {
            section.say("In quest'anno i record dell'ente sono gli stessi nelle due edizioni.")
        }
        Some(reasons) => reasons.into_iter().fold(
            section.say("I record dell'ente che sono arrivati, usciti o cambiati, in quest'anno e su tutto il territorio:"),
            crate::report::Section::say,
        ),
    };
    chapter.sections.push(section);
}
