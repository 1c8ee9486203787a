//! The TOML form of a layout, and what can be wrong with it.

use std::collections::BTreeMap;

use pas_domain::fact::{Attribute, FactKind};
use pas_domain::office::Office;
use serde::Deserialize;

use super::heading::normalised;
use super::{Checks, Column, Layout, MonthColumns, TimeRule};
use crate::row::default_value;

/// A layout file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// The folder or a file could not be read.
    #[error("non riesco a leggere il tracciato «{file}»")]
    Read {
        /// The file or folder.
        file: String,
        /// The I/O error.
        #[source]
        source: std::io::Error,
    },
    /// Not TOML, or a key that layouts do not have.
    #[error("il tracciato «{file}» non è scritto bene")]
    Syntax {
        /// The file.
        file: String,
        /// Where and what, by the TOML reader.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// Well written, but it makes no sense.
    #[error("il tracciato «{file}» non va: {reason}")]
    Senseless {
        /// The file.
        file: String,
        /// What is wrong, in Italian.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    name: String,
    title: String,
    office: Office,
    version: u32,
    emits: Vec<FactKind>,
    time: TimeRule,
    #[serde(default)]
    ignored: Vec<String>,
    #[serde(default)]
    ente_bears_the_rest: bool,
    #[serde(default)]
    defaults: BTreeMap<Attribute, String>,
    #[serde(default)]
    months: Option<MonthsFile>,
    #[serde(default)]
    checks: Checks,
    column: Vec<ColumnFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthsFile {
    attribute: Attribute,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    attribute: Attribute,
    headings: Vec<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    expected: bool,
    #[serde(default)]
    strict: bool,
}

impl Layout {
    /// Reads a layout from TOML; `file` names it in messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, LayoutError> {
        let read: LayoutFile = toml::from_str(text).map_err(|source| LayoutError::Syntax {
            file: file.to_owned(),
            source: Box::new(source),
        })?;
        let layout = read.into_layout();
        match layout.fault() {
            None => Ok(layout),
            Some(reason) => Err(LayoutError::Senseless {
                file: file.to_owned(),
                reason,
            }),
        }
    }

    /// What makes the layout unusable.
    fn fault(&self) -> Option<String> {
        let has =
            |attribute| self.column(attribute).is_some() || self.defaults.contains_key(&attribute);
        if self.emits.is_empty() {
            return Some("`emits` è vuoto: una riga deve dire qualcosa".to_owned());
        }
        if self.emits.iter().any(|kind| *kind != FactKind::Ente) && !has(Attribute::Cf) {
            return Some("manca la colonna `codice_fiscale`".to_owned());
        }
        if let Some(column) = self.columns.iter().find(|column| column.keys.is_empty()) {
            return Some(format!(
                "la colonna `{}` non ha intestazioni",
                column.attribute.name()
            ));
        }
        if self.needed_headings().next().is_none() {
            return Some(
                "nessuna colonna è `required` o `expected`: il file non si riconoscerebbe"
                    .to_owned(),
            );
        }
        let unreadable =
            |(attribute, text): &(&Attribute, &String)| default_value(**attribute, text).is_none();
        if let Some((attribute, text)) = self.defaults.iter().find(unreadable) {
            return Some(format!(
                "il valore fisso «{text}» non va per `{}`",
                attribute.name()
            ));
        }
        let needs_benefit = self.emits(FactKind::Grant) || self.emits(FactKind::Delivery);
        if needs_benefit && !has(Attribute::Benefit) {
            return Some(
                "manca la prestazione: serve la colonna o il valore fisso `codice_prestazione`"
                    .to_owned(),
            );
        }
        self.time_fault(has)
    }

    fn time_fault(&self, has: impl Fn(Attribute) -> bool) -> Option<String> {
        if self.emits(FactKind::Delivery) == (self.time == TimeRule::None) {
            return Some(
                "`time` e `delivery` vanno insieme: `time = \"none\"` solo senza erogazioni"
                    .to_owned(),
            );
        }
        if (self.time == TimeRule::MonthColumns) != self.months.is_some() {
            return Some(
                "`time = \"month_columns\"` e la sezione `[months]` vanno insieme".to_owned(),
            );
        }
        let needed = match self.time {
            TimeRule::Day => &[Attribute::PaidOn][..],
            TimeRule::EachMonth => &[Attribute::Start],
            TimeRule::WholePeriod => &[Attribute::Start, Attribute::End],
            TimeRule::None | TimeRule::Month | TimeRule::MonthColumns => &[],
        };
        let missing = needed.iter().find(|attribute| !has(**attribute))?;
        Some(format!(
            "con questo `time` serve la colonna `{}`",
            missing.name()
        ))
    }
}

impl LayoutFile {
    fn into_layout(self) -> Layout {
        Layout {
            name: self.name,
            title: self.title,
            office: self.office,
            version: self.version,
            emits: self.emits,
            time: self.time,
            columns: self
                .column
                .into_iter()
                .map(ColumnFile::into_column)
                .collect(),
            months: self.months.map(|months| MonthColumns {
                attribute: months.attribute,
            }),
            defaults: self.defaults,
            ignored: self
                .ignored
                .iter()
                .map(|heading| normalised(heading))
                .collect(),
            ente_bears_the_rest: self.ente_bears_the_rest,
            other_people: self
                .checks
                .cf_differs_from
                .iter()
                .map(|heading| normalised(heading))
                .collect(),
            checks: self.checks,
        }
    }
}

impl ColumnFile {
    fn into_column(self) -> Column {
        let keys = self.headings.iter().map(|heading| normalised(heading));
        Column {
            attribute: self.attribute,
            keys: keys.filter(|key| !key.is_empty()).collect(),
            headings: self.headings,
            required: self.required,
            expected: self.expected,
            strict: self.strict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;

    const GOOD: &str = r#"
        name = "prova"
        title = "Prova"
        office = "casa"
        version = 1
        emits = ["grant"]
        time = "none"
        [defaults]
        codice_prestazione = "A3.04"
        [[column]]
        attribute = "codice_fiscale"
        headings = ["CF"]
        required = true
    "#;

    #[test]
    fn bad_layouts_are_refused_with_the_reason() {
        assert!(Layout::parse("prova.toml", GOOD).is_ok());
        for (from, to, says) in [
            ("emits = [\"grant\"]", "emits = []", "`emits`"),
            ("time = \"none\"", "time = \"day\"", "`time`"),
            ("codice_prestazione = \"A3.04\"", "", "codice_prestazione"),
            ("\"codice_fiscale\"", "\"data_inizio\"", "codice_fiscale"),
            ("required = true", "", "required"),
            ("[\"CF\"]", "[\".\"]", "intestazioni"),
            ("required", "obbligatoria", "non è scritto bene"),
            (
                "office = \"casa\"",
                "office = \"tasse\"",
                "non è scritto bene",
            ),
        ] {
            let error = Layout::parse("prova.toml", &GOOD.replace(from, to)).expect_err(to);
            assert!(error.to_string().contains(says), "{to}: {error}");
        }
    }
}
