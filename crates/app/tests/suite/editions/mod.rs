//! Editions: built from records and from flows, asked, set against each other, taken out of use.

mod builds;
mod collected;
mod comparisons;
mod exports;
mod figures;
mod open_data;
mod orders;
mod questions;
mod reports;
mod rights;
mod stories;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pas_analytics::answer::{Answer, Figure};
use pas_app::use_cases::ask_edition::ask_edition;
use pas_app::use_cases::build_edition::{
    BuildQuery, BuildReport, EditionSource, ExactBuild, build_edition,
};
use pas_app::{App, AppError};
use pas_domain::actor::Actor;

use crate::support::village::{Village, cf};

/// All records, or all collected flows, of all years.
pub(crate) const fn all_of(source: EditionSource) -> BuildQuery {
    BuildQuery {
        source,
        title: None,
        years: None,
        n_parts: None,
    }
}

/// The next edition of the actor's records.
async fn built(app: &App, actor: &Actor) -> BuildReport {
    let report = build_edition(app, actor, all_of(EditionSource::Records)).await;
    report.expect("built")
}

/// What the build of somebody who may open the records counted.
fn counted(report: BuildReport) -> ExactBuild {
    report.exact.expect("who may open records sees counts")
}

async fn ask(app: &App, actor: &Actor, text: &str) -> Arc<Answer> {
    let answered = ask_edition(app, actor, text).await;
    answered.expect(text).answer
}

/// Why `text` is not answered.
async fn why_not(app: &App, actor: &Actor, text: &str) -> String {
    match ask_edition(app, actor, text).await {
        Err(AppError::Invalid(why) | AppError::NoEdition(why)) => why,
        other => panic!("{text}: {other:?}"),
    }
}

/// The cells of an answer by the codes of their row and column; those of nothing left out.
fn cells(answer: &Answer) -> BTreeMap<Vec<String>, Vec<Figure>> {
    let table = &answer.table;
    let mut cells = BTreeMap::new();
    for (row, body) in table.rows.iter().zip(&table.body) {
        for (column, figures) in table.columns.iter().zip(body) {
            let key = row.iter().chain(column).map(|node| node.code.clone());
            if figures.iter().any(|figure| *figure != Figure::Number(0.0)) {
                cells.insert(key.collect(), figures.clone());
            }
        }
    }
    cells
}

/// A count or an amount as the figure of an exact answer.
#[expect(clippy::cast_precision_loss, reason = "a test's counts are small")]
fn exactly(value: i64) -> Figure {
    Figure::Number(value as f64)
}

/// A file of figures that somebody else has published, and the one that says whose they are.
pub(crate) fn published(folder: &Path) -> (PathBuf, PathBuf) {
    let (csv, meta) = (folder.join("figures.csv"), folder.join("figures.toml"));
    let rows = "territorio,livello,periodo,misura,categoria,valore,unita\n\
                ITALIA,italia,2019,spesa pro capite,,126,euro\n";
    let source = "titolo = \"Spesa sociale dei comuni\"\nfonte = \"Prova\"\n\
                  indirizzo = \"https://example.org/spesa\"\nlicenza = \"CC BY 4.0\"\n\
                  definizione = \"Spesa impegnata in conto corrente\"\n\
                  editore = \"Istituto di prova\"\nconsultato = \"2026-11-26\"\n";
    fs::write(&csv, rows).expect("written");
    fs::write(&meta, source).expect("written");
    (csv, meta)
}

/// Payments of one benefit: person, day and amount.
async fn pay_on(village: &Village, rows: &[(&str, &str, &str)]) {
    use std::fmt::Write as _;
    let mut file =
        "C.F.;Codice;Protocollo;Data mandato;Importo;In carico;Area;Prova dei mezzi\r\n".to_owned();
    for (number, (person, day, amount)) in (1..).zip(rows) {
        let cf = cf(person);
        write!(file, "{cf};A1.04;CON/{number};{day};{amount};No;;4\r\n").expect("room");
    }
    let office = pas_domain::office::Office::Contributi;
    village.import(office, "contributi.csv", &file).await;
    village.records().await;
}
