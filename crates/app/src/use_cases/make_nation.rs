//! A made-up nation of any size as an edition: for trials, measurements and demonstrations.

use pas_domain::actor::Actor;
use pas_edition::{About, EditionError, Layout, Manifest};
use pas_nation::Nation;

use crate::app::App;
use crate::editions::n_threads;
use crate::error::AppError;
use crate::use_case::MAKE_NATION;
use crate::use_cases::ask_edition::unreadable;

/// Which nation.
#[derive(Debug, Clone, Copy)]
pub struct NationQuery {
    /// How many records.
    pub n_records: u64,
    /// What the people follow from: the same seed, the same nation.
    pub seed: u64,
    /// The first year.
    pub first_year: i16,
    /// How many years.
    pub n_years: u8,
    /// In how many files the facts are cut; none for what suits their number.
    pub n_parts: Option<u64>,
}

/// Makes the nation up and writes it as the next edition, which says that nobody in it exists.
pub async fn make_nation(
    app: &App,
    actor: &Actor,
    query: NationQuery,
) -> Result<Manifest, AppError> {
    let work = app.work(actor, MAKE_NATION).await?;
    let (editions, created) = (app.editions(), app.clock.now().to_string());
    let written = tokio::task::spawn_blocking(move || {
        let nation = Nation::new(query.seed, query.n_records, query.first_year, query.n_years);
        let last = query.first_year + i16::from(query.n_years) - 1;
        let about = About {
            title: format!("Nazione inventata {}-{last}", query.first_year),
            source: "Persone e prestazioni inventate, tarate sui totali pubblicati dall'ISTAT"
                .to_owned(),
            data_version: format!("seme {}, {} record", query.seed, query.n_records),
            created,
            definitions: crate::editions::definitions(),
        };
        let n_facts = nation.n_facts();
        let layout = query.n_parts.map_or_else(Layout::default, |n_parts| {
            Layout::in_parts(n_facts, n_parts)
        });
        let mut draft = editions.begin(nation.reference(), about, layout)?;
        nation.try_for_each_chunk(n_threads(), |facts| {
            facts.iter().try_for_each(|fact| draft.push(fact))
        })?;
        draft.finish()
    });
    let manifest: Result<Manifest, EditionError> = written
        .await
        .map_err(|error| AppError::system("scrivere l'edizione", error))?;
    let manifest = manifest.map_err(unreadable)?;
    work.done(format!("edition:{}", manifest.number), "nazione inventata")
        .await?;
    Ok(manifest)
}
