//! A made-up social district on real comuni: its people, its benefits, its offices' files with their defects.
//!
//! [`generate`] makes everything in memory from a seed: the same seed gives the same bytes.
//!
//! **Nobody here exists.** Every surname is built from a fixed list of words that say so (prova,
//! esempio, finto, modello …), so that each codice fiscale can be known as made up; see
//! [`is_invented_surname`]. Only the comuni, the countries and INPS's codes are real.

mod account;
mod cf;
mod defect;
mod dice;
mod file;
mod names;
mod table;
mod truth;
mod world;

use pas_domain::office::Office;

pub use account::{Account, PASSWORD, accounts};
pub use defect::{Defect, Outcome};
pub use file::ente::{ENTE_CODE, ENTE_NAME, ENTE_SEAT};
pub use names::is_invented_surname;
pub use truth::{FileTruth, FlawTruth, Totals, Truth};

/// How large the district is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// About 700 people: for tests that need every kind of file. Defects that few people have may be
    /// missing for some seeds; for seed 1 all are there.
    Small,
    /// About 3,500 people: the demonstration, with every [`Defect`].
    Full,
}

/// A file that an office sends.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficeFile {
    /// The office.
    pub office: Office,
    /// Folder and name, as in `anagrafe/anagrafe.csv`.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Without the content, which is long.
impl std::fmt::Debug for OfficeFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficeFile")
            .field("name", &self.name)
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A made-up district.
#[derive(Debug, Clone)]
pub struct District {
    /// The offices' files over three years, the registry's first.
    pub files: Vec<OfficeFile>,
    /// What is true of them, known from their making.
    pub truth: Truth,
}

/// The list of ambiti of an installation that holds the district alone: its comuni are one ambito.
pub fn social_districts() -> String {
    let mut list = "codice,denominazione,comune,dal,al,ente_capofila\n".to_owned();
    let [first, ..] = world::YEARS;
    for (comune, _) in world::place::COMUNI {
        let row = format!(
            "DEMO,{ENTE_NAME},{},{first},,{ENTE_SEAT}\n",
            comune.belfiore
        );
        list.push_str(&row);
    }
    list
}

/// The district that `seed` gives.
pub fn generate(seed: u64, scale: Scale) -> District {
    let (n_households, n_flaws) = match scale {
        Scale::Small => (320, 2),
        Scale::Full => (1_600, 4),
    };
    let world = world::World::new(seed, n_households);
    let source = file::Source {
        seed,
        world: &world,
        n_flaws,
    };
    let mut truth = truth::Truth::of_world(&world);
    let mut files = Vec::new();
    for table in file::all(&source) {
        let (file, file_truth) = table.finish();
        files.push(file);
        truth.files.push(file_truth);
    }
    District { files, truth }
}
