//! Counts and sums over records, behind the protection layer.
