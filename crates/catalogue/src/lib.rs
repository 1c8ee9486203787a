//! Official code lists as data files with source, date and licence, and their lookups.
//!
//! Every list is a CSV file that opens with `# fonte:`, `# data:` and `# licenza:` lines. The builtin
//! files are compiled in; a file of the same name in the ente's folder replaces the builtin one, so a
//! change of the official tables needs no new release ([`Catalogue::load`]).

mod benefits;
mod catalogue;
mod classification;
mod comuni;
mod countries;
mod error;
mod name_key;
mod population;
mod regions;
mod source;
mod table;

pub use benefits::{Benefit, BenefitGroup, Carattere, NameProblem};
pub use catalogue::Catalogue;
pub use classification::{Area, Classification};
pub use comuni::Comune;
pub use countries::{Country, ITALY_ANPR, ITALY_SIUSS, NOT_AVAILABLE_SIUSS};
pub use error::CatalogueError;
pub use name_key::{fold_name, fold_name_umlauts_as_e};
pub use population::Residents;
pub use regions::{Province, RegionCode};
pub use source::ListSource;
