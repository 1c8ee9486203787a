//! What ISTAT published of the spending of comuni, and what it makes every region and area spend in a year.

use pas_catalogue::Area;
use pas_cube::Reference;
use pas_cube::dimension::macro_area;

use crate::table::{number, rows};

/// Published figures at any level. Source of each: `data/spesa_pubblicata.csv`.
#[derive(Debug, Clone)]
pub struct Published {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    level: &'static str,
    territory: &'static str,
    year: i16,
    value: f64,
}

/// The year of the one table by region.
pub const REGIONAL_YEAR: i16 = 2019;

impl Published {
    /// The figures that the program carries.
    pub fn builtin() -> Self {
        let table = rows(include_str!("../data/spesa_pubblicata.csv"));
        let rows = table.map(|cells| Row {
            level: cells[0],
            territory: cells[1],
            year: number(cells[2]),
            value: number(cells[4]),
        });
        Self {
            rows: rows.collect(),
        }
    }

    fn series(&self, level: &str, territory: &str) -> Vec<(i16, f64)> {
        let own = |row: &&Row| row.level == level && row.territory == territory;
        let own = self.rows.iter().filter(own);
        let mut series: Vec<(i16, f64)> = own.map(|row| (row.year, row.value)).collect();
        series.sort_by_key(|(year, _)| *year);
        series
    }

    /// Euro per resident that the comuni of a region spent in [`REGIONAL_YEAR`].
    pub fn of_region(&self, region: &str) -> Option<f64> {
        let series = self.series("regione", region);
        series.first().map(|(_, value)| *value)
    }

    /// Euro that all comuni spent in `year`; what the nearest published year says where none is.
    pub fn of_italy(&self, year: i16) -> f64 {
        nearest(&self.series("italia", "IT"), year) * 1e6
    }

    /// The part of national spending that went to `area` in `year`, from 0 to 1; the nearest
    /// published year's where none is.
    pub fn of_area(&self, area: Area, year: i16) -> f64 {
        nearest(&self.series("area", area.code()), year) / 100.0
    }

    /// Euro per resident that the comuni of a macro-area spent in `year`, where published.
    pub fn of_macro_area(&self, code: &str, year: i16) -> Option<f64> {
        let series = self.series("ripartizione", code);
        let found = series.iter().find(|(known, _)| *known == year);
        found.map(|(_, value)| *value)
    }

    /// Euro that the comuni of each of `regions` spent in `year`; together, what Italy spent.
    ///
    /// The regions keep among themselves, inside their macro-area, the proportions of
    /// [`REGIONAL_YEAR`]; macro-areas follow their own series, in straight lines between published years.
    pub fn of_regions(&self, regions: &[(String, f64)], year: i16) -> Vec<f64> {
        let base = |code: &str| {
            let own = regions
                .iter()
                .filter(|(region, _)| macro_area(region).is_some_and(|(found, _)| found == code));
            let sums = own.fold((0.0, 0.0), |(euro, people), (region, residents)| {
                let each = self.of_region(region).unwrap_or_default();
                (euro + each * residents, people + residents)
            });
            sums.0 / sums.1
        };
        let raw: Vec<f64> = regions
            .iter()
            .map(|(region, residents)| {
                let code = macro_area(region).map_or("", |(code, _)| code);
                let base = base(code);
                let mut series = self.series("ripartizione", code);
                series.push((REGIONAL_YEAR, base));
                series.sort_by_key(|(year, _)| *year);
                let growth = on_the_line(&series, year) / base;
                self.of_region(region).unwrap_or_default() * growth * residents
            })
            .collect();
        let factor = self.of_italy(year) / raw.iter().sum::<f64>();
        raw.iter().map(|euro| euro * factor).collect()
    }
}

/// Code and residents of every region of the reference, in its order, as they count for `year`.
pub(crate) fn regions(reference: &Reference, year: i16) -> Vec<(String, f64)> {
    let mut regions: Vec<(String, f64)> = Vec::new();
    let vintage = reference.vintage_for(year);
    let residents = vintage.map_or(&[][..], |vintage| &vintage.residents);
    for (place, residents) in reference.places.iter().zip(residents) {
        if place.region.is_empty() {
            continue;
        }
        if regions.last().is_none_or(|(code, _)| *code != place.region) {
            regions.push((place.region.clone(), 0.0));
        }
        if let Some((_, sum)) = regions.last_mut() {
            *sum += residents.iter().map(|&n| f64::from(n)).sum::<f64>();
        }
    }
    regions
}

fn nearest(series: &[(i16, f64)], year: i16) -> f64 {
    let nearest = series.iter().min_by_key(|(known, _)| known.abs_diff(year));
    nearest.map_or(0.0, |(_, value)| *value)
}

fn on_the_line(series: &[(i16, f64)], year: i16) -> f64 {
    for pair in series.windows(2) {
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        if (from..=to).contains(&year) {
            let part = f64::from(year - from) / f64::from(to - from);
            return low + (high - low) * part;
        }
    }
    nearest(series, year)
}

#[cfg(test)]
mod tests {
    use pas_catalogue::Area;

    use super::{Published, on_the_line};

    #[test]
    fn the_figures_are_those_published() {
        let published = Published::builtin();
        assert_eq!(published.of_region("18"), Some(24.0));
        assert!((published.of_italy(2025) - 8.9e9).abs() < 1.0);
        for year in [2021, 2022, 2024] {
            let areas = Area::ALL.map(|area| published.of_area(area, year));
            assert!((areas.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{year}");
        }
    }

    #[test]
    fn a_year_between_two_lies_on_the_line() {
        let series = [(2018, 10.0), (2022, 30.0)];
        for (year, expected) in [(2016, 10.0), (2019, 15.0), (2022, 30.0), (2025, 30.0)] {
            let found = on_the_line(&series, year);
            assert!((found - expected).abs() < 1e-9, "{year}: {found}");
        }
    }
}
