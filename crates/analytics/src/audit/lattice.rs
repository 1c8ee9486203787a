//! All boxes of a family: exact, as shown, and how they add up.

use pas_cube::dimension::{Axis, Level, level};
use pas_cube::grid::{Cell, Sum};
use pas_cube::plan::Needs;
use pas_cube::{Cube, Plan, Query, QueryError, scan};

use super::family::Family;
use super::plan::AuditPlan;
use super::surface::{Asked, Edition, Surface};
use crate::protection::ProtectedCell;

/// No node.
const NONE: usize = usize::MAX;

/// A box and the boxes that it falls into.
#[derive(Debug, Clone)]
pub(super) struct Equation {
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    /// Whether people add up.
    pub(super) of_people: bool,
    /// Whether records add up.
    pub(super) of_records: bool,
}

/// One level of a dimension, "all" first.
#[derive(Debug)]
struct Cutting {
    level: Option<&'static Level>,
    codes: Vec<String>,
    /// For each coarser level, the node there of each node here; none where this is no refinement.
    parents: Vec<Option<Vec<usize>>>,
}

/// The boxes of one choice of levels.
#[derive(Debug)]
struct Grouping {
    levels: Vec<usize>,
    first: usize,
}

/// All boxes of a family.
#[derive(Debug)]
pub(super) struct Lattice {
    dimensions: Vec<Vec<Cutting>>,
    groupings: Vec<Grouping>,
    pub(super) cells: Vec<Cell>,
    pub(super) shown: Vec<ProtectedCell>,
    pub(super) equations: Vec<Equation>,
    /// Answers that differed when asked again.
    pub(super) n_inconsistent: usize,
}

impl Lattice {
    /// Counts every box of `family`, and asks for it twice.
    pub(super) fn build(
        cube: &Cube,
        family: &Family,
        plan: &AuditPlan,
        (surface, edition): (&dyn Surface, Edition),
    ) -> Result<Self, QueryError> {
        let scanner = Scanner { cube, family, plan };
        let dimensions = family
            .dimensions
            .iter()
            .map(|dimension| scanner.cuttings(&dimension.levels))
            .collect::<Result<Vec<_>, _>>()?;
        let mut lattice = Self {
            dimensions,
            groupings: Vec::new(),
            cells: Vec::new(),
            shown: Vec::new(),
            equations: Vec::new(),
            n_inconsistent: 0,
        };
        for levels in products(&lattice.dimensions) {
            let chosen: Vec<&Cutting> = levels
                .iter()
                .zip(&lattice.dimensions)
                .map(|(&n, cuttings)| &cuttings[n])
                .filter(|cutting| cutting.level.is_some())
                .collect();
            let named = chosen.iter().filter_map(|cutting| cutting.level);
            let cells = scanner.cells(named.clone().collect())?;
            let asked = Asked {
                edition,
                filters: &family.filters,
                levels: named.map(|level| level.id).collect(),
                codes: chosen.iter().map(|c| c.codes.as_slice()).collect(),
                exact: &cells,
                first: lattice.cells.len(),
            };
            let (one, again) = (surface.show(&asked, false), surface.show(&asked, true));
            let differing = one.iter().zip(&again).filter(|(one, again)| one != again);
            lattice.n_inconsistent += differing.count();
            lattice.groupings.push(Grouping {
                levels,
                first: lattice.cells.len(),
            });
            lattice.shown.extend(one);
            lattice.cells.extend(cells);
        }
        lattice.equations = lattice.add_up(family);
        Ok(lattice)
    }

    /// Number of nodes of each dimension at `levels`.
    fn sizes(&self, levels: &[usize]) -> Vec<usize> {
        let levels = levels.iter().zip(&self.dimensions);
        levels
            .map(|(&level, cuttings)| cuttings[level].codes.len())
            .collect()
    }

    fn add_up(&self, family: &Family) -> Vec<Equation> {
        let mut equations = Vec::new();
        for fine in &self.groupings {
            for (dimension, cuttings) in self.dimensions.iter().enumerate() {
                let parents = &cuttings[fine.levels[dimension]].parents;
                for (coarse, map) in parents.iter().enumerate() {
                    if let Some(map) = map {
                        let splits_people = family.dimensions[dimension].splits_people;
                        let all = self.between(fine, dimension, coarse, map);
                        equations
                            .extend(all.filter_map(|equation| self.check(equation, splits_people)));
                    }
                }
            }
        }
        equations
    }

    /// The equations between `fine` and the grouping that has level `coarse` in `dimension`.
    fn between(
        &self,
        fine: &Grouping,
        dimension: usize,
        coarse: usize,
        map: &[usize],
    ) -> impl Iterator<Item = Equation> {
        let mut levels = fine.levels.clone();
        levels[dimension] = coarse;
        let above = self
            .groupings
            .iter()
            .find(|grouping| grouping.levels == levels);
        let first = above.map_or(0, |grouping| grouping.first);
        let (sizes, above_sizes) = (self.sizes(&fine.levels), self.sizes(&levels));
        let mut children = vec![Vec::new(); above_sizes.iter().product()];
        for n in 0..sizes.iter().product() {
            let mut place = positions(n, &sizes);
            let Some(&node) = map.get(place[dimension]).filter(|&&node| node != NONE) else {
                continue;
            };
            place[dimension] = node;
            children[index(&place, &above_sizes)].push(fine.first + n);
        }
        let all = children.into_iter().enumerate();
        all.filter(|(_, children)| !children.is_empty())
            .map(move |(n, children)| Equation {
                parent: first + n,
                children,
                of_people: false,
                of_records: false,
            })
    }

    /// The equation, where it holds: outside of all nodes there may be facts too (abroad), and then
    /// an attacker who knows the data's structure does not use it.
    fn check(&self, mut equation: Equation, splits_people: bool) -> Option<Equation> {
        let all = |of: &dyn Fn(&Cell) -> i64| -> bool {
            let sum: i64 = equation.children.iter().map(|&n| of(&self.cells[n])).sum();
            sum == of(&self.cells[equation.parent])
        };
        let of_people = splits_people && all(&|cell| i64::from(cell.people));
        let of_records = all(&|cell| cell.sums[Sum::Records as usize]);
        (equation.of_people, equation.of_records) = (of_people, of_records);
        (of_people || of_records).then_some(equation)
    }

    /// Which boxes lie in node `node` of a level of a dimension.
    pub(super) fn inside(&self, dimension: usize, level: &str, node: usize) -> Vec<bool> {
        let mut inside = vec![false; self.cells.len()];
        for grouping in &self.groupings {
            let cutting = &self.dimensions[dimension][grouping.levels[dimension]];
            if cutting.level.is_none_or(|found| found.id != level) {
                continue;
            }
            let sizes = self.sizes(&grouping.levels);
            for n in 0..sizes.iter().product() {
                if positions(n, &sizes)[dimension] == node {
                    inside[grouping.first + n] = true;
                }
            }
        }
        inside
    }

    /// All boxes that hold nothing but what is in the `known` ones: parts of them, and wholes of them.
    pub(super) fn own(&self, known: Vec<bool>) -> Vec<bool> {
        let mut known = known;
        loop {
            let mut has_grown = false;
            for equation in self.equations.iter().filter(|equation| equation.of_records) {
                let is_known = |n: &usize| known[*n] || self.cells[*n].people == 0;
                let all = equation.children.iter().all(is_known);
                if known[equation.parent] {
                    for &child in &equation.children {
                        has_grown |= !known[child];
                        known[child] = true;
                    }
                } else if all && self.cells[equation.parent].people > 0 {
                    has_grown = true;
                    known[equation.parent] = true;
                }
            }
            if !has_grown {
                return known;
            }
        }
    }

    /// The nodes of a level of a dimension, those with the most people first.
    pub(super) fn largest(&self, dimension: usize, level: &str) -> Vec<usize> {
        let is_alone = |grouping: &&Grouping| {
            grouping.levels.iter().enumerate().all(|(n, &chosen)| {
                let found = self.dimensions[n][chosen].level;
                if n == dimension {
                    found.is_some_and(|found| found.id == level)
                } else {
                    found.is_none()
                }
            })
        };
        let Some(grouping) = self.groupings.iter().find(is_alone) else {
            return Vec::new();
        };
        let n_nodes = self.sizes(&grouping.levels)[dimension];
        let mut nodes: Vec<usize> = (0..n_nodes).collect();
        nodes.sort_by_key(|n| std::cmp::Reverse(self.cells[grouping.first + n].people));
        nodes
    }

    /// The name of every box: the code of its node in each dimension, empty for all.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::with_capacity(self.cells.len());
        for grouping in &self.groupings {
            let sizes = self.sizes(&grouping.levels);
            for n in 0..sizes.iter().product() {
                let place = positions(n, &sizes);
                let codes = place.iter().zip(&grouping.levels).zip(&self.dimensions);
                let codes = codes.map(|((&node, &level), cuttings)| {
                    let cutting = &cuttings[level];
                    let level = cutting.level.map_or("", |level| level.id);
                    format!("{level}={}", cutting.codes[node])
                });
                names.push(codes.collect::<Vec<_>>().join("&"));
            }
        }
        names
    }
}

/// Counts boxes.
struct Scanner<'a> {
    cube: &'a Cube,
    family: &'a Family,
    plan: &'a AuditPlan,
}

impl Scanner<'_> {
    fn plan(&self, levels: Vec<&'static Level>) -> Result<Plan, QueryError> {
        let mut query = Query::parse("misure=beneficiari")?;
        query.rows = levels;
        for (id, code) in &self.family.filters {
            query.filters.push((found(id)?, code.clone()));
        }
        let mut plan = Plan::of(&query, self.cube)?;
        plan.needs = Needs {
            people: true,
            keys: true,
            households: true,
            sums: [true; 6],
            tops: true,
            amounts: false,
        };
        Ok(plan)
    }

    fn cells(&self, levels: Vec<&'static Level>) -> Result<Vec<Cell>, QueryError> {
        let plan = self.plan(levels)?;
        Ok(scan(self.cube, &plan, self.plan.n_threads).body.cells)
    }

    fn cuttings(&self, ids: &[&'static str]) -> Result<Vec<Cutting>, QueryError> {
        let mut cuttings = vec![Cutting {
            level: None,
            codes: vec![String::new()],
            parents: Vec::new(),
        }];
        for id in ids {
            let level = found(id)?;
            let plan = self.plan(vec![level])?;
            let kept = &plan.rows.nodes[0];
            let nodes = self.cube.nodes(level);
            let codes: Vec<String> = kept.iter().map(|&n| nodes[n].code.clone()).collect();
            let parents = cuttings
                .iter()
                .map(|coarse| self.parents(level, &codes, coarse))
                .collect::<Result<Vec<_>, _>>()?;
            cuttings.push(Cutting {
                level: Some(level),
                codes,
                parents,
            });
        }
        Ok(cuttings)
    }

    /// The node of `coarse` that each node of `fine` lies in, seen from where the people are.
    fn parents(
        &self,
        fine: &'static Level,
        codes: &[String],
        coarse: &Cutting,
    ) -> Result<Option<Vec<usize>>, QueryError> {
        let Some(above) = coarse.level else {
            return Ok(Some(vec![0; codes.len()]));
        };
        if fine.axis == Axis::Time {
            let position = |code: &String| quarter_of(code, &coarse.codes).unwrap_or(NONE);
            return Ok(Some(codes.iter().map(position).collect()));
        }
        let cells = self.cells(vec![fine, above])?;
        let mut map = vec![NONE; codes.len()];
        for (n, row) in cells.chunks(coarse.codes.len().max(1)).enumerate() {
            let mut with_people = row.iter().enumerate().filter(|(_, cell)| cell.people > 0);
            if let Some((node, _)) = with_people.next() {
                map[n] = node;
            }
            if with_people.next().is_some() {
                return Ok(None);
            }
        }
        Ok(Some(map))
    }
}

fn found(id: &str) -> Result<&'static Level, QueryError> {
    level(id).ok_or_else(|| QueryError(format!("il livello «{id}» non esiste")))
}

/// Where among `quarters` ("2024-T1") the quarter of `month` ("2024-03") stands.
fn quarter_of(month: &str, quarters: &[String]) -> Option<usize> {
    let (year, month) = month.rsplit_once('-')?;
    let number: u8 = month.parse().ok()?;
    let quarter = format!("{year}-T{}", number.checked_sub(1)? / 3 + 1);
    quarters.iter().position(|code| *code == quarter)
}

/// Every choice of a level for each dimension.
fn products(dimensions: &[Vec<Cutting>]) -> Vec<Vec<usize>> {
    let sizes: Vec<usize> = dimensions.iter().map(Vec::len).collect();
    (0..sizes.iter().product())
        .map(|n| positions(n, &sizes))
        .collect()
}

/// Position in each dimension of number `n`, the last dimension running fastest.
fn positions(n: usize, sizes: &[usize]) -> Vec<usize> {
    let mut rest = n;
    let mut place = vec![0; sizes.len()];
    for (position, &size) in place.iter_mut().zip(sizes).rev() {
        *position = rest.checked_rem(size).unwrap_or(0);
        rest = rest.checked_div(size).unwrap_or(0);
    }
    place
}

fn index(place: &[usize], sizes: &[usize]) -> usize {
    let places = place.iter().zip(sizes);
    places.fold(0, |n, (position, size)| n * size + position)
}
