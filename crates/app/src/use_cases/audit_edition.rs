//! Attacking the protection of an edition, as an outsider and as an insider would.

use std::num::NonZero;

use pas_analytics::audit::{AuditPlan, AuditReport, audit};
use pas_analytics::{DetailLoss, Policy, loss_by_detail};
use pas_domain::actor::Actor;
use pas_edition::Access;

use crate::app::App;
use crate::editions::n_threads;
use crate::error::AppError;
use crate::use_case::AUDIT_EDITION;
use crate::use_cases::ask_edition::unreadable;

/// How much is tried.
#[derive(Debug, Clone, Copy)]
pub struct AuditQuery {
    /// The edition.
    pub number: u32,
    /// The edition before it, whose difference is attacked too.
    pub previous: Option<u32>,
    /// Provinces whose tables are attacked, spread evenly.
    pub n_provinces: usize,
    /// Random pairs, and as many triples.
    pub n_pairs: usize,
    /// What the random choices follow from.
    pub seed: u64,
}

/// What the attacks gave, and what the protection costs.
#[derive(Debug, Clone)]
pub struct Audited {
    /// The attacks.
    pub report: AuditReport,
    /// What a planner no longer sees, by level of detail.
    pub losses: Vec<DetailLoss>,
}

/// Audits an edition; `progress` is told what is tried next.
pub async fn audit_edition(
    app: &App,
    actor: &Actor,
    query: AuditQuery,
    mut progress: impl FnMut(&str) + Send + 'static,
) -> Result<Audited, AppError> {
    let work = app.work(actor, AUDIT_EDITION).await?;
    let held = app.clone();
    let attacked = move || {
        let secret = held.protection_secret();
        let cube = |number: u32| {
            let edition = held
                .editions()
                .open(number, Access::EvenWithdrawn)
                .map_err(unreadable)?;
            held.shelf.cube(&edition, &secret).map_err(unreadable)
        };
        let attacked = cube(query.number)?;
        let previous = query.previous.map(cube).transpose()?;
        let mut plan = AuditPlan::of(&attacked, query.n_provinces);
        (plan.n_pairs, plan.n_triples, plan.seed) = (query.n_pairs, query.n_pairs, query.seed);
        plan.n_threads = NonZero::new(n_threads().get()).unwrap_or(NonZero::<usize>::MIN);
        let report = audit(
            &attacked,
            previous.as_deref(),
            &Policy::V1,
            &secret,
            &plan,
            &mut progress,
        )
        .map_err(|error| AppError::Invalid(error.to_string()))?;
        Ok(Audited {
            losses: loss_by_detail(&attacked, &Policy::V1, &secret, plan.n_threads),
            report,
        })
    };
    let task: Result<Result<Audited, AppError>, _> = tokio::task::spawn_blocking(attacked).await;
    let audited = task.map_err(|error| AppError::system("attaccare l'edizione", error))??;
    let outcome = if audited.report.passes() {
        "regge"
    } else {
        "non regge"
    };
    work.done(format!("edition:{}", query.number), outcome)
        .await?;
    Ok(audited)
}
