//! Workbooks (XLSX, ODS): every sheet, hidden or not, row after row.
//!
//! XLSX is streamed; of it only the table of shared texts is held. ODS is held whole by `calamine`,
//! hence its smaller limit.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xlsx};

use super::zip_check::{Package, inspect};
use super::{Format, Visitor};
use crate::cell::{Cell, Row};
use crate::source::Limits;
use crate::unreadable::UnreadableFile;

/// Merged cells are looked up in workbooks up to this unpacked size: finding them means reading a
/// sheet a second time, and large exports come from programs, which do not merge.
const MERGED_CELLS_UP_TO: u64 = 64 << 20;

type Outcome = Result<(), UnreadableFile>;

/// Hands the rows of an archive's sheets to `visitor`.
pub(crate) fn read_zip(
    file: &str,
    mut reader: impl Read + Seek,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<Format, UnreadableFile> {
    let (package, size) = inspect(file, BufReader::new(&mut reader), limits)?;
    rewind(file, &mut reader)?;
    match package {
        Package::Xlsx => {
            guarded(file, || {
                read_xlsx(file, BufReader::new(reader), size, limits, visitor)
            })?;
            Ok(Format::Xlsx)
        }
        Package::Ods => {
            guarded(file, || {
                read_ods(file, BufReader::new(reader), limits, visitor)
            })?;
            Ok(Format::Ods)
        }
    }
}

/// Refuses an OLE2 container: a protected workbook, a Word document, or an Excel 97-2003 workbook.
///
/// The last is refused too, though `calamine` reads it: of a damaged one it believes whatever size
/// the file claims, and asking the machine for a thousand gigabytes ends the whole program.
pub(crate) fn refuse_ole(file: &str, reader: impl Read, limits: &Limits) -> UnreadableFile {
    let mut bytes = Vec::new();
    let limit = limits.max_unpacked_bytes_in_memory;
    let file = file.to_owned();
    if let Err(source) = reader.take(limit).read_to_end(&mut bytes) {
        return UnreadableFile::Read { file, source };
    }
    // By the names in the container's directory, which are UTF-16.
    let names = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if names("EncryptedPackage") || names("EncryptionInfo") {
        return UnreadableFile::PasswordProtected { file };
    }
    if names("WordDocument") {
        return UnreadableFile::WrongKind {
            file,
            kind: "un documento Word",
            remedy: "Copia la tabella in un foglio di calcolo e salvalo come XLSX",
        };
    }
    UnreadableFile::WrongKind {
        file,
        kind: "un foglio di Excel 97-2003 (.xls), un formato superato",
        remedy: "Aprilo con Excel o LibreOffice e salvalo come XLSX o ODS",
    }
}

/// `calamine` has panicked on malformed workbooks before; for us that is a damaged file.
fn guarded(file: &str, read: impl FnOnce() -> Outcome) -> Outcome {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(file, "the workbook reader gave up")))
}

fn read_xlsx(
    file: &str,
    reader: BufReader<impl Read + Seek>,
    size: u64,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Outcome {
    let mut workbook = Xlsx::new(reader).map_err(|error| damaged(file, error))?;
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merged = if size <= MERGED_CELLS_UP_TO {
            workbook
                .merge_cells_by_sheet_name(&sheet.name)
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        visitor.start_sheet(&sheet.name, sheet.visible != SheetVisible::Visible);
        let mut rows = RowAssembler::new(file, limits, merged);
        let mut cells = workbook
            .worksheet_cells_reader(&sheet.name)
            .map_err(|error| damaged(file, error))?;
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue()
            && let Some(cell) = cells.next_cell().map_err(|error| damaged(file, error))?
        {
            let (row, column) = cell.get_position();
            flow = rows.add(row, column, cell.get_value().clone().into(), visitor)?;
        }
        if flow.is_continue() {
            flow = rows.finish(visitor);
        }
        if visitor.end_sheet().is_break() || flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// Puts the cells of a streamed sheet together into rows.
struct RowAssembler<'a> {
    file: &'a str,
    limits: &'a Limits,
    row: Row,
    merged: Vec<Dimensions>,
    /// Of the merged areas that span rows: what stands in their first cell.
    held: BTreeMap<(u32, u32), Cell>,
}

impl<'a> RowAssembler<'a> {
    fn new(file: &'a str, limits: &'a Limits, mut merged: Vec<Dimensions>) -> Self {
        merged.retain(|area| area.start.0 < area.end.0);
        Self {
            file,
            limits,
            row: Row::default(),
            merged,
            held: BTreeMap::new(),
        }
    }

    fn add(
        &mut self,
        row: u32,
        column: u32,
        cell: Cell,
        visitor: &mut dyn Visitor,
    ) -> Result<ControlFlow<()>, UnreadableFile> {
        if cell.is_blank() {
            return Ok(ControlFlow::Continue(()));
        }
        let number = row.saturating_add(1);
        if number > self.limits.max_rows {
            let limit = format!("{} righe", self.limits.max_rows);
            return Err(too_large(self.file, "righe", limit));
        }
        let position = column as usize;
        if position >= self.limits.max_columns {
            let limit = format!("{} colonne", self.limits.max_columns);
            return Err(too_large(self.file, "colonne", limit));
        }
        let flow = if number == self.row.number {
            ControlFlow::Continue(())
        } else {
            let flow = self.finish(visitor);
            self.row.number = number;
            flow
        };
        if self.merged.iter().any(|area| area.start == (row, column)) {
            self.held.insert((row, column), cell.clone());
        }
        if self.row.cells.len() <= position {
            self.row.cells.resize(position + 1, Cell::Empty);
        }
        if let Some(place) = self.row.cells.get_mut(position) {
            *place = cell;
        }
        Ok(flow)
    }

    fn finish(&mut self, visitor: &mut dyn Visitor) -> ControlFlow<()> {
        let mut row = std::mem::take(&mut self.row);
        if row.number == 0 {
            return ControlFlow::Continue(());
        }
        self.fill_merged(&mut row);
        visitor.row(row)
    }

    /// A cell merged over several rows speaks for each of them.
    fn fill_merged(&self, row: &mut Row) {
        let index = row.number - 1;
        for area in &self.merged {
            let (column, is_inside) = (area.start.1, area.start.0 < index && index <= area.end.0);
            let position = column as usize;
            if !is_inside || !row.cell(position).is_blank() || position >= self.limits.max_columns {
                continue;
            }
            if let Some(cell) = self.held.get(&area.start) {
                if row.cells.len() <= position {
                    row.cells.resize(position + 1, Cell::Empty);
                }
                if let Some(place) = row.cells.get_mut(position) {
                    *place = cell.clone();
                }
            }
        }
    }
}

fn read_ods(
    file: &str,
    reader: BufReader<impl Read + Seek>,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Outcome {
    let workbook = Ods::new(reader).map_err(|error| match error {
        OdsError::Password => UnreadableFile::PasswordProtected {
            file: file.to_owned(),
        },
        error => damaged(file, error),
    })?;
    read_held(file, workbook, limits, visitor)
}

/// Reads a workbook that `calamine` holds in memory.
fn read_held<RS, W>(
    file: &str,
    mut workbook: W,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Outcome
where
    RS: Read + Seek,
    W: Reader<RS>,
    W::Error: std::error::Error + Send + Sync + 'static,
{
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook
            .worksheet_range(&sheet.name)
            .map_err(|error| damaged(file, error))?;
        visitor.start_sheet(&sheet.name, sheet.visible != SheetVisible::Visible);
        let flow = read_range(file, &range, limits, visitor)?;
        if visitor.end_sheet().is_break() || flow.is_break() {
            break;
        }
    }
    Ok(())
}

fn read_range(
    file: &str,
    range: &Range<calamine::Data>,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<ControlFlow<()>, UnreadableFile> {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut rows = RowAssembler::new(file, limits, Vec::new());
    for (row, column, data) in range.used_cells() {
        let (row, column) = (u32::try_from(row), u32::try_from(column));
        let (Ok(row), Ok(column)) = (row, column) else {
            continue;
        };
        let cell = Cell::from(data.clone());
        if rows
            .add(first_row + row, first_column + column, cell, visitor)?
            .is_break()
        {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(rows.finish(visitor))
}

fn rewind(file: &str, reader: &mut impl Seek) -> Outcome {
    match reader.seek(SeekFrom::Start(0)) {
        Ok(_) => Ok(()),
        Err(source) => Err(UnreadableFile::Read {
            file: file.to_owned(),
            source,
        }),
    }
}

fn too_large(file: &str, what: &'static str, limit: String) -> UnreadableFile {
    UnreadableFile::TooLarge {
        file: file.to_owned(),
        what,
        limit,
    }
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
