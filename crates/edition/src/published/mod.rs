//! Figures that somebody else published (ISTAT, INPS), as an edition of their own kind, to be set
//! beside ours.
//!
//! The file is CSV in UTF-8, one figure a row, comma or semicolon between the fields, and has these
//! headings in any order:
//!
//! | intestazione | che cosa contiene |
//! | --- | --- |
//! | `territorio` | il codice: comune ISTAT (6 cifre) o Belfiore; ATS; provincia (sigla o 3 cifre); regione ISTAT (2 cifre) o nome; ripartizione `NO` `NE` `CE` `SU` `IS`, `N` (Nord), `M` (Mezzogiorno) o nome; `IT` o Italia |
//! | `livello` | `comune`, `ats`, `provincia`, `regione`, `ripartizione`, `italia` |
//! | `periodo` | l'anno (`2022`) o il mese (`2025-12`) |
//! | `misura` | che cosa è misurato, con il nome di chi pubblica |
//! | `categoria` | l'area o categoria; vuota se il dato è del totale |
//! | `valore` | la cifra come è pubblicata, senza separatore delle migliaia; `>` o `<` davanti se è pubblicato solo un limite |
//! | `unita` | l'unità: `euro`, `milioni di euro`, `persone`, `%` |
//!
//! The figure is kept twice: as the text that was published, digit for digit, and as a decimal.
//! Beside it stands a TOML file that says whose the figures are, see [`Source`]. One bad row, and
//! nothing is imported; every bad row is named, with what to do.

mod figure;
mod rows;
mod store;
mod territory;

pub use figure::{Bound, Decimal, Figure, Level, Month, Source};
pub use rows::{Finding, Rows, read_rows};
pub use store::ImportError;
