//! Building an edition: a numbered snapshot of the ente's records, or of what an observatory collected.

use std::collections::HashMap;

use jiff::civil::Date;
use pas_domain::actor::{Actor, Permission};
use pas_domain::fact::Fact;
use pas_domain::flow::{Field, FlowBody};
use pas_domain::money::Money;
use pas_domain::record::{RecordBody, RecordState};
use pas_edition::{About, Layout, Manifest};
use pas_storage::Tx;
use pas_storage::observatory as observed;
use pas_storage::record::{self, Cursor, RecordFilter, StoredRecord};
use pas_storage::{ente, fact};

use crate::app::App;
use crate::editions::{Beyond, Gathering, LeftOut, Territory, definitions};
use crate::error::AppError;
use crate::use_case::BUILD_EDITION;
use crate::use_cases::ask_edition::unreadable;

/// Records, or flows, read at once.
const LOT: u32 = 2_000;

/// From what an edition is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionSource {
    /// The ente's own records that are ready.
    Records,
    /// The flows in force that the observatory has collected.
    Collected,
}

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct BuildQuery {
    /// From what.
    pub source: EditionSource,
    /// Title; none for one that says source and years.
    pub title: Option<String>,
    /// The years; none for all that there are, at most the last sixteen.
    pub years: Option<(i16, i16)>,
    /// In how many files the facts are cut; none for what suits their number.
    pub n_parts: Option<u64>,
}

/// What a build gave.
#[derive(Debug, Clone)]
pub struct BuildReport {
    /// Number of the new edition.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What was counted; none for who may not open the records. Exact totals of two editions that
    /// differ by one person are that person's.
    pub exact: Option<ExactBuild>,
}

/// What a build counted.
#[derive(Debug, Clone)]
pub struct ExactBuild {
    /// The manifest of the new edition.
    pub manifest: Manifest,
    /// Records that gave no fact.
    pub left_out: LeftOut,
}

/// Builds the next edition.
pub async fn build_edition(
    app: &App,
    actor: &Actor,
    query: BuildQuery,
) -> Result<BuildReport, AppError> {
    let mut work = app.work(actor, BUILD_EDITION).await?;
    let (gathering, data_version) = match query.source {
        EditionSource::Records => of_records(app, &mut work.tx, actor, query.years).await?,
        EditionSource::Collected => of_flows(app, &mut work.tx, actor, query.years).await?,
    };
    let (reference, facts, left_out) = gathering.finish(&app.data_dir)?;
    if facts.is_empty() {
        return Err(AppError::Invalid(match query.source {
            EditionSource::Records => {
                "nessun record pronto da mettere in un'edizione: «pas records» dice che cosa manca"
                    .to_owned()
            }
            EditionSource::Collected => {
                "nessun flusso in vigore da mettere in un'edizione: prelevali con «pas collect»"
                    .to_owned()
            }
        }));
    }
    let about = about(
        app,
        &query,
        data_version,
        (reference.first_year, reference.n_years),
    );
    let (editions, n_parts) = (app.editions(), query.n_parts);
    let written = tokio::task::spawn_blocking(move || {
        let layout = n_parts.map_or_else(Layout::default, |n_parts| {
            Layout::in_parts(facts.len() as u64, n_parts)
        });
        editions.write(&reference, &facts, about, layout)
    });
    let manifest = written
        .await
        .map_err(|error| AppError::system("scrivere l'edizione", error))?
        .map_err(unreadable)?;
    let (number, title) = (manifest.number, manifest.about.title.clone());
    work.done(format!("edition:{number}"), title.clone())
        .await?;
    let may_count = actor.role.may(Permission::SeeRecords);
    Ok(BuildReport {
        number,
        title,
        exact: may_count.then_some(ExactBuild { manifest, left_out }),
    })
}

/// The ready records of the actor's ente, and what is due beside them.
async fn of_records<'a>(
    app: &'a App,
    tx: &mut Tx,
    actor: &Actor,
    years: Option<(i16, i16)>,
) -> Result<(Gathering<'a>, String), AppError> {
    let own = ente::get(tx, actor.ente)
        .await?
        .ok_or(AppError::NotFound { what: "l'ente" })?;
    let identity = own.identity.ok_or_else(|| {
        AppError::Invalid(
            "manca l'identità dell'ente per l'INPS: importa il file con i dati dell'ente"
                .to_owned(),
        )
    })?;
    let records = all_records(tx, actor).await?;
    let found = records.iter().map(|stored| stored.record.start().year());
    let years = years.or_else(|| span(found)).ok_or_else(|| {
        AppError::Invalid("non ci sono record: «pas records» li ricava".to_owned())
    })?;
    let isee = isee_of_dsu(tx, actor).await?;
    let territory = Territory::new(app, years);
    let mut gathering = Gathering::new(territory, &app.pseudonyms, years);
    let body = gathering.body(&identity.code, &identity.name, &identity.seat);
    for StoredRecord { record, .. } in &records {
        let start = record.start();
        match &record.body {
            RecordBody::Benefit(beneficiary) => {
                gathering.expect(
                    start.year(),
                    body,
                    record.benefit.as_deref().unwrap_or_default(),
                );
                if record.state != RecordState::Ready {
                    continue;
                }
                let dsu = beneficiary
                    .benefits
                    .first()
                    .and_then(|benefit| benefit.values.get(Field::DsuNumber));
                let beyond = Beyond {
                    total: Some(record.total),
                    isee: dsu.and_then(|dsu| isee.get(dsu)).copied(),
                    residence: record.residence_comune.as_deref(),
                };
                gathering.add_beneficiary(beneficiary, body, beyond);
            }
            RecordBody::Minor(minor) if record.state == RecordState::Ready => {
                gathering.add_minor(minor, body, start);
            }
            RecordBody::Minor(_) => {}
        }
    }
    Ok((
        gathering,
        format!("ente {} versione {}", identity.code, own.data_version),
    ))
}

/// All records that are due, person by person.
async fn all_records(tx: &mut Tx, actor: &Actor) -> Result<Vec<StoredRecord>, AppError> {
    let filter = RecordFilter::default();
    let (mut cursor, mut records) = (Cursor::default(), Vec::new());
    loop {
        let lot = record::after(tx, actor.ente, &filter, &mut cursor, LOT).await?;
        if lot.is_empty() {
            return Ok(records);
        }
        records.extend(
            lot.into_iter()
                .filter(|stored| stored.record.state != RecordState::NotDue),
        );
    }
}

/// The ISEE of each DSU, by the number that stands in flows.
async fn isee_of_dsu(tx: &mut Tx, actor: &Actor) -> Result<HashMap<String, Money>, AppError> {
    let facts = fact::in_force(tx, actor.ente).await?;
    let of_dsu = facts.into_iter().filter_map(|stored| match stored.fact {
        Fact::Dsu(dsu) => Some((dsu.protocol.as_str().to_owned(), dsu.isee?)),
        _ => None,
    });
    Ok(of_dsu.collect())
}

/// The flows in force of all enti that the observatory reads.
async fn of_flows<'a>(
    app: &'a App,
    tx: &mut Tx,
    actor: &Actor,
    years: Option<(i16, i16)>,
) -> Result<(Gathering<'a>, String), AppError> {
    let years = match years {
        Some(years) => years,
        None => years_of_flows(tx, actor).await?,
    };
    let territory = Territory::new(app, years);
    let mut gathering = Gathering::new(territory, &app.pseudonyms, years);
    let (mut last, mut n_flows) = (0, 0_u64);
    loop {
        let lot = observed::contents_in_force(tx, actor.ente, last, LOT).await?;
        let Some(newest) = lot.last() else { break };
        last = newest.id.value();
        for flow in &lot {
            n_flows += 1;
            add_flow(&mut gathering, flow);
        }
    }
    Ok((
        gathering,
        format!("{n_flows} flussi, l'ultimo è il numero {last}"),
    ))
}

fn add_flow(gathering: &mut Gathering<'_>, flow: &observed::FlowContent) {
    // What is in force was read once; a content that cannot be read any more holds no record.
    let Ok(reading) = pas_siuss::read(&flow.content) else {
        return;
    };
    let header = &reading.flow.header;
    let name = header.get(Field::EnteName).unwrap_or(&flow.source_name);
    let body = gathering.body(
        &flow.source_code,
        name,
        header.get(Field::EnteSeat).unwrap_or_default(),
    );
    match &reading.flow.body {
        FlowBody::Benefits(beneficiaries) => {
            for beneficiary in beneficiaries {
                gathering.add_beneficiary(beneficiary, body, Beyond::default());
            }
        }
        FlowBody::Minors(minors) => {
            for minor in minors {
                gathering.add_minor(minor, body, flow.day);
            }
        }
    }
}

/// The years that the flows in force speak of.
async fn years_of_flows(tx: &mut Tx, actor: &Actor) -> Result<(i16, i16), AppError> {
    let (mut last, mut found) = (0, Vec::new());
    loop {
        let lot = observed::contents_in_force(tx, actor.ente, last, LOT).await?;
        let Some(newest) = lot.last() else { break };
        last = newest.id.value();
        for flow in &lot {
            let Ok(reading) = pas_siuss::read(&flow.content) else {
                continue;
            };
            match &reading.flow.body {
                FlowBody::Minors(_) => found.push(flow.day.year()),
                FlowBody::Benefits(beneficiaries) => {
                    let benefits = beneficiaries
                        .iter()
                        .flat_map(|beneficiary| &beneficiary.benefits);
                    found.extend(benefits.filter_map(|benefit| {
                        let fields = [Field::BenefitStart, Field::DeliveryDate];
                        let day = fields.iter().find_map(|field| benefit.values.get(*field));
                        day.and_then(|day| day.parse::<Date>().ok()).map(Date::year)
                    }));
                }
            }
        }
    }
    span(found.into_iter()).ok_or_else(|| {
        AppError::Invalid(
            "nessun flusso in vigore da mettere in un'edizione: prelevali con «pas collect»"
                .to_owned(),
        )
    })
}

/// First and last of `years`, at most the last sixteen.
fn span(years: impl Iterator<Item = i16>) -> Option<(i16, i16)> {
    let (first, last) = years.fold((i16::MAX, i16::MIN), |(first, last), year| {
        (first.min(year), last.max(year))
    });
    (first <= last).then(|| (first.max(last - 15), last))
}

fn about(
    app: &App,
    query: &BuildQuery,
    data_version: String,
    (first, n_years): (i16, u8),
) -> About {
    let last = first + i16::from(n_years) - 1;
    let source = match query.source {
        EditionSource::Records => "Record SIUSS pronti dell'ente, ricavati dai file degli uffici",
        EditionSource::Collected => "Flussi SIUSS in vigore prelevati dagli enti",
    };
    let title = query
        .title
        .clone()
        .unwrap_or_else(|| format!("Prestazioni sociali {first}-{last}"));
    About {
        title,
        source: source.to_owned(),
        data_version,
        created: app.clock.now().to_string(),
        definitions: definitions(),
    }
}
