//! `pas user`: local accounts.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use pas_app::use_cases::create_account::{NewAccount, create_local_account};
use pas_domain::actor::Role;

use super::Ended;
use crate::settings::Place;

/// Gli account locali.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Crea un account; la password si scrive sullo standard input o in PAS_PASSWORD
    Add(Add),
}

/// Crea un account.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Nome utente
    #[arg(value_name = "UTENTE")]
    username: String,
    /// Il ruolo: clerk, social_worker, planner, administrator, auditor
    #[arg(long, value_parser = role, value_name = "RUOLO")]
    role: Role,
    /// Nome da mostrare; senza, il nome utente
    #[arg(long, value_name = "NOME")]
    name: Option<String>,
    /// L'ente, che viene creato se non c'è
    #[arg(long, value_name = "ENTE")]
    ente: Option<String>,
}

fn role(name: &str) -> Result<Role, String> {
    let known = || {
        Role::ALL
            .iter()
            .map(|role| role.name())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Role::from_name(name).ok_or_else(|| format!("il ruolo dev'essere uno di: {}", known()))
}

impl User {
    /// Runs the command.
    pub(crate) async fn run(self, place: &Place) -> Ended {
        match self {
            Self::Add(add) => add.run(place).await,
        }
    }
}

impl Add {
    async fn run(self, place: &Place) -> Ended {
        let password = password()?;
        let app = place.open(&place.settings()?).await?;
        let account = NewAccount {
            display_name: self.name.unwrap_or_else(|| self.username.clone()),
            username: self.username,
            role: self.role,
            password,
        };
        let username = account.username.clone();
        create_local_account(&app, self.ente.as_deref(), account).await?;
        println!("Account «{username}» creato.");
        Ok(ExitCode::SUCCESS)
    }
}

/// The password: from the environment, or the first line of the standard input. Never an argument,
/// which other users of the machine could see.
fn password() -> std::io::Result<String> {
    if let Ok(password) = std::env::var("PAS_PASSWORD") {
        return Ok(password);
    }
    if std::io::stdin().is_terminal() {
        eprintln!("Password (almeno 12 caratteri; si vede mentre la scrivi):");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
