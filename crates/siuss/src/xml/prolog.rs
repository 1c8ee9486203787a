//! What stands before the first element and after the last one.

use super::scanner::Scanner;
use super::{Fault, SyntaxProblem};

/// The first line that nearly every program writes; knowing it spares taking it apart.
pub(super) const USUAL_DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

impl<'a> Scanner<'a> {
    /// Passes over the prolog and gives the name of the first element.
    pub(crate) fn root(&mut self) -> Result<&'a str, Fault> {
        if !self.take(USUAL_DECLARATION) && is_declaration(self.rest()) {
            self.declaration()?;
        }
        let mut doctype_allowed = true;
        loop {
            self.skip_spaces();
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.comment()?;
            } else if rest.starts_with("<?") {
                self.instruction()?;
            } else if rest.starts_with("<!DOCTYPE") && doctype_allowed {
                self.doctype()?;
                doctype_allowed = false;
            } else if self.take("<") {
                return self.name();
            } else if rest.is_empty() {
                return Err(self.fault(SyntaxProblem::UnexpectedEnd));
            } else {
                return Err(self.fault(SyntaxProblem::TextBeforeRoot));
            }
        }
    }

    /// Makes sure that nothing but comments and instructions follows the last element.
    pub(crate) fn finish(&mut self) -> Result<(), Fault> {
        loop {
            self.skip_spaces();
            let rest = self.rest();
            if rest.is_empty() {
                return Ok(());
            } else if rest.starts_with("<!--") {
                self.comment()?;
            } else if rest.starts_with("<?") {
                self.instruction()?;
            } else {
                return Err(self.fault(SyntaxProblem::ContentAfterRoot));
            }
        }
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`. Source: XML 1.0, production 23.
    fn declaration(&mut self) -> Result<(), Fault> {
        self.take("<?xml");
        self.skip_spaces();
        if !self.pseudo_attribute("version")?.is_some_and(is_version) {
            return Err(self.fault(SyntaxProblem::BadDeclaration));
        }
        let mut spaced = self.skip_spaces() > 0;
        for (name, is_right) in [
            ("encoding", is_encoding_name as fn(&str) -> bool),
            ("standalone", |value| matches!(value, "yes" | "no")),
        ] {
            if let Some(value) = self.pseudo_attribute(name)? {
                if !spaced || !is_right(value) {
                    return Err(self.fault(SyntaxProblem::BadDeclaration));
                }
                spaced = self.skip_spaces() > 0;
            }
        }
        self.expect("?>", SyntaxProblem::BadDeclaration)
    }

    /// `name = "value"`, if it is there.
    fn pseudo_attribute(&mut self, name: &str) -> Result<Option<&'a str>, Fault> {
        if !self.take(name) {
            return Ok(None);
        }
        self.skip_spaces();
        self.expect("=", SyntaxProblem::BadDeclaration)?;
        self.skip_spaces();
        self.literal(SyntaxProblem::BadDeclaration).map(Some)
    }

    /// A document type declaration is harmless while it declares nothing: external subsets are
    /// never read, internal ones may hold entities that explode and are refused unread.
    fn doctype(&mut self) -> Result<(), Fault> {
        self.take("<!DOCTYPE");
        self.spaces()?;
        self.name()?;
        if self.skip_spaces() > 0 {
            self.external_id()?;
        }
        if self.take("[") {
            self.empty_subset()?;
        }
        self.skip_spaces();
        self.expect(">", SyntaxProblem::BadDoctype)
    }

    fn external_id(&mut self) -> Result<(), Fault> {
        if self.take("PUBLIC") {
            self.spaces()?;
            let public = self.literal(SyntaxProblem::BadDoctype)?;
            if !public.bytes().all(is_public_id_byte) {
                return Err(self.fault(SyntaxProblem::BadDoctype));
            }
        } else if !self.take("SYSTEM") {
            return Ok(());
        }
        self.spaces()?;
        self.literal(SyntaxProblem::BadDoctype)?;
        self.skip_spaces();
        Ok(())
    }

    fn empty_subset(&mut self) -> Result<(), Fault> {
        loop {
            self.skip_spaces();
            if self.take("]") {
                return Ok(());
            } else if self.rest().starts_with("<!--") {
                self.comment()?;
            } else if self.rest().starts_with("<?") {
                self.instruction()?;
            } else {
                return Err(self.fault(SyntaxProblem::DoctypeDeclares));
            }
        }
    }

    fn spaces(&mut self) -> Result<(), Fault> {
        if self.skip_spaces() == 0 {
            return Err(self.fault(SyntaxProblem::BadDoctype));
        }
        Ok(())
    }

    fn literal(&mut self, problem: SyntaxProblem) -> Result<&'a str, Fault> {
        for quote in ["\"", "'"] {
            if self.take(quote) {
                return self.until(quote);
            }
        }
        Err(self.fault(problem))
    }
}

/// Whether an XML declaration begins here, and not an instruction such as `<?xml-stylesheet?>`.
pub(super) fn is_declaration(text: &str) -> bool {
    text.strip_prefix("<?xml")
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']))
}

/// `1.0`, and whatever later version of XML 1, as libxml2 takes it.
fn is_version(version: &str) -> bool {
    version
        .strip_prefix("1.")
        .is_some_and(|minor| minor.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Source: XML 1.0, production 81.
fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// Source: XML 1.0, production 13.
fn is_public_id_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&byte)
}
