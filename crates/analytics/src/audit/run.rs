//! All attacks, family by family.

use std::collections::{HashMap, HashSet};

use pas_cube::grid::{Cell, Sum};
use pas_cube::{Cube, QueryError};

use super::bayes::{self, Noise, Term, most_likely};
use super::bounds;
use super::elimination::solve;
use super::family::Family;
use super::lattice::{Equation, Lattice};
use super::plan::{AuditPlan, Dice};
use super::report::{AuditReport, Bounds, Determined, FamilyReport, Inferred};
use super::sums::SumNoiseDifference;
use super::surface::{Edition, Surface};
use super::walk::Walker;
use crate::protection::{Door, PTable, Policy, ProtectedCell, Secret};

/// Attacks `cube` as `policy` protects it, and the step from `previous` to it. `progress` is told the
/// name of each family before it starts. Fails where the plan names what the edition does not have.
pub fn audit(
    cube: &Cube,
    previous: Option<&Cube>,
    policy: &Policy,
    secret: &Secret,
    plan: &AuditPlan,
    progress: &mut dyn FnMut(&str),
) -> Result<AuditReport, QueryError> {
    let door = Door::new(policy, secret);
    let answer = |cell: &Cell, _: u64| door.cell(cell);
    Attacker::new(policy, plan, &answer).attack(cube, previous, progress)
}

/// Somebody who knows the policy and may ask.
pub struct Attacker<'a> {
    policy: &'a Policy,
    plan: &'a AuditPlan,
    surface: &'a dyn Surface,
    noise: Noise,
    sums: Option<SumNoiseDifference>,
    /// The largest small count.
    most: i64,
}

impl<'a> Attacker<'a> {
    /// `surface` may be another door than the policy's own: a weaker one must be found out.
    pub fn new(policy: &'a Policy, plan: &'a AuditPlan, surface: &'a dyn Surface) -> Self {
        Self {
            noise: Noise::new(&PTable::new(policy.count_noise)),
            sums: policy.sum_noise.map(SumNoiseDifference::new),
            most: i64::from(policy.threshold) - 1,
            policy,
            plan,
            surface,
        }
    }

    /// All attacks on all families of the plan.
    pub fn attack(
        &self,
        cube: &Cube,
        previous: Option<&Cube>,
        progress: &mut dyn FnMut(&str),
    ) -> Result<AuditReport, QueryError> {
        let mut families = Vec::new();
        let mut dice = Dice(self.plan.seed);
        for family in &self.plan.families {
            progress(&family.name);
            let lattice = Lattice::build(cube, family, self.plan, (self.surface, Edition::Later))?;
            let mut report = self.family(family, &lattice, &mut dice);
            if let Some(previous) = previous {
                let before = Lattice::build(
                    previous,
                    family,
                    self.plan,
                    (self.surface, Edition::Earlier),
                )?;
                let mut walker = Walker::new(&self.noise, self.most);
                walker.editions(&before, &lattice, &same_boxes(&before, &lattice));
                report.editions = walker.finish();
            }
            families.push(report);
        }
        Ok(AuditReport::new(self.policy.certainty, families))
    }

    fn family(&self, family: &Family, lattice: &Lattice, dice: &mut Dice) -> FamilyReport {
        let n_families = self.plan.families.len().max(1);
        let mut pairs = Walker::new(&self.noise, self.most);
        pairs.pairs(lattice, self.plan.n_pairs.div_ceil(n_families), dice);
        let mut triples = Walker::new(&self.noise, self.most);
        triples.triples(lattice, self.plan.n_triples.div_ceil(n_families), dice);
        let nobody = vec![false; lattice.cells.len()];
        let outsider = System::new(lattice, &nobody);
        let insiders = family.insiders.map(|(dimension, level)| {
            let nodes = lattice.largest(dimension, level).into_iter();
            let nodes = nodes.take(self.plan.n_insiders);
            nodes
                .map(|node| {
                    let known = lattice.own(lattice.inside(dimension, level, node));
                    let system = System::new(lattice, &known);
                    (self.bounds(&system), self.infer(&system))
                })
                .collect()
        });
        let is_hidden = |cell: &&ProtectedCell| cell.people.value().is_none();
        FamilyReport {
            name: family.name.clone(),
            n_cells: lattice.cells.len(),
            n_hidden: lattice.shown.iter().filter(is_hidden).count(),
            n_equations: lattice.equations.len(),
            n_inconsistent: lattice.n_inconsistent,
            bias: self.bias(lattice),
            people: self.determined(lattice, &outsider.equations, &|n| {
                outsider.term(n).map(|term| term.value)
            }),
            records: self.records(lattice),
            bounds: self.bounds(&outsider),
            inferred: self.infer(&outsider),
            insiders: insiders.unwrap_or_default(),
            pairs: pairs.finish(),
            triples: triples.finish(),
            editions: super::report::Walked::default(),
        }
    }

    /// How far the shown counts of different large boxes are off on average, in standard deviations
    /// of that average.
    fn bias(&self, lattice: &Lattice) -> f64 {
        let is_large = |cell: &Cell| i64::from(cell.people) > self.most + 2 * self.noise.bound();
        let mut seen = HashSet::new();
        let (mut n, mut sum) = (0.0, 0.0);
        for (cell, shown) in lattice.cells.iter().zip(&lattice.shown) {
            if let Some(people) = shown.people.value()
                && is_large(cell)
                && seen.insert((cell.key, cell.people))
            {
                n += 1.0;
                #[expect(clippy::cast_precision_loss, reason = "counts of people")]
                let off = (people - i64::from(cell.people)) as f64;
                sum += off;
            }
        }
        let variance: f64 = n * self.noise.variance();
        if sum.abs() < 0.5 {
            0.0
        } else {
            sum / variance.sqrt()
        }
    }

    fn records(&self, lattice: &Lattice) -> Determined {
        let equations: Vec<&Equation> = lattice.equations.iter().filter(|e| e.of_records).collect();
        let value = |n: usize| match lattice.cells[n].people {
            0 => Some(0),
            _ => lattice.shown[n].sum(Sum::Records).value(),
        };
        let exact = |n: usize| lattice.cells[n].sums[Sum::Records as usize];
        self.determined_as(lattice, &equations, &value, &exact)
    }

    fn determined(
        &self,
        lattice: &Lattice,
        equations: &[&Equation],
        value: &dyn Fn(usize) -> Option<i64>,
    ) -> Determined {
        let exact = |n: usize| i64::from(lattice.cells[n].people);
        self.determined_as(lattice, equations, value, &exact)
    }

    fn determined_as(
        &self,
        lattice: &Lattice,
        equations: &[&Equation],
        value: &dyn Fn(usize) -> Option<i64>,
        exact: &dyn Fn(usize) -> i64,
    ) -> Determined {
        let solved = solve(equations, value, self.plan.max_unknowns);
        let is_small =
            |(n, _): &&(usize, i64)| (1..=self.most).contains(&i64::from(lattice.cells[*n].people));
        let small: Vec<_> = solved.determined.iter().filter(is_small).collect();
        Determined {
            n_unknowns: solved.n_unknowns,
            n_equations: solved.n_equations,
            n_determined: solved.determined.len(),
            n_small: small.len(),
            n_right: small
                .iter()
                .filter(|(n, value)| exact(*n) == *value)
                .count(),
            n_guessed: most_frequent(small.iter().map(|(n, _)| exact(*n))).1,
            n_left_out: solved.n_left_out,
        }
    }

    fn bounds(&self, system: &System<'_>) -> Bounds {
        let noise = f64::from(self.policy.count_noise.bound);
        let noise = if self.policy.count_noise.alpha_permille == 0 {
            0.0
        } else {
            noise
        };
        let threshold = f64::from(self.policy.threshold);
        let by_cell = bounds::by_cell(&system.equations);
        #[expect(clippy::cast_precision_loss, reason = "counts of people")]
        let range = |n: usize| match system.term(n) {
            Some(term) if system.known[n] => (term.value as f64, term.value as f64),
            Some(term) if !term.is_known => (
                (term.value as f64 - noise).max(threshold),
                term.value as f64 + noise,
            ),
            _ => (0.0, threshold - 1.0 + noise),
        };
        let minimal = bayes::minimal(&system.equations, &|n| system.term(n));
        let mut targets: Vec<usize> = by_cell
            .keys()
            .copied()
            .filter(|&n| {
                let people = i64::from(system.lattice.cells[n].people);
                system.term(n).is_none() && system.own[n] == 0 && people <= self.most
            })
            .collect();
        // Those with an equation of their own first: they are the most exposed.
        targets.sort_by_key(|n| (std::cmp::Reverse(minimal.get(n).map_or(0, Vec::len)), *n));
        targets.truncate(self.plan.n_bounds);
        let mut report = Bounds::default();
        for target in targets {
            report.n_cells += 1;
            let Some((least, most)) = bounds::interval(target, &system.equations, &by_cell, &range)
            else {
                report.n_unsolved += 1;
                continue;
            };
            let width = most - least;
            report.n_points += usize::from(width < 0.5);
            report.narrowest = Some(
                report
                    .narrowest
                    .map_or(width, |narrowest| narrowest.min(width)),
            );
        }
        report
    }

    /// Weighs all equations on each hidden cell.
    fn infer(&self, system: &System<'_>) -> Inferred {
        let minimal = bayes::minimal(&system.equations, &|n| system.term(n));
        let others = |n: usize| i64::from(system.lattice.cells[n].people) - system.own[n];
        let is_small = |n: &usize| (1..=self.most).contains(&others(*n));
        let mut cells: Vec<usize> = minimal.keys().copied().filter(is_small).collect();
        cells.sort_unstable();
        let hidden = minimal.keys().map(|&n| others(n));
        let frequent = frequencies(hidden, self.most + bayes::BEYOND);
        let mut report = Inferred::default();
        let mut met = Vec::new();
        for cell in cells {
            let evidence = bayes::evidence(
                (cell, system.own[cell]),
                system.lattice,
                &minimal[&cell],
                (&self.noise, self.sums.as_ref()),
                self.most,
            );
            if evidence.n_equations == 0 {
                continue;
            }
            met.push(others(cell));
            report.n_sums += evidence.n_sums;
            report.most_equations = report.most_equations.max(evidence.n_equations);
            if let Some((_, certainty)) = most_likely(&evidence.likelihood) {
                report.highest = report.highest.max(certainty);
            }
            let weights = evidence.likelihood.iter().zip(&frequent);
            let weights: Vec<f64> = weights.map(|(l, f)| l * f).collect();
            let likely = most_likely(&weights).map(|(count, _)| count);
            report.n_right += usize::from(likely == Some(others(cell)));
        }
        report.n_cells = met.len();
        report.n_guessed = most_frequent(met.into_iter()).1;
        report
    }
}

/// What somebody knows of the people in the boxes of a family.
struct System<'l> {
    lattice: &'l Lattice,
    known: &'l [bool],
    equations: Vec<&'l Equation>,
    /// For each box, how many of its people the insider knows from a part of it.
    own: Vec<i64>,
}

impl<'l> System<'l> {
    fn new(lattice: &'l Lattice, known: &'l [bool]) -> Self {
        let equations: Vec<&Equation> = lattice.equations.iter().filter(|e| e.of_people).collect();
        let mut own = vec![0; lattice.cells.len()];
        let mut has_grown = true;
        while has_grown {
            has_grown = false;
            for equation in equations.iter().filter(|equation| !known[equation.parent]) {
                let of = |&n: &usize| {
                    if known[n] {
                        i64::from(lattice.cells[n].people)
                    } else {
                        own[n]
                    }
                };
                let people = equation.children.iter().map(of).sum();
                if people > own[equation.parent] {
                    own[equation.parent] = people;
                    has_grown = true;
                }
            }
        }
        Self {
            lattice,
            known,
            equations,
            own,
        }
    }

    /// The figure of a box: known exactly, or as shown. The attacker is told which boxes are empty;
    /// that is more than can be found out, and all that is claimed is claimed against it.
    fn term(&self, cell: usize) -> Option<Term> {
        let people = self.lattice.cells[cell].people;
        let is_known = self.known[cell] || people == 0;
        let value = if is_known {
            Some(i64::from(people))
        } else {
            self.lattice.shown[cell].people.value()
        };
        value.map(|value| Term {
            cell,
            value,
            is_known,
        })
    }
}

/// How often each count from 1 to `most` occurs; never nought, for nobody knows that it cannot.
fn frequencies(counts: impl Iterator<Item = i64>, most: i64) -> Vec<f64> {
    let mut frequencies = vec![0.5; usize::try_from(most).unwrap_or(0)];
    for count in counts {
        if let Some(entry) = usize::try_from(count - 1)
            .ok()
            .and_then(|n| frequencies.get_mut(n))
        {
            *entry += 1.0;
        }
    }
    frequencies
}

/// The most frequent value and how often it occurs.
fn most_frequent(values: impl Iterator<Item = i64>) -> (i64, usize) {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(value, n)| (n, std::cmp::Reverse(value)));
    most.unwrap_or((0, 0))
}

/// The numbers of each box in two editions, by name.
fn same_boxes(one: &Lattice, other: &Lattice) -> Vec<(usize, usize)> {
    let names = one.names();
    let numbers: HashMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(n, name)| (name.as_str(), n))
        .collect();
    let others = other.names();
    let pairs = others.iter().enumerate();
    pairs
        .filter_map(|(m, name)| Some((*numbers.get(name.as_str())?, m)))
        .collect()
}
