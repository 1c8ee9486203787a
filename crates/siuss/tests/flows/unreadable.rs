//! Files that are no flow: the message names line, column and remedy, and never a person.

use pas_siuss::{UnreadableFlow, read};

fn message(bytes: &[u8]) -> String {
    match read(bytes) {
        Err(error) => error.to_string(),
        Ok(_) => "letto".to_owned(),
    }
}

#[test]
fn every_reason_is_told_with_place_and_remedy() {
    let cases: &[&[u8]] = &[
        b"",
        b" \n ",
        b"Cognome;Nome\nProvaldi;Aldo\n",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"<html><body/></html>",
        b"<?xml version=\"1.0\"?>\n<x:Messaggio xmlns:x=\"urn:x\"/>",
        b"<Flusso>",
        b"<Flusso",
        b"<Flusso Nome=\"a",
        b"<Flusso Nome>",
        b"<Flusso Nome=a>",
        b"<Flusso a=\"1\"b=\"2\"/>",
        b"<Flusso a=\"1\" a=\"2\"/>",
        b"<Flusso a=\"<\"/>",
        b"<Flusso a=\"R&S\"/>",
        b"<Flusso a=\"&egrave;\"/>",
        b"<Flusso a=\"&#0;\"/>",
        b"<Flusso><Ente></Flusso>",
        b"<Flusso>]]></Flusso>",
        b"<Flusso><!-- a -- b --></Flusso>",
        b"<Flusso><![X[</Flusso>",
        b"<Flusso><?1?></Flusso>",
        b"<Flusso>\n<?xml version=\"1.0\"?></Flusso>",
        b" <?xml version=\"1.0\"?><Flusso/>",
        b"<?xml encoding=\"UTF-8\"?><Flusso/>",
        b"<?xml version=\"1.0\" encoding=\"klingon\"?><Flusso/>",
        b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><Flusso/>",
        b"<Flusso/><Flusso/>",
        b"<Flusso a=\"\x01\"/>",
        b"<Flusso>\n<Ente Denominazione=\"Citt\xe0\"/></Flusso>",
        b"<!DOCTYPE Flusso [<!ENTITY a \"b\">]><Flusso/>",
        b"<!DOCTYPE Flusso SYSTEM><Flusso/>",
        b"<1/>",
    ];
    let told: Vec<String> = cases.iter().map(|bytes| message(bytes)).collect();
    assert!(
        !told
            .iter()
            .any(|line| line == "letto" || line.contains("Provaldi"))
    );
    insta::assert_snapshot!(told.join("\n"));
}

/// Truncation at any byte is an error, never a shorter flow.
#[test]
fn a_flow_cut_anywhere_is_not_read() {
    let flow = pas_siuss::write(&crate::support::benefit_flow(&mut crate::support::Dice(3)))
        .expect("valid");
    let text = String::from_utf8(flow).expect("UTF-8");
    for end in 0..text.trim_end().len() {
        assert!(read(&text.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

/// Entities that explode, elements nested without end, attributes without number: all end soon.
#[test]
fn attacks_are_refused_quickly() {
    let bomb =
        "<!DOCTYPE Flusso [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><Flusso>&b;</Flusso>";
    assert!(matches!(
        read(bomb.as_bytes()),
        Err(UnreadableFlow::Malformed { .. })
    ));
    let deep = format!("<Flusso>{}", "<a>".repeat(1_000_000));
    assert!(message(deep.as_bytes()).contains("256 livelli"));
    let many: Vec<_> = (0..200_000)
        .map(|number| format!(" a{number}=\"1\""))
        .collect();
    let many = many.concat();
    let reading_is_fine = read(format!("<Flusso><a{many}/></Flusso>").as_bytes()).is_ok();
    assert!(reading_is_fine, "unknown, but well-formed");
    let declarations: Vec<_> = (0..2_000)
        .map(|number| format!(" xmlns:a{number}=\"urn:x\""))
        .collect();
    let declarations = declarations.concat();
    assert!(message(format!("<Flusso{declarations}/>").as_bytes()).contains("xmlns"));
}
