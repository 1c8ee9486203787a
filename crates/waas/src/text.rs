//! Texts that a database can keep.

/// `text` with every NUL replaced by U+FFFD, which says that something stood there.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
