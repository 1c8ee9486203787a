//! Letters without their accents: for what a reader types, and for anchors.

/// The vowel under `letter`'s accent; any other letter as it is.
pub(crate) const fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' => 'a',
        'è' | 'é' => 'e',
        'ì' | 'í' => 'i',
        'ò' | 'ó' => 'o',
        'ù' | 'ú' => 'u',
        other => other,
    }
}
