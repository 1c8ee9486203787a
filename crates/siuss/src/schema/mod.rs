//! What INPS's two schemas say, as data: elements, their order, attributes and facets.
//!
//! The tables are held fact by fact against the XSDs by `against_xsd`.

#[cfg(test)]
mod against_xsd;
pub(crate) mod benefits;
pub(crate) mod codes;
pub(crate) mod codes_minor;
mod date;
mod digits;
mod facet;
mod lookup;
pub(crate) mod minors;
mod number;
mod sequence;

use pas_domain::flow::Field;

pub(crate) use facet::{CodeList, Facet, Pattern};
pub(crate) use lookup::Lookup;
pub(crate) use sequence::{Arrival, Sequence};

/// The namespace of every element of a flow. Source: both XSDs, `targetNamespace`.
pub(crate) const NAMESPACE: &str = "http://inps.it/Casellario";

/// The value of `maxOccurs="unbounded"`.
pub(crate) const UNBOUNDED: u32 = u32::MAX;

/// Every element that the schemas declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    Flusso,
    IdentificazioneFlusso,
    Ente,
    Beneficiario,
    Anagrafica,
    Indirizzo,
    PrestazioniSociali,
    Sina,
    NecessitaInterventiSociali,
    InvaliditaCivile,
    InvCiv,
    Sinba,
    Prestazioni,
    Famiglia,
    ComposizioneFamiglia,
    CodicePrestazione,
}

/// One element declaration.
#[derive(Debug)]
pub(crate) struct ElementFact {
    pub(crate) element: Element,
    /// The name on the wire.
    pub(crate) name: &'static str,
    /// What a clerk calls it, with its article: `i dati anagrafici`.
    pub(crate) label: &'static str,
    /// The named type of the XSD, the only value that `xsi:type` may have; none for an anonymous one.
    pub(crate) type_name: Option<&'static str>,
    pub(crate) attributes: Attributes,
    pub(crate) content: Content,
    /// Where the requirement stands, for findings.
    pub(crate) source: &'static str,
}

/// What stands between the tags of an element.
#[derive(Debug)]
pub(crate) enum Content {
    /// Nothing, not even a space.
    Empty,
    /// Elements, with white space between them.
    Children(&'static [Particle]),
    /// One value.
    Text(Field, Facet),
}

/// How often an element stands in a sequence.
#[derive(Debug)]
pub(crate) struct Particle {
    pub(crate) fact: &'static ElementFact,
    pub(crate) min: u32,
    pub(crate) max: u32,
}

/// One attribute declaration.
#[derive(Debug)]
pub(crate) struct AttributeFact {
    pub(crate) field: Field,
    /// The name on the wire.
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) facet: Facet,
}

/// The attributes of an element, in the order of the XSD, with the means to find one quickly.
#[derive(Debug)]
pub(crate) struct Attributes {
    pub(crate) facts: &'static [AttributeFact],
    /// One bit for each required attribute, by position.
    pub(crate) required: u64,
    lookup: Lookup,
}

impl Attributes {
    pub(crate) const NONE: Self = Self::new(&[]);

    pub(crate) const fn new(facts: &'static [AttributeFact]) -> Self {
        let mut required = 0;
        let mut position = 0;
        while position < facts.len() {
            if facts[position].required {
                required |= 1 << position;
            }
            position += 1;
        }
        Self {
            facts,
            required,
            lookup: Lookup::new(facts),
        }
    }

    /// The attribute at a position, with the position.
    #[inline]
    pub(crate) fn at(&self, position: usize) -> Option<(usize, &'static AttributeFact)> {
        self.facts.get(position).map(|fact| (position, fact))
    }

    /// The attribute called `name` and its position.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &'static AttributeFact)> {
        self.lookup.find(self.facts, name)
    }
}

/// The root elements of the two schemas.
pub(crate) const ROOTS: [&ElementFact; 2] = [&benefits::FLUSSO, &minors::FLUSSO];

/// The element that carries `field`, and its facet.
pub(crate) fn home_of(field: Field) -> Option<Home> {
    ROOTS.iter().find_map(|root| home_below(root, field))
}

/// Where a field stands in the schema.
pub(crate) struct Home {
    pub(crate) element: &'static ElementFact,
    /// `None` when the field is the text of the element.
    pub(crate) attribute: Option<&'static AttributeFact>,
    pub(crate) facet: &'static Facet,
}

fn home_below(element: &'static ElementFact, field: Field) -> Option<Home> {
    let own = element.attributes.facts.iter();
    if let Some(attribute) = own.clone().find(|fact| fact.field == field) {
        return Some(Home {
            element,
            attribute: Some(attribute),
            facet: &attribute.facet,
        });
    }
    match &element.content {
        Content::Empty => None,
        Content::Text(text, facet) => (*text == field).then_some(Home {
            element,
            attribute: None,
            facet,
        }),
        Content::Children(particles) => particles
            .iter()
            .find_map(|particle| home_below(particle.fact, field)),
    }
}

/// A required attribute.
pub(crate) const fn required(field: Field, name: &'static str, facet: Facet) -> AttributeFact {
    AttributeFact {
        field,
        name,
        required: true,
        facet,
    }
}

/// An optional attribute.
pub(crate) const fn optional(field: Field, name: &'static str, facet: Facet) -> AttributeFact {
    AttributeFact {
        field,
        name,
        required: false,
        facet,
    }
}

/// An element that stands exactly once.
pub(crate) const fn once(fact: &'static ElementFact) -> Particle {
    Particle {
        fact,
        min: 1,
        max: 1,
    }
}

/// An element that stands `min` to `max` times.
pub(crate) const fn times(fact: &'static ElementFact, min: u32, max: u32) -> Particle {
    Particle { fact, min, max }
}
