//! What a reader chooses on the page of a question: year, territory, benefit, category, edition.

use crate::use_cases::describe_edition::EditionView;

/// What was chosen, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    pairs: Vec<(String, String)>,
}

/// A choice that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its key in the address.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

/// One value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its value in the address.
    pub value: String,
    /// Its name on the page.
    pub label: String,
    /// Whether it is the one.
    pub is_chosen: bool,
}

impl Choices {
    /// What `pairs` of an address choose; what a page does not know is not there for it.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let chosen = pairs.iter().filter(|(_, value)| !value.trim().is_empty());
        Self {
            pairs: chosen.cloned().collect(),
        }
    }

    /// What is chosen for `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(other, _)| other == key);
        found.map(|(_, value)| value.trim())
    }

    /// The number chosen for `key`.
    pub(crate) fn number<N: std::str::FromStr>(&self, key: &str) -> Option<N> {
        self.get(key)?.parse().ok()
    }
}

impl Field {
    /// A field of `options`, value and label, of which `chosen` is the one.
    pub(crate) fn new(
        name: &'static str,
        label: &'static str,
        options: impl IntoIterator<Item = (String, String)>,
        chosen: &str,
    ) -> Self {
        let options = options.into_iter().map(|(value, label)| Choice {
            is_chosen: value == chosen,
            value,
            label,
        });
        Self {
            name,
            label,
            options: options.collect(),
        }
    }

    /// The years of `edition`, the latest first.
    pub(crate) fn years(edition: &EditionView, chosen: i16) -> Self {
        let years = edition.years.iter().rev().map(|(year, last)| {
            let label = if *last < 12 {
                format!("{year} (fino al mese {last})")
            } else {
                year.to_string()
            };
            (year.to_string(), label)
        });
        Self::new("anno", "Anno", years, &chosen.to_string())
    }
}
