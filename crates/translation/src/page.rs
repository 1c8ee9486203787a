//! A finished page, read once more: each of its texts looked up, what stays Italian marked.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Spanned, StartTag, Token, Tokenizer};

use crate::translation::{Found, Search, Translation, collapsed};

/// What is read to people, or shown by the script while they wait.
const ATTRIBUTES: [&str; 9] = [
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "alt",
    "label",
    "data-attesa",
];
/// What has no end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// What is code, or typed by the reader.
const UNTOUCHED: [&str; 8] = [
    "script", "style", "code", "pre", "samp", "textarea", "template", "noscript",
];
/// What holds text alone, so that only the element itself can be marked.
const TEXT_ONLY: [&str; 4] = ["title", "option", "text", "tspan"];

/// What stands at the end of a text that a drawing has cut short.
const CUT: char = '…';
/// What stands between two names of one text, as a code and its words.
const JOINT: &str = " · ";
/// With fewer letters before it nobody can read the word, in any language.
const LEAST_STEM: usize = 3;

/// A text of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What would have to be translated: the text, or the parts of it that have no message; empty where
    /// all is.
    pub missing: Vec<String>,
}

/// A page in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The page.
    pub html: String,
    /// Its texts, those that are data and those without letters left out.
    pub heard: Vec<Heard>,
}

impl Spoken {
    /// How many of the texts are translated.
    pub fn n_translated(&self) -> usize {
        self.heard
            .iter()
            .filter(|heard| heard.missing.is_empty())
            .count()
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Texts that are looked up.
    Words,
    /// What stays as it is: code, what the reader typed, another language.
    Untouched,
    /// What stays as it is because it is data.
    Data,
}

/// An element that is open.
struct Open {
    name: String,
    /// Where an attribute can be put into its start tag.
    at: usize,
    content: Content,
    is_drawing: bool,
    n_children: usize,
    n_texts: usize,
    /// Its own texts that stay Italian: the text and the space around it.
    italian: Vec<Range<usize>>,
    /// Whether its start tag can take a mark.
    has_lang: bool,
}

/// What a first reading of a page finds out.
#[derive(Default)]
struct Known {
    /// What it shows as data: wherever that stands on the page, it stands for itself.
    search: Search,
    /// Its other texts, for what a drawing has cut short.
    texts: Vec<String>,
}

/// A part of a page: a text whole, or a tag.
enum Piece {
    Text(Spanned<Vec<u8>>),
    Tag(Token<usize>),
}

struct Reader<'a> {
    html: &'a str,
    translation: &'a Translation,
    /// What the first reading found; none while it is the first.
    first: Option<Known>,
    found: Known,
    known: HashMap<String, Option<String>>,
    open: Vec<Open>,
    edits: Vec<(Range<usize>, String)>,
    heard: Vec<Heard>,
}

impl Translation {
    /// The page in this language.
    pub fn speak(&self, html: &str) -> Spoken {
        let pieces = pieces(html);
        let mut first = Reader::new(html, self, None);
        first.read(&pieces);
        let mut reader = Reader::new(html, self, Some(first.found));
        reader.read(&pieces);
        let heard = std::mem::take(&mut reader.heard);
        Spoken {
            html: reader.edited(),
            heard,
        }
    }
}

impl<'a> Reader<'a> {
    fn new(html: &'a str, translation: &'a Translation, first: Option<Known>) -> Self {
        Self {
            html,
            translation,
            first,
            found: Known::default(),
            known: HashMap::new(),
            open: Vec::new(),
            edits: Vec::new(),
            heard: Vec::new(),
        }
    }

    fn read(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Tag(tag) => self.tag(tag),
            }
        }
        while let Some(open) = self.open.pop() {
            self.mark(open);
        }
    }

    fn tag(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(tag),
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if self.open.iter().any(|open| open.name == name) {
                    while let Some(open) = self.open.pop() {
                        let is_it = open.name == name;
                        self.mark(open);
                        if is_it {
                            break;
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let value = |key: &str| {
            tag.attributes
                .get(key.as_bytes())
                .map(|value| String::from_utf8_lossy(value).into_owned())
        };
        let lang = value("lang");
        let parent = self.open.last();
        let is_foreign = lang.as_deref().is_some_and(|lang| lang != "it");
        let around = parent.map_or(Content::Words, |parent| parent.content);
        let is_untouched = is_foreign
            || UNTOUCHED.contains(&name.as_str())
            || (name == "option" && value("value").is_none());
        let content = match around {
            Content::Data => Content::Data,
            _ if value("translate").as_deref() == Some("no") => Content::Data,
            Content::Words if is_untouched => Content::Untouched,
            other => other,
        };
        let is_drawing = name == "svg" || parent.is_some_and(|parent| parent.is_drawing);
        if let Some(parent) = self.open.last_mut() {
            parent.n_children += 1;
        }
        let at = tag.span.start + 1 + name.len();
        let source = &self.html[tag.span.start..tag.span.end];
        if name == "html"
            && let Some(range) = value_range(source, "lang")
        {
            let range = range.start + tag.span.start..range.end + tag.span.start;
            self.edits.push((range, quoted(self.translation.tag())));
        }
        let is_missing =
            content == Content::Words && self.first.is_some() && self.attributes(tag, &name);
        if VOID.contains(&name.as_str()) || tag.self_closing {
            if is_missing && lang.is_none() {
                self.edits.push((at..at, " lang=\"it\"".to_owned()));
            }
            return;
        }
        self.open.push(Open {
            name,
            at,
            content,
            is_drawing,
            n_children: 0,
            n_texts: 0,
            italian: Vec::new(),
            has_lang: lang.is_some(),
        });
    }

    /// Looks up what the tag says in attributes; whether one of them stays Italian.
    fn attributes(&mut self, tag: &StartTag<usize>, name: &str) -> bool {
        let source = &self.html[tag.span.start..tag.span.end];
        let is_description = name == "meta"
            && tag
                .attributes
                .get(b"name".as_slice())
                .is_some_and(|name| &***name == b"description");
        let mut is_missing = false;
        for (key, value) in &tag.attributes {
            let Ok(key) = std::str::from_utf8(key) else {
                continue;
            };
            let is_said = ATTRIBUTES.contains(&key) || (is_description && key == "content");
            let value = String::from_utf8_lossy(value);
            if !is_said || is_wordless(&value) {
                continue;
            }
            match (self.words(&value), value_range(source, key)) {
                (Some(words), Some(range)) => {
                    let range = range.start + tag.span.start..range.end + tag.span.start;
                    self.edits.push((range, quoted(&words)));
                }
                _ => is_missing = true,
            }
        }
        is_missing
    }

    fn text(&mut self, text: &Spanned<Vec<u8>>) {
        let words = String::from_utf8_lossy(&text.value);
        if words.trim().is_empty() {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.n_texts += 1;
        }
        let content = self.open.last().map_or(Content::Words, |open| open.content);
        let Some(first) = &self.first else {
            self.note(collapsed(&words), content);
            return;
        };
        if is_wordless(&words) || content != Content::Words || first.is_name(&words) {
            return;
        }
        let range = inner(self.html, &text.span);
        match self.words(&words) {
            Some(words) => self.edits.push((range, escaped(&words))),
            None => {
                if let Some(open) = self.open.last_mut() {
                    open.italian.push(range);
                }
            }
        }
    }

    /// Notes a text of the first reading.
    fn note(&mut self, text: String, content: Content) {
        match content {
            Content::Words => self.found.texts.push(text),
            Content::Data => {
                let parts = text.split(JOINT).map(str::to_owned);
                self.found.search.names.extend(parts);
                self.found.search.names.insert(text);
            }
            Content::Untouched => {}
        }
    }

    /// The words for a text, and the note that it was looked up.
    fn words(&mut self, text: &str) -> Option<String> {
        let text = text.trim();
        if let Some(Some(known)) = self.known.get(text) {
            self.heard.push(Heard {
                missing: Vec::new(),
            });
            return Some(known.clone());
        }
        let (words, missing) = match self.find(text) {
            Found::Translated(words) => (Some(words), Vec::new()),
            Found::Missing(missing) => (None, missing),
        };
        self.heard.push(Heard { missing });
        self.known.insert(text.to_owned(), words.clone());
        words
    }

    fn find(&mut self, text: &str) -> Found {
        let Some(first) = &mut self.first else {
            return Found::Missing(Vec::new());
        };
        let found = self.translation.find(text, &mut first.search);
        let stem = text.strip_suffix(CUT);
        let Some(whole) = stem.and_then(|stem| first.whole(stem)).map(str::to_owned) else {
            return found;
        };
        match (found, self.translation.find(&whole, &mut first.search)) {
            (Found::Missing(_), Found::Translated(words)) => {
                Found::Translated(cut(&words, text.chars().count()))
            }
            (found, _) => found,
        }
    }

    /// Marks what of an element's own texts stays Italian: the element where it holds nothing else.
    fn mark(&mut self, open: Open) {
        if open.italian.is_empty() || open.has_lang {
            return;
        }
        let holds_nothing_else = open.n_children == 0 && open.n_texts == open.italian.len();
        if holds_nothing_else || TEXT_ONLY.contains(&open.name.as_str()) {
            self.edits
                .push((open.at..open.at, " lang=\"it\"".to_owned()));
            return;
        }
        let wrapper = if open.is_drawing { "tspan" } else { "span" };
        for range in open.italian {
            self.edits
                .push((range.start..range.start, format!("<{wrapper} lang=\"it\">")));
            self.edits
                .push((range.end..range.end, format!("</{wrapper}>")));
        }
    }

    fn edited(mut self) -> String {
        self.edits
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut html = String::with_capacity(self.html.len() + self.html.len() / 4);
        let mut from = 0;
        for (range, words) in &self.edits {
            html.push_str(&self.html[from..range.start]);
            html.push_str(words);
            from = range.end;
        }
        html.push_str(&self.html[from..]);
        html
    }
}

fn pieces(html: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match (token, pieces.last_mut()) {
            (Token::String(more), Some(Piece::Text(text))) => {
                text.value.extend_from_slice(&more.value);
                text.span.end = more.span.end;
            }
            (Token::String(text), _) => pieces.push(Piece::Text(Spanned {
                value: text.value.0,
                span: text.span,
            })),
            (Token::Error(_), _) => {}
            (tag, _) => pieces.push(Piece::Tag(tag)),
        }
    }
    pieces
}

impl Known {
    /// Whether a text is data: a name, a name that a drawing has cut short, or too little to be a word.
    fn is_name(&self, text: &str) -> bool {
        let text = &collapsed(text);
        match text.strip_suffix(CUT) {
            Some(stem) => {
                stem.chars().count() < LEAST_STEM
                    || self.search.names.iter().any(|name| name.starts_with(stem))
            }
            None => self.search.names.contains(text),
        }
    }

    /// The shortest text that begins with `stem`; of those as short, the first.
    fn whole(&self, stem: &str) -> Option<&str> {
        let longer = self.texts.iter().filter(|text| {
            text.len() > stem.len() && text.starts_with(stem) && !text.ends_with(CUT)
        });
        longer.min_by_key(|text| text.len()).map(String::as_str)
    }
}

/// As much of `words` as fits into `n` letters, the last of them saying that there is more.
fn cut(words: &str, n: usize) -> String {
    if words.chars().count() <= n {
        return words.to_owned();
    }
    let kept: String = words.chars().take(n.saturating_sub(1)).collect();
    format!("{}{CUT}", kept.trim_end())
}

/// Whether there is nothing to translate in it.
fn is_wordless(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

/// The part of a text's place that is without the space around it.
fn inner(html: &str, span: &html5gum::Span) -> Range<usize> {
    let text = &html[span.start..span.end];
    let start = span.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Where the value of the attribute `key` stands in the source of a start tag, its quotes included.
fn value_range(source: &str, key: &str) -> Option<Range<usize>> {
    let bytes = source.as_bytes();
    let skip = |mut at: usize, is: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| is(*byte)) {
            at += 1;
        }
        at
    };
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let is_name = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/');
    let mut at = skip(1, &is_name);
    while at < bytes.len() {
        let start = skip(at, &is_space);
        let end = skip(start, &is_name);
        let equals = skip(end, &|byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            if end == at {
                return None;
            }
            at = end;
            continue;
        }
        let from = skip(equals + 1, &|byte| byte.is_ascii_whitespace());
        let to = match bytes.get(from) {
            Some(&mark @ (b'"' | b'\'')) => skip(from + 1, &|byte| byte != mark) + 1,
            _ => skip(from, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
        if source[start..end].eq_ignore_ascii_case(key) {
            return Some(from..to);
        }
        at = to;
    }
    None
}

/// Words as text of a page.
fn escaped(words: &str) -> String {
    let mut html = String::with_capacity(words.len() + 8);
    for letter in words.chars() {
        match letter {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", escaped(words))
}
