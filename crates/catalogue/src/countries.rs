//! Foreign countries and Italy, with the code systems of the codice fiscale, of ANPR and of SIUSS.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::error::CatalogueError;
use crate::name_key::fold_name;
use crate::table::{self, is_belfiore, is_digits};

pub(crate) const FILE: &str = "stati_esteri.csv";
const COLUMNS: &[&str] = &[
    "belfiore",
    "denominazione",
    "al",
    "iso2",
    "iso3",
    "iso_numerico",
    "istat",
];

/// Italy in SIUSS (ISO 3166-1 numeric). Source: INPS specification 2.0.1, tables 6 and 15.
pub const ITALY_SIUSS: &str = "380";
/// "Not available" in SIUSS, no country. Source: INPS specification 2.0.1, tables 6 and 15.
pub const NOT_AVAILABLE_SIUSS: &str = "990";
/// Italy in ANPR (ISTAT code). Source: GovDesk's documentation of ANPR's e-service C008.
pub const ITALY_ANPR: &str = "100";

/// A country. A code that no source attests is `None`, never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Belfiore code `Z999`, as in the codice fiscale; `None` for Italy.
    pub belfiore: Option<String>,
    /// Italian name.
    pub name: String,
    /// Last day on which the state existed, where known.
    pub to: Option<Date>,
    /// ISO 3166-1 alpha-2.
    pub iso_alpha2: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub iso_alpha3: Option<String>,
    /// ISO 3166-1 numeric, three digits: the code SIUSS wants (Italia 380).
    pub siuss: Option<String>,
    /// ISTAT code, three digits: the code ANPR gives (Italia 100).
    pub anpr: Option<String>,
}

impl Country {
    /// The SIUSS code, or Italian words that say it is missing: `Kosovo (codice ISO non attestato)`.
    pub fn siuss_or_note(&self) -> String {
        self.siuss
            .clone()
            .unwrap_or_else(|| format!("{} (codice ISO non attestato)", self.name))
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Countries {
    rows: Vec<Country>,
    by_belfiore: HashMap<String, usize>,
    by_siuss: HashMap<String, usize>,
    by_anpr: HashMap<String, usize>,
}

impl Countries {
    pub(crate) fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut by_belfiore = HashMap::new();
        let mut by_siuss = HashMap::new();
        let mut by_anpr = HashMap::new();
        let mut position = 0;
        let rows = table::read(FILE, text, COLUMNS, |row| {
            let country = parse_country(row)?;
            let keys = [
                (&mut by_belfiore, &country.belfiore, "belfiore"),
                (&mut by_siuss, &country.siuss, "iso_numerico"),
                (&mut by_anpr, &country.anpr, "istat"),
            ];
            for (index, code, column) in keys {
                if let Some(code) = code
                    && index.insert(code.clone(), position).is_some()
                {
                    return Err(row.duplicate(column));
                }
            }
            position += 1;
            Ok(country)
        })?;
        Ok(Self {
            rows,
            by_belfiore,
            by_siuss,
            by_anpr,
        })
    }

    pub(crate) fn all(&self) -> &[Country] {
        &self.rows
    }

    pub(crate) fn by_belfiore(&self, code: &str) -> Option<&Country> {
        self.by_belfiore
            .get(code)
            .and_then(|position| self.rows.get(*position))
    }

    pub(crate) fn by_siuss(&self, code: &str) -> Option<&Country> {
        self.by_siuss
            .get(code)
            .and_then(|position| self.rows.get(*position))
    }

    pub(crate) fn by_anpr(&self, code: &str) -> Option<&Country> {
        self.by_anpr
            .get(code)
            .and_then(|position| self.rows.get(*position))
    }

    pub(crate) fn by_name(&self, name: &str) -> Option<&Country> {
        let key = fold_name(name);
        let mut same: Vec<_> = self
            .rows
            .iter()
            .filter(|row| fold_name(&row.name) == key)
            .collect();
        same.sort_by_key(|row| row.to.is_some());
        same.first().copied()
    }
}

fn parse_country(row: &table::Row<'_>) -> Result<Country, CatalogueError> {
    let three_digits =
        |column| row.optional_checked(column, "3 cifre", |value| is_digits(value, 3));
    Ok(Country {
        belfiore: row.optional_checked("belfiore", "un codice Z999", |value| {
            value.starts_with('Z') && is_belfiore(value)
        })?,
        name: row.required("denominazione")?,
        to: row.optional_date("al")?,
        iso_alpha2: row.optional("iso2"),
        iso_alpha3: row.optional("iso3"),
        siuss: three_digits("iso_numerico")?,
        anpr: three_digits("istat")?,
    })
}
