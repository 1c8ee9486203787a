//! The `pas` binary.
fn main() {}
