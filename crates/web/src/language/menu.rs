//! The menu of languages: a form without script, each language named in itself.

use std::fmt::Write as _;

use super::Languages;
use crate::format::escape;

/// The menu; `current` is the language of the page, `back` its address.
pub(super) fn menu(languages: &Languages, current: &str, back: &str) -> String {
    let mut html = format!(
        "<nav class=\"pas-lingue pas-non-in-stampa\" aria-label=\"Lingua della pagina\">\
         <form method=\"get\" action=\"/lingua\"><input type=\"hidden\" name=\"verso\" value=\"{}\"><ul>",
        escape(back)
    );
    let others = languages.all().iter().map(|one| (one.tag(), one.name()));
    for (tag, name) in std::iter::once(("it", "Italiano")).chain(others) {
        let mark = if tag == current {
            " aria-current=\"true\""
        } else {
            ""
        };
        let _ = write!(
            html,
            "<li><button type=\"submit\" name=\"scelta\" value=\"{0}\" lang=\"{0}\" translate=\"no\"{mark}>{1}</button></li>",
            escape(tag),
            escape(name)
        );
    }
    html.push_str("</ul></form></nav>");
    html
}
