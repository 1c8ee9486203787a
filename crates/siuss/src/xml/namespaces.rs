//! Which namespace a prefix means where the reader stands.

use std::borrow::Cow;

use super::{Fault, SyntaxProblem};
use crate::schema::NAMESPACE;

/// The namespace of `xsi:type` and its siblings.
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// More bindings than this are somebody's attack.
const MAX_BINDINGS: usize = 1000;

/// The declarations in force.
#[derive(Debug, Default)]
pub(crate) struct Namespaces<'a> {
    bindings: Vec<Binding<'a>>,
    /// The namespace of unprefixed elements is the one of the flow: nearly always so.
    default_is_flow: bool,
}

#[derive(Debug)]
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    depth: usize,
}

impl<'a> Namespaces<'a> {
    /// Takes `xmlns="uri"` or `xmlns:prefix="uri"` of an element at `depth`.
    pub(crate) fn declare(
        &mut self,
        prefix: &'a str,
        uri: Cow<'a, str>,
        depth: usize,
        at: usize,
    ) -> Result<(), Fault> {
        if self.bindings.len() == MAX_BINDINGS {
            return Err(Fault::new(at, SyntaxProblem::TooManyNamespaces));
        }
        self.bindings.push(Binding { prefix, uri, depth });
        self.refresh();
        Ok(())
    }

    /// Forgets what the element at `depth` declared.
    #[inline]
    pub(crate) fn leave(&mut self, depth: usize) {
        if self
            .bindings
            .last()
            .is_none_or(|binding| binding.depth < depth)
        {
            return;
        }
        while self
            .bindings
            .last()
            .is_some_and(|binding| binding.depth >= depth)
        {
            self.bindings.pop();
        }
        self.refresh();
    }

    /// Whether an element with this prefix belongs to the flow's namespace.
    #[inline]
    pub(crate) fn is_flow(&self, prefix: &str) -> bool {
        if prefix.is_empty() {
            self.default_is_flow
        } else {
            self.resolve(prefix) == Some(NAMESPACE)
        }
    }

    /// The namespace of a prefix; of no prefix, the default one.
    pub(crate) fn resolve(&self, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(XML);
        }
        let found = self
            .bindings
            .iter()
            .rev()
            .find(|binding| binding.prefix == prefix)?;
        Some(found.uri.as_ref())
    }

    fn refresh(&mut self) {
        self.default_is_flow = self.resolve("") == Some(NAMESPACE);
    }
}

/// Whether an attribute is a declaration that the recommendation forbids; `xmllint` acts as if it
/// were not there.
pub(crate) fn is_forbidden_declaration(name: &str, uri: &str) -> bool {
    declared_prefix(name).is_some_and(|prefix| {
        let reserved = matches!(prefix, "xml" | "xmlns") || matches!(uri, XML | XMLNS);
        reserved || (!prefix.is_empty() && uri.is_empty())
    })
}

/// The prefix that an attribute declares: empty for `xmlns`; `None` for any other attribute.
pub(crate) fn declared_prefix(name: &str) -> Option<&str> {
    if name == "xmlns" {
        return Some("");
    }
    name.strip_prefix("xmlns:")
        .filter(|prefix| !prefix.is_empty())
}
