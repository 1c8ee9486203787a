//! Says what to run when the styles and fonts of the pages have not been built yet.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/dist");
    println!("cargo::rerun-if-changed=assets/dist");
    println!("cargo::rerun-if-changed=templates");
    if !dist.join("pas.css").exists() {
        // rust-embed wants the folder; the pages then come without their look, and say so.
        let made = std::fs::create_dir_all(&dist);
        let note = if made.is_ok() {
            ""
        } else {
            " (e non riesco a creare assets/dist)"
        };
        println!(
            "cargo::warning=mancano stili e caratteri delle pagine{note}: esegui `npm ci && npm run build` in crates/web"
        );
    }
}
