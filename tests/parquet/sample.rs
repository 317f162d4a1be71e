//! The bundled sample, as CSV and as Parquet in many ways.

use chrono::DateTime;
use lightering::read::{ReadOptions, Reason, read_files};
use parquet::basic::{Compression, Encoding};

use super::table::{Table, Values};
use super::{contents, read, read_csv};

const CSV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample_fixes.csv");

/// The columns of the sample by name.
fn column(text: &str, name: &str) -> Vec<Option<String>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let index = rows.headers().unwrap().iter().position(|header| header == name).unwrap();
    rows.records().map(|row| row.unwrap()[index].to_owned()).map(|cell| (!cell.is_empty()).then_some(cell)).collect()
}

fn parse<T: std::str::FromStr>(cells: Vec<Option<String>>) -> Vec<Option<T>> {
    cells.into_iter().map(|cell| cell.and_then(|cell| cell.parse().ok())).collect()
}

/// The sample with the types that data frames give it.
fn typed(text: &str) -> Table {
    let times = column(text, "BaseDateTime").into_iter().map(|time| {
        let time = time?.trim_end_matches('Z').replace(' ', "T") + "Z";
        DateTime::parse_from_rfc3339(&time).ok().map(|time| time.timestamp_millis())
    });
    let strings = |name: &str| Values::strings(column(text, name).iter().map(Option::as_deref));
    let doubles = |name: &str| Values::Double(parse(column(text, name)));
    Table::new()
        .with("int64 MMSI", Values::Int64(parse(column(text, "MMSI"))))
        .with("int64 BaseDateTime (TIMESTAMP(MILLIS,false))", Values::Int64(times.collect()))
        .with("double LAT", doubles("LAT"))
        .with("double LON", doubles("LON"))
        .with("double SOG", doubles("SOG"))
        .with("double COG", doubles("COG"))
        .with("double Heading", doubles("Heading"))
        .with("binary VesselName (STRING)", strings("VesselName"))
        .with("binary IMO (STRING)", strings("IMO"))
        .with("binary CallSign (STRING)", strings("CallSign"))
        .with("binary VesselType (STRING)", strings("VesselType"))
        .with("binary Status (STRING)", strings("Status"))
        .with("double Length", doubles("Length"))
        .with("double Width", doubles("Width"))
        .with("double Draft", doubles("Draft"))
        .with("binary TransceiverClass (STRING)", strings("TransceiverClass"))
}

/// The sample with text alone.
fn text_only(text: &str) -> Table {
    let mut table = Table::new();
    for name in csv::Reader::from_reader(text.as_bytes()).headers().unwrap() {
        let cells = column(text, name);
        table = table.with(&format!("binary {name} (STRING)"), Values::strings(cells.iter().map(Option::as_deref)));
    }
    table
}

#[test]
fn the_same_day_as_csv_and_as_parquet_is_the_same_fleet() {
    let text = std::fs::read_to_string(CSV).unwrap();
    let (csv, csv_report) = read_csv(&text);
    let expected = contents(csv);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.bin");
    let plain = Table { dictionary: false, rows_per_group: 3000, ..typed(&text) };
    for (name, table) in [
        ("dictionary", typed(&text)),
        ("text", text_only(&text)),
        ("plain", plain.clone()),
        ("gzip", Table { compression: Compression::GZIP(Default::default()), ..plain.clone() }),
        ("lz4", Table { compression: Compression::LZ4_RAW, ..plain.clone() }),
        ("pages of version 2", Table { version_2: true, rows_per_group: 1000, ..typed(&text) }),
        ("delta", Table { version_2: true, ..plain.clone() }),
        ("split", Table { encoding: Some(Encoding::BYTE_STREAM_SPLIT), ..without_text(plain) }),
    ] {
        table.write(&path);
        let (builder, report) = read(&path).unwrap();
        assert_eq!(report.rows_read, csv_report.rows_read, "{name}");
        assert_eq!(report.rejected, csv_report.rejected, "{name}");
        if name != "split" {
            assert!(contents(builder) == expected, "{name} differs");
        }
    }
}

/// The columns that can be split into streams.
fn without_text(mut table: Table) -> Table {
    table.columns.retain(|(_, values)| !matches!(values, Values::Bytes(_)));
    table
}

#[test]
fn rejects_have_the_reasons_of_csv_and_the_row_of_the_file() {
    let text = std::fs::read_to_string(CSV).unwrap();
    let (_, csv) = read_csv(&text);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.parquet");
    Table { rows_per_group: 700, ..typed(&text) }.write(&path);
    let (_, report) = read(&path).unwrap();
    // The first line of the CSV file is its header.
    let of = |rejects: &[lightering::read::Reject], header: u64| {
        rejects.iter().map(|reject| (reject.row - header, reject.reason)).collect::<Vec<_>>()
    };
    assert_eq!(of(&report.rejects, 0), of(&csv.rejects, 1));
    assert_eq!(report.files[0].rows_read, report.rows_read);
    assert_eq!(report.files[0].format.as_ref().unwrap().name(), "marinecadastre");
}

#[test]
fn rows_of_row_groups_outside_the_period_are_counted_without_being_read() {
    let text = std::fs::read_to_string(CSV).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.parquet");
    let table = Table { rows_per_group: 500, ..typed(&text) };
    table.write(&path);
    let (whole, _) = read(&path).unwrap();
    let (first, last) = whole.build(&Default::default()).unwrap().span().unwrap();
    let (from, to) = (first + (last - first) / 3, first + (last - first) / 2);
    let options = ReadOptions { from: Some(from), to: Some(to), ..ReadOptions::default() };
    let (parquet, report) = read_files(&[path], &options, &|_| {}).unwrap();
    let (csv, csv_report) = read_files(&[CSV.into()], &options, &|_| {}).unwrap();
    assert_eq!((report.rows_read, report.rows_taken), (csv_report.rows_read, csv_report.rows_taken));
    assert_eq!(contents(parquet), contents(csv));
    let outside = report.rejected[&Reason::OutsidePeriod];
    let kept = report.rejects.iter().filter(|reject| reject.reason == Reason::OutsidePeriod).count() as u64;
    assert!(kept < outside.min(1000), "no row group was passed over: {kept} of {outside}");
}

#[test]
fn a_ship_that_is_renamed_from_row_group_to_row_group_has_all_her_names() {
    let names = ["GULF LIGHT", "BAYOU LIGHT", "GULF LIGHT", "SABINE LIGHT"];
    let ships = 40;
    let rows = names.len() * ships * 200;
    let name = |row: usize| names[row * names.len() / rows];
    let mmsi = |row: usize| 311_000_000 + (row % ships) as i64;
    let second = |row: usize| 1_527_966_000 + (row / ships) as i64 * 10;
    let beam = |row: usize| 30 + (row % 3) as i64;
    let mut text = "MMSI,BaseDateTime,LAT,LON,VesselName,Length,Width\n".to_owned();
    for row in 0..rows {
        let time = DateTime::from_timestamp(second(row), 0).unwrap().format("%Y-%m-%dT%H:%M:%S");
        text += &format!("{},{time},33.5,-117.25,{},274.5,{}\n", mmsi(row), name(row), beam(row));
    }
    let whole = |value: &dyn Fn(usize) -> i64| Values::Int64((0..rows).map(|row| Some(value(row))).collect());
    let double = |value: f64| Values::Double(vec![Some(value); rows]);
    let table = Table::new()
        .with("int64 MMSI", whole(&mmsi))
        .with("int64 BaseDateTime", whole(&second))
        .with("double LAT", double(33.5))
        .with("double LON", double(-117.25))
        .with("binary VesselName (STRING)", Values::strings((0..rows).map(|row| Some(name(row)))))
        .with("double Length", double(274.5))
        .with("int64 Width", whole(&beam));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.parquet");
    let expected = contents(read_csv(&text).0);
    for dictionary in [true, false] {
        Table { dictionary, rows_per_group: rows / names.len(), ..table.clone() }.write(&path);
        let (builder, report) = read(&path).unwrap();
        assert_eq!(report.rows_read, rows as u64);
        assert!(contents(builder) == expected, "dictionary: {dictionary}");
    }
}
