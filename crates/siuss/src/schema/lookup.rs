//! A perfect-enough hash from an attribute's wire name to its fact, built at compile time.

use super::AttributeFact;

const SLOTS: usize = 128;
const FREE: u8 = u8::MAX;

/// Open addressing over at most 64 names; a slot holds the position of a fact.
pub(crate) struct Lookup {
    slots: [u8; SLOTS],
}

impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lookup")
    }
}

impl Lookup {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are at most 64 facts: asserted"
    )]
    pub(crate) const fn new(facts: &[AttributeFact]) -> Self {
        assert!(facts.len() <= 64, "the seen attributes are bits of a u64");
        let mut slots = [FREE; SLOTS];
        let mut position = 0;
        while position < facts.len() {
            let mut slot = hash(facts[position].name.as_bytes());
            while slots[slot] != FREE {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = position as u8;
            position += 1;
        }
        Self { slots }
    }

    /// The fact called `name`, with its position among `facts`.
    #[inline]
    pub(crate) fn find(
        &self,
        facts: &'static [AttributeFact],
        name: &str,
    ) -> Option<(usize, &'static AttributeFact)> {
        let mut slot = hash(name.as_bytes());
        loop {
            let position = usize::from(self.slots[slot]);
            let fact = facts.get(position)?;
            if fact.name == name {
                return Some((position, fact));
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

/// Mixes the length with the bytes in which INPS's names differ most.
#[inline]
const fn hash(name: &[u8]) -> usize {
    let length = name.len();
    if length == 0 {
        return 0;
    }
    let first = name[0] as usize;
    let last = name[length - 1] as usize;
    let late = name[length - length / 3 - 1] as usize;
    let early = name[length / 3] as usize;
    (length.wrapping_mul(11)
        ^ first
        ^ last.wrapping_mul(5)
        ^ late.wrapping_mul(3)
        ^ early.wrapping_mul(7))
        % SLOTS
}
