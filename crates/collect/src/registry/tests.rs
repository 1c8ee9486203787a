//! What a registry may say, and what is said of one that may not.

use super::*;

const GOOD: &str = r#"
[pdnd]
token_url = "https://auth.interop.pagopa.it/token.oauth2"
client_id = "client"
key_id = "chiave"
key_file = "osservatorio.pem"
assertion_audience = "auth.interop.pagopa.it/client-assertion"

[limits]
page_size = 50
max_page_mb = 64
timeout_seconds = 10
max_retries = 2
at_once = 3

[[ente]]
code = "L219"
name = "Comune di Esempio"
url = "https://esempio.example/waas/v1"
purpose_id = "finalita"

[[ente]]
code = "M320"
name = "Ambito di Prova"
url = "http://127.0.0.1:8081/waas/v1/"
purpose_id = "altra"
flow_code = "M320DEMO"
refuse_unknown_codes = true
"#;

#[test]
fn a_good_registry_is_read_whole() {
    let registry = Registry::parse(GOOD, Path::new("cartella")).expect("good");
    assert_eq!(
        registry.pdnd.private_key,
        Path::new("cartella/osservatorio.pem")
    );
    assert_eq!(
        registry.limits,
        Limits {
            page_size: 50,
            max_page_bytes: 64_000_000,
            timeout: Duration::from_secs(10),
            max_retries: 2,
            at_once: 3,
        }
    );
    let [first, second] = registry.enti.as_slice() else {
        panic!("two enti");
    };
    assert_eq!(first.url.as_str(), "https://esempio.example/waas/v1/");
    assert_eq!(first.source.unknown_codes, UnknownCodes::Admitted);
    assert_eq!(first.source.flow_code, None);
    assert_eq!(second.url.as_str(), "http://127.0.0.1:8081/waas/v1/");
    assert_eq!(second.source.unknown_codes, UnknownCodes::Refused);
    assert_eq!(second.source.flow_code.as_deref(), Some("M320DEMO"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table is as long as its cases")]
fn a_bad_registry_is_refused_with_the_reason() {
    for (from, to, said) in [
        (
            "[pdnd]",
            "[pdnd",
            "riga 2: il registro non si legge, non è TOML",
        ),
        ("[pdnd]", "[pnd]", "manca la sezione [pdnd]"),
        (
            "[limits]",
            "[limiti]",
            "«limiti» non esiste: le sezioni sono",
        ),
        ("[limits]", "[[limits]]", "«limits» è una sezione"),
        (
            "[[ente]]\ncode = \"L219\"",
            "[ente]\ncode = \"L219\"",
            "non è TOML",
        ),
        (
            "key_file = \"osservatorio.pem\"\n",
            "",
            "manca «key_file» in [pdnd]",
        ),
        (
            "key_file",
            "secret",
            "«secret» in [pdnd] non esiste: le chiavi sono token_url",
        ),
        (
            "page_size = 50",
            "page_size = \"50\"",
            "«page_size» in [limits] dev'essere un numero",
        ),
        (
            "page_size = 50",
            "page_size = 101",
            "va da 1 a 100, e c'è 101",
        ),
        (
            "max_page_mb = 64",
            "max_page_mb = 1",
            "«max_page_mb» in [limits] va da 11",
        ),
        (
            "timeout_seconds = 10",
            "timeout_seconds = 0",
            "«timeout_seconds»",
        ),
        (
            "code = \"L219\"",
            "code = \"l219\"",
            "una lettera maiuscola e tre cifre",
        ),
        (
            "code = \"L219\"",
            "code = \"M320\"",
            "«M320» compare due volte",
        ),
        (
            "name = \"Comune di Esempio\"",
            "name = \" \"",
            "«name» dell'ente L219 è vuoto",
        ),
        (
            "https://esempio",
            "http://esempio",
            "«url» dell'ente L219 dev'essere un indirizzo https",
        ),
        (
            "https://esempio",
            "https://u:p@esempio",
            "«url» dell'ente L219",
        ),
        ("waas/v1\"", "waas/v1?x=1\"", "«url» dell'ente L219"),
        (
            "refuse_unknown_codes = true",
            "refuse_unknown_codes = 1",
            "dev'essere true o false",
        ),
    ] {
        assert!(GOOD.contains(from), "{from}");
        let text = GOOD.replacen(from, to, 1);
        let reason = Registry::parse(&text, Path::new("")).expect_err(to);
        assert!(reason.contains(said), "{to}: {reason}");
    }
    let nobody = &GOOD[..GOOD.find("[[ente]]").expect("an ente")];
    let reason = Registry::parse(nobody, Path::new("")).expect_err("nobody");
    assert!(reason.contains("almeno una sezione [[ente]]"), "{reason}");
}

#[test]
fn a_registry_that_is_not_there_is_named() {
    let error = Registry::read(Path::new("no/such/enti.toml")).expect_err("no file");
    assert!(
        error
            .to_string()
            .starts_with("no/such/enti.toml: il registro degli enti non c'è"),
        "{error}"
    );
}
