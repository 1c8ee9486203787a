//! `pas query` with `[analytics] engine = "external"`: what is told where the program gives no answer.

use crate::support::Desk;

/// What the operators read of it.
const README: &str = include_str!("../../../../distributed/README.md");

/// What `pas query` writes on standard error when `program` is the engine and has `seconds`.
fn told(desk: &Desk, program: &str, seconds: u32) -> String {
    let config = format!(
        "[analytics]\nengine = \"external\"\ncommand = {program}\ntimeout_seconds = {seconds}\n"
    );
    desk.put("external.toml", config);
    let asked = ["--config", "external.toml", "query", "misure=beneficiari"];
    let outcome = desk.pas(&asked);
    assert_eq!(
        (outcome.code, outcome.stdout.as_str()),
        (2, ""),
        "{program}"
    );
    let words = "pas: non riesco a ottenere la risposta dal motore esterno: ";
    let told = outcome.stderr.strip_prefix(words);
    told.expect(&outcome.stderr).trim_end().to_owned()
}

#[test]
fn where_the_program_gives_no_answer_the_words_are_those_of_the_readme() {
    let desk = Desk::with_clerk();
    let nation = ["edition", "nation", "--records", "300", "--years", "1"];
    assert_eq!(desk.pas(&nation).code, 0);
    for (program, seconds, expected) in [
        (
            r#"["manca/answer"]"#,
            60,
            "starting the external engine's program manca/answer: No such file or directory",
        ),
        (
            r#"["sh", "-c", 'echo "{\"error\": \"no scheduler\"}"; exit 3']"#,
            60,
            "the external engine's program ended with exit status: 3: no scheduler",
        ),
        (
            r#"["sh", "-c", "exit 1"]"#,
            60,
            "the external engine's program ended with exit status: 1: nothing",
        ),
        (
            r#"["echo", "ciao"]"#,
            60,
            "reading the external engine's answer: expected value at line 1 column 1",
        ),
        (
            r#"["echo", '{"answers": []}']"#,
            60,
            "the external engine's answer does not fit the question: 0 answers to 1 statements",
        ),
        (
            r#"["tail", "-f", "/dev/null"]"#,
            1,
            "the external engine gave no answer within 1 s",
        ),
    ] {
        let found = told(&desk, program, seconds);
        assert!(found.starts_with(expected), "{found}");
        assert!(README.contains(expected), "not in the README: {expected}");
    }
}
