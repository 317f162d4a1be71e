//! `candidates.parquet` and `encounters.parquet`: GeoParquet 1.1, for pandas, DuckDB and QGIS.

use std::io::{self, Write};
use std::sync::Arc;

use chrono::DateTime;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::candidates::{CANDIDATE_COLUMNS, CANDIDATE_NUMBERS};
use super::encounters::ENCOUNTER_COLUMNS;
use super::{candidates, encounters};
use crate::ais::Position;
use crate::assess::Candidate;
use crate::detect::Encounter;

/// Metadata of the geometry column: points as well-known binary, longitude and latitude in degrees of WGS 84, which is what
/// is meant where no `crs` is given (<https://geoparquet.org/releases/v1.1.0/>).
const GEO: &str = r#"{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":["Point"]}}}"#;

/// Writes candidates as GeoParquet: the columns of `candidates.csv`, and `geometry`.
///
/// MMSIs are whole numbers, times are milliseconds in UTC, figures are doubles, all else is text; what is not known is null.
///
/// # Errors
///
/// What the writer says.
pub fn candidates_geoparquet(events: &[Candidate], out: impl Write + Send) -> io::Result<()> {
    let rows = events.iter().map(|event| (candidates::row(event), event.position));
    write(CANDIDATE_COLUMNS, &CANDIDATE_NUMBERS, rows, out)
}

/// Writes encounters as GeoParquet: the columns of `encounters.csv`, and `geometry`, as [`candidates_geoparquet`] does.
///
/// # Errors
///
/// What the writer says.
pub fn encounters_geoparquet(events: &[Encounter], out: impl Write + Send) -> io::Result<()> {
    let text = ["id", "mmsi_a", "mmsi_b", "start", "end", "mode", "group"];
    let numbers: Vec<&str> = ENCOUNTER_COLUMNS.into_iter().filter(|column| !text.contains(column)).collect();
    let rows = events.iter().map(|event| (encounters::row(event), event.position));
    write(ENCOUNTER_COLUMNS, &numbers, rows, out)
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Mmsi,
    Time,
    Number,
    Text,
}

impl Kind {
    fn of(column: &str, numbers: &[&str]) -> Self {
        match column {
            "mmsi_a" | "mmsi_b" => Self::Mmsi,
            "start" | "end" => Self::Time,
            _ if numbers.contains(&column) => Self::Number,
            _ => Self::Text,
        }
    }

    fn schema(self, column: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Self::Mmsi => (Physical::INT64, None),
            Self::Time => {
                let logical = LogicalType::timestamp(true, TimeUnit::MILLIS);
                (Physical::INT64, Some(logical))
            }
            Self::Number => (Physical::DOUBLE, None),
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        Type::primitive_type_builder(column, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()
    }

    fn write(self, cells: &[&str], column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let known: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
        let cells = cells.iter().filter(|cell| !cell.is_empty());
        // What an own writer spelled can be read back.
        let faulty = |cell: &str| ParquetError::General(format!("a cell holds {cell:?}"));
        let known = Some(known.as_slice());
        match self {
            Self::Mmsi => {
                let numbers =
                    cells.map(|cell| cell.parse().map_err(|_| faulty(cell))).collect::<Result<Vec<i64>, _>>()?;
                column.typed::<Int64Type>().write_batch(&numbers, known, None)?;
            }
            Self::Time => {
                let time = |cell: &&str| DateTime::parse_from_rfc3339(cell).map_err(|_| faulty(cell));
                let times =
                    cells.map(|cell| Ok(time(cell)?.timestamp_millis())).collect::<Result<Vec<i64>, ParquetError>>()?;
                column.typed::<Int64Type>().write_batch(&times, known, None)?;
            }
            Self::Number => {
                let numbers =
                    cells.map(|cell| cell.parse().map_err(|_| faulty(cell))).collect::<Result<Vec<f64>, _>>()?;
                column.typed::<DoubleType>().write_batch(&numbers, known, None)?;
            }
            Self::Text => {
                let texts: Vec<ByteArray> = cells.map(|cell| ByteArray::from(*cell)).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, known, None)?;
            }
        }
        Ok(())
    }
}

/// A point as well-known binary, little-endian.
fn wkb(position: Position) -> ByteArray {
    let mut bytes = vec![1, 1, 0, 0, 0];
    bytes.extend(position.longitude_deg().to_le_bytes());
    bytes.extend(position.latitude_deg().to_le_bytes());
    ByteArray::from(bytes)
}

fn write<const WIDTH: usize>(
    columns: [&str; WIDTH],
    numbers: &[&str],
    rows: impl Iterator<Item = ([String; WIDTH], Position)>,
    out: impl Write + Send,
) -> io::Result<()> {
    let (rows, places): (Vec<[String; WIDTH]>, Vec<ByteArray>) = rows.map(|(row, place)| (row, wkb(place))).unzip();
    fill(columns, numbers, &rows, &places, out).map_err(|error| match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        error => io::Error::other(error),
    })
}

fn fill<const WIDTH: usize>(
    columns: [&str; WIDTH],
    numbers: &[&str],
    rows: &[[String; WIDTH]],
    places: &[ByteArray],
    out: impl Write + Send,
) -> Result<(), ParquetError> {
    let mut fields = Vec::with_capacity(WIDTH + 1);
    for column in columns {
        fields.push(Arc::new(Kind::of(column, numbers).schema(column)?));
    }
    let geometry = Type::primitive_type_builder("geometry", Physical::BYTE_ARRAY).with_repetition(Repetition::REQUIRED);
    fields.push(Arc::new(geometry.build()?));
    let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("lightering ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new("geo".to_owned(), GEO.to_owned())]))
        .build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    let mut number = 0;
    while let Some(mut column) = group.next_column()? {
        match columns.get(number) {
            Some(name) => {
                let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(number)).map(String::as_str).collect();
                Kind::of(name, numbers).write(&cells, &mut column)?;
            }
            None => {
                column.typed::<ByteArrayType>().write_batch(places, None, None)?;
            }
        }
        column.close()?;
        number += 1;
    }
    group.close()?;
    file.close()?;
    Ok(())
}

#[cfg(test)]
#[path = "geoparquet_tests.rs"]
mod tests;
