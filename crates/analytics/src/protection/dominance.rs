//! The p% rule: nobody in a cell may compute the largest part in it too closely.

/// Whether the second largest contributor, who knows the own part, could work out the largest one
/// within `p_percent` % of it from the exact sum: sum − largest − second < p % of the largest.
///
/// Source: ESSnet Handbook on Statistical Disclosure Control, chapter 4.2, table of sensitivity rules.
pub fn is_dominated(sum: i64, top: [i64; 2], p_percent: u32) -> bool {
    let rest = i128::from(sum) - i128::from(top[0]) - i128::from(top[1]);
    rest * 100 < i128::from(p_percent) * i128::from(top[0])
}

#[cfg(test)]
mod tests {
    use super::is_dominated;

    #[test]
    fn the_worked_cases_of_the_handbook() {
        for (sum, top, p_percent, is_unsafe) in [
            (100_000, [50_000, 49_000], 10, true),
            (110_000, [52_000, 50_000], 10, false),
            (110_000, [52_000, 50_000], 16, true),
            (100, [100, 0], 10, true),
            (0, [0, 0], 10, false),
            (i64::MAX, [i64::MAX, 0], 10, true),
        ] {
            assert_eq!(
                is_dominated(sum, top, p_percent),
                is_unsafe,
                "{sum} {top:?}"
            );
        }
    }
}
