//! Comuni and their administrative periods, keyed on the Belfiore code and valid at a date.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::error::CatalogueError;
use crate::name_key::fold_name;
use crate::table::{self, is_belfiore, is_digits, is_plate};

pub(crate) const FILE: &str = "comuni.csv";
pub(crate) const ALIAS_FILE: &str = "comuni_alias.csv";
const COLUMNS: &[&str] = &[
    "belfiore",
    "denominazione",
    "altra_lingua",
    "sigla",
    "istat",
    "regione",
    "dal",
    "al",
    "successore",
    "nota",
];

/// One administrative period of a comune: same name and same province from `from` to `to`.
///
/// Source: ANPR's archive of comuni (Belfiore, names, periods), ISTAT's lists (ISTAT codes). The key is
/// the Belfiore code: Sardinia's ISTAT codes changed on 1 January 2026 and the new ones are not attested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comune {
    /// Belfiore (cadastral) code, as in the codice fiscale and in SIUSS's LuogoNascita.
    pub belfiore: String,
    /// Italian name.
    pub name: String,
    /// Name in the other official language, where there is one.
    pub other_name: Option<String>,
    /// Plate of the province in this period.
    pub province: String,
    /// Six-digit ISTAT code in this period; `None` when not attested.
    pub istat: Option<String>,
    /// Two-digit ISTAT code of the region; `None` for provinces that left Italy.
    pub region: Option<String>,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period; `None` while it lasts.
    pub to: Option<Date>,
    /// Belfiore of the comune that this one merged into, where the data let us deduce it.
    pub successor: Option<String>,
    /// What must be said beside the ISTAT code, in Italian.
    pub istat_note: Option<String>,
}

impl Comune {
    /// True when the period covers `on`.
    pub fn is_valid_on(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }

    /// True while the comune exists under this name and province.
    pub fn is_current(&self) -> bool {
        self.to.is_none()
    }

    /// Both names where there are two: `Bolzano/Bozen`.
    pub fn full_name(&self) -> String {
        match &self.other_name {
            Some(other) => format!("{}/{other}", self.name),
            None => self.name.clone(),
        }
    }
}

/// All periods with the three ways of finding them.
#[derive(Debug, Clone)]
pub(crate) struct Comuni {
    periods: Vec<Comune>,
    by_belfiore: HashMap<String, Vec<usize>>,
    by_istat: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Comuni {
    pub(crate) fn parse(text: &str, alias_text: &str) -> Result<(Self, usize), CatalogueError> {
        let mut comuni = Self {
            periods: Vec::new(),
            by_belfiore: HashMap::new(),
            by_istat: HashMap::new(),
            by_name: HashMap::new(),
        };
        table::read(FILE, text, COLUMNS, |row| {
            let period = parse_period(row)?;
            if comuni.overlaps(&period) {
                return Err(row.duplicate("belfiore"));
            }
            comuni.add(period);
            Ok(())
        })?;
        let aliases = table::read(ALIAS_FILE, alias_text, &["belfiore", "alias"], |row| {
            let belfiore = row.required("belfiore")?;
            let positions = comuni
                .by_belfiore
                .get(&belfiore)
                .ok_or_else(|| row.bad("belfiore", "un codice presente in comuni.csv"))?;
            Ok((row.required("alias")?, positions.clone()))
        })?;
        let n_aliases = aliases.len();
        for (alias, positions) in aliases {
            for position in positions {
                comuni.index_name(&alias, position);
            }
        }
        Ok((comuni, n_aliases))
    }

    fn overlaps(&self, period: &Comune) -> bool {
        self.periods_of(&period.belfiore).any(|other| {
            other.to.is_none_or(|to| period.from <= to)
                && period.to.is_none_or(|to| other.from <= to)
        })
    }

    fn add(&mut self, period: Comune) {
        let position = self.periods.len();
        self.by_belfiore
            .entry(period.belfiore.clone())
            .or_default()
            .push(position);
        if let Some(istat) = &period.istat {
            self.by_istat
                .entry(istat.clone())
                .or_default()
                .push(position);
        }
        self.index_name(&period.name, position);
        if let Some(other) = &period.other_name {
            self.index_name(other, position);
            self.index_name(&period.full_name(), position);
        }
        self.periods.push(period);
    }

    fn index_name(&mut self, name: &str, position: usize) {
        let positions = self.by_name.entry(fold_name(name)).or_default();
        if !positions.contains(&position) {
            positions.push(position);
        }
    }

    pub(crate) fn all(&self) -> &[Comune] {
        &self.periods
    }

    pub(crate) fn periods_of(&self, belfiore: &str) -> impl Iterator<Item = &Comune> {
        self.at(self.by_belfiore.get(belfiore))
    }

    pub(crate) fn with_istat(&self, istat: &str) -> impl Iterator<Item = &Comune> {
        self.at(self.by_istat.get(istat))
    }

    /// Periods whose name is written like `name` (see [`NameQuery`]).
    pub(crate) fn named(&self, name: &str) -> Vec<&Comune> {
        let query = NameQuery::parse(name);
        let mut positions: Vec<usize> = query
            .keys
            .iter()
            .filter_map(|key| self.by_name.get(key))
            .flatten()
            .copied()
            .filter(|position| {
                self.periods
                    .get(*position)
                    .is_some_and(|period| query.accepts(&period.province))
            })
            .collect();
        positions.sort_unstable();
        positions.dedup();
        positions
            .into_iter()
            .filter_map(|position| self.periods.get(position))
            .collect()
    }

    fn at<'a>(&'a self, positions: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Comune> {
        positions
            .into_iter()
            .flatten()
            .filter_map(|position| self.periods.get(*position))
    }
}

fn parse_period(row: &table::Row<'_>) -> Result<Comune, CatalogueError> {
    let from = row.date("dal")?;
    let to = row.optional_date("al")?;
    if to.is_some_and(|to| to < from) {
        return Err(row.bad("al", "una data non anteriore a quella di inizio"));
    }
    Ok(Comune {
        belfiore: row.checked("belfiore", "un codice Belfiore (A999)", is_belfiore)?,
        name: row.required("denominazione")?,
        other_name: row.optional("altra_lingua"),
        province: row.checked("sigla", "due lettere maiuscole", is_plate)?,
        istat: row.optional_checked("istat", "6 cifre", |value| is_digits(value, 6))?,
        region: row.optional_checked("regione", "2 cifre", |value| is_digits(value, 2))?,
        from,
        to,
        successor: row.optional_checked("successore", "un codice Belfiore (A999)", is_belfiore)?,
        istat_note: row.optional("nota"),
    })
}

/// A comune's name as offices write it: `Comune di Samone (TO)`, `Bolzano/Bozen`, `S. Angelo`.
struct NameQuery {
    keys: Vec<String>,
    province: Option<String>,
}

impl NameQuery {
    fn parse(raw: &str) -> Self {
        let (name, province) = split_province(raw.trim());
        let name = strip_prefix_ignore_case(name, "comune di ");
        let mut keys = Vec::new();
        for writing in std::iter::once(name).chain(name.split('/').filter(|_| name.contains('/'))) {
            keys.extend(expand_saint(writing).iter().map(|text| fold_name(text)));
        }
        keys.retain(|key| !key.is_empty());
        Self { keys, province }
    }

    fn accepts(&self, province: &str) -> bool {
        self.province
            .as_deref()
            .is_none_or(|wanted| wanted == province)
    }
}

fn split_province(raw: &str) -> (&str, Option<String>) {
    let Some((name, rest)) = raw.split_once('(') else {
        return (raw, None);
    };
    let plate = rest
        .trim()
        .trim_end_matches(')')
        .trim()
        .to_ascii_uppercase();
    if is_plate(&plate) {
        (name.trim(), Some(plate))
    } else {
        (raw, None)
    }
}

fn strip_prefix_ignore_case<'a>(name: &'a str, prefix: &str) -> &'a str {
    match name.get(..prefix.len()) {
        Some(head) if head.eq_ignore_ascii_case(prefix) => name.get(prefix.len()..).unwrap_or(name),
        _ => name,
    }
}

/// `S. Angelo` may stand for San, Santa, Santo or Sant'.
fn expand_saint(name: &str) -> Vec<String> {
    let upper = name.to_uppercase();
    let Some(start) = upper.find("S.").filter(|start| {
        upper
            .get(..*start)
            .is_some_and(|before| before.is_empty() || before.ends_with([' ', '-']))
    }) else {
        return vec![name.to_owned()];
    };
    let before = upper.get(..start).unwrap_or_default();
    let after = upper.get(start + 2..).unwrap_or_default();
    ["SAN", "SANTA", "SANTO", "SANT"]
        .iter()
        .map(|saint| format!("{before}{saint} {after}"))
        .collect()
}
