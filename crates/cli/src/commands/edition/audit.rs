//! `pas edition audit`: attack the protection, print what was tried and the narrowest bound.

use std::process::ExitCode;

use clap::Args;
use pas_app::use_cases::audit_edition::{AuditQuery, Audited, audit_edition};
use serde_json::json;

use super::Speaking;
use crate::commands::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

/// Exit status where the protection gives more away than it declares.
const GIVES_AWAY: u8 = 1;

/// Attacca la riservatezza di un'edizione.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Il numero dell'edizione
    #[arg(value_name = "NUMERO")]
    number: u32,
    /// Un'edizione precedente: si attacca anche la differenza fra le due
    #[arg(long, value_name = "NUMERO")]
    previous: Option<u32>,
    /// Quante province attaccare, distribuite su tutto il territorio
    #[arg(long, default_value_t = 3, value_name = "N")]
    provinces: usize,
    /// Quante coppie di domande a caso provare, e altrettante terne
    #[arg(long, default_value_t = 500_000, value_name = "N")]
    pairs: usize,
    /// Da quale seme seguono le scelte a caso
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    #[command(flatten)]
    speaking: Speaking,
}

impl Audit {
    pub(super) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let query = AuditQuery {
            number: self.number,
            previous: self.previous,
            n_provinces: self.provinces,
            n_pairs: self.pairs,
            seed: self.seed,
        };
        let audited =
            audit_edition(&app, &actor, query, |family| eprintln!("Attacco: {family}")).await?;
        match self.speaking.format {
            Format::Text => print(&audited),
            Format::Json => println!(
                "{}",
                json!({"report": audited.report, "losses": audited.losses})
            ),
        }
        Ok(if audited.report.passes() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(GIVES_AWAY)
        })
    }
}

fn print(audited: &Audited) {
    println!("{}", audited.report);
    println!("Che cosa un pianificatore non vede più, per dettaglio della tabella (ultimo anno):");
    for table in &audited.losses {
        let Some(loss) = table.loss else {
            println!("  {}: troppe celle per una domanda sola", table.table);
            continue;
        };
        let percent = |part: u64, whole: u64| (part * 1_000).checked_div(whole).unwrap_or(0);
        let cells = percent(loss.n_hidden, loss.n_cells);
        let (hidden_cents, cents) = (loss.hidden_cents.unsigned_abs(), loss.cents.unsigned_abs());
        let money = percent(hidden_cents, cents);
        println!(
            "  {}: {} celle oscurate su {} ({},{} %), {} euro su {} ({},{} %)",
            table.table,
            number(loss.n_hidden),
            number(loss.n_cells),
            cells / 10,
            cells % 10,
            number(hidden_cents / 100),
            number(cents / 100),
            money / 10,
            money % 10
        );
    }
}
