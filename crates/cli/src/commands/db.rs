//! `pas db`: care of the database.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use pas_app::backup::{self, BackupReport, RestoreQuery, RestoreReport, Target};
use pas_app::clock::SystemClock;

use super::Ended;
use crate::output::{counted, number};
use crate::settings::Place;

/// L'archivio.
#[derive(Debug, Subcommand)]
pub(crate) enum Db {
    /// Porta l'archivio alla versione di questo programma
    Migrate,
    /// Copia tutta l'installazione in un file, mentre il portale è aperto
    ///
    /// Copia l'archivio, le chiavi («segreti»), gli elenchi («catalogo») e i tracciati dell'ente; non
    /// pas.toml. Di un archivio PostgreSQL copia ciò che copia pg_dump (pacchetto postgresql-client).
    ///
    /// La copia contiene dati personali e chiavi, e non è cifrata: la legge solo chi la fa, ma chi la
    /// porta altrove la cifri, per esempio con
    /// «pas db backup --out - | age -p > copia.age» o «pas db backup --out - | gpg -c > copia.gpg».
    Backup(Backup),
    /// Ripristina una copia, tutta o niente
    ///
    /// Controlla tutta la copia prima di toccare qualcosa. Chiudi prima il portale.
    ///
    /// Dopo il ripristino i numeri di id_flusso del giorno riprendono dopo un salto, ciò che era
    /// pubblicato vale come già prelevato dall'INPS, e tutti devono rientrare con la propria password.
    ///
    /// Una copia cifrata: «age -d copia.age | pas db restore -».
    Restore(Restore),
}

/// `pas db backup`.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// File nuovo, o cartella in cui farlo; «-» scrive sull'uscita, per cifrare
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
}

/// `pas db restore`.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// La copia; «-» la legge dall'ingresso
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Mette da parte l'installazione che c'è, senza cancellarla
    #[arg(long)]
    replace: bool,
}

impl Db {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Migrate => {
                // Opening brings it up to date.
                place.open(&place.settings()?).await?;
                println!("L'archivio è aggiornato.");
                Ok(ExitCode::SUCCESS)
            }
            Self::Backup(backup) => backup.run(place).await,
            Self::Restore(restore) => restore.run(place).await,
        }
    }
}

impl Backup {
    async fn run(self, place: &Place) -> Ended {
        let target = if self.out.as_os_str() == "-" {
            Target::Output(Box::new(std::io::stdout()))
        } else {
            Target::Path(self.out)
        };
        let config = place.app_config(&place.settings()?);
        let report = backup::back_up(&config, &SystemClock, target).await?;
        // The standard output may be the copy itself.
        eprintln!("{}", backed_up(&report));
        Ok(ExitCode::SUCCESS)
    }
}

fn backed_up(report: &BackupReport) -> String {
    let file = report.file.as_ref();
    let file = file.map_or_else(|| "scritta".to_owned(), |file| file.display().to_string());
    format!(
        "Copia di sicurezza: {file} ({}, {} prima di comprimere). Contiene dati personali e chiavi: \
         conservala cifrata e lontano da qui.",
        counted(report.n_parts as u64, "file", "file"),
        counted(report.n_bytes, "byte", "byte")
    )
}

impl Restore {
    async fn run(self, place: &Place) -> Ended {
        let config = place.app_config(&place.settings()?);
        let query = RestoreQuery {
            file: (self.file.as_os_str() != "-").then_some(self.file),
            replace: self.replace,
        };
        let report = backup::restore(&config, Arc::new(SystemClock), query).await?;
        println!("{}", restored(&report));
        Ok(ExitCode::SUCCESS)
    }
}

fn restored(report: &RestoreReport) -> String {
    let mut lines = vec![format!(
        "Ripristinata la copia del {} (PAS {}, {}).",
        report.made_at.strftime("%d/%m/%Y alle %H:%M:%S UTC"),
        report.program,
        report.engine
    )];
    if let Some(aside) = &report.aside {
        lines.push(format!("Ciò che c'era prima è in {}.", aside.display()));
    }
    if let Some(schema) = &report.schema_aside {
        lines.push(format!(
            "Le tabelle che c'erano prima sono nello schema {schema}."
        ));
    }
    lines.push(format!(
        "I numeri di id_flusso di oggi ripartono da {}.",
        number(report.next_number.unsigned_abs())
    ));
    if report.n_may_be_seen > 0 {
        lines.push(format!(
            "{}: l'INPS può averli letti, e valgono come prelevati.",
            counted(
                report.n_may_be_seen,
                "flusso pubblicato e non ancora prelevato",
                "flussi pubblicati e non ancora prelevati"
            )
        ));
    }
    lines.push(
        "Ora: «pas doctor»; poi gli account, che sono quelli di allora; e prima di pubblicare il \
         confronto con ciò che l'INPS ha già, perché ciò che fu inviato dopo la copia qui non risulta."
            .to_owned(),
    );
    lines.join("\n")
}
