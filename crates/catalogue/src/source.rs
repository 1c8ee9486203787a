//! Where a code list comes from: the provenance lines that open every data file.

use jiff::civil::Date;

use crate::error::CatalogueError;

/// Provenance of one loaded list, for the page that shows every list in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    /// File name, `comuni.csv`.
    pub file: &'static str,
    /// What the list is, in Italian.
    pub title: &'static str,
    /// Who published the data and through what they came here (`# fonte:`).
    pub source: String,
    /// Vintage of the data (`# data:`).
    pub date: Date,
    /// Licence of the data (`# licenza:`).
    pub licence: String,
    /// Warnings about the list (`# nota:`), in file order.
    pub notes: Vec<String>,
    /// Number of rows.
    pub n_rows: usize,
    /// True when the ente's own file replaces the builtin one.
    pub replaced: bool,
}

/// Reads the `# name: value` lines that open a list.
pub(crate) fn parse_provenance(
    file: &'static str,
    title: &'static str,
    text: &str,
    replaced: bool,
) -> Result<ListSource, CatalogueError> {
    let comments: Vec<(&str, &str)> = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .filter_map(|line| line.trim_start_matches('#').split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    let required = |field: &'static str| {
        comments
            .iter()
            .find(|(name, value)| *name == field && !value.is_empty())
            .map(|(_, value)| *value)
            .ok_or_else(|| CatalogueError::MissingProvenance {
                file: file.to_owned(),
                field,
            })
    };
    let date = required("data")?;
    Ok(ListSource {
        file,
        title,
        source: required("fonte")?.to_owned(),
        date: date.parse().map_err(|_| CatalogueError::BadCell {
            file: file.to_owned(),
            line: line_of(text, "data"),
            column: "data",
            value: date.to_owned(),
            expected: "una data AAAA-MM-GG",
        })?,
        licence: required("licenza")?.to_owned(),
        notes: comments
            .iter()
            .filter(|(name, _)| *name == "nota")
            .map(|(_, value)| (*value).to_owned())
            .collect(),
        n_rows: 0,
        replaced,
    })
}

fn line_of(text: &str, field: &str) -> u64 {
    let before = text.lines().take_while(|line| {
        line.trim_start_matches('#')
            .split(':')
            .next()
            .is_none_or(|name| name.trim() != field)
    });
    before.count() as u64 + 1
}
