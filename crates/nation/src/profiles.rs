//! What is usual for each benefit: amounts, shares, assessments, ages. Made up.

use pas_cube::reference::{Benefit, N_BANDS};

use crate::table::{number, rows};

/// When a benefit is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Month by month.
    Periodic,
    /// Month by month while there is school.
    School,
    /// Once.
    OneOff,
}

/// What is usual for one benefit. Frequencies are per mille of its records.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    /// Position in the reference's benefits.
    pub(crate) benefit: u8,
    /// Position in [`pas_catalogue::Area::ALL`].
    pub(crate) area: u8,
    pub(crate) mode: Mode,
    /// Net euro in a whole year.
    pub(crate) euro: u32,
    /// 0 little, 1 middling, 2 much variety of amounts.
    pub(crate) variety: u8,
    pub(crate) isee: u16,
    pub(crate) in_carico: u16,
    /// How often the user pays, and the part of the total.
    pub(crate) user: (u16, u16),
    /// How often the Servizio sanitario pays, and the part of the total.
    pub(crate) ssn: (u16, u16),
    /// Hours a month.
    pub(crate) hours: u16,
    pub(crate) sina: u16,
    pub(crate) by_ats: u16,
    pub(crate) by_asl: u16,
    /// Whether this is the assessment of a minor that names no benefit.
    pub(crate) is_sinba: bool,
    /// Whether this is affidamento familiare.
    pub(crate) is_foster: bool,
}

/// All profiles, and how much each weighs in every age band.
#[derive(Debug, Clone)]
pub(crate) struct Profiles {
    pub(crate) all: Vec<Profile>,
    /// For each age band, the sum of the weights up to each profile.
    cumulative: [Vec<u32>; N_BANDS],
}

impl Profiles {
    pub(crate) fn new(benefits: &[Benefit]) -> Self {
        let mut all = Vec::new();
        let mut cumulative: [Vec<u32>; N_BANDS] = std::array::from_fn(|_| Vec::new());
        for cells in rows(include_str!("../data/profili.csv")) {
            let known = benefits.iter().position(|one| one.code == cells[0]);
            let Some(at) = known else { continue };
            all.push(profile(&cells, at, &benefits[at]));
            for (sums, cell) in cumulative.iter_mut().zip(&cells[14..]) {
                let before = sums.last().copied().unwrap_or(0);
                sums.push(before + number::<u32>(cell));
            }
        }
        Self { all, cumulative }
    }

    /// The profile that a chance of 32 bits points at among those of age band `band` (from 0), and
    /// that is not in `taken` yet; the next one where it is.
    pub(crate) fn pick(&self, band: usize, chance: u32, taken: &[u8]) -> Option<u8> {
        let sums = self.cumulative.get(band)?;
        let total = u64::from(*sums.last()?);
        let point = (u64::from(chance) * total) >> 32;
        let first = sums.partition_point(|&sum| u64::from(sum) <= point);
        let weighs = |at: usize| sums[at] > at.checked_sub(1).map_or(0, |before| sums[before]);
        (first..sums.len())
            .chain(0..first)
            .filter(|&at| weighs(at))
            .filter_map(|at| u8::try_from(at).ok())
            .find(|at| !taken.contains(at))
    }
}

fn profile(cells: &[&str], at: usize, benefit: &Benefit) -> Profile {
    let area = pas_catalogue::Area::from_code(&benefit.istat_area);
    let area = area.map_or(6, |area| area as u8);
    Profile {
        benefit: u8::try_from(at).expect("invariant: at most 255 benefits"),
        area,
        mode: match cells[1] {
            "O" => Mode::OneOff,
            "S" => Mode::School,
            _ => Mode::Periodic,
        },
        euro: number(cells[2]),
        variety: number(cells[3]),
        isee: number(cells[4]),
        in_carico: number(cells[5]),
        user: (number(cells[6]), number(cells[7])),
        ssn: (number(cells[8]), number(cells[9])),
        hours: number(cells[10]),
        sina: number(cells[11]),
        by_ats: number(cells[12]),
        by_asl: number(cells[13]),
        is_sinba: benefit.code == pas_gazetteer::SINBA,
        is_foster: benefit.code == "A1.22",
    }
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use super::Profiles;

    #[test]
    fn every_age_has_benefits_and_none_twice() {
        let benefits = pas_gazetteer::benefits(Catalogue::builtin());
        let profiles = Profiles::new(&benefits);
        assert_eq!(profiles.all.len(), 39);
        for band in 0..12 {
            let first = profiles.pick(band, u32::MAX / 3, &[]).expect("a benefit");
            let second = profiles.pick(band, u32::MAX / 3, &[first]);
            assert!(second.is_some_and(|second| second != first), "{band}");
        }
    }
}
