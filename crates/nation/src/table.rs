//! Reads this crate's own small data files: plain cells, comments on top.

/// The rows below the header, cell by cell.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).map(|line| line.split(',').collect())
}

/// The number in a cell.
///
/// # Panics
/// Panics on anything else: the files are ours, and a test reads them whole.
pub(crate) fn number<T: std::str::FromStr>(cell: &str) -> T {
    let number = cell.parse().ok();
    number.expect("invariant: the builtin tables hold numbers where numbers are due")
}
