//! The one list of tables that are published; each is a question in the one grammar.

use crate::editions::export::Format;

/// A table that is published.
#[derive(Debug, PartialEq, Eq)]
pub struct TableSpec {
    /// Its name in addresses and files.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// Words by which it is found.
    pub keywords: &'static [&'static str],
}

/// The formats that a table is published in.
const FORMATS: [Format; 2] = [Format::Csv, Format::JsonStat];

impl TableSpec {
    /// Its files by format: `prestazioni-per-anno.csv`.
    pub fn files(&self) -> impl Iterator<Item = (Format, String)> + '_ {
        let name = |format: Format| format!("{}.{}", self.id, format.ending());
        FORMATS
            .into_iter()
            .map(move |format| (format, name(format)))
    }
}

/// Every table that is published.
pub const TABLES: &[TableSpec] = &[
    TableSpec {
        id: "prestazioni-per-anno",
        title: "Beneficiari e spesa per le prestazioni sociali, per anno",
        question: "misure=beneficiari,nuclei,spesa&righe=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "beneficiari"],
    },
    TableSpec {
        id: "prestazioni-per-comune",
        title: "Beneficiari e spesa per le prestazioni sociali, per comune di residenza e anno",
        question: "misure=beneficiari,spesa&righe=comune&colonne=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "comuni"],
    },
    TableSpec {
        id: "prestazioni-per-gruppo",
        title: "Beneficiari e spesa per gruppo di prestazioni sociali e anno",
        question: "misure=beneficiari,spesa&righe=gruppo&colonne=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "SIUSS"],
    },
    TableSpec {
        id: "prestazioni-per-area-istat",
        title: "Beneficiari e spesa per le prestazioni sociali, per area di utenza dell'ISTAT e anno",
        question: "misure=beneficiari,spesa&righe=area_istat&colonne=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "aree di utenza"],
    },
    TableSpec {
        id: "prestazioni-per-eta",
        title: "Beneficiari e spesa per le prestazioni sociali, per età e anno",
        question: "misure=beneficiari,spesa&righe=eta_ampia&colonne=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "età"],
    },
    TableSpec {
        id: "prestazioni-per-sesso",
        title: "Beneficiari e spesa per le prestazioni sociali, per sesso e anno",
        question: "misure=beneficiari,spesa&righe=sesso&colonne=anno",
        keywords: &["prestazioni sociali", "spesa sociale", "sesso"],
    },
];
