//! The few coded values that decide how a record is made, with INPS's codes.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of INPS's codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// INPS's code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The Italian meaning.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value with INPS's code `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

coded! {
    /// Sex as SIUSS codes it. Source: INPS specification 2.0.1, table 6.
    Sex {
        /// Maschio.
        Male = "1", "maschio";
        /// Femmina.
        Female = "2", "femmina";
    }
}

coded! {
    /// Whether and how the grant depends on means. Source: INPS specification 2.0.1, table 9.
    MeansTest {
        /// Subject to ISEE: the record is a PSA.
        Isee = "1", "soggetta a ISEE";
        /// Subject to another means test.
        Other = "2", "soggetta a una prova dei mezzi diversa dall'ISEE";
        /// Subject to ISEE in general, not for this beneficiary.
        Exempted = "3", "soggetta a ISEE in generale, non per questo beneficiario";
        /// Not subject to any.
        None = "4", "senza prova dei mezzi";
    }
}

coded! {
    /// Periodic or one-off (carattere della prestazione). Source: INPS specification 2.0.1, table 9.
    Carattere {
        /// Periodica.
        Periodic = "1", "periodica";
        /// Occasionale, in one payment.
        OneOff = "2", "occasionale";
    }
}

coded! {
    /// Area di utenza. Source: INPS specification 2.0.1, table 9.
    ServiceArea {
        /// Famiglia e minori.
        FamilyAndMinors = "1", "famiglia e minori";
        /// Disabilità e non autosufficienza.
        DisabilityAndCare = "2", "disabilità e non autosufficienza";
        /// Povertà ed esclusione sociale.
        PovertyAndExclusion = "3", "povertà ed esclusione sociale";
    }
}

/// Presa in carico: whether the social service follows the person. Not knowing is an answer of its
/// own: SIUSS takes only yes (1) and no (2), so an unknown one keeps the record back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PresaInCarico {
    /// Sì.
    Yes,
    /// No.
    No,
    /// Non so.
    Unknown,
}
