//! Whatever the bytes and cells: no panic, and rows read = used + set aside.

use pas_domain::office::Office;
use proptest::prelude::*;

use crate::support::{anna, dsu_rows, ods, read, text, xlsx};

/// Cells as offices and fate write them.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("-".to_owned()),
        Just("TOTALE".to_owned()),
        Just("#N/D".to_owned()),
        Just(anna()),
        "[A-Z]{6}[0-9O]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]",
        "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}",
        "(€ ?)?[0-9.,()+-]{1,10}( ?EUR)?",
        "A[1-3][.,][0-9]{1,2}",
        "[0-9]{1,3}[:.,][0-9]{1,3}",
        "(gen|febbraio|3|03|13)[-/ ]?(24|2024)?",
        "[0-9],[0-9]{5}E\\+[0-9]{2}",
        "\\PC{0,12}",
        "[\"';|\t ]{1,4}",
    ]
}

/// An office with the header of one of its layouts.
const HEADERS: &[(Office, &str)] = &[
    (
        Office::Anagrafe,
        "Cognome;Nome;Codice fiscale;Sesso;Data di nascita;Luogo di nascita;Cittadinanza;Comune di residenza;ISTAT residenza;Stato di residenza;Data decesso",
    ),
    (
        Office::Anziani,
        "C.F.;Prestazione;Prot. domanda;Decorrenza;Termine;In carico;Gennaio;Febbraio 2024;03/2024",
    ),
    (
        Office::Anziani,
        "CF;Data valutazione;Mobilità;Vita quotidiana;Comportamento;Reddito;Supporto;Interventi necessari",
    ),
    (
        Office::Minori,
        "Codice fiscale minore;CF affidatario;Prot.;Dal;Al;Importo mensile;Presa in carico",
    ),
    (
        Office::Contributi,
        "C.F.;Codice;Protocollo;Data mandato;Importo;In carico;Area",
    ),
    (
        Office::Contributi,
        "codice_fiscale;protocollo;dal;al;importo_totale;data_pagamento",
    ),
    (
        Office::Isee,
        "CF;Protocollo DSU;Data presentazione;Valore ISEE",
    ),
    (
        Office::Scuola,
        "CF alunno;Protocollo;Mese;Costo;Quota famiglia",
    ),
    (
        Office::Cooperativa,
        "Codice fiscale;Mese;Ore (HH:MM);Importo;Quota utente;Quota SSN",
    ),
    (
        Office::Rsa,
        "C.F.;Giorni presenza;Retta giornaliera;Totale retta;Quota sanitaria;Quota ospite;Quota Comune",
    ),
    (
        Office::Siuss,
        "Codice ente;Denominazione;Sede legale;CF operatore",
    ),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_row_is_used_or_set_aside(
        which in 0..HEADERS.len(),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..12), 0..20),
    ) {
        let (office, header) = HEADERS[which];
        let header: Vec<String> = header.split(';').map(str::to_owned).collect();
        let mut all = vec![header];
        all.extend(rows);
        // A workbook keeps the cells apart whatever they hold.
        let (report, got) = read("dati_2024.xlsx", &xlsx(&[("Dati", &all)]), office).expect("its header is right");
        prop_assert!(report.tally.is_balanced());
        let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let n_filled = all.iter().skip(1).filter(|row| !blank(row)).count();
        prop_assert!(report.tally.read <= n_filled as u64);
        for problem in &got.problems {
            prop_assert!(!problem.message.is_empty() && problem.row > 1);
        }
        // As text, a separator inside a cell shifts the others: still nothing is lost.
        let (report, _) = read("dati_2024.csv", text(&all, ";", "\r\n").as_bytes(), office).expect("its header is right");
        prop_assert!(report.tally.is_balanced());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read("qualsiasi", &bytes, Office::Isee);
    }

    #[test]
    fn arbitrary_text_below_a_header_never_panics(below in "(\\PC|[\r\n;\"\u{0}]){0,300}") {
        let file = format!("CF;Protocollo DSU;Data presentazione;Valore ISEE\n{below}");
        let _ = read("dsu.csv", file.as_bytes(), Office::Isee);
    }

    #[test]
    fn damaged_workbooks_never_panic(
        is_ods in any::<bool>(),
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = if is_ods { ods("DSU", &dsu_rows()) } else { xlsx(&[("DSU", &dsu_rows())]) };
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            let cut = cut.index(bytes.len());
            bytes.truncate(cut);
        }
        let _ = read("rovinato", &bytes, Office::Isee);
    }
}
