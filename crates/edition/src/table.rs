//! Small tables as Parquet files, and the settings that all our Parquet files share.

use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::reader::{ColumnReader, get_typed_column_reader};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::digest::HashedFile;
use crate::error::EditionError;
use crate::manifest::{ColumnEntry, FileEntry};

/// Significant digits of a decimal column: what 64 bits hold.
pub(crate) const PRECISION: i32 = 18;

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int32,
    Int64,
    Text,
    /// Digits after the point.
    Decimal(i32),
}

/// A column and what it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) meaning: &'static str,
}

impl Column {
    pub(crate) const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            name,
            kind,
            meaning,
        }
    }

    fn parquet_type(&self) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = match self.kind {
            Kind::Int32 => (Physical::INT32, None),
            Kind::Int64 | Kind::Decimal(_) => (Physical::INT64, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let builder = Type::primitive_type_builder(self.name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_logical_type(logical);
        let builder = match self.kind {
            Kind::Decimal(scale) => builder
                .with_converted_type(ConvertedType::DECIMAL)
                .with_precision(PRECISION)
                .with_scale(scale),
            _ => builder,
        };
        builder.build().map(Arc::new)
    }

    fn entry(&self) -> ColumnEntry {
        ColumnEntry {
            name: self.name.to_owned(),
            kind: match self.kind {
                Kind::Int32 => "INT32".to_owned(),
                Kind::Int64 => "INT64".to_owned(),
                Kind::Text => "UTF8".to_owned(),
                Kind::Decimal(scale) => format!("DECIMAL({PRECISION},{scale})"),
            },
            meaning: self.meaning.to_owned(),
        }
    }
}

/// The values of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Values {
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Text(Vec<String>),
}

impl Values {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Int32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    pub(crate) fn texts<T: Into<String>>(values: impl Iterator<Item = T>) -> Self {
        Self::Text(values.map(Into::into).collect())
    }

    pub(crate) fn numbers<T: Into<i64>>(
        values: impl Iterator<Item = T>,
    ) -> Result<Self, EditionError> {
        let narrow = |value: T| {
            let value = value.into();
            let too_large = || EditionError::Reference(format!("{value} supera 2.147.483.647"));
            i32::try_from(value).map_err(|_| too_large())
        };
        values
            .map(narrow)
            .collect::<Result<_, _>>()
            .map(Self::Int32)
    }
}

/// The schema of a file with these columns.
pub(crate) fn schema(columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let fields = columns.iter().map(Column::parquet_type);
    let fields = fields.collect::<Result<_, _>>()?;
    let group = Type::group_type_builder("schema").with_fields(fields);
    group.build().map(Arc::new)
}

/// What all our files have: snappy, and no word of a program's version that would change their bytes.
pub(crate) fn properties() -> WriterPropertiesBuilder {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("pas".to_owned())
}

/// A Parquet file that is being written: groups of rows, then its entry in the manifest.
pub(crate) struct TableWriter {
    file: SerializedFileWriter<HashedFile>,
    columns: Vec<Column>,
    path: std::path::PathBuf,
    name: String,
    n_rows: u64,
}

impl TableWriter {
    /// Opens `name` inside `folder`.
    pub(crate) fn create(
        folder: &Path,
        name: String,
        columns: Vec<Column>,
        properties: WriterPropertiesBuilder,
    ) -> Result<Self, EditionError> {
        let path = folder.join(&name);
        let file = HashedFile::create(&path)?;
        let schema = schema(&columns).map_err(EditionError::parquet("describe", &path))?;
        let file = SerializedFileWriter::new(file, schema, Arc::new(properties.build()))
            .map_err(EditionError::parquet("begin", &path))?;
        Ok(Self {
            file,
            columns,
            path,
            name,
            n_rows: 0,
        })
    }

    /// Writes one group of rows; all columns equally long.
    pub(crate) fn group(&mut self, values: &[Values]) -> Result<(), EditionError> {
        let n_rows = values.first().map_or(0, Values::len);
        assert!(
            values.len() == self.columns.len() && values.iter().all(|all| all.len() == n_rows),
            "invariant: a table has all its columns, equally long"
        );
        self.n_rows += n_rows as u64;
        self.write(values)
            .map_err(EditionError::parquet("write", &self.path))
    }

    fn write(&mut self, values: &[Values]) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for values in values {
            let column = group.next_column()?;
            let mut column = column.expect("invariant: the schema has a column for these values");
            match (values, column.untyped()) {
                (Values::Int32(values), ColumnWriter::Int32ColumnWriter(writer)) => {
                    writer.write_batch(values, None, None)?;
                }
                (Values::Int64(values), ColumnWriter::Int64ColumnWriter(writer)) => {
                    writer.write_batch(values, None, None)?;
                }
                (Values::Text(values), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                    let bytes: Vec<ByteArray> =
                        values.iter().map(|text| text.as_str().into()).collect();
                    writer.write_batch(&bytes, None, None)?;
                }
                _ => return Err(ParquetError::General("values of another type".to_owned())),
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Closes the file and brings it to the disk.
    pub(crate) fn close(self) -> Result<FileEntry, EditionError> {
        let doing = EditionError::parquet("close", &self.path);
        let closed = self.file.into_inner().map_err(doing)?.close();
        let (sha256, bytes) = closed.map_err(EditionError::file("close", &self.path))?;
        Ok(FileEntry {
            path: self.name,
            sha256,
            bytes,
            rows: self.n_rows,
            columns: self.columns.iter().map(Column::entry).collect(),
        })
    }
}

/// Writes a whole small table.
pub(crate) fn write(
    folder: &Path,
    name: &str,
    columns: &[Column],
    values: &[Values],
) -> Result<FileEntry, EditionError> {
    let mut writer = TableWriter::create(folder, name.to_owned(), columns.to_vec(), properties())?;
    // A group without rows is legal, but not every reader has met one.
    if values.first().is_some_and(|column| column.len() > 0) {
        writer.group(values)?;
    }
    writer.close()
}

/// Reads from a Parquet file what `read` reads. On some damaged files the crate that decodes them
/// panics; for us that is a file that cannot be read.
pub(crate) fn guarded<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, EditionError>,
) -> Result<T, EditionError> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(read));
    let undecoded = |_| {
        let found = "il suo contenuto non si decodifica";
        Err(EditionError::damaged(path, found))
    };
    outcome.unwrap_or_else(undecoded)
}

/// Opens a Parquet file and checks that it has exactly `columns`.
pub(crate) fn open(
    path: &Path,
    columns: &[Column],
) -> Result<SerializedFileReader<File>, EditionError> {
    let file = File::open(path).map_err(EditionError::file("open", path))?;
    let reader = guarded(path, || {
        SerializedFileReader::new(file).map_err(EditionError::parquet("read the end of", path))
    })?;
    let found = reader.metadata().file_metadata().schema();
    let wanted = schema(columns).map_err(EditionError::parquet("describe", path))?;
    if *found != *wanted {
        return Err(EditionError::damaged(
            path,
            "le colonne non sono quelle previste",
        ));
    }
    Ok(reader)
}

/// Reads a whole small table.
pub(crate) fn read(path: &Path, columns: &[Column]) -> Result<Vec<Values>, EditionError> {
    let reader = open(path, columns)?;
    let mut table: Vec<Values> = columns
        .iter()
        .map(|column| match column.kind {
            Kind::Int32 => Values::Int32(Vec::new()),
            Kind::Int64 | Kind::Decimal(_) => Values::Int64(Vec::new()),
            Kind::Text => Values::Text(Vec::new()),
        })
        .collect();
    guarded(path, || {
        for n in 0..reader.num_row_groups() {
            read_group(&reader, n, &mut table).map_err(EditionError::parquet("read", path))?;
        }
        Ok(table)
    })
}

/// Appends group number `n` to the columns of `table`.
pub(crate) fn read_group(
    reader: &SerializedFileReader<File>,
    n: usize,
    table: &mut [Values],
) -> Result<(), ParquetError> {
    let group = reader.get_row_group(n)?;
    for (position, values) in table.iter_mut().enumerate() {
        read_column(group.as_ref(), position, values)?;
    }
    Ok(())
}

/// Appends a column of `group` to `values`.
fn read_column(
    group: &dyn RowGroupReader,
    position: usize,
    values: &mut Values,
) -> Result<(), ParquetError> {
    let n_rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let column = group.get_column_reader(position)?;
    match values {
        Values::Int32(values) => read_all::<Int32Type>(column, n_rows, values),
        Values::Int64(values) => read_all::<Int64Type>(column, n_rows, values),
        Values::Text(texts) => {
            let mut bytes = Vec::new();
            read_all::<ByteArrayType>(column, n_rows, &mut bytes)?;
            for text in &bytes {
                texts.push(text.as_utf8()?.to_owned());
            }
            Ok(())
        }
    }
}

fn read_all<T: DataType>(
    column: ColumnReader,
    n_rows: usize,
    values: &mut Vec<T::T>,
) -> Result<(), ParquetError> {
    // No more than a group of ours has: a damaged file may say anything.
    values.reserve(n_rows.min(1 << 21));
    let mut reader = get_typed_column_reader::<T>(column);
    let mut n_read = 0;
    while n_read < n_rows {
        let (n, _, _) = reader.read_records(n_rows - n_read, None, None, values)?;
        if n == 0 {
            let text = format!("{n_read} rows of {n_rows}");
            return Err(ParquetError::EOF(text));
        }
        n_read += n;
    }
    Ok(())
}
