//! Cuts a text into tags, attributes and texts, and refuses what is not well-formed.

use std::borrow::Cow;

use super::names::name_length;
use super::{Fault, SyntaxProblem, value};

/// The bytes at which reading an attribute's value has to stop and think.
const VALUE_MARKS: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"\"'<&\t\n\r";
    let mut position = 0;
    while position < marks.len() {
        table[marks[position] as usize] = true;
        position += 1;
    }
    table
};

/// A position in a text that has passed [`value::forbidden_character`].
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// A piece of content. Comments and processing instructions are passed over.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name`; [`Scanner::next_attribute`] comes next.
    Open(&'a str),
    /// Text with its references replaced.
    Text(Cow<'a, str>),
    /// A CDATA section.
    Section(Cow<'a, str>),
}

/// A piece of an opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Attribute(Attribute<'a>),
    /// `>`: content follows.
    Content,
    /// `/>`: the element is empty.
    Empty,
}

/// An attribute with its value normalised.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: Cow<'a, str>,
    /// Where the name begins.
    pub(crate) at: usize,
    /// Whether it is the one that was expected.
    pub(crate) is_expected: bool,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte offset reached.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The next piece of the content of the element called `open`; `None` is its closing tag.
    #[inline]
    pub(crate) fn next_token(&mut self, open: &str) -> Result<Option<Token<'a>>, Fault> {
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            match (bytes.first(), bytes.get(1)) {
                (None, _) => return Err(self.fault(SyntaxProblem::UnexpectedEnd)),
                (Some(b'<'), Some(b'/')) => return self.closing_tag(open).map(|()| None),
                (Some(b'<'), Some(b'!')) => {
                    if let Some(section) = self.section()? {
                        return Ok(Some(Token::Section(section)));
                    }
                    self.comment()?;
                }
                (Some(b'<'), Some(b'?')) => self.instruction()?,
                (Some(b'<'), _) => {
                    self.at += 1;
                    return self.name().map(|name| Some(Token::Open(name)));
                }
                _ => return self.content_text().map(Some),
            }
        }
    }

    /// The next attribute of the tag that [`Token::Open`] began, or its end. Where `expected` comes
    /// next, as it mostly does, a comparison spares looking for the end of the name.
    #[expect(
        clippy::inline_always,
        reason = "one hot caller; measured 5 % of all reading"
    )]
    #[inline(always)]
    pub(crate) fn next_attribute(&mut self, expected: &str) -> Result<Step<'a>, Fault> {
        let spaces = self.skip_spaces();
        match self.peek() {
            Some(b'>') => {
                self.at += 1;
                return Ok(Step::Content);
            }
            Some(b'/') => {
                self.at += 1;
                self.expect(">", SyntaxProblem::MissingSpace)?;
                return Ok(Step::Empty);
            }
            Some(_) if spaces == 0 => return Err(self.fault(SyntaxProblem::MissingSpace)),
            Some(_) => {}
            None => return Err(self.fault(SyntaxProblem::UnexpectedEnd)),
        }
        let at = self.at;
        let is_expected = self.is_next(expected);
        let name = if is_expected {
            self.at += expected.len();
            self.slice(at, self.at)
        } else {
            self.name()?
        };
        if self.peek() != Some(b'=') {
            self.skip_spaces();
        }
        if self.peek() != Some(b'=') {
            return Err(self.fault(SyntaxProblem::MissingValue(name.to_owned())));
        }
        self.at += 1;
        let value = self.quoted_value(name)?;
        Ok(Step::Attribute(Attribute {
            name,
            value,
            at,
            is_expected,
        }))
    }

    /// Whether the attribute of this name begins here, written without a space before `=`.
    #[inline]
    fn is_next(&self, name: &str) -> bool {
        let rest = self.rest();
        !name.is_empty() && rest.as_bytes().get(name.len()) == Some(&b'=') && rest.starts_with(name)
    }

    /// The value after `=`.
    #[inline]
    fn quoted_value(&mut self, name: &str) -> Result<Cow<'a, str>, Fault> {
        self.skip_spaces();
        let quote = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => quote,
            Some(_) => return Err(self.fault(SyntaxProblem::MissingQuote(name.to_owned()))),
            None => return Err(self.fault(SyntaxProblem::UnexpectedEnd)),
        };
        self.at += 1;
        let begin = self.at;
        let mut plain = true;
        let rest = self.rest().as_bytes();
        let mut length = 0;
        while let Some(byte) = rest.get(length) {
            if VALUE_MARKS[usize::from(*byte)] {
                if *byte == quote {
                    self.at = begin + length + 1;
                    let raw = self.slice(begin, begin + length);
                    return if plain {
                        Ok(Cow::Borrowed(raw))
                    } else {
                        value::attribute_value(raw, begin).map(Cow::Owned)
                    };
                }
                if *byte == b'<' {
                    let problem = SyntaxProblem::LessThanInValue(name.to_owned());
                    return Err(Fault::new(begin + length, problem));
                }
                plain &= matches!(byte, b'"' | b'\'');
            }
            length += 1;
        }
        Err(Fault::new(begin + length, SyntaxProblem::UnexpectedEnd))
    }

    #[inline]
    fn closing_tag(&mut self, open: &str) -> Result<(), Fault> {
        let begin = self.at;
        self.at += 2;
        let after = self.rest().strip_prefix(open);
        if after.is_some_and(|after| after.starts_with('>')) {
            self.at += open.len() + 1;
            return Ok(());
        }
        let found = self.name()?;
        if found != open {
            let (open, found) = (open.to_owned(), found.to_owned());
            return Err(Fault::new(
                begin,
                SyntaxProblem::WrongClosingTag { open, found },
            ));
        }
        self.skip_spaces();
        self.expect(">", SyntaxProblem::MissingSpace)
    }

    #[inline]
    fn content_text(&mut self) -> Result<Token<'a>, Fault> {
        let begin = self.at;
        let rest = self.rest().as_bytes();
        let mut plain = true;
        let mut length = 0;
        while let Some(byte) = rest.get(length).filter(|byte| **byte != b'<') {
            plain &= !matches!(byte, b'&' | b'\r' | b']');
            length += 1;
        }
        self.at += length;
        let raw = self.slice(begin, self.at);
        if plain {
            return Ok(Token::Text(Cow::Borrowed(raw)));
        }
        value::text_value(raw, begin).map(Token::Text)
    }

    /// A CDATA section, if one begins here.
    fn section(&mut self) -> Result<Option<Cow<'a, str>>, Fault> {
        const BEGIN: &str = "<![CDATA[";
        if !self.rest().starts_with(BEGIN) {
            return Ok(None);
        }
        self.at += BEGIN.len();
        self.until("]]>").map(|raw| Some(value::section_value(raw)))
    }

    /// Passes over a comment.
    pub(super) fn comment(&mut self) -> Result<(), Fault> {
        self.expect("<!--", SyntaxProblem::UnknownMarkup)?;
        self.until("--")?;
        self.expect(">", SyntaxProblem::HyphensInComment)
    }

    /// Passes over a processing instruction.
    pub(super) fn instruction(&mut self) -> Result<(), Fault> {
        let begin = self.at;
        self.expect("<?", SyntaxProblem::BadInstruction)?;
        let length = name_length(self.rest());
        let target = self.slice(self.at, self.at + length);
        if target.eq_ignore_ascii_case("xml") {
            return Err(Fault::new(begin, SyntaxProblem::MisplacedDeclaration));
        }
        self.at += length;
        if length == 0 || !(self.skip_spaces() > 0 || self.rest().starts_with("?>")) {
            return Err(Fault::new(begin, SyntaxProblem::BadInstruction));
        }
        self.until("?>").map(drop)
    }

    /// The name that begins here.
    #[inline]
    pub(super) fn name(&mut self) -> Result<&'a str, Fault> {
        let length = name_length(self.rest());
        if length == 0 {
            return Err(self.fault_at_end_or(SyntaxProblem::ExpectedName));
        }
        let name = self.slice(self.at, self.at + length);
        self.at += length;
        Ok(name)
    }

    /// The text up to `end`, which is passed over.
    pub(super) fn until(&mut self, end: &str) -> Result<&'a str, Fault> {
        let Some((before, _)) = self.rest().split_once(end) else {
            self.at = self.text.len();
            return Err(self.fault(SyntaxProblem::UnexpectedEnd));
        };
        self.at += before.len() + end.len();
        Ok(before)
    }

    /// Passes over `expected`, or complains.
    pub(super) fn expect(&mut self, expected: &str, problem: SyntaxProblem) -> Result<(), Fault> {
        if self.take(expected) {
            return Ok(());
        }
        Err(self.fault_at_end_or(problem))
    }

    /// Passes over `expected` if it is there.
    pub(super) fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Passes over white space and says how much there was.
    #[inline]
    pub(crate) fn skip_spaces(&mut self) -> usize {
        let begin = self.at;
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.at - begin
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    #[inline]
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    #[cold]
    pub(super) fn fault(&self, problem: SyntaxProblem) -> Fault {
        Fault::new(self.at, problem)
    }

    #[cold]
    fn fault_at_end_or(&self, problem: SyntaxProblem) -> Fault {
        self.fault(match self.peek() {
            None => SyntaxProblem::UnexpectedEnd,
            Some(_) => problem,
        })
    }
}
