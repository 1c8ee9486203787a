//! The process's memory at its highest, as Linux counts it.

use std::fs;

/// Begins to count anew from what is held now, where the system lets us.
pub(crate) fn forget_peak() {
    // Elsewhere than on Linux there is nothing to forget, and `peak_bytes` gives nothing.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Most bytes held at once (VmHWM) since [`forget_peak`].
pub(crate) fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}
