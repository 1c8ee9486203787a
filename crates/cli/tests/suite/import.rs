//! `pas import`: every row accounted for, every problem with sheet, row, column and value.

use insta::assert_snapshot;
use rust_xlsxwriter::Workbook;

use crate::support::{Desk, PASSWORD};

const HEADING: &str = "Codice fiscale;Assistito;Mese;Ore;Importo;Quota utente;Quota SSN\n";
const GOOD: &str = "FCSDAA43C45A726V;Facsimiletti Ada;03/2023;22:30;508,50;50,85;152,55\n\
                    FCSDAA43C45A726V;Facsimiletti Ada;04/2023;21:30;485,90;48,59;145,77\n";
const BAD: &str = "FCSDAA43C45A726X;Facsimiletti Ada;05/2023;20:45;468,95;46,89;140,68\n\
                   FCSDAA43C45A726V;Facsimiletti Ada;06/2023;20:30;#N/D;46,33;138,99\n\
                   ;Facsimiletti Ada;07/2023;23:00;519,80;51,98;155,94\n\
                   FCSDAA43C45A726V;Facsimiletti Ada;03/2023;22:30;508,50;50,85;152,55\n\
                   FCSDAA43C45A726V;Facsimiletti Ada;13/2023;20:30;463,30;46,33;138,99\n";

fn import(files: &[&str]) -> Vec<String> {
    let mut arguments = vec!["import", "--office", "cooperativa"];
    arguments.extend(files);
    arguments.into_iter().map(str::to_owned).collect()
}

#[test]
fn a_good_file_is_imported_once() {
    let desk = Desk::with_clerk();
    desk.put("ore.csv", format!("{HEADING}{GOOD}"));
    desk.put("copia.csv", format!("{HEADING}{GOOD}"));
    assert_snapshot!("first", desk.pas(&import(&["ore.csv"])));
    assert_snapshot!("again", desk.pas(&import(&["ore.csv"])));
    assert_snapshot!("again_by_another_name", desk.pas(&import(&["copia.csv"])));
}

#[test]
fn an_old_file_takes_force_again_and_the_words_say_so() {
    let desk = Desk::with_clerk();
    desk.put("ore.csv", format!("{HEADING}{GOOD}"));
    desk.put(
        "corrette.csv",
        format!("{HEADING}{GOOD}").replace("508,50", "518,50"),
    );
    desk.pas(&import(&["ore.csv", "corrette.csv"]));
    let trial = desk.pas(&import(&["--dry-run", "ore.csv"]));
    let done = desk.pas(&import(&["ore.csv"]));
    let again = desk.pas(&import(&["ore.csv"]));
    assert_snapshot!(format!("{trial}\n{done}\n{again}"));
}

#[test]
fn one_bad_row_does_not_stop_the_others() {
    let desk = Desk::with_clerk();
    desk.put("ore.csv", format!("{HEADING}{GOOD}{BAD}"));
    assert_snapshot!(desk.pas(&import(&["ore.csv"])));
}

#[test]
fn a_problem_in_a_workbook_names_its_sheet() {
    let desk = Desk::with_clerk();
    let mut workbook = Workbook::new();
    for (name, rows) in [("Primo semestre", GOOD), ("Secondo semestre", BAD)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (row, line) in (0..).zip(HEADING.lines().chain(rows.lines())) {
            for (column, cell) in (0..).zip(line.split(';')) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    desk.put("ore.xlsx", workbook.save_to_buffer().expect("a workbook"));
    assert_snapshot!(desk.pas(&import(&["ore.xlsx"])));
}

#[test]
fn many_problems_are_told_in_part_and_counted_in_full() {
    let desk = Desk::with_clerk();
    let row = |day: u32| format!("FCSDAA43C45A726X;Facsimiletti Ada;05/2023;20:45;{day},00;0;0\n");
    desk.put(
        "ore.csv",
        format!("{HEADING}{}", (1..=60).map(row).collect::<String>()),
    );
    let outcome = desk.pas(&import(&["--dry-run", "ore.csv"]));
    assert_eq!(outcome.stdout.lines().count(), 22, "{outcome}");
    assert!(outcome.stdout.ends_with("    … e altri 40\n"), "{outcome}");
}

#[test]
fn a_trial_stores_nothing() {
    let desk = Desk::with_clerk();
    desk.put("ore.csv", format!("{HEADING}{GOOD}{BAD}"));
    let trial = desk.pas(&import(&["--dry-run", "ore.csv"]));
    assert_snapshot!(trial);
    let real = desk.pas(&import(&["ore.csv"]));
    assert!(
        real.stdout
            .contains("notizie: 2 nuove, 0 cambiate, 0 già note"),
        "{real}"
    );
}

#[test]
fn what_cannot_be_read_imports_nothing_and_the_others_go_on() {
    let desk = Desk::with_clerk();
    let good = format!("{HEADING}{GOOD}");
    desk.put("vuoto.csv", "");
    desk.put("altro.csv", "Delibera;Oggetto\n12;Regolamento\n");
    desk.put("tagliato.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    desk.put("stampa.pdf", "%PDF-1.7\n");
    desk.put("cartella/ore.csv", &good);
    desk.put("ore.csv", &good);
    let files = [
        "vuoto.csv",
        "altro.csv",
        "tagliato.xlsx",
        "stampa.pdf",
        "cartella",
        "manca.csv",
        "ore.csv",
    ];
    for file in &files[..6] {
        assert_eq!(desk.pas(&import(&[file])).code, 2, "{file}");
    }
    assert_snapshot!(desk.pas(&import(&files)));
}

#[test]
fn errors_carry_no_personal_data() {
    let desk = Desk::with_clerk();
    desk.put("senza_titoli.csv", GOOD);
    let outcome = desk.pas(&import(&["senza_titoli.csv"]));
    assert_eq!(outcome.code, 2, "{outcome}");
    for personal in ["FCSDAA43C45A726V", "Facsimiletti", "508,50"] {
        assert!(
            !outcome.stderr.contains(personal),
            "`{personal}` in {outcome}"
        );
    }
}

#[test]
fn only_who_may_import_imports() {
    let desk = Desk::with_clerk();
    desk.put("ore.csv", format!("{HEADING}{GOOD}"));
    let add = [
        "user",
        "add",
        "revisora",
        "--role",
        "auditor",
        "--ente",
        "Comune di Esempio",
    ];
    assert_eq!(desk.pas_with(&add, &[("PAS_PASSWORD", PASSWORD)]).code, 0);
    assert_snapshot!(
        "no_such_account",
        desk.pas(&import(&["--as", "nessuno", "ore.csv"]))
    );
    assert_snapshot!(
        "not_allowed",
        desk.pas(&import(&["--as", "revisora", "ore.csv"]))
    );
}
