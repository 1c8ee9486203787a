//! A translation file, checked and made ready to be looked up in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::Fault;
use crate::message::{Hole, Kind, Pattern};
use crate::po::{Entry, PART, Po};

/// How deep a message may stand in a message.
const MAX_DEPTH: usize = 6;
/// How many patterns are held against one text at most, so that no file makes a page slow.
const FUEL: usize = 4_000;

/// One language, ready to be looked up in.
#[derive(Debug, Clone, Default)]
pub struct Translation {
    tag: String,
    name: String,
    /// Messages without holes.
    exact: HashMap<String, String>,
    /// The same, that hold within other messages alone.
    exact_parts: HashMap<String, String>,
    /// Messages with holes, the one with most literal letters first.
    patterns: Vec<Message>,
    /// Places in `patterns`, by the first whole word of the text, else by its last.
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
    /// Places of those that begin and end with a hole.
    others: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Message {
    pattern: Pattern,
    text: Pattern,
    id: String,
    /// Whether it holds within other messages alone.
    is_part: bool,
}

/// What look-ups on one page share.
#[derive(Default)]
pub(crate) struct Search {
    /// What the page shows as data: it stands for itself.
    pub names: HashSet<String>,
    /// By how deep they stand, the parts of texts that were looked up already.
    known: [HashMap<String, Found>; MAX_DEPTH + 1],
    /// How many patterns may still be tried for the text at hand.
    fuel: usize,
}

/// How a look-up ended.
#[derive(Clone)]
pub(crate) enum Found {
    /// The words in the other language.
    Translated(String),
    /// There is no message; these would have to be translated.
    Missing(Vec<String>),
}

impl Translation {
    /// The translation that `files` make together: where two have the same message, the later one holds.
    /// The first must say its language and the name that the menu shows.
    pub fn of<'a>(files: impl IntoIterator<Item = &'a Po>) -> Result<Self, Fault> {
        let mut made = Self::default();
        let mut messages: HashMap<String, Message> = HashMap::new();
        for po in files {
            for (key, field) in [("Language", &mut made.tag), ("X-PAS-Nome", &mut made.name)] {
                if let Some(value) = po.says(key) {
                    value.clone_into(field);
                }
            }
            messages.extend(made.read(po)?);
        }
        for (value, key, example) in [
            (&made.tag, "Language", "de"),
            (&made.name, "X-PAS-Nome", "Deutsch"),
        ] {
            if value.is_empty() {
                let reason = format!(
                    "nell'intestazione (il primo msgid, vuoto) manca «{key}: {example}\\n»: aggiungilo"
                );
                return Err(Fault::new(1, reason));
            }
        }
        if !is_tag(&made.tag) {
            let reason = format!(
                "«Language: {}» non è il codice di una lingua, come de o de-IT: correggilo",
                made.tag
            );
            return Err(Fault::new(1, reason));
        }
        made.patterns = messages.into_values().collect();
        made.patterns.sort_by(|one, other| {
            let weight = other.pattern.weight().cmp(&one.pattern.weight());
            let holes = one.pattern.holes.len().cmp(&other.pattern.holes.len());
            let looseness = one.pattern.looseness().cmp(&other.pattern.looseness());
            weight
                .then(holes)
                .then(looseness)
                .then_with(|| one.id.cmp(&other.id))
        });
        made.index();
        Ok(made)
    }

    /// Code of the language, as `de`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its name, in itself, with how much of the portal it covers.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words for `text`, a text without surrounding space; none where there are none.
    pub fn translate(&self, text: &str) -> Option<String> {
        match self.find(text, &mut Search::default()) {
            Found::Translated(words) => Some(words),
            Found::Missing(_) => None,
        }
    }

    /// The messages of one file: those without holes are kept at once.
    fn read(&mut self, po: &Po) -> Result<HashMap<String, Message>, Fault> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut messages = HashMap::new();
        for entry in &po.entries {
            let id = keyed(&entry.id);
            let pattern = Pattern::read(&id);
            if let Some(fault) = pattern.fault() {
                return Err(Fault::new(entry.line, fault));
            }
            let is_part = entry.context == PART;
            let shape = format!("{}\u{4}{}", entry.context, pattern.shape());
            if let Some(line) = seen.insert(shape.clone(), entry.line) {
                let reason =
                    format!("lo stesso testo italiano sta già alla riga {line}: togline uno");
                return Err(Fault::new(entry.line, reason));
            }
            if !entry.is_translated() {
                continue;
            }
            let text = translated(entry, &pattern)?;
            match (pattern.holes.is_empty(), is_part) {
                (true, false) => drop(self.exact.insert(id, entry.text.clone())),
                (true, true) => drop(self.exact_parts.insert(id, entry.text.clone())),
                (false, _) => {
                    let message = Message {
                        pattern,
                        text,
                        id,
                        is_part,
                    };
                    messages.insert(shape, message);
                }
            }
        }
        Ok(messages)
    }

    fn index(&mut self) {
        for (place, message) in self.patterns.iter().enumerate() {
            let literals = &message.pattern.literals;
            let first = literals.first().and_then(|literal| literal.split_once(' '));
            let last = literals.last().and_then(|literal| literal.rsplit_once(' '));
            match (first, last) {
                (Some((word, _)), _) if !word.is_empty() => {
                    self.by_first
                        .entry(word.to_owned())
                        .or_default()
                        .push(place);
                }
                (_, Some((_, word))) if !word.is_empty() => {
                    self.by_last.entry(word.to_owned()).or_default().push(place);
                }
                _ => self.others.push(place),
            }
        }
    }

    /// The words for `text`, a text without surrounding space, on the page of `search`.
    pub(crate) fn find(&self, text: &str, search: &mut Search) -> Found {
        search.fuel = FUEL;
        self.look_up(&collapsed(text), 0, search)
    }

    /// The same for a part of a text, which is looked up once a page.
    fn look_up_part(&self, part: &str, depth: usize, search: &mut Search) -> Found {
        let part = part.trim_matches(' ');
        if search.names.contains(part) {
            return Found::Translated(part.to_owned());
        }
        if let Some(found) = search.known[depth].get(part) {
            return found.clone();
        }
        let found = self.look_up(part, depth, search);
        if search.fuel > 0 {
            search.known[depth].insert(part.to_owned(), found.clone());
        }
        found
    }

    fn look_up(&self, text: &str, depth: usize, search: &mut Search) -> Found {
        let key = &with_plain_spaces(text);
        let part = self.exact_parts.get(key.as_ref()).filter(|_| depth > 0);
        if let Some(words) = part.or_else(|| self.exact.get(key.as_ref())) {
            return Found::Translated(words.clone());
        }
        let mut missing = None;
        for place in self.candidates(key) {
            if search.fuel == 0 || depth == MAX_DEPTH {
                break;
            }
            search.fuel -= 1;
            let message = &self.patterns[place];
            if message.is_part && depth == 0 {
                continue;
            }
            let Some(values) = message.pattern.values(key) else {
                continue;
            };
            let values: Vec<&str> = values
                .into_iter()
                .map(|range| &text[shown(key, text, range.start)..shown(key, text, range.end)])
                .collect();
            match self.fill(message, &values, depth, search) {
                Found::Translated(words) => return Found::Translated(words),
                Found::Missing(parts) => {
                    missing.get_or_insert(parts);
                }
            }
        }
        Found::Missing(missing.unwrap_or_else(|| vec![text.to_owned()]))
    }

    /// The patterns that `key` may be of, in the order in which they are tried.
    fn candidates(&self, key: &str) -> Vec<usize> {
        let first = key
            .split(' ')
            .next()
            .and_then(|word| self.by_first.get(word));
        let last = key
            .rsplit(' ')
            .next()
            .and_then(|word| self.by_last.get(word));
        let mut places = self.others.clone();
        places.extend(first.into_iter().chain(last).flatten());
        places.sort_unstable();
        places
    }

    /// The message's words with `values` in their places.
    fn fill(&self, message: &Message, values: &[&str], depth: usize, search: &mut Search) -> Found {
        let mut filled: HashMap<&str, String> = HashMap::new();
        let mut missing = Vec::new();
        for (hole, value) in message.pattern.holes.iter().zip(values) {
            let is_wordless = !value.chars().any(char::is_alphabetic);
            let words = if hole.kind != Kind::Message || is_wordless {
                (*value).to_owned()
            } else {
                match self.look_up_part(value, depth + 1, search) {
                    Found::Translated(words) => words,
                    Found::Missing(parts) => {
                        missing.extend(parts);
                        continue;
                    }
                }
            };
            filled.insert(&hole.name, words);
        }
        if !missing.is_empty() {
            return Found::Missing(missing);
        }
        let mut words = String::new();
        for (place, literal) in message.text.literals.iter().enumerate() {
            words.push_str(literal);
            if let Some(Hole { name, .. }) = message.text.holes.get(place) {
                words.push_str(filled.get(name.as_str()).map_or("", String::as_str));
            }
        }
        Found::Translated(words)
    }
}

/// The translation of `entry`, whose places are those of `pattern`, all of them and no other.
fn translated(entry: &Entry, pattern: &Pattern) -> Result<Pattern, Fault> {
    let text = Pattern::read(&entry.text);
    let (here, there) = (pattern.names(), text.names());
    if let Some(name) = there.difference(&here).next() {
        let reason = format!(
            "la traduzione ha il segnaposto {{{name}}}, il testo italiano no: correggi msgstr"
        );
        return Err(Fault::new(entry.line, reason));
    }
    if let Some(name) = here.difference(&there).next() {
        let reason = format!(
            "alla traduzione manca il segnaposto {{{name}}}: si perderebbe un dato. Aggiungilo a msgstr"
        );
        return Err(Fault::new(entry.line, reason));
    }
    Ok(text)
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_part = |part: &str, least: usize| {
        (least..9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    parts.next().is_some_and(|first| is_part(first, 2)) && parts.all(|part| is_part(part, 1))
}

/// The text with one space where there is any space, and none around it. A space that keeps a number
/// and its unit together stays.
pub(crate) fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

/// The text as it is looked up: any space is a space.
fn keyed(text: &str) -> String {
    with_plain_spaces(&collapsed(text)).into_owned()
}

fn with_plain_spaces(text: &str) -> Cow<'_, str> {
    if text.contains('\u{a0}') {
        Cow::Owned(text.replace('\u{a0}', " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// The place in `text` of a place in its key: the key has one byte where `text` has the two of a space
/// that does not break.
fn shown(key: &str, text: &str, place: usize) -> usize {
    if key.len() == text.len() {
        return place;
    }
    let mut in_key = 0;
    for (at, letter) in text.char_indices() {
        if in_key >= place {
            return at;
        }
        in_key += if letter == '\u{a0}' {
            1
        } else {
            letter.len_utf8()
        };
    }
    text.len()
}
