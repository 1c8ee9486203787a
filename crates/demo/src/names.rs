//! Names of made-up people: every surname is built here from words that say that nothing is real.

use pas_domain::coded::Sex;

/// Stems of surnames: prova, esempio, finto, campione, modello … No surname of the district comes
/// from anywhere else, so that every codice fiscale can be known as made up.
const STEMS: [&str; 30] = [
    "Provald",
    "Esemp",
    "Fint",
    "Campiones",
    "Modell",
    "Ipotes",
    "Simuland",
    "Collaud",
    "Verificand",
    "Segnapost",
    "Tabellar",
    "Datafint",
    "Inventand",
    "Immaginar",
    "Fittiz",
    "Prototip",
    "Bancadat",
    "Dimostrand",
    "Rigacolonn",
    "Provuzz",
    "Facsimil",
    "Esemplif",
    "Cartaprov",
    "Suppost",
    "Presuppost",
    "Parametr",
    "Casistic",
    "Campionar",
    "Schedin",
    "Algoritm",
];
/// Endings of the surnames of Italian families.
const ENDINGS: [&str; 5] = ["i", "ini", "etti", "oni", "elli"];
/// Stems of the surnames of foreign families.
const FOREIGN_STEMS: [&str; 8] = [
    "Prov", "Fint", "Esempl", "Model", "Ipotez", "Kampion", "Simul", "Skemat",
];

/// How many surnames Italian families may have.
pub(crate) const N_SURNAMES: usize = STEMS.len() * ENDINGS.len();

/// The `n`th surname of Italian families.
pub(crate) fn surname(n: usize) -> String {
    let n = n % N_SURNAMES;
    format!("{}{}", STEMS[n / ENDINGS.len()], ENDINGS[n % ENDINGS.len()])
}

/// The `n`th surname of families from a country, with that country's ending.
pub(crate) fn foreign_surname(n: usize, ending: &str) -> String {
    let stem = FOREIGN_STEMS[n % FOREIGN_STEMS.len()];
    match ending.strip_suffix(' ') {
        Some(particle) => format!("{particle} {stem}i"),
        None => format!("{stem}{ending}"),
    }
}

/// Whether a surname is one of the district's invented ones.
pub fn is_invented_surname(surname: &str) -> bool {
    let plain = surname.to_lowercase();
    let last = plain.split(' ').next_back().unwrap_or_default();
    let mut stems = STEMS.iter().chain(&FOREIGN_STEMS);
    stems.any(|stem| last.starts_with(&stem.to_lowercase()))
}

/// Ordinary given names of Italian men.
const MEN: [&str; 40] = [
    "Marco",
    "Luca",
    "Andrea",
    "Giuseppe",
    "Giovanni",
    "Paolo",
    "Davide",
    "Matteo",
    "Alessandro",
    "Stefano",
    "Roberto",
    "Antonio",
    "Franco",
    "Giorgio",
    "Enrico",
    "Bruno",
    "Sergio",
    "Claudio",
    "Pietro",
    "Tommaso",
    "Leonardo",
    "Edoardo",
    "Nicolò",
    "Mosè",
    "Gian Luca",
    "Renzo",
    "Dino",
    "Ivano",
    "Massimo",
    "Fabio",
    "Filippo",
    "Elia",
    "Samuele",
    "Gabriele",
    "Riccardo",
    "Emanuele",
    "Simone",
    "Daniele",
    "Walter",
    "Armando",
];

/// Ordinary given names of Italian women.
const WOMEN: [&str; 40] = [
    "Maria",
    "Anna",
    "Giulia",
    "Francesca",
    "Chiara",
    "Sara",
    "Elena",
    "Laura",
    "Paola",
    "Silvia",
    "Federica",
    "Alessandra",
    "Martina",
    "Sofia",
    "Aurora",
    "Emma",
    "Giorgia",
    "Beatrice",
    "Alice",
    "Rosa",
    "Teresa",
    "Luisa",
    "Carla",
    "Franca",
    "Adriana",
    "Bruna",
    "Ivana",
    "Loredana",
    "Patrizia",
    "Daniela",
    "Barbara",
    "Cristina",
    "Monica",
    "Noemi",
    "Maria Pia",
    "Irma",
    "Norma",
    "Ada",
    "Lea",
    "Eva",
];

/// Ordinary given names of men from other countries.
const FOREIGN_MEN: [&str; 20] = [
    "Ion", "Andrei", "Mihai", "Ahmed", "Youssef", "Omar", "Karim", "Arben", "Ervin", "Igor",
    "Oleg", "Victor", "Ali", "Imran", "Rahim", "Jun", "Wei", "Samuel", "Joel", "Ramon",
];

/// Ordinary given names of women from other countries.
const FOREIGN_WOMEN: [&str; 20] = [
    "Elena", "Ioana", "Maria", "Fatima", "Amina", "Khadija", "Leila", "Mirela", "Blerina",
    "Oksana", "Olha", "Natalia", "Aisha", "Sadia", "Nasrin", "Mei", "Li", "Grace", "Joy", "Luz",
];

/// Given names for people of one sex, Italian or from another country.
pub(crate) const fn given_names(sex: Sex, is_foreign: bool) -> &'static [&'static str] {
    match (sex, is_foreign) {
        (Sex::Male, false) => &MEN,
        (Sex::Female, false) => &WOMEN,
        (Sex::Male, true) => &FOREIGN_MEN,
        (Sex::Female, true) => &FOREIGN_WOMEN,
    }
}

/// The name with plain letters for accented ones.
pub(crate) fn without_accents(name: &str) -> String {
    let plain = |letter| match letter {
        'à' => 'a',
        'è' | 'é' => 'e',
        'ì' => 'i',
        'ò' => 'o',
        'ù' => 'u',
        other => other,
    };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{N_SURNAMES, foreign_surname, is_invented_surname, surname};

    #[test]
    fn surnames_are_invented_and_distinct() {
        let all: std::collections::BTreeSet<String> = (0..N_SURNAMES).map(surname).collect();
        assert_eq!(all.len(), 150);
        assert!(all.iter().all(|name| is_invented_surname(name)));
        assert!(is_invented_surname(&foreign_surname(1, "El ")));
        for real in ["Rossi", "Bianchi", "Ferrari", "Esposito", ""] {
            assert!(!is_invented_surname(real), "{real}");
        }
    }
}
