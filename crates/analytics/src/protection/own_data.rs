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

/// The grid as it is.
pub fn exact(grid: Grid, _right: OwnData) -> Grid {
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
