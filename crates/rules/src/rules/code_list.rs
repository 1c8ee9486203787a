//! Lists of benefit codes, in SINA and in SINBA.

use pas_catalogue::Catalogue;
use pas_domain::flow::Text;

/// So many codes before one are looked at for a repetition; the catalogue has fewer, and a list
/// without end must not take time without end.
const LOOKED_AT: usize = 100;

/// What is wrong with a code of a list.
pub(crate) enum Fault {
    /// It stands in the list already.
    Repeated,
    /// The catalogue does not have it.
    Unknown,
}

/// Each faulty code with its fault; a code of a length that the schema refuses is passed over.
pub(crate) fn faults<'a>(
    codes: &'a [Text<'_>],
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = (&'a str, Fault)> {
    codes
        .iter()
        .enumerate()
        .filter_map(move |(position, code)| {
            let mut earlier = codes.iter().take(position.min(LOOKED_AT));
            if earlier.any(|earlier| earlier == code) {
                return Some((code.as_ref(), Fault::Repeated));
            }
            let has_length = (5..=10).contains(&code.chars().count());
            let is_unknown = has_length && catalogue.benefit(code).is_none();
            is_unknown.then(|| (code.as_ref(), Fault::Unknown))
        })
}
