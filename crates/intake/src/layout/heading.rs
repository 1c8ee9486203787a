//! Headings compared as people read them: case, accents, dots, spaces and apostrophes do not matter.

use pas_catalogue::fold_name;

use crate::cell::Cell;
use crate::clean::text::repaired_mojibake;

/// Letters and digits of a heading: `C.F. ` and `cf` are both `CF`.
pub(crate) fn normalised(heading: &str) -> String {
    let mut key = String::with_capacity(heading.len());
    let mut letters = String::new();
    for letter in heading.chars() {
        if letter.is_ascii_digit() {
            key.push_str(&fold_name(&letters));
            letters.clear();
            key.push(letter);
        } else {
            letters.push(letter);
        }
    }
    key.push_str(&fold_name(&letters));
    key
}

/// A heading as the office sees it, on one line.
pub(crate) fn shown_heading(cell: &Cell) -> String {
    let text = cell.trimmed();
    let text = repaired_mojibake(&text).unwrap_or_else(|| text.into_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{normalised, shown_heading};
    use crate::cell::Cell;

    #[test]
    fn headings_are_compared_as_people_read_them() {
        for (heading, key) in [
            ("C.F.", "CF"),
            ("Codice  Fiscale", "CODICEFISCALE"),
            ("Attività della\nvita", "ATTIVITADELLAVITA"),
            ("1° semestre", "1SEMESTRE"),
            ("Ore (HH:MM)", "OREHHMM"),
            ("—", ""),
        ] {
            assert_eq!(normalised(heading), key, "{heading}");
        }
        let cell = Cell::Text("MobilitÃ\u{a0} ".to_owned());
        assert_eq!(shown_heading(&cell), "Mobilità");
    }
}
