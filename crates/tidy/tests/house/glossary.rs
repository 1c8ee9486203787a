//! The glossary against the domain crate: every public type is a term or a named bystander.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::identifiers::{has_words, identifiers, snake_case};
use crate::repository::{SourceFile, files, read, report};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    /// Types that are no term of the field, with the reason.
    structural: BTreeMap<String, String>,
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    it: String,
    identifier: String,
    gloss: String,
    source: String,
    status: Status,
    #[serde(default)]
    avoid: Vec<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Status {
    /// The identifier is the Italian word, which carries the law.
    Kept,
    /// The identifier is its English translation.
    Translated,
    /// The word is explained to readers; no type of the domain bears it.
    Word,
}

fn glossary() -> Glossary {
    toml::from_str(&read("docs/glossary.toml")).expect("docs/glossary.toml is well formed")
}

/// The public types of one file, those that its macros make included.
fn public_types(file: &SourceFile) -> Vec<String> {
    let mut types = Vec::new();
    let mut in_macro = false;
    for line in file.text.lines() {
        if line.ends_with("! {")
            && !line.starts_with([' ', '/'])
            && !line.starts_with("macro_rules")
        {
            in_macro = true;
        } else if line.starts_with('}') {
            in_macro = false;
        }
        let code = line.trim_start();
        let declared = code
            .strip_prefix("pub struct ")
            .or_else(|| code.strip_prefix("pub enum "));
        let made = line.strip_prefix("    ").filter(|_| in_macro);
        let made = made.and_then(|name| name.strip_suffix(" {").or_else(|| name.strip_suffix(',')));
        let name = declared.or(made).unwrap_or_default();
        let end = name
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(name.len());
        let whole = declared.is_some() || end == name.len();
        if whole && name.starts_with(|c: char| c.is_uppercase()) {
            types.push(name[..end].to_owned());
        }
    }
    types
}

fn domain_types() -> BTreeSet<String> {
    let files = files();
    let domain = files
        .iter()
        .filter(|file| file.path.starts_with("crates/domain/src/"));
    let types: BTreeSet<String> = domain.flat_map(public_types).collect();
    for seen in ["CodiceFiscale", "EnteId", "Sex", "Attribute"] {
        assert!(types.contains(seen), "the search for types misses `{seen}`");
    }
    types
}

#[test]
fn every_type_of_the_domain_is_in_the_glossary() {
    let glossary = glossary();
    let terms: BTreeSet<&str> = glossary
        .term
        .iter()
        .map(|term| term.identifier.as_str())
        .collect();
    let problems: Vec<String> = domain_types()
        .into_iter()
        .filter(|name| !terms.contains(name.as_str()) && !glossary.structural.contains_key(name))
        .collect();
    report(
        &problems,
        "Add the type to docs/glossary.toml: as a [[term]] with its Italian word and source, or \
         under [structural] with the reason why it is no term of the field.",
    );
}

#[test]
fn the_glossary_names_only_what_is_there() {
    let glossary = glossary();
    let types = domain_types();
    let terms = glossary
        .term
        .iter()
        .filter(|term| term.status != Status::Word);
    let named = terms
        .map(|term| &term.identifier)
        .chain(glossary.structural.keys());
    let problems: Vec<String> = named
        .filter(|name| !types.contains(*name))
        .cloned()
        .collect();
    report(
        &problems,
        "No public type of crates/domain bears this name any more.",
    );
}

#[test]
fn every_term_is_whole_and_stands_once() {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for term in glossary().term {
        let parts = [&term.it, &term.identifier, &term.gloss, &term.source];
        if parts.iter().any(|part| part.trim().is_empty()) {
            problems.push(format!("{}: a part is empty", term.identifier));
        }
        if !seen.insert(term.identifier.clone()) {
            problems.push(format!("{}: stands twice", term.identifier));
        }
    }
    report(
        &problems,
        "A term has its Italian word, identifier, gloss and source, once.",
    );
}

#[test]
fn no_identifier_uses_a_word_to_avoid() {
    let glossary = glossary();
    let avoided: Vec<(String, &str)> = glossary
        .term
        .iter()
        .flat_map(|term| {
            term.avoid
                .iter()
                .map(|word| (snake_case(word), term.identifier.as_str()))
        })
        .collect();
    let mut problems = Vec::new();
    // INPS's own names live in siuss and, of its JSON, in waas; what a word to avoid looks like, here.
    let exempt = ["crates/siuss/", "crates/waas/", "crates/tidy/"];
    for file in files().iter().filter(|file| file.is_one_of(&["rs"])) {
        if exempt.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let words: BTreeSet<String> = identifiers(&file.text).into_iter().collect();
        for (word, instead) in &avoided {
            let bad = words.iter().filter(|found| has_words(found, word));
            problems.extend(bad.map(|bad| format!("{}: `{bad}`; say `{instead}`", file.path)));
        }
    }
    report(
        &problems,
        "One thing has one name; docs/glossary.toml says which.",
    );
}
