//! Bringing a translation file up to date with what pages show.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::message::{Pattern, number_length};
use crate::page::Spoken;
use crate::po::{Entry, Po};
use crate::translation::collapsed;

/// How many pages are named above a message.
const N_PAGES: usize = 3;

/// What pages showed that has no translation.
#[derive(Debug, Clone, Default)]
pub struct Harvest {
    /// By message, the pages that show it, in the order in which they were found.
    found: BTreeMap<String, Vec<String>>,
    order: Vec<String>,
}

impl Harvest {
    /// Takes up what has no translation on the page called `name`.
    pub fn take(&mut self, name: &str, spoken: &Spoken) {
        for text in spoken.heard.iter().flat_map(|heard| &heard.missing) {
            let id = with_numbers_out(text);
            let pages = self.found.entry(id.clone()).or_insert_with(|| {
                self.order.push(id);
                Vec::new()
            });
            if pages.len() < N_PAGES && !pages.iter().any(|page| page == name) {
                pages.push(name.to_owned());
            }
        }
    }

    /// The messages that `po` does not have yet, behind those it has; how many came in.
    pub fn add_to(&self, po: &mut Po) -> usize {
        let known: BTreeSet<String> = po
            .entries
            .iter()
            .filter(|entry| entry.context.is_empty())
            .map(|entry| Pattern::read(&entry.id).shape())
            .collect();
        let mut n = 0;
        for id in &self.order {
            if known.contains(&Pattern::read(id).shape()) {
                continue;
            }
            let pages = self.found.get(id).into_iter().flatten();
            po.entries.push(Entry {
                comments: pages.map(|page| format!("#: {page}")).collect(),
                context: String::new(),
                id: id.clone(),
                text: String::new(),
                line: 0,
            });
            n += 1;
        }
        n
    }
}

/// The text with a place for each number. Numbers with nothing between them share one.
pub fn with_numbers_out(text: &str) -> String {
    let text = collapsed(text).replace('\u{a0}', " ");
    let mut id = String::new();
    let mut rest = text.as_str();
    let mut n = 0;
    while let Some(letter) = rest.chars().next() {
        let may_begin = !id
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '}' | '-' | '_' | '/'));
        let is_part = |after: &str| after.starts_with(|c: char| c.is_alphanumeric());
        let length = number_length(rest).filter(|length| may_begin && !is_part(&rest[*length..]));
        if let Some(length) = length {
            n += 1;
            let _ = write!(id, "{{#{n}}}");
            rest = &rest[length..];
        } else {
            id.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    if Pattern::read(&id).fault().is_some() {
        text
    } else {
        id
    }
}

#[cfg(test)]
mod tests {
    use super::with_numbers_out;

    #[test]
    fn takes_numbers_out() {
        for (text, expected) in [
            ("1.234 persone nel 2025", "{#1} persone nel {#2}"),
            ("A1.07 Asili nido", "A1.07 Asili nido"),
            ("da 3 a 5 anni", "da {#1} a {#2} anni"),
            ("0-2 anni", "{#1}-2 anni"),
            ("37\u{a0}% del totale", "{#1} % del totale"),
        ] {
            assert_eq!(with_numbers_out(text), expected, "{text}");
        }
    }
}
