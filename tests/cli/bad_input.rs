//! Inputs that cannot be used: one line that says which and why, status 1, and nothing written.

use std::ffi::OsStr;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use crate::command::{Place, detect, finish, lightering, run};
use crate::tracks;

#[track_caller]
fn refused(place: &Place, input: &Path, words: &[&str]) {
    let before = place.names();
    detect(input, &place.path("out"), &[]).refused(1, words);
    assert_eq!(place.names(), before, "nothing half-written");
}

#[test]
fn a_missing_file() {
    let place = Place::new();
    refused(&place, &place.path("nowhere.csv"), &["nowhere.csv"]);
    refused(&place, &place.path("2022-*.csv"), &["2022-*.csv"]);
}

#[test]
fn a_folder_without_ais() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).unwrap();
    refused(&place, &place.path("empty"), &["empty"]);
    place.file("photos/ship.jpg", b"\xff\xd8\xff");
    refused(&place, &place.path("photos"), &["photos"]);
}

#[test]
fn an_unknown_format() {
    let place = Place::new();
    refused(&place, &place.file("prices.csv", "day,barrel\n2022-01-01,77.78\n"), &["prices.csv"]);
    refused(&place, &place.file("letter.txt", "Dear Sir or Madam,\nplease find enclosed\n"), &["letter.txt"]);
}

#[test]
fn among_others_a_file_without_ais_is_passed_over_and_named() {
    let place = Place::new();
    place.file("data/ais.csv", tracks::day());
    place.file("data/anchorages.csv", "name,lat,lon\nRoads,1,2\n");
    place.file("data/notes.txt", "Dear Sir or Madam,\n");
    let outcome = detect(&place.path("data"), &place.path("out"), &["--quiet"]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(0), ""), "{}", outcome.stderr);
    let said = "lightering: 2 of 3 files passed over; the first is ";
    assert!(
        outcome.stderr.starts_with(said) && outcome.stderr.contains("anchorages.csv: no AIS layout"),
        "{}",
        outcome.stderr
    );
    let summary = place.json("out/summary.json");
    assert_eq!(summary["events"]["encounters"], 1);
    assert_eq!(summary["passed_over"].as_array().unwrap().len(), 2);
    assert!(summary["passed_over"][1]["file"].as_str().unwrap().ends_with("notes.txt"), "{summary}");
    let inspected = run([OsStr::new("inspect"), place.path("data").as_os_str()]).done().stdout;
    assert!(inspected.contains("notes.txt: passed over: no AIS layout"), "{inspected}");
    // Who says which layout there is, and where there is nothing else, hears of it.
    detect(&place.path("data"), &place.path("other"), &["--format", "marinecadastre"]).refused(1, &["anchorages.csv"]);
    fs::remove_file(place.path("data/ais.csv")).unwrap();
    detect(&place.path("data"), &place.path("other"), &[]).refused(1, &["anchorages.csv", "no AIS layout"]);
}

#[test]
fn a_digest_is_no_input_of_detect() {
    let place = Place::new();
    let (day, digest) = (place.file("ais.csv", tracks::day()), place.path("day.digest"));
    run([OsStr::new("digest"), day.as_os_str(), OsStr::new("--out"), digest.as_os_str()]).done();
    refused(&place, &digest, &["day.digest", "lightering merge"]);
    run([OsStr::new("digest"), day.as_os_str(), OsStr::new("--out"), OsStr::new("-")]).refused(2, &["--out -"]);
}

#[test]
fn an_empty_file_and_one_with_only_a_header() {
    let place = Place::new();
    refused(&place, &place.file("empty.csv", ""), &["empty.csv"]);
    refused(&place, &place.file("header.csv", tracks::HEADER), &["header.csv"]);
}

#[test]
fn a_truncated_archive_of_any_kind() {
    let place = Place::new();
    let day = tracks::day();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(day.as_bytes()).unwrap();
    let zstandard = ruzstd::encoding::compress_to_vec(day.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("ais.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(day.as_bytes()).unwrap();
    let archives = [
        ("ais.csv.gz", gzip.finish().unwrap()),
        ("ais.csv.zst", zstandard),
        ("ais.zip", zip.finish().unwrap().into_inner()),
    ];
    for (name, bytes) in archives {
        let whole = place.file(name, &bytes);
        detect(&whole, &place.path("whole"), &["--force"]).done();
        refused(&place, &place.file(name, &bytes[..bytes.len() * 2 / 3]), &[name]);
    }
}

#[test]
fn binary_garbage() {
    let place = Place::new();
    // A fixed stream of bytes without any order (xorshift).
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let garbage: Vec<u8> = (0..100_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect();
    for name in ["garbage.csv", "garbage.csv.gz", "garbage.zip", "garbage"] {
        refused(&place, &place.file(name, &garbage), &[name]);
    }
    refused(&place, &place.file("zeros.csv", vec![0; 100_000]), &["zeros.csv"]);
}

#[test]
fn garbage_within_a_file_costs_its_rows_only() {
    let place = Place::new();
    let mut bytes = tracks::day().into_bytes();
    bytes.extend_from_slice(b"\x00\xff\xfe\x80,,,\n\"unclosed,1,2\n");
    detect(&place.file("ais.csv", bytes), &place.path("out"), &[]).done();
    assert_eq!(place.json("out/summary.json")["events"]["encounters"], 1);
}

#[test]
fn a_line_of_100_megabytes_costs_its_row_and_little_memory() {
    let place = Place::new();
    let mut bytes = tracks::day().into_bytes();
    bytes.resize(bytes.len() + 100_000_000, b'9');
    bytes.push(b'\n');
    bytes.extend_from_slice(tracks::row(366_000_001, 905, 34.7, -120.0, 10.0).as_bytes());
    // Each thread has buffers of its own.
    detect(&place.file("ais.csv", &bytes), &place.path("out"), &["--threads", "2"]).done();
    let summary = place.json("out/summary.json");
    assert_eq!(summary["events"]["encounters"], 1);
    assert_eq!(summary["rows"]["rejected"], 4);
    if let Some(peak) = summary["run"]["stages"][0]["peak_memory_bytes"].as_u64() {
        assert!(peak < 100_000_000, "{peak} bytes: the line, which is not used, would take more alone");
    }
    let place = Place::new();
    let line = bytes.split_off(bytes.len() - 99_000_000);
    refused(&place, &place.file("line.csv", line), &["line.csv"]);
}

#[test]
fn coordinates_that_are_no_numbers() {
    let place = Place::new();
    let mut text = String::from(tracks::HEADER);
    for (latitude, longitude) in
        [(f64::NAN, -120.0), (34.0, f64::INFINITY), (f64::NEG_INFINITY, f64::NAN), (1e300, 0.0)]
    {
        text += &tracks::row(366_000_001, 0, latitude, longitude, 0.0);
    }
    refused(&place, &place.file("nan.csv", &text), &["nan.csv", "4 rows", "row 3"]);
    text += &tracks::row(366_000_001, 0, 34.0, -120.0, 0.0);
    detect(&place.file("nan.csv", &text), &place.path("out"), &[]).done();
    assert_eq!(place.json("out/summary.json")["rows"]["rejected"], 4);
}

#[test]
fn nothing_on_standard_input() {
    let place = Place::new();
    let mut command = lightering();
    command.args(["detect", "-", "--out"]).arg(place.path("out"));
    finish(&mut command, b"").refused(1, &["standard input"]);
    let mut both = lightering();
    both.args(["detect", "-"]).arg(place.file("ais.csv", tracks::day())).arg("--out").arg(place.path("out"));
    finish(&mut both, b"").refused(2, &["standard input"]);
    assert_eq!(place.names(), ["ais.csv"]);
}

#[test]
fn a_file_name_cannot_play_tricks_on_the_terminal() {
    let place = Place::new();
    detect(&place.path("a\n\u{1b}[31mb.csv"), &place.path("out"), &[]).refused(1, &["a\\n\\u{1b}[31mb.csv"]);
}
