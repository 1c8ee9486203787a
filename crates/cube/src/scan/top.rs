//! The largest two parts that one person has in a sum.

/// A person's part in a cell's sum, while the person's facts go by, and the largest two so far: the
/// person's own among them as soon as it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Top {
    part: i64,
    pub(super) largest: [i64; 2],
}

impl Top {
    /// Adds `value` of a person that was in the cell before, where `known` is every bit, or of a new one,
    /// where it is none. That the part is among the largest is rare after the first facts.
    pub(super) fn add(&mut self, known: u32, value: u32) {
        let before = self.part & i64::from(known.cast_signed());
        self.part = before + i64::from(value);
        if self.part > self.largest[1] {
            self.raise(before);
        }
    }

    /// Takes in the part, in place of what it was before where that was among the largest. Where it was
    /// the second, or was not there, the second goes.
    #[cold]
    fn raise(&mut self, before: i64) {
        let [first, second] = self.largest;
        let other = if before == first { second } else { first };
        self.largest = [other.max(self.part), other.min(self.part)];
    }

    /// Leaves out the person whose facts go by, who cannot become one of the largest.
    pub(super) fn leave_out(&mut self) {
        // What the person still brings cannot make up for so much.
        self.part = i64::MIN / 2;
    }

    /// Takes in the largest parts of other people.
    pub(super) fn merge(&mut self, other: &Self) {
        for part in other.largest {
            let [first, second] = self.largest;
            self.largest = [first.max(part), second.max(first.min(part))];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Top;

    const fn known(is_new: bool) -> u32 {
        if is_new { 0 } else { u32::MAX }
    }

    /// Facts of one person after the other, as (whether the person is new, value).
    fn largest(facts: &[(bool, u32)]) -> [i64; 2] {
        let mut top = Top::default();
        for (is_new, value) in facts {
            top.add(known(*is_new), *value);
        }
        top.largest
    }

    #[test]
    fn a_person_is_among_the_largest_once() {
        for (facts, expected) in [
            (&[(true, 5)][..], [5, 0]),
            (&[(true, 5), (false, 4)], [9, 0]),
            (&[(true, 5), (false, 4), (true, 7)], [9, 7]),
            (&[(true, 5), (true, 4), (false, 4)], [8, 5]),
            (&[(true, 5), (true, 4), (false, 0), (false, 2)], [6, 5]),
            // Equal parts are of two people.
            (&[(true, 5), (true, 5)], [5, 5]),
            (&[(true, 5), (true, 5), (false, 1)], [6, 5]),
            (&[(true, 5), (true, 5), (true, 5), (false, 1)], [6, 5]),
            (
                &[(true, 9), (true, 3), (true, 3), (false, 3), (false, 4)],
                [10, 9],
            ),
            (&[(true, 0), (true, 0), (false, 1)], [1, 0]),
        ] {
            assert_eq!(largest(facts), expected, "{facts:?}");
        }
    }

    #[test]
    fn parts_of_other_people_are_taken_in() {
        let of = |facts: &[(bool, u32)]| {
            let mut top = Top::default();
            for (is_new, value) in facts {
                top.add(known(*is_new), *value);
            }
            top
        };
        let mut whole = of(&[(true, 5), (true, 3)]);
        whole.merge(&of(&[(true, 4), (true, 9)]));
        assert_eq!(whole.largest, [9, 5]);
        whole.merge(&Top::default());
        assert_eq!(whole.largest, [9, 5]);
    }
}
