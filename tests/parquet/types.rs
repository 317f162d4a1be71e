//! Every type that a column may have.

use lightering::read::{ColumnMap, Format, ReadOptions, Reason, read_files, read_stream};

use super::table::{Table, Values};
use super::{contents, read, read_csv};

const SECONDS: [i64; 3] = [1_527_966_000, 1_527_966_180, 1_527_966_360];
const CSV: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,Status,IMO,Length,Width,Draft\n\
    311000112,2018-06-02T19:00:00,33.01,-117.79,0.4,12.5,12,0,9074729,274,48,17\n\
    311000112,2018-06-02T19:03:00,33.0125,-117.75,102.3,360,511,,9074729,274,48,17\n\
    311000112,2018-06-02T19:06:00,33.0250,-117.5,1.5,359.5,,15,,,,\n";

fn three() -> Table {
    Table::new()
        .with("int64 MMSI", Values::Int64(vec![Some(311_000_112); 3]))
        .with("int64 BaseDateTime", Values::Int64(SECONDS.map(Some).to_vec()))
        .with("double LAT", Values::Double([33.01, 33.0125, 33.025].map(Some).to_vec()))
        .with("double LON", Values::Double([-117.79, -117.75, -117.5].map(Some).to_vec()))
        .with("double SOG", Values::Double([0.4, 102.3, 1.5].map(Some).to_vec()))
        .with("double COG", Values::Double([12.5, 360.0, 359.5].map(Some).to_vec()))
        .with("int64 Heading", Values::Int64(vec![Some(12), Some(511), None]))
        .with("int32 Status", Values::Int32(vec![Some(0), None, Some(15)]))
        .with("int64 IMO", Values::Int64(vec![Some(9_074_729), Some(9_074_729), None]))
        .with("double Length", Values::Double(vec![Some(274.0), Some(274.0), None]))
        .with("int32 Width", Values::Int32(vec![Some(48), Some(48), None]))
        .with("float Draft", Values::Float(vec![Some(17.0), Some(17.0), None]))
}

fn check(name: &str, table: Table) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("three.parquet");
    for dictionary in [true, false] {
        Table { dictionary, ..table.clone() }.write(&path);
        let (builder, report) = read(&path).unwrap();
        assert!(report.rejects.is_empty(), "{name}: {:?}", report.rejects);
        assert_eq!(contents(builder), contents(read_csv(CSV).0), "{name}, dictionary: {dictionary}");
    }
}

#[test]
fn a_time_may_be_of_any_type() {
    let scaled = |factor: i64| Values::Int64(SECONDS.map(|second| Some(second * factor)).to_vec());
    let text = |text: [&str; 3]| Values::strings(text.map(Some));
    for (declaration, values) in [
        ("int64 BaseDateTime", scaled(1)),
        ("int64 BaseDateTime", scaled(1000)),
        ("int64 BaseDateTime (TIMESTAMP(MILLIS,true))", scaled(1000)),
        ("int64 BaseDateTime (TIMESTAMP(MICROS,false))", scaled(1_000_000)),
        ("int64 BaseDateTime (TIMESTAMP(NANOS,true))", scaled(1_000_000_000)),
        ("int64 BaseDateTime (TIMESTAMP_MICROS)", scaled(1_000_000)),
        ("double BaseDateTime", Values::Double(SECONDS.map(|second| Some(second as f64)).to_vec())),
        (
            "int96 BaseDateTime",
            Values::Int96(
                SECONDS
                    .map(|second| Some((second % 86_400 * 1_000_000_000, (2_440_588 + second / 86_400) as u32)))
                    .to_vec(),
            ),
        ),
        (
            "binary base_date_time (STRING)",
            text(["2018-06-02T19:00:00", "2018-06-02 19:03:00", "2018-06-02T19:06:00Z"]),
        ),
    ] {
        check(declaration, three().without("int64 BaseDateTime").with(declaration, values));
    }
}

#[test]
fn vessel_and_motion_may_be_of_any_type() {
    let swap = |old: &str, new: &str, values: Values| check(new, three().without(old).with(new, values));
    swap("int64 MMSI", "int32 mmsi", Values::Int32(vec![Some(311_000_112); 3]));
    swap("int64 MMSI", "double mmsi", Values::Double(vec![Some(311_000_112.0); 3]));
    swap("int64 MMSI", "binary mmsi (STRING)", Values::strings([Some("311000112"); 3]));
    swap("double SOG", "float sog", Values::Float([0.4, 102.3, 1.5].map(Some).to_vec()));
    swap("double COG", "float cog", Values::Float([12.5, 360.0, 359.5].map(Some).to_vec()));
    swap("int64 Heading", "double heading", Values::Double(vec![Some(12.0), Some(511.0), None]));
    swap(
        "int32 Status",
        "binary status (STRING)",
        Values::strings([Some("under way using engine"), None, Some("undefined")]),
    );
    swap("int64 IMO", "binary imo (STRING)", Values::strings([Some("IMO9074729"), Some("IMO9074729"), None]));
    check("required", Table { required: true, ..three_required() });
}

/// The same without nulls: sentinels in their place.
fn three_required() -> Table {
    three()
        .with("int64 Heading", Values::Int64([12, 511, 511].map(Some).to_vec()))
        .with("int32 Status", Values::Int32([0, 15, 15].map(Some).to_vec()))
        .with("int64 IMO", Values::Int64([9_074_729, 9_074_729, 0].map(Some).to_vec()))
        .with("double Length", Values::Double([274.0, 274.0, 0.0].map(Some).to_vec()))
        .with("int32 Width", Values::Int32([48, 48, 0].map(Some).to_vec()))
        .with("float Draft", Values::Float([17.0, 17.0, 0.0].map(Some).to_vec()))
}

#[test]
fn motion_between_two_steps_is_rounded_as_in_text() {
    let values =
        [0.04, 0.05, 0.49, 0.5, 12.5, 13.5, 359.4, 359.5, 359.94, 359.95, 359.9995, 360.0, 511.0, -0.0004, -1.0];
    let mut text = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading\n".to_owned();
    for (second, value) in values.iter().enumerate() {
        text += &format!("311000112,2018-06-02T19:00:{second:02},33.01,-117.79,{value},{value},{value}\n");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rounded.parquet");
    let double = |values: &[f64]| Values::Double(values.iter().copied().map(Some).collect());
    let count = values.len();
    Table::new()
        .with("int64 MMSI", Values::Int64(vec![Some(311_000_112); count]))
        .with("int64 BaseDateTime", Values::Int64((0..count as i64).map(|second| Some(SECONDS[0] + second)).collect()))
        .with("double LAT", double(&vec![33.01; count]))
        .with("double LON", double(&vec![-117.79; count]))
        .with("double SOG", double(&values))
        .with("double COG", double(&values))
        .with("double Heading", double(&values))
        .write(&path);
    assert_eq!(contents(read(&path).unwrap().0), contents(read_csv(&text).0));
}

#[test]
fn coordinates_may_be_floats() {
    let text = "MMSI,BaseDateTime,LAT,LON\n311000112,2018-06-02T19:00:00,33.01234,-117.79\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("floats.parquet");
    Table::new()
        .with("int64 MMSI", Values::Int64(vec![Some(311_000_112)]))
        .with("int64 BaseDateTime", Values::Int64(vec![Some(SECONDS[0])]))
        .with("float LAT", Values::Float(vec![Some(33.01234)]))
        .with("float LON", Values::Float(vec![Some(-117.79)]))
        .write(&path);
    assert_eq!(contents(read(&path).unwrap().0), contents(read_csv(text).0));
}

#[test]
fn a_point_takes_the_place_of_degrees() {
    let point = |longitude: f64, latitude: f64| {
        let mut wkb = vec![1, 1, 0, 0, 0];
        wkb.extend(longitude.to_le_bytes());
        wkb.extend(latitude.to_le_bytes());
        Some(wkb)
    };
    let points = vec![point(-117.79, 33.01), point(-117.75, 33.0125), point(-117.5, 33.025)];
    check(
        "geometry",
        three().without("double LAT").without("double LON").with("binary geometry", Values::Bytes(points)),
    );
}

#[test]
fn what_cannot_be_used_costs_its_row_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.parquet");
    let vessel = Some(311_000_112);
    let time = Some(SECONDS[0]);
    let rows = [
        (None, time, Some(1.0), Reason::BadMmsi),
        (Some(-5), time, Some(1.0), Reason::BadMmsi),
        (Some(992_351_000), time, Some(1.0), Reason::NotAVessel),
        (vessel, None, Some(1.0), Reason::BadTime),
        (vessel, Some(i64::MAX), Some(1.0), Reason::BadTime),
        (vessel, Some(5), Some(1.0), Reason::TimeBefore1990),
        (vessel, Some(9_999_999_999), Some(1.0), Reason::TimeInFuture),
        (vessel, time, None, Reason::NoPosition),
        (vessel, time, Some(f64::NAN), Reason::NoPosition),
        (vessel, time, Some(91.0), Reason::PositionNotAvailable),
        (vessel, time, Some(90.5), Reason::BadPosition),
        (vessel, time, Some(f64::INFINITY), Reason::BadPosition),
        (vessel, time, Some(-1e300), Reason::BadPosition),
    ];
    Table::new()
        .with("int64 MMSI", Values::Int64(rows.iter().map(|row| row.0).collect()))
        .with("int64 BaseDateTime", Values::Int64(rows.iter().map(|row| row.1).collect()))
        .with("double LAT", Values::Double(rows.iter().map(|row| row.2).collect()))
        .with("double LON", Values::Double(vec![Some(1.0); rows.len()]))
        .write(&path);
    let (builder, report) = read(&path).unwrap();
    assert!(builder.is_empty());
    let found: Vec<_> = report.rejects.iter().map(|reject| (reject.row, reject.reason)).collect();
    let expected: Vec<_> = rows.iter().zip(1..).map(|(row, number)| (number, row.3)).collect();
    assert_eq!(found, expected);
    assert_eq!(report.rejects[2].text, "992351000,2018-06-02T19:00:00Z,1,1");
    assert_eq!(report.rejects[11].text, "311000112,2018-06-02T19:00:00Z,inf,1");
}

#[test]
fn a_column_map_says_what_columns_mean() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.parquet");
    let table = Table::new()
        .with("binary ship", Values::strings([Some("a"), Some("b"), Some("a")]))
        .with("int64 t", Values::Int64(SECONDS.map(Some).to_vec()))
        .with("double y", Values::Double([1.0, 2.0, 3.0].map(Some).to_vec()))
        .with("double x", Values::Double([1.0, 2.0, 3.0].map(Some).to_vec()))
        .with("double v", Values::Double([1.0, 2.0, 3.0].map(Some).to_vec()));
    table.write(&path);
    let mut map = ColumnMap::default();
    map.columns.vessel = Some("ship".into());
    map.columns.time = "t".into();
    map.columns.latitude = "y".into();
    map.columns.longitude = "x".into();
    map.columns.speed_over_ground = Some("v".into());
    map.vessel_id = lightering::read::VesselId::Hashed;
    map.speed_unit = lightering::read::SpeedUnit::MetresPerSecond;
    let options = ReadOptions { format: Some(Format::from(map)), ..ReadOptions::default() };
    let (parquet, report) = read_files(&[path], &options, &|_| {}).unwrap();
    let text = format!("ship,t,y,x,v\na,{},1,1,1\nb,{},2,2,2\na,{},3,3,3\n", SECONDS[0], SECONDS[1], SECONDS[2]);
    let (csv, csv_report) = read_stream("memory", text.as_bytes(), &options, &|_| {}).unwrap();
    assert_eq!(report.vessel_ids, csv_report.vessel_ids);
    assert_eq!(contents(parquet), contents(csv));
}
