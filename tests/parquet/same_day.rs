//! A day in several clothes gives the same events, to the byte.

use std::io::Write;
use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use lightering::ais::{Mmsi, PositionReport};
use lightering::config::Config;
use lightering::digest::Digest;
use lightering::read::{ReadOptions, Source};
use lightering::simulate::Voyage;
use lightering::write;
use parquet::basic::Compression;

use super::table::{Table, Values};

/// A row of the day, with what is known of the ship.
struct Line {
    report: PositionReport,
    name: &'static str,
    imo: u32,
    ship_type: u8,
    length_m: u16,
    beam_m: u16,
    draught_m: f64,
}

/// Two tankers that lie alongside for five hours, one of which leaves deeper; one that loiters, and one that is silent for eight hours.
fn day() -> Vec<Line> {
    let mmsi = |number: u32| Mmsi::new(636_000_000 + number).unwrap();
    let start = Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap();
    let at = |hours: i64| start + TimeDelta::hours(hours);
    let host = Voyage::of(mmsi(1)).starting(start, -30.0, 150.0).drift(12.0, 40.0, 0.5).sail(8.0, 90.0, 12.0);
    let guest = Voyage::of(mmsi(2))
        .starting(start, -30.4, 150.0)
        .alongside(&host, 0.0, 60.0, at(4), at(9))
        .sail(8.0, 200.0, 11.0);
    let lone = Voyage::of(mmsi(3)).starting(start, -31.0, 151.0).drift(10.0, 120.0, 0.8).sail(4.0, 0.0, 10.0);
    let silent = Voyage::of(mmsi(4)).starting(start, -32.0, 150.0).sail(20.0, 45.0, 10.0).silence(at(6), at(14));
    let ships = [
        (host, "NORTH EXAMPLE", 9_074_729, 80, 274, 48, [14.0, 9.0]),
        (guest, "SEA, EXAMPLE", 9_524_475, 80, 183, 32, [8.0, 12.0]),
        (lone, "LONE EXAMPLE", 0, 30, 45, 12, [5.4, 5.4]),
        (silent, "SILENT EXAMPLE", 9_509_255, 70, 180, 28, [10.1, 10.1]),
    ];
    let mut lines = Vec::new();
    for (voyage, name, imo, ship_type, length_m, beam_m, [before, after]) in ships {
        for report in voyage.reports(TimeDelta::minutes(3)) {
            let draught_m = if report.time < at(10) { before } else { after };
            lines.push(Line { report, name, imo, ship_type, length_m, beam_m, draught_m });
        }
    }
    lines.sort_by_key(|line| (line.report.time, line.report.mmsi));
    lines
}

fn place(line: &Line) -> (f64, f64) {
    let position = line.report.position;
    let five = |degrees: f64| (degrees * 1e5).round() / 1e5;
    (five(position.latitude_deg()), five(position.longitude_deg()))
}

fn seconds(time: DateTime<Utc>) -> DateTime<Utc> {
    Utc.timestamp_opt(time.timestamp(), 0).unwrap()
}

/// Speed in knots, course and heading in degrees, where the ship says them.
fn motion(line: &Line) -> [Option<f64>; 3] {
    [
        line.report.speed_over_ground.map(|speed| speed.kn()),
        line.report.course_over_ground.map(|course| course.deg()),
        line.report.true_heading.map(|heading| heading.deg()),
    ]
}

/// As MarineCadastre wrote until 2024: sentinels for what is not known.
fn old_spelling(lines: &[Line]) -> String {
    let mut text =
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,\
                    Cargo,TransceiverClass\n"
            .to_owned();
    for line in lines {
        let (latitude, longitude) = place(line);
        let time = line.report.time.format("%Y-%m-%dT%H:%M:%S");
        let [speed, course, heading] = motion(line);
        let (speed, course, heading) = (speed.unwrap_or(102.3), course.unwrap_or(360.0), heading.unwrap_or(511.0));
        let imo = if line.imo > 0 { format!("IMO{:07}", line.imo) } else { "IMO0000000".to_owned() };
        let Line { name, ship_type, length_m, beam_m, draught_m, .. } = line;
        text += &format!(
            "{},{time},{latitude:.5},{longitude:.5},{speed:.1},{course:.1},{heading:.1},\"{name}\",{imo},,{ship_type},15,\
             {length_m},{beam_m},{draught_m:.1},{ship_type},A\n",
            line.report.mmsi
        );
    }
    text
}

/// As it writes since: other names and order, a space in the time, blanks for what is not known.
fn new_spelling(lines: &[Line]) -> String {
    let mut text =
        "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,\
                    width,draft,cargo,transceiver\n"
            .to_owned();
    for line in lines {
        let (latitude, longitude) = place(line);
        let time = line.report.time.format("%Y-%m-%d %H:%M:%S");
        let [speed, course, heading] =
            motion(line).map(|value| value.map_or_else(String::new, |value| value.to_string()));
        let imo = if line.imo > 0 { format!("IMO{}", line.imo) } else { String::new() };
        let Line { name, ship_type, length_m, beam_m, draught_m, .. } = line;
        text += &format!(
            "{},{time},{longitude},{latitude},{speed},{course},{heading},\"{name}\",{imo},,{ship_type},,{length_m},{beam_m},\
             {draught_m},{ship_type},A\n",
            line.report.mmsi
        );
    }
    text
}

/// As its GeoParquet files of 2025 have it: the position as a point in well-known binary, and a timestamp.
fn geoparquet(lines: &[Line]) -> Vec<u8> {
    let point = |line: &Line| {
        let (latitude, longitude) = place(line);
        let little_endian_point = [1, 1, 0, 0, 0];
        [&little_endian_point[..], &longitude.to_le_bytes(), &latitude.to_le_bytes()].concat()
    };
    let doubles = |value: &dyn Fn(&Line) -> Option<f64>| Values::Double(lines.iter().map(value).collect());
    let whole = |value: &dyn Fn(&Line) -> i64| Values::Int64(lines.iter().map(|line| Some(value(line))).collect());
    let imos: Vec<Option<String>> =
        lines.iter().map(|line| (line.imo > 0).then(|| format!("IMO{}", line.imo))).collect();
    let table = Table::new()
        .with("int64 mmsi", whole(&|line| i64::from(line.report.mmsi.get())))
        .with(
            "int64 base_date_time (TIMESTAMP(MICROS,false))",
            whole(&|line| seconds(line.report.time).timestamp_micros()),
        )
        .with("double sog", doubles(&|line| motion(line)[0]))
        .with("double cog", doubles(&|line| motion(line)[1]))
        .with("double heading", doubles(&|line| motion(line)[2]))
        .with("binary vessel_name (STRING)", Values::strings(lines.iter().map(|line| Some(line.name))))
        .with("binary imo (STRING)", Values::strings(imos.iter().map(Option::as_deref)))
        .with("int64 vessel_type", whole(&|line| line.ship_type.into()))
        .with("double length", doubles(&|line| Some(line.length_m.into())))
        .with("double width", doubles(&|line| Some(line.beam_m.into())))
        .with("double draft", doubles(&|line| Some(line.draught_m)))
        .with("binary transceiver (STRING)", Values::strings(lines.iter().map(|_| Some("A"))))
        .with("binary geometry", Values::Bytes(lines.iter().map(|line| Some(point(line))).collect()));
    Table { rows_per_group: 400, compression: Compression::SNAPPY, ..table }.bytes()
}

/// As the Danish Maritime Authority writes, each row so many times.
fn danish(lines: &[Line], times: usize) -> String {
    let mut text = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,\
                    Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type\n"
        .to_owned();
    for line in lines {
        let (latitude, longitude) = place(line);
        let [speed, course, heading] =
            motion(line).map(|value| value.map_or_else(String::new, |value| value.to_string()));
        let ship_type = match line.ship_type {
            80 => "Tanker",
            70 => "Cargo",
            _ => "Fishing",
        };
        let imo = if line.imo > 0 { line.imo.to_string() } else { "Unknown".to_owned() };
        let Line { name, length_m, beam_m, draught_m, .. } = line;
        let row = format!(
            "{},Class A,{},{latitude:.6},{longitude:.6},Unknown value,,{speed},{course},{heading},{imo},Unknown,\"{name}\",\
             {ship_type},,{beam_m},{length_m},Undefined,{draught_m},Unknown,,AIS\n",
            line.report.time.format("%d/%m/%Y %H:%M:%S"),
            line.report.mmsi
        );
        text += &row.repeat(times);
    }
    text
}

/// The tables of all events that a file gives.
fn events(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let (digest, _) = Digest::of_source(
        Source::Files(&[path]),
        &ReadOptions::default(),
        &Config::default(),
        TimeDelta::hours(24),
        &|_| {},
    )
    .unwrap();
    let found = digest.finish().unwrap();
    assert_eq!((found.encounters.len(), found.loitering.is_empty(), found.gaps.is_empty()), (1, false, false));
    assert!(!found.candidates.is_empty());
    let mut tables = Vec::new();
    write::encounters(&found.encounters, &mut tables).unwrap();
    write::gaps(&found.gaps, &mut tables).unwrap();
    write::loitering(&found.loitering, &mut tables).unwrap();
    write::identity(&found.identity, &mut tables).unwrap();
    write::dark_rendezvous(&found.dark_rendezvous, &mut tables).unwrap();
    write::candidates(&found.candidates, &mut tables).unwrap();
    tables
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zip(text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("AIS_2024_03_01.csv", zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn zstandard(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

fn assert_same(name: &str, found: &[u8], expected: &[u8]) {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let differ = lines(found).into_iter().zip(lines(expected)).find(|(found, expected)| found != expected);
    assert!(found == expected, "{name} differs: {differ:?}");
}

#[test]
fn a_day_as_old_and_new_csv_packed_and_as_parquet_gives_the_same_events_to_the_byte() {
    let lines = day();
    let (old, new) = (old_spelling(&lines), new_spelling(&lines));
    let expected = events("AIS_2024_03_01.csv", old.as_bytes());
    for (name, bytes) in [
        ("ais-2024-03-01.csv", new.clone().into_bytes()),
        ("old.csv.gz", gzip(&old)),
        ("old.csv.zst", zstandard(&old)),
        ("old.zip", zip(&old)),
        ("new.csv.gz", gzip(&new)),
        ("ais-2024-03-01.csv.zst", zstandard(&new)),
        ("new.zip", zip(&new)),
        ("ais-2024-03-01.parquet", geoparquet(&lines)),
    ] {
        assert_same(name, &events(name, &bytes), &expected);
    }
}

#[test]
fn a_danish_day_with_every_row_21_times_gives_the_events_of_the_plain_one() {
    let lines = day();
    let plain = events("aisdk.csv", danish(&lines, 1).as_bytes());
    assert_same("21 times", &events("aisdk.csv", danish(&lines, 21).as_bytes()), &plain);
    // What both layouts can say is the same, so that the events are.
    assert_same("marinecadastre", &events("old.csv", old_spelling(&lines).as_bytes()), &plain);
}

#[test]
fn times_are_whole_seconds_in_all_layouts() {
    assert!(day().iter().all(|line| line.report.time == seconds(line.report.time)));
    assert_eq!(day()[0].report.time.to_rfc3339_opts(SecondsFormat::Secs, true), "2024-03-01T00:00:00Z");
}
