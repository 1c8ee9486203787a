//! What a file says of itself: title, filters, where the same is on the portal, what it is called.

use pas_cube::Query;
use pas_domain::period::MONTH_NAMES;

use crate::editions::view::{Look, View};
use crate::editions::words::{sentence, title};
use crate::use_cases::ask_edition::Answered;
use crate::use_cases::describe_edition::EditionView;

/// Most letters of a file's name, before the edition and the ending.
const LONGEST: usize = 64;

/// What a file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What is asked.
    pub title: String,
    /// The answer in a sentence.
    pub sentence: String,
    /// Of whom and when, in words.
    pub filters: String,
    /// Where the same answer is on the portal; for always, for it names the edition.
    pub address: String,
    /// When the edition was made, ISO 8601.
    pub created: String,
}

impl Caption {
    /// Of `answered`; `edition` knows the names of what the question filters by, `portal` is the address
    /// of the portal without a slash at its end, or nothing.
    pub fn of(
        answered: &Answered,
        edition: &EditionView,
        look: Option<Look>,
        portal: &str,
    ) -> Self {
        let mut query = answered.answer.query.clone();
        query.edition = Some(answered.edition);
        let view = View {
            question: query.to_string(),
            look,
        };
        Self {
            title: title(&query, edition),
            sentence: sentence(answered, edition),
            filters: filters(&query, edition),
            address: format!("{portal}/analisi?{}", view.text()),
            created: edition.created.clone(),
        }
    }

    /// A file's name without its ending: `pas-beneficiari-per-comune-2025-ed1`.
    pub fn file_name(&self, edition: u32) -> String {
        let mut name = String::from("pas");
        for word in self.title.split(|c: char| !c.is_alphanumeric()) {
            let word: String = word.chars().filter_map(plain).collect();
            if word.is_empty() {
                continue;
            }
            if name.len() + 1 + word.len() > LONGEST {
                break;
            }
            name.push('-');
            name.push_str(&word);
        }
        format!("{name}-ed{edition}")
    }
}

/// A letter without accent and small, or a digit; nothing for what is neither.
fn plain(letter: char) -> Option<char> {
    let plain = match letter.to_lowercase().next()? {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    plain.is_ascii_alphanumeric().then_some(plain)
}

/// `Anno: 2025; Comune: Bologna (A944); mesi fino a giugno`.
fn filters(query: &Query, edition: &EditionView) -> String {
    let mut words: Vec<String> = Vec::new();
    for (level, code) in &query.filters {
        words.push(match edition.label(level, code) {
            Some(label) if label != code => format!("{}: {label} ({code})", level.label),
            _ => format!("{}: {code}", level.label),
        });
    }
    let month = query
        .until_month
        .and_then(|month| MONTH_NAMES.get(usize::from(month).checked_sub(1)?));
    if let Some(month) = month {
        words.push(format!("mesi fino a {month}"));
    }
    if let Some(first) = query.first {
        words.push(format!("solo le prime {first} righe"));
    }
    if words.is_empty() {
        return "nessuno".to_owned();
    }
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::Caption;

    #[test]
    fn files_are_called_what_is_in_them() {
        let long = "Beneficiari, nuclei, record, mesi e ore per prestazione e comune, Città metropolitana di Bologna";
        for (title, name) in [
            (
                "Beneficiari per comune, 2025",
                "pas-beneficiari-per-comune-2025-ed1",
            ),
            (
                "Spesa per attività, «Pieve» (d'Alpago)",
                "pas-spesa-per-attivita-pieve-d-alpago-ed1",
            ),
            (
                long,
                "pas-beneficiari-nuclei-record-mesi-e-ore-per-prestazione-e-ed1",
            ),
        ] {
            let caption = Caption {
                title: title.to_owned(),
                sentence: String::new(),
                filters: String::new(),
                address: String::new(),
                created: String::new(),
            };
            assert_eq!(caption.file_name(1), name);
            assert!(name.len() <= 70);
        }
    }
}
