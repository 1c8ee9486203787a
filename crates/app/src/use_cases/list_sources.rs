//! The code lists with their sources, and the benefits that want a name.

use pas_domain::actor::Actor;
use pas_domain::record::RecordState;
use pas_storage::record::RecordTotal;

use crate::app::App;
use crate::error::AppError;
use crate::naming::Names;
use crate::overview::overview;
use crate::use_case::LIST_SOURCES;

/// One code list.
#[derive(Debug, Clone)]
pub struct SourceLine {
    /// Name of the file by which an ente replaces it.
    pub file: String,
    /// What it lists.
    pub title: String,
    /// Where from.
    pub source: String,
    /// Of which day.
    pub date: String,
    /// Licence.
    pub licence: String,
    /// Rows.
    pub n_rows: usize,
    /// Whether this installation replaced it.
    pub is_replaced: bool,
}

/// A benefit of the catalogue.
#[derive(Debug, Clone)]
pub struct BenefitLine {
    /// Code.
    pub code: String,
    /// Name; none when not attested and not given by the ente.
    pub name: Option<String>,
    /// Whether the name was given by the ente.
    pub named_by_ente: bool,
    /// Group, in Italian.
    pub group: &'static str,
    /// How well the code and the name are attested, in Italian.
    pub attestation: String,
    /// Records kept back until the name is there.
    pub n_waiting: u64,
}

/// The code lists.
#[derive(Debug, Clone)]
pub struct SourcesView {
    /// The lists.
    pub lists: Vec<SourceLine>,
    /// The benefits.
    pub benefits: Vec<BenefitLine>,
}

/// The code lists as this installation has them.
pub async fn list_sources(app: &App, actor: &Actor) -> Result<SourcesView, AppError> {
    let mut tx = app.look(actor, LIST_SOURCES).await?;
    let names = Names::of(&mut tx, actor.ente, &app.catalogue).await?;
    let overview = overview(app, &mut tx, actor.ente).await?;
    let list = |list: &pas_catalogue::ListSource| SourceLine {
        file: list.file.to_owned(),
        title: list.title.to_owned(),
        source: list.source.clone(),
        date: pas_domain::period::italian_date(list.date),
        licence: list.licence.clone(),
        n_rows: list.n_rows,
        is_replaced: list.replaced,
    };
    let benefit = |benefit: &pas_catalogue::Benefit| {
        let given = names.given.get(&benefit.code);
        let name = given.or(benefit.name.as_ref()).cloned();
        BenefitLine {
            n_waiting: if name.is_none() {
                waiting(&overview.totals, &benefit.code)
            } else {
                0
            },
            name,
            named_by_ente: given.is_some(),
            group: benefit
                .group
                .map_or("solo consultazione ISEE", |group| group.label()),
            attestation: benefit.attestation.clone(),
            code: benefit.code.clone(),
        }
    };
    Ok(SourcesView {
        lists: app.catalogue.sources().iter().map(list).collect(),
        benefits: app.catalogue.benefits().iter().map(benefit).collect(),
    })
}

fn waiting(totals: &[RecordTotal], code: &str) -> u64 {
    let kept_back = totals.iter().filter(|total| {
        total.benefit.as_deref() == Some(code) && total.state == RecordState::Blocked
    });
    kept_back.map(|total| total.n).sum()
}
