//! What is typed wrongly is named in Italian, with what to type instead.

use insta::assert_snapshot;

use crate::support::Desk;

#[test]
fn a_slip_of_the_keyboard_is_told_in_italian() {
    const TYPED: &[&[&str]] = &[
        &["chek", "flusso.xml"],
        &["check"],
        &["check", "--formatt", "json", "flusso.xml"],
        &["check", "--format", "xml", "flusso.xml"],
        &["check", "--format"],
        &["import", "dati.csv"],
        &["import", "--office", "tributi", "dati.csv"],
        &["user", "add", "prova", "--role", "capo"],
        &["flow", "write"],
        &["flow", "write", "--out", "invio", "--year", "duemila"],
        &["demo", "--port", "99999"],
        &["collect", "--once"],
        &["collect", "--show", "--once"],
        &["collect", "--enti", "enti.toml", "--interval", "0"],
    ];
    let desk = Desk::new();
    let told: Vec<String> = TYPED
        .iter()
        .map(|typed| {
            let outcome = desk.pas(typed);
            assert_eq!(
                (outcome.code, outcome.stdout.as_str()),
                (2, ""),
                "{typed:?}"
            );
            format!("$ pas {}\n{}", typed.join(" "), outcome.stderr)
        })
        .collect();
    assert_snapshot!(told.join("\n"));
}

#[test]
fn the_help_is_there_for_every_command() {
    let desk = Desk::new();
    let help = desk.pas(&["--help"]);
    assert_snapshot!(help);
    let listed = help.stdout.split_once("Comandi:\n").expect("a list").1;
    let listed = listed.lines().take_while(|line| !line.is_empty());
    let commands: Vec<&str> = listed
        .map(|line| line.split_whitespace().next().expect("a command"))
        .collect();
    assert!(commands.contains(&"opendata"), "{commands:?}");
    for command in commands {
        let own = desk.pas(&[command, "--help"]);
        assert_eq!((own.code, own.stderr.as_str()), (0, ""), "{command}");
        assert!(
            own.stdout.contains(&format!("Uso: pas {command}")),
            "{command}: {}",
            own.stdout
        );
    }
    assert_eq!(desk.pas::<&str>(&[]).code, 2, "no command is no success");
    assert!(desk.pas(&["--version"]).stdout.starts_with("pas "));
}
