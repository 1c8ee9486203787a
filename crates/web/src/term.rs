//! A word of the field, explained where it stands: a button that opens its meaning, without script.

use std::fmt::Display;

use pas_app::guide::{Entry, Guide, Piece, mark};

use crate::format::escape;

/// `text` as HTML, each word of the glossary explained where it stands first. `place` names the text
/// on its page, so that what is opened has a name of its own.
pub(crate) fn explained(text: impl AsRef<str>, place: impl Display) -> String {
    let mut html = String::new();
    for piece in mark(text.as_ref(), Guide::builtin().entries()) {
        match piece {
            Piece::Plain(text) => html.push_str(&escape(text)),
            Piece::Word(text, entry) => html.push_str(&word(text, entry, &place)),
        }
    }
    html
}

/// The words with these anchors, one behind the other, each explained on demand: for the words that
/// a page's answer and headings use.
pub(crate) fn words(anchors: &str) -> String {
    let guide = Guide::builtin();
    let entries = anchors
        .split_whitespace()
        .filter_map(|anchor| guide.entry(anchor));
    let buttons: Vec<String> = entries
        .map(|entry| {
            let shown = entry.forms.first().unwrap_or(&entry.word);
            word(shown, entry, &"pagina")
        })
        .collect();
    format!(
        "<p class=\"pas-non-in-stampa\">Che cosa vuol dire: {}</p>",
        buttons.join(", ")
    )
}

/// A button with the word, and what it opens. A `span` may stand in a paragraph; `popover` opens and
/// closes it with mouse, keyboard and screen reader, and a browser that does not know it shows it.
fn word(text: &str, entry: &Entry, place: &impl Display) -> String {
    let id = escape(&format!("parola-{place}-{}", entry.anchor));
    format!(
        "<button type=\"button\" class=\"pas-parola\" popovertarget=\"{id}\">{}</button>\
         <span class=\"pas-spiega\" popover id=\"{id}\" role=\"note\"><strong>{}</strong>: {} \
         <a href=\"/glossario#{}\">Glossario</a></span>",
        escape(text),
        escape(&entry.word),
        escape(&entry.gloss),
        escape(&entry.anchor),
    )
}

#[cfg(test)]
mod tests {
    use super::{explained, words};
    use pas_app::guide::Guide;

    #[test]
    fn explains_a_word_once_and_keeps_the_text() {
        let html = explained("La DSU <di> chi ha l'ISEE; la DSU.", "prova");
        assert_eq!(html.matches("<button").count(), 2, "{html}");
        assert!(
            html.contains("popovertarget=\"parola-prova-dsu\">DSU</button>"),
            "{html}"
        );
        assert!(html.contains("id=\"parola-prova-dsu\""), "{html}");
        assert!(
            html.contains("&#60;di&#62;") || html.contains("&lt;di&gt;"),
            "{html}"
        );
        assert!(html.contains("href=\"/glossario#isee\""), "{html}");
    }

    #[test]
    fn every_page_names_words_that_are_explained() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/pages");
        let mut n = 0;
        for part in std::fs::read_dir(folder).expect("the templates") {
            let path = part.expect("an entry").path();
            let files: Vec<_> = if path.is_dir() {
                let inside = std::fs::read_dir(&path).expect("a folder");
                inside.map(|file| file.expect("a file").path()).collect()
            } else {
                vec![path]
            };
            for file in files {
                let text = std::fs::read_to_string(&file).expect("a template");
                for named in text.split("term::words(\"").skip(1) {
                    for anchor in named.split('"').next().unwrap_or("").split(' ') {
                        let entry = Guide::builtin().entry(anchor);
                        assert!(entry.is_some(), "{}: {anchor}", file.display());
                        n += 1;
                    }
                }
            }
        }
        assert!(n > 10, "the search for words misses the pages: {n}");
        assert_eq!(words("dsu isee").matches("<button").count(), 2);
    }

    #[test]
    fn leaves_other_words_alone() {
        assert_eq!(explained("Nessuna parola.", "prova"), "Nessuna parola.");
    }
}
