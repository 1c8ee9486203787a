//! Which category and which of ISTAT's areas a benefit belongs to: ours, for want of an official list.

use std::collections::HashMap;

use crate::error::CatalogueError;
use crate::table;

pub(crate) const FILE: &str = "classificazione.csv";
const COLUMNS: &[&str] = &["codice", "categoria", "area_istat"];
const EXPECTED_AREA: &str = "FAM, DIS, ADD, ELD, IMM, POV o MUL";

/// Area di utenza of ISTAT's survey on the social services of comuni.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Families and minors.
    Family,
    /// Disabled people.
    Disability,
    /// Addictions.
    Addiction,
    /// Elderly people.
    Elderly,
    /// Immigrants, Roma, Sinti, Caminanti.
    Immigrants,
    /// Poverty, adults in need, homeless people.
    Poverty,
    /// More than one kind of user.
    MultiUser,
}

impl Area {
    /// All areas, in ISTAT's order.
    pub const ALL: [Self; 7] = [
        Self::Family,
        Self::Disability,
        Self::Addiction,
        Self::Elderly,
        Self::Immigrants,
        Self::Poverty,
        Self::MultiUser,
    ];

    /// Short code, after ISTAT's CATEG_OF_BENEFICIARIES.
    pub fn code(self) -> &'static str {
        match self {
            Self::Family => "FAM",
            Self::Disability => "DIS",
            Self::Addiction => "ADD",
            Self::Elderly => "ELD",
            Self::Immigrants => "IMM",
            Self::Poverty => "POV",
            Self::MultiUser => "MUL",
        }
    }

    /// Italian name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Family => "famiglia e minori",
            Self::Disability => "disabili",
            Self::Addiction => "dipendenze",
            Self::Elderly => "anziani",
            Self::Immigrants => "immigrati, Rom, Sinti e Caminanti",
            Self::Poverty => "povertà, disagio adulti e senza dimora",
            Self::MultiUser => "multiutenza",
        }
    }

    /// The area with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}

/// Category and area of one benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// Code of the benefit, or `SINBA` for an assessment without one.
    pub code: String,
    /// Category, a word.
    pub category: String,
    /// Area of ISTAT's survey that its spending counts in.
    pub area: Area,
}

#[derive(Debug, Clone)]
pub(crate) struct Classifications {
    rows: Vec<Classification>,
    by_code: HashMap<String, usize>,
}

impl Classifications {
    pub(crate) fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut by_code = HashMap::new();
        let mut position = 0;
        let rows = table::read(FILE, text, COLUMNS, |row| {
            let code = row.required("codice")?;
            if by_code.insert(code.clone(), position).is_some() {
                return Err(row.duplicate("codice"));
            }
            position += 1;
            let area = Area::from_code(row.text("area_istat"));
            Ok(Classification {
                code,
                category: row.required("categoria")?,
                area: area.ok_or_else(|| row.bad("area_istat", EXPECTED_AREA))?,
            })
        })?;
        Ok(Self { rows, by_code })
    }

    pub(crate) fn all(&self) -> &[Classification] {
        &self.rows
    }

    pub(crate) fn of(&self, code: &str) -> Option<&Classification> {
        self.by_code
            .get(code)
            .and_then(|position| self.rows.get(*position))
    }
}
