//! How many residents of each sex and age receive something in a year: stated rates, made up.

use pas_cube::reference::N_BANDS;

use crate::published::Published;
use crate::table::{number, rows};

/// Beneficiaries in a year for every resident.
#[derive(Debug, Clone)]
pub struct TakeUp {
    /// Males by age band, then females; for Italy.
    national: [f64; 2 * N_BANDS],
    /// For each region: its code, and what multiplies the national rates there.
    regional: Vec<(String, f64)>,
}

impl TakeUp {
    pub(crate) fn new(published: &Published, regions: &[(String, f64)]) -> Self {
        let mut national = [0.0; 2 * N_BANDS];
        for (band, cells) in rows(include_str!("../data/presa.csv")).enumerate() {
            for sex in 0..2 {
                national[sex * N_BANDS + band] = number::<f64>(cells[1 + sex]) / 1000.0;
            }
        }
        let each = |region: &str| published.of_region(region).unwrap_or_default();
        let euro: f64 = regions.iter().map(|(code, n)| each(code) * n).sum();
        let people: f64 = regions.iter().map(|(_, n)| n).sum();
        let regional = regions.iter().map(|(code, _)| {
            let factor = (each(code) * people / euro).sqrt();
            (code.clone(), factor)
        });
        Self {
            national,
            regional: regional.collect(),
        }
    }

    /// Beneficiaries a year for every resident of `region` in column `sex_and_band` of
    /// [`pas_cube::reference::Vintage::residents`], in the nation at its full size.
    pub fn rate(&self, region: &str, sex_and_band: usize) -> f64 {
        let known = self.regional.iter().find(|(code, _)| code == region);
        let national = self.national.get(sex_and_band).copied().unwrap_or_default();
        known.map_or(0.0, |(_, factor)| factor * national)
    }
}
