//! Reads one element of a flow: attributes, children and text, each held against the facts.

use std::borrow::Cow;

use pas_domain::finding::{Finding, Place};
use pas_domain::flow::{Text, Values};

use crate::message::Spot;
use crate::schema::{AttributeFact, Content, ElementFact, NAMESPACE, Sequence, benefits};
use crate::xml::namespaces::{INSTANCE, Namespaces, declared_prefix, is_forbidden_declaration};
use crate::xml::{Attribute, Fault, MAX_DEPTH, Scanner, Step, SyntaxProblem, Token, split};

/// Walks through the elements and collects what the schema refuses.
#[derive(Debug)]
pub(crate) struct ElementReader<'a> {
    scanner: Scanner<'a>,
    namespaces: Namespaces<'a>,
    findings: Vec<Finding>,
    depth: usize,
}

/// An element whose name has been read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'a> {
    pub(crate) fact: &'static ElementFact,
    /// Whether it is the first of its kind in its parent.
    pub(crate) first: bool,
    name: &'a str,
    /// Whether the parent belongs to INPS's namespace, so that a stray namespace is told once.
    in_namespace: bool,
}

/// An element whose opening tag has been read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opened<'a> {
    spot: Spot,
    name: &'a str,
    is_empty: bool,
    in_namespace: bool,
}

impl<'a> Child<'a> {
    pub(crate) fn root(name: &'a str) -> Self {
        Self {
            fact: &benefits::FLUSSO,
            first: true,
            name,
            in_namespace: true,
        }
    }
}

impl<'a> ElementReader<'a> {
    pub(crate) fn new(scanner: Scanner<'a>) -> Self {
        Self {
            scanner,
            namespaces: Namespaces::default(),
            findings: Vec::new(),
            depth: 0,
        }
    }

    /// What was found, once nothing is left to read.
    pub(crate) fn finish(mut self) -> Result<Vec<Finding>, Fault> {
        self.scanner.finish()?;
        Ok(self.findings)
    }

    /// Reads the attributes of an element into `values`.
    pub(crate) fn open(
        &mut self,
        child: Child<'a>,
        place: Place,
        values: &mut Values<'a>,
    ) -> Result<Opened<'a>, Fault> {
        self.depth += 1;
        let spot = Spot {
            place,
            fact: child.fact,
        };
        let is_empty = self.attributes(spot, values)?;
        let (prefix, _) = split(child.name);
        let in_namespace = self.namespaces.is_flow(prefix);
        if !in_namespace && child.in_namespace {
            let found = self.namespaces.resolve(prefix);
            self.findings.push(spot.wrong_namespace(found));
        }
        Ok(Opened {
            spot,
            name: child.name,
            is_empty,
            in_namespace,
        })
    }

    /// Whether the tag ended with `/>`.
    fn attributes(&mut self, spot: Spot, values: &mut Values<'a>) -> Result<bool, Fault> {
        let attributes = &spot.fact.attributes;
        let mut seen = 0_u64;
        let mut strangers = Vec::new();
        let mut next = attributes.at(0);
        let is_empty = loop {
            let attribute = match self.scanner.next_attribute(name_of(next))? {
                Step::Attribute(attribute) => attribute,
                Step::Content => break false,
                Step::Empty => break true,
            };
            let found = match next {
                Some(next) if attribute.is_expected => Some(next),
                _ => attributes.find(attribute.name),
            };
            let Some((position, fact)) = found else {
                strangers.push(attribute);
                continue;
            };
            next = attributes.at(position + 1);
            if seen & (1 << position) != 0 {
                return Err(duplicate(&attribute));
            }
            seen |= 1 << position;
            if !fact.facet.accepts(&attribute.value) {
                let finding =
                    spot.wrong_value(fact.field, &fact.facet, fact.required, &attribute.value);
                self.findings.push(finding);
            }
            values.push(fact.field, attribute.value);
        };
        if !strangers.is_empty() {
            self.strangers(spot, strangers)?;
        }
        if seen & attributes.required != attributes.required {
            self.missing_attributes(spot, seen);
        }
        Ok(is_empty)
    }

    #[cold]
    fn missing_attributes(&mut self, spot: Spot, seen: u64) {
        for (position, fact) in spot.fact.attributes.facts.iter().enumerate() {
            if fact.required && seen & (1 << position) == 0 {
                self.findings.push(spot.missing_attribute(fact));
            }
        }
    }

    /// Namespace declarations, the attributes that any element may carry, and unknown ones.
    #[cold]
    fn strangers(&mut self, spot: Spot, mut strangers: Vec<Attribute<'a>>) -> Result<(), Fault> {
        strangers.retain(|attribute| !is_forbidden_declaration(attribute.name, &attribute.value));
        refuse_duplicates(&strangers)?;
        let mut others = Vec::new();
        for attribute in strangers {
            match declared_prefix(attribute.name) {
                Some(prefix) => {
                    self.namespaces
                        .declare(prefix, attribute.value, self.depth, attribute.at)?;
                }
                None => others.push(attribute),
            }
        }
        for attribute in others {
            self.findings.extend(self.judge_stranger(spot, &attribute));
        }
        Ok(())
    }

    fn judge_stranger(&self, spot: Spot, attribute: &Attribute<'a>) -> Option<Finding> {
        let Attribute { name, value, .. } = attribute;
        let (prefix, local) = split(name);
        if prefix.is_empty() || self.namespaces.resolve(prefix) != Some(INSTANCE) {
            return Some(spot.unknown_attribute(name, value));
        }
        match local {
            "schemaLocation" | "noNamespaceSchemaLocation" => None,
            "type" if self.is_own_type(spot.fact, value) => None,
            "type" => Some(spot.wrong_type(name, value)),
            "nil" => Some(spot.nil_not_allowed(name, value)),
            _ => Some(spot.unknown_attribute(name, value)),
        }
    }

    /// No type of the schemas is derived from another, so only the element's own one will do.
    fn is_own_type(&self, fact: &ElementFact, value: &str) -> bool {
        let (prefix, local) = split(value);
        fact.type_name == Some(local) && self.namespaces.resolve(prefix) == Some(NAMESPACE)
    }

    /// Reads the children of an element, handing each known one to `each`.
    pub(crate) fn children(
        &mut self,
        opened: Opened<'a>,
        each: impl FnMut(&mut Self, Child<'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let sequence = Sequence::of(opened.spot.fact);
        self.children_in(opened, sequence, each)
    }

    /// The same, for an element whose sequence may change on the way.
    pub(crate) fn children_in(
        &mut self,
        opened: Opened<'a>,
        mut sequence: Sequence,
        mut each: impl FnMut(&mut Self, Child<'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut spot = opened.spot;
        let mut text_told = false;
        let holds_elements = matches!(spot.fact.content, Content::Children(_));
        loop {
            if holds_elements && !opened.is_empty {
                self.scanner.skip_spaces();
            }
            let Some(token) = self.next_inside(opened)? else {
                break;
            };
            match token {
                Token::Open(name) => {
                    let arrived = sequence.arrive(split(name).1);
                    spot.fact = sequence.fact();
                    let Some((fact, arrival, first)) = arrived else {
                        self.findings.push(spot.unknown_element(name));
                        self.skip(name)?;
                        continue;
                    };
                    self.findings.extend(spot.arrival(fact, arrival));
                    let in_namespace = opened.in_namespace;
                    each(
                        self,
                        Child {
                            fact,
                            first,
                            name,
                            in_namespace,
                        },
                    )?;
                }
                Token::Text(text) if holds_elements && is_blank(&text) => {}
                Token::Text(text) | Token::Section(text) => {
                    if !std::mem::replace(&mut text_told, true) {
                        self.findings.push(spot.text_not_allowed(&text));
                    }
                }
            }
        }
        for missing in sequence.missing() {
            self.findings.push(spot.missing_element(missing));
        }
        self.leave();
        Ok(())
    }

    /// Reads an element that holds one value.
    pub(crate) fn text(&mut self, opened: Opened<'a>) -> Result<Text<'a>, Fault> {
        let spot = opened.spot;
        let mut value = Cow::Borrowed("");
        while let Some(token) = self.next_inside(opened)? {
            match token {
                Token::Text(piece) | Token::Section(piece) if value.is_empty() => value = piece,
                Token::Text(piece) | Token::Section(piece) => value.to_mut().push_str(&piece),
                Token::Open(name) => {
                    self.findings.push(spot.unknown_element(name));
                    self.skip(name)?;
                }
            }
        }
        if let Content::Text(field, facet) = &spot.fact.content
            && !facet.accepts(&value)
        {
            self.findings
                .push(spot.wrong_value(*field, facet, true, &value));
        }
        self.leave();
        Ok(value)
    }

    /// Passes over an unknown element, which has to be well-formed nevertheless.
    #[cold]
    fn skip(&mut self, name: &'a str) -> Result<(), Fault> {
        let mut open = Vec::new();
        let mut next = Some(name);
        loop {
            if let Some(name) = next.take() {
                if self.depth + open.len() == MAX_DEPTH {
                    return Err(Fault::new(self.scanner.at(), SyntaxProblem::TooDeep));
                }
                if !self.skip_attributes()? {
                    open.push(name);
                }
            }
            let Some(innermost) = open.last().copied() else {
                return Ok(());
            };
            match self.scanner.next_token(innermost)? {
                Some(Token::Open(name)) => next = Some(name),
                Some(Token::Text(_) | Token::Section(_)) => {}
                None => drop(open.pop()),
            }
        }
    }

    /// Whether the tag ended with `/>`.
    fn skip_attributes(&mut self) -> Result<bool, Fault> {
        let mut attributes = Vec::new();
        let is_empty = loop {
            match self.scanner.next_attribute("")? {
                Step::Attribute(attribute) => attributes.push(attribute),
                Step::Content => break false,
                Step::Empty => break true,
            }
        };
        refuse_duplicates(&attributes)?;
        Ok(is_empty)
    }

    /// The next piece of an element's content; `None` at its end.
    #[inline]
    fn next_inside(&mut self, opened: Opened<'a>) -> Result<Option<Token<'a>>, Fault> {
        if opened.is_empty {
            return Ok(None);
        }
        self.scanner.next_token(opened.name)
    }

    #[inline]
    fn leave(&mut self) {
        self.namespaces.leave(self.depth);
        self.depth -= 1;
    }
}

/// The name of the attribute that the schema has next; empty after the last one.
#[inline]
fn name_of(next: Option<(usize, &'static AttributeFact)>) -> &'static str {
    next.map_or("", |(_, fact)| fact.name)
}

/// White space that was written as references and so has not been skipped.
fn is_blank(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Sorting keeps a tag with a million attributes from taking a million times a million steps.
fn refuse_duplicates(attributes: &[Attribute<'_>]) -> Result<(), Fault> {
    let mut sorted: Vec<_> = attributes.iter().collect();
    sorted.sort_by_key(|attribute| (attribute.name, attribute.at));
    let same = |pair: &&[&Attribute<'_>]| matches!(pair, [one, other] if one.name == other.name);
    match sorted.windows(2).find(same) {
        Some(&[_, second]) => Err(duplicate(second)),
        _ => Ok(()),
    }
}

#[cold]
fn duplicate(attribute: &Attribute<'_>) -> Fault {
    let problem = SyntaxProblem::DuplicateAttribute(attribute.name.to_owned());
    Fault::new(attribute.at, problem)
}
