//! What must be said of how a report is computed: each thing once, from all its answers.

use std::collections::BTreeMap;

use crate::editions::export::Sheet;
use crate::use_cases::ask_edition::Answered;

/// Notes that are of one question and not of the report.
const OF_ONE_QUESTION: [&str; 4] = ["Domanda", "Righe senza valori", "Edizione", "Totali"];
/// Notes of the report, which stand first; the coverage is that of the first question, the widest.
const OF_THE_REPORT: [&str; 2] = ["Fonte", "Copertura"];
/// What was done to the figures of a question: over the own ente alone it may be less than over all.
const CONFIDENTIALITY: &str = "Riservatezza";
/// What holds for the totals of all tables.
const TOTALS: &str = "Il totale di una tabella è contato al suo livello, non è la somma delle righe: chi riceve più prestazioni \
    conta una volta sola, e le righe che non si mostrano contano.";

/// What was learnt.
#[derive(Debug, Default)]
pub(super) struct Method {
    of_report: Vec<(String, String)>,
    confidentiality: Vec<String>,
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
            if name == CONFIDENTIALITY {
                if !self.confidentiality.contains(&text) {
                    self.confidentiality.push(text);
                }
            } else if OF_THE_REPORT.contains(&name.as_str()) {
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

    /// What was done to the figures; where not the same to all of them, each, so that nobody takes
    /// exact ones for protected.
    pub(super) fn confidentiality(&self) -> String {
        match self.confidentiality.as_slice() {
            [same] => same.clone(),
            several => {
                let mut said = String::from("I valori non sono tutti protetti allo stesso modo.");
                for text in several {
                    said.push(' ');
                    said.push_str(text);
                }
                said
            }
        }
    }

    /// Everything, the report's own notes first, then the counts of residents, then the measures.
    pub(super) fn into_notes(self) -> Vec<(String, String)> {
        let confidentiality = self.confidentiality();
        let mut notes = self.of_report;
        notes.push((CONFIDENTIALITY.to_owned(), confidentiality));
        notes.push(("Totali".to_owned(), TOTALS.to_owned()));
        notes.extend(self.vintages);
        notes.extend(self.definitions);
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn exact_figures_are_never_said_to_be_protected() {
        let said = |texts: &[&str]| {
            let method = Method {
                confidentiality: texts.iter().map(|&text| text.to_owned()).collect(),
                ..Method::default()
            };
            method.confidentiality()
        };
        assert_eq!(said(&["Protetti."]), "Protetti.");
        assert_eq!(
            said(&["Protetti.", "Esatti."]),
            "I valori non sono tutti protetti allo stesso modo. Protetti. Esatti."
        );
    }
}
