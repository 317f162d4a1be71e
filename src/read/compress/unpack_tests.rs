//! Packed files give the rows of plain ones, and damaged ones say so.

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Error;
use crate::read::{Limits, ReadOptions, ReadReport, read_files, read_stream};

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,VesselName\n";

fn rows(from: usize, to: usize) -> String {
    (from..to)
        .map(|n| format!("311000112,2018-06-02T19:{:02}:{:02},33.{n:05},-117,0.{},A\n", n / 60 % 60, n % 60, n % 10))
        .collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Result<ReadReport, Error> {
    let (fleet, report) = read_stream("packed", bytes, &ReadOptions::default(), &|_| {})?;
    assert_eq!(fleet.len() as u64, report.rows_taken);
    Ok(report)
}

/// Reads a file whose name says nothing of its packing.
fn read_file(bytes: &[u8]) -> Result<ReadReport, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("day.bin");
    std::fs::write(&path, bytes).unwrap();
    let last = std::sync::Mutex::new(0);
    let (_, report) = read_files(&[path], &ReadOptions::default(), &|progress| *last.lock().unwrap() = progress.bytes)?;
    assert_eq!(last.into_inner().unwrap(), bytes.len() as u64);
    Ok(report)
}

#[test]
fn several_gzip_members_are_one_file() {
    let whole = format!("\u{feff}{HEADER}{}", rows(0, 500));
    assert_eq!(read(&gzip(&whole)).unwrap().rows_taken, 500);
    let parts = [gzip(HEADER), gzip(&rows(0, 250)), gzip(""), gzip(&rows(250, 500))].concat();
    assert_eq!(read(&parts).unwrap().rows_taken, 500);
    assert_eq!(read_file(&parts).unwrap().rows_taken, 500);
}

#[test]
fn several_zstd_frames_are_one_file_and_skippable_ones_are_passed_over() {
    let skippable = [&[0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0][..], b"notes"].concat();
    // A row may be cut by the end of a frame.
    let (head, tail) = (HEADER.to_owned() + &rows(0, 250), rows(250, 500));
    let (first, second) = tail.split_at(333);
    let parts =
        [skippable.clone(), zstd(&head), zstd(""), skippable.clone(), zstd(first), zstd(second), skippable].concat();
    assert_eq!(read(&parts).unwrap().rows_taken, 500);
    assert_eq!(read_file(&parts).unwrap().rows_taken, 500);
}

#[test]
fn the_data_members_of_an_archive_are_read_in_order_of_name() {
    let (second, first) = (HEADER.to_owned() + &rows(5, 9), HEADER.to_owned() + &rows(0, 5));
    let archive = zip(&[
        ("day/b.csv", second.as_bytes()),
        ("a.csv.gz", &gzip(&first)),
        ("__MACOSX/a.csv", b"\0\0"),
        ("readme.txt", b"hello"),
        ("map.pdf", b"%PDF"),
        ("bad.csv", (HEADER.to_owned() + "x\n").as_bytes()),
    ]);
    let report = read_file(&archive).unwrap();
    let names: Vec<String> =
        report.files.iter().map(|file| file.file.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["day.bin:a.csv.gz", "day.bin:bad.csv", "b.csv"]);
    assert_eq!((report.rows_taken, report.rows_read), (9, 10));
    assert!(report.rejects[0].file.to_string_lossy().ends_with("day.bin:bad.csv"));
    assert!(read_file(&zip(&[("map.pdf", b"%PDF")])).unwrap_err().to_string().contains("no member with data"));
    assert!(read(&archive).unwrap_err().to_string().contains("unpack it first"));
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_that_names_it() {
    let text = HEADER.to_owned() + &rows(0, 3000);
    for packed in [gzip(&text), zstd(&text), zip(&[("a.csv", text.as_bytes())])] {
        let step = packed.len() / 40;
        for end in (9..packed.len()).step_by(step).chain([packed.len() - 1]) {
            let message = read_file(&packed[..end]).unwrap_err().to_string();
            assert!(message.contains("day.bin") && message.contains("damaged or cut off"), "{end}: {message}");
            assert!(!message.contains('\n'), "{message}");
        }
    }
    // Behind a whole first member the rows read so far are said.
    let second = gzip(&rows(0, 3000));
    let cut = [gzip(&text), second[..second.len() / 2].to_vec()].concat();
    assert!(matches!(read(&cut), Err(Error::Row { row, .. }) if row > 3000));
}

#[test]
fn a_changed_byte_is_an_error_or_changes_nothing() {
    let text = HEADER.to_owned() + &rows(0, 3000);
    for packed in [gzip(&text), zip(&[("a.csv", text.as_bytes())])] {
        for at in (0..packed.len()).step_by(packed.len() / 60) {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            if let Ok(report) = read_file(&damaged) {
                assert_eq!((report.rows_read, report.rows_taken), (3000, 3000), "{at}");
            }
        }
    }
}

#[test]
fn what_is_packed_twice_says_so() {
    let twice = gzip(&String::from("x"));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&twice).unwrap();
    assert!(read(&encoder.finish().unwrap()).unwrap_err().to_string().contains("packed twice"));
}

/// A bomb of zstd: one frame of a megabyte of the same byte, in some 50 bytes, again and again.
fn bomb(megabytes: usize) -> Vec<u8> {
    let header = zstd(HEADER);
    let frame = compress_to_vec(&vec![b'9'; 1 << 20][..], CompressionLevel::Fastest);
    [header, frame.repeat(megabytes)].concat()
}

#[test]
fn a_bomb_is_named_long_before_it_has_gone_off() {
    let packed = bomb(4000);
    assert!(packed.len() < 1_000_000, "{}", packed.len());
    let options = ReadOptions::default();
    let error = read_stream("bomb.zst", packed.as_slice(), &options, &|_| {}).unwrap_err();
    assert!(matches!(error, Error::Limit { name: "max_unpacked_ratio", value: 1000, .. }), "{error}");
    assert!(error.to_string().starts_with("bomb.zst: ") && error.to_string().contains("--max-unpacked-ratio"));
}

#[test]
fn a_file_that_unpacks_to_more_than_is_allowed_is_named_whatever_its_packing() {
    let text = format!("{HEADER}{}", rows(0, 3000));
    let folder = tempfile::tempdir().unwrap();
    let double = zip(&[("a.csv", text.as_bytes()), ("b.csv", text.as_bytes())]);
    let nested = zip(&[("a.csv.gz", &gzip(&text))]);
    let files = [("a.gz", gzip(&text)), ("a.zst", zstd(&text)), ("a.zip", double), ("nested.zip", nested)];
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let read = |max_unpacked_bytes| {
            let limits = Limits { max_unpacked_bytes, ..Limits::default() };
            read_files(std::slice::from_ref(&path), &ReadOptions { limits, ..ReadOptions::default() }, &|_| {})
        };
        let error = read(text.len() as u64 - 10).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("--max-unpacked-bytes"), "{error}");
        // All members of an archive count together, and what is unpacked twice counts twice.
        assert!(read(2 * text.len() as u64).is_ok());
        assert_eq!(read(text.len() as u64 + 100).is_ok(), !name.ends_with("zip"));
    }
}

#[test]
fn members_of_an_archive_are_limited_in_number_and_named_safely() {
    let text = format!("{HEADER}{}bad\n", rows(0, 3));
    let long = format!("{}.csv", "x".repeat(2000));
    let names = ["../../etc/a.csv", "/b\n\u{1b}[31m\u{202e}c.csv", long.as_str()];
    let packed = zip(&names.map(|name| (name, text.as_bytes())));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    std::fs::write(&path, packed).unwrap();
    let read = |max_zip_members| {
        let limits = Limits { max_zip_members, ..Limits::default() };
        read_files(std::slice::from_ref(&path), &ReadOptions { limits, ..ReadOptions::default() }, &|_| {})
    };
    let error = read(2).unwrap_err().to_string();
    assert!(error.contains("a.zip: ") && error.contains("--max-zip-members"), "{error}");
    let (_, report) = read(3).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no member is written to the disk");
    let found: Vec<String> = report.rejects.iter().map(|reject| reject.file.display().to_string()).collect();
    assert!(found[0].ends_with("a.zip:../../etc/a.csv"), "{found:?}");
    assert!(found[1].ends_with("a.zip:/b\\n\\u{1b}[31m\\u{202e}c.csv"), "{found:?}");
    assert!(found[2].len() < 400, "{found:?}");
}
