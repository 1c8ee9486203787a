//! Looks into a zip archive before a workbook reader does: what it is, whether it is whole, how
//! large it becomes.

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::source::Limits;
use crate::unreadable::UnreadableFile;

/// The workbooks that come as zip archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Package {
    /// Excel.
    Xlsx,
    /// OpenDocument.
    Ods,
}

const OPEN_DOCUMENT_SHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Names that tell what an archive is when it is no workbook.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "word/document.xml",
        "un documento Word",
        "Copia la tabella in un foglio di calcolo e salvalo come XLSX",
    ),
    (
        "ppt/presentation.xml",
        "una presentazione",
        "Copia la tabella in un foglio di calcolo e salvalo come XLSX",
    ),
    (
        "xl/workbook.bin",
        "un foglio XLSB (binario)",
        "Aprilo con Excel e salvalo come XLSX",
    ),
    (
        "content.xml",
        "un documento OpenDocument che non è un foglio di calcolo",
        "Copia la tabella in un foglio di calcolo e salvalo come ODS",
    ),
];

/// Finds which workbook the archive is, reads every part of it once within the limits, and returns
/// the unpacked size. Sizes that the archive itself declares are not believed.
pub(crate) fn inspect(
    file: &str,
    reader: impl Read + Seek,
    limits: &Limits,
) -> Result<(Package, u64), UnreadableFile> {
    let mut archive = ZipArchive::new(reader).map_err(|source| damaged(file, source))?;
    let package = package_of(file, &mut archive)?;
    let limit = match package {
        Package::Xlsx => limits.max_unpacked_bytes,
        Package::Ods => limits.max_unpacked_bytes_in_memory,
    };
    let mut total = 0;
    for position in 0..archive.len() {
        let entry = archive
            .by_index(position)
            .map_err(|source| damaged(file, source))?;
        let mut within = entry.take(limit - total + 1);
        total += std::io::copy(&mut within, &mut std::io::sink())
            .map_err(|source| damaged(file, source))?;
        if total > limit {
            return Err(UnreadableFile::TooLarge {
                file: file.to_owned(),
                what: "una volta aperto va",
                limit: format!("{} MB", limit >> 20),
            });
        }
    }
    Ok((package, total))
}

fn package_of<R: Read + Seek>(
    file: &str,
    archive: &mut ZipArchive<R>,
) -> Result<Package, UnreadableFile> {
    let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "xl/workbook.xml") {
        return Ok(Package::Xlsx);
    }
    if media_type(archive).starts_with(OPEN_DOCUMENT_SHEET) {
        if is_encrypted_ods(archive) {
            return Err(UnreadableFile::PasswordProtected {
                file: file.to_owned(),
            });
        }
        return Ok(Package::Ods);
    }
    let known = OTHERS.iter().find(|(name, ..)| has(archive, name));
    let (kind, remedy) = known.map_or(
        (
            "un archivio ZIP",
            "Estrai il file che contiene e carica quello",
        ),
        |(_, kind, remedy)| (*kind, *remedy),
    );
    Err(UnreadableFile::WrongKind {
        file: file.to_owned(),
        kind,
        remedy,
    })
}

fn media_type<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Vec<u8> {
    read_start(archive, "mimetype", 200)
}

fn is_encrypted_ods<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    let manifest = read_start(archive, "META-INF/manifest.xml", 1 << 20);
    String::from_utf8_lossy(&manifest).contains("encryption-data")
}

fn read_start<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str, limit: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(entry) = archive.by_name(name) {
        // What cannot be read says nothing; `inspect` reports the damage.
        let _ = entry.take(limit).read_to_end(&mut bytes);
    }
    bytes
}

fn damaged(
    file: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> UnreadableFile {
    UnreadableFile::Damaged {
        file: file.to_owned(),
        source: source.into(),
    }
}
