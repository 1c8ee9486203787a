//! The files of the guide, as they stand in the binary, and what may stand in them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pas_domain::coded::{Carattere, MeansTest, PresaInCarico, ServiceArea, Sex};
use pas_domain::fact::DeliveryTime;
use pas_domain::office::Office;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::GuideError;

macro_rules! benefits {
    ($($code:literal)+) => {
        /// Every benefit's file: its code, its text.
        pub(crate) const BENEFITS: &[(&str, &str)] = &[$((
            $code,
            include_str!(concat!("../data/prestazioni/", $code, ".toml")),
        ),)+];
    };
}

benefits! {
    "A1.01" "A1.02" "A1.03" "A1.04" "A1.04.03" "A1.05" "A1.05.01" "A1.06" "A1.07" "A1.08" "A1.09"
    "A1.10" "A1.11" "A1.12" "A1.13" "A1.14" "A1.15" "A1.16" "A1.17" "A1.18" "A1.19" "A1.20" "A1.22"
    "A1.23" "A2.01" "A2.02" "A2.03" "A2.04" "A2.05" "A2.06" "A2.07" "A2.08" "A2.09" "A2.10" "A2.11"
    "A2.12" "A2.14" "A2.16" "A2.17" "A2.18" "A2.20" "A2.21" "A2.29" "A3.01" "A3.02" "A3.03" "A3.04"
    "Z9.99"
}

/// The file of the fields.
pub(crate) const FIELDS: (&str, &str) = ("campi.toml", include_str!("../data/campi.toml"));
/// The file of the invented people.
pub(crate) const PEOPLE: (&str, &str) = ("persone.toml", include_str!("../data/persone.toml"));
/// The file of the eight questions.
pub(crate) const QUESTIONS: (&str, &str) = ("domande.toml", include_str!("../data/domande.toml"));
/// The file of how to start, and of who sends.
pub(crate) const ADVICE: (&str, &str) = ("inizio.toml", include_str!("../data/inizio.toml"));
/// The words that readers need and code does not.
pub(crate) const WORDS: (&str, &str) = ("parole.toml", include_str!("../data/parole.toml"));
/// The project's glossary.
pub(crate) const GLOSSARY: (&str, &str) = (
    "docs/glossary.toml",
    include_str!("../../../docs/glossary.toml"),
);

/// Reads one file.
pub(crate) fn read<T: DeserializeOwned>((file, text): (&str, &str)) -> Result<T, GuideError> {
    toml::from_str(text).map_err(|source| GuideError::File {
        file: file.to_owned(),
        source,
    })
}

/// What a benefit's file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BenefitNotes {
    /// Code, the same as the file's name.
    pub(crate) code: String,
    /// What it is.
    pub(crate) what: String,
    /// Whose record it is.
    pub(crate) beneficiary: String,
    /// Who knows the grant.
    pub(crate) granting: Office,
    /// Who knows what was delivered.
    pub(crate) delivering: Office,
    /// Means tests that occur, the usual one first.
    pub(crate) means_tests: Vec<MeansTest>,
    /// Periodic, one-off, or both, the usual one first.
    pub(crate) caratteri: Vec<Carattere>,
    /// Whether the health service may bear a part.
    #[serde(default)]
    pub(crate) ssn: bool,
    /// Whether hours of service are counted.
    #[serde(default)]
    pub(crate) hours: bool,
    /// Whether its people are in care: yes, no, or (`Unknown`) it depends on the person.
    pub(crate) care: PresaInCarico,
    /// Area di utenza of those in care.
    pub(crate) area: Option<ServiceArea>,
    /// Which amount is the benefit's.
    pub(crate) amount: String,
    /// For which time.
    pub(crate) period: String,
    /// What goes wrong.
    pub(crate) cautions: Vec<String>,
    /// What it is taken for: code and difference.
    #[serde(default)]
    pub(crate) similar: BTreeMap<String, String>,
    /// How a value is determined for this benefit, by the field's name.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, String>,
    /// Where the words have their facts from, beyond the catalogue and INPS's specification.
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    /// The tutorial.
    #[serde(default)]
    pub(crate) section: Vec<SectionNotes>,
    /// The worked examples.
    pub(crate) example: Vec<ExampleNotes>,
}

/// A section of a tutorial.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionNotes {
    pub(crate) title: String,
    pub(crate) text: Vec<String>,
}

/// A worked example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleNotes {
    pub(crate) title: String,
    pub(crate) story: String,
    /// Key of the invented person.
    pub(crate) person: String,
    pub(crate) protocol: String,
    pub(crate) means_test: MeansTest,
    pub(crate) start: Option<Date>,
    pub(crate) end: Option<Date>,
    pub(crate) threshold: Option<String>,
    pub(crate) requested: Option<String>,
    pub(crate) care: CareNotes,
    #[serde(default)]
    pub(crate) dsu: Vec<DsuNotes>,
    pub(crate) sina: Option<AssessmentNotes>,
    pub(crate) sinba: Option<AssessmentNotes>,
    pub(crate) delivered: Vec<DeliveryNotes>,
    /// What comes out, as [`crate::ExampleRecord::brief`] writes it.
    pub(crate) expected: Vec<String>,
    /// What to look at in what comes out.
    #[serde(default)]
    pub(crate) look_at: Vec<String>,
}

/// Presa in carico of an example's person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CareNotes {
    pub(crate) state: PresaInCarico,
    pub(crate) area: Option<ServiceArea>,
    pub(crate) from: Option<Date>,
}

/// A DSU of an example's person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DsuNotes {
    pub(crate) protocol: String,
    pub(crate) on: Date,
}

/// An assessment of an example's person: answers by the field's name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssessmentNotes {
    pub(crate) on: Date,
    pub(crate) answers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) lists: BTreeMap<String, Vec<String>>,
}

/// What was delivered, for some time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryNotes {
    pub(crate) when: DeliveryTime,
    pub(crate) amount: Option<String>,
    pub(crate) ente: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) ssn: Option<String>,
    /// Hours and minutes, `12.30`.
    pub(crate) hours: Option<String>,
    pub(crate) event: Option<Date>,
}

/// Somebody who does not exist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonNotes {
    pub(crate) surname: String,
    pub(crate) name: String,
    pub(crate) born: Date,
    pub(crate) sex: Sex,
}

/// What is said of fields that have the same to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldNotes {
    pub(crate) names: Vec<String>,
    pub(crate) when: crate::fields::Need,
    pub(crate) from: crate::fields::From,
    #[serde(default)]
    pub(crate) columns: Vec<String>,
    pub(crate) how: String,
    #[serde(default)]
    pub(crate) rules: Vec<String>,
}

/// The file of the fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldFile {
    pub(crate) field: Vec<FieldNotes>,
}
