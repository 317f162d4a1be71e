//! Writes small Parquet files, column by column.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

/// The values of a column.
#[derive(Clone)]
pub(crate) enum Values {
    Int32(Vec<Option<i32>>),
    Int64(Vec<Option<i64>>),
    Int96(Vec<Option<(i64, u32)>>),
    Float(Vec<Option<f32>>),
    Double(Vec<Option<f64>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

/// A file to be.
#[derive(Clone)]
pub(crate) struct Table {
    /// Declaration in the language of schemas (without repetition), and values.
    pub(crate) columns: Vec<(String, Values)>,
    pub(crate) rows_per_group: usize,
    pub(crate) dictionary: bool,
    pub(crate) required: bool,
    pub(crate) compression: Compression,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) version_2: bool,
}

impl Table {
    pub(crate) fn new() -> Self {
        Self {
            columns: Vec::new(),
            rows_per_group: usize::MAX,
            dictionary: true,
            required: false,
            compression: Compression::SNAPPY,
            encoding: None,
            version_2: false,
        }
    }

    /// Adds a column, or replaces the one declared so.
    pub(crate) fn with(mut self, declaration: &str, values: Values) -> Self {
        self.columns.retain(|(other, _)| other != declaration);
        self.columns.push((declaration.to_owned(), values));
        self
    }

    pub(crate) fn without(mut self, declaration: &str) -> Self {
        self.columns.retain(|(other, _)| other != declaration);
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let repetition = if self.required { "required" } else { "optional" };
        let fields: String = self.columns.iter().map(|(name, _)| format!("{repetition} {name};\n")).collect();
        let schema = Arc::new(parse_message_type(&format!("message ais {{\n{fields}}}")).unwrap());
        let mut properties = WriterProperties::builder()
            .set_dictionary_enabled(self.dictionary)
            .set_compression(self.compression)
            .set_data_page_row_count_limit(500)
            .set_write_batch_size(100);
        if self.version_2 {
            properties = properties.set_writer_version(parquet::file::properties::WriterVersion::PARQUET_2_0);
        }
        if let Some(encoding) = self.encoding {
            properties = properties.set_encoding(encoding);
        }
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties.build())).unwrap();
        let rows = self.columns[0].1.len();
        let mut first = 0;
        while first < rows {
            let end = rows.min(first.saturating_add(self.rows_per_group));
            let mut group = writer.next_row_group().unwrap();
            for (_, values) in &self.columns {
                let mut column = group.next_column().unwrap().unwrap();
                values.write(first, end, self.required, &mut column);
                column.close().unwrap();
            }
            group.close().unwrap();
            first = end;
        }
        writer.close().unwrap();
        bytes
    }

    pub(crate) fn write(&self, path: &Path) {
        std::fs::write(path, self.bytes()).unwrap();
    }
}

impl Values {
    pub(crate) fn strings<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        Self::Bytes(texts.into_iter().map(|text| text.map(|text| text.as_bytes().to_vec())).collect())
    }

    fn len(&self) -> usize {
        match self {
            Self::Int32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::Int96(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Bytes(values) => values.len(),
        }
    }

    fn write(&self, first: usize, end: usize, required: bool, column: &mut SerializedColumnWriter<'_>) {
        match self {
            Self::Int32(values) => write::<Int32Type, _>(&values[first..end], required, column, |value| *value),
            Self::Int64(values) => write::<Int64Type, _>(&values[first..end], required, column, |value| *value),
            Self::Int96(values) => write::<Int96Type, _>(&values[first..end], required, column, |(nanos, day)| {
                let mut value = Int96::new();
                value.set_data(*nanos as u32, (*nanos >> 32) as u32, *day);
                value
            }),
            Self::Float(values) => write::<FloatType, _>(&values[first..end], required, column, |value| *value),
            Self::Double(values) => write::<DoubleType, _>(&values[first..end], required, column, |value| *value),
            Self::Bytes(values) => {
                write::<ByteArrayType, _>(&values[first..end], required, column, |value| {
                    ByteArray::from(value.clone())
                });
            }
        }
    }
}

fn write<T: DataType, V>(
    values: &[Option<V>],
    required: bool,
    column: &mut SerializedColumnWriter<'_>,
    convert: impl Fn(&V) -> T::T,
) {
    let present: Vec<T::T> = values.iter().flatten().map(convert).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    column.typed::<T>().write_batch(&present, (!required).then_some(&levels[..]), None).unwrap();
}
