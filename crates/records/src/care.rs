//! Whether the social service follows the person in some days, and for which area.

use pas_domain::coded::{PresaInCarico, ServiceArea};
use pas_domain::fact::CareEpisode;
use pas_domain::period::Period;

use crate::facts_of_person::Told;

/// What the files say about presa in carico for some days.
#[derive(Debug, Clone)]
pub(crate) struct CareInForce<'f> {
    /// `None`: no file says anything.
    pub(crate) state: Option<PresaInCarico>,
    pub(crate) area: Option<ServiceArea>,
    /// The episodes that decided.
    pub(crate) episodes: Vec<Told<'f, CareEpisode>>,
}

impl CareInForce<'_> {
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self.state == other.state && self.area == other.area
    }
}

/// Presa in carico in `days`: yes as soon as one office says yes, for a person is followed or not,
/// whichever benefit is looked at; otherwise not known as soon as one says so; otherwise no.
pub(crate) fn in_force<'f>(episodes: &[Told<'f, CareEpisode>], days: Period) -> CareInForce<'f> {
    let touching: Vec<Told<'f, CareEpisode>> = episodes
        .iter()
        .filter(|episode| touches(episode.it, days))
        .copied()
        .collect();
    for state in [
        PresaInCarico::Yes,
        PresaInCarico::Unknown,
        PresaInCarico::No,
    ] {
        let mut deciding: Vec<Told<'f, CareEpisode>> = touching
            .iter()
            .filter(|episode| episode.it.presa_in_carico == state)
            .copied()
            .collect();
        if deciding.is_empty() {
            continue;
        }
        // The area of the episode that began last, among those that name one.
        deciding.sort_by_key(|episode| std::cmp::Reverse(episode.it.from));
        let area = deciding.iter().find_map(|episode| episode.it.service_area);
        deciding.truncate(2);
        return CareInForce {
            state: Some(state),
            area,
            episodes: deciding,
        };
    }
    CareInForce {
        state: None,
        area: None,
        episodes: Vec::new(),
    }
}

fn touches(episode: &CareEpisode, days: Period) -> bool {
    episode.from.is_none_or(|from| from <= days.end())
        && episode.to.is_none_or(|to| to >= days.start())
}
