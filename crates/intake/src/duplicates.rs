//! Finds rows of a file that say exactly what an earlier row said.

use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::Hasher;

/// The rows seen so far, as 96-bit fingerprints: 16 bytes a row, and no chance worth speaking of
/// that two different rows of a file look alike.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    seen: HashMap<[u32; 3], u32>,
}

impl Duplicates {
    /// Notes a row; the number of the earlier row that said the same.
    pub(crate) fn note(
        &mut self,
        context: u64,
        texts: &[impl AsRef<str>],
        row: u32,
    ) -> Option<u32> {
        let key = fingerprint(context, texts);
        match self.seen.entry(key) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(row);
                None
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves of a hash are wanted"
)]
fn fingerprint(context: u64, texts: &[impl AsRef<str>]) -> [u32; 3] {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write_u64(context);
        for text in texts {
            hasher.write(text.as_ref().as_bytes());
            hasher.write_u8(0xff);
        }
        hasher.finish()
    };
    let (first, second) = (hash(1), hash(2));
    [first as u32, (first >> 32) as u32, second as u32]
}

#[cfg(test)]
mod tests {
    use super::Duplicates;

    #[test]
    fn only_equal_rows_in_the_same_context_are_duplicates() {
        let mut seen = Duplicates::default();
        for (context, texts, row, earlier) in [
            (0, ["a", "bc"], 2, None),
            (0, ["ab", "c"], 3, None),
            (0, ["a", "bc"], 4, Some(2)),
            (1, ["a", "bc"], 5, None),
        ] {
            assert_eq!(seen.note(context, &texts, row), earlier, "{texts:?}");
        }
    }
}
