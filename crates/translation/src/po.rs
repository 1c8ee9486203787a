//! Files in gettext's PO format, as Poedit and Weblate read and write them: messages with one text each.

use std::fmt::Write as _;

use crate::Fault;

/// Context of a message that holds within other messages alone.
pub(crate) const PART: &str = "parte";

/// One message of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The lines above it that begin with `#`.
    pub comments: Vec<String>,
    /// `msgctxt`: empty, or [`PART`].
    pub context: String,
    /// The Italian text, with its placeholders; empty in the header.
    pub id: String,
    /// The translation; empty where there is none yet.
    pub text: String,
    /// Line of its `msgid`, from 1; 0 for one that no file holds yet.
    pub line: usize,
}

impl Entry {
    /// Whether somebody must look at the translation before it counts.
    pub fn is_fuzzy(&self) -> bool {
        let flags = self
            .comments
            .iter()
            .filter_map(|line| line.strip_prefix("#,"));
        flags
            .flat_map(|flags| flags.split(','))
            .any(|flag| flag.trim() == "fuzzy")
    }

    /// Whether the translation counts.
    pub fn is_translated(&self) -> bool {
        !self.text.is_empty() && !self.is_fuzzy()
    }
}

/// A translation file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Po {
    /// The first entry: what the file says of itself.
    pub header: Entry,
    /// Its messages, in the file's order.
    pub entries: Vec<Entry>,
    /// Lines of comments after the last message, as those of messages that nobody uses any more.
    pub rest: Vec<String>,
}

/// Which text the lines in quotes that follow belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Id,
    Text,
}

struct Reader {
    po: Po,
    comments: Vec<String>,
    entry: Entry,
    field: Field,
}

impl Po {
    /// Reads a file.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let mut reader = Reader {
            po: Self::default(),
            comments: Vec::new(),
            entry: Entry::default(),
            field: Field::None,
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (place, line) in text.lines().enumerate() {
            reader.take(place + 1, line.trim())?;
        }
        reader.end_entry(text.lines().count())?;
        reader.po.rest = reader.comments;
        Ok(reader.po)
    }

    /// What the header says of `key`.
    pub fn says(&self, key: &str) -> Option<&str> {
        let lines = self.header.text.lines();
        let mut values = lines.filter_map(|line| line.split_once(':'));
        let value = values.find_map(|(name, value)| (name.trim() == key).then_some(value.trim()));
        value.filter(|value| !value.is_empty())
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for entry in std::iter::once(&self.header).chain(&self.entries) {
            for comment in &entry.comments {
                text.push_str(comment);
                text.push('\n');
            }
            if !entry.context.is_empty() {
                write_field(&mut text, "msgctxt", &entry.context);
            }
            write_field(&mut text, "msgid", &entry.id);
            write_field(&mut text, "msgstr", &entry.text);
            text.push('\n');
        }
        for line in &self.rest {
            text.push_str(line);
            text.push('\n');
        }
        let mut text = text.trim_end().to_owned();
        text.push('\n');
        text
    }
}

impl Reader {
    fn take(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        if line.is_empty() {
            return Ok(());
        }
        if line.starts_with('#') {
            if matches!(self.field, Field::Context | Field::Id) {
                return Err(Fault::new(
                    number,
                    "un commento sta fra msgid e msgstr: spostalo sopra msgid",
                ));
            }
            self.end_entry(number)?;
            self.comments.push(line.to_owned());
            return Ok(());
        }
        let (word, quoted) = match line.find('"') {
            Some(0) => ("", line),
            Some(at) => (line[..at].trim_end(), &line[at..]),
            None => (line, ""),
        };
        match word {
            "" if self.field != Field::None => {}
            "msgctxt" => {
                self.begin(number)?;
                self.field = Field::Context;
            }
            "msgid" if self.field == Field::Context => {
                self.entry.line = number;
                self.field = Field::Id;
            }
            "msgid" => {
                self.begin(number)?;
                self.field = Field::Id;
            }
            "msgstr" if self.field == Field::Id => self.field = Field::Text,
            _ => return Err(Fault::new(number, misplaced(word))),
        }
        let words = unquote(quoted).map_err(|reason| Fault::new(number, reason))?;
        match self.field {
            Field::Context => self.entry.context.push_str(&words),
            Field::Id => self.entry.id.push_str(&words),
            _ => self.entry.text.push_str(&words),
        }
        Ok(())
    }

    fn begin(&mut self, number: usize) -> Result<(), Fault> {
        self.end_entry(number)?;
        self.entry.line = number;
        self.entry.comments = std::mem::take(&mut self.comments);
        Ok(())
    }

    fn end_entry(&mut self, number: usize) -> Result<(), Fault> {
        let field = std::mem::replace(&mut self.field, Field::None);
        match field {
            Field::None => return Ok(()),
            Field::Id => {
                return Err(Fault::new(
                    number,
                    format!(
                        "al messaggio della riga {} manca msgstr: aggiungilo, anche vuoto (msgstr \"\")",
                        self.entry.line
                    ),
                ));
            }
            Field::Context => {
                return Err(Fault::new(number, "dopo msgctxt manca msgid: aggiungilo"));
            }
            Field::Text => {}
        }
        if !["", PART].contains(&self.entry.context.as_str()) {
            let reason = format!(
                "msgctxt «{}» qui non si usa: toglilo, o scrivi \"{PART}\" per ciò che vale solo dentro altri messaggi",
                self.entry.context
            );
            return Err(Fault::new(self.entry.line, reason));
        }
        let entry = std::mem::take(&mut self.entry);
        let is_first = self.po.header.line == 0 && self.po.entries.is_empty();
        match (entry.id.is_empty(), is_first) {
            (true, true) => self.po.header = entry,
            (true, false) => {
                return Err(Fault::new(
                    entry.line,
                    "msgid è vuoto, e solo l'intestazione all'inizio del file può esserlo: scrivi il testo italiano o togli il messaggio",
                ));
            }
            (false, _) => self.po.entries.push(entry),
        }
        Ok(())
    }
}

fn misplaced(word: &str) -> String {
    match word {
        "msgid_plural" | "msgstr[0]" | "msgstr[1]" => format!(
            "«{word}» qui non si usa: un messaggio ha un solo msgid e un solo msgstr; per il singolare e il plurale scrivi due messaggi"
        ),
        "msgstr" => "msgstr senza il suo msgid: scrivi prima msgid".to_owned(),
        "" => "un testo fra virgolette che non è di nessun msgid o msgstr: toglilo o completalo"
            .to_owned(),
        _ => format!(
            "«{word}» non si capisce: una riga comincia con #, msgid, msgstr o con le virgolette"
        ),
    }
}

/// The text between quotes.
fn unquote(quoted: &str) -> Result<String, String> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|_| quoted.len() > 1);
    let inner = inner.ok_or("il testo deve stare fra due virgolette (\"…\")")?;
    let mut words = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Err("virgolette in mezzo al testo: scrivile \\\"".to_owned()),
            '\\' => match letters.next() {
                Some('n') => words.push('\n'),
                Some('t') => words.push('\t'),
                Some('r') => words.push('\r'),
                Some(same @ ('"' | '\\')) => words.push(same),
                _ => {
                    return Err(
                        "una barra rovesciata che non si capisce: si scrivono \\n, \\t, \\\" e \\\\"
                            .to_owned(),
                    );
                }
            },
            other => words.push(other),
        }
    }
    Ok(words)
}

fn write_field(text: &mut String, word: &str, value: &str) {
    if !value.contains('\n') {
        let _ = writeln!(text, "{word} {}", quote(value));
        return;
    }
    let _ = writeln!(text, "{word} \"\"");
    for line in value.split_inclusive('\n') {
        let _ = writeln!(text, "{}", quote(line));
    }
}

fn quote(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for letter in value.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::Po;

    const FILE: &str = "# Glossar\nmsgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"X-PAS-Nome: Deutsch\\n\"\n\n\
        #: /domande\nmsgid \"Esci\"\nmsgstr \"Abmelden\"\n\n#, fuzzy\nmsgctxt \"parte\"\nmsgid \"Un \\\"caso\\\"\"\nmsgstr \"Ein Fall\"\n\n#~ msgid \"Vecchio\"\n";

    #[test]
    fn reads_and_writes_the_same() {
        let po = Po::read(FILE).expect("a file");
        assert_eq!(po.says("Language"), Some("de"));
        assert_eq!(po.says("X-PAS-Nome"), Some("Deutsch"));
        assert_eq!(po.entries.len(), 2);
        assert_eq!(po.entries[0].line, 8);
        assert!(po.entries[0].is_translated() && !po.entries[1].is_translated());
        assert_eq!(po.entries[1].id, "Un \"caso\"");
        assert_eq!(po.rest, ["#~ msgid \"Vecchio\""]);
        assert_eq!(po.write(), FILE);
    }

    #[test]
    fn says_where_a_file_is_broken() {
        for (text, line, word) in [
            ("msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"\"", 3, "manca msgstr"),
            ("msgid \"a\"", 1, "manca msgstr"),
            ("msgid \"a\nmsgstr \"b\"", 1, "virgolette"),
            ("msgid \"a\"\nmsgstr \"b\"c\"", 2, "virgolette"),
            ("msgid \"a\"\nmsgstr \"\\x\"", 2, "barra"),
            ("msgid \"a\"\nmsgstr b", 2, "non si capisce"),
            ("msgstr \"b\"", 1, "senza il suo msgid"),
            ("\"b\"", 1, "virgolette"),
            ("msgid \"a\"\nmsgid_plural \"b\"", 2, "due messaggi"),
            ("msgid \"a\"\n# b\nmsgstr \"\"", 2, "commento"),
            ("msgctxt \"menu\"\nmsgid \"a\"\nmsgstr \"\"", 2, "«menu»"),
            ("msgctxt \"parte\"\nmsgstr \"\"", 2, "msgid"),
            (
                "msgid \"a\"\nmsgstr \"b\"\nmsgid \"\"\nmsgstr \"\"",
                3,
                "vuoto",
            ),
        ] {
            let fault = Po::read(text).expect_err(text);
            assert_eq!(fault.line, line, "{text}: {fault}");
            assert!(fault.reason.contains(word), "{text}: {fault}");
        }
    }
}
