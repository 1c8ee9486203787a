//! Whether the flows of a page are where they belong: after what was read, in order, each new, of
//! the ente that was asked.

use std::collections::HashSet;

use super::{ReceivedFlow, Source};

/// Longest `id_flusso`. Source: INPS's OpenAPI 2.0.1.
const MAX_NAME: usize = 64;

/// What an e-service did that INPS's specification does not allow, so that reading on might lose or
/// repeat a flow: nothing from there on is stored. Source: INPS specification 2.0.1, §2.1 and §3.2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolFault {
    /// A flow of another ente.
    #[error(
        "il flusso alla posizione {position} della pagina ha codice_ente «{found}» e non «{expected}»: \
         l'ente deve correggere il servizio, o il registro il codice"
    )]
    ForeignEnte {
        /// From 1.
        position: usize,
        /// The code in the flow.
        found: String,
        /// The code in the registry.
        expected: String,
    },
    /// An `id_flusso` that cannot be one.
    #[error(
        "il flusso alla posizione {position} della pagina ha un id_flusso vuoto, più lungo di 64 \
         caratteri o con caratteri che non sono lettere, cifre e segni: l'ente deve correggerlo"
    )]
    NotAName {
        /// From 1.
        position: usize,
    },
    /// A stamp that `since` excludes.
    #[error(
        "il flusso {name} ha ts_flusso {ts} e non è successivo a since={since}: l'ente deve dare \
         soltanto flussi successivi"
    )]
    NotAfterSince {
        /// `id_flusso`.
        name: String,
        /// `ts_flusso` in milliseconds.
        ts: i64,
        /// What was asked for, in milliseconds.
        since: i64,
    },
    /// A stamp that is not larger than the one before.
    #[error(
        "il flusso {name} ha ts_flusso {ts}, non successivo a quello del flusso precedente ({before}): \
         l'ente deve dare i flussi in ordine, ognuno con un ts_flusso suo"
    )]
    OutOfOrder {
        /// `id_flusso`.
        name: String,
        /// `ts_flusso` in milliseconds.
        ts: i64,
        /// That of the flow before.
        before: i64,
    },
    /// A flow that was read before under another stamp.
    #[error(
        "il flusso {name} era già stato dato con un altro ts_flusso: l'ente deve darlo una volta sola"
    )]
    Repeated {
        /// `id_flusso`.
        name: String,
    },
    /// More flows than were asked for.
    #[error(
        "la pagina porta {found} flussi, ne erano stati chiesti al massimo {limit}: l'ente deve rispettare limit"
    )]
    TooMany {
        /// Flows in the page.
        found: usize,
        /// `limit`.
        limit: usize,
    },
}

/// How many flows of `page` are good, from its first one; and what is wrong with the next.
pub(crate) fn good_prefix(
    page: &[ReceivedFlow],
    source: &Source,
    since: i64,
    limit: usize,
    known: &HashSet<String>,
) -> (usize, Option<ProtocolFault>) {
    let mut names = HashSet::new();
    let mut before = None;
    for (position, flow) in page.iter().enumerate().take(limit) {
        let is_new = !known.contains(&flow.name) && names.insert(flow.name.as_str());
        if let Some(fault) = fault(flow, position + 1, source, since, before) {
            return (position, Some(fault));
        }
        if !is_new {
            let name = flow.name.clone();
            return (position, Some(ProtocolFault::Repeated { name }));
        }
        before = Some(flow.ts);
    }
    let found = page.len();
    let is_too_long = found > limit;
    (
        found.min(limit),
        is_too_long.then_some(ProtocolFault::TooMany { found, limit }),
    )
}

fn fault(
    flow: &ReceivedFlow,
    position: usize,
    source: &Source,
    since: i64,
    before: Option<i64>,
) -> Option<ProtocolFault> {
    let (name, ts) = (&flow.name, flow.ts);
    let is_name =
        (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic());
    if flow.ente_code != source.code {
        let found = flow.ente_code.chars().filter(|c| !c.is_control());
        return Some(ProtocolFault::ForeignEnte {
            position,
            found: found.take(MAX_NAME).collect(),
            expected: source.code.clone(),
        });
    }
    if !is_name {
        return Some(ProtocolFault::NotAName { position });
    }
    let name = name.clone();
    match before {
        _ if ts <= since => Some(ProtocolFault::NotAfterSince { name, ts, since }),
        Some(before) if ts <= before => Some(ProtocolFault::OutOfOrder { name, ts, before }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observatory::UnknownCodes;
    use pas_domain::flow::FlowKind;

    fn flow(ts: i64, name: &str) -> ReceivedFlow {
        ReceivedFlow {
            ente_code: "L219".to_owned(),
            name: name.to_owned(),
            ts,
            kind: FlowKind::Benefits,
            content: String::new(),
        }
    }

    #[test]
    fn a_page_is_good_up_to_its_first_fault() {
        let source = Source {
            code: "L219".to_owned(),
            name: "Comune di Esempio".to_owned(),
            flow_code: None,
            unknown_codes: UnknownCodes::Admitted,
        };
        let known = HashSet::from(["noto".to_owned()]);
        let foreign = ReceivedFlow {
            ente_code: "H501".to_owned(),
            ..flow(12, "b")
        };
        let long = "x".repeat(65);
        let cases: Vec<(&str, Vec<ReceivedFlow>, usize, &str)> = vec![
            ("empty", vec![], 0, ""),
            ("in order", vec![flow(11, "a"), flow(12, "b")], 2, ""),
            ("at since", vec![flow(10, "a")], 0, "since=10"),
            (
                "before since",
                vec![flow(11, "a"), flow(9, "b")],
                1,
                "since=10",
            ),
            (
                "same stamp",
                vec![flow(11, "a"), flow(11, "b")],
                1,
                "non successivo",
            ),
            (
                "backwards",
                vec![flow(12, "a"), flow(11, "b")],
                1,
                "non successivo",
            ),
            (
                "name twice",
                vec![flow(11, "a"), flow(12, "a")],
                1,
                "una volta sola",
            ),
            ("name known", vec![flow(11, "noto")], 0, "una volta sola"),
            (
                "foreign",
                vec![flow(11, "a"), foreign],
                1,
                "«H501» e non «L219»",
            ),
            ("no name", vec![flow(11, "")], 0, "id_flusso vuoto"),
            ("long name", vec![flow(11, &long)], 0, "id_flusso vuoto"),
            ("blank in name", vec![flow(11, "a b")], 0, "id_flusso vuoto"),
            (
                "too many",
                vec![flow(11, "a"), flow(12, "b"), flow(13, "c"), flow(14, "d")],
                3,
                "porta 4 flussi",
            ),
        ];
        for (what, page, n_good, fault) in cases {
            let (found, said) = good_prefix(&page, &source, 10, 3, &known);
            assert_eq!(found, n_good, "{what}");
            let said = said.map(|fault| fault.to_string()).unwrap_or_default();
            assert_eq!(said.is_empty(), fault.is_empty(), "{what}: {said}");
            assert!(said.contains(fault), "{what}: {said}");
        }
    }
}
