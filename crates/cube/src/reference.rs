//! The tables that give the positions in facts their meaning: years, places, bodies, benefits, people who live there.

use serde::{Deserialize, Serialize};

/// The tables of one edition. They travel with it, so that a figure means next year what it means today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The first year of the facts.
    pub first_year: i16,
    /// How many years, at most 16.
    pub n_years: u8,
    /// For each year from the first, the last month (1 to 12) that the data reach; 12 for a whole year.
    pub last_months: Vec<u8>,
    /// Comuni, so ordered that those of a province, a region, a macro-area stand together. The last
    /// one, without a code, stands for abroad and not known.
    pub places: Vec<Place>,
    /// Ambiti territoriali sociali.
    pub ats: Vec<Ats>,
    /// For each year from the first, the ATS of each place: position in `ats`.
    pub ats_of_places: Vec<Vec<Option<u16>>>,
    /// Bodies that grant.
    pub bodies: Vec<Body>,
    /// Benefits, by code; at most 255.
    pub benefits: Vec<Benefit>,
    /// Upper bounds of the classes of comuni by residents, ascending: 2,000 stands for "up to 2,000".
    pub cluster_bounds: Vec<u32>,
    /// Residents.
    pub population: Vec<Vintage>,
    /// How much of what is due is in the facts.
    pub coverage: Vec<Coverage>,
}

/// Of the records that are due to a body for a benefit and a year, how many are in the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The year.
    pub year: i16,
    /// Position in `bodies`.
    pub body: u16,
    /// Position in `benefits`.
    pub benefit: u8,
    /// Records due.
    pub n_expected: u32,
    /// Of these, in the facts.
    pub n_present: u32,
}

/// A comune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Belfiore code; empty for the last place, abroad and not known.
    pub belfiore: String,
    /// ISTAT code of six digits; empty where not attested.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Plate of the province; empty for abroad.
    pub province: String,
    /// Name of the province.
    pub province_name: String,
    /// ISTAT code of the region, two digits; empty for abroad.
    pub region: String,
    /// Name of the region.
    pub region_name: String,
}

/// An ambito territoriale sociale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ats {
    /// Code, unique.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A body that grants benefits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Code as INPS knows it (`codice_ente`), unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its seat: position in `places`.
    pub seat: u16,
}

/// A benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// Code, `A1.05`; `SINBA` for the assessment of a minor that names no benefit.
    pub code: String,
    /// Name; the code where no source attests one.
    pub name: String,
    /// Group: `A1`, `A2`, `A3`; empty where there is none.
    pub group: String,
    /// Category, a word such as `infanzia`: a coarser cut across the groups. Ours, no official list.
    pub category: String,
    /// The area of ISTAT's survey on the social services of comuni that its spending counts in:
    /// `FAM`, `DIS`, `ADD`, `ELD`, `IMM`, `POV`, `MUL`. Ours, no official list joins the two.
    pub istat_area: String,
}

/// The residents at one date. Source: ISTAT, resident population by comune, age and sex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vintage {
    /// The year at whose 1 January they were counted.
    pub year: i16,
    /// For each place in turn, males by age band (0-2 first, 85+ last; 12 numbers), then females.
    pub residents: Vec<[u32; 24]>,
}

/// Number of age bands of [`Vintage::residents`], for one sex.
pub const N_BANDS: usize = 12;

impl Reference {
    /// The years, ascending.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.first_year..self.first_year + i16::from(self.n_years)
    }

    /// Position of the place that stands for abroad and not known.
    ///
    /// # Panics
    /// Panics when there is no place at all, which is no reference.
    pub fn abroad(&self) -> u16 {
        let last = self.places.len().checked_sub(1);
        let last = last.and_then(|last| u16::try_from(last).ok());
        last.expect("invariant: a reference has between 1 and 65,536 places")
    }

    /// The residents that serve as denominator for `year`: those of the latest count not after the
    /// year; of the earliest count where all are later. Source of the rule: portale-pas.md A.7.
    pub fn vintage_for(&self, year: i16) -> Option<&Vintage> {
        let not_after = self.population.iter().filter(|count| count.year <= year);
        let latest = not_after.max_by_key(|count| count.year);
        latest.or_else(|| self.population.iter().min_by_key(|count| count.year))
    }
}
