//! Holds every fact of the tables against INPS's own XSDs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{AttributeFact, Content, ElementFact, Facet, UNBOUNDED, benefits, minors};

/// A node of an XSD document.
#[derive(Debug, Default, Clone)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
}

impl Node {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn one(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    fn number(&self, name: &str, otherwise: u32) -> u32 {
        match self.attribute(name) {
            Some("unbounded") => UNBOUNDED,
            Some(number) => number.parse().expect("a number"),
            None => otherwise,
        }
    }
}

/// Parses with `quick-xml`, so that our own scanner is not its own witness.
fn parse(text: &str) -> Node {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![Node::default()];
    let node = |start: &quick_xml::events::BytesStart<'_>| Node {
        name: start.local_name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .map(|attribute| attribute.expect("an attribute"))
            .map(|attribute| {
                (
                    attribute.key.as_ref().to_owned(),
                    attribute.value.into_owned(),
                )
            })
            .collect(),
        children: Vec::new(),
    };
    loop {
        match reader.read_event().expect("the XSD is XML") {
            Event::Start(start) => open.push(node(&start)),
            Event::Empty(start) => open.last_mut().expect("open").children.push(node(&start)),
            Event::End(_) => {
                let closed = open.pop().expect("open");
                open.last_mut().expect("open").children.push(closed);
            }
            Event::Eof => return open.remove(0).children.remove(0),
            _ => {}
        }
    }
}

fn schema(name: &str) -> Option<Node> {
    let root = std::env::var_os("PAS_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join("siuss").join(name)).ok();
    if text.is_none() {
        println!("skipped: {name} is not in {}", root.join("siuss").display());
    }
    text.map(|text| parse(&text))
}

/// A named type of the schema, complex or simple.
fn named<'n>(schema: &'n Node, kind: &str, name: &str) -> &'n Node {
    let types = schema.children.iter().filter(|child| child.name == kind);
    types
        .into_iter()
        .find(|child| child.attribute("name") == Some(name))
        .unwrap_or_else(|| panic!("the XSD has no {kind} {name}"))
}

fn check_element(schema: &Node, declaration: &Node, fact: &'static ElementFact) -> usize {
    assert_eq!(declaration.attribute("name"), Some(fact.name));
    assert_eq!(
        declaration.attribute("type"),
        fact.type_name,
        "{}",
        fact.name
    );
    if let Content::Text(_, facet) = &fact.content {
        check_simple(schema, declaration, facet, fact.name);
        assert!(fact.attributes.facts.is_empty());
        return 1;
    }
    let complex = match fact.type_name {
        Some(name) => named(schema, "complexType", name),
        None => declaration.one("complexType").expect("an anonymous type"),
    };
    check_children(schema, complex, fact) + check_attributes(schema, complex, fact)
}

fn check_children(schema: &Node, complex: &Node, fact: &'static ElementFact) -> usize {
    let declared: Vec<_> = complex
        .one("sequence")
        .map_or(Vec::new(), |s| s.all("element").collect());
    let particles = match &fact.content {
        Content::Children(particles) => *particles,
        Content::Empty | Content::Text(..) => &[],
    };
    assert_eq!(declared.len(), particles.len(), "children of {}", fact.name);
    let pairs = std::iter::zip(declared, particles);
    pairs
        .map(|(declaration, particle)| {
            let name = particle.fact.name;
            assert_eq!(declaration.number("minOccurs", 1), particle.min, "{name}");
            assert_eq!(declaration.number("maxOccurs", 1), particle.max, "{name}");
            1 + check_element(schema, declaration, particle.fact)
        })
        .sum()
}

fn check_attributes(schema: &Node, complex: &Node, fact: &ElementFact) -> usize {
    let declared: Vec<_> = complex.all("attribute").collect();
    let known = fact.attributes.facts;
    let names = |nodes: &[&Node]| -> Vec<String> {
        nodes
            .iter()
            .filter_map(|node| node.attribute("name").map(str::to_owned))
            .collect()
    };
    let ours: Vec<_> = known.iter().map(|fact| fact.name.to_owned()).collect();
    assert_eq!(
        names(&declared),
        ours,
        "attributes of {}, in order",
        fact.name
    );
    for (node, attribute) in std::iter::zip(&declared, known) {
        let place = format!("{}/@{}", fact.name, attribute.name);
        assert_eq!(
            node.attribute("use") == Some("required"),
            attribute.required,
            "{place}"
        );
        assert_eq!(
            (node.attribute("default"), node.attribute("fixed")),
            (None, None),
            "{place}"
        );
        check_simple(schema, node, &attribute.facet, &place);
        check_lookup(fact, attribute);
    }
    known.len()
}

fn check_lookup(element: &ElementFact, attribute: &AttributeFact) {
    let (_, found) = element
        .attributes
        .find(attribute.name)
        .expect("found by name");
    assert_eq!(found.field, attribute.field);
    for stranger in [
        "",
        "x",
        &attribute.name.to_lowercase(),
        &format!("{}x", attribute.name),
    ] {
        assert!(element.attributes.find(stranger).is_none(), "{stranger}");
    }
}

fn check_simple(schema: &Node, declaration: &Node, facet: &Facet, place: &str) {
    let simple = match declaration.attribute("type") {
        Some(name) => named(schema, "simpleType", name),
        None => declaration.one("simpleType").expect("a simple type"),
    };
    let restriction = simple.one("restriction").expect("a restriction");
    let mut facets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in restriction
        .children
        .iter()
        .filter(|node| node.name != "annotation")
    {
        facets
            .entry(&node.name)
            .or_default()
            .extend(node.attribute("value"));
    }
    if let Some(length) = facets.remove("length") {
        facets.insert("minLength", length.clone());
        facets.insert("maxLength", length);
    }
    let base = restriction.attribute("base").expect("a base type");
    let (ours_base, ours) = facets_of(facet);
    assert_eq!(base, ours_base, "{place}");
    if ours.get("minLength").is_some_and(|min| min == &["0"]) {
        facets.entry("minLength").or_insert_with(|| vec!["0"]);
    }
    let ours: BTreeMap<&str, Vec<&str>> = ours
        .iter()
        .map(|(name, values)| (*name, values.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(facets, ours, "{place}");
}

/// The base type and the facets that a fact stands for.
fn facets_of(facet: &Facet) -> (&'static str, BTreeMap<&'static str, Vec<String>>) {
    let one = |value: &dyn ToString| vec![value.to_string()];
    match facet {
        Facet::Length { min, max } => (
            "xs:string",
            [("minLength", one(min)), ("maxLength", one(max))].into(),
        ),
        Facet::Pattern(pattern) => (
            "xs:string",
            [("pattern", one(&pattern.expression()))].into(),
        ),
        Facet::Codes(list) => {
            let codes = list
                .codes
                .iter()
                .map(|(code, _)| (*code).to_owned())
                .collect();
            ("xs:string", [("enumeration", codes)].into())
        }
        Facet::Date => ("xs:date", BTreeMap::new()),
        Facet::Decimal => ("xs:decimal", BTreeMap::new()),
        Facet::Int { min: i32::MIN, max } => ("xs:int", [("maxInclusive", one(max))].into()),
        Facet::Int { min, max } => (
            "xs:int",
            [("minInclusive", one(min)), ("maxInclusive", one(max))].into(),
        ),
    }
}

fn check_schema(file: &str, root: &'static ElementFact, facts: usize) {
    let Some(schema) = schema(file) else {
        return;
    };
    assert_eq!(schema.attribute("targetNamespace"), Some(super::NAMESPACE));
    assert_eq!(schema.attribute("elementFormDefault"), Some("qualified"));
    let globals: Vec<_> = schema.all("element").collect();
    assert_eq!(globals.len(), 1, "one root");
    let declaration = globals.first().expect("the root");
    assert_eq!(check_element(&schema, declaration, root), facts);
}

#[test]
fn the_benefit_tables_say_what_the_xsd_says() {
    check_schema("PS_PSA_SINA201812.xsd", &benefits::FLUSSO, 63);
}

#[test]
fn the_minor_tables_say_what_the_xsd_says() {
    check_schema("SINBA.xsd", &minors::FLUSSO, 60);
}
