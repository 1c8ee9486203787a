//! From fields to the names and paths of INPS's XML, for messages, pages and reports.

use pas_domain::finding::{Place, Target};
use pas_domain::flow::Field;

use crate::schema::{Content, Element, ElementFact, Facet, Home, ROOTS, home_of};

/// The wire name of a field: the attribute, or the element whose text it is.
pub fn wire_name(field: Field) -> &'static str {
    home_of(field).map_or("", |home| match home.attribute {
        Some(attribute) => attribute.name,
        None => home.element.name,
    })
}

/// The wire name of the element that carries a field.
pub fn element_of(field: Field) -> &'static str {
    home_of(field).map_or("", |home| home.element.name)
}

/// What a code of an enumeration means, in Italian; `None` for a field without an enumeration or
/// a code that the schema does not list.
pub fn code_label(field: Field, code: &str) -> Option<&'static str> {
    match home_of(field)?.facet {
        Facet::Codes(list) => list.label(code),
        _ => None,
    }
}

/// The codes of a field with their meaning, in the order of the schema; empty for a field without
/// an enumeration.
pub fn codes_of(field: Field) -> &'static [(&'static str, &'static str)] {
    match home_of(field) {
        Some(Home {
            facet: Facet::Codes(list),
            ..
        }) => list.codes,
        _ => &[],
    }
}

/// Whether the schema requires the field in its element.
pub fn is_required(field: Field) -> bool {
    home_of(field).is_some_and(|home| home.attribute.is_none_or(|attribute| attribute.required))
}

/// The place of a finding in the XML, like `/Flusso/Beneficiario[1]/PrestazioniSociali[2]/@ImportoMensile`.
///
/// Positions count from 1, as XPath does.
pub fn path(place: Place, target: &Target) -> String {
    let base = base(place);
    match target {
        Target::Whole => base.path,
        Target::Other(name) => format!("{}/{name}", base.path),
        Target::Field(field) => match steps(base.element, *field) {
            Some(steps) => base.path + &steps,
            None => format!("{}/{}", base.path, wire_name(*field)),
        },
    }
}

/// The way from a place to an element and on to `name`, by wire names: `Anagrafica/@Cap`.
pub(crate) fn way_from(place: Place, element: Element, name: &str) -> String {
    let way = ROOTS
        .iter()
        .filter_map(|root| find(root, base(place).element))
        .find_map(|fact| names_below(fact, element))
        .unwrap_or_default();
    let parts = way
        .iter()
        .copied()
        .chain([name])
        .filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("/")
}

/// The names of the elements from below `fact` down to `element`.
fn names_below(fact: &'static ElementFact, element: Element) -> Option<Vec<&'static str>> {
    if fact.element == element {
        return Some(Vec::new());
    }
    children(fact).find_map(|child| {
        let mut way = names_below(child, element)?;
        way.insert(0, child.name);
        Some(way)
    })
}

/// The element that a place means, and the way to it.
struct Base {
    path: String,
    element: Element,
}

fn base(place: Place) -> Base {
    let (path, element) = match place {
        Place::Header => ("/Flusso".to_owned(), Element::Flusso),
        Place::Beneficiary { beneficiary } => (person(beneficiary), Element::Beneficiario),
        Place::Residence {
            beneficiary,
            residence,
        } => {
            let path = format!("{}/Indirizzo[{}]", person(beneficiary), residence + 1);
            (path, Element::Indirizzo)
        }
        Place::Benefit {
            beneficiary,
            benefit,
        } => (
            benefit_path(beneficiary, benefit),
            Element::PrestazioniSociali,
        ),
        Place::Assessment {
            beneficiary,
            benefit,
        } => (benefit_path(beneficiary, benefit) + "/SINA", Element::Sina),
        Place::Minor { minor } => (format!("/Flusso/SINBA[{}]", minor + 1), Element::Sinba),
    };
    Base { path, element }
}

fn person(beneficiary: usize) -> String {
    format!("/Flusso/Beneficiario[{}]", beneficiary + 1)
}

fn benefit_path(beneficiary: usize, benefit: usize) -> String {
    format!(
        "{}/PrestazioniSociali[{}]",
        person(beneficiary),
        benefit + 1
    )
}

/// The steps from an element down to a field: `/Anagrafica/@Cognome`.
fn steps(from: Element, field: Field) -> Option<String> {
    ROOTS
        .iter()
        .filter_map(|root| find(root, from))
        .find_map(|element| steps_below(element, field))
}

fn find(fact: &'static ElementFact, element: Element) -> Option<&'static ElementFact> {
    if fact.element == element {
        return Some(fact);
    }
    children(fact).find_map(|child| find(child, element))
}

fn steps_below(element: &'static ElementFact, field: Field) -> Option<String> {
    if let Some(attribute) = element
        .attributes
        .facts
        .iter()
        .find(|fact| fact.field == field)
    {
        return Some(format!("/@{}", attribute.name));
    }
    if matches!(element.content, Content::Text(text, _) if text == field) {
        return Some(String::new());
    }
    children(element)
        .find_map(|child| Some(format!("/{}{}", child.name, steps_below(child, field)?)))
}

fn children(fact: &'static ElementFact) -> impl Iterator<Item = &'static ElementFact> {
    let particles = match &fact.content {
        Content::Children(particles) => *particles,
        Content::Empty | Content::Text(..) => &[],
    };
    particles.iter().map(|particle| particle.fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_wire_name() {
        for field in Field::ALL {
            assert!(!wire_name(*field).is_empty(), "{field:?}");
            assert!(!element_of(*field).is_empty(), "{field:?}");
        }
    }

    #[test]
    fn every_code_has_a_meaning() {
        for field in Field::ALL {
            for (code, label) in codes_of(*field) {
                assert!(!label.is_empty(), "{field:?} {code}");
                assert_eq!(code_label(*field, code), Some(*label));
            }
        }
        assert_eq!(code_label(Field::Sex, "3"), None);
        assert_eq!(code_label(Field::Surname, "1"), None);
    }

    #[test]
    fn paths_lead_to_the_value() {
        let benefit = Place::Benefit {
            beneficiary: 0,
            benefit: 1,
        };
        let assessment = Place::Assessment {
            beneficiary: 0,
            benefit: 1,
        };
        for (place, target, expected) in [
            (
                benefit,
                Target::Field(Field::MonthlyAmount),
                "/Flusso/Beneficiario[1]/PrestazioniSociali[2]/@ImportoMensile",
            ),
            (
                benefit,
                Target::Whole,
                "/Flusso/Beneficiario[1]/PrestazioniSociali[2]",
            ),
            (
                Place::Beneficiary { beneficiary: 2 },
                Target::Field(Field::Surname),
                "/Flusso/Beneficiario[3]/Anagrafica/@Cognome",
            ),
            (
                Place::Header,
                Target::Field(Field::EnteCode),
                "/Flusso/IdentificazioneFlusso/Ente/@Codice",
            ),
            (
                assessment,
                Target::Field(Field::CertifiedDisability),
                "/Flusso/Beneficiario[1]/PrestazioniSociali[2]/SINA/InvaliditaCivile/InvCiv",
            ),
            (
                Place::Minor { minor: 0 },
                Target::Field(Field::MinorBenefit),
                "/Flusso/SINBA[1]/Prestazioni/CodicePrestazione",
            ),
            (
                Place::Residence {
                    beneficiary: 0,
                    residence: 1,
                },
                Target::Other("@Via".to_owned()),
                "/Flusso/Beneficiario[1]/Indirizzo[2]/@Via",
            ),
        ] {
            assert_eq!(path(place, &target), expected);
        }
    }
}
