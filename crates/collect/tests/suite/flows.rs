//! Flows of made-up people, as an e-service hands them out.

use data_encoding::BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};

const BENEFIT: &str = r#"<Flusso xmlns="http://inps.it/Casellario">
  <IdentificazioneFlusso Nome="{name}">
    <Ente Codice="{ente}" Denominazione="Comune di Esempio" Indirizzo="{ente}" CFOperatore="PRVPTR80E57A944E"/>
  </IdentificazioneFlusso>
  <Beneficiario CodiceFiscale="BNCNTN49A07A944Y">
    <Anagrafica Cognome="BANCADATINI" Nome="Antonio" AnnoNascita="1949" LuogoNascita="A944" Genere="1" CodiceCittadinanza="380"/>
    <Indirizzo CodiceRegione="06" CodiceComune="037059" CodiceNazione="380"/>
    <PrestazioniSociali TipoOperazione="{operation}" PresenzaProvaMezzi="4" CaratterePrestazione="2" CodicePrestazione="A1.05" DenominazionePrestazione="Contributi economici a integrazione del reddito" ProtocolloDomanda="CE/2024/00023" DataErogazionePrestazione="2024-06-26" ImportoPrestazione="{euros}.00" PresaCarico="2"/>
  </Beneficiario>
</Flusso>
"#;

/// 9 o'clock of 23 November 2026 in milliseconds: stamps are counted from here.
pub(crate) const NINE: i64 = 1_795_424_400_000;

/// A flow as JSON with the stamp [`NINE`] + `n`.
pub(crate) fn entry(ente: &str, n: i64, content: &str) -> Value {
    let at = Timestamp::from_millisecond(NINE + n).expect("an instant");
    json!({
        "codice_ente": ente,
        "denominazione_ente": "Comune di Esempio",
        "id_flusso": name(ente, n),
        "ts_flusso": at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "tipo": "PS_PSA_SINA",
        "flusso": content,
    })
}

/// `id_flusso` of the flow with the stamp [`NINE`] + `n`.
pub(crate) fn name(ente: &str, n: i64) -> String {
    format!("{ente}.PS.20261123.{n:07}")
}

/// The insertion or cancellation (`I`, `C`) of a benefit of so many euros.
pub(crate) fn benefit(ente: &str, n: i64, operation: &str, euros: i64) -> Value {
    let xml = BENEFIT
        .replace("{name}", &name(ente, n))
        .replace("{ente}", ente)
        .replace("{operation}", operation)
        .replace("{euros}", &euros.to_string());
    entry(ente, n, &BASE64.encode(xml.as_bytes()))
}

/// Insertions with the stamps from `first` to `last`, all different.
pub(crate) fn insertions(ente: &str, first: i64, last: i64) -> Vec<Value> {
    (first..=last)
        .map(|n| benefit(ente, n, "I", 100 + n))
        .collect()
}
