//! What answers look like: the schemas of the document, by name.

use pas_app::editions::export::HIDDEN;
use pas_app::editions::question::{MEASURES, levels};
use serde_json::{Map, Value, json};

use super::levels::{DIMENSIONS, dimension};

/// Every schema, by its name.
pub(super) fn schemas() -> Map<String, Value> {
    let named = [
        ("Problema", problem()),
        ("Parte", part()),
        ("Edizione", edition()),
        ("Edizioni", list("editions", "Edizione")),
        ("Misura", measure()),
        ("Livello", level()),
        ("Valore", texts(&["code", "label"])),
        ("Valori", values()),
        ("Cifra", figure()),
        ("Cifre", array("Cifra")),
        ("Voce", array("Valore")),
        ("Tabella", table()),
        ("Risposta", answer()),
        ("Documento", json!({"type": "object"})),
        ("Misure", object(json!({"measures": array("Misura")}))),
        ("Livelli", object(json!({"levels": array("Livello")}))),
    ];
    named
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

/// The address of a schema in the document.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object with these properties, all of them and no others.
fn object(properties: Value) -> Value {
    let names: Vec<String> = properties
        .as_object()
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default();
    let mut schema = json!({"type": "object", "required": names, "additionalProperties": false});
    schema["properties"] = properties;
    schema
}

fn array(of: &str) -> Value {
    json!({"type": "array", "items": reference(of)})
}

fn texts(names: &[&str]) -> Value {
    let text = |name: &&str| ((*name).to_owned(), json!({"type": "string"}));
    object(names.iter().map(text).collect::<Map<_, _>>().into())
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> Value {
    json!({"type": "string", "enum": words.collect::<Vec<_>>()})
}

fn whole(least: u32) -> Value {
    json!({"type": "integer", "minimum": least})
}

fn list(name: &str, of: &str) -> Value {
    object(json!({name: array(of), "page": reference("Parte")}))
}

fn problem() -> Value {
    let mut schema = object(json!({
        "type": {"type": "string"},
        "title": {"type": "string", "description": "Che cosa è successo."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "A che cosa, e perché."},
    }));
    schema["description"] = "Perché non c'è risposta (RFC 9457), in italiano.".into();
    schema
}

fn part() -> Value {
    object(json!({
        "number": whole(1),
        "size": whole(1),
        "pages": whole(1),
        "total": whole(0),
    }))
}

fn edition() -> Value {
    let year = object(json!({
        "year": {"type": "integer"},
        "last_month": {
            "type": "integer", "minimum": 0, "maximum": 12,
            "description": "L'ultimo mese a cui arrivano i dati.",
        },
    }));
    object(json!({
        "number": whole(1),
        "title": {"type": "string"},
        "source": {"type": "string", "description": "Da dove vengono i dati."},
        "created": {"type": "string", "format": "date-time"},
        "content": {
            "type": "string", "pattern": "^[0-9a-f]{64}$",
            "description": "Impronta SHA-256 del contenuto: la stessa per gli stessi dati.",
        },
        "years": {"type": "array", "items": year},
    }))
}

fn measure() -> Value {
    object(json!({
        "id": one_of(MEASURES.iter().map(|measure| measure.id)),
        "label": {"type": "string"},
        "istat": {"type": "string", "description": "Come la chiama ISTAT; vuoto se non la ha."},
        "definition": {"type": "string"},
        "how": {"type": "string", "description": "Come si calcola."},
        "unit": {"type": "string", "description": "In che cosa sono le cifre."},
    }))
}

fn level() -> Value {
    object(json!({
        "id": one_of(levels().map(|level| level.id)),
        "label": {"type": "string"},
        "definition": {"type": "string"},
        "dimension": one_of(DIMENSIONS.into_iter().map(dimension)),
    }))
}

fn values() -> Value {
    object(json!({
        "edition": whole(1),
        "content": {"type": "string"},
        "level": one_of(levels().map(|level| level.id)),
        "values": array("Valore"),
        "page": reference("Parte"),
    }))
}

fn figure() -> Value {
    json!({
        "description": "Una cifra; la parola dove è oscurata per riservatezza; null dove non ce n'è.",
        "anyOf": [{"type": "number"}, {"const": HIDDEN}, {"type": "null"}],
    })
}

fn table() -> Value {
    object(json!({
        "rows": array("Voce"),
        "columns": array("Voce"),
        "body": {
            "type": "array",
            "items": array("Cifre"),
            "description": "Per ogni riga, per ogni colonna, le cifre nell'ordine delle misure.",
        },
        "row_totals": array("Cifre"),
        "column_totals": array("Cifre"),
        "whole": reference("Cifre"),
    }))
}

fn answer() -> Value {
    let ids = || one_of(levels().map(|level| level.id));
    let coverage = object(json!({
        "expected": whole(0),
        "present": whole(0),
        "percent": {"type": ["integer", "null"]},
    }));
    let residents = object(json!({"year": {"type": "integer"}, "counted": {"type": "integer"}}));
    let safer = object(json!({
        "change": {"type": "string", "description": "Che cosa cambia."},
        "query": {"type": "string"},
        "shown": whole(0),
        "hidden": whole(0),
    }));
    let compared = object(json!({"label": {"type": "string"}, "figures": reference("Tabella")}));
    object(json!({
        "edition": whole(1),
        "title": {"type": "string"},
        "source": {"type": "string"},
        "query": {"type": "string", "description": "La domanda, nella sua forma normale."},
        "protection": {
            "type": "string", "enum": ["protetti", "soglia", "esatti"],
            "description": "Come sono protette le cifre per chi chiede.",
        },
        "threshold": {
            "type": "integer", "minimum": 0,
            "description": "Sotto quante persone una cifra è oscurata.",
        },
        "rows_left_out": whole(0),
        "coverage": {"anyOf": [coverage, {"type": "null"}]},
        "residents": {"type": "array", "items": residents},
        "measures": array("Misura"),
        "row_levels": {"type": "array", "items": ids()},
        "column_levels": {"type": "array", "items": ids()},
        "figures": reference("Tabella"),
        "safer": {
            "type": "array", "items": safer,
            "description": "Domande meno dettagliate, che nascondono meno.",
        },
        "comparison": {"anyOf": [compared, {"type": "null"}]},
        "page": reference("Parte"),
    }))
}
