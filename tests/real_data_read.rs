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

/// A log, its rows, those that can be used, and why the others cannot.
#[cfg(feature = "nmea")]
type Log = (&'static str, u64, u64, &'static [(Reason, u64)]);

#[cfg(feature = "nmea")]
#[test]
fn every_message_of_published_logs_is_accounted_for() {
    let logs: [Log; 5] = [
        ("212123000_drift_1.ais.gz", 3130, 2563, &[(Reason::OtherMessage, 5), (Reason::StaticMessage, 562)]),
        ("538004030_drift_1.ais.gz", 5252, 5029, &[(Reason::StaticMessage, 223)]),
        (
            "amsa_2012-01-27_7min.txt.gz",
            34_106,
            25_011,
            &[
                (Reason::Unreadable, 77),
                (Reason::BadChecksum, 16),
                (Reason::IncompleteMessage, 4),
                (Reason::OtherMessage, 6074),
                (Reason::TooShort, 1),
                (Reason::BadMmsi, 378),
                (Reason::NotAVessel, 86),
                (Reason::Undated, 9),
                (Reason::StaticMessage, 2130),
                (Reason::PositionNotAvailable, 320),
            ],
        ),
        (
            "dma_2013-11-12_5min.txt.gz",
            26_077,
            24_659,
            &[(Reason::OtherMessage, 1259), (Reason::NotAVessel, 29), (Reason::StaticMessage, 130)],
        ),
        (
            "exactearth_satellite.txt.gz",
            3972,
            2909,
            &[
                (Reason::OtherMessage, 127),
                (Reason::TooShort, 2),
                (Reason::BadMmsi, 4),
                (Reason::NotAVessel, 16),
                (Reason::StaticMessage, 910),
                (Reason::PositionNotAvailable, 4),
            ],
        ),
    ];
    for (name, rows, taken, rejected) in logs {
        let Some(path) = shared(&format!("nmea/{name}")) else { return };
        let report = read(path);
        assert_eq!((report.rows_read, report.rows_taken), (rows, taken), "{name}");
        assert_eq!(report.files[0].format, Some(Format::Nmea));
        assert_eq!(report.rejected, rejected.iter().copied().collect(), "{name}");
    }
}
