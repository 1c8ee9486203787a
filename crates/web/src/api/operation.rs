//! The one list of what programs can ask: address, parameters, answer. The router's list names the same.

use pas_app::editions::question::{Axis, MAX_LEVELS, MAX_MEASURES, MEASURES, levels as all_levels};

use super::parameter::{Kind, Parameter};
use super::part;

/// One address, as far as programs must know it to ask.
pub(super) struct Operation {
    /// Path, as in the list of routes.
    pub(super) path: &'static str,
    /// Its name in the document.
    pub(super) id: &'static str,
    /// In Italian, what it gives, in a few words.
    pub(super) summary: &'static str,
    /// In Italian, what must be known of it.
    pub(super) description: &'static str,
    /// What can be asked.
    pub(super) parameters: fn() -> Vec<Parameter>,
    /// Name of the answer's schema.
    pub(super) answer: &'static str,
    /// Whether it answers in parts, with `Link` headers.
    pub(super) in_parts: bool,
    /// Name of a parameter of another operation, that operation, and where in this answer its values are.
    pub(super) leads_to: Option<(&'static str, &'static str, &'static str)>,
    /// What it refuses beside what every address does, and why, in Italian.
    pub(super) refusals: &'static [(u16, &'static str)],
}

const NO_EDITION: (u16, &str) = (
    404,
    "L'edizione non c'è, è stata ritirata, o non ha la pagina chiesta.",
);

/// Every operation.
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/api/v1/edizioni",
        id: "elencaEdizioni",
        summary: "Le edizioni in vigore",
        description: "Le edizioni dei dati a cui si possono fare domande, dalla più recente. Un'edizione non \
            cambia mai: la stessa domanda alla stessa edizione ha sempre la stessa risposta.",
        parameters: part::parameters,
        answer: "Edizioni",
        in_parts: true,
        leads_to: Some((
            "numero",
            "mostraEdizione",
            "$response.body#/editions/0/number",
        )),
        refusals: &[(404, "La pagina chiesta non c'è.")],
    },
    Operation {
        path: "/api/v1/edizioni/{numero}",
        id: "mostraEdizione",
        summary: "Un'edizione",
        description: "Titolo, fonte, anni e impronta del contenuto di un'edizione in vigore.",
        parameters: || {
            vec![Parameter::path(
                "numero",
                NUMBER,
                "Il numero dell'edizione.",
                "1",
            )]
        },
        answer: "Edizione",
        in_parts: false,
        leads_to: None,
        refusals: &[(404, "L'edizione non c'è, o è stata ritirata.")],
    },
    Operation {
        path: "/api/v1/misure",
        id: "elencaMisure",
        summary: "Le misure",
        description: "Che cosa si può misurare: nome da usare nelle domande, definizione, modo di calcolo, unità.",
        parameters: Vec::new,
        answer: "Misure",
        in_parts: false,
        leads_to: None,
        refusals: &[],
    },
    Operation {
        path: "/api/v1/livelli",
        id: "elencaLivelli",
        summary: "I livelli",
        description: "Per che cosa si può dividere o filtrare. Sulle righe e sulle colonne va un solo livello per \
            dimensione.",
        parameters: Vec::new,
        answer: "Livelli",
        in_parts: false,
        leads_to: Some(("id", "elencaValori", "$response.body#/levels/0/id")),
        refusals: &[],
    },
    Operation {
        path: "/api/v1/livelli/{id}/valori",
        id: "elencaValori",
        summary: "I valori di un livello",
        description: "I codici che un filtro può nominare, con il loro nome, in un'edizione.",
        parameters: of_values,
        answer: "Valori",
        in_parts: true,
        leads_to: None,
        refusals: &[NO_EDITION],
    },
    Operation {
        path: "/api/v1/dati",
        id: "chiediDati",
        summary: "La risposta a una domanda",
        description: "La tabella che risponde alla domanda, protetta come sulla pagina: dove la cifra porterebbe a \
            poche persone sta la parola «oscurato», dove non c'è una cifra sta null. Il denaro è in centesimi di \
            euro. Le righe arrivano tutte insieme finché stanno in `per_pagina` (al massimo 5.000); i totali sono \
            sempre di tutte le righe.",
        parameters: of_figures,
        answer: "Risposta",
        in_parts: true,
        leads_to: None,
        refusals: &[
            NO_EDITION,
            (
                422,
                "Ogni parola va bene, ma insieme non hanno risposta: per esempio un codice che l'edizione non ha, o \
                 due livelli della stessa dimensione.",
            ),
        ],
    },
    Operation {
        path: "/api/v1/openapi.json",
        id: "descriviApi",
        summary: "Questo documento",
        description: "La descrizione di tutto questo secondo OpenAPI 3.1.",
        parameters: Vec::new,
        answer: "Documento",
        in_parts: false,
        leads_to: None,
        refusals: &[],
    },
];

const NUMBER: Kind = Kind::Number(1, 1_000_000);

/// The operation at `path`.
pub(super) fn operation(path: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.path == path)
}

fn edition() -> Parameter {
    Parameter::query(
        "edizione",
        NUMBER,
        "Il numero dell'edizione; senza, risponde l'ultima in vigore.",
    )
}

fn of_values() -> Vec<Parameter> {
    let ids = all_levels().map(|level| level.id.to_owned()).collect();
    let mut parameters = vec![
        Parameter::path("id", Kind::OneOf(ids), "Il nome del livello.", "comune"),
        edition(),
        Parameter::query(
            "cerca",
            Kind::Text(80),
            "Solo i valori il cui codice comincia così, o le cui parole cominciano così; senza badare a \
             maiuscole e accenti.",
        ),
    ];
    parameters.extend(part::parameters());
    parameters
}

fn of_figures() -> Vec<Parameter> {
    let ids: Vec<&'static str> = all_levels().map(|level| level.id).collect();
    let measures: Vec<&'static str> = MEASURES.iter().map(|measure| measure.id).collect();
    let orders = measures
        .iter()
        .flat_map(|id| [(*id).to_owned(), format!("-{id}")]);
    let places = all_levels().filter(|level| level.axis == Axis::Residence && level.id != "comune");
    let compared = ["anno_prima", "italia"].into_iter();
    let compared = compared.chain(places.map(|level| level.id));
    let mut parameters = vec![
        Parameter::query(
            "misure",
            Kind::ListOf(measures.clone(), MAX_MEASURES),
            "Che cosa misurare.",
        )
        .required()
        .such_as("beneficiari,spesa"),
        Parameter::query(
            "righe",
            Kind::ListOf(ids.clone(), MAX_LEVELS),
            "I livelli sulle righe, il più largo per primo.",
        )
        .such_as("prestazione"),
        Parameter::query(
            "colonne",
            Kind::ListOf(ids, MAX_LEVELS),
            "I livelli sulle colonne.",
        ),
        edition(),
        Parameter::query(
            "territorio",
            Kind::OneOf(vec!["mio".to_owned(), "tutto".to_owned()]),
            "«mio» è il territorio dell'ente di chi chiede; «tutto» è quello di tutta l'edizione. Anche un filtro \
             di residenza o di ente può valere «mio»: è ciò che contiene il territorio di chi chiede.",
        ),
        Parameter::query(
            "fino_a",
            Kind::Month,
            "Solo i mesi di ogni anno fino a questo, compreso.",
        ),
        Parameter::query(
            "confronto",
            Kind::OneOf(compared.map(str::to_owned).collect()),
            "Con che cosa confrontare: l'anno prima, o un territorio che contiene quello chiesto.",
        ),
        Parameter::query(
            "ordina",
            Kind::OneOf(orders.collect()),
            "La misura, fra quelle chieste, secondo cui ordinare le righe; con il segno meno dalla più grande.",
        ),
        Parameter::query(
            "primi",
            Kind::Number(1, 1_000_000),
            "Solo le prime righe, tante così.",
        ),
    ];
    parameters.extend(all_levels().map(|level| {
        Parameter::query(
            level.id,
            Kind::Text(80),
            format!("Filtro, il codice di un valore. {}", level.definition),
        )
    }));
    parameters.extend(part::parameters_of_rows());
    parameters
}
