//! What the guide owes its readers, held against the catalogue, the schema, the rules and the figures.

use std::collections::BTreeSet;

use pas_catalogue::Catalogue;
use pas_cube::measure;
use pas_domain::flow::Field;
use pas_domain::record::RecordState;
use pas_guide::{Guide, Kind, Piece, mark};
use pas_rules::registry::RULES;

/// The tutorials of the webinar of 29 March 2023.
const TUTORIALS: [&str; 6] = ["A1.07", "A1.22", "A2.08", "A2.12", "A3.02", "A3.04"];

fn guide() -> &'static Guide {
    Guide::builtin()
}

#[test]
fn every_benefit_of_the_catalogue_has_its_page() {
    let known: Vec<&str> = Catalogue::builtin()
        .benefits()
        .iter()
        .map(|benefit| benefit.code.as_str())
        .collect();
    let told: Vec<&str> = guide()
        .benefits()
        .iter()
        .map(pas_guide::BenefitPage::code)
        .collect();
    assert_eq!(told, known);
}

#[test]
fn every_page_says_all_that_a_page_says() {
    for page in guide().benefits() {
        let code = page.code();
        for text in [&page.what, &page.beneficiary, &page.amount, &page.period] {
            assert!(text.ends_with('.'), "{code}: {text}");
        }
        assert!(!page.cautions.is_empty(), "{code}: what goes wrong");
        assert!(
            !page.means_tests.is_empty() && !page.caratteri.is_empty(),
            "{code}"
        );
        assert!(!page.examples.is_empty(), "{code}: an example");
        let sentences = page
            .cautions
            .iter()
            .chain(page.similar.iter().map(|other| &other.words));
        for text in sentences {
            assert!(text.ends_with('.'), "{code}: {text}");
        }
    }
}

#[test]
fn the_tutorials_go_through_all_that_must_be_decided() {
    let asked = [
        "Chi è il beneficiario",
        "Quale importo",
        "Quale periodo",
        "Periodica o occasionale",
        "Quale prova dei mezzi",
        "Presa in carico",
        "Casi particolari",
    ];
    for code in TUTORIALS {
        let page = guide().benefit(code).expect("a page");
        for title in asked {
            let has = page
                .sections
                .iter()
                .any(|section| section.title.starts_with(title));
            assert!(has, "{code}: {title}");
        }
        let own = page.fields.iter().flat_map(|group| &group.rows);
        let own = own.filter(|row| row.is_own).count();
        assert!(own >= 10, "{code}: {own} fields with words of their own");
    }
    let others = guide().benefits().iter().filter(|page| page.is_tutorial());
    assert_eq!(others.count(), TUTORIALS.len());
}

#[test]
fn every_example_gives_what_its_words_promise() {
    for page in guide().benefits() {
        for example in &page.examples {
            let came: Vec<&str> = example
                .records
                .iter()
                .map(|record| record.brief.as_str())
                .collect();
            assert_eq!(came, example.expected, "{} {}", page.code(), example.title);
        }
    }
}

#[test]
fn no_flow_of_an_example_has_a_finding() {
    for page in guide().benefits() {
        for record in page.examples.iter().flat_map(|example| &example.records) {
            let findings = record.findings.join("\n");
            assert!(
                findings.is_empty(),
                "{} {}: {findings}",
                page.code(),
                record.title
            );
            let reasons = record.reasons.join("\n");
            let is_ready = record.state == RecordState::Ready;
            assert!(
                !is_ready || reasons.is_empty(),
                "{}: {reasons}",
                page.code()
            );
            assert_eq!(is_ready, !record.xml.is_empty(), "{}", page.code());
        }
    }
}

#[test]
fn examples_show_who_has_an_assessment() {
    for page in guide().benefits().iter().filter(|page| page.is_tutorial()) {
        let records = page.examples.iter().flat_map(|example| &example.records);
        let lines: BTreeSet<Field> = records
            .flat_map(|record| &record.lines)
            .map(|line| line.field)
            .collect();
        let sina = lines.contains(&Field::Mobility);
        assert_eq!(sina, page.may_have_sina(), "{}", page.code());
    }
}

#[test]
fn every_field_of_a_record_is_explained_and_says_what_the_schema_says() {
    let mut told = BTreeSet::new();
    for page in guide().benefits() {
        for row in page.fields.iter().flat_map(|group| &group.rows) {
            told.insert(row.field);
            let obliged =
                row.need == "obbligatorio" || row.need == "obbligatorio nella valutazione";
            let by_schema = pas_siuss::is_required(row.field);
            // INPS's specification asks for more than its schema: the carattere.
            assert!(
                obliged == by_schema
                    || row.field == Field::Carattere
                    || row.need.starts_with("obbligatorio se"),
                "{:?}: {}",
                row.field,
                row.need
            );
            assert!(row.how.ends_with('.'), "{}: {:?}", page.code(), row.field);
        }
    }
    let missing: Vec<&Field> = Field::ALL
        .iter()
        .filter(|field| **field >= Field::BeneficiaryCf && !told.contains(field))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_on_a_record_stands_at_a_field() {
    let rows = guide()
        .benefits()
        .iter()
        .flat_map(|page| &page.fields)
        .flat_map(|group| &group.rows);
    let told: BTreeSet<&str> = rows
        .flat_map(|row| &row.rules)
        .map(|rule| rule.code)
        .collect();
    let missing: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.code)
        .filter(|code| !code.starts_with("FLUSSO") && !told.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_eight_questions_can_be_asked() {
    let slugs: Vec<&str> = guide()
        .questions()
        .iter()
        .map(|question| question.slug.as_str())
        .collect();
    assert_eq!(
        slugs,
        [
            "spesa",
            "prestazione",
            "non-autosufficienza",
            "affidamento",
            "isee",
            "posizione",
            "confronto",
            "andamento"
        ]
    );
    for question in guide().questions() {
        if let Err(error) = question.parsed() {
            panic!("{}: {error}", question.slug);
        }
        assert!(
            !question.look.is_empty() && !question.beware.is_empty(),
            "{}",
            question.slug
        );
        for word in &question.words {
            assert!(guide().entry(word).is_some(), "{}: {word}", question.slug);
        }
    }
}

#[test]
fn the_glossary_has_every_word_once_with_its_source() {
    let mut anchors = BTreeSet::new();
    let mut forms = BTreeSet::new();
    for entry in guide().entries() {
        assert!(
            anchors.insert(entry.anchor.as_str()),
            "{} stands twice",
            entry.anchor
        );
        assert!(
            !entry.gloss.is_empty() && !entry.source.is_empty(),
            "{}",
            entry.word
        );
        for form in &entry.forms {
            assert!(forms.insert(form.as_str()), "{form} means two things");
        }
    }
    let measures = guide()
        .entries()
        .iter()
        .filter(|entry| entry.kind == Kind::Measure)
        .count();
    assert_eq!(measures, measure::ALL.len());
    for word in [
        "siuss",
        "dsu",
        "isee",
        "presa-in-carico",
        "sina",
        "sinba",
        "psa",
        "flusso",
        "esito",
    ] {
        assert!(
            guide()
                .entry(word)
                .is_some_and(|entry| !entry.forms.is_empty()),
            "{word}"
        );
    }
}

#[test]
fn search_finds_by_word_and_code() {
    let found = |words: &str| -> Vec<&str> {
        let pages = guide().benefits().iter().filter(|page| page.answers(words));
        pages.map(pas_guide::BenefitPage::code).collect()
    };
    assert!(found("nido").contains(&"A1.07"));
    assert_eq!(found("a3.04"), ["A3.04"]);
    assert!(found("AFFIDAMENTO minori").contains(&"A1.22"));
    assert!(found("zzz").is_empty());
}

#[test]
fn words_are_explained_where_they_stand() {
    let pieces = mark("La DSU serve per l'ISEE.", guide().entries());
    let words = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Word(..)));
    assert_eq!(words.count(), 2);
}
