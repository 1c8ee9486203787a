//! Words in a drawing: escaped, cut between words, wrapped, and how wide they are about.

/// What dots on a map mean; the number is that of [`crate::FEW_RESIDENTS`].
pub(super) const FEW: &str = "meno di 1.000 abitanti: basta un caso a cambiare il valore";

/// Text for XML, in an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // What XML 1.0 does not allow at all.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// `text` in at most `longest` letters, cut between words where it can be.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    let words = match kept.rsplit_once(' ') {
        Some((words, _)) if words.chars().count() * 2 > longest => words,
        _ => kept.as_str(),
    };
    format!(
        "{}…",
        words.trim_end_matches([' ', '·', ',', ';', ':', '(', '-'])
    )
}

/// `text` in lines of at most `longest` letters; a word that is longer stands in a line of its own.
pub(super) fn wrapped(text: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How many pixels `text` is wide at most, at a letter's height of `size` pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    length(text) * size * 0.58
}

/// Number of letters.
pub(super) fn length(text: &str) -> f64 {
    text.chars().fold(0.0, |length, _| length + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_words() {
        let name = "Contributi economici per affitti erogati dai Comuni a valere sulle risorse del Fondo nazionale";
        assert_eq!(
            shortened(name, 84),
            "Contributi economici per affitti erogati dai Comuni a valere sulle risorse del…"
        );
        assert_eq!(shortened("Mensa scolastica", 84), "Mensa scolastica");
        assert_eq!(shortened("Sant'Alessio-Siculo", 8), "Sant'Al…");
        assert_eq!(shortened("Mensa · scuole", 10), "Mensa…");
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(wrapped("uno due tre", 7), ["uno due", "tre"]);
        assert_eq!(
            wrapped("precipitevolmente sì", 4),
            ["precipitevolmente", "sì"]
        );
        assert!(wrapped("", 4).is_empty());
    }

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(escape("a<b & \"c\"\u{1}"), "a&lt;b &amp; &quot;c&quot; ");
    }
}
