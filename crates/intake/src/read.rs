//! Reads a file from its first byte to its report.

use std::io::{Cursor, Read, SeekFrom};
use std::ops::ControlFlow;

use pas_catalogue::Catalogue;
use pas_domain::office::Office;

use crate::cell::Row;
use crate::duplicates::Duplicates;
use crate::format::sniff::{Kind, kind_of};
use crate::format::{Format, Visitor, csv, workbook};
use crate::layout::{Candidate, Header, Layout, Layouts};
use crate::report::{FileReport, LayoutUsed, SheetOutcome, SheetReport, Tally};
use crate::sheet::{Job, SheetReader};
use crate::sink::Sink;
use crate::source::{FileSource, ReadOptions, ReadSeek};
use crate::unreadable::UnreadableFile;

/// So many bytes decide format, encoding and separator.
const HEAD: u64 = 1 << 20;

/// Reads a file of `office`, handing facts and problems to `sink` as it goes.
///
/// On an error nothing of the file counts, whatever the sink was already given: the caller drops it.
pub fn read_file(
    mut source: FileSource<'_>,
    office: Office,
    layouts: &Layouts,
    catalogue: &Catalogue,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<FileReport, UnreadableFile> {
    let file = source.name.clone();
    let head = head_of(&mut source, options)?;
    let kind = kind_of(&head);
    let job = Job {
        file: &file,
        office,
        layouts,
        catalogue,
        options,
        is_text: kind == Kind::Text,
    };
    let mut visitor = FileVisitor {
        job,
        sink,
        seen: Duplicates::default(),
        current: None,
        sheets: Vec::new(),
        used: Vec::new(),
        stopped: false,
    };
    let found = hand_on(&file, source.reader, &head, options, kind, &mut visitor)?;
    visitor.report(found)
}

/// What the format's reader found out.
struct Found {
    format: Format,
    text: Option<csv::TextFile>,
}

fn hand_on(
    file: &str,
    mut reader: Box<dyn ReadSeek + '_>,
    head: &[u8],
    options: &ReadOptions,
    kind: Kind,
    visitor: &mut dyn Visitor,
) -> Result<Found, UnreadableFile> {
    let limits = &options.limits;
    let format = match kind {
        Kind::Other(kind, remedy) => {
            return Err(UnreadableFile::WrongKind {
                file: file.to_owned(),
                kind,
                remedy,
            });
        }
        Kind::Text => {
            let all = Cursor::new(head).chain(reader);
            let text = csv::read(file, all, head, limits, visitor)?;
            return Ok(Found {
                format: Format::Csv,
                text: Some(text),
            });
        }
        Kind::Zip => {
            rewind(file, &mut *reader)?;
            workbook::read_zip(file, reader, limits, visitor)?
        }
        Kind::Ole => {
            rewind(file, &mut *reader)?;
            return Err(workbook::refuse_ole(file, reader, limits));
        }
    };
    Ok(Found { format, text: None })
}

/// The first bytes. The reader stands after them.
fn head_of(source: &mut FileSource<'_>, options: &ReadOptions) -> Result<Vec<u8>, UnreadableFile> {
    let limit = options.limits.max_file_bytes;
    // A source that does not know its length is read as far as the other limits allow.
    if source
        .reader
        .seek(SeekFrom::End(0))
        .is_ok_and(|length| length > limit)
    {
        return Err(UnreadableFile::TooLarge {
            file: source.name.clone(),
            what: "il file va",
            limit: format!("{} MB", limit >> 20),
        });
    }
    rewind(&source.name, &mut *source.reader)?;
    let mut head = Vec::new();
    let mut first = (&mut source.reader).take(HEAD);
    first
        .read_to_end(&mut head)
        .map_err(|error| UnreadableFile::Read {
            file: source.name.clone(),
            source: error,
        })?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(UnreadableFile::Empty {
            file: source.name.clone(),
        });
    }
    Ok(head)
}

fn rewind(file: &str, reader: &mut dyn ReadSeek) -> Result<(), UnreadableFile> {
    match reader.seek(SeekFrom::Start(0)) {
        Ok(_) => Ok(()),
        Err(source) => Err(UnreadableFile::Read {
            file: file.to_owned(),
            source,
        }),
    }
}

/// Takes the rows of all sheets.
struct FileVisitor<'a, 's> {
    job: Job<'a>,
    sink: &'s mut dyn Sink,
    seen: Duplicates,
    current: Option<SheetReader<'a>>,
    sheets: Vec<SheetReport>,
    /// The layout of each sheet read, with its rows.
    used: Vec<(&'a Layout, u64)>,
    stopped: bool,
}

impl Visitor for FileVisitor<'_, '_> {
    fn start_sheet(&mut self, name: &str, hidden: bool) {
        self.current = Some(SheetReader::new(self.job, name, hidden));
    }

    fn row(&mut self, row: Row) -> ControlFlow<()> {
        let Some(sheet) = &mut self.current else {
            return ControlFlow::Continue(());
        };
        let flow = sheet.row(row, &mut self.seen, self.sink);
        self.stopped |= flow.is_break();
        flow
    }

    fn end_sheet(&mut self) -> ControlFlow<()> {
        let Some(sheet) = self.current.take() else {
            return ControlFlow::Continue(());
        };
        let (report, layout, flow) = sheet.finish(&mut self.seen, self.sink);
        if let Some(layout) = layout {
            self.used.push((layout, report.tally.read));
        }
        self.sheets.push(report);
        self.stopped |= flow.is_break();
        flow
    }

    fn header_score(&self, row: &Row) -> usize {
        let candidate = Candidate::of(row);
        let layouts = self.job.layouts.all().iter();
        let headers = layouts.map(|layout| Header::of(layout, &candidate));
        let score = |header: Header| header.n_known() + if header.is_complete() { 100 } else { 0 };
        headers.map(score).max().unwrap_or(0)
    }
}

impl FileVisitor<'_, '_> {
    fn report(self, found: Found) -> Result<FileReport, UnreadableFile> {
        let most = self.used.iter().rev().max_by_key(|(_, rows)| *rows);
        let Some((layout, _)) = most else {
            return Err(self.nothing_read());
        };
        let mut tally = Tally::default();
        for sheet in &self.sheets {
            tally.add(&sheet.tally);
        }
        assert!(
            tally.is_balanced(),
            "invariant: rows read = rows used + rows set aside"
        );
        let (encoding, separator, mut notes) = match found.text {
            Some(text) => (Some(text.encoding), Some(text.separator), text.notes),
            None => (None, None, Vec::new()),
        };
        if tally.read == 0 && !self.stopped {
            notes.push("Sotto l'intestazione non c'è nessuna riga.".to_owned());
        }
        Ok(FileReport {
            file: self.job.file.to_owned(),
            format: found.format,
            encoding,
            separator,
            layout: LayoutUsed {
                name: layout.name.clone(),
                title: layout.title.clone(),
                version: layout.version,
            },
            sheets: self.sheets,
            tally,
            notes,
            stopped: self.stopped,
        })
    }

    fn nothing_read(&self) -> UnreadableFile {
        let file = self.job.file.to_owned();
        let messages = self.sheets.iter().filter_map(|sheet| match &sheet.outcome {
            SheetOutcome::NotRecognised { message } if sheet.name.is_empty() => {
                Some(message.clone())
            }
            SheetOutcome::NotRecognised { message } => {
                Some(format!("foglio «{}»: {message}", sheet.name))
            }
            _ => None,
        });
        let messages: Vec<String> = messages.take(3).collect();
        if messages.is_empty() {
            return UnreadableFile::Empty { file };
        }
        UnreadableFile::NotRecognised {
            file,
            message: messages.join("; "),
        }
    }
}
