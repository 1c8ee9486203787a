//! The coded values of a fact that are levels as they are.

use super::{Axis, Cut, Level, Node, Source};
use crate::traits::CODED_COLUMNS;

/// The nodes of the coded column at place `column`.
fn each_code(column: usize) -> Cut {
    let values = CODED_COLUMNS
        .get(column)
        .map_or(&[][..], |column| column.values);
    let nodes = values.iter().map(|(code, label)| Node::new(*code, *label));
    Cut::each(Source::Coded(column), nodes)
}

macro_rules! coded {
    ($($id:literal, $axis:ident, $column:literal, $sql:literal, $label:literal, $definition:literal;)+) => {
        pub(super) const LEVELS: &[Level] = &[$(Level {
            id: $id,
            label: $label,
            definition: $definition,
            axis: Axis::$axis,
            column: $sql,
            cut: |_| each_code($column),
        },)+];
    };
}

coded! {
    "sesso", Sex, 0, "c_sex.code", "Sesso", "Il sesso della persona.";
    "cittadinanza", Citizenship, 1, "c_citizenship.code", "Cittadinanza",
        "La cittadinanza: italiana, di un altro Stato dell'Unione europea, di altri Stati.";
    "prova_mezzi", MeansTest, 3, "c_means_test.code", "Prova dei mezzi",
        "Se la prestazione dipende dall'ISEE o da un'altra prova dei mezzi (specifica INPS 2.0.1, tabella 9).";
    "carattere", Carattere, 4, "c_carattere.code", "Carattere",
        "Se la prestazione è periodica od occasionale (specifica INPS 2.0.1, tabella 9).";
    "area", Carico, 5, "c_carico.code", "Presa in carico e area",
        "Se il servizio sociale ha in carico la persona, e per quale area di utenza (specifica INPS 2.0.1, tabella 9).";
    "isee", Isee, 6, "c_isee_band.code", "Fascia ISEE",
        "La fascia dell'ISEE del nucleo, dove è noto: le fasce sono quelle di SINBA.";
    "autonomia", DailyLiving, 7, "c_daily_living.code", "Autonomia (SINA)",
        "L'autonomia nelle attività della vita quotidiana nella valutazione SINA.";
    "mobilita", Mobility, 8, "c_mobility.code", "Mobilità (SINA)",
        "La mobilità nella valutazione SINA.";
    "invalidita", Disability, 9, "c_certified_disability.code", "Invalidità certificata (SINA)",
        "Se la valutazione SINA riporta un'invalidità civile certificata.";
    "minori", MinorCare, 10, "c_minor_care.code", "Condizione del minore (SINBA)",
        "Dove cresce il minore secondo la valutazione SINBA: in famiglia, in affidamento, in struttura.";
}
