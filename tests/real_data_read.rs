//! Reads published files, where they are at hand, and checks that every row is accounted for.
#![cfg(feature = "compression")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use lightering::read::{Format, ReadOptions, ReadReport, Reason, read_files};

/// A file of the shared data; `None`, and a word about it, where it is not at hand.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

fn read(path: PathBuf) -> ReadReport {
    let begun = Instant::now();
    let (fleet, report) = read_files(&[path], &ReadOptions::default(), &|_| {}).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{} rows in {seconds:.3} s: {:.0} rows/s", report.rows_read, report.rows_read as f64 / seconds);
    println!("{:?} {:?}", report.files, report.rejected);
    assert_eq!(fleet.len() as u64, report.rows_taken);
    assert_eq!(report.rows_read, report.rows_taken + report.rejected.values().sum::<u64>());
    report
}

#[test]
fn every_row_of_three_days_off_california_is_accounted_for() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let report = read(path);
    assert_eq!(report.rows_read, 304_585);
    assert_eq!(report.files[0].format, Some(Format::Dma));
    let rejected =
        [(Reason::BadMmsi, 1), (Reason::NotAVessel, 4), (Reason::PositionNotAvailable, 112), (Reason::BadPosition, 8)];
    assert_eq!(report.rejected, rejected.into());
}

#[test]
fn every_row_of_an_hour_of_the_united_states_is_accounted_for() {
    let Some(path) = shared("noaa/AIS_2022_01_03_first_hour.zip") else { return };
    let report = read(path);
    assert_eq!(report.rows_read, 99_999);
    assert_eq!(report.files[0].format, Some(Format::MarineCadastre));
    assert_eq!(report.rejected, [(Reason::BadMmsi, 5), (Reason::NotAVessel, 159)].into());
}
