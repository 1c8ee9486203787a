//! RDF in Turtle, the little of it that a catalogue needs.

use std::fmt::Write as _;

/// A text being written: subjects, each with what is said of it.
#[derive(Debug, Default)]
pub(super) struct Turtle {
    text: String,
}

/// What is said of a subject.
pub(super) enum Object<'a> {
    /// Something with an address, or a prefixed name.
    Node(&'a str),
    /// Words in Italian.
    Words(&'a str),
    /// A text that is a code.
    Code(&'a str),
    /// A day, `2026-11-27`.
    Day(&'a str),
    /// A number of bytes.
    Number(usize),
}

impl Turtle {
    pub(super) fn prefix(&mut self, name: &str, address: &str) {
        let _ = writeln!(self.text, "@prefix {name}: <{address}> .");
    }

    /// Says `said` of `subject`, which is of the classes `classes`.
    pub(super) fn say(&mut self, subject: &str, classes: &str, said: &[(&str, Object<'_>)]) {
        let _ = write!(self.text, "\n{} a {classes}", node(subject));
        for (property, object) in said {
            let object = match object {
                Object::Node(node) => self::node(node),
                Object::Words(words) => format!("{}@it", quoted(words)),
                Object::Code(code) => quoted(code),
                Object::Day(day) => format!("{}^^xsd:date", quoted(day)),
                Object::Number(number) => format!("\"{number}\"^^xsd:decimal"),
            };
            let _ = write!(self.text, " ;\n    {property} {object}");
        }
        self.text.push_str(" .\n");
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// An address between its signs; a name with a prefix as it is.
fn node(name: &str) -> String {
    if name.contains("://") || name.starts_with('/') {
        let mut address = String::from("<");
        for letter in name.chars() {
            match letter {
                '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | '\u{0}'..='\u{20}' => {
                    let _ = write!(address, "%{:02X}", u32::from(letter));
                }
                other => address.push(other),
            }
        }
        address.push('>');
        return address;
    }
    name.to_owned()
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
