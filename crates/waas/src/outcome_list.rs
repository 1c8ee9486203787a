//! `elenco_esiti`: what INPS says of flows, as it writes it and the ente reads it.

use std::fmt;

use jiff::Timestamp;
use pas_domain::sending::OutcomeCode;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::instant;
use crate::limits::MAX_OUTCOMES;
use crate::text::storable;

/// An outcome on the wire. Source: INPS's OpenAPI 2.0.1, `EsitoFlusso`.
#[derive(Clone, PartialEq, Eq)]
pub struct WireOutcome {
    /// `id_flusso`.
    pub flow_id: String,
    /// `tipo`, as it came.
    pub kind: String,
    /// `ts_flusso`.
    pub flow_at: Timestamp,
    /// `ts_acquisizione`.
    pub acquired_at: Timestamp,
    /// `codice_esito`.
    pub code: OutcomeCode,
    /// `descrizione_esito`.
    pub text: Option<String>,
    /// `id_acquisizione_siuss`; `codice_siuss` in the example of the specification's §3.4.2.
    pub siuss_id: Option<String>,
}

/// Without INPS's text, which may quote the flow.
impl fmt::Debug for WireOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireOutcome")
            .field("flow_id", &self.flow_id)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// Why a body is no list of outcomes. The words quote nothing of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutcomesFault {
    /// No JSON.
    #[error("il corpo non è JSON valido (riga {line}, colonna {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but no object.
    #[error("il corpo dev'essere un oggetto con il solo membro «elenco_esiti»")]
    NotAnObject,
    /// The object says more than it may.
    #[error("il corpo ha un membro che non è «elenco_esiti»: non ne sono ammessi altri")]
    UnknownMember,
    /// `elenco_esiti` is no list.
    #[error("«elenco_esiti» dev'essere un elenco")]
    NotAList,
    /// More than a list may carry.
    #[error("«elenco_esiti» porta {found} esiti: al massimo sono {MAX_OUTCOMES}")]
    TooMany {
        /// How many there are.
        found: usize,
    },
    /// An entry is no object.
    #[error("l'esito alla posizione {position} di «elenco_esiti» non è un oggetto")]
    EntryNotAnObject {
        /// From 1.
        position: usize,
    },
    /// A member of an entry.
    #[error("nell'esito alla posizione {position} di «elenco_esiti», «{member}» {fault}")]
    Member {
        /// From 1.
        position: usize,
        /// Its name.
        member: &'static str,
        /// What is wrong with it.
        fault: MemberFault,
    },
}

/// What is wrong with a member of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemberFault {
    /// It is not there.
    #[error("manca")]
    Missing,
    /// It is something else.
    #[error("dev'essere un testo")]
    NotText,
    /// It names no instant.
    #[error("dev'essere data e ora con il fuso (RFC 3339), come 2023-11-27T11:04:56.852Z")]
    NotAnInstant,
    /// It is none of INPS's codes.
    #[error("dev'essere OK, DATI_NON_TROVATI, RICHIESTA_INVALIDA o ERRORE_GENERICO")]
    NotACode,
}

#[derive(Serialize)]
struct List<'o> {
    elenco_esiti: Vec<Entry<'o>>,
}

#[derive(Serialize)]
struct Entry<'o> {
    id_flusso: &'o str,
    tipo: &'o str,
    ts_flusso: String,
    ts_acquisizione: String,
    codice_esito: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    descrizione_esito: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_acquisizione_siuss: Option<&'o str>,
}

/// The body of `POST /esiti`. The same outcomes always read the same, so that the ente knows them
/// again.
pub fn write_outcomes(outcomes: &[WireOutcome]) -> Vec<u8> {
    let entries = outcomes.iter().map(|outcome| Entry {
        id_flusso: &outcome.flow_id,
        tipo: &outcome.kind,
        ts_flusso: instant::write(outcome.flow_at),
        ts_acquisizione: instant::write(outcome.acquired_at),
        codice_esito: outcome.code.name(),
        descrizione_esito: outcome.text.as_deref(),
        id_acquisizione_siuss: outcome.siuss_id.as_deref(),
    });
    let list = List {
        elenco_esiti: entries.collect(),
    };
    serde_json::to_vec(&list).expect("invariant: texts always have a JSON form")
}

/// Reads the body of `POST /esiti`: all of it or nothing. An entry may say more than the OpenAPI
/// knows, as those of the specification's §3.4.2 do; the list may not. No list is an empty one.
pub fn read_outcomes(body: &[u8]) -> Result<Vec<WireOutcome>, OutcomesFault> {
    let list: Value = serde_json::from_slice(body).map_err(|error| OutcomesFault::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    let Value::Object(mut list) = list else {
        return Err(OutcomesFault::NotAnObject);
    };
    let entries = match list.remove("elenco_esiti") {
        _ if !list.is_empty() => return Err(OutcomesFault::UnknownMember),
        None => Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(_) => return Err(OutcomesFault::NotAList),
    };
    let found = entries.len();
    if found > MAX_OUTCOMES {
        return Err(OutcomesFault::TooMany { found });
    }
    let read = (1..).zip(&entries).map(|(position, entry)| {
        let entry = entry
            .as_object()
            .ok_or(OutcomesFault::EntryNotAnObject { position })?;
        read_entry(entry).map_err(|(member, fault)| OutcomesFault::Member {
            position,
            member,
            fault,
        })
    });
    read.collect()
}

type InMember = (&'static str, MemberFault);

fn read_entry(entry: &Map<String, Value>) -> Result<WireOutcome, InMember> {
    let code = required(entry, "codice_esito")?;
    let siuss_id = match optional(entry, "id_acquisizione_siuss")? {
        None => optional(entry, "codice_siuss").ok().flatten(),
        found => found,
    };
    Ok(WireOutcome {
        flow_id: required(entry, "id_flusso")?,
        kind: required(entry, "tipo")?,
        flow_at: required_instant(entry, "ts_flusso")?,
        acquired_at: required_instant(entry, "ts_acquisizione")?,
        code: OutcomeCode::from_name(&code).ok_or(("codice_esito", MemberFault::NotACode))?,
        text: optional(entry, "descrizione_esito")?,
        siuss_id,
    })
}

fn optional(entry: &Map<String, Value>, member: &'static str) -> Result<Option<String>, InMember> {
    match entry.get(member) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(storable(text))),
        Some(_) => Err((member, MemberFault::NotText)),
    }
}

fn required(entry: &Map<String, Value>, member: &'static str) -> Result<String, InMember> {
    optional(entry, member)?.ok_or((member, MemberFault::Missing))
}

fn required_instant(
    entry: &Map<String, Value>,
    member: &'static str,
) -> Result<Timestamp, InMember> {
    let text = required(entry, member)?;
    instant::parse(&text).ok_or((member, MemberFault::NotAnInstant))
}

#[cfg(test)]
mod tests;
