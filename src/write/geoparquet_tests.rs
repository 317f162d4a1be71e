use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use super::*;
use crate::write::fixtures::{candidate, encounter};

/// The metadata and the rows of a file, by column.
fn read(file: Vec<u8>) -> (String, Vec<Vec<(String, Field)>>) {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let geo = metadata.iter().find(|pair| pair.key == "geo").and_then(|pair| pair.value.clone()).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
    (geo, rows)
}

fn cell<'r>(row: &'r [(String, Field)], name: &str) -> &'r Field {
    &row.iter().find(|(column, _)| column == name).unwrap().1
}

#[test]
fn candidates_have_typed_columns_and_a_point() {
    let mut file = Vec::new();
    candidates_geoparquet(&[candidate(), candidate()], &mut file).unwrap();
    let (geo, rows) = read(file);
    assert!(geo.contains(r#""primary_column":"geometry","columns":{"geometry":{"encoding":"WKB""#), "{geo}");
    assert_eq!(rows.len(), 2);
    assert_eq!(cell(&rows[0], "mmsi_a"), &Field::Long(636_000_001));
    assert_eq!(cell(&rows[0], "start"), &Field::TimestampMillis(3_600_000));
    assert_eq!(cell(&rows[0], "score"), &Field::Double(-1.25));
    assert_eq!(cell(&rows[0], "kind"), &Field::Str("dark-dark".into()));
    assert_eq!(cell(&rows[0], "hull_clearance_m"), &Field::Null);
    let Field::Bytes(point) = cell(&rows[0], "geometry") else { panic!("{rows:?}") };
    let double = |from: usize| f64::from_le_bytes(point.data()[from..from + 8].try_into().unwrap());
    assert_eq!((point.data()[..5].to_vec(), double(5).abs(), double(13)), (vec![1, 1, 0, 0, 0], 180.0, 10.0));
}

#[test]
fn encounters_have_the_columns_of_their_table() {
    let mut file = Vec::new();
    encounters_geoparquet(&[encounter()], &mut file).unwrap();
    let (_, rows) = read(file);
    let names: Vec<&str> = rows[0].iter().map(|cell| cell.0.as_str()).collect();
    assert_eq!(names, [&ENCOUNTER_COLUMNS[..], &["geometry"]].concat());
    assert_eq!(cell(&rows[0], "duration_h"), &Field::Double(2.5));
    assert_eq!(cell(&rows[0], "hull_clearance_m"), &Field::Null);
    assert_eq!(cell(&rows[0], "mode"), &Field::Str("under-way".into()));
}

#[test]
fn no_candidates_are_a_table_without_rows() {
    let mut file = Vec::new();
    candidates_geoparquet(&[], &mut file).unwrap();
    assert!(read(file).1.is_empty());
}
