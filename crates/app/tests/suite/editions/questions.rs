//! What cannot be asked is told in words, and so is what could be.

use pas_app::OwnFigures;
use pas_domain::actor::Role;

use super::{ask, built, why_not};
use crate::support::{Home, on_both};

on_both!(
    what_cannot_be_asked_is_told,
    a_level_without_values_gives_a_table_without_cells,
);

const TABLE: &[(&str, &str)] = &[
    ("", "manca «misure»"),
    ("misure=", "manca «misure»"),
    (
        "misure=soldi",
        "la misura «soldi» non esiste: scegli fra beneficiari,",
    ),
    (
        "misure=spesa&righe=quartiere",
        "il livello «quartiere» non esiste",
    ),
    ("misure=spesa&colore=rosso", "«colore» non si può chiedere"),
    (
        "misure=spesa&sesso=F&sesso=M",
        "un filtro prende un valore solo",
    ),
    (
        "misure=spesa&comune=L762&comune=A944",
        "un filtro prende un valore solo",
    ),
    ("misure=spesa&comune=", "senza valore"),
    ("misure=spesa&comune=ZZZZ", "ZZZZ"),
    ("misure=spesa&anno=1950", "1950"),
    ("misure=spesa&prestazione=Z9.99", "Z9.99"),
    ("misure=spesa&righe=regione,comune", "stessa dimensione"),
    ("misure=spesa&righe=anno,sesso,eta", "al massimo 2 livelli"),
    ("misure=spesa_per_abitante&righe=comune", "vuole l'anno"),
    (
        "misure=spesa_per_abitante&righe=ente&anno=2025",
        "si contano per residenza",
    ),
    ("misure=spesa&fino_a=13", "un mese da 1 a 12"),
    ("misure=spesa&ordina=ore", "una delle misure chieste"),
    ("misure=spesa&primi=tanti", "un numero intero"),
    ("misure=spesa&confronto=marte", "valgono anno_prima"),
    ("misure=spesa&confronto=anno_prima", "vuole un anno"),
    (
        "misure=spesa&righe=anno&confronto=anno_prima",
        "l'anno va nei filtri",
    ),
    ("misure=spesa&edizione=99", "99"),
    ("misure=spesa&edizione=ultima", "un numero intero"),
    (
        "misure=spesa&righe=prestazione,eta&colonne=sesso,cittadinanza&isee=0&prova_mezzi=si",
        "caratteristiche, più delle",
    ),
];

async fn what_cannot_be_asked_is_told(home: Home) {
    let here = home.district().await;
    let planner = here.actor(Role::Planner).await;
    let app = here.app.clone().with_own_figures(OwnFigures::Protected);
    let none = why_not(&app, &planner, "misure=spesa").await;
    assert!(none.contains("non c'è ancora nessuna edizione"), "{none}");
    built(&app, &planner).await;
    for (question, words) in TABLE {
        let why = why_not(&app, &planner, question).await;
        assert!(why.contains(words), "{question}: {why}");
    }
}

/// This installation has no list of ambiti.
async fn a_level_without_values_gives_a_table_without_cells(home: Home) {
    let here = home.district().await;
    let planner = here.actor(Role::Planner).await;
    built(&here.app, &planner).await;
    let protected = here.app.clone().with_own_figures(OwnFigures::Protected);
    for app in [&here.app, &protected] {
        for question in [
            "misure=beneficiari&righe=cittadinanza&colonne=ats",
            "misure=beneficiari&righe=cittadinanza,sesso&colonne=ats",
            "misure=beneficiari&righe=ats&colonne=anno",
            "misure=beneficiari&righe=cittadinanza&colonne=comune&prestazione=A1.04",
        ] {
            let table = ask(app, &planner, question).await.table.clone();
            assert_eq!(table.body.len(), table.rows.len(), "{question}");
            let widths = table.body.iter().map(Vec::len);
            assert!(
                widths.into_iter().all(|width| width == table.columns.len()),
                "{question}"
            );
        }
    }
}
