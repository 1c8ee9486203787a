//! Residents by comune, sex and age band, at the dates that a source attests.

use std::collections::HashMap;

use crate::error::CatalogueError;
use crate::table::{self, is_belfiore};

pub(crate) const FILE: &str = "popolazione.csv";
const COLUMNS: &[&str] = &[
    "belfiore", "anno", "m0", "m3", "m6", "m9", "m12", "m15", "m18", "m30", "m50", "m65", "m75",
    "m85", "f0", "f3", "f6", "f9", "f12", "f15", "f18", "f30", "f50", "f65", "f75", "f85",
];

/// The residents of one comune at 1 January of one year. Source: ISTAT, resident population by
/// comune, sex and age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residents {
    /// Belfiore code of the comune, as it was at that date.
    pub belfiore: String,
    /// The year.
    pub year: i16,
    /// Males aged 0-2, 3-5, 6-8, 9-11, 12-14, 15-17, 18-29, 30-49, 50-64, 65-74, 75-84, 85 and
    /// more; then females.
    pub by_sex_and_band: [u32; 24],
}

#[derive(Debug, Clone)]
pub(crate) struct Population {
    rows: Vec<Residents>,
    by_key: HashMap<(String, i16), usize>,
}

impl Population {
    pub(crate) fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut by_key = HashMap::new();
        let mut position = 0;
        let rows = table::read(FILE, text, COLUMNS, |row| {
            let residents = parse_residents(row)?;
            let key = (residents.belfiore.clone(), residents.year);
            if by_key.insert(key, position).is_some() {
                return Err(row.duplicate("belfiore"));
            }
            position += 1;
            Ok(residents)
        })?;
        Ok(Self { rows, by_key })
    }

    pub(crate) fn all(&self) -> &[Residents] {
        &self.rows
    }

    pub(crate) fn of(&self, belfiore: &str, year: i16) -> Option<&Residents> {
        let position = self.by_key.get(&(belfiore.to_owned(), year))?;
        self.rows.get(*position)
    }
}

fn parse_residents(row: &table::Row<'_>) -> Result<Residents, CatalogueError> {
    let belfiore = row.checked("belfiore", "un codice Belfiore (A999)", is_belfiore)?;
    let year = row.text("anno").parse();
    let year = year.map_err(|_| row.bad("anno", "un anno (2023)"))?;
    let mut by_sex_and_band = [0; 24];
    for (number, column) in by_sex_and_band.iter_mut().zip(&COLUMNS[2..]) {
        let parsed = row.text(column).parse();
        *number = parsed.map_err(|_| row.bad(column, "un numero di residenti"))?;
    }
    Ok(Residents {
        belfiore,
        year,
        by_sex_and_band,
    })
}
