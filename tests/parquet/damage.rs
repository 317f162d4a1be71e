//! Damaged files end with an error that names them, and never with a panic.

use lightering::Error;
use lightering::read::{ReadOptions, read_files, read_stream};
use parquet::basic::Compression;

use super::read;
use super::table::{Table, Values};

fn table() -> Table {
    let rows = 2000_i64;
    Table::new()
        .with("int64 MMSI", Values::Int64((0..rows).map(|n| Some(311_000_000 + n % 7)).collect()))
        .with("int64 BaseDateTime", Values::Int64((0..rows).map(|n| Some(1_527_966_000 + n)).collect()))
        .with("double LAT", Values::Double((0..rows).map(|n| (n % 3 > 0).then_some(n as f64 / 1e3)).collect()))
        .with("double LON", Values::Double((0..rows).map(|n| Some(n as f64 / 1e3)).collect()))
        .with("binary VesselName (STRING)", Values::strings((0..rows).map(|n| Some(["A", "BC"][n as usize % 2]))))
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.parquet");
    let bytes = Table { rows_per_group: 900, ..table() }.bytes();
    for length in (8..bytes.len()).step_by(97) {
        std::fs::write(&path, &bytes[..length]).unwrap();
        let message = read(&path).unwrap_err().to_string();
        assert!(message.contains("cut.parquet") && message.contains("fetch the file again"), "{message}");
    }
}

#[test]
fn no_damaged_byte_makes_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.parquet");
    let mut state = 7_u64;
    for (version_2, dictionary, compression) in [
        (false, true, Compression::UNCOMPRESSED),
        (false, false, Compression::SNAPPY),
        (true, true, Compression::LZ4_RAW),
        (true, false, Compression::UNCOMPRESSED),
    ] {
        let bytes = Table { version_2, dictionary, compression, rows_per_group: 900, ..table() }.bytes();
        let footer = bytes.len() - 2500.min(bytes.len());
        for round in 0..400 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut damaged = bytes.clone();
            // The footer, which tells where all else is, and the pages by turns.
            let (from, to) = if round % 2 == 0 { (footer, bytes.len() - 8) } else { (4, footer) };
            let at = from + (state >> 33) as usize % (to - from);
            damaged[at] ^= 1 << (state >> 20 & 7);
            std::fs::write(&path, &damaged).unwrap();
            // Not every bit matters, and one of a value gives another value.
            if let Err(error) = read(&path) {
                assert!(error.to_string().contains("damaged.parquet"), "{error}");
            }
        }
    }
}

#[test]
fn a_stream_is_refused_with_advice() {
    let bytes = table().bytes();
    let error = read_stream("standard input", &bytes[..], &ReadOptions::default(), &|_| {}).unwrap_err();
    assert!(error.to_string().contains("give it as a file"), "{error}");
}

#[test]
fn a_file_without_what_is_needed_says_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.parquet");
    table().without("double LAT").write(&path);
    let message = read(&path).unwrap_err().to_string();
    assert!(message.contains("the columns found are: MMSI, BaseDateTime, LON, VesselName"), "{message}");
    assert!(matches!(read(&folder.path().join("none.parquet")), Err(Error::Io { .. })));
}

#[test]
fn rows_before_and_after_a_file_belong_to_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.parquet", "b.csv", "c.parquet"].map(|name| folder.path().join(name));
    table().write(&files[0]);
    std::fs::write(&files[1], "MMSI,BaseDateTime,LAT,LON\n311000112,2018-06-02T19:00:00,1,1\n").unwrap();
    table().write(&files[2]);
    let (_, report) = read_files(&files, &ReadOptions::default(), &|_| {}).unwrap();
    assert_eq!(report.files.iter().map(|file| file.rows_read).collect::<Vec<_>>(), [2000, 1, 2000]);
    assert_eq!(report.rows_read, 4001);
}
