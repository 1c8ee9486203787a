//! The OpenAPI document, made of the routes, the operations, the measures and the levels themselves.

use axum::response::Response;
use pas_domain::actor::{Permission, Role};
use serde_json::{Map, Value, json};

use super::ROOT;
use super::answer::whole;
use super::asked::Asked;
use super::operation::{OPERATIONS, Operation};
use super::schema::{reference, schemas};
use crate::error::WebError;
use crate::gate::SESSION_COOKIE;
use crate::routes::{Access, ROUTES, Route};

pub(crate) async fn get(asked: Asked) -> Result<Response, WebError> {
    Ok(whole(&asked, &document(), None))
}

const DESCRIPTION: &str = "Le stesse domande della pagina Analisi, con le stesse parole e la stessa protezione delle \
    cifre. Un programma porta una chiave («Chiavi per programmi») come «Authorization: Bearer pas_…» e vede ciò che \
    vede chi l'ha fatta. Ogni risposta ha un ETag: chi lo rimanda in If-None-Match riceve 304 finché nulla è cambiato.";

fn document() -> Value {
    let paths = ROUTES
        .iter()
        .filter(|route| route.path.starts_with(ROOT))
        .filter_map(|route| {
            let operation = OPERATIONS.iter().find(|one| one.path == route.path)?;
            let described = json!({"get": described(operation, route)});
            Some((route.path.to_owned(), described))
        });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "PAS: dati per programmi",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "/"}],
        "security": [{"chiave": []}, {"sessione": []}],
        "paths": paths.collect::<Map<_, _>>(),
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "chiave": {
                    "type": "http", "scheme": "bearer",
                    "description": "Una chiave per programmi.",
                },
                "sessione": {
                    "type": "apiKey", "in": "cookie", "name": SESSION_COOKIE,
                    "description": "La sessione di chi è entrato con il browser.",
                },
            },
        },
    })
}

fn described(operation: &Operation, route: &Route) -> Value {
    let parameters = (operation.parameters)();
    let parameters = parameters.iter().map(super::parameter::Parameter::document);
    json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": format!("{} {}", operation.description, who_may(route)),
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": responses(operation, route),
    })
}

fn who_may(route: &Route) -> String {
    let roles = Role::ALL.iter().filter(|role| route.is_open_to(**role));
    let roles: Vec<&str> = roles.map(|role| role.label()).collect();
    format!("Aperto a: {}.", roles.join(", "))
}

fn is_for_all(route: &Route) -> bool {
    matches!(route.access, Access::Signed(one) if one.permission == Permission::SignedIn)
}

fn responses(operation: &Operation, route: &Route) -> Value {
    let tag = json!({
        "description": "Cambia quando cambia la risposta.",
        "required": true,
        "schema": {"type": "string", "pattern": "^\"[0-9a-f]{32}\"$"},
    });
    let mut headers = json!({"ETag": tag});
    if operation.in_parts {
        headers["Link"] = json!({
            "description": "Gli indirizzi della prima parte, di quella prima, di quella dopo, dell'ultima (RFC 8288); \
                manca quando la parte è una sola.",
            "schema": {"type": "string"},
        });
    }
    let mut responses = json!({
        "200": {
            "description": operation.summary,
            "headers": headers,
            "content": {"application/json": {"schema": reference(operation.answer)}},
        },
        "304": {
            "description": "Non è cambiato nulla da quando si è avuto l'ETag mandato in If-None-Match.",
            "headers": {"ETag": tag},
        },
        "400": refusal("Una parola della richiesta non si può dire: il dettaglio dice quale e che cosa vale."),
        "401": refusal("Non c'è una chiave né una sessione, o non è valida."),
        "406": refusal("Chi chiede non accetta JSON."),
    });
    if let Some((parameter, other, value)) = operation.leads_to {
        let link = json!({"operationId": other, "parameters": {parameter: value}});
        responses["200"]["links"] = json!({other: link});
    }
    responses["401"]["headers"] = json!({
        "WWW-Authenticate": {
            "description": "Come farsi riconoscere.",
            "required": true,
            "schema": {"type": "string"},
        },
    });
    if !is_for_all(route) {
        responses["403"] = refusal("Il ruolo di chi chiede non comprende le cifre.");
    }
    for (status, why) in operation.refusals {
        responses[status.to_string()] = refusal(why);
    }
    responses
}

fn refusal(why: &str) -> Value {
    json!({
        "description": why,
        "content": {"application/problem+json": {"schema": reference("Problema")}},
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn routes_and_operations_are_the_same() {
        let routed: BTreeSet<&str> = ROUTES
            .iter()
            .map(|route| route.path)
            .filter(|path| path.starts_with(ROOT))
            .collect();
        let described: BTreeSet<&str> = OPERATIONS.iter().map(|one| one.path).collect();
        assert_eq!(routed, described);
        let document = document();
        let paths = document["paths"].as_object().expect("paths");
        let documented: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
        assert_eq!(routed, documented);
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_schema_is_used() {
        let document = document();
        let text = document.to_string();
        let mut used = BTreeSet::new();
        for part in text.split("\"#/components/schemas/").skip(1) {
            used.insert(part.split('"').next().unwrap_or(""));
        }
        let schemas = document["components"]["schemas"].as_object();
        let there: BTreeSet<&str> = schemas
            .expect("schemas")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(used, there);
    }

    #[test]
    fn every_name_of_a_path_is_a_parameter() {
        for operation in OPERATIONS {
            let parameters = (operation.parameters)();
            for part in operation.path.split('/') {
                let name = part
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'));
                if let Some(name) = name {
                    let is_known = parameters.iter().any(|one| one.name == name);
                    assert!(is_known, "{} {name}", operation.path);
                }
            }
            for parameter in parameters {
                let is_good = |example| parameter.kind.admits(example);
                assert!(parameter.example.is_none_or(is_good), "{}", parameter.name);
            }
        }
    }
}
