//! The catalogue of the open data by the profile DCAT-AP_IT, as RDF in Turtle.

use super::TableSpec;
use super::turtle::{Object, Turtle};
use crate::editions::export::Format;

/// Who holds the data and publishes them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// Name of the ente.
    pub name: String,
    /// Its code in the index of public administrations (IPA); empty where it is not configured.
    pub ipa: String,
}

/// A table with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTable {
    /// What it is.
    pub spec: &'static TableSpec,
    /// What must be said of it: definitions, source, protection.
    pub notes: Vec<(String, String)>,
    /// Its files, each with its name, `prestazioni-per-anno.csv`.
    pub files: Vec<(Format, String, Vec<u8>)>,
}

/// The open data of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenData {
    /// The edition's number.
    pub edition: u32,
    /// When it was made, ISO 8601.
    pub created: String,
    /// First and last year of the data.
    pub years: (i16, i16),
    /// Who publishes.
    pub holder: Holder,
    /// The tables.
    pub tables: Vec<OpenTable>,
    /// The catalogue in Turtle.
    pub catalogue: String,
}

/// The name of the catalogue's file.
pub const CATALOGUE: &str = "catalogo.ttl";

const PREFIXES: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatapit", "http://dati.gov.it/onto/dcatapit#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("locn", "http://www.w3.org/ns/locn#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("schema", "http://schema.org/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
const LICENCE: &str = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40";

/// The catalogue of `data`, whose files stand below `base`, an address without a slash at its end.
pub fn catalogue(data: &OpenData, base: &str) -> String {
    let mut turtle = Turtle::default();
    for (name, address) in PREFIXES {
        turtle.prefix(name, address);
    }
    let home = format!("{base}/dati-aperti");
    let day = data.created.get(..10).unwrap_or("1970-01-01");
    let agent = format!("{home}#titolare");
    let sets: Vec<String> = data
        .tables
        .iter()
        .map(|table| format!("{home}/{}", table.spec.id))
        .collect();
    let title = format!(
        "Dati aperti sulle prestazioni sociali: {}",
        data.holder.name
    );
    let (language, themes) = (
        format!("{AUTHORITY}/language/ITA"),
        format!("{AUTHORITY}/data-theme"),
    );
    let mut said = vec![
        ("dct:title", Object::Words(&title)),
        (
            "dct:description",
            Object::Words(
                "Tabelle su beneficiari e spesa delle prestazioni sociali, protette perché nessuna persona si riconosca.",
            ),
        ),
        ("dct:publisher", Object::Node(&agent)),
        ("dct:modified", Object::Day(day)),
        ("dct:language", Object::Node(&language)),
        ("dcat:themeTaxonomy", Object::Node(&themes)),
        ("foaf:homepage", Object::Node(&home)),
    ];
    said.extend(sets.iter().map(|set| ("dcat:dataset", Object::Node(set))));
    let id = format!("{home}#catalogo");
    turtle.say(&id, "dcatapit:Catalog, dcat:Catalog", &said);
    // Without a code the name is all that tells the body.
    let code = if data.holder.ipa.is_empty() {
        &data.holder.name
    } else {
        &data.holder.ipa
    };
    let said = [
        ("dct:identifier", Object::Code(code)),
        ("foaf:name", Object::Words(&data.holder.name)),
    ];
    turtle.say(&agent, "dcatapit:Agent, foaf:Agent", &said);
    let said = [
        (
            "foaf:name",
            Object::Words("Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)"),
        ),
        (
            "dct:type",
            Object::Node("http://purl.org/adms/licencetype/Attribution"),
        ),
        ("owl:versionInfo", Object::Code("4.0")),
    ];
    turtle.say(
        LICENCE,
        "dcatapit:LicenseDocument, dct:LicenseDocument",
        &said,
    );
    place_and_time(&mut turtle, data, &home);
    for (table, set) in data.tables.iter().zip(&sets) {
        dataset(&mut turtle, table, set, (&home, &agent, day));
        distributions(&mut turtle, table, set, day);
    }
    turtle.finish()
}

/// The stretch of time and the territory that all tables share.
fn place_and_time(turtle: &mut Turtle, data: &OpenData, home: &str) {
    let (first, last) = data.years;
    let (start, end) = (format!("{first:04}-01-01"), format!("{last:04}-12-31"));
    let said = [
        ("schema:startDate", Object::Day(&start)),
        ("schema:endDate", Object::Day(&end)),
    ];
    turtle.say(&format!("{home}#periodo"), "dct:PeriodOfTime", &said);
    let said = [("locn:geographicName", Object::Words(&data.holder.name))];
    turtle.say(&format!("{home}#territorio"), "dct:Location", &said);
}

fn dataset(
    turtle: &mut Turtle,
    table: &OpenTable,
    set: &str,
    (home, agent, day): (&str, &str, &str),
) {
    let notes = table.notes.iter();
    let description: Vec<String> = notes
        .map(|(name, words)| format!("{name}: {words}"))
        .collect();
    let description = description.join("\n");
    let (theme, frequency) = (
        format!("{AUTHORITY}/data-theme/SOCI"),
        format!("{AUTHORITY}/frequency/IRREG"),
    );
    let language = format!("{AUTHORITY}/language/ITA");
    let (period, place) = (format!("{home}#periodo"), format!("{home}#territorio"));
    let mut said = vec![
        ("dct:identifier", Object::Code(table.spec.id)),
        ("dct:title", Object::Words(table.spec.title)),
        ("dct:description", Object::Words(&description)),
        ("dct:modified", Object::Day(day)),
        ("dct:issued", Object::Day(day)),
        ("dcat:theme", Object::Node(&theme)),
        ("dct:rightsHolder", Object::Node(agent)),
        ("dct:publisher", Object::Node(agent)),
        ("dct:accrualPeriodicity", Object::Node(&frequency)),
        ("dct:language", Object::Node(&language)),
        ("dct:temporal", Object::Node(&period)),
        ("dct:spatial", Object::Node(&place)),
        ("dcat:landingPage", Object::Node(home)),
    ];
    let keywords = table.spec.keywords.iter();
    said.extend(keywords.map(|word| ("dcat:keyword", Object::Words(word))));
    let files: Vec<String> = table
        .files
        .iter()
        .map(|(format, ..)| distribution(set, *format))
        .collect();
    said.extend(
        files
            .iter()
            .map(|file| ("dcat:distribution", Object::Node(file))),
    );
    turtle.say(set, "dcatapit:Dataset, dcat:Dataset", &said);
}

fn distribution(set: &str, format: Format) -> String {
    format!("{set}#{}", format.ending())
}

fn distributions(turtle: &mut Turtle, table: &OpenTable, set: &str, day: &str) {
    for (format, _, bytes) in &table.files {
        let address = format!("{set}.{}", format.ending());
        let kind = match format {
            Format::Csv => "CSV",
            _ => "JSON",
        };
        let kind = format!("{AUTHORITY}/file-type/{kind}");
        let title = format!("{} ({})", table.spec.title, format.label());
        let said = [
            ("dct:title", Object::Words(&title)),
            ("dct:format", Object::Node(&kind)),
            ("dct:license", Object::Node(LICENCE)),
            ("dcat:accessURL", Object::Node(&address)),
            ("dcat:downloadURL", Object::Node(&address)),
            ("dcat:byteSize", Object::Number(bytes.len())),
            ("dct:modified", Object::Day(day)),
        ];
        turtle.say(
            &distribution(set, *format),
            "dcatapit:Distribution, dcat:Distribution",
            &said,
        );
    }
}

impl OpenData {
    /// The file that is called `name`, with its media type; `catalogo.ttl` among them.
    pub fn file(&self, name: &str) -> Option<(&'static str, Vec<u8>)> {
        if name == CATALOGUE {
            return Some((
                "text/turtle; charset=utf-8",
                self.catalogue.clone().into_bytes(),
            ));
        }
        let mut files = self.tables.iter().flat_map(|table| &table.files);
        let (format, _, bytes) = files.find(|(_, other, _)| other == name)?;
        Some((format.media_type(), bytes.clone()))
    }
}
