//! A published figure and whose it is.

use serde::{Deserialize, Serialize};

/// Who published figures, where, on what terms, and what they mean. The keys may be Italian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the edition (`titolo`).
    #[serde(alias = "titolo")]
    pub title: String,
    /// The publication (`fonte`).
    #[serde(alias = "fonte")]
    pub source: String,
    /// Its address (`indirizzo`).
    #[serde(alias = "indirizzo")]
    pub url: String,
    /// Licence of the figures (`licenza`).
    #[serde(alias = "licenza")]
    pub licence: String,
    /// What the publisher says that they count (`definizione`).
    #[serde(alias = "definizione")]
    pub definition: String,
    /// Who publishes (`editore`).
    #[serde(alias = "editore")]
    pub publisher: String,
    /// Day on which they were taken, `2026-11-26` (`consultato`).
    #[serde(alias = "consultato")]
    pub retrieved: String,
    /// The sign before the decimals, `.` or `,`; a point where it is not said (`decimale`).
    #[serde(alias = "decimale", default = "point")]
    pub decimal: char,
}

fn point() -> char {
    '.'
}

impl Source {
    /// The keys that must say something, and what they say.
    pub(crate) fn texts(&self) -> [(&'static str, &str); 7] {
        [
            ("titolo", &self.title),
            ("fonte", &self.source),
            ("indirizzo", &self.url),
            ("licenza", &self.licence),
            ("definizione", &self.definition),
            ("editore", &self.publisher),
            ("consultato", &self.retrieved),
        ]
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word in files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words! {
    /// Level of a territory.
    Level {
        /// A comune.
        Comune = "comune";
        /// An ambito territoriale sociale.
        Ats = "ats";
        /// A province; the autonomous provinces too.
        Provincia = "provincia";
        /// A region.
        Regione = "regione";
        /// A macro-area.
        Ripartizione = "ripartizione";
        /// The country.
        Italia = "italia";
    }
}

words! {
    /// Whether the figure itself is published, or only what it exceeds or stays below.
    Bound {
        /// The figure.
        Exact = "";
        /// It is above.
        Above = ">";
        /// It is below.
        Below = "<";
    }
}

/// A month of the year, 1 to 12.
pub type Month = u8;

/// A decimal number: `units` divided by ten to the power of `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// All digits.
    pub units: i64,
    /// Digits after the point.
    pub scale: u8,
}

impl Decimal {
    /// The same number with more digits after the point; none where it does not fit.
    pub(crate) fn with_scale(self, scale: u8) -> Option<Self> {
        let more = scale.checked_sub(self.scale)?;
        let units = self.units.checked_mul(10_i64.checked_pow(more.into())?)?;
        // What a column of 18 digits holds.
        (units.unsigned_abs() < 10_u64.pow(18)).then_some(Self { units, scale })
    }
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Code of the territory.
    pub territory: String,
    /// The territory as the file has it.
    pub territory_text: String,
    /// Level of the territory.
    pub level: Level,
    /// The year.
    pub year: i16,
    /// The month, where the figure is of one.
    pub month: Option<Month>,
    /// What is measured, in the publisher's words.
    pub measure: String,
    /// The area or category; empty for the whole.
    pub category: String,
    /// The figure as published, without a bound's sign.
    pub text: String,
    /// Whether it is the figure or a bound of it.
    pub bound: Bound,
    /// The figure as a number.
    pub value: Decimal,
    /// The unit.
    pub unit: String,
}

impl Figure {
    /// The period as in the file: `2022`, `2025-12`.
    pub fn period(&self) -> String {
        match self.month {
            None => self.year.to_string(),
            Some(month) => format!("{}-{month:02}", self.year),
        }
    }
}
