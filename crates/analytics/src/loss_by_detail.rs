//! What a planner no longer sees of an edition, from coarse tables to fine ones.

use std::num::NonZero;

use pas_cube::{Cube, Plan, Query, scan};
use serde::Serialize;

use crate::loss::{Loss, loss};
use crate::protection::{Door, Policy, Secret};

/// The tables, coarse to fine, by their levels; all of the edition's last year.
const DETAILS: &[&str] = &[
    "righe=regione&colonne=prestazione",
    "righe=provincia&colonne=prestazione",
    "righe=provincia&colonne=prestazione,sesso",
    "righe=comune",
    "righe=comune&colonne=area_istat",
    "righe=comune&colonne=eta",
    "righe=comune&colonne=prestazione",
    "righe=comune&colonne=area_istat,eta_ampia",
];

/// The loss of one table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DetailLoss {
    /// The table, as rows and columns of a question.
    pub table: &'static str,
    /// What is lost; `None` where the table has more cells than are answered at once.
    pub loss: Option<Loss>,
}

/// The loss of every table, from coarse to fine.
pub fn loss_by_detail(
    cube: &Cube,
    policy: &Policy,
    secret: &Secret,
    n_threads: NonZero<usize>,
) -> Vec<DetailLoss> {
    let door = Door::new(policy, secret);
    let year = cube.reference().years().last().unwrap_or_default();
    let of_table = |table: &&'static str| {
        let text = format!("misure=beneficiari,spesa&anno={year}&{table}");
        let plan = Query::parse(&text)
            .and_then(|query| Plan::of(&query, cube))
            .ok();
        let loss = plan.map(|mut plan| {
            plan.needs = plan.needs.protected();
            let grid = scan(cube, &plan, n_threads).body;
            loss(&grid, &door.protect(&grid), policy.threshold)
        });
        DetailLoss { table, loss }
    };
    DETAILS.iter().map(of_table).collect()
}
