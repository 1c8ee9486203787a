//! Verifications a second.
fn main() {}
