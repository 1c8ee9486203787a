//! The six letters that surname and given name give to the codice fiscale.
//!
//! Source: DM Finanze 23/12/1976, art. 2 and 3: consonants in order, then vowels, then X; of four
//! consonants or more in the given name, the first, the third and the fourth.

use pas_catalogue::{fold_name, fold_name_umlauts_as_e};

/// The three letters of a surname: `Provaldi` gives `PRV`, `Fo` gives `FOX`.
pub fn surname_part(surname: &str) -> String {
    of_surname(&fold_name(surname))
}

/// The three letters of a given name: `Gianfranco` gives `GFR`, not `GNF`.
pub fn given_name_part(given_name: &str) -> String {
    of_given_name(&fold_name(given_name))
}

/// True when `part` can come from `surname`, whichever way its umlauts are written.
pub(super) fn surname_agrees(part: &str, surname: &str) -> bool {
    [fold_name(surname), fold_name_umlauts_as_e(surname)]
        .iter()
        .any(|name| of_surname(name) == part)
}

/// True when `part` can come from `given_name`; what follows a comma does not count.
pub(super) fn given_name_agrees(part: &str, given_name: &str) -> bool {
    let counted = given_name.split(',').next().unwrap_or_default();
    [fold_name(counted), fold_name_umlauts_as_e(counted)]
        .iter()
        .any(|name| of_given_name(name) == part)
}

fn of_surname(folded: &str) -> String {
    three_letters(consonants(folded), folded)
}

fn of_given_name(folded: &str) -> String {
    let consonants: Vec<char> = consonants(folded).collect();
    match consonants.as_slice() {
        [first, _, third, fourth, ..] => [*first, *third, *fourth].iter().collect(),
        few => three_letters(few.iter().copied(), folded),
    }
}

fn three_letters(consonants: impl Iterator<Item = char>, folded: &str) -> String {
    let vowels = folded.chars().filter(|letter| is_vowel(*letter));
    consonants
        .chain(vowels)
        .chain("XXX".chars())
        .take(3)
        .collect()
}

fn consonants(folded: &str) -> impl Iterator<Item = char> + '_ {
    folded.chars().filter(|letter| !is_vowel(*letter))
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U')
}
