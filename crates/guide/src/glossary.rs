//! The glossary: the field's words, the readers' words, the measures and levels of the figures.

use pas_cube::{dimension, measure};
use serde::Deserialize;

use crate::data::{GLOSSARY, WORDS, read};
use crate::error::GuideError;
use crate::letter::without_accent;

/// What kind of thing an entry explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A word of the field.
    Word,
    /// A measure of the figures.
    Measure,
    /// A level by which figures are cut.
    Level,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Word, Self::Measure, Self::Level];

    /// The heading over its entries.
    pub fn label(self) -> &'static str {
        match self {
            Self::Word => "Parole",
            Self::Measure => "Misure: che cosa si conta",
            Self::Level => "Livelli: per che cosa si divide",
        }
    }
}

/// One thing explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its anchor.
    pub anchor: String,
    /// The word.
    pub word: String,
    /// What it means, in a sentence or two.
    pub gloss: String,
    /// How a measure is computed.
    pub how: String,
    /// Who says so.
    pub source: String,
    /// What kind of thing.
    pub kind: Kind,
    /// As it stands in running text, where it is explained in place.
    pub forms: Vec<String>,
}

/// A term of `docs/glossary.toml`, as far as readers need it.
#[derive(Deserialize)]
struct Term {
    it: String,
    gloss: String,
    source: String,
}

#[derive(Deserialize)]
struct Terms {
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    it: String,
    gloss: String,
    source: String,
    #[serde(default)]
    forms: Vec<String>,
}

/// How a term of `docs/glossary.toml` stands in running text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InText {
    it: String,
    anchor: String,
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    forms: Vec<InText>,
    word: Vec<Word>,
}

/// Every entry: words by the alphabet, then measures and levels in the order of the figures.
pub(crate) fn entries() -> Result<Vec<Entry>, GuideError> {
    let terms: Terms = read(GLOSSARY)?;
    let words: Words = read(WORDS)?;
    let mut entries = Vec::new();
    for term in terms.term {
        let known = words.forms.iter().find(|forms| forms.it == term.it);
        entries.push(Entry {
            anchor: known.map_or_else(|| anchor(&term.it), |forms| forms.anchor.clone()),
            word: term.it,
            gloss: term.gloss,
            how: String::new(),
            source: term.source,
            kind: Kind::Word,
            forms: known.map(|forms| forms.forms.clone()).unwrap_or_default(),
        });
    }
    entries.extend(words.word.into_iter().map(|word| Entry {
        anchor: anchor(&word.it),
        word: word.it,
        gloss: word.gloss,
        how: String::new(),
        source: word.source,
        kind: Kind::Word,
        forms: word.forms,
    }));
    entries.sort_by_key(|entry| entry.word.to_lowercase());
    entries.extend(measure::ALL.iter().map(|measure| Entry {
        anchor: format!("misura-{}", measure.id.replace('_', "-")),
        word: measure.label.to_owned(),
        gloss: measure.definition.to_owned(),
        how: measure.how.to_owned(),
        source: istat(measure.istat),
        kind: Kind::Measure,
        forms: Vec::new(),
    }));
    entries.extend(dimension::levels().map(|level| Entry {
        anchor: format!("livello-{}", level.id.replace('_', "-")),
        word: level.label.to_owned(),
        gloss: level.definition.to_owned(),
        how: String::new(),
        source: "PAS, definizione dei livelli delle edizioni".to_owned(),
        kind: Kind::Level,
        forms: Vec::new(),
    }));
    Ok(entries)
}

fn istat(name: &str) -> String {
    if name.is_empty() {
        "PAS, definizione delle misure delle edizioni".to_owned()
    } else {
        format!("ISTAT, indagine sugli interventi e i servizi sociali dei comuni: {name}")
    }
}

/// The anchor of a word: small letters, digits and dashes.
fn anchor(word: &str) -> String {
    let mut anchor = String::new();
    for letter in word.to_lowercase().chars().map(without_accent) {
        if letter.is_ascii_alphanumeric() {
            anchor.push(letter);
        } else if !anchor.is_empty() && !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    anchor.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn anchors_are_plain() {
        assert_eq!(
            anchor("grado di qualità dell'identità"),
            "grado-di-qualita-dell-identita"
        );
        assert_eq!(
            anchor("quote (compartecipazione)"),
            "quote-compartecipazione"
        );
    }
}
