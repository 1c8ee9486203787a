//! The reference of an edition, read back from its small tables.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use pas_cube::Reference;
use pas_cube::reference::{Ats, Benefit, Body, Coverage, N_BANDS, Place, Vintage};

use crate::error::EditionError;
use crate::manifest::Period;
use crate::reference_check::check;
use crate::schema;
use crate::table::{self, Column, Values};

/// A table that has been read, whose columns are taken one after the other.
struct Table {
    path: PathBuf,
    columns: std::vec::IntoIter<Values>,
}

impl Table {
    fn read(edition: &Path, name: &str, columns: &[Column]) -> Result<Self, EditionError> {
        let path = edition.join(name);
        let columns = table::read(&path, columns)?.into_iter();
        Ok(Self { path, columns })
    }

    fn texts(&mut self) -> std::vec::IntoIter<String> {
        match self.columns.next() {
            Some(Values::Text(values)) => values.into_iter(),
            _ => unreachable!("invariant: columns are taken as the schema has them"),
        }
    }

    fn numbers<T: TryFrom<i32>>(&mut self) -> Result<std::vec::IntoIter<T>, EditionError> {
        let Some(Values::Int32(values)) = self.columns.next() else {
            unreachable!("invariant: columns are taken as the schema has them");
        };
        let narrow = |value: i32| {
            let fault = || format!("il valore {value} è fuori dai limiti della sua colonna");
            T::try_from(value).map_err(|_| EditionError::damaged(&self.path, fault()))
        };
        let values: Vec<T> = values.into_iter().map(narrow).collect::<Result<_, _>>()?;
        Ok(values.into_iter())
    }

    /// The next column, which numbers the rows from 0.
    fn positions(&mut self) -> Result<(), EditionError> {
        let mut numbers = self.numbers::<u32>()?.zip(0_u32..);
        match numbers.find(|(found, row)| found != row) {
            None => Ok(()),
            Some((_, row)) => Err(self.damaged(format!("la riga {row} non ha il suo numero"))),
        }
    }

    fn damaged(&self, found: String) -> EditionError {
        EditionError::damaged(&self.path, found)
    }
}

/// Reads the reference from the folder of an edition.
pub(crate) fn read(edition: &Path, period: &Period) -> Result<Reference, EditionError> {
    let ats = ats(edition)?;
    let mut reference = Reference {
        first_year: period.first_year,
        n_years: period.n_years,
        last_months: period.last_months.clone(),
        places: places(edition)?,
        ats,
        ats_of_places: Vec::new(),
        bodies: bodies(edition)?,
        benefits: benefits(edition)?,
        cluster_bounds: period.cluster_bounds.clone(),
        population: Vec::new(),
        coverage: coverage(edition)?,
    };
    reference.ats_of_places = ats_of_places(edition, &reference)?;
    reference.population = population(edition, period, reference.places.len())?;
    check(&reference)?;
    Ok(reference)
}

fn places(edition: &Path) -> Result<Vec<Place>, EditionError> {
    let mut table = Table::read(edition, "place.parquet", schema::PLACE)?;
    table.positions()?;
    let (belfiore, mut istat, mut name) = (table.texts(), table.texts(), table.texts());
    let (mut province, mut province_name) = (table.texts(), table.texts());
    let (mut region, mut region_name) = (table.texts(), table.texts());
    let next = |texts: &mut std::vec::IntoIter<String>| texts.next().unwrap_or_default();
    let place = |belfiore| Place {
        belfiore,
        istat: next(&mut istat),
        name: next(&mut name),
        province: next(&mut province),
        province_name: next(&mut province_name),
        region: next(&mut region),
        region_name: next(&mut region_name),
    };
    Ok(belfiore.map(place).collect())
}

fn ats(edition: &Path) -> Result<Vec<Ats>, EditionError> {
    let mut table = Table::read(edition, "ats.parquet", schema::ATS)?;
    let rows = table.texts().zip(table.texts());
    Ok(rows.map(|(code, name)| Ats { code, name }).collect())
}

fn ats_of_places(
    edition: &Path,
    reference: &Reference,
) -> Result<Vec<Vec<Option<u16>>>, EditionError> {
    let mut table = Table::read(edition, "place_year.parquet", schema::PLACE_YEAR)?;
    let (places, years) = (table.numbers::<u32>()?, table.numbers::<i16>()?);
    let codes = table.texts();
    let by_code: HashMap<&str, u16> = reference
        .ats
        .iter()
        .map(|ats| ats.code.as_str())
        .zip(0..)
        .collect();
    let n_years = usize::from(reference.n_years);
    let mut all = vec![Vec::with_capacity(reference.places.len()); n_years];
    let expected = (0_u32..).flat_map(|place| (0..n_years).map(move |year| (place, year)));
    let firsts = reference.years().collect::<Vec<i16>>();
    for (((place, year), code), (at, nth)) in places.zip(years).zip(codes).zip(expected) {
        let known = by_code.get(code.as_str()).copied();
        if (place, year) != (at, firsts[nth]) || (known.is_none() && !code.is_empty()) {
            return Err(table.damaged(format!("la riga del luogo {place}, anno {year} non torna")));
        }
        all[nth].push(known);
    }
    Ok(all)
}

fn bodies(edition: &Path) -> Result<Vec<Body>, EditionError> {
    let mut table = Table::read(edition, "body.parquet", schema::BODY)?;
    table.positions()?;
    let rows = table.texts().zip(table.texts()).zip(table.numbers()?);
    let body = |((code, name), seat)| Body { code, name, seat };
    Ok(rows.map(body).collect())
}

fn benefits(edition: &Path) -> Result<Vec<Benefit>, EditionError> {
    let mut table = Table::read(edition, "benefit.parquet", schema::BENEFIT)?;
    table.positions()?;
    let rows = table.texts().zip(table.texts());
    let rows = rows
        .zip(table.texts())
        .zip(table.texts())
        .zip(table.texts());
    let benefit = |((((code, name), group), category), istat_area)| Benefit {
        code,
        name,
        group,
        category,
        istat_area,
    };
    Ok(rows.map(benefit).collect())
}

fn population(
    edition: &Path,
    period: &Period,
    n_places: usize,
) -> Result<Vec<Vintage>, EditionError> {
    let mut table = Table::read(edition, "population.parquet", schema::POPULATION)?;
    let (years, places) = (table.numbers::<i16>()?, table.numbers::<u32>()?);
    let (sexes, bands) = (table.numbers::<usize>()?, table.numbers::<usize>()?);
    let mut rows = years
        .zip(places)
        .zip(sexes.zip(bands))
        .zip(table.numbers::<u32>()?);
    let mut all = Vec::new();
    for &year in &period.population_vintages {
        let mut residents = Vec::with_capacity(n_places);
        for place in (0_u32..).take(n_places) {
            let mut of_place = [0; 2 * N_BANDS];
            for (slot, n) in of_place.iter_mut().enumerate() {
                let expected = ((year, place), (slot / N_BANDS + 1, slot % N_BANDS + 1));
                match rows.next() {
                    Some((row, found)) if row == expected => *n = found,
                    _ => return Err(table.damaged(format!("manca un valore del {year}"))),
                }
            }
            residents.push(of_place);
        }
        all.push(Vintage { year, residents });
    }
    Ok(all)
}

fn coverage(edition: &Path) -> Result<Vec<Coverage>, EditionError> {
    let mut table = Table::read(edition, "coverage.parquet", schema::COVERAGE)?;
    let rows = table.numbers()?.zip(table.numbers()?).zip(table.numbers()?);
    let rows = rows.zip(table.numbers()?.zip(table.numbers()?));
    let row = |(((year, body), benefit), (n_expected, n_present))| Coverage {
        year,
        body,
        benefit,
        n_expected,
        n_present,
    };
    Ok(rows.map(row).collect())
}
