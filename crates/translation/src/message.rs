//! One message: an Italian text with places for what varies, and how a text of a page is held against it.

use std::collections::BTreeSet;
use std::ops::Range;

/// What may stand in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `{1}`: any words, which are data and stay as they are.
    Words,
    /// `{#1}`: a number, a day, a time.
    Number,
    /// `{=1}`: words that have a translation themselves; it takes their place.
    Message,
}

/// A place for what varies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hole {
    /// Its number, as the file writes it.
    pub name: String,
    pub kind: Kind,
}

/// Literal words with holes between them: one literal more than holes, each possibly empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub literals: Vec<String>,
    pub holes: Vec<Hole>,
}

impl Pattern {
    /// Reads `text`. A brace that opens no place is a brace.
    pub(crate) fn read(text: &str) -> Self {
        let mut literals = vec![String::new()];
        let mut holes = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            let last = literals.len() - 1;
            literals[last].push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some((hole, length)) = hole_at(rest) {
                holes.push(hole);
                literals.push(String::new());
                rest = &rest[length..];
            } else {
                literals[last].push('{');
                rest = &rest[1..];
            }
        }
        let last = literals.len() - 1;
        literals[last].push_str(rest);
        Self { literals, holes }
    }

    /// The names of its holes.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.holes.iter().map(|hole| hole.name.as_str()).collect()
    }

    /// How many letters must be found as they are written.
    pub(crate) fn weight(&self) -> usize {
        self.literals
            .iter()
            .map(|literal| literal.chars().count())
            .sum()
    }

    /// How much its holes let through, from numbers alone up: of two alike the strictest is tried first.
    pub(crate) fn looseness(&self) -> usize {
        let each = self.holes.iter().map(|hole| match hole.kind {
            Kind::Number => 0,
            Kind::Message => 1,
            Kind::Words => 100,
        });
        each.sum()
    }

    /// What makes two patterns the same: the names of their holes do not.
    pub(crate) fn shape(&self) -> String {
        let mut shape = String::new();
        for (place, literal) in self.literals.iter().enumerate() {
            shape.push_str(literal);
            match self.holes.get(place).map(|hole| hole.kind) {
                Some(Kind::Words) => shape.push('\u{1}'),
                Some(Kind::Number) => shape.push('\u{2}'),
                Some(Kind::Message) => shape.push('\u{3}'),
                None => {}
            }
        }
        shape
    }

    /// Why nothing can be held against it; none where it can.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let inner = self.literals.len().saturating_sub(1);
        if self.holes.is_empty() {
            None
        } else if self.names().len() < self.holes.len() {
            Some("un segnaposto c'è due volte in msgid: dai a ciascuno il suo numero")
        } else if self.literals[1..inner.max(1)].iter().any(String::is_empty) {
            Some(
                "due segnaposto senza parole in mezzo: non si saprebbe dove finisce il primo. Fanne uno solo",
            )
        } else if !self
            .literals
            .iter()
            .any(|literal| literal.chars().any(|c| !c.is_whitespace()))
        {
            Some("un msgid di soli segnaposto varrebbe per ogni testo: aggiungi parole")
        } else {
            None
        }
    }

    /// What stands in each hole when `text` is a text of this pattern. A hole ends where the literal
    /// that follows it stands first; a number ends where its digits end. Nothing is tried twice.
    pub(crate) fn values(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let (first, last) = (self.literals.first()?, self.literals.last()?);
        if text.len() < first.len() + last.len()
            || !text.starts_with(first.as_str())
            || !text.ends_with(last.as_str())
        {
            return None;
        }
        let end = text.len() - last.len();
        let mut from = first.len();
        let mut values = Vec::with_capacity(self.holes.len());
        for (place, hole) in self.holes.iter().enumerate() {
            let is_last = place + 1 == self.holes.len();
            let rest = &text[from..end];
            let length = match hole.kind {
                Kind::Number => number_length(rest)?,
                _ if is_last => rest.len(),
                _ => end_of_words(rest, &self.literals[place + 1])?,
            };
            if length == 0 {
                return None;
            }
            values.push(from..from + length);
            from += length;
            if !is_last {
                let literal = &self.literals[place + 1];
                if !text[from..end].starts_with(literal.as_str()) {
                    return None;
                }
                from += literal.len();
            }
        }
        (from == end).then_some(values)
    }
}

/// Where `literal` stands first, one letter in at the earliest.
fn end_of_words(rest: &str, literal: &str) -> Option<usize> {
    let one = rest.chars().next()?.len_utf8();
    rest[one..].find(literal).map(|at| at + one)
}

/// The place that `text` begins with, and its length.
fn hole_at(text: &str) -> Option<(Hole, usize)> {
    let end = text.find('}')?;
    let inner = &text[1..end];
    let (kind, name) = match inner.chars().next()? {
        '#' => (Kind::Number, &inner[1..]),
        '=' => (Kind::Message, &inner[1..]),
        _ => (Kind::Words, inner),
    };
    let is_name =
        !name.is_empty() && name.len() < 3 && name.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then(|| {
        let name = name.to_owned();
        (Hole { name, kind }, end + 1)
    })
}

/// How much of the beginning of `text` is a number as Italians write it, a day or a time.
pub(crate) fn number_length(text: &str) -> Option<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let sign = usize::from(matches!(letters.first(), Some((_, '+' | '-' | '−'))));
    let mut place = sign;
    let is_digit = |place: usize| letters.get(place).is_some_and(|(_, c)| c.is_ascii_digit());
    while is_digit(place)
        || (place > sign
            && is_digit(place + 1)
            && matches!(letters[place].1, '.' | ',' | '/' | ':'))
    {
        place += 1;
        if place >= letters.len() {
            break;
        }
    }
    let end = letters.get(place).map_or(text.len(), |(at, _)| *at);
    (place > sign).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, number_length};

    #[test]
    fn holds_a_text_against_a_pattern() {
        for (pattern, text, expected) in [
            (
                "Nel {1} a {2} sono stati spesi {3}",
                "Nel 2025 a Vergato sono stati spesi 1.234 euro",
                Some(vec!["2025", "Vergato", "1.234 euro"]),
            ),
            (
                "Nel {#1} a {2}",
                "Nel 2025 a Grizzana a valle",
                Some(vec!["2025", "Grizzana a valle"]),
            ),
            ("Nel {#1} a {2}", "Nel duemila a Vergato", None),
            (
                "{1} di {2}",
                "uno di due di tre",
                Some(vec!["uno", "due di tre"]),
            ),
            ("{#1} persone", "1.234 persone", Some(vec!["1.234"])),
            ("{#1} persone", "1.234 e più persone", None),
            ("{#1}.", "12.345.", Some(vec!["12.345"])),
            ("{#1} persone", " persone", None),
            ("da {1} a {2}", "da a", None),
            ("aa{1}aa", "aaa", None),
            ("{=1} per {=2}", "Spesa per età", Some(vec!["Spesa", "età"])),
            (
                "una {graffa} {1}",
                "una {graffa} di più",
                Some(vec!["di più"]),
            ),
        ] {
            let values = Pattern::read(pattern).values(text);
            let values = values.map(|ranges| {
                ranges
                    .into_iter()
                    .map(|range| &text[range])
                    .collect::<Vec<_>>()
            });
            assert_eq!(values, expected, "{pattern} | {text}");
        }
    }

    #[test]
    fn knows_how_long_a_number_is() {
        for (text, expected) in [
            ("1.234,5 euro", Some(7)),
            ("31/12/2025.", Some(10)),
            ("12:30", Some(5)),
            ("−3", Some(4)),
            ("2023-2025", Some(4)),
            ("7", Some(1)),
            ("- 3", None),
            ("euro", None),
            ("", None),
        ] {
            assert_eq!(number_length(text), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_cannot_be_told_apart() {
        for (text, is_faulty) in [
            ("{1} {2}", true),
            ("a {1}{2}", true),
            ("a {1} b {1}", true),
            ("{1}", true),
            ("{1} a {2}", false),
            ("{1}%", false),
            ("parole", false),
        ] {
            assert_eq!(Pattern::read(text).fault().is_some(), is_faulty, "{text}");
        }
    }
}
