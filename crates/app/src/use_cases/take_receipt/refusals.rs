//! The list of refused records as a clerk types or pastes it, a line each.

use std::collections::{BTreeMap, HashMap};

use pas_domain::flow::Field;
use pas_domain::record::RecordBody;
use pas_domain::sending::OutcomeCode;
use pas_storage::flow_file::StoredLine;

use super::Word;
use crate::error::AppError;

/// The longest word of INPS, in characters.
const MAX_TEXT: usize = 1_000;
/// Lines that a refusal of the list explains.
const N_EXPLAINED: usize = 5;

/// Positions in the file, from 0, and what INPS says of each. A line begins with the position from 1,
/// the codice fiscale or the minor's identifier; then comes, if INPS gives one, the code of its
/// outcome, and its words. What cannot be placed is told by the line of the list, never by the person.
pub(super) fn refusals(
    lines: &[StoredLine],
    list: &str,
) -> Result<BTreeMap<usize, Word>, AppError> {
    let names = names(lines);
    let mut refused = BTreeMap::new();
    let mut problems = Vec::new();
    let typed = (1..)
        .zip(list.lines())
        .filter(|(_, text)| !text.trim().is_empty());
    for (number, text) in typed {
        let (key, rest) = split(text);
        let placed = place(&names, lines.len(), key).and_then(|position| {
            let word = word(rest)?;
            match refused.insert(position, word) {
                None => Ok(()),
                Some(_) => Err(format!("la posizione {} c'è già", position + 1)),
            }
        });
        if let Err(problem) = placed {
            problems.push(format!("riga {number}: {problem}"));
        }
    }
    if !problems.is_empty() {
        let n_more = problems.len().saturating_sub(N_EXPLAINED);
        problems.truncate(N_EXPLAINED);
        if n_more > 0 {
            problems.push(format!("e altre {n_more} righe"));
        }
        return Err(AppError::Invalid(format!(
            "l'elenco dei record scartati non si può usare: {}",
            problems.join("; ")
        )));
    }
    if refused.is_empty() {
        let message = "l'elenco dei record scartati è vuoto: scrivi una riga per ogni record, o \
                       scegli che sono tutti accettati";
        return Err(AppError::Invalid(message.to_owned()));
    }
    Ok(refused)
}

/// The positions of each codice fiscale or minor's identifier.
fn names(lines: &[StoredLine]) -> HashMap<String, Vec<usize>> {
    let mut names: HashMap<String, Vec<usize>> = HashMap::new();
    for (position, line) in lines.iter().enumerate() {
        let name = match &line.content.body {
            RecordBody::Benefit(person) => person.person.get(Field::BeneficiaryCf),
            RecordBody::Minor(minor) => minor.values.get(Field::MinorId),
        };
        if let Some(name) = name {
            names.entry(name.to_uppercase()).or_default().push(position);
        }
    }
    names
}

/// The first word of a line, and the rest of it.
fn split(text: &str) -> (&str, &str) {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | ':' | '|');
    let text = text.trim();
    let end = text.find(is_separator).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    (
        key.trim_matches(['.', ')', '(', '"']),
        rest.trim_start_matches(is_separator),
    )
}

fn place(names: &HashMap<String, Vec<usize>>, n_lines: usize, key: &str) -> Result<usize, String> {
    if let Ok(number) = key.parse::<usize>() {
        return match number.checked_sub(1).filter(|position| *position < n_lines) {
            Some(position) => Ok(position),
            None => Err(format!(
                "la posizione {number} non c'è, il file ne ha {n_lines}"
            )),
        };
    }
    match names.get(&key.to_uppercase()).map(Vec::as_slice) {
        None => Err(
            "comincia con la posizione nel file o con il codice fiscale di una persona che è nel \
             file"
                .to_owned(),
        ),
        Some([position]) => Ok(*position),
        Some(positions) => {
            let positions: Vec<String> = positions
                .iter()
                .map(|position| (position + 1).to_string())
                .collect();
            Err(format!(
                "la persona ha più record nel file: scrivi la posizione ({})",
                positions.join(", ")
            ))
        }
    }
}

fn word(rest: &str) -> Result<Word, String> {
    let (first, after) = split(rest);
    let (code, text) = match OutcomeCode::from_name(&first.to_uppercase()) {
        Some(code) if code.is_accepted() => {
            return Err("dice OK, ma l'elenco è degli scartati: togli la riga".to_owned());
        }
        Some(code) => (code, after),
        None => (OutcomeCode::DataNotFound, rest),
    };
    let text = words_of_inps(text)?;
    Ok(Word { code, text })
}

/// INPS's words, if there are any; why not, when they are too many.
pub(super) fn words_of_inps(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.chars().count() > MAX_TEXT {
        return Err(format!("le parole di INPS superano {MAX_TEXT} caratteri"));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}
