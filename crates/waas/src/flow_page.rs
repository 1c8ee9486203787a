//! `elenco_flussi`: a page of flows, as the ente writes it and an observatory reads it.

use std::fmt;

use data_encoding::BASE64;
use jiff::Timestamp;
use pas_domain::flow::FlowKind;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::instant;
use crate::text::storable;

/// A flow on the wire. Source: INPS's OpenAPI 2.0.1, `Flusso`.
#[derive(Clone, PartialEq, Eq)]
pub struct WireFlow {
    /// `codice_ente`.
    pub ente_code: String,
    /// `denominazione_ente`.
    pub ente_name: String,
    /// `id_flusso`.
    pub id: String,
    /// `ts_flusso`, to the millisecond.
    pub at: Timestamp,
    /// `tipo`.
    pub kind: FlowKind,
    /// `flusso`: the XML in base64, as it travels.
    pub content: String,
}

impl WireFlow {
    /// `xml` as `flusso` carries it: base64 with the standard alphabet and padding.
    pub fn content_of(xml: &[u8]) -> String {
        BASE64.encode(xml)
    }

    /// The XML; none when the content is no base64.
    pub fn xml(&self) -> Option<Vec<u8>> {
        BASE64.decode(self.content.as_bytes()).ok()
    }
}

/// Without the content.
impl fmt::Debug for WireFlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireFlow")
            .field("id", &self.id)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// What came in the place of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPage {
    /// No JSON.
    #[error("la risposta non è JSON (riga {line}, colonna {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not an object with a list `elenco_flussi`.
    #[error("la risposta non porta l'elenco «elenco_flussi»")]
    NoList,
}

/// An entry of a page that is no flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("al flusso alla posizione {position} della pagina {what}: l'ente deve correggerlo")]
pub struct EntryFault {
    /// From 1.
    pub position: usize,
    /// Its `id_flusso`, if that could be read.
    pub id: Option<String>,
    /// What is wrong, in Italian: «manca tipo».
    pub what: &'static str,
}

#[derive(Serialize)]
struct Entries<'f> {
    elenco_flussi: Vec<Entry<'f>>,
}

#[derive(Serialize)]
struct Entry<'f> {
    codice_ente: &'f str,
    denominazione_ente: &'f str,
    id_flusso: &'f str,
    ts_flusso: String,
    tipo: &'static str,
    flusso: &'f str,
}

/// The body of the answer to `GET /flussi`.
pub fn write_page(flows: &[WireFlow]) -> Vec<u8> {
    let entries = flows.iter().map(|flow| Entry {
        codice_ente: &flow.ente_code,
        denominazione_ente: &flow.ente_name,
        id_flusso: &flow.id,
        ts_flusso: instant::write(flow.at),
        tipo: tipo(flow.kind),
        flusso: &flow.content,
    });
    let page = Entries {
        elenco_flussi: entries.collect(),
    };
    serde_json::to_vec(&page).expect("invariant: texts always have a JSON form")
}

/// `tipo` of `kind`.
pub(crate) const fn tipo(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Benefits => "PS_PSA_SINA",
        FlowKind::Minors => "SINBA",
    }
}

/// Reads the answer to `GET /flussi`, entry by entry: one bad entry does not lose the others.
/// How many entries there are, and how long each is, is the reader's to judge.
pub fn read_page(body: &[u8]) -> Result<Vec<Result<WireFlow, EntryFault>>, NotAPage> {
    let page: Value = serde_json::from_slice(body).map_err(|error| NotAPage::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    let Value::Object(mut page) = page else {
        return Err(NotAPage::NoList);
    };
    let Some(Value::Array(entries)) = page.remove("elenco_flussi") else {
        return Err(NotAPage::NoList);
    };
    let read = (1..).zip(entries).map(|(position, entry)| {
        let Value::Object(mut entry) = entry else {
            let (id, what) = (None, "non è un oggetto");
            return Err(EntryFault { position, id, what });
        };
        let id = entry.get("id_flusso").and_then(Value::as_str).map(storable);
        read_entry(&mut entry).map_err(|what| EntryFault { position, id, what })
    });
    Ok(read.collect())
}

fn read_entry(entry: &mut Map<String, Value>) -> Result<WireFlow, &'static str> {
    let mut text = |name, missing, not_a_text| match entry.remove(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(not_a_text),
        None => Err(missing),
    };
    let kind = match text("tipo", "manca tipo", "tipo non è un testo")?.as_str() {
        "PS_PSA_SINA" => FlowKind::Benefits,
        "SINBA" => FlowKind::Minors,
        _ => return Err("tipo non è PS_PSA_SINA né SINBA"),
    };
    let at = text("ts_flusso", "manca ts_flusso", "ts_flusso non è un testo")?;
    let at = instant::parse(&at).ok_or("ts_flusso non è data e ora con il fuso")?;
    if at.as_nanosecond() % 1_000_000 != 0 {
        // `since` counts milliseconds: such a flow could not be passed.
        return Err("ts_flusso è più fine del millisecondo");
    }
    let ente_code = text(
        "codice_ente",
        "manca codice_ente",
        "codice_ente non è un testo",
    )?;
    // What the name is changes nothing for the flow.
    let ente_name = text("denominazione_ente", "", "").unwrap_or_default();
    let id = text("id_flusso", "manca id_flusso", "id_flusso non è un testo")?;
    let content = text("flusso", "manca flusso", "flusso non è un testo")?;
    Ok(WireFlow {
        ente_code: storable(&ente_code),
        ente_name: storable(&ente_name),
        id: storable(&id),
        at,
        kind,
        content,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn flow() -> WireFlow {
        WireFlow {
            ente_code: "H501".to_owned(),
            ente_name: "Comune di Roma".to_owned(),
            id: "H501.PS.20210520.0000002".to_owned(),
            at: "2023-11-27T11:04:56.852Z".parse().unwrap(),
            kind: FlowKind::Benefits,
            content: WireFlow::content_of(b"<Flusso/>"),
        }
    }

    fn entry() -> Value {
        json!({
            "codice_ente": "H501",
            "denominazione_ente": "Comune di Roma",
            "id_flusso": "H501.PS.20210520.0000002",
            "ts_flusso": "2023-11-27T11:04:56.852Z",
            "tipo": "PS_PSA_SINA",
            "flusso": "PEZsdXNzby8+",
        })
    }

    #[test]
    fn writes_what_the_openapi_says() {
        let page: Value = serde_json::from_slice(&write_page(&[flow()])).unwrap();
        assert_eq!(page, json!({ "elenco_flussi": [entry()] }));
        assert_eq!(write_page(&[]), br#"{"elenco_flussi":[]}"#);
    }

    #[test]
    fn one_bad_entry_does_not_lose_the_page() {
        let mut without_code = entry();
        without_code.as_object_mut().unwrap().remove("codice_ente");
        let page = json!({ "elenco_flussi": [entry(), 7, without_code, entry()] });
        let read = read_page(page.to_string().as_bytes()).unwrap();
        assert_eq!(read[0], Ok(flow()));
        assert_eq!(
            read[1].as_ref().unwrap_err().to_string(),
            "al flusso alla posizione 2 della pagina non è un oggetto: l'ente deve correggerlo"
        );
        let fault = read[2].as_ref().unwrap_err();
        assert_eq!((fault.position, fault.what), (3, "manca codice_ente"));
        assert_eq!(fault.id.as_deref(), Some("H501.PS.20210520.0000002"));
        assert_eq!(read[3], Ok(flow()));
    }

    #[test]
    fn names_what_is_wrong_with_an_entry() {
        for (member, value, what) in [
            ("tipo", json!("PS"), "tipo non è PS_PSA_SINA né SINBA"),
            ("tipo", json!(1), "tipo non è un testo"),
            (
                "ts_flusso",
                json!(1_701_083_096_852_u64),
                "ts_flusso non è un testo",
            ),
            (
                "ts_flusso",
                json!("ieri"),
                "ts_flusso non è data e ora con il fuso",
            ),
            (
                "ts_flusso",
                json!("2023-11-27T11:04:56.8521Z"),
                "ts_flusso è più fine del millisecondo",
            ),
            ("id_flusso", Value::Null, "id_flusso non è un testo"),
            ("flusso", json!([]), "flusso non è un testo"),
        ] {
            let mut bad = entry();
            bad[member] = value;
            let page = json!({ "elenco_flussi": [bad] });
            let read = read_page(page.to_string().as_bytes()).unwrap();
            assert_eq!(read[0].as_ref().unwrap_err().what, what);
        }
    }

    #[test]
    fn says_what_is_no_page() {
        for (body, fault) in [
            ("", NotAPage::NotJson { line: 1, column: 0 }),
            ("<html>", NotAPage::NotJson { line: 1, column: 1 }),
            ("[]", NotAPage::NoList),
            ("{}", NotAPage::NoList),
            (r#"{"elenco_flussi":null}"#, NotAPage::NoList),
        ] {
            assert_eq!(read_page(body.as_bytes()), Err(fault), "{body}");
        }
    }

    #[test]
    fn debug_shows_no_content() {
        let shown = format!("{:?}", flow());
        assert!(!shown.contains("PEZsdXNzby8"), "{shown}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            texts in prop::array::uniform3("[^\0]{0,20}"),
            ms in 0_i64..4_102_444_800_000,
            is_minor: bool,
            xml in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let [ente_code, ente_name, id] = texts;
            let at = Timestamp::from_millisecond(ms).unwrap();
            let kind = if is_minor { FlowKind::Minors } else { FlowKind::Benefits };
            let content = WireFlow::content_of(&xml);
            let flow = WireFlow { ente_code, ente_name, id, at, kind, content };
            let read = read_page(&write_page(std::slice::from_ref(&flow))).unwrap();
            prop_assert_eq!(flow.xml(), Some(xml));
            prop_assert_eq!(read, vec![Ok(flow)]);
        }

        #[test]
        fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_page(&bytes);
        }
    }
}
