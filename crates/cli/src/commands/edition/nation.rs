//! `pas edition nation`: a made-up nation of any size as an edition.

use std::process::ExitCode;

use clap::Args;
use pas_app::use_cases::make_nation::{NationQuery, make_nation};

use super::Speaking;
use crate::commands::Ended;
use crate::output::{Format, number};
use crate::settings::Place;

/// Inventa una nazione, tarata sui totali pubblicati dall'ISTAT.
#[derive(Debug, Args)]
pub(crate) struct Nation {
    /// Quanti record
    #[arg(long, default_value_t = 1_000_000, value_name = "N")]
    records: u64,
    /// Da quale seme seguono le persone
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Il primo anno
    #[arg(long, default_value_t = 2018, value_name = "ANNO", value_parser = first_year)]
    first_year: i16,
    /// Quanti anni
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = n_years)]
    years: u8,
    /// In quanti file dividere i dati
    #[arg(long, value_name = "N")]
    parts: Option<u64>,
    #[command(flatten)]
    speaking: Speaking,
}

fn first_year(text: &str) -> Result<i16, String> {
    let year = text
        .parse()
        .ok()
        .filter(|year| (1990..=2090).contains(year));
    year.ok_or_else(|| "il primo anno va dal 1990 al 2090".to_owned())
}

fn n_years(text: &str) -> Result<u8, String> {
    let n = text.parse().ok().filter(|n| (1..=16).contains(n));
    n.ok_or_else(|| "gli anni sono da 1 a 16".to_owned())
}

impl Nation {
    pub(super) async fn run(&self, place: &Place) -> Ended {
        let (app, actor) = place.open_as(&self.speaking.username).await?;
        let query = NationQuery {
            n_records: self.records,
            seed: self.seed,
            first_year: self.first_year,
            n_years: self.years,
            n_parts: self.parts,
        };
        let manifest = make_nation(&app, &actor, query).await?;
        match self.speaking.format {
            Format::Json => println!("{}", serde_json::json!({"manifest": manifest})),
            Format::Text => println!(
                "Edizione {}: {}, {} record di {} persone",
                manifest.number,
                manifest.about.title,
                number(manifest.counts.facts),
                number(manifest.counts.people)
            ),
        }
        Ok(ExitCode::SUCCESS)
    }
}
