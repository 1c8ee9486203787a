//! The external engine's program: what it is handed, and what its answers and failures become.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::num::NonZero;
use std::time::Duration;

use pas_analytics::{Engine, EngineError, External};
use pas_cube::reference::{Benefit, Body, Place, Reference};
use pas_cube::{Cube, Facts, Plan, Query, Tables};

/// An edition without facts: one region, one body, one benefit, one year.
fn cube() -> Cube {
    let place = |code: &str| Place {
        belfiore: code.to_owned(),
        istat: String::new(),
        name: code.to_owned(),
        province: code.to_owned(),
        province_name: code.to_owned(),
        region: code.to_owned(),
        region_name: code.to_owned(),
    };
    let reference = Reference {
        first_year: 2024,
        n_years: 1,
        last_months: vec![12],
        places: vec![place("12"), place("")],
        ats: Vec::new(),
        ats_of_places: vec![vec![None, None]],
        bodies: vec![Body {
            code: "E1".to_owned(),
            name: "Comune di Prova".to_owned(),
            seat: 0,
        }],
        benefits: vec![Benefit {
            code: "A1.05".to_owned(),
            name: "Prova".to_owned(),
            group: "A1".to_owned(),
            category: String::new(),
            istat_area: String::new(),
        }],
        cluster_bounds: Vec::new(),
        population: Vec::new(),
        coverage: Vec::new(),
    };
    Cube::new(reference, Facts::default())
}

/// What the engine behind `script` of the shell answers to people by region.
fn ask(script: &str, timeout: Duration) -> Result<Tables, EngineError> {
    let cube = cube();
    let query = Query::parse("misure=beneficiari&righe=regione").unwrap();
    let mut plan = Plan::of(&query, &cube).unwrap();
    plan.needs = plan.needs.protected();
    let engine = Engine::External(External {
        command: ["sh", "-c", script].map(str::to_owned).to_vec(),
        edition: "/shared/0001".into(),
        keys: "/secret/keys".into(),
        timeout,
    });
    engine.answer(&cube, &plan)
}

const LONG: Duration = Duration::from_secs(60);
const ANSWER: &str = r#"{"answers": [
    {"codes": [["12"]], "numbers": [[7], [65540]]}, {"codes": [], "numbers": [[7], [65540]]}]}"#;

#[test]
fn an_answer_becomes_tables() {
    let script = format!("cat > /dev/null; echo '{ANSWER}'");
    let found = ask(&script, LONG).unwrap();
    let cell = found.body.cells[0];
    assert_eq!((cell.people, cell.key), (7, 4));
    assert_eq!(found.whole.cells[0], cell);
}

#[test]
fn the_program_is_handed_edition_keys_and_statements() {
    let script = format!(
        "request=$(cat); case $request in *'\"/shared/0001\"'*'\"/secret/keys\"'*'JOIN person_key'*) \
         echo '{ANSWER}';; esac"
    );
    assert!(ask(&script, LONG).is_ok());
}

#[test]
fn a_program_that_does_not_answer_is_told_apart_from_one_that_fails() {
    let failed = ask(r#"echo '{"error": "no scheduler"}'; exit 3"#, LONG).unwrap_err();
    assert!(matches!(&failed, EngineError::Failed { said, .. } if said == "no scheduler"));
    let nonsense = ask("cat > /dev/null; echo hello", LONG).unwrap_err();
    assert!(matches!(nonsense, EngineError::Unreadable(_)));
    let other = ask(r#"cat > /dev/null; echo '{"answers": []}'"#, LONG).unwrap_err();
    assert!(matches!(other, EngineError::Answer(_)));
    let silent = ask("exec sleep 600", Duration::from_millis(50)).unwrap_err();
    assert!(matches!(silent, EngineError::TimedOut(_)));
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let cube = cube();
    let query = Query::parse("misure=beneficiari").unwrap();
    let plan = Plan::of(&query, &cube).unwrap();
    let external = |command: &[&str]| {
        let engine = Engine::External(External {
            command: command.iter().map(|word| (*word).to_owned()).collect(),
            edition: "/shared/0001".into(),
            keys: "/secret/keys".into(),
            timeout: LONG,
        });
        engine.answer(&cube, &plan).unwrap_err()
    };
    assert!(matches!(external(&[]), EngineError::NoCommand));
    let absent = external(&["/nowhere/answer"]);
    assert!(matches!(absent, EngineError::Start { program, .. } if program == "/nowhere/answer"));
    let embedded = Engine::Embedded(NonZero::<usize>::MIN);
    assert!(embedded.answer(&cube, &plan).is_ok());
}
