//! Suggests what a mistyped codice fiscale may have been; a person decides, never the program.

use super::{CodiceFiscale, clean, structure};

/// How a suggestion differs from what was written, likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RepairKind {
    /// Characters that look alike (0 and O, 1 and I, 5 and S…) stood in place of each other.
    LookAlike,
    /// A spreadsheet dropped the leading zeros of an 11-digit code.
    LeadingZeros,
    /// Two neighbouring characters were exchanged.
    Swapped,
    /// One character too many.
    ExtraCharacter,
    /// The check character is missing.
    MissingCheck,
    /// One character is wrong.
    OneCharacter,
}

impl RepairKind {
    /// Italian words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::LookAlike => "caratteri simili scambiati (0/O, 1/I, 5/S…)",
            Self::LeadingZeros => "zeri iniziali perduti",
            Self::Swapped => "due caratteri vicini scambiati",
            Self::ExtraCharacter => "un carattere di troppo",
            Self::MissingCheck => "manca il carattere di controllo",
            Self::OneCharacter => "un carattere sbagliato",
        }
    }
}

/// A valid code close to what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The suggestion.
    pub code: CodiceFiscale,
    /// How it differs.
    pub kind: RepairKind,
}

/// Pairs that eyes, keyboards and scanners exchange.
const LOOK_ALIKES: [(char, char); 12] = [
    ('0', 'O'),
    ('0', 'Q'),
    ('0', 'D'),
    ('1', 'I'),
    ('1', 'L'),
    ('2', 'Z'),
    ('4', 'A'),
    ('5', 'S'),
    ('6', 'G'),
    ('7', 'T'),
    ('8', 'B'),
    ('I', 'L'),
];

/// Valid codes near `raw`, likeliest first; empty when `raw` is valid or too far from any.
pub fn suggest_repairs(raw: &str) -> Vec<Repair> {
    let written: Vec<char> = clean(raw).chars().collect();
    if structure::check(&written.iter().collect::<String>()).is_ok() {
        return Vec::new();
    }
    let mut repairs = Vec::new();
    match written.len() {
        structure::PERSONAL_LENGTH => near_sixteen(&written, &mut repairs),
        structure::PROVISIONAL_LENGTH => near_eleven(&written, &mut repairs),
        17 => one_too_many(&written, &mut repairs),
        15 => missing_check(&written, &mut repairs),
        8..=10 => leading_zeros(&written, &mut repairs),
        _ => {}
    }
    repairs
}

fn offer(repairs: &mut Vec<Repair>, kind: RepairKind, candidate: &[char]) {
    let candidate: String = candidate.iter().collect();
    if let Ok(code) = CodiceFiscale::parse(&candidate)
        && !repairs.iter().any(|repair| repair.code == code)
    {
        repairs.push(Repair { code, kind });
    }
}

fn near_sixteen(written: &[char], repairs: &mut Vec<Repair>) {
    let forced = each_kind_right(written);
    offer(repairs, RepairKind::LookAlike, &forced);
    for index in 0..forced.len() {
        for other in look_alikes_of(&forced, index) {
            offer(
                repairs,
                RepairKind::LookAlike,
                &replaced(&forced, index, other),
            );
        }
    }
    for index in 1..written.len() {
        let mut candidate = written.to_vec();
        candidate.swap(index - 1, index);
        offer(repairs, RepairKind::Swapped, &candidate);
    }
    for index in (0..written.len()).rev() {
        for other in ('0'..='9').chain('A'..='Z') {
            // A letter in a digit's place is omocodia, which a slip of the pen does not make.
            if !structure::DIGIT_POSITIONS.contains(&index) || other.is_ascii_digit() {
                offer(
                    repairs,
                    RepairKind::OneCharacter,
                    &replaced(written, index, other),
                );
            }
        }
    }
}

/// Every character that cannot stand in its place becomes its look-alike that can.
fn each_kind_right(written: &[char]) -> Vec<char> {
    let fits = |index, letter| structure::expected_at(index, letter).is_none();
    written
        .iter()
        .enumerate()
        .map(|(index, letter)| {
            if fits(index, *letter) {
                return *letter;
            }
            look_alikes(*letter)
                .find(|other| fits(index, *other))
                .unwrap_or(*letter)
        })
        .collect()
}

fn look_alikes(letter: char) -> impl Iterator<Item = char> {
    LOOK_ALIKES
        .into_iter()
        .filter_map(move |(one, other)| match letter {
            _ if letter == one => Some(other),
            _ if letter == other => Some(one),
            _ => None,
        })
}

fn look_alikes_of(written: &[char], index: usize) -> impl Iterator<Item = char> {
    written
        .get(index)
        .copied()
        .into_iter()
        .flat_map(look_alikes)
}

fn replaced(written: &[char], index: usize, letter: char) -> Vec<char> {
    let mut candidate = written.to_vec();
    if let Some(slot) = candidate.get_mut(index) {
        *slot = letter;
    }
    candidate
}

fn near_eleven(written: &[char], repairs: &mut Vec<Repair>) {
    let digits: Vec<char> = written
        .iter()
        .map(|letter| {
            if letter.is_ascii_digit() {
                return *letter;
            }
            look_alikes(*letter)
                .find(char::is_ascii_digit)
                .unwrap_or(*letter)
        })
        .collect();
    offer(repairs, RepairKind::LookAlike, &digits);
    for index in 1..written.len() {
        let mut candidate = written.to_vec();
        candidate.swap(index - 1, index);
        offer(repairs, RepairKind::Swapped, &candidate);
    }
    for index in (0..written.len()).rev() {
        for other in '0'..='9' {
            offer(
                repairs,
                RepairKind::OneCharacter,
                &replaced(written, index, other),
            );
        }
    }
}

fn one_too_many(written: &[char], repairs: &mut Vec<Repair>) {
    for index in 0..written.len() {
        let mut candidate = written.to_vec();
        candidate.remove(index);
        offer(repairs, RepairKind::ExtraCharacter, &candidate);
    }
}

fn missing_check(written: &[char], repairs: &mut Vec<Repair>) {
    let mut candidate = each_kind_right(written);
    let check = structure::check_character(&candidate.iter().collect::<String>());
    candidate.push(check);
    offer(repairs, RepairKind::MissingCheck, &candidate);
}

fn leading_zeros(written: &[char], repairs: &mut Vec<Repair>) {
    let n_zeros = structure::PROVISIONAL_LENGTH.saturating_sub(written.len());
    let candidate: Vec<char> = std::iter::repeat_n('0', n_zeros)
        .chain(written.iter().copied())
        .collect();
    offer(repairs, RepairKind::LeadingZeros, &candidate);
}
