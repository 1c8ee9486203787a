//! How names are found: lower case, without accents, each word by its beginning.

/// The words of a name as they are stored for searching, each after a space: `D'Amìco Zoë` gives
/// ` d amico zoe`.
pub fn search_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 1);
    let mut in_word = false;
    for letter in name.chars().flat_map(char::to_lowercase) {
        let plain = without_accent(letter);
        if plain.is_empty() {
            // A combining accent belongs to the letter before it, anything else ends the word.
            in_word &= is_combining(letter);
        } else {
            if !in_word {
                key.push(' ');
            }
            key.push_str(plain.as_str());
            in_word = true;
        }
    }
    key
}

const fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// A few letters without an allocation.
struct Plain([u8; 4], usize);

impl Plain {
    const EMPTY: Self = Self([0; 4], 0);

    fn is_empty(&self) -> bool {
        self.1 == 0
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.1]).unwrap_or_default()
    }

    fn of(letter: char) -> Self {
        let mut bytes = [0; 4];
        let n = letter.encode_utf8(&mut bytes).len();
        Self(bytes, n)
    }
}

/// The letter or digit without its accent; nothing for what is neither.
fn without_accent(letter: char) -> Plain {
    let plain = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' | 'ā' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ě' | 'ę' | 'ē' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' | 'ī' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other if other.is_alphanumeric() => other,
        _ => return Plain::EMPTY,
    };
    Plain::of(plain)
}

/// A search as patterns for `LIKE`: up to three words of a name, or the beginning of a codice
/// fiscale. A pattern of `%` lets everything through.
pub(crate) struct Query {
    pub(crate) words: [String; 3],
    pub(crate) cf: String,
}

impl Query {
    /// Letters, digits and spaces of `text`; nothing else has a meaning in it.
    pub(crate) fn new(text: &str) -> Self {
        let key = search_key(text);
        let mut words = key.split(' ').filter(|word| !word.is_empty());
        let mut next = || {
            words
                .next()
                .map_or_else(|| "%".to_owned(), |word| format!("% {word}%"))
        };
        let words = [next(), next(), next()];
        let cf: String = key.chars().filter(|letter| *letter != ' ').collect();
        Self {
            words,
            cf: format!("{}%", cf.to_uppercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, search_key};

    #[test]
    fn strips_accents_and_case() {
        for (name, key) in [
            ("D'Amìco Zoë", " d amico zoe"),
            ("  PROVALDI   Anna-Maria ", " provaldi anna maria"),
            ("Esempi\u{300}ni", " esempini"),
            ("ŞAHİN 2", " sahin 2"),
            ("", ""),
            ("%_'", ""),
        ] {
            assert_eq!(search_key(name), key, "{name}");
        }
    }

    #[test]
    fn makes_harmless_patterns() {
        let query = Query::new("Prov_ an%");
        assert_eq!(query.words, ["% prov%", "% an%", "%"]);
        assert_eq!(query.cf, "PROVAN%");
    }
}
