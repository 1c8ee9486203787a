//! What the schema check says: code, place, path, message, value found.

use pas_domain::finding::{Finding, FindingKind, Severity};
use pas_siuss::{SCHEMA_CODES, path, read};

const HEAD: &str = "<Flusso xmlns=\"http://inps.it/Casellario\"><IdentificazioneFlusso Nome=\"N\">\
    <Ente Codice=\"H501\" Indirizzo=\"H501\" CFOperatore=\"12345678901\"/></IdentificazioneFlusso>";

/// A flow of one benefit after `change` has been at its text.
fn benefit(change: impl Fn(String) -> String) -> String {
    change(format!(
        "{HEAD}<Beneficiario CodiceFiscale=\"PRVLDE80A01H501X\"><Anagrafica Cognome=\"Provaldi\" \
         Nome=\"Aldo\" AnnoNascita=\"1980\" LuogoNascita=\"H501\" Genere=\"1\" \
         CodiceCittadinanza=\"380\"/><Indirizzo CodiceNazione=\"380\"/><PrestazioniSociali \
         PresenzaProvaMezzi=\"4\" CodicePrestazione=\"A1.07\" DenominazionePrestazione=\"Contributo \
         di prova\" ProtocolloDomanda=\"1\" DataEvento=\"2024-01-31\" ImportoMensile=\"10.00\" \
         PeriodoErogazione=\"2\" PresaCarico=\"2\"/></Beneficiario></Flusso>"
    ))
}

/// Replaces `from` by `to`, which has to change something.
fn swap(from: &str, to: &str) -> String {
    benefit(|text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Every finding on a line: code, path, what was found, message.
fn findings(flow: &str) -> String {
    let reading = read(flow.as_bytes()).expect("well-formed");
    let line = |finding: &Finding| {
        let known = SCHEMA_CODES.iter().any(|(code, _)| *code == finding.code);
        assert!(known, "{}", finding.code);
        assert_eq!(finding.kind, FindingKind::Schema);
        assert_eq!(finding.severity, Severity::Error);
        let path = path(finding.place, &finding.target);
        let found = finding.found.as_deref().unwrap_or("-");
        let Finding {
            code,
            message,
            source,
            ..
        } = finding;
        format!("{code} {path} [{found}]\n  {message}\n  {source}\n")
    };
    reading
        .findings
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn every_kind_of_finding_tells_what_to_do() {
    let cases = [
        benefit(|text| text),
        swap("http://inps.it/Casellario", "http://inps.it/altro"),
        swap("<Indirizzo CodiceNazione=\"380\"/>", ""),
        swap("<Indirizzo", "<Telefono/><Indirizzo"),
        swap(
            "<Anagrafica",
            "<Indirizzo CodiceNazione=\"380\"/><Anagrafica",
        ),
        swap(
            "<Indirizzo",
            &format!(
                "{}<Indirizzo",
                "<Indirizzo CodiceNazione=\"380\"/>".repeat(5)
            ),
        ),
        swap(" Cognome=\"Provaldi\"", ""),
        swap("Cognome=", "cognome="),
        swap(
            "CodiceNazione=\"380\"",
            "CodiceNazione=\"380\" Via=\"Roma\"",
        ),
        swap("<Indirizzo", "forse <Indirizzo"),
        swap(
            "Provaldi",
            "Provaldi di Tutti i Santi e delle Isole Lontane",
        ),
        swap("Provaldi", ""),
        swap("LuogoNascita=\"H501\"", "LuogoNascita=\"H50\""),
        swap("PRVLDE80A01H501X", "PRVLDE8LA01H501X"),
        swap("CodiceNazione=\"380\"", "CodiceNazione=\"38\""),
        swap("Genere=\"1\"", "Genere=\"M\""),
        swap("Genere=\"1\"", "Genere=\" 1\""),
        swap("2024-01-31", "31/01/2024"),
        swap("2024-01-31", ""),
        swap("10.00", "1.000,50 €"),
        swap("PeriodoErogazione=\"2\"", "PeriodoErogazione=\"13\""),
        swap(
            "<Flusso",
            "<Flusso xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
        ),
        swap(
            "<Flusso",
            "<Flusso xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"Altro\"",
        ),
    ];
    let told: Vec<String> = cases.iter().map(|flow| findings(flow)).collect();
    insta::assert_snapshot!(told.join("---\n"));
}

/// One wrong record does not hide the next one, nor the values of its own.
#[test]
fn reading_goes_on_after_a_finding() {
    use pas_domain::flow::{Field, FlowBody};
    let flow = swap("Genere=\"1\"", "Genere=\"M\" Cap=\"00100\"").replace("10.00", "dieci");
    let reading = read(flow.as_bytes()).expect("well-formed");
    let codes: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["XSD-ENUM", "XSD-ATTRIBUTE", "XSD-DECIMAL"]);
    let FlowBody::Benefits(people) = &reading.flow.body else {
        panic!("benefits");
    };
    let person = people.first().expect("a person");
    assert_eq!(person.person.get(Field::Sex), Some("M"));
    let benefit = person.benefits.first().expect("a benefit");
    assert_eq!(benefit.values.get(Field::MonthlyAmount), Some("dieci"));
}

#[test]
fn a_flow_is_of_one_kind() {
    let flow = swap("</Flusso>", "<SINBA IDBeneficiario=\"x\"/></Flusso>");
    let reading = read(flow.as_bytes()).expect("well-formed");
    let codes: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["XSD-ELEMENT"]);
}

#[test]
fn values_in_another_encoding_come_as_text() {
    use pas_domain::flow::{Field, FlowBody};
    let flow = swap("Provaldi", "Fantàsti");
    let wide: Vec<u8> = format!("\u{feff}{flow}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{flow}");
    let latin: Vec<u8> = latin
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
        .collect();
    for bytes in [flow.into_bytes(), wide, latin] {
        let reading = read(&bytes).expect("readable");
        assert!(reading.is_valid());
        let FlowBody::Benefits(people) = &reading.flow.body else {
            panic!("benefits");
        };
        let surname = people
            .first()
            .and_then(|person| person.person.get(Field::Surname));
        assert_eq!(surname, Some("Fantàsti"));
    }
}
