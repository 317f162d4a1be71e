//! Columns in the rarer encodings (deltas, split streams), by way of the crate's own reader.

use parquet::column::page::PageReader;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{AsBytes, DataType};
use parquet::schema::types::ColumnDescPtr;

use super::value::Value;

/// Reads a column chunk of any encoding.
pub(super) struct Typed(ColumnReader);

impl Typed {
    pub(super) fn new(descriptor: ColumnDescPtr, pages: Box<dyn PageReader>) -> Self {
        Self(get_column_reader(descriptor, pages))
    }

    /// Appends the cells of the next `count` rows.
    ///
    /// # Errors
    ///
    /// What is damaged.
    pub(super) fn fill<C: Copy>(
        &mut self,
        count: usize,
        cells: &mut Vec<C>,
        convert: &mut impl FnMut(Value<'_>) -> C,
    ) -> Result<(), String> {
        match &mut self.0 {
            ColumnReader::BoolColumnReader(_) => Err("truth values cannot be read".to_owned()),
            ColumnReader::Int32ColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Whole((*value).into()))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Whole(*value))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| match value.data() {
                    [low, high, day] => Value::int96(i64::from(*low) | i64::from(*high) << 32, *day),
                    _ => Value::Null,
                })
            }
            ColumnReader::FloatColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Single(*value))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Double(*value))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Bytes(value.as_bytes()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                fill(reader, count, cells, convert, |value| Value::Bytes(value.as_bytes()))
            }
        }
    }
}

fn fill<T: DataType, C>(
    reader: &mut ColumnReaderImpl<T>,
    count: usize,
    cells: &mut Vec<C>,
    convert: &mut impl FnMut(Value<'_>) -> C,
    value: impl Fn(&T::T) -> Value<'_>,
) -> Result<(), String> {
    let (mut levels, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut left = count;
    while left > 0 {
        levels.clear();
        values.clear();
        let (rows, ..) =
            reader.read_records(left, Some(&mut levels), None, &mut values).map_err(|error| error.to_string())?;
        if rows == 0 || rows > left {
            return Err("a column ends before its last row".to_owned());
        }
        let mut found = values.iter();
        for row in 0..rows {
            // A column that cannot have nulls has no levels.
            let present = levels.get(row).is_none_or(|&level| level > 0);
            let cell = if present { found.next().map(&value) } else { None };
            cells.push(convert(cell.unwrap_or(Value::Null)));
        }
        left -= rows;
    }
    Ok(())
}
