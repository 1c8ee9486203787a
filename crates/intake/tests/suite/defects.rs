//! Every defect that offices' files really have (the seed's integration page, section 4), one row
//! each: repaired and said, left out, or set aside with what to do.

use pas_domain::coded::PresaInCarico;
use pas_domain::fact::{DeliveryTime, Fact};
use pas_domain::money::Money;
use pas_domain::office::Office;
use pas_intake::{Collected, Outcome};

use crate::support::{anna, bruno, carla, codes, read, rows, text, xlsx};

const PEOPLE: &str = "Cognome|Nome|Codice fiscale|Sesso|Data di nascita|Luogo di nascita|Cittadinanza|Comune di residenza|ISTAT residenza|Stato di residenza|Data decesso";
const PAYMENTS: &str =
    "C.F.|Cognome|Nome|Codice|Descrizione|Protocollo|Data mandato|Importo|In carico|Area";
const CANTEEN: &str = "CF alunno|Alunno|Protocollo|Mese|Pasti|Costo|Quota famiglia";
const FOSTER: &str = "Codice fiscale minore|Cognome e nome|Affidatario|CF affidatario|Prot.|Dal|Al|Importo mensile|Presa in carico";
const CARE_HOME: &str = "Ospite|C.F.|Giorni presenza|Retta giornaliera|Totale retta|Quota sanitaria|Quota ospite|Quota Comune|Mese";
const HOURS: &str = "Codice fiscale|Assistito|Mese|Ore (HH:MM)|Importo|Quota utente|Quota SSN";
const DSU: &str = "CF|Protocollo DSU|Data presentazione|Valore ISEE";

/// Reads a header and rows of cells cut at `|`.
fn read_rows(office: Office, header: &str, lines: &[&str]) -> (Vec<Fact>, Collected) {
    let mut all = vec![header.to_owned()];
    all.extend(lines.iter().map(|line| filled(line)));
    let bytes = text(&rows(&all), ";", "\n");
    let (_, got) = read("dati_2024.csv", bytes.as_bytes(), office).expect("readable");
    (
        got.facts.iter().map(|staged| staged.fact.clone()).collect(),
        got,
    )
}

/// `{anna}`, `{bruno}`, `{carla}` stand for their codici fiscali.
fn filled(line: &str) -> String {
    line.replace("{anna}", &anna())
        .replace("{bruno}", &bruno())
        .replace("{carla}", &carla())
}

/// One row, and all that is to be said about it.
fn check(office: Office, header: &str, cases: &[(&str, &[(Outcome, &str)])]) {
    for (line, expected) in cases {
        let (facts, got) = read_rows(office, header, &[line]);
        assert_eq!(codes(&got), *expected, "{line}");
        let is_lost = expected
            .iter()
            .any(|(outcome, _)| matches!(outcome, Outcome::SetAside | Outcome::NotData));
        assert_eq!(facts.is_empty(), is_lost, "{line}");
        for problem in &got.problems {
            assert!(problem.row == 2 && !problem.message.is_empty(), "{line}");
            assert_eq!(problem.office, office);
        }
    }
}

use Outcome::{CellLeftOut, NotData, Repaired, SetAside, ToCheck};

#[test]
fn people() {
    check(
        Office::Anagrafe,
        PEOPLE,
        &[
            (
                "Provaldi|Anna|{anna}|F|02/01/1950|Bologna|380|Vergato|037059|Italia|",
                &[],
            ),
            (
                "Provaldi|Anna|{anna}|F|02.01.1950|BOLOGNA (BO)|Italia|L762|37059|380|",
                &[(Repaired, "zeri-iniziali")],
            ),
            (
                "Provaldi|Anna|{anna}|F|31/1/50|Bologna|8|Vergato||100|",
                &[
                    (Repaired, "anno-di-due-cifre"),
                    (Repaired, "zeri-iniziali"),
                    (Repaired, "nazione-codice-anpr"),
                ],
            ),
            (
                "NICOLO'|NicolÃ²|{anna}|F|18264|Bazzano|ITALIANA|Bazzano||Italia|",
                &[
                    (Repaired, "data-numero-excel"),
                    (Repaired, "accento-apostrofo"),
                    (Repaired, "accenti-guasti"),
                    (Repaired, "comune-fuso"),
                ],
            ),
            (
                "DE PROVALDI ESEMPINI|Anna|{anna}|F|30/02/1950|Bolzano/Bozen|Atlantide|Paperopoli||Italia|",
                &[
                    (CellLeftOut, "data-impossibile"),
                    (CellLeftOut, "nazione-sconosciuta"),
                    (CellLeftOut, "comune-sconosciuto"),
                ],
            ),
            (
                "Provaldi|Anna|{anna}|?|02/01/1950|Tirana (Albania)|Albania|Vergato|037036|Italia|31/12/2024",
                &[
                    (CellLeftOut, "sesso-illeggibile"),
                    (ToCheck, "colonne-discordi"),
                ],
            ),
            (
                "Provaldi||{anna}|F|02/01/1950|Bologna|380|Vergato||Italia|",
                &[(SetAside, "valore-mancante")],
            ),
        ],
    );
}

#[test]
fn codici_fiscali() {
    let letter_o = anna().replacen('0', "O", 1);
    let lower = anna().to_lowercase();
    let line = |cf: &str| format!("{cf}|INPS-ISEE-2024-00012345X-00|31/01/2024|1000");
    for (cf, expected) in [
        (anna(), vec![]),
        (
            format!("{} {}", &lower[..6], &lower[6..]),
            vec![(Repaired, "cf-scrittura")],
        ),
        (letter_o, vec![(SetAside, "cf-da-correggere")]),
        (format!("{}A", &anna()[..15]), vec![(SetAside, "cf-errato")]),
        (String::new(), vec![(SetAside, "cf-mancante")]),
        ("-".to_owned(), vec![(SetAside, "cf-mancante")]),
        (
            format!("{} e {}", anna(), bruno()),
            vec![(SetAside, "cf-errato")],
        ),
        (
            format!("{}/{}", anna(), bruno()),
            vec![(SetAside, "cf-doppio")],
        ),
        ("12345678903".to_owned(), vec![]),
    ] {
        let (_, got) = read_rows(Office::Isee, DSU, &[&line(&cf)]);
        assert_eq!(codes(&got), expected, "{cf}");
    }
}

#[test]
fn a_suggestion_is_made_and_never_taken() {
    let wrong = anna().replacen('0', "O", 1);
    let line = format!("{wrong}|INPS-ISEE-2024-00012345X-00|31/01/2024|1000");
    let (facts, got) = read_rows(Office::Isee, DSU, &[&line]);
    assert!(facts.is_empty());
    let problem = &got.problems[0];
    assert!(problem.message.contains(&anna()), "{}", problem.message);
    assert!(
        problem
            .full_message()
            .starts_with("Riga 2, colonna A («CF»): ")
    );
    assert!(
        !format!("{problem:?}").contains(&anna()[..6]),
        "Debug holds no personal data"
    );
}

#[test]
fn amounts_and_dates_repaired() {
    check(
        Office::Contributi,
        PAYMENTS,
        &[
            (
                "{anna}|Provaldi|Anna|A1.04|Aiuto|2024/1|01/03/2024|1.234,50|Sì|3",
                &[],
            ),
            (
                "{anna}|Provaldi|Anna|a1.4|Aiuto|2024/1|01.03.2024|€ 1.234,50|non so|",
                &[
                    (Repaired, "prestazione-scrittura"),
                    (Repaired, "importo-con-valuta"),
                ],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|45352|EUR 120|X|3",
                &[
                    (Repaired, "data-numero-excel"),
                    (Repaired, "importo-con-valuta"),
                ],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|1 marzo 2024|(350,00)|no|3",
                &[(Repaired, "importo-tra-parentesi")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|31/3/24|1.234|no|3",
                &[
                    (Repaired, "anno-di-due-cifre"),
                    (Repaired, "importo-punto-migliaia"),
                ],
            ),
        ],
    );
}

#[test]
fn payments_that_cannot_be_read() {
    check(
        Office::Contributi,
        PAYMENTS,
        &[
            (
                "{anna}|Provaldi|Anna|A1.04||1|1/2/24|100|no|3",
                &[(SetAside, "data-ambigua")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|30/02/2024|100|no|3",
                &[(SetAside, "data-impossibile")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|#N/D|no|3",
                &[(SetAside, "formula-in-errore")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|-|no|3",
                &[(SetAside, "valore-mancante")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|1,234|no|3",
                &[(SetAside, "importo-ambiguo")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1,23457E+11|01/03/2024|100|no|3",
                &[(SetAside, "notazione-scientifica")],
            ),
            (
                "{anna}|Provaldi|Anna|Mensa||1|01/03/2024|100|no|3",
                &[(SetAside, "prestazione-illeggibile")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|100|forse|boh",
                &[
                    (CellLeftOut, "presa-in-carico-illeggibile"),
                    (CellLeftOut, "area-illeggibile"),
                ],
            ),
            (
                "{bruno}|Provaldi|Anna|A1.04||1|01/03/2024|100|no|3",
                &[(ToCheck, "cf-nome-diverso")],
            ),
            (
                "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|100|no|3|in più",
                &[(SetAside, "colonne-in-piu")],
            ),
        ],
    );
}

#[test]
fn what_one_row_leaves_open_the_column_decides() {
    let line = |day: &str, row: u8| format!("{{anna}}|Provaldi|Anna|A1.04||P/{row}|{day}|100|no|3");
    let (facts, got) = read_rows(
        Office::Contributi,
        PAYMENTS,
        &[&line("1/2/24", 1), &line("25/3/2024", 2)],
    );
    assert_eq!(facts.len(), 6);
    assert_eq!(codes(&got), [(Repaired, "anno-di-due-cifre")]);
    let (_, got) = read_rows(
        Office::Contributi,
        PAYMENTS,
        &[&line("1/2/2024", 1), &line("3/25/2024", 2)],
    );
    assert_eq!(
        codes(&got),
        [
            (SetAside, "data-ambigua"),
            (Repaired, "mese-prima-del-giorno")
        ]
    );
}

#[test]
fn rows_that_are_no_data() {
    check(
        Office::Contributi,
        PAYMENTS,
        &[
            ("TOTALE|||||||1.234,50||", &[(NotData, "riga-totale")]),
            (
                "|||Subtotale marzo||||1.234,50||",
                &[(NotData, "riga-totale")],
            ),
            (
                "|||||||||(*) in attesa di conferma",
                &[(NotData, "riga-di-commento")],
            ),
            (
                "N.B. importi da verificare|||||||||",
                &[(NotData, "riga-di-commento")],
            ),
            (
                "|N.B.|importi|da|verificare|||||",
                &[(NotData, "riga-di-commento")],
            ),
            (
                "C.F.|Cognome|Nome|Codice|Descrizione|Protocollo|Data mandato|Importo|In carico|Area",
                &[(NotData, "intestazione-ripetuta")],
            ),
            (
                "|Provaldi|Anna|A1.04||1|01/03/2024|100|no|3",
                &[(SetAside, "cf-mancante")],
            ),
        ],
    );
    let (facts, got) = read_rows(Office::Contributi, PAYMENTS, &["||||||||||", "  | |"]);
    assert!(facts.is_empty() && got.problems.is_empty());
}

#[test]
fn a_row_said_twice_counts_once() {
    let line = "{anna}|Provaldi|Anna|A1.04||1|01/03/2024|100|no|3";
    let other_text = "{anna}|Provaldi|Anna|A1.04|altra descrizione|1|01/03/2024|100|no|3";
    let (facts, got) = read_rows(Office::Contributi, PAYMENTS, &[line, line, other_text]);
    assert_eq!(facts.len(), 3);
    assert_eq!(
        codes(&got),
        [(SetAside, "riga-doppia"), (SetAside, "riga-doppia")]
    );
    assert!(got.problems[0].message.contains("riga 2"));
}

#[test]
fn periods_and_the_wrong_person() {
    check(
        Office::Minori,
        FOSTER,
        &[
            (
                "{carla}|Esempini Carla|Provaldi Anna|{anna}|1|01/01/2024||500|Sì",
                &[],
            ),
            (
                "{carla}|Esempini Carla|Provaldi Anna|{anna}|1|01/05/2024|01/04/2024|500|Sì",
                &[(SetAside, "fine-prima-di-inizio")],
            ),
            (
                "{anna}|Esempini Carla|Provaldi Anna|{anna}|1|01/01/2024||500|Sì",
                &[(SetAside, "cf-di-altra-persona")],
            ),
            (
                "{bruno}|Esempini Carla|Provaldi Anna|{anna}|1|01/01/2024||500|Sì",
                &[(SetAside, "cf-di-adulto")],
            ),
        ],
    );
}

#[test]
fn an_open_foster_care_stays_inside_the_file_s_year() {
    let line = "{carla}|Esempini Carla|Provaldi Anna||1|01/09/2022||500|Sì";
    let (facts, _) = read_rows(Office::Minori, FOSTER, &[line]);
    let times: Vec<String> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Delivery(delivery) => match delivery.when {
                DeliveryTime::EachMonthOf(period) => {
                    Some(format!("{} {}", period.start(), period.end()))
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(times, ["2024-01-01 2024-12-31"]);
}

#[test]
fn months_hours_and_quotas() {
    check(
        Office::Scuola,
        CANTEEN,
        &[
            ("{carla}|Esempini Carla|1|03/2024|20|100,00|40,00", &[]),
            ("{carla}|Esempini Carla|1|gen-24|20|100,00|40,00", &[]),
            (
                "{carla}|Esempini Carla|1|marzo|20|100,00|140,00",
                &[(ToCheck, "quote-oltre-importo")],
            ),
            (
                "{carla}|Esempini Carla|1|13/2024|20|100,00|40,00",
                &[(SetAside, "mese-illeggibile")],
            ),
        ],
    );
    check(
        Office::Cooperativa,
        HOURS,
        &[
            (
                "{anna}|Provaldi Anna|03/2024|12:30|250,00|50,00|100,00",
                &[],
            ),
            (
                "{anna}|Provaldi Anna|03/2024|12,5|250,00|50,00|100,00",
                &[(Repaired, "ore-decimali")],
            ),
            (
                "{anna}|Provaldi Anna|03/2024|12.30|250,00|50,00|100,00",
                &[(CellLeftOut, "ore-ambigue")],
            ),
        ],
    );
    check(
        Office::Rsa,
        CARE_HOME,
        &[
            (
                "Provaldi Anna|{anna}|31|100|3100|1550|1000|550|01/2024",
                &[],
            ),
            (
                "Provaldi Anna|{anna}|30|100|3100|1550|1000|550|01/2024",
                &[(ToCheck, "retta-non-torna")],
            ),
            (
                "Provaldi Anna|{anna}|31|100|3100|1550|1000|600|01/2024",
                &[(ToCheck, "quote-non-tornano")],
            ),
            (
                "Provaldi Anna|{anna}|31|100|3100|1550|1000|550|",
                &[(SetAside, "mese-mancante")],
            ),
        ],
    );
}

#[test]
fn the_ente_bears_what_the_others_do_not() {
    let (facts, _) = read_rows(
        Office::Scuola,
        CANTEEN,
        &["{carla}|Esempini Carla|1|03/2024|20|100,00|40,10"],
    );
    let quotas = facts.iter().find_map(|fact| match fact {
        Fact::Delivery(delivery) => Some(delivery.quotas),
        _ => None,
    });
    let cents = quotas.map(|quotas| (quotas.ente.map(Money::cents), quotas.user.map(Money::cents)));
    assert_eq!(cents, Some((Some(5_990), Some(4_010))));
}

#[test]
fn dsu_protocols() {
    check(
        Office::Isee,
        DSU,
        &[
            (
                "{anna}|inps-isee-2024-00012345x-00|31/01/2024|1.234,50",
                &[(Repaired, "dsu-scrittura")],
            ),
            (
                "{anna}|00012345X|31/01/2024|1000",
                &[(SetAside, "dsu-errato")],
            ),
            ("{anna}|INPS-ISEE-2024-00012345X-00||1000", &[]),
            (
                "{anna}|1,23457E+11|31/01/2024|1000",
                &[(SetAside, "dsu-errato")],
            ),
        ],
    );
}

#[test]
fn months_side_by_side_become_deliveries() {
    let lines = rows(&[
        "Asilo nido comunale|".to_owned(),
        "CF bambino|Bambino|Prot.|GEN|feb.|Marzo|04/2024|TOTALE".to_owned(),
        filled("{carla}|ESEMPINI CARLA|P/1|100,00|-|#N/D|120|220"),
        filled("{bruno}|ESEMPINI BRUNO|P/2||||50|50"),
    ]);
    let bytes = xlsx(&[("Nido 2024", &lines)]);
    let (report, got) = read("nido.xlsx", &bytes, Office::Scuola).expect("readable");
    assert_eq!(report.tally.used, 2);
    assert_eq!(codes(&got), [(CellLeftOut, "formula-in-errore")]);
    let months: Vec<(String, String)> = got
        .facts
        .iter()
        .filter_map(|staged| match &staged.fact {
            Fact::Delivery(delivery) => {
                let cell = staged.origin.cells.last().map(|cell| cell.column.clone());
                match delivery.when {
                    DeliveryTime::InMonth(month) => {
                        Some((month.to_string(), cell.unwrap_or_default()))
                    }
                    _ => None,
                }
            }
            _ => None,
        })
        .collect();
    let expected = [("2024-01", "D"), ("2024-04", "G"), ("2024-04", "G")];
    assert_eq!(
        months,
        expected.map(|(month, cell)| (month.to_owned(), cell.to_owned()))
    );
}

#[test]
fn months_without_a_year_are_set_aside() {
    let lines = rows(&[
        "CF bambino|Bambino|Prot.|GEN|FEB".to_owned(),
        filled("{carla}|ESEMPINI CARLA|P/1|100|"),
    ]);
    let (_, got) = read("nido.xlsx", &xlsx(&[("Nido", &lines)]), Office::Scuola).expect("readable");
    assert_eq!(codes(&got), [(SetAside, "anno-mancante")]);
}

#[test]
fn sheets_named_after_months_give_the_month() {
    let lines = rows(&[
        "RSA Villa Prova".to_owned(),
        "Ospite|C.F.|Giorni presenza|Retta giornaliera|Totale retta|Quota sanitaria|Quota ospite|Quota Comune".to_owned(),
        filled("PROVALDI ANNA|{anna}|31|100|3100|1550|1000|550"),
    ]);
    let bytes = xlsx(&[("Gennaio 2024", &lines), ("Marzo 2024", &lines)]);
    let (_, got) = read("rsa_2024.xlsx", &bytes, Office::Rsa).expect("readable");
    // The same row in two sheets is no duplicate: each stands for its own month.
    let months: Vec<String> = got
        .facts
        .iter()
        .filter_map(|staged| match &staged.fact {
            Fact::Delivery(delivery) => match delivery.when {
                DeliveryTime::InMonth(month) => Some(month.to_string()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(months, ["2024-01", "2024-03"]);
}

#[test]
fn not_knowing_is_an_answer() {
    for (written, expected) in [
        ("Sì", PresaInCarico::Yes),
        ("NO", PresaInCarico::No),
        ("non so", PresaInCarico::Unknown),
        ("?", PresaInCarico::Unknown),
        ("", PresaInCarico::Unknown),
    ] {
        let line = format!("{{anna}}|Provaldi|Anna|A1.04||1|01/03/2024|100|{written}|3");
        let (facts, _) = read_rows(Office::Contributi, PAYMENTS, &[&line]);
        let found = facts.iter().find_map(|fact| match fact {
            Fact::Care(care) => Some(care.presa_in_carico),
            _ => None,
        });
        assert_eq!(found, Some(expected), "{written}");
    }
}
