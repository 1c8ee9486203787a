//! An answer as Parquet: a line for each row and column, a figure and its status for each measure.

use std::sync::Arc;

use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};

use super::block::{Block, Line, TOTAL, blocks, decimals};
use super::file::Export;
use super::sheet::{Field, HIDDEN};
use crate::error::AppError;

/// Significant digits of a decimal column: what 64 bits hold.
const PRECISION: i32 = 18;

/// The file's bytes.
pub(super) fn write(export: &Export) -> Result<Vec<u8>, AppError> {
    let columns = columns(export);
    bytes(export, &columns).map_err(|error| AppError::system("scrivere il file Parquet", error))
}

/// A column with its values.
struct Column {
    name: String,
    values: Values,
}

enum Values {
    Text(Vec<String>),
    /// Whole numbers of the last decimal, so many of them; none where there is no number.
    Decimal(u8, Vec<Option<i64>>),
}

impl Column {
    fn texts(name: String) -> Self {
        Self {
            name,
            values: Values::Text(Vec::new()),
        }
    }

    fn text(&mut self, text: &str) {
        if let Values::Text(texts) = &mut self.values {
            texts.push(text.to_owned());
        }
    }

    fn number(&mut self, field: &Field) {
        if let Values::Decimal(decimals, numbers) = &mut self.values {
            numbers.push(match field {
                Field::Number(value, _) => scaled(*value, *decimals),
                Field::Hidden | Field::Empty | Field::Text(_) => None,
            });
        }
    }
}

/// `12.5` with two decimals is 1250.
fn scaled(value: f64, decimals: u8) -> Option<i64> {
    let digits = format!("{value:.*}", usize::from(decimals));
    digits.replace('.', "").parse().ok()
}

fn columns(export: &Export) -> Vec<Column> {
    let answer = &export.answered.answer;
    let is_compared = answer.comparison.is_some();
    let mut columns = Vec::new();
    if is_compared {
        columns.push(Column::texts("confronto".to_owned()));
    }
    for level in answer.query.shown() {
        columns.push(Column::texts(format!("{}_codice", level.id)));
        columns.push(Column::texts(level.id.to_owned()));
    }
    for measure in &answer.measures {
        // A change in percent has a decimal.
        let decimals = decimals(measure).max(u8::from(is_compared));
        columns.push(Column {
            name: measure.id.to_owned(),
            values: Values::Decimal(decimals, Vec::new()),
        });
        columns.push(Column::texts(format!("{}_stato", measure.id)));
    }
    for block in blocks(&export.answered) {
        for line in &block.lines {
            push(&mut columns, export, &block, line);
        }
    }
    columns
}

/// A line of the answer: one of the file for each of its columns, and for their total.
fn push(columns: &mut [Column], export: &Export, block: &Block, line: &Line) {
    let answer = &export.answered.answer;
    let of_columns = answer.table.columns.iter().map(Some).chain([None]);
    for (nodes, cell) in of_columns.zip(&line.cells) {
        let mut texts = Vec::new();
        if answer.comparison.is_some() {
            texts.push(block.name.as_str());
        }
        let sides = [
            (&answer.query.rows, line.nodes.as_ref()),
            (&answer.query.columns, nodes),
        ];
        for (levels, nodes) in sides {
            for n in 0..levels.len() {
                let node = nodes.and_then(|nodes| nodes.get(n));
                texts.extend(node.map_or([TOTAL, "Totale"], |node| [&node.code, &node.label]));
            }
        }
        let (names, figures) = columns.split_at_mut(texts.len());
        for (column, text) in names.iter_mut().zip(texts) {
            column.text(text);
        }
        for (pair, field) in figures.chunks_mut(2).zip(cell) {
            if let [number, status] = pair {
                number.number(field);
                status.text(match field {
                    Field::Hidden => HIDDEN,
                    Field::Empty | Field::Text(_) => "assente",
                    Field::Number(..) => "",
                });
            }
        }
    }
}

fn bytes(export: &Export, columns: &[Column]) -> Result<Vec<u8>, ParquetError> {
    let notes = export.sheet().notes.into_iter();
    let mut about: Vec<KeyValue> = notes
        .map(|(name, words)| KeyValue::new(name, words))
        .collect();
    let created = export.caption.created.clone();
    about.push(KeyValue::new("Creata".to_owned(), created));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("pas".to_owned())
        .set_key_value_metadata(Some(about))
        .build();
    let schema = schema(columns)?;
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    if columns.iter().any(|column| column.len() > 0) {
        let mut group = file.next_row_group()?;
        for column in columns {
            let writer = group.next_column()?;
            let mut writer = writer.expect("invariant: the schema has a column for these values");
            write_column(&column.values, writer.untyped())?;
            writer.close()?;
        }
        group.close()?;
    }
    file.into_inner()
}

fn write_column(values: &Values, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
    match (values, writer) {
        (Values::Text(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => {
            let texts: Vec<ByteArray> = texts.iter().map(|text| text.as_str().into()).collect();
            writer.write_batch(&texts, None, None)?;
        }
        (Values::Decimal(_, numbers), ColumnWriter::Int64ColumnWriter(writer)) => {
            let present: Vec<i64> = numbers.iter().copied().flatten().collect();
            let levels: Vec<i16> = numbers
                .iter()
                .map(|number| i16::from(number.is_some()))
                .collect();
            writer.write_batch(&present, Some(&levels), None)?;
        }
        _ => return Err(ParquetError::General("values of another type".to_owned())),
    }
    Ok(())
}

fn schema(columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let fields = columns.iter().map(Column::parquet_type);
    let fields = fields.collect::<Result<_, _>>()?;
    let group = Type::group_type_builder("schema").with_fields(fields);
    group.build().map(Arc::new)
}

impl Column {
    fn len(&self) -> usize {
        match &self.values {
            Values::Text(texts) => texts.len(),
            Values::Decimal(_, numbers) => numbers.len(),
        }
    }

    fn parquet_type(&self) -> Result<TypePtr, ParquetError> {
        let built = match &self.values {
            Values::Text(_) => Type::primitive_type_builder(&self.name, Physical::BYTE_ARRAY)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::String)),
            Values::Decimal(0, _) => Type::primitive_type_builder(&self.name, Physical::INT64)
                .with_repetition(Repetition::OPTIONAL),
            Values::Decimal(decimals, _) => {
                Type::primitive_type_builder(&self.name, Physical::INT64)
                    .with_repetition(Repetition::OPTIONAL)
                    .with_converted_type(ConvertedType::DECIMAL)
                    .with_precision(PRECISION)
                    .with_scale(i32::from(*decimals))
            }
        };
        built.build().map(Arc::new)
    }
}
