//! A question as it stands in the address: what the form sent, before the grammar reads it.

use pas_app::editions::question::{Level, level};
use pas_app::editions::view::View;
use pas_app::use_cases::describe_edition::EditionView;

use crate::visit::{Address, encode};

/// The keys whose values a form sends one by one and the grammar joins with commas.
const LISTS: [&str; 3] = ["misure", "righe", "colonne"];
/// The levels that the form always offers as filters.
const OFFERED: [&str; 5] = ["anno", "prestazione", "sesso", "eta_ampia", "cittadinanza"];

/// The key of the reader's own territory, and of the field that has others beside it.
const TERRITORY: &str = "territorio";

/// Keys and values, each key of a list once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pairs: Vec<(String, String)>,
    is_tidy: bool,
}

impl Typed {
    /// What `address` asks.
    pub(super) fn of(address: &Address) -> Self {
        let mut typed = Self {
            pairs: Vec::new(),
            is_tidy: true,
        };
        for (key, value) in address.pairs() {
            typed.take(key, value.trim());
        }
        if !typed.is_tidy {
            typed.drop_lost_order();
        }
        typed
    }

    fn take(&mut self, key: &str, value: &str) {
        // The form's choice of territories has them all in one field: level and code.
        if let Some((level, code)) = value.split_once(':').filter(|_| key == TERRITORY) {
            self.is_tidy = false;
            return self.take(level, code);
        }
        let known = self.pairs.iter_mut().find(|(other, _)| other == key);
        match known {
            _ if value.is_empty() => self.is_tidy = false,
            Some((_, values)) if LISTS.contains(&key) => {
                values.push(',');
                values.push_str(value);
                self.is_tidy = false;
            }
            _ => self.pairs.push((key.to_owned(), value.to_owned())),
        }
    }

    /// A form from which a measure was taken away may still say to order by it.
    fn drop_lost_order(&mut self) {
        let measures = self.list("misure").join(",");
        self.pairs.retain(|(key, value)| {
            let measure = value.trim_start_matches('-');
            key != "ordina" || measures.split(',').any(|asked| asked == measure)
        });
    }

    /// Whom and how much, by benefit, in the latest whole year.
    pub(super) fn by_default(edition: &EditionView) -> Self {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let mut pairs = vec![
            pair("misure", "beneficiari,spesa"),
            pair("righe", "prestazione"),
        ];
        if edition.home.is_some() {
            pairs.push(pair(TERRITORY, "mio"));
        }
        if let Some(year) = edition.latest_complete_year() {
            pairs.push(pair("anno", &year.to_string()));
        }
        pairs.push(pair("ordina", "-spesa"));
        Self {
            pairs,
            is_tidy: true,
        }
    }

    /// Whether nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Where the same question stands without empty fields; none when it stands there already.
    pub(super) fn elsewhere(&self) -> Option<String> {
        (!self.is_tidy).then(|| match self.text() {
            text if text.is_empty() => "/analisi".to_owned(),
            text => format!("/analisi?{text}"),
        })
    }

    /// Keys and values, in order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The address of the question with `changes` set, an empty value taking the key away.
    pub(super) fn href(&self, changes: &[(&str, &str)]) -> String {
        let mut next = self.clone();
        for (key, value) in changes {
            let known = next.pairs.iter_mut().find(|(other, _)| other == key);
            match known {
                Some((_, old)) => (*value).clone_into(old),
                None => next.pairs.push(((*key).to_owned(), (*value).to_owned())),
            }
        }
        next.pairs.retain(|(_, value)| !value.is_empty());
        format!("/analisi?{}", next.text())
    }

    /// The question and how it is drawn.
    pub(super) fn view(&self) -> View {
        View::parse(&self.text())
    }

    /// The query string.
    pub(super) fn text(&self) -> String {
        let pairs = self.pairs.iter().map(|(key, value)| {
            let value = encode(value).replace("%2C", ",");
            format!("{}={value}", encode(key))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(other, _)| other == key);
        found.map(|(_, value)| value.as_str())
    }

    /// The values of `key`, a list.
    pub(super) fn list(&self, key: &str) -> Vec<&str> {
        let values = self.get(key).unwrap_or_default().split(',');
        values
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// The levels that the form offers as filters, with the code that is set: always the same few,
    /// and whatever else the question filters by.
    pub(super) fn filters(&self) -> Vec<(&'static Level, String)> {
        let asked = self.pairs.iter().filter_map(|(key, _)| level(key));
        let mut levels: Vec<&'static Level> = OFFERED.into_iter().filter_map(level).collect();
        for asked in asked {
            if !levels.contains(&asked) {
                levels.push(asked);
            }
        }
        let set = |level: &'static Level| (level, self.get(level.id).unwrap_or("").to_owned());
        levels.into_iter().map(set).collect()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    fn typed(address: &'static str) -> Typed {
        Typed::of(&Address::of(&Uri::from_static(address)))
    }

    #[test]
    fn a_form_becomes_the_grammar() {
        for (address, elsewhere) in [
            ("/analisi", None),
            ("/analisi?misure=spesa&eta=85%2B", None),
            (
                "/analisi?misure=beneficiari&misure=spesa&righe=comune&colonne=&anno=",
                Some("/analisi?misure=beneficiari,spesa&righe=comune"),
            ),
            (
                "/analisi?misure=beneficiari&righe=&ordina=-spesa",
                Some("/analisi?misure=beneficiari"),
            ),
            ("/analisi?righe=&anno=", Some("/analisi")),
        ] {
            assert_eq!(
                typed(address).elsewhere().as_deref(),
                elsewhere,
                "{address}"
            );
        }
    }

    #[test]
    fn a_filter_that_is_set_stays_in_the_form() {
        let filters = typed("/analisi?misure=spesa&comune=A944").filters();
        let (level, code) = filters.last().expect("a filter");
        assert_eq!((level.id, code.as_str()), ("comune", "A944"));
        assert_eq!(filters.len(), OFFERED.len() + 1);
    }
}
