//! The form of a question: plain fields, whose submission is the grammar itself.

use pas_app::editions::question::{MEASURES, levels};
use pas_app::use_cases::describe_edition::{EditionView, LevelView};

use super::typed::Typed;

/// The measures that stand in sight; the others are one click away.
const FIRST: [&str; 6] = [
    "beneficiari",
    "nuclei",
    "record",
    "spesa",
    "spesa_ente",
    "spesa_media",
];

/// Against what a question can be set.
const COMPARISONS: [(&str, &str); 7] = [
    ("anno_prima", "con l'anno prima"),
    ("ats", "con l'ambito"),
    ("classe", "con i comuni della stessa classe"),
    ("provincia", "con la provincia"),
    ("regione", "con la regione"),
    ("ripartizione", "con la ripartizione"),
    ("italia", "con tutta l'Italia"),
];

/// What stays as it is when the form is sent.
const KEPT: [&str; 5] = ["edizione", "fino_a", "ordina", "primi", "vista"];

/// The form.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// Measures in sight.
    pub measures: Vec<Choice>,
    /// The other measures.
    pub more_measures: Vec<Choice>,
    /// Whether one of the others is asked for.
    pub is_more: bool,
    /// Rows, columns, comparison.
    pub layout: Vec<Field>,
    /// Filters.
    pub filters: Vec<Field>,
    /// What stays as it is.
    pub kept: Vec<(&'static str, String)>,
}

/// One choice.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// A select; a field to write in where there are too many values to choose from.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub id: String,
    pub name: &'static str,
    pub label: String,
    /// What no choice says; none where the field is written in.
    pub nothing: &'static str,
    pub options: Vec<Choice>,
    /// The code that is written in.
    pub typed: Option<String>,
}

impl Form {
    /// The form that asks what `typed` asks, of `edition`.
    pub(super) fn new(typed: &Typed, edition: &EditionView) -> Self {
        let asked = typed.list("misure");
        let (measures, more_measures): (Vec<Choice>, Vec<Choice>) = MEASURES
            .iter()
            .map(|measure| Choice {
                value: measure.id.to_owned(),
                label: measure.label.to_owned(),
                is_chosen: asked.contains(&measure.id),
            })
            .partition(|measure| FIRST.contains(&measure.value.as_str()));
        let kept = KEPT.into_iter();
        Self {
            is_more: more_measures.iter().any(|measure| measure.is_chosen),
            measures,
            more_measures,
            layout: layout(typed),
            filters: territory(typed, edition)
                .into_iter()
                .chain(edition.levels.iter().map(|view| filter(view, typed)))
                .collect(),
            kept: kept
                .filter_map(|key| Some((key, typed.get(key)?.to_owned())))
                .collect(),
        }
    }
}

/// A field for each level on rows and on columns, one at least, and the comparison.
fn layout(typed: &Typed) -> Vec<Field> {
    let mut fields = Vec::new();
    for (name, label, then) in [
        ("righe", "Righe", "e dentro ogni riga"),
        ("colonne", "Colonne", "e dentro ogni colonna"),
    ] {
        let chosen = typed.list(name);
        for place in 0..chosen.len().clamp(1, 2) {
            let options = levels().map(|level| (level.id, level.label));
            fields.push(Field {
                id: format!("f-{name}-{place}"),
                name,
                label: if place == 0 { label } else { then }.to_owned(),
                nothing: "Nessuna divisione",
                options: options_of(options, chosen.get(place).copied()),
                typed: None,
            });
        }
    }
    fields.push(Field {
        id: "f-confronto".to_owned(),
        name: "confronto",
        label: "Confronto".to_owned(),
        nothing: "Nessun confronto",
        options: options_of(COMPARISONS.into_iter(), typed.get("confronto")),
        typed: None,
    });
    fields
}

/// The reader's own territory and those in and around it; the grammar has a key for each level, and
/// what is chosen here becomes that key.
fn territory(typed: &Typed, edition: &EditionView) -> Option<Field> {
    let home = edition.home.as_ref()?;
    let mut options = vec![("mio".to_owned(), format!("Il mio: {}", home.node.label))];
    for node in &edition.home_comuni {
        options.push((format!("comune:{}", node.code), node.label.clone()));
    }
    for (level, node) in &edition.around {
        options.push((
            format!("{}:{}", level.id, node.code),
            format!("{} {}", level.label, node.label),
        ));
    }
    let options = options
        .iter()
        .map(|(value, label)| (value.as_str(), label.as_str()));
    Some(Field {
        id: "f-territorio".to_owned(),
        name: "territorio",
        label: "Territorio".to_owned(),
        nothing: "Tutta l'edizione",
        options: options_of(options, typed.get("territorio")),
        typed: None,
    })
}

fn filter(view: &LevelView, typed: &Typed) -> Field {
    let id = view.level.id;
    let chosen = typed.get(id);
    let nodes = view.nodes.iter();
    let options = nodes.map(|node| (node.code.as_str(), node.label.as_str()));
    let name = view.nodes.first().filter(|_| !view.is_whole);
    Field {
        id: format!("f-{id}"),
        name: id,
        label: match name {
            Some(node) => format!("{}, codice ({})", view.level.label, node.label),
            None if view.is_whole => view.level.label.to_owned(),
            None => format!("{}, codice", view.level.label),
        },
        nothing: if id == "anno" {
            "Tutti gli anni"
        } else {
            "Tutto"
        },
        options: if view.is_whole {
            options_of(options, chosen)
        } else {
            Vec::new()
        },
        typed: (!view.is_whole).then(|| chosen.unwrap_or("").to_owned()),
    }
}

/// The options, and among them what was chosen even where there is no such value: the form shows
/// what was asked.
fn options_of<'a>(
    options: impl Iterator<Item = (&'a str, &'a str)>,
    chosen: Option<&str>,
) -> Vec<Choice> {
    let mut options: Vec<Choice> = options
        .map(|(value, label)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            is_chosen: chosen == Some(value),
        })
        .collect();
    if let Some(chosen) = chosen.filter(|_| !options.iter().any(|option| option.is_chosen)) {
        options.push(Choice {
            value: chosen.to_owned(),
            label: chosen.to_owned(),
            is_chosen: true,
        });
    }
    options
}
