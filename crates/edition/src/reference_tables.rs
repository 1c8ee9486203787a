//! The reference of an edition into its small tables, and back.

use std::path::Path;

use pas_cube::Reference;
use pas_cube::dimension::macro_area;
use pas_cube::reference::{Benefit, N_BANDS, Place};
use pas_cube::sql::{self, MonthOfMask};
use pas_cube::traits::CODED_COLUMNS;

use crate::error::EditionError;
use crate::manifest::{FileEntry, Period};
use crate::schema;
use crate::table::{self, Column, Values};

/// What of a reference stands in the manifest.
pub(crate) fn period(reference: &Reference) -> Period {
    Period {
        first_year: reference.first_year,
        n_years: reference.n_years,
        last_months: reference.last_months.clone(),
        population_vintages: reference
            .population
            .iter()
            .map(|count| count.year)
            .collect(),
        cluster_bounds: reference.cluster_bounds.clone(),
    }
}

/// Writes every small table into the folder of an edition.
pub(crate) fn write(edition: &Path, reference: &Reference) -> Result<Vec<FileEntry>, EditionError> {
    let tables: [(&str, &[Column], Vec<Values>); 9] = [
        ("place.parquet", schema::PLACE, places(reference)?),
        (
            "place_year.parquet",
            schema::PLACE_YEAR,
            places_by_year(reference)?,
        ),
        ("ats.parquet", schema::ATS, ats(reference)),
        ("body.parquet", schema::BODY, bodies(reference)?),
        ("benefit.parquet", schema::BENEFIT, benefits(reference)?),
        ("code.parquet", schema::CODE, codes()?),
        (
            "population.parquet",
            schema::POPULATION,
            population(reference)?,
        ),
        ("coverage.parquet", schema::COVERAGE, coverage(reference)?),
        ("month_mask.parquet", schema::MONTH_MASK, month_masks()?),
    ];
    let write = |(name, columns, values): (&str, &[Column], Vec<Values>)| {
        table::write(edition, name, columns, &values)
    };
    tables.into_iter().map(write).collect()
}

fn positions(n: usize) -> Result<Values, EditionError> {
    Values::numbers((0_u32..).take(n))
}

fn places(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let all = &reference.places;
    let text = |of: fn(&Place) -> &str| Values::texts(all.iter().map(of));
    Ok(vec![
        positions(all.len())?,
        text(|place| &place.belfiore),
        text(|place| &place.istat),
        text(|place| &place.name),
        text(|place| &place.province),
        text(|place| &place.province_name),
        text(|place| &place.region),
        text(|place| &place.region_name),
        text(|place| macro_area(&place.region).map_or("", |(code, _)| code)),
    ])
}

fn places_by_year(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let n_places = reference.places.len();
    let rows = || (0..n_places).flat_map(|place| reference.years().map(move |year| (place, year)));
    let number = |place| u32::try_from(place).expect("invariant: at most 65,536 places");
    let ats = |(place, year)| reference.ats_code(place, year).unwrap_or_default();
    let cluster = |(place, year)| reference.cluster_code(place, year).unwrap_or_default();
    Ok(vec![
        Values::numbers(rows().map(|(place, _)| number(place)))?,
        Values::numbers(rows().map(|(_, year)| year))?,
        Values::texts(rows().map(ats)),
        Values::texts(rows().map(cluster)),
    ])
}

fn ats(reference: &Reference) -> Vec<Values> {
    let all = &reference.ats;
    vec![
        Values::texts(all.iter().map(|ats| ats.code.as_str())),
        Values::texts(all.iter().map(|ats| ats.name.as_str())),
    ]
}

fn bodies(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let all = &reference.bodies;
    Ok(vec![
        positions(all.len())?,
        Values::texts(all.iter().map(|body| body.code.as_str())),
        Values::texts(all.iter().map(|body| body.name.as_str())),
        Values::numbers(all.iter().map(|body| body.seat))?,
    ])
}

fn benefits(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let all = &reference.benefits;
    let text = |of: fn(&Benefit) -> &str| Values::texts(all.iter().map(of));
    Ok(vec![
        positions(all.len())?,
        text(|benefit| &benefit.code),
        text(|benefit| &benefit.name),
        text(|benefit| &benefit.group),
        text(|benefit| &benefit.category),
        text(|benefit| &benefit.istat_area),
    ])
}

fn codes() -> Result<Vec<Values>, EditionError> {
    let rows = || {
        let numbered = |column: &'static pas_cube::traits::CodedColumn| {
            let values = (0_u32..).zip(column.values);
            values.map(move |(number, (code, label))| (column.column, number, *code, *label))
        };
        CODED_COLUMNS.iter().flat_map(numbered)
    };
    Ok(vec![
        Values::texts(rows().map(|row| row.0)),
        Values::numbers(rows().map(|row| row.1))?,
        Values::texts(rows().map(|row| row.2)),
        Values::texts(rows().map(|row| row.3)),
    ])
}

fn population(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let n_bands = u32::try_from(N_BANDS).expect("invariant: twelve bands");
    let (mut years, mut places, mut sexes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bands, mut residents) = (Vec::new(), Vec::new());
    for count in &reference.population {
        for (place, of_place) in (0_u32..).zip(&count.residents) {
            for (slot, &n) in (0_u32..).zip(of_place) {
                years.push(count.year);
                places.push(place);
                sexes.push(slot / n_bands + 1);
                bands.push(slot % n_bands + 1);
                residents.push(n);
            }
        }
    }
    Ok(vec![
        Values::numbers(years.into_iter())?,
        Values::numbers(places.into_iter())?,
        Values::numbers(sexes.into_iter())?,
        Values::numbers(bands.into_iter())?,
        Values::numbers(residents.into_iter())?,
    ])
}

fn coverage(reference: &Reference) -> Result<Vec<Values>, EditionError> {
    let all = &reference.coverage;
    Ok(vec![
        Values::numbers(all.iter().map(|row| row.year))?,
        Values::numbers(all.iter().map(|row| row.body))?,
        Values::numbers(all.iter().map(|row| row.benefit))?,
        Values::numbers(all.iter().map(|row| row.n_expected))?,
        Values::numbers(all.iter().map(|row| row.n_present))?,
    ])
}

fn month_masks() -> Result<Vec<Values>, EditionError> {
    let rows: Vec<MonthOfMask> = sql::month_masks().collect();
    let column = |of: fn(&MonthOfMask) -> u16| Values::numbers(rows.iter().map(of));
    Ok(vec![
        column(|row| row.mask)?,
        column(|row| row.month.into())?,
        column(|row| row.quarter.into())?,
        column(|row| row.position.into())?,
        column(|row| row.n_months.into())?,
        column(|row| row.first_in_quarter.into())?,
    ])
}
