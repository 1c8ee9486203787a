//! `pas records`: derive the records, list them by state and reason.

use std::process::ExitCode;

use clap::Args;
use pas_app::use_cases::derive_records::derive_records;
use pas_app::use_cases::list_records::{RecordQuery, RecordsView, list_records};
use serde_json::json;

use super::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

/// Ricalcola i record SIUSS dai file importati e li conta per stato e motivo.
#[derive(Debug, Args)]
pub(crate) struct Records {
    /// Come dirlo
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMATO")]
    format: Format,
    /// L'account con cui agire
    #[arg(long = "as", default_value = "operatore", value_name = "UTENTE")]
    username: String,
}

impl Records {
    /// Derives, then counts.
    pub(crate) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.username).await?;
        derive_records(&app, &actor).await?;
        let view = list_records(
            &app,
            &actor,
            &RecordQuery {
                page: 1,
                ..RecordQuery::default()
            },
        )
        .await?;
        match self.format {
            Format::Text => say(&view),
            Format::Json => println!("{}", serde_json::to_string_pretty(&as_json(&view))?),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn say(view: &RecordsView) {
    for (state, n) in &view.by_state {
        println!("{:>9}  {}", number(*n), state.label());
    }
    println!();
    for reason in &view.by_reason {
        println!(
            "{:>9}  {} · {} · {}",
            number(reason.n),
            reason.state.label(),
            reason.office.label(),
            reason.message
        );
    }
}

fn as_json(view: &RecordsView) -> serde_json::Value {
    let states: serde_json::Map<String, serde_json::Value> = view
        .by_state
        .iter()
        .map(|(state, n)| (state.name().to_owned(), json!(n)))
        .collect();
    let reason = |reason: &pas_app::use_cases::list_records::ReasonCount| {
        json!({
            "state": reason.state.name(),
            "code": reason.code,
            "message": reason.message,
            "office": reason.office.name(),
            "n": reason.n,
        })
    };
    json!({ "states": states, "reasons": view.by_reason.iter().map(reason).collect::<Vec<_>>() })
}
