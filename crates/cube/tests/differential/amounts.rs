//! Random legal questions on amounts alone, which merged facts can answer.

use pas_cube::dimension::{Axis, levels};

use crate::question;
use crate::random::Random;
use crate::world::World;

/// A question about `world` with amounts alone by time, territory, body and benefit; the filters are any.
pub(crate) fn text(random: &mut Random, world: &World) -> String {
    let merged = [Axis::Time, Axis::Residence, Axis::Body, Axis::Benefit];
    let others: Vec<Axis> = levels()
        .map(|level| level.axis)
        .filter(|axis| !merged.contains(axis))
        .collect();
    let measures = random.one(&["spesa", "spesa,spesa_utenti", "spesa_ssn,spesa_ente"]);
    loop {
        let (rows, columns) = question::sides(random, &others);
        if question::n_cells(world, &rows) * question::n_cells(world, &columns)
            <= question::MAX_CELLS
        {
            return question::text(random, world, measures, (&rows, &columns), &[]);
        }
    }
}
