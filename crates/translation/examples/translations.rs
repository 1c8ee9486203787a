//! Adds to a translation file what pages show and it has not yet: `translations FILE.po FOLDER [--check]`.
//! The folder holds pages in Italian and `names.txt`, one name a page.

#![expect(
    clippy::print_stdout,
    reason = "what it counts is what it is asked for"
)]

use std::error::Error;
use std::path::Path;

use pas_translation::{Harvest, Po, Translation};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, rest @ ..] = arguments.as_slice() else {
        return Err("translations FILE.po FOLDER [--check]".into());
    };
    let mut po =
        Po::read(&std::fs::read_to_string(file)?).map_err(|fault| format!("{file}, {fault}"))?;
    let translation = Translation::of([&po]).map_err(|fault| format!("{file}, {fault}"))?;
    let names = std::fs::read_to_string(Path::new(folder).join("names.txt"))?;
    let mut harvest = Harvest::default();
    let (mut n_texts, mut n_translated) = (0, 0);
    for (place, name) in names.lines().enumerate() {
        let html = std::fs::read_to_string(Path::new(folder).join(format!("{place:03}.html")))?;
        let spoken = translation.speak(&html);
        let (all, done) = (spoken.heard.len(), spoken.n_translated());
        println!(
            "{:>5.1} %  {done:>5} of {all:>5}  {name}",
            percent(done, all)
        );
        n_texts += all;
        n_translated += done;
        harvest.take(name, &spoken);
    }
    println!(
        "{:>5.1} %  {n_translated:>5} of {n_texts:>5}  all pages",
        percent(n_translated, n_texts)
    );
    if rest.iter().any(|word| word == "--check") {
        return Ok(());
    }
    let n = harvest.add_to(&mut po);
    std::fs::write(file, po.write())?;
    println!("{n} messages added to {file}");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "texts of pages are few")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        100.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}
