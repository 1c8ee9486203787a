//! Reads a flow and checks it against INPS's schema in one pass.

use std::borrow::Cow;

use pas_domain::finding::{Finding, Place};
use pas_domain::flow::{
    FlowBody, Text, UncheckedAssessment, UncheckedBeneficiary, UncheckedBenefit, UncheckedFlow,
    UncheckedMinor, Values,
};

use crate::element::{Child, ElementReader, Opened};
use crate::owned;
use crate::schema::{Element, Sequence, benefits};
use crate::unreadable::UnreadableFlow;
use crate::xml::SyntaxProblem;
use crate::xml::{Fault, Scanner, encoding, forbidden_character, locate, split};

/// Which of INPS's two schemas a flow follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowKind {
    /// PS_PSA_SINA201812.xsd: benefits of named people.
    Ps,
    /// SINBA.xsd: minors without a name.
    Sinba,
}

/// A flow as it was read, and what INPS's schema has to say on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The values, also the wrong ones.
    pub flow: UncheckedFlow<'a>,
    /// What the XSD would raise, in document order; empty when the flow is valid.
    pub findings: Vec<Finding>,
    /// The schema that was used.
    pub kind: FlowKind,
}

impl Reading<'_> {
    /// Whether INPS's XSD accepts the flow.
    pub fn is_valid(&self) -> bool {
        self.findings.is_empty()
    }

    /// The same reading, owning its text.
    pub fn into_owned(self) -> Reading<'static> {
        Reading {
            flow: owned::flow(self.flow),
            findings: self.findings,
            kind: self.kind,
        }
    }
}

/// Reads the XML of a flow, of either kind: which one, the first `Beneficiario` or `SINBA` tells.
///
/// Whatever is well-formed XML and begins with `Flusso` gives a reading; what INPS's XSD would
/// refuse in it becomes findings.
pub fn read(bytes: &[u8]) -> Result<Reading<'_>, UnreadableFlow> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(UnreadableFlow::Empty);
    }
    if !encoding::may_be_xml(bytes) {
        return Err(UnreadableFlow::NotXml);
    }
    match encoding::decode(bytes)? {
        Cow::Borrowed(text) => read_text(text),
        Cow::Owned(text) => read_text(&text).map(Reading::into_owned),
    }
}

fn read_text(text: &str) -> Result<Reading<'_>, UnreadableFlow> {
    let malformed = |fault: Fault| {
        let (line, column) = locate(text, fault.at);
        UnreadableFlow::Malformed {
            line,
            column,
            problem: fault.problem,
        }
    };
    if let Some((at, character)) = forbidden_character(text) {
        let problem = SyntaxProblem::ForbiddenCharacter(character.into());
        return Err(malformed(Fault::new(at, problem)));
    }
    let mut scanner = Scanner::new(text);
    let root = scanner.root().map_err(malformed)?;
    if split(root).1 != benefits::FLUSSO.name {
        let (line, column) = locate(text, scanner.at() - root.len());
        return Err(UnreadableFlow::NotAFlow {
            line,
            column,
            root: root.to_owned(),
        });
    }
    read_flow(ElementReader::new(scanner), root).map_err(malformed)
}

fn read_flow<'a>(mut reader: ElementReader<'a>, root: &'a str) -> Result<Reading<'a>, Fault> {
    let mut flow = UncheckedFlow::default();
    let mut none = Values::new();
    let opened = reader.open(Child::root(root), Place::Header, &mut none)?;
    reader.children_in(opened, Sequence::of_root(), |reader, child| {
        match (child.fact.element, &mut flow.body) {
            (Element::Beneficiario, FlowBody::Benefits(people)) => {
                people.push(beneficiary(reader, child, people.len())?);
            }
            (Element::Sinba, FlowBody::Minors(minors)) => {
                minors.push(minor(reader, child, minors.len())?);
            }
            (Element::Sinba, FlowBody::Benefits(_)) => {
                flow.body = FlowBody::Minors(vec![minor(reader, child, 0)?]);
            }
            _ => header(reader, child, &mut flow.header)?,
        }
        Ok(())
    })?;
    let findings = reader.finish()?;
    let kind = match flow.body {
        FlowBody::Benefits(_) => FlowKind::Ps,
        FlowBody::Minors(_) => FlowKind::Sinba,
    };
    Ok(Reading {
        flow,
        findings,
        kind,
    })
}

/// `IdentificazioneFlusso` with its `Ente`.
fn header<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    header: &mut Values<'a>,
) -> Result<(), Fault> {
    let mut values = Values::with_capacity(5);
    let first = child.first;
    let opened = reader.open(child, Place::Header, &mut values)?;
    reader.children(opened, |reader, ente| {
        let mut spare = Values::new();
        let target = if ente.first { &mut values } else { &mut spare };
        leaf(reader, ente, Place::Header, target)
    })?;
    if first {
        *header = values;
    }
    Ok(())
}

/// An element with attributes only.
fn leaf<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    place: Place,
    values: &mut Values<'a>,
) -> Result<(), Fault> {
    let opened = reader.open(child, place, values)?;
    reader.children(opened, |_, _| Ok(()))
}

fn beneficiary<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    beneficiary: usize,
) -> Result<UncheckedBeneficiary<'a>, Fault> {
    let mut read = UncheckedBeneficiary {
        person: Values::with_capacity(8),
        // Mostly there is one of each, and memory is what a large flow spends its time on.
        residences: Vec::with_capacity(1),
        benefits: Vec::with_capacity(1),
    };
    let place = Place::Beneficiary { beneficiary };
    let opened = reader.open(child, place, &mut read.person)?;
    reader.children(opened, |reader, child| match child.fact.element {
        Element::Anagrafica => {
            let mut spare = Values::new();
            let values = if child.first {
                &mut read.person
            } else {
                &mut spare
            };
            leaf(reader, child, place, values)
        }
        Element::Indirizzo => {
            let residence = read.residences.len();
            let mut values = Values::with_capacity(3);
            leaf(
                reader,
                child,
                Place::Residence {
                    beneficiary,
                    residence,
                },
                &mut values,
            )?;
            read.residences.push(values);
            Ok(())
        }
        _ => {
            let number = read.benefits.len();
            read.benefits
                .push(benefit(reader, child, beneficiary, number)?);
            Ok(())
        }
    })?;
    Ok(read)
}

fn benefit<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    beneficiary: usize,
    benefit: usize,
) -> Result<UncheckedBenefit<'a>, Fault> {
    let mut read = UncheckedBenefit {
        values: Values::with_capacity(child.fact.attributes.facts.len()),
        assessment: None,
    };
    let place = Place::Benefit {
        beneficiary,
        benefit,
    };
    let opened = reader.open(child, place, &mut read.values)?;
    reader.children(opened, |reader, child| {
        let found = assessment(
            reader,
            child,
            Place::Assessment {
                beneficiary,
                benefit,
            },
        )?;
        read.assessment.get_or_insert(found);
        Ok(())
    })?;
    Ok(read)
}

fn assessment<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    place: Place,
) -> Result<UncheckedAssessment<'a>, Fault> {
    let mut read = UncheckedAssessment {
        values: Values::with_capacity(child.fact.attributes.facts.len()),
        ..UncheckedAssessment::default()
    };
    let opened = reader.open(child, place, &mut read.values)?;
    reader.children(opened, |reader, child| {
        let texts = match child.fact.element {
            Element::NecessitaInterventiSociali => &mut read.needed_benefits,
            _ => &mut read.certified_disabilities,
        };
        list(reader, child, place, texts)
    })?;
    Ok(read)
}

fn minor<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    minor: usize,
) -> Result<UncheckedMinor<'a>, Fault> {
    let mut read = UncheckedMinor {
        values: Values::with_capacity(child.fact.attributes.facts.len()),
        ..UncheckedMinor::default()
    };
    let place = Place::Minor { minor };
    let opened = reader.open(child, place, &mut read.values)?;
    reader.children(opened, |reader, child| {
        let texts = match child.fact.element {
            Element::Prestazioni => &mut read.benefits,
            _ => &mut read.household,
        };
        list(reader, child, place, texts)
    })?;
    Ok(read)
}

/// An element that only holds elements with a text.
fn list<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    place: Place,
    texts: &mut Vec<Text<'a>>,
) -> Result<(), Fault> {
    let opened = open_bare(reader, child, place)?;
    reader.children(opened, |reader, child| {
        let opened = open_bare(reader, child, place)?;
        texts.push(reader.text(opened)?);
        Ok(())
    })
}

/// Opens an element that has no attributes.
fn open_bare<'a>(
    reader: &mut ElementReader<'a>,
    child: Child<'a>,
    place: Place,
) -> Result<Opened<'a>, Fault> {
    reader.open(child, place, &mut Values::new())
}
