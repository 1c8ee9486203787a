//! The verdicts, as a table: each flow with what is said of it, in the order of the stamps.

use std::collections::HashMap;

use data_encoding::BASE64;
use jiff::civil::date;
use pas_catalogue::Catalogue;
use pas_domain::flow::FlowKind;
use pas_domain::ids::ObservedFlowId;
use pas_domain::sending::OutcomeCode;
use pas_rules::Context;
use pas_storage::observatory::NewObservedFlow;

use super::{ReceivedFlow, Source, UnknownCodes, examine, settle};

const PS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Flusso xmlns="http://inps.it/Casellario">
  <IdentificazioneFlusso Nome="{name}">
    <Ente Codice="M320DEMO" Denominazione="Ambito di prova" Indirizzo="M320" CFOperatore="PRVPTR80E57A944E"/>
  </IdentificazioneFlusso>
  <Beneficiario CodiceFiscale="BNCNTN49A07A944Y">
    <Anagrafica Cognome="BANCADATINI" Nome="Antonio" AnnoNascita="1949" LuogoNascita="A944" Genere="1" CodiceCittadinanza="380"/>
    <Indirizzo CodiceRegione="06" CodiceComune="037059" CodiceNazione="380"/>
    <PrestazioniSociali TipoOperazione="I" PresenzaProvaMezzi="4" CaratterePrestazione="2" CodicePrestazione="A1.05" DenominazionePrestazione="Contributi economici a integrazione del reddito familiare" ProtocolloDomanda="CE/2024/00023" DataErogazionePrestazione="2024-06-26" ImportoPrestazione="516.00" PresaCarico="2"/>
  </Beneficiario>
</Flusso>
"#;

const SINBA: &str = r#"<Flusso xmlns="http://inps.it/Casellario">
  <IdentificazioneFlusso Nome="{name}">
    <Ente Codice="M320DEMO" Denominazione="Ambito di prova" Indirizzo="M320" CFOperatore="PRVPTR80E57A944E"/>
  </IdentificazioneFlusso>
  <SINBA IDBeneficiario="CB6CUEKMD3GIQHQ2H6LQ" MinoreStranieroNoAcc="2" CondizioneMinore="1" LuogoVita="3" ScuolaFrequentata="7" CondizioneLavoro="1" Disabilita="2" CodiceCittadinanzaPadre="380" CodiceCittadinanzaMadre="380" CodiceRegioneResidenzaPadre="06" CodiceRegioneResidenzaMadre="06" TitoloStudioPadre="2" TitoloStudioMadre="5" OccupazionePadre="8" OccupazioneMadre="4" DataPrimaSegnalazione="11/2022" FonteSegnalazione="2" ValutazioneMinore="4" ValutazioneFamigliaMinore="6" SegnalazioneAutoritaGiudiziaria="1" DataSegnalazione="12/2022" ProvvedimentoGiudiziario="1" DataProvvedimentoGiudiziario="03/2023" AutoritaProvvedimento="2" PotestaTutela="3" TipoProvvedimentoGiudiziario="4" FormaInterventoAffido="2" TipoInterventoAffido="1" DurataAffido="2" CarattereAffido="1" CollaborazioniInterventi="5" NumeroComponentiISEE="4" FasciaEtaBeneficiario="6" FasciaISEEBeneficiario="2" AnnoNascita="2008" CodiceRegioneResidenza="06" CodiceNazioneResidenza="380">
    <Prestazioni>
      <CodicePrestazione>A1.22</CodicePrestazione>
    </Prestazioni>
    <Famiglia>
      <ComposizioneFamiglia>1</ComposizioneFamiglia>
    </Famiglia>
  </SINBA>
</Flusso>
"#;

fn source() -> Source {
    Source {
        code: "M320".to_owned(),
        name: "Ambito di prova".to_owned(),
        flow_code: None,
        unknown_codes: UnknownCodes::Admitted,
    }
}

/// A flow to judge: its XML with some texts replaced.
struct Case {
    kind: FlowKind,
    xml: String,
    content: Option<String>,
}

fn ps(changes: &[(&str, &str)]) -> Case {
    changed(FlowKind::Benefits, PS, changes)
}

fn sinba(changes: &[(&str, &str)]) -> Case {
    changed(FlowKind::Minors, SINBA, changes)
}

fn changed(kind: FlowKind, xml: &str, changes: &[(&str, &str)]) -> Case {
    let mut xml = xml.to_owned();
    for (from, to) in changes {
        assert!(xml.contains(from), "{from} is not in the flow");
        xml = xml.replace(from, to);
    }
    Case {
        kind,
        xml,
        content: None,
    }
}

fn content(content: &str) -> Case {
    Case {
        content: Some(content.to_owned()),
        ..ps(&[])
    }
}

/// Withdraws the flow with these changes.
fn cancellation(changes: &[(&str, &str)]) -> Case {
    let mut all = vec![("TipoOperazione=\"I\"", "TipoOperazione=\"C\"")];
    all.extend_from_slice(changes);
    ps(&all)
}

/// Judges `cases`, which come one after the other in one page.
fn judge(cases: Vec<Case>, source: &Source) -> Vec<NewObservedFlow> {
    judge_over(cases, source, HashMap::new()).0
}

fn judge_over(
    cases: Vec<Case>,
    source: &Source,
    in_force: HashMap<[u8; 32], ObservedFlowId>,
) -> (Vec<NewObservedFlow>, Vec<(ObservedFlowId, i64)>) {
    let catalogue = Catalogue::builtin();
    let context = Context::new(catalogue).on(date(2026, 11, 23));
    let examined = (1..).zip(cases).map(|(ts, case)| {
        let name = format!("M320DEMO.{}.20261123.{ts:07}", case.kind.name());
        let xml = case.xml.replace("{name}", &name);
        let flow = ReceivedFlow {
            ente_code: source.code.clone(),
            name,
            ts,
            kind: case.kind,
            content: case
                .content
                .unwrap_or_else(|| BASE64.encode(xml.as_bytes())),
        };
        let examined = examine(&flow, source, context);
        (flow, examined)
    });
    let settlement = settle(examined.collect(), in_force);
    (settlement.flows, settlement.withdrawn)
}

use OutcomeCode::{Accepted as Ok, DataNotFound as NotFound, InvalidRequest as Invalid};

#[test]
#[expect(clippy::too_many_lines, reason = "a table is as long as its cases")]
fn a_flow_by_itself() {
    let two = PS
        .split_once("  <Beneficiario")
        .and_then(|(_, rest)| rest.split_once("</Flusso>"))
        .map(|(person, _)| format!("  <Beneficiario{person}</Flusso>"))
        .expect("a beneficiary");
    let another_minor = SINBA
        .split_once("  <SINBA")
        .map(|(_, rest)| format!("  <SINBA{rest}"))
        .expect("a minor");
    let other_kind = Case {
        kind: FlowKind::Minors,
        ..ps(&[])
    };
    let no_area = ("PresaCarico=\"2\"", "PresaCarico=\"1\"");
    let cases: Vec<(&str, Case, OutcomeCode, &str)> = vec![
        ("a good benefit", ps(&[]), Ok, ""),
        ("a good minor", sinba(&[]), Ok, ""),
        (
            "no base64",
            content("non è base64!"),
            Invalid,
            "non è in base64: si ferma al carattere",
        ),
        (
            "base64 without padding",
            content("PEZsdXNzby8"),
            Invalid,
            "non è in base64",
        ),
        ("nothing", content(""), Invalid, "il file è vuoto"),
        (
            "base64 of no XML",
            content(&BASE64.encode(b"PK\x03\x04")),
            Invalid,
            "non è XML",
        ),
        (
            "broken XML",
            ps(&[("</Beneficiario>", "")]),
            Invalid,
            "non si legge: riga",
        ),
        (
            "another document",
            ps(&[("Flusso", "Fattura")]),
            Invalid,
            "non è un flusso SIUSS",
        ),
        (
            "another kind",
            other_kind,
            Invalid,
            "tipo dichiarato non è quello del flusso, che è PS",
        ),
        (
            "schema, enumeration",
            ps(&[("Genere=\"1\"", "Genere=\"7\"")]),
            Invalid,
            "/Flusso/Beneficiario[1]/Anagrafica/@Genere: codice che non è nell'elenco (XSD-ENUM)",
        ),
        (
            "schema, missing",
            ps(&[(" Cognome=\"BANCADATINI\"", "")]),
            Invalid,
            "@Cognome: attributo obbligatorio mancante",
        ),
        (
            "two beneficiaries",
            ps(&[("</Flusso>", &two)]),
            Invalid,
            "solo un beneficiario e una prestazione",
        ),
        (
            "two minors",
            sinba(&[("</Flusso>", &another_minor)]),
            Invalid,
            "solo un beneficiario",
        ),
        (
            "another name",
            ps(&[("{name}", "M320DEMO.PS.20261123.0009999")]),
            Invalid,
            "non è il suo id_flusso",
        ),
        (
            "another ente",
            ps(&[("Codice=\"M320DEMO\"", "Codice=\"H501\"")]),
            Invalid,
            "dev'essere «M320DEMO»",
        ),
        (
            "a rule",
            ps(&[no_area]),
            NotFound,
            "/Flusso/Beneficiario[1]/PrestazioniSociali[1]/@AreaUtenza: non rispetta PS-P16 («",
        ),
        (
            "a rule, region missing",
            ps(&[("CodiceRegione=\"06\" ", "")]),
            NotFound,
            "/Flusso/Beneficiario[1]/Indirizzo[1]",
        ),
        ("a warning only", ps(&[("A1.05\"", "A1.99.99\"")]), Ok, ""),
    ];
    for (what, case, code, text) in cases {
        let [flow] = judge(vec![case], &source())
            .try_into()
            .expect("one flow in, one verdict out");
        let said = flow.outcome_text.unwrap_or_default();
        assert_eq!(flow.outcome, code, "{what}: {said}");
        assert!(said.contains(text), "{what}: {said}");
        assert_eq!(said.is_empty(), code == Ok, "{what}: {said}");
        assert_eq!(flow.is_in_force, code == Ok, "{what}");
    }
}

#[test]
fn an_outcome_tells_no_value_of_a_person() {
    let spoilt = [
        ("Cognome=\"BANCADATINI\"", "Cognome=\"BANCADATINI!\""),
        ("Nome=\"Antonio\"", "Nome=\"\""),
        ("BNCNTN49A07A944Y", "BNCNTN49A07A944"),
        ("AnnoNascita=\"1949\"", "AnnoNascita=\"49\""),
    ];
    let against_rules = [("PresaCarico=\"2\"", "PresaCarico=\"1\"")];
    for changes in [&spoilt[..], &against_rules] {
        let flows = judge(vec![ps(changes)], &source());
        let said = flows[0].outcome_text.as_deref().expect("a refusal");
        for value in ["BANCADATINI", "BNCNTN", "Antonio", "1949", "\"49\"", "A944"] {
            assert!(!said.contains(value), "{value} in: {said}");
        }
    }
}

#[test]
fn codes_that_the_lists_do_not_have_are_refused_where_the_lists_bind() {
    let binding = Source {
        unknown_codes: UnknownCodes::Refused,
        ..source()
    };
    for (change, code) in [
        (("A1.05\"", "A1.99.99\""), "PS-P7.1"),
        (("037059", "037999"), "PS-P2.1"),
    ] {
        let flows = judge(vec![ps(&[change])], &binding);
        let said = flows[0].outcome_text.as_deref().unwrap_or_default();
        assert_eq!(flows[0].outcome, NotFound, "{code}: {said}");
        assert!(said.contains(code), "{said}");
    }
    assert_eq!(judge(vec![ps(&[])], &binding)[0].outcome, Ok);
    for code in super::verdict::RULES_ON_LISTS {
        assert!(pas_rules::registry::rule(code).is_some(), "{code}");
    }
}

#[test]
fn a_code_for_the_flows_is_held_to() {
    let named = |code: &str| Source {
        flow_code: Some(code.to_owned()),
        ..source()
    };
    assert_eq!(judge(vec![ps(&[])], &named("M320DEMO"))[0].outcome, Ok);
    assert_eq!(judge(vec![ps(&[])], &named("M320"))[0].outcome, Invalid);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table is as long as its cases")]
fn insertions_and_cancellations_in_one_page() {
    let more = [("516.00", "600.00")];
    let mixed_up = [(
        "PresenzaProvaMezzi=\"4\" CaratterePrestazione=\"2\"",
        "CaratterePrestazione=\"2\" PresenzaProvaMezzi=\"4\"",
    )];
    let steps: Vec<(&str, Case, OutcomeCode, &str)> = vec![
        (
            "nothing to cancel",
            cancellation(&[]),
            NotFound,
            "da cancellare non è fra quelli in vigore",
        ),
        ("a first insertion", ps(&[]), Ok, ""),
        ("the same again", ps(&[]), NotFound, "già acquisito"),
        (
            "the same, attributes mixed up",
            ps(&mixed_up),
            NotFound,
            "già acquisito",
        ),
        ("another", ps(&more), Ok, ""),
        (
            "not quite what is in force",
            cancellation(&[("516.00", "516.01")]),
            NotFound,
            "da cancellare non",
        ),
        ("exactly what is in force", cancellation(&[]), Ok, ""),
        (
            "a second time",
            cancellation(&[]),
            NotFound,
            "da cancellare non",
        ),
        ("the first once more", ps(&[]), Ok, ""),
        (
            "refused, and not in force",
            ps(&[("PresaCarico=\"2\"", "PresaCarico=\"1\"")]),
            NotFound,
            "PS-P16",
        ),
        (
            "so not to be cancelled",
            cancellation(&[("PresaCarico=\"2\"", "PresaCarico=\"1\"")]),
            NotFound,
            "",
        ),
        ("a minor", sinba(&[]), Ok, ""),
        ("the same minor again", sinba(&[]), Ok, ""),
    ];
    let expected: Vec<_> = steps
        .iter()
        .map(|(what, _, code, text)| (*what, *code, *text))
        .collect();
    let flows = judge(
        steps.into_iter().map(|(_, case, _, _)| case).collect(),
        &source(),
    );
    for (flow, (what, code, text)) in flows.iter().zip(&expected) {
        let said = flow.outcome_text.as_deref().unwrap_or_default();
        assert_eq!(flow.outcome, *code, "{what}: {said}");
        assert!(said.contains(text), "{what}: {said}");
    }
    let in_force: Vec<_> = flows
        .iter()
        .zip(&expected)
        .filter(|(flow, _)| flow.is_in_force)
        .map(|(_, (what, ..))| *what)
        .collect();
    assert_eq!(
        in_force,
        [
            "another",
            "the first once more",
            "a minor",
            "the same minor again"
        ]
    );
    assert_eq!(flows[1].withdrawn_ts, Some(flows[6].ts));
}

#[test]
fn insertions_of_earlier_pages_count() {
    let earlier = judge(vec![ps(&[])], &source());
    let body = earlier[0].body_sha.expect("a body");
    let stored = ObservedFlowId::new(7);
    let in_force = HashMap::from([(body, stored)]);
    let page = vec![ps(&[]), cancellation(&[]), ps(&[]), cancellation(&[])];
    let (flows, withdrawn) = judge_over(page, &source(), in_force);
    let codes: Vec<_> = flows.iter().map(|flow| flow.outcome).collect();
    assert_eq!(codes, [NotFound, Ok, Ok, Ok]);
    assert_eq!(withdrawn, [(stored, 2)]);
    assert_eq!(flows[2].withdrawn_ts, Some(4));
}
