//! Writes the demonstration district's files into a folder, so that people can open them.

use std::io::Write;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        return Err(std::io::Error::other("usage: write_files FOLDER [SEED]"));
    };
    let seed = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let district = pas_demo::generate(seed, pas_demo::Scale::Full);
    for file in &district.files {
        let path = folder.join(&file.name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.bytes)?;
    }
    let truth = &district.truth;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} files, {} people, {} beneficiaries, {} needing a SINA, {} minors with a SINBA",
        district.files.len(),
        truth.n_people,
        truth.n_beneficiaries,
        truth.n_needing_sina,
        truth.n_with_sinba,
    )?;
    for file in &truth.files {
        writeln!(
            out,
            "{:32} read {:6}  used {:6}  set aside {:3}  no data {:3}  defects {:4}",
            file.name,
            file.n_read,
            file.n_used,
            file.n_set_aside,
            file.n_not_data,
            file.flaws.len(),
        )?;
    }
    for ((benefit, year), total) in truth.totals() {
        writeln!(out, "{benefit:10} {year} {total}")?;
    }
    for defect in pas_demo::Defect::ALL {
        writeln!(out, "{defect:?} {}", truth.n_flaws(*defect))?;
    }
    Ok(())
}
