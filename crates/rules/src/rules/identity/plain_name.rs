//! The letters that plain names give to the codice fiscale, without allocating.
//!
//! Most names of a flow are ASCII and agree with the code. For them this answers at once; all others
//! go to `domain`, which knows accents, umlauts and commas. The tests hold the two together.

/// The three letters of a surname; `None` when it is not plain.
pub(super) fn surname_letters(surname: &str) -> Option<[u8; 3]> {
    Letters::of(surname, 3).map(|letters| letters.first_three())
}

/// The three letters of a given name; `None` when it is not plain.
pub(super) fn given_name_letters(given_name: &str) -> Option<[u8; 3]> {
    let letters = Letters::of(given_name, 4)?;
    match letters.consonants {
        [first, _, third, fourth] if letters.n_consonants == 4 => Some([first, third, fourth]),
        _ => Some(letters.first_three()),
    }
}

/// The first consonants and vowels of a name.
#[derive(Default)]
struct Letters {
    consonants: [u8; 4],
    n_consonants: usize,
    vowels: [u8; 3],
    n_vowels: usize,
}

impl Letters {
    /// Reads no further than the consonant number `wanted`: what follows changes nothing.
    fn of(name: &str, wanted: usize) -> Option<Self> {
        let mut letters = Self::default();
        for byte in name.bytes() {
            match byte.to_ascii_uppercase() {
                vowel @ (b'A' | b'E' | b'I' | b'O' | b'U') => {
                    if let Some(free) = letters.vowels.get_mut(letters.n_vowels) {
                        *free = vowel;
                        letters.n_vowels += 1;
                    }
                }
                consonant @ b'B'..=b'Z' => {
                    if let Some(free) = letters.consonants.get_mut(letters.n_consonants) {
                        *free = consonant;
                        letters.n_consonants += 1;
                    }
                    if letters.n_consonants == wanted {
                        return Some(letters);
                    }
                }
                b' ' | b'\'' | b'-' | b'.' => {}
                _ => return None,
            }
        }
        (letters.n_consonants + letters.n_vowels > 0).then_some(letters)
    }

    /// Consonants, then vowels, then X.
    fn first_three(&self) -> [u8; 3] {
        let consonants = self.consonants.iter().take(self.n_consonants);
        let vowels = self.vowels.iter().take(self.n_vowels);
        let mut three = [b'X'; 3];
        for (slot, letter) in three.iter_mut().zip(consonants.chain(vowels)) {
            *slot = *letter;
        }
        three
    }
}

#[cfg(test)]
mod tests {
    use pas_domain::codice_fiscale::{given_name_part, surname_part};

    use super::{given_name_letters, surname_letters};

    #[test]
    fn agrees_with_the_domain_on_plain_names() {
        let names = [
            "PROVALDI",
            "Esempina",
            "FO",
            "AI",
            "Ai",
            "D'AMICO",
            "DE LUCA",
            "X",
            "O",
            "AEIOU",
            "gianfranco",
            "ANNA-MARIA",
            "STR",
            "Bcdfg",
            "Bcdf",
            "AB",
            "IO'",
            "S. FITTIZI",
        ];
        for name in names {
            let surname = surname_letters(name).map(|own| own.to_vec());
            assert_eq!(surname, Some(surname_part(name).into_bytes()), "{name}");
            let given_name = given_name_letters(name).map(|own| own.to_vec());
            assert_eq!(
                given_name,
                Some(given_name_part(name).into_bytes()),
                "{name}"
            );
        }
    }

    #[test]
    fn leaves_all_others_to_the_domain() {
        for name in ["", " ", "ÒNICO", "Müller", "ANA, MARIA", "A1"] {
            assert_eq!(surname_letters(name), None, "{name}");
            assert_eq!(given_name_letters(name), None, "{name}");
        }
    }
}
