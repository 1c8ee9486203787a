//! The language of the pages: which there are, which one a reader wants, the page in it.
//!
//! Pages are written in Italian. What leaves the router as HTML passes [`speak::speak`], which adds
//! the menu of languages and, for another language, has the page said in it.

mod choice;
mod languages;
mod menu;
pub(crate) mod speak;

/// Whether the values of a level are names, which no translation touches: places, bodies, benefits.
pub(crate) fn is_named(level: &str) -> bool {
    const NAMED: [&str; 7] = [
        "comune",
        "provincia",
        "regione",
        "ripartizione",
        "ats",
        "ente",
        "prestazione",
    ];
    NAMED.contains(&level.trim_end_matches("_ente"))
}

/// Whether a choice of the field `name` is a name.
pub(crate) fn is_name(name: &str, value: &str) -> bool {
    is_named(name) || value.starts_with("comune:")
}

pub use languages::{LanguageError, Languages};
