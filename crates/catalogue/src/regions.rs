//! Regions with the Agenzia delle Entrate code that SIUSS wants, and provinces.

use crate::error::CatalogueError;
use crate::table::{self, is_digits, is_plate};

pub(crate) const REGIONS_FILE: &str = "regioni.csv";
pub(crate) const PROVINCES_FILE: &str = "province.csv";

/// A region (or autonomous province) in the two code systems, both of two digits.
///
/// SIUSS's CodiceRegione is the T0 code, not ISTAT's: Piemonte is 13 there and 01 at ISTAT, and the
/// schema cannot tell. Source: INPS specification 2.0.1, table 7 ("Codifica DM1986"), footnote 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionCode {
    /// ISTAT code of the region.
    pub istat: String,
    /// Name of the region.
    pub name: String,
    /// Plate of the province this code is for: only in Trentino-Alto Adige, which has two.
    pub province: Option<String>,
    /// Agenzia delle Entrate T0 code: what SIUSS means by CodiceRegione.
    pub t0: String,
    /// True when a source confirms the T0 code.
    pub is_confirmed: bool,
    /// Which source confirms it, or that none does, in Italian.
    pub attestation: String,
}

/// A province or metropolitan city of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Plate.
    pub plate: String,
    /// Name.
    pub name: String,
    /// First three digits of its comuni's ISTAT codes.
    pub istat: String,
    /// ISTAT code of its region.
    pub region: String,
}

pub(crate) fn parse_regions(text: &str) -> Result<Vec<RegionCode>, CatalogueError> {
    let columns = &[
        "istat",
        "denominazione",
        "sigla",
        "t0",
        "confermato",
        "attestazione",
    ];
    let mut seen: Vec<String> = Vec::new();
    table::read(REGIONS_FILE, text, columns, |row| {
        let t0 = row.checked("t0", "2 cifre", |value| is_digits(value, 2))?;
        if seen.contains(&t0) {
            return Err(row.duplicate("t0"));
        }
        seen.push(t0.clone());
        Ok(RegionCode {
            istat: row.checked("istat", "2 cifre", |value| is_digits(value, 2))?,
            name: row.required("denominazione")?,
            province: row.optional_checked("sigla", "due lettere maiuscole", is_plate)?,
            t0,
            is_confirmed: row.flag("confermato")?,
            attestation: row.required("attestazione")?,
        })
    })
}

pub(crate) fn parse_provinces(text: &str) -> Result<Vec<Province>, CatalogueError> {
    let columns = &["sigla", "denominazione", "istat", "regione"];
    let mut seen: Vec<String> = Vec::new();
    table::read(PROVINCES_FILE, text, columns, |row| {
        let plate = row.checked("sigla", "due lettere maiuscole", is_plate)?;
        if seen.contains(&plate) {
            return Err(row.duplicate("sigla"));
        }
        seen.push(plate.clone());
        Ok(Province {
            plate,
            name: row.required("denominazione")?,
            istat: row.checked("istat", "3 cifre", |value| is_digits(value, 3))?,
            region: row.checked("regione", "2 cifre", |value| is_digits(value, 2))?,
        })
    })
}
