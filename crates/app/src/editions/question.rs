//! What a page needs to ask an edition and to show what it answered: the grammar's words, the answer's parts.

pub use pas_analytics::answer::{Answer, Compared, Figure, Protection, SaferView, Table, label};
pub use pas_cube::Query;
pub use pas_cube::dimension::{Axis, Level, Node, level, levels};
pub use pas_cube::measure::{ALL as MEASURES, Measure, Unit, measure};
pub use pas_cube::query::{MAX_LEVELS, MAX_MEASURES};
