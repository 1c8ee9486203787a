//! The manifest: what an edition says of itself, beside its files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest;

/// Version of the layout of folder, files and manifest. A reader refuses a later one.
pub const FORMAT: u32 = 1;

/// What an edition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Records of people, as facts, with their tables.
    Records,
    /// Figures that somebody else published.
    Published,
}

/// What the one who builds an edition says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Title, Italian.
    pub title: String,
    /// Where the data come from, Italian.
    pub source: String,
    /// The state of the source, so that the same state gives the same edition.
    pub data_version: String,
    /// Instant of the build, by the builder's clock. Not part of [`Manifest::content`].
    pub created: String,
    /// What the words in the edition mean: name, and definition in Italian.
    pub definitions: BTreeMap<String, String>,
}

/// The manifest. Everything that is not in the files and that a reader must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout, [`FORMAT`].
    pub format: u32,
    /// Number of the edition, from 1.
    pub number: u32,
    /// What it holds.
    pub kind: Kind,
    /// SHA-256 over paths and hashes of all files, kind, period and source: the same for the same data.
    pub content: String,
    /// What the builder says.
    pub about: About,
    /// The years, for an edition of records.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub period: Option<Period>,
    /// What is in it.
    pub counts: Counts,
    /// Source of published figures.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<crate::published::Source>,
    /// The files, in the order of their paths.
    pub files: Vec<FileEntry>,
}

/// The years of an edition and what goes with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first year.
    pub first_year: i16,
    /// How many.
    pub n_years: u8,
    /// For each year, the last month (1 to 12) that the data reach.
    pub last_months: Vec<u8>,
    /// Years at whose 1 January the residents were counted (ISTAT).
    pub population_vintages: Vec<i16>,
    /// Upper bounds of the classes of comuni by residents.
    pub cluster_bounds: Vec<u32>,
}

/// How much there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Facts; for published figures, figures.
    pub facts: u64,
    /// People.
    pub people: u64,
    /// Households.
    pub households: u64,
    /// All that was spent, in cents of euro.
    pub total_cents: u64,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the edition, with `/`.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Length.
    pub bytes: u64,
    /// Rows.
    pub rows: u64,
    /// Columns, in order.
    pub columns: Vec<ColumnEntry>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    /// Its name in the file.
    pub name: String,
    /// `INT32`, `INT64`, `UTF8` or `DECIMAL(18,s)`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it says, Italian.
    pub meaning: String,
}

impl Manifest {
    /// The hash that names the content.
    pub(crate) fn content_hash(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            text.push_str(&file.sha256);
            text.push_str("  ");
            text.push_str(&file.path);
            text.push('\n');
        }
        let beside = serde_json::to_string(&(self.kind, &self.period, &self.published));
        text.push_str(&beside.expect("invariant: words and numbers are JSON"));
        digest::of_bytes(text.as_bytes())
    }

    /// The files of the facts, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &FileEntry> {
        let is_part = |file: &&FileEntry| file.path.starts_with(crate::schema::FACTS_FOLDER);
        self.files.iter().filter(is_part)
    }
}
