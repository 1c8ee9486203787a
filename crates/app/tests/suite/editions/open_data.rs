//! Open data: protected whoever asks, and a catalogue that is RDF and says what DCAT-AP_IT asks for.

use std::collections::BTreeMap;

use oxttl::TurtleParser;
use pas_app::editions::export::Format;
use pas_app::open_data::TABLES;
use pas_app::use_cases::publish_open_data::{Wanted, publish_open_data};

use super::built;
use crate::support::{Home, on_both};

on_both!(what_anybody_may_have_is_protected_and_described);

const BASE: &str = "https://pas.example";

/// Subjects, each with the properties and objects said of it.
type Graph = BTreeMap<String, Vec<(String, String)>>;

fn graph(turtle: &str) -> Graph {
    let mut graph = Graph::new();
    for triple in TurtleParser::new().for_slice(turtle) {
        let triple = triple.expect("Turtle");
        let plain = |text: String| text.trim_matches(['<', '>']).to_owned();
        let said = (
            plain(triple.predicate.to_string()),
            plain(triple.object.to_string()),
        );
        graph
            .entry(plain(triple.subject.to_string()))
            .or_default()
            .push(said);
    }
    graph
}

async fn what_anybody_may_have_is_protected_and_described(home: Home) {
    let here = home.district().await;
    // A clerk may open the records behind the figures, and is answered as anybody is.
    let (app, clerk) = (here.app.clone().with_ipa_code("c_a944"), here.clerk().await);
    built(&app, &clerk).await;
    let data = publish_open_data(&app, &clerk, None, (BASE, Wanted::All))
        .await
        .expect("published");
    assert!(data.tables.len() == TABLES.len());
    let mut n_hidden = 0;
    for table in &data.tables {
        let note = table.notes.iter().find(|(name, _)| name == "Riservatezza");
        let (_, words) = note.expect("a note");
        assert!(words.starts_with("I valori sono protetti"), "{words}");
        let (format, _, csv) = &table.files[0];
        assert_eq!(*format, Format::Csv);
        let csv = String::from_utf8(csv.clone()).expect("text");
        n_hidden += csv.matches("oscurato").count();
    }
    assert!(n_hidden > 0, "few people are in some cell");
    let graph = graph(&data.catalogue);
    let terms = "http://purl.org/dc/terms/";
    let dcat = "http://www.w3.org/ns/dcat#";
    let said = |subject: &str, property: &str| -> Vec<String> {
        let all = graph
            .get(subject)
            .unwrap_or_else(|| panic!("nothing of {subject}"));
        let found = all.iter().filter(|(other, _)| other == property);
        let found: Vec<String> = found.map(|(_, object)| object.clone()).collect();
        assert!(!found.is_empty(), "{subject} has no {property}");
        found
    };
    let catalogue = format!("{BASE}/dati-aperti#catalogo");
    for property in ["title", "description", "publisher", "modified"] {
        said(&catalogue, &format!("{terms}{property}"));
    }
    let sets = said(&catalogue, &format!("{dcat}dataset"));
    assert_eq!(sets.len(), TABLES.len());
    let holder = said(&catalogue, &format!("{terms}publisher")).remove(0);
    assert_eq!(said(&holder, &format!("{terms}identifier")), ["\"c_a944\""]);
    for set in &sets {
        for property in [
            "identifier",
            "title",
            "description",
            "modified",
            "rightsHolder",
            "accrualPeriodicity",
            "temporal",
            "spatial",
        ] {
            said(set, &format!("{terms}{property}"));
        }
        let theme = said(set, &format!("{dcat}theme"));
        assert!(theme[0].ends_with("/data-theme/SOCI"), "{theme:?}");
        let files = said(set, &format!("{dcat}distribution"));
        assert_eq!(files.len(), 2);
        for file in &files {
            for property in ["format", "license", "title"] {
                said(file, &format!("{terms}{property}"));
            }
            let address = said(file, &format!("{dcat}downloadURL")).remove(0);
            let name = address
                .strip_prefix(&format!("{BASE}/dati-aperti/"))
                .expect("below the portal");
            let (_, bytes) = data.file(name).unwrap_or_else(|| panic!("no {name}"));
            assert!(!bytes.is_empty());
        }
    }
}
