//! What may be kept: a name, a note, the text of a question in its canonical order.

use crate::editions::view::View;
use crate::error::AppError;

/// Longest name, in characters.
const MAX_NAME: usize = 120;
/// Longest note, in characters.
const MAX_NOTE: usize = 600;
/// Longest question, in bytes: more than any address that a page makes.
const MAX_QUESTION: usize = 2_000;

/// The keys of a question before its filters.
const FIRST: [&str; 3] = ["misure", "righe", "colonne"];
/// The keys after its filters.
const LAST: [&str; 5] = ["fino_a", "confronto", "ordina", "primi", "edizione"];

/// A name as it is kept: one line, neither empty nor too long.
pub(crate) fn kept_name(typed: &str) -> Result<String, AppError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let n = name.chars().count();
    match n {
        0 => Err(AppError::Invalid(
            "manca il nome: scrivi in poche parole che cosa mostra".to_owned(),
        )),
        1..=MAX_NAME => Ok(name),
        _ => Err(AppError::Invalid(format!(
            "il nome ha {n} caratteri: usane al massimo {MAX_NAME} e metti il resto nella nota"
        ))),
    }
}

/// A note as it is kept.
pub(crate) fn kept_note(typed: &str) -> Result<String, AppError> {
    let note = typed.trim();
    let n = note.chars().count();
    if n > MAX_NOTE {
        return Err(AppError::Invalid(format!(
            "la nota ha {n} caratteri: usane al massimo {MAX_NOTE}"
        )));
    }
    Ok(note.to_owned())
}

/// The query string `typed` in one order, without what says nothing. Nothing in it is resolved: `mio`
/// stays `mio`.
pub(crate) fn canonical(typed: &str) -> Result<View, AppError> {
    if typed.len() > MAX_QUESTION {
        let message = "la domanda è troppo lunga per essere salvata: togli qualche filtro";
        return Err(AppError::Invalid(message.to_owned()));
    }
    let view = View::parse(typed.trim());
    let mut pairs: Vec<(&str, &str)> = view
        .question
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    pairs.sort_by_key(|(key, _)| place(key));
    let question: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    Ok(View {
        question: question.join("&"),
        look: view.look,
    })
}

/// Where a key stands; filters keep the order in which they were typed.
fn place(key: &str) -> usize {
    let among = |keys: &[&str]| keys.iter().position(|known| *known == key);
    let after = FIRST.len();
    among(&FIRST)
        .or_else(|| among(&LAST).map(|place| after + 1 + place))
        .unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_kept_in_one_order_and_never_resolved() {
        for (typed, kept) in [
            (
                "?vista=barre&anno=2025&ordina=-spesa&territorio=mio&righe=comune&misure=spesa",
                "misure=spesa&righe=comune&anno=2025&territorio=mio&ordina=-spesa&vista=barre",
            ),
            ("misure=spesa&colonne=&anno=", "misure=spesa"),
            (
                "eta=85%2B&edizione=3&misure=spesa",
                "misure=spesa&eta=85%2B&edizione=3",
            ),
        ] {
            let view = canonical(typed).expect(typed);
            assert_eq!(view.text(), kept);
            assert_eq!(canonical(kept).expect(kept), view, "the same again");
        }
        assert!(canonical(&"x".repeat(3_000)).is_err());
    }

    #[test]
    fn a_name_is_one_line_with_an_end() {
        assert_eq!(
            kept_name("  Spesa \n per  comune ").expect("a name"),
            "Spesa per comune"
        );
        for wrong in ["", " \n ", &"n".repeat(121)] {
            assert!(kept_name(wrong).is_err());
        }
        assert_eq!(kept_note(" due\nrighe ").expect("a note"), "due\nrighe");
        assert!(kept_note(&"n".repeat(601)).is_err());
    }
}
