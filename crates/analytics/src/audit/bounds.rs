//! A2: the narrowest interval of a hidden count, by linear programming.

use std::collections::{HashMap, HashSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::lattice::Equation;

/// What is known of a cell before anything is added up: at least, at most.
pub(super) type Range = (f64, f64);

/// Most equations in one program: those nearest to the cell.
const MAX_EQUATIONS: usize = 60;

/// For fast access, the equations that each cell is in.
pub(super) fn by_cell(equations: &[&Equation]) -> HashMap<usize, Vec<usize>> {
    let mut by_cell: HashMap<usize, Vec<usize>> = HashMap::new();
    for (n, equation) in equations.iter().enumerate() {
        for cell in equation.children.iter().chain([&equation.parent]) {
            by_cell.entry(*cell).or_default().push(n);
        }
    }
    by_cell
}

/// The least and the most that `target` can be; nothing when the program has no solution.
pub(super) fn interval(
    target: usize,
    equations: &[&Equation],
    by_cell: &HashMap<usize, Vec<usize>>,
    range: &dyn Fn(usize) -> Range,
) -> Option<Range> {
    let near = near(target, equations, by_cell, range);
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let mut variables: HashMap<usize, Variable> = HashMap::new();
        let mut variable = |problem: &mut Problem, cell: usize| {
            let goal = if cell == target { 1.0 } else { 0.0 };
            *variables
                .entry(cell)
                .or_insert_with(|| problem.add_var(goal, range(cell)))
        };
        variable(&mut problem, target);
        for &n in &near {
            let equation = equations[n];
            let mut terms = vec![(variable(&mut problem, equation.parent), -1.0)];
            for &child in &equation.children {
                terms.push((variable(&mut problem, child), 1.0));
            }
            problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(solution.objective())
    };
    let least = solve(OptimizationDirection::Minimize)?;
    let most = solve(OptimizationDirection::Maximize)?;
    Some((least, most))
}

/// The equations nearest to `target`, going from one to the next over cells that are not known.
fn near(
    target: usize,
    equations: &[&Equation],
    by_cell: &HashMap<usize, Vec<usize>>,
    range: &dyn Fn(usize) -> Range,
) -> Vec<usize> {
    let mut near = Vec::new();
    let (mut seen_cells, mut seen) = (HashSet::from([target]), HashSet::new());
    let mut front = vec![target];
    while let Some(cell) = front.pop() {
        let mut next = Vec::new();
        for &n in by_cell.get(&cell).map_or(&[][..], Vec::as_slice) {
            if near.len() >= MAX_EQUATIONS {
                return near;
            }
            if seen.insert(n) {
                near.push(n);
                let cells = equations[n].children.iter().chain([&equations[n].parent]);
                next.extend(cells.copied().filter(|&cell| {
                    let (least, most) = range(cell);
                    most > least && seen_cells.insert(cell)
                }));
            }
        }
        // Nearest first: what is new goes to the back of the line.
        front.splice(0..0, next.into_iter().rev());
    }
    near
}

#[cfg(test)]
mod tests {
    use super::{Equation, by_cell, interval};

    #[test]
    fn an_interval_is_as_narrow_as_the_equations_make_it() {
        let equation = Equation {
            parent: 2,
            children: vec![0, 1],
            of_people: true,
            of_records: true,
        };
        let equations = [&equation];
        let by_cell = by_cell(&equations);
        let exact = |cell| if cell == 2 { (7.0, 7.0) } else { (0.0, 4.0) };
        assert_eq!(interval(0, &equations, &by_cell, &exact), Some((3.0, 4.0)));
        let noisy = |cell| if cell == 2 { (5.0, 31.0) } else { (0.0, 28.0) };
        assert_eq!(interval(0, &equations, &by_cell, &noisy), Some((0.0, 28.0)));
        let impossible = |cell| if cell == 2 { (90.0, 90.0) } else { (0.0, 4.0) };
        assert_eq!(interval(0, &equations, &by_cell, &impossible), None);
    }
}
