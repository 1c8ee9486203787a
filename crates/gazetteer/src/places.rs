//! The comuni of a stretch of years as positions, and the residents of each.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use pas_catalogue::{Catalogue, Comune};
use pas_cube::dimension::MACRO_AREAS;
use pas_cube::reference::{Place, Vintage};

/// The comuni that existed on some day of the years, each once and as it last was in them.
///
/// Ordered by macro-area, region, province and Belfiore code, so that a territory is one stretch of
/// positions. The last place stands for abroad and not known.
#[derive(Debug, Clone)]
pub struct Gazetteer<'a> {
    catalogue: &'a Catalogue,
    places: Vec<Place>,
    positions: HashMap<String, u16>,
    last_day: Date,
}

impl<'a> Gazetteer<'a> {
    /// The places of the years from `first_year` to `last_year`, both included.
    pub fn new(catalogue: &'a Catalogue, first_year: i16, last_year: i16) -> Self {
        let (first_day, last_day) = (date(first_year, 1, 1), date(last_year, 12, 31));
        let mut latest: HashMap<&str, &Comune> = HashMap::new();
        for comune in catalogue.comuni() {
            let ends_before = comune.to.is_some_and(|to| to < first_day);
            if !ends_before && comune.from <= last_day && comune.region.is_some() {
                // The periods of a comune stand oldest first.
                latest.insert(&comune.belfiore, comune);
            }
        }
        let mut comuni: Vec<&Comune> = latest.into_values().collect();
        comuni.sort_by_cached_key(|comune| {
            let region = comune.region.clone().unwrap_or_default();
            let macro_area = MACRO_AREAS
                .iter()
                .position(|(_, _, regions)| regions.contains(&&*region));
            let province = catalogue.province(&comune.province);
            let province = province.map(|province| province.istat.clone());
            (macro_area, region, province, comune.belfiore.clone())
        });
        let mut places: Vec<Place> = comuni.iter().map(|c| place(catalogue, c)).collect();
        places.push(Place {
            name: "Estero o non noto".to_owned(),
            ..empty_place()
        });
        let positions = places.iter().zip(0..);
        let positions = positions.map(|(place, position)| (place.belfiore.clone(), position));
        Self {
            catalogue,
            positions: positions.collect(),
            places,
            last_day,
        }
    }

    /// The places, in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Position of the comune with this Belfiore code; one that ceased before the years is its
    /// successor, where the lists know it. `None` for what is no comune of these years.
    pub fn position(&self, belfiore: &str) -> Option<u16> {
        if belfiore.is_empty() {
            return None;
        }
        self.positions.get(belfiore).copied().or_else(|| {
            let successor = self.catalogue.successor_of(belfiore, self.last_day)?;
            self.positions.get(&successor.belfiore).copied()
        })
    }

    /// Position of the comune with this six-digit ISTAT code, as [`Self::position`].
    pub fn position_of_istat(&self, istat: &str) -> Option<u16> {
        let comune = self.catalogue.comune_by_istat(istat, self.last_day);
        let comune = comune.or_else(|| self.catalogue.comune_by_istat_any_date(istat));
        self.position(&comune?.belfiore)
    }

    /// Position of the last place, abroad and not known.
    pub fn abroad(&self) -> u16 {
        u16::try_from(self.places.len() - 1).expect("invariant: Italy has about 8,000 comuni")
    }

    /// The counts of residents that the lists have, oldest first.
    ///
    /// The residents of a comune that ceased before the years stand at its successor; where that is
    /// not known, at the last place, so that no resident is lost from the total.
    pub fn population(&self) -> Vec<Vintage> {
        let mut vintages: Vec<Vintage> = Vec::new();
        for counted in self.catalogue.population() {
            let known = vintages.iter().position(|one| one.year == counted.year);
            let at = known.unwrap_or_else(|| {
                vintages.push(Vintage {
                    year: counted.year,
                    residents: vec![[0; 24]; self.places.len()],
                });
                vintages.len() - 1
            });
            let place = self
                .position(&counted.belfiore)
                .unwrap_or_else(|| self.abroad());
            let residents = vintages
                .get_mut(at)
                .and_then(|vintage| vintage.residents.get_mut(usize::from(place)));
            let sums = residents.into_iter().flatten();
            for (sum, number) in sums.zip(counted.by_sex_and_band) {
                *sum += number;
            }
        }
        vintages.sort_by_key(|vintage| vintage.year);
        vintages
    }
}

fn empty_place() -> Place {
    Place {
        belfiore: String::new(),
        istat: String::new(),
        name: String::new(),
        province: String::new(),
        province_name: String::new(),
        region: String::new(),
        region_name: String::new(),
    }
}

fn place(catalogue: &Catalogue, comune: &Comune) -> Place {
    let province = catalogue.province(&comune.province);
    let region = comune.region.clone().unwrap_or_default();
    let named = catalogue.regions().iter().find(|one| one.istat == region);
    Place {
        belfiore: comune.belfiore.clone(),
        istat: comune.istat.clone().unwrap_or_default(),
        name: comune.full_name(),
        province: comune.province.clone(),
        province_name: province.map_or_else(|| comune.province.clone(), |one| one.name.clone()),
        region_name: named.map_or_else(|| region.clone(), |one| one.name.clone()),
        region,
    }
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Catalogue;

    use pas_cube::dimension::macro_area;

    use super::Gazetteer;

    fn total(residents: &[[u32; 24]]) -> u64 {
        residents.iter().flatten().map(|&n| u64::from(n)).sum()
    }

    #[test]
    fn territories_are_stretches() {
        let gazetteer = Gazetteer::new(Catalogue::builtin(), 2021, 2025);
        let places = gazetteer.places();
        assert!((7_890..7_950).contains(&places.len()), "{}", places.len());
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for place in &places[..places.len() - 1] {
            let key = (place.region.as_str(), place.province.as_str());
            if seen.last() != Some(&key) {
                assert!(!seen.contains(&key), "{key:?} comes back");
                seen.push(key);
            }
            assert!(macro_area(&place.region).is_some());
        }
        assert_eq!(seen.len(), 107);
        assert!(places.last().is_some_and(|place| place.belfiore.is_empty()));
    }

    #[test]
    fn a_comune_is_as_it_last_was() {
        let gazetteer = Gazetteer::new(Catalogue::builtin(), 2021, 2025);
        let at = gazetteer.position("F478").expect("Montecopiolo");
        assert_eq!(gazetteer.places()[usize::from(at)].province, "RN");
        assert_eq!(gazetteer.position("Z100"), None);
        assert_eq!(
            gazetteer.position_of_istat("058091"),
            gazetteer.position("H501")
        );
        assert!(gazetteer.position("H501").is_some());
    }

    #[test]
    fn no_resident_is_lost() {
        for first_year in [2018, 2021, 2024] {
            let gazetteer = Gazetteer::new(Catalogue::builtin(), first_year, first_year + 4);
            let population = gazetteer.population();
            let totals: Vec<(i16, u64)> = population
                .iter()
                .map(|count| (count.year, total(&count.residents)))
                .collect();
            assert_eq!(totals, [(2022, 59_019_317), (2023, 58_840_177)]);
            let unknown = &population[0].residents[usize::from(gazetteer.abroad())..];
            assert!(total(unknown) < 40_000, "{first_year}: {}", total(unknown));
        }
    }
}
