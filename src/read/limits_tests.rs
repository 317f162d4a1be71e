//! What goes beyond a limit is named, or costs its row; and memory does not grow with it.

use std::io::{self, Read};

use super::*;
use crate::read::{ReadOptions, Reason, read_stream};

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,VesselName\n";

fn row(mmsi: u32, name: &str) -> String {
    format!("{mmsi},2018-06-02T19:00:00,33,-117,0,{name}\n")
}

fn read(text: impl Read + Send, limits: Limits) -> crate::Result<(usize, u64)> {
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let (fleet, report) = read_stream("memory", text, &options, &|_| {})?;
    Ok((fleet.len(), report.rejected.get(&Reason::TooLong).copied().unwrap_or(0)))
}

#[test]
fn a_limit_out_of_range_is_named() {
    assert!(Limits::default().validate().is_ok());
    let limits = Limits { max_line_bytes: 80, ..Limits::default() };
    assert!(limits.validate().unwrap_err().to_string().starts_with("max_line_bytes = 80"));
    assert!(read(row(311_000_112, "A").as_bytes(), limits).unwrap_err().to_string().starts_with("max_line_bytes = 80"));
}

#[test]
fn the_error_names_the_file_the_limit_and_the_flag() {
    let excess = Excess { name: "max_zip_members", value: 3, what: "the archive has more members" };
    let text = "a.zip: the archive has more members than max_zip_members = 3 allows; if it can be trusted, raise it by \
                --max-zip-members";
    assert_eq!(excess.of(Path::new("a.zip")).to_string(), text);
}

#[test]
fn the_longest_line_is_as_long_as_one_says() {
    let long = row(311_000_112, &"x".repeat(1500));
    let text = format!("{HEADER}{long}{}", row(311_000_112, "A"));
    let limits = Limits { max_line_bytes: 1024, ..Limits::default() };
    assert_eq!(read(text.as_bytes(), limits).unwrap(), (1, 1));
    assert_eq!(read(text.as_bytes(), Limits::default()).unwrap(), (2, 0));
    let huge = format!("{HEADER}{}{}", row(311_000_112, &"x".repeat(200_000)), row(311_000_112, "A"));
    assert_eq!(read(huge.as_bytes(), Limits::default()).unwrap(), (1, 1));
    let limits = Limits { max_line_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(read(huge.as_bytes(), limits).unwrap(), (2, 0));
}

#[test]
fn an_endless_line_is_one_row_or_no_header() {
    let endless = || io::repeat(b'9').take(30_000_000);
    let text = HEADER.as_bytes().chain(endless()).chain(&b"\n"[..]);
    assert_eq!(read(text, Limits::default()).unwrap(), (0, 1));
    assert!(read(endless(), Limits::default()).unwrap_err().to_string().contains("--max-line-bytes"));
}

#[test]
fn there_can_be_too_many_vessels_or_too_many_names() {
    let fleet = |count: u32, name: fn(u32) -> String| -> String {
        (0..count).map(|n| row(200_000_000 + n % 1000, &name(n))).collect()
    };
    let vessels = format!("{HEADER}{}", fleet(2000, |_| "A".into()));
    let limit = |max_vessels, max_static_sets| Limits { max_vessels, max_static_sets, ..Limits::default() };
    assert_eq!(read(vessels.as_bytes(), limit(1000, 1)).unwrap(), (2000, 0));
    let error = read(vessels.as_bytes(), limit(999, 1)).unwrap_err().to_string();
    assert!(error.starts_with("memory: there are more vessels") && error.contains("--max-vessels"), "{error}");
    let names = format!("{HEADER}{}", fleet(2000, |n| format!("SHIP {n}")));
    assert_eq!(read(names.as_bytes(), limit(1000, 2000)).unwrap(), (2000, 0));
    let error = read(names.as_bytes(), limit(1000, 1999)).unwrap_err().to_string();
    assert!(error.contains("names") && error.contains("--max-static-sets"), "{error}");
}

#[cfg(any(feature = "compression", feature = "parquet"))]
#[test]
fn the_ratio_of_unpacked_to_packed_counts_from_100_megabytes_on() {
    let limits = Limits { max_unpacked_bytes: 3 << 30, ..Limits::default() };
    assert!(limits.check_unpacked(RATIO_COUNTS_FROM - 1, 1).is_ok());
    assert!(limits.check_unpacked(RATIO_COUNTS_FROM, RATIO_COUNTS_FROM / 1000).is_ok());
    let name = |unpacked, packed| limits.check_unpacked(unpacked, packed).unwrap_err().name;
    assert_eq!(name(RATIO_COUNTS_FROM, RATIO_COUNTS_FROM / 1000 - 1), "max_unpacked_ratio");
    assert_eq!(name((3 << 30) + 1, 1 << 30), "max_unpacked_bytes");
}
