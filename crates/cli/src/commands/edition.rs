//! `pas edition`: build, list, show, compare, withdraw the numbered editions.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use pas_app::AppError;
use pas_app::use_cases::build_edition::{
    BuildQuery, BuildReport, EditionSource, ExactBuild, build_edition,
};
use pas_app::use_cases::list_editions::list_editions;
use pas_app::use_cases::withdraw_edition::withdraw_edition;
use serde_json::json;

use super::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

mod audit;
mod compare;
mod nation;
mod published;

/// Le edizioni: fotografie numerate dei dati, che non cambiano più.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Costruisce la prossima edizione
    Build(Build),
    /// Elenca le edizioni
    List(List),
    /// Mostra che cosa contiene un'edizione
    Show(Show),
    /// Dice perché un numero è cambiato: che cosa differisce fra due edizioni
    Compare(compare::Compare),
    /// Attacca la riservatezza di un'edizione, e dice che cosa ha trovato
    Audit(audit::Audit),
    /// Importa dati pubblicati da altri come edizione a sé
    ImportPublished(published::ImportPublished),
    /// Inventa una nazione di qualunque grandezza, per prove e misure
    Nation(nation::Nation),
    /// Ritira un'edizione: i suoi file restano, ma non risponde più
    Withdraw(Withdraw),
}

/// Da dove vengono i dati.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Source {
    /// I record pronti di questo ente
    Records,
    /// I flussi in vigore prelevati dagli enti (osservatorio)
    Collected,
}

/// Costruisce la prossima edizione.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Da dove vengono i dati
    #[arg(long = "from", value_enum, default_value_t = Source::Records, value_name = "FONTE")]
    source: Source,
    /// Il titolo
    #[arg(long, value_name = "TESTO")]
    title: Option<String>,
    /// Il primo anno
    #[arg(long, value_name = "ANNO", requires = "to_year")]
    from_year: Option<i16>,
    /// L'ultimo anno
    #[arg(long, value_name = "ANNO", requires = "from_year")]
    to_year: Option<i16>,
    /// In quanti file dividere i dati, per chi li legge con più macchine
    #[arg(long, value_name = "N")]
    parts: Option<u64>,
    #[command(flatten)]
    speaking: Speaking,
}

/// Elenca le edizioni.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    speaking: Speaking,
}

/// Mostra che cosa contiene un'edizione.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Il numero dell'edizione
    #[arg(value_name = "NUMERO")]
    number: u32,
    #[command(flatten)]
    speaking: Speaking,
}

/// Ritira un'edizione.
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// Il numero dell'edizione
    #[arg(value_name = "NUMERO")]
    number: u32,
    /// Perché
    #[arg(long, value_name = "TESTO")]
    reason: String,
    #[command(flatten)]
    speaking: Speaking,
}

/// Chi agisce, e come si scrive il risultato.
#[derive(Debug, Args)]
pub(crate) struct Speaking {
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    pub(crate) username: String,
    /// Come scrivere il risultato
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    pub(crate) format: Format,
}

impl Command {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Build(build) => build.run(place).await,
            Self::List(list) => list.run(place).await,
            Self::Show(show) => show.run(place).await,
            Self::Compare(compare) => compare.run(place).await,
            Self::Audit(audit) => audit.run(place).await,
            Self::ImportPublished(import) => import.run(place).await,
            Self::Nation(nation) => nation.run(place).await,
            Self::Withdraw(withdraw) => withdraw.run(place).await,
        }
    }
}

impl Build {
    async fn run(self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let years = self.from_year.zip(self.to_year);
        if let Some((first, last)) = years
            && !(0..16).contains(&(i32::from(last) - i32::from(first)))
        {
            let words =
                "gli anni di un'edizione vanno dal primo all'ultimo e sono al massimo sedici";
            return Err(AppError::Invalid(words.to_owned()).into());
        }
        let query = BuildQuery {
            source: match self.source {
                Source::Records => EditionSource::Records,
                Source::Collected => EditionSource::Collected,
            },
            title: self.title,
            years,
            n_parts: self.parts,
        };
        let report = build_edition(&app, &actor, query).await?;
        match self.speaking.format {
            Format::Text => print_built(&report),
            Format::Json => println!("{}", built_json(&report)),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn built_json(report: &BuildReport) -> serde_json::Value {
    match &report.exact {
        Some(exact) => json!({"manifest": exact.manifest, "left_out": exact.left_out.total()}),
        None => json!({"number": report.number, "title": report.title}),
    }
}

fn print_built(report: &BuildReport) {
    println!("Edizione {}: {}", report.number, report.title);
    let Some(ExactBuild { manifest, left_out }) = &report.exact else {
        return;
    };
    println!(
        "{} record di {} persone, {} nuclei",
        number(manifest.counts.facts),
        number(manifest.counts.people),
        number(manifest.counts.households)
    );
    for (n, why) in [
        (left_out.no_period, "con date che non si leggono"),
        (
            left_out.amount,
            "con un importo negativo, illeggibile o oltre i 21 milioni di euro",
        ),
        (left_out.other_years, "di altri anni"),
        (
            left_out.benefit,
            "con un codice di prestazione oltre il duecentocinquantacinquesimo",
        ),
    ] {
        if n > 0 {
            println!("Lasciati fuori: {} record {why}", number(n));
        }
    }
}

impl List {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let editions = list_editions(&app, &actor).await?;
        if self.speaking.format == Format::Json {
            let line =
                |(number, edition): &(u32, Result<_, String>)| edition_json(*number, edition);
            println!(
                "{}",
                editions.iter().map(line).collect::<serde_json::Value>()
            );
            return Ok(ExitCode::SUCCESS);
        }
        if editions.is_empty() {
            println!("Nessuna edizione: «pas edition build» costruisce la prima.");
        }
        for (number, edition) in &editions {
            match edition {
                Ok(edition) => {
                    let manifest = &edition.manifest;
                    let state = if edition.withdrawal.is_some() {
                        ", ritirata"
                    } else {
                        ""
                    };
                    println!(
                        "{number}  {}  {}, {} record{state}",
                        &manifest.about.created[..10.min(manifest.about.created.len())],
                        manifest.about.title,
                        crate::output::number(manifest.counts.facts)
                    );
                }
                Err(why) => println!("{number}  non si apre: {why}"),
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn edition_json(
    number: u32,
    edition: &Result<pas_app::edition::Edition, String>,
) -> serde_json::Value {
    match edition {
        Ok(edition) => json!({
            "number": number,
            "manifest": edition.manifest,
            "withdrawn": edition.withdrawal,
        }),
        Err(why) => json!({"number": number, "fault": why}),
    }
}

impl Show {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let editions = list_editions(&app, &actor).await?;
        let found = editions
            .into_iter()
            .find(|(number, _)| *number == self.number);
        let Some((number, edition)) = found else {
            return Err(AppError::Invalid(format!(
                "l'edizione {} non c'è: «pas edition list» le elenca",
                self.number
            ))
            .into());
        };
        if self.speaking.format == Format::Json {
            println!("{}", edition_json(number, &edition));
            return Ok(ExitCode::SUCCESS);
        }
        let edition = edition.map_err(AppError::Unreadable)?;
        print_edition(&edition);
        published::print_figures(&edition)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print_edition(edition: &pas_app::edition::Edition) {
    let manifest = &edition.manifest;
    println!("Edizione {}: {}", manifest.number, manifest.about.title);
    println!("Fonte: {}", manifest.about.source);
    println!("Dati: {}", manifest.about.data_version);
    println!("Costruita: {}", manifest.about.created);
    println!("Contenuto (SHA-256): {}", manifest.content);
    if let Some(withdrawal) = &edition.withdrawal {
        println!("Ritirata: {}: {}", withdrawal.withdrawn, withdrawal.reason);
    }
    println!(
        "{} record, {} persone, {} nuclei, {} euro",
        number(manifest.counts.facts),
        number(manifest.counts.people),
        number(manifest.counts.households),
        number(manifest.counts.total_cents / 100)
    );
    if let Some(period) = &manifest.period {
        let last = period.first_year + i16::from(period.n_years) - 1;
        println!("Anni: dal {} al {last}", period.first_year);
        println!(
            "Abitanti: ISTAT al 1° gennaio {}",
            list(&period.population_vintages)
        );
    }
    println!("File, in {}:", edition.path().display());
    for file in &manifest.files {
        println!(
            "  {}  {} righe, {} byte",
            file.path,
            number(file.rows),
            number(file.bytes)
        );
    }
}

fn list(years: &[i16]) -> String {
    years
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

impl Withdraw {
    async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        withdraw_edition(&app, &actor, self.number, &self.reason).await?;
        println!("Edizione {} ritirata. I suoi file restano.", self.number);
        Ok(ExitCode::SUCCESS)
    }
}
