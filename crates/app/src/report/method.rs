//! What must be said of how a report is computed: each thing once, from all its answers.

use std::collections::BTreeMap;

use crate::editions::export::Sheet;
use crate::use_cases::ask_edition::Answered;

/// Notes that are of one question and not of the report.
const OF_ONE_QUESTION: [&str; 4] = ["Domanda", "Righe senza valori", "Edizione", "Totali"];
/// Notes of the report, which stand first; the coverage is that of the first question, the widest.
const OF_THE_REPORT: [&str; 3] = ["Fonte", "Riservatezza", "Copertura"];
/// What holds for the totals of all tables.
const TOTALS: &str = "Il totale di una tabella è contato al suo livello, non è la somma delle righe: chi riceve più prestazioni \
    conta una volta sola, e le righe che non si mostrano contano.";

/// What was learnt.
#[derive(Debug, Default)]
pub(super) struct Method {
    of_report: Vec<(String, String)>,
    vintages: BTreeMap<String, String>,
    definitions: BTreeMap<String, String>,
}

impl Method {
    /// Takes what `answered` says of itself.
    pub(super) fn learn(&mut self, answered: &Answered) {
        for (name, text) in Sheet::of(answered).notes {
            let is_of_one = OF_ONE_QUESTION.contains(&name.as_str()) || name.starts_with("Vista");
            if is_of_one {
                continue;
            }
            if OF_THE_REPORT.contains(&name.as_str()) {
                if !self.of_report.iter().any(|(other, _)| *other == name) {
                    self.of_report.push((name, text));
                }
            } else if name.starts_with("Abitanti per il") {
                self.vintages.insert(name, text);
            } else {
                self.definitions.insert(name, text);
            }
        }
    }

    /// The first text called `name`.
    pub(super) fn get(&self, name: &str) -> String {
        let found = self.of_report.iter().find(|(other, _)| other == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// Everything, the report's own notes first, then the counts of residents, then the measures.
    pub(super) fn into_notes(self) -> Vec<(String, String)> {
        let mut notes = self.of_report;
        notes.push(("Totali".to_owned(), TOTALS.to_owned()));
        notes.extend(self.vintages);
        notes.extend(self.definitions);
        notes
    }
}
