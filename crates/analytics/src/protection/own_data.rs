//! Exact figures, for those who may open the records that they are made of.

use pas_cube::grid::Grid;
use pas_domain::actor::{Permission, Role};

/// Proof that a reader may open every record behind a query.
#[derive(Debug, Clone, Copy)]
pub struct OwnData {
    _proof: (),
}

impl OwnData {
    /// The proof, where `role` may see records and the query takes the facts of `reader`'s own body
    /// and of no other. Bodies are positions in the reference of the edition. A query that does not
    /// say whose facts it takes concerns all bodies, and gets none.
    pub fn prove(role: Role, reader: u16, bodies: &[u16]) -> Option<Self> {
        let is_own = !bodies.is_empty() && bodies.iter().all(|&body| body == reader);
        (is_own && role.may(Permission::SeeRecords)).then_some(Self { _proof: () })
    }
}

/// Proof that a reader may see the own body's aggregates as the body's own policy has them.
#[derive(Debug, Clone, Copy)]
pub struct OwnAggregate {
    threshold: u32,
}

impl OwnAggregate {
    /// The proof, where `role` may see figures and the query takes the facts of `reader`'s own body
    /// and of no other; `threshold` is the body's own. The readers are the body's own staff, bound to
    /// secrecy: the policy keeps tables from naming few people at a glance, and does not withstand who
    /// sets out to compute them.
    pub fn prove(role: Role, reader: u16, bodies: &[u16], threshold: u32) -> Option<Self> {
        let is_own = !bodies.is_empty() && bodies.iter().all(|&body| body == reader);
        (is_own && role.may(Permission::SeeFigures)).then_some(Self { threshold })
    }

    /// Below so many people a cell is hidden.
    pub const fn threshold(self) -> u32 {
        self.threshold
    }

    /// Whether cell number `n` is shown.
    pub fn shows(self, grid: &Grid, n: usize) -> bool {
        grid.cells
            .get(n)
            .is_some_and(|cell| cell.people >= self.threshold)
    }
}

/// The grid as it is.
pub fn exact(grid: Grid, _right: OwnData) -> Grid {
    grid
}

/// The grid as it is, for who then shows only the cells that `right` shows.
pub(crate) fn exact_above(grid: Grid, _right: OwnAggregate) -> Grid {
    grid
}

#[cfg(test)]
mod tests {
    use pas_domain::actor::Role;

    use super::OwnData;

    #[test]
    fn only_the_own_body_and_only_who_sees_records() {
        for (role, bodies, is_given) in [
            (Role::Clerk, &[3][..], true),
            (Role::SocialWorker, &[3], true),
            (Role::Planner, &[3], false),
            (Role::Administrator, &[3], false),
            (Role::Clerk, &[3, 4], false),
            (Role::Clerk, &[4], false),
            (Role::Clerk, &[], false),
        ] {
            let proof = OwnData::prove(role, 3, bodies);
            assert_eq!(proof.is_some(), is_given, "{role:?} {bodies:?}");
        }
    }
}
