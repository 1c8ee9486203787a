//! An answer as JSON-stat 2.0: a cube of rows, columns and measures, hidden figures by their status.

use std::collections::HashMap;

use pas_analytics::answer::Answer;
use pas_cube::dimension::{Axis, Level, Node};
use pas_cube::measure::Unit;
use serde_json::{Map, Value, json};

use super::block::{Block, Part, TOTAL, blocks, decimals};
use super::file::Export;
use super::json::protection;
use super::sheet::{Field, HIDDEN};
use crate::error::AppError;

/// The dataset.
pub(super) fn write(export: &Export) -> Result<Vec<u8>, AppError> {
    let failed = |error| AppError::system("scrivere il JSON-stat", error);
    serde_json::to_vec_pretty(&dataset(export)).map_err(failed)
}

fn dataset(export: &Export) -> Value {
    let (answered, answer) = (&export.answered, &export.answered.answer);
    let blocks = blocks(answered);
    let cube = Cube::of(answer, &blocks);
    let (value, status) = cube.figures(&blocks);
    let notes = export.sheet().notes;
    let note: Vec<String> = notes
        .iter()
        .map(|(name, words)| format!("{name}: {words}"))
        .collect();
    let named: Vec<Value> = notes
        .iter()
        .map(|(name, words)| json!({"name": name, "text": words}))
        .collect();
    let dimensions = cube.dimensions.iter();
    json!({
        "version": "2.0",
        "class": "dataset",
        "href": export.caption.address,
        "label": export.caption.title,
        "source": answered.source,
        "updated": export.caption.created,
        "note": note,
        "id": dimensions.clone().map(|one| one.id.as_str()).collect::<Vec<_>>(),
        "size": dimensions.clone().map(|one| one.categories.len()).collect::<Vec<_>>(),
        "role": cube.roles(),
        "dimension": dimensions.map(|one| (one.id.clone(), one.json())).collect::<Map<_, _>>(),
        "value": value,
        "status": status,
        "extension": {
            "edition": answered.edition,
            "edition_title": answered.title,
            "filters": export.caption.filters,
            "query": answer.query.to_string(),
            "protection": protection(answer),
            "threshold": answer.threshold,
            "status": {HIDDEN: "oscurato per riservatezza: poche persone"},
            "notes": named,
        },
    })
}

/// A dimension of the cube.
struct Dimension {
    id: String,
    label: String,
    role: Option<&'static str>,
    /// Codes and names.
    categories: Vec<(String, String)>,
    /// The place of each code.
    places: HashMap<String, usize>,
    /// What else is said of the categories.
    more: Map<String, Value>,
}

impl Dimension {
    fn new(id: &str, label: &str, role: Option<&'static str>) -> Self {
        Self {
            id: id.to_owned(),
            label: label.to_owned(),
            role,
            categories: Vec::new(),
            places: HashMap::new(),
            more: Map::new(),
        }
    }

    fn of_level<'a>(level: &Level, nodes: impl Iterator<Item = &'a Node>) -> Self {
        let role = match level.axis {
            Axis::Time => Some("time"),
            Axis::Residence | Axis::Body => Some("geo"),
            _ => None,
        };
        let mut dimension = Self::new(level.id, level.label, role);
        for node in nodes {
            dimension.take(&node.code, &node.label);
        }
        dimension.take(TOTAL, "Totale");
        dimension
    }

    fn take(&mut self, code: &str, label: &str) {
        if !self.places.contains_key(code) {
            self.places.insert(code.to_owned(), self.categories.len());
            self.categories.push((code.to_owned(), label.to_owned()));
        }
    }

    fn place(&self, code: &str) -> usize {
        let place = self.places.get(code).copied();
        place.expect("invariant: every node of the table is a category")
    }

    fn json(&self) -> Value {
        let codes = self.categories.iter().map(|(code, _)| code);
        let labels = self.categories.iter();
        let labels = labels.map(|(code, label)| (code.clone(), json!(label)));
        let mut category = self.more.clone();
        category.insert("index".to_owned(), codes.cloned().collect());
        category.insert("label".to_owned(), Value::Object(labels.collect()));
        json!({"label": self.label, "category": category})
    }
}

/// The dimensions in the order in which figures are counted: the last one runs fastest.
struct Cube {
    dimensions: Vec<Dimension>,
    /// For each column, and their total, the places along the dimensions of columns.
    columns: Vec<Vec<usize>>,
    n_rows: usize,
    is_compared: bool,
}

impl Cube {
    fn of(answer: &Answer, blocks: &[Block]) -> Self {
        let is_compared = answer.comparison.is_some();
        let mut dimensions = Vec::new();
        if is_compared {
            let mut compared = Dimension::new("confronto", "Confronto", None);
            for block in blocks {
                let name = match block.part {
                    Part::Asked => "Valore",
                    Part::Compared | Part::Change => &block.name,
                };
                compared.take(block.part.code(), name);
            }
            dimensions.push(compared);
        }
        let (rows, columns) = (&answer.query.rows, &answer.query.columns);
        let level = |of: &[Vec<Node>], n: usize, level: &Level| {
            Dimension::of_level(level, of.iter().filter_map(|nodes| nodes.get(n)))
        };
        let of_rows = rows.iter().enumerate();
        dimensions.extend(of_rows.map(|(n, one)| level(&answer.table.rows, n, one)));
        let of_columns = columns.iter().enumerate();
        let of_columns: Vec<Dimension> = of_columns
            .map(|(n, one)| level(&answer.table.columns, n, one))
            .collect();
        let place = |nodes: &Vec<Node>| {
            let along = of_columns.iter().zip(nodes);
            along
                .map(|(dimension, node)| dimension.place(&node.code))
                .collect()
        };
        let mut places: Vec<Vec<usize>> = answer.table.columns.iter().map(place).collect();
        if !columns.is_empty() {
            places.push(of_columns.iter().map(|one| one.place(TOTAL)).collect());
        }
        dimensions.extend(of_columns);
        dimensions.push(measures(answer));
        Self {
            dimensions,
            columns: places,
            n_rows: rows.len(),
            is_compared,
        }
    }

    /// Numbers and statuses by place in the cube; what is in neither is not in the table.
    fn figures(&self, blocks: &[Block]) -> (Map<String, Value>, Map<String, Value>) {
        let (mut value, mut status) = (Map::new(), Map::new());
        let of_rows = self.dimensions.iter().skip(usize::from(self.is_compared));
        let of_rows: Vec<&Dimension> = of_rows.take(self.n_rows).collect();
        for (n, block) in blocks.iter().enumerate() {
            for line in &block.lines {
                let mut opening: Vec<usize> = self.is_compared.then_some(n).into_iter().collect();
                opening.extend(of_rows.iter().enumerate().map(|(n, dimension)| {
                    let node = line.nodes.as_ref().and_then(|nodes| nodes.get(n));
                    dimension.place(node.map_or(TOTAL, |node| &node.code))
                }));
                for (column, cell) in self.columns.iter().zip(&line.cells) {
                    for (measure, field) in cell.iter().enumerate() {
                        let along = opening.iter().chain(column).copied().chain([measure]);
                        let place = self.place(along).to_string();
                        match field {
                            Field::Number(number, _) => drop(value.insert(place, json!(number))),
                            Field::Hidden => drop(status.insert(place, json!(HIDDEN))),
                            Field::Empty | Field::Text(_) => {}
                        }
                    }
                }
            }
        }
        (value, status)
    }

    fn place(&self, along: impl Iterator<Item = usize>) -> usize {
        let sizes = self.dimensions.iter().map(|one| one.categories.len());
        sizes
            .zip(along)
            .fold(0, |place, (size, step)| place * size + step)
    }

    fn roles(&self) -> Value {
        let mut roles: Map<String, Value> = Map::new();
        for dimension in &self.dimensions {
            if let Some(role) = dimension.role {
                let ids = roles.entry(role).or_insert_with(|| json!([]));
                if let Some(ids) = ids.as_array_mut() {
                    ids.push(json!(dimension.id));
                }
            }
        }
        Value::Object(roles)
    }
}

fn measures(answer: &Answer) -> Dimension {
    let mut dimension = Dimension::new("misura", "Misura", Some("metric"));
    let (mut units, mut notes) = (Map::new(), Map::new());
    for measure in &answer.measures {
        dimension.take(measure.id, measure.label);
        let label = match measure.unit {
            Unit::Count => "numero",
            Unit::Cents => "euro",
            Unit::Ratio { sign, .. } => sign,
        };
        let unit = json!({"label": label, "decimals": decimals(measure)});
        units.insert(measure.id.to_owned(), unit);
        let words = format!("{} {}", measure.definition, measure.how);
        notes.insert(measure.id.to_owned(), json!([words]));
    }
    dimension.more.insert("unit".to_owned(), units.into());
    dimension.more.insert("note".to_owned(), notes.into());
    dimension
}
