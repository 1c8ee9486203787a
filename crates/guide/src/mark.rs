//! Words of the glossary in running text: where each stands first, so that it is explained there.

use crate::glossary::Entry;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t, 'e> {
    /// Words without explanation.
    Plain(&'t str),
    /// A word as it stands in the text, with its explanation.
    Word(&'t str, &'e Entry),
}

/// Cuts `text` at the first place of each of `entries`.
pub fn mark<'t, 'e>(text: &'t str, entries: &'e [Entry]) -> Vec<Piece<'t, 'e>> {
    let mut found: Vec<(usize, usize, &'e Entry)> = Vec::new();
    for entry in entries {
        let first = entry.forms.iter().filter_map(|form| whole_word(text, form));
        // Of forms that begin at one place the longest is meant.
        let first = first.min_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        found.extend(first.map(|(start, end)| (start, end, entry)));
    }
    found.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end, entry) in found {
        if start < at {
            continue;
        }
        if start > at {
            pieces.push(Piece::Plain(&text[at..start]));
        }
        pieces.push(Piece::Word(&text[start..end], entry));
        at = end;
    }
    if at < text.len() {
        pieces.push(Piece::Plain(&text[at..]));
    }
    pieces
}

/// Where `form` stands first as a word of its own.
fn whole_word(text: &str, form: &str) -> Option<(usize, usize)> {
    let is_word = |letter: char| letter.is_alphanumeric();
    text.match_indices(form).find_map(|(start, _)| {
        let end = start + form.len();
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let alone = !before.is_some_and(is_word) && !after.is_some_and(is_word);
        alone.then_some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::{Piece, mark};
    use crate::glossary::{Entry, Kind};

    fn entry(anchor: &str, forms: &[&str]) -> Entry {
        Entry {
            anchor: anchor.to_owned(),
            word: anchor.to_owned(),
            gloss: String::new(),
            how: String::new(),
            source: String::new(),
            kind: Kind::Word,
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        }
    }

    #[test]
    fn marks_each_word_once_and_whole() {
        let entries = [entry("dsu", &["DSU"]), entry("isee", &["ISEE"])];
        let pieces = mark("La DSU dà l'ISEE; senza DSU niente. ISEEX", &entries);
        let words: Vec<&str> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Word(word, _) => Some(*word),
                Piece::Plain(_) => None,
            })
            .collect();
        assert_eq!(words, ["DSU", "ISEE"]);
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Word(text, _) | Piece::Plain(text) => *text,
            })
            .collect();
        assert_eq!(whole, "La DSU dà l'ISEE; senza DSU niente. ISEEX");
        assert_eq!(mark("ISEEX", &entries), [Piece::Plain("ISEEX")]);
    }

    #[test]
    fn takes_the_longer_of_two_that_begin_together() {
        let entries = [
            entry("flusso", &["flusso"]),
            entry("sinba", &["flusso SINBA"]),
        ];
        let pieces = mark("un flusso SINBA", &entries);
        assert_eq!(pieces[1], Piece::Word("flusso SINBA", &entries[1]));
    }
}
