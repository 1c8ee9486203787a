//! The catalogue of social benefits (Tabella 1 of DM 206/2014) as far as sources attest it.

use std::collections::HashMap;

use crate::error::CatalogueError;
use crate::table;

pub(crate) const FILE: &str = "prestazioni.csv";
const COLUMNS: &[&str] = &[
    "codice",
    "denominazione",
    "gruppo",
    "carattere",
    "solo_presa_in_carico",
    "sina_siso",
    "trasmissibile",
    "attestazione",
    "nota",
];
/// Length of DenominazionePrestazione. Source: INPS specification 2.0.1, table 9; XSD.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 10..=200;

/// Group of a benefit, read off its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BenefitGroup {
    /// A1: contributi economici.
    A1,
    /// A2: interventi e servizi.
    A2,
    /// A3: strutture.
    A3,
}

impl BenefitGroup {
    /// All groups, in order.
    pub const ALL: [Self; 3] = [Self::A1, Self::A2, Self::A3];

    /// `A1`, `A2`, `A3`.
    pub fn code(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
        }
    }

    /// Descriptive Italian label.
    pub fn label(self) -> &'static str {
        match self {
            Self::A1 => "Contributi economici",
            Self::A2 => "Interventi e servizi",
            Self::A3 => "Strutture",
        }
    }
}

/// CaratterePrestazione. Source: INPS specification 2.0.1, table 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Carattere {
    /// 1: periodica.
    Periodica,
    /// 2: occasionale.
    Occasionale,
}

/// Why a benefit's name cannot go into a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// No source gives the name.
    NotAttested,
    /// Fewer than 10 characters.
    TooShort(usize),
    /// More than 200 characters.
    TooLong(usize),
}

impl NameProblem {
    /// What to tell the user.
    pub fn message(self) -> String {
        match self {
            Self::NotAttested => "denominazione non attestata: inserirla".to_owned(),
            Self::TooShort(n) => format!("denominazione di {n} caratteri: INPS ne vuole almeno 10"),
            Self::TooLong(n) => {
                format!("denominazione di {n} caratteri: INPS ne ammette al massimo 200")
            }
        }
    }
}

/// One benefit of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// Code, `A1.05.01`.
    pub code: String,
    /// Name; `None` when no source attests it.
    pub name: Option<String>,
    /// Group; `None` for the codes that are not benefits of Table 1 (Z9.99).
    pub group: Option<BenefitGroup>,
    /// Carattere that a source prescribes for this code.
    pub default_carattere: Option<Carattere>,
    /// Exported only for a person in presa in carico. Source: SISO, issue SISO-2333 (A2.16 to A2.29).
    pub only_if_presa_in_carico: bool,
    /// In the list that SISO offers as SINA needs: a hint, not an INPS rule.
    pub in_siso_sina_list: bool,
    /// False for codes that exist only in INPS's ISEE consultation (Z9.99).
    pub is_siuss_code: bool,
    /// How many sources attest code and name, in Italian.
    pub attestation: String,
    /// What else must be known about it, in Italian.
    pub note: Option<String>,
}

impl Benefit {
    /// Code and name for pages; a code without attested name says so and asks for it.
    pub fn display_name(&self) -> String {
        match &self.name {
            Some(name) => format!("{} {name}", self.code),
            None => format!("{} ({})", self.code, NameProblem::NotAttested.message()),
        }
    }

    /// Why the name cannot stand in DenominazionePrestazione, if it cannot.
    pub fn name_problem(&self) -> Option<NameProblem> {
        let Some(name) = &self.name else {
            return Some(NameProblem::NotAttested);
        };
        let n = name.chars().count();
        match n {
            _ if NAME_LENGTH.contains(&n) => None,
            _ if n < *NAME_LENGTH.start() => Some(NameProblem::TooShort(n)),
            _ => Some(NameProblem::TooLong(n)),
        }
    }

    /// True when the benefit can stand in a flow as it is.
    pub fn is_transmittable(&self) -> bool {
        self.is_siuss_code && self.name_problem().is_none()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Benefits {
    rows: Vec<Benefit>,
    by_code: HashMap<String, usize>,
}

impl Benefits {
    pub(crate) fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut by_code = HashMap::new();
        let mut position = 0;
        let rows = table::read(FILE, text, COLUMNS, |row| {
            let benefit = parse_benefit(row)?;
            if by_code.insert(benefit.code.clone(), position).is_some() {
                return Err(row.duplicate("codice"));
            }
            position += 1;
            Ok(benefit)
        })?;
        Ok(Self { rows, by_code })
    }

    pub(crate) fn all(&self) -> &[Benefit] {
        &self.rows
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<&Benefit> {
        self.by_code
            .get(code)
            .and_then(|position| self.rows.get(*position))
    }
}

fn parse_benefit(row: &table::Row<'_>) -> Result<Benefit, CatalogueError> {
    let group = match row.text("gruppo") {
        "" => None,
        "A1" => Some(BenefitGroup::A1),
        "A2" => Some(BenefitGroup::A2),
        "A3" => Some(BenefitGroup::A3),
        _ => return Err(row.bad("gruppo", "A1, A2, A3 o vuoto")),
    };
    let default_carattere = match row.text("carattere") {
        "" => None,
        "1" => Some(Carattere::Periodica),
        "2" => Some(Carattere::Occasionale),
        _ => return Err(row.bad("carattere", "1 (periodica), 2 (occasionale) o vuoto")),
    };
    Ok(Benefit {
        code: row.checked("codice", "un codice di 5-10 caratteri (A1.07)", |value| {
            (5..=10).contains(&value.len()) && value.contains('.')
        })?,
        name: row.optional("denominazione"),
        group,
        default_carattere,
        only_if_presa_in_carico: row.flag("solo_presa_in_carico")?,
        in_siso_sina_list: row.flag("sina_siso")?,
        is_siuss_code: row.flag("trasmissibile")?,
        attestation: row.required("attestazione")?,
        note: row.optional("nota"),
    })
}
