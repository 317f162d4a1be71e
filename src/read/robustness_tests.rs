//! Bad input costs that row or that file, is counted and named, and never a good row.

use proptest::prelude::*;

use super::formats_tests::{DMA, OLD, read, try_read};
use super::*;

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,VesselName";

fn message(text: &[u8]) -> String {
    let message = try_read(text, &ReadOptions::default()).unwrap_err().to_string();
    assert!(message.starts_with("memory") && !message.contains('\n'), "{message}");
    message
}

/// The reasons for which rows of the short header are rejected, in order.
fn reasons(rows: &[&str]) -> Vec<(u64, &'static str)> {
    let (_, report) = read(&format!("{HEADER}\n{}\n", rows.join("\n")));
    assert_eq!(report.rows_read, rows.len() as u64);
    report.rejects.iter().map(|reject| (reject.row, reject.reason.as_str())).collect()
}

#[test]
fn every_reason_is_found_and_named() {
    let long = format!("311000112,2018-06-02T19:00:00,33,-117,0,{}", "x".repeat(70_000));
    let found = reasons(&[
        "311000112,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        &long,
        HEADER,
        "311000112,2018-06-02T19:00:00,33.0",
        "311000112,2018-06-02T19:00:00,33.01,-117.79,0.4,A,B",
        ",2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "0,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "1038628300,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "2190047,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "992191234,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "111232506,2018-06-02T19:00:00,33.01,-117.79,0.4,A",
        "311000112,,33.01,-117.79,0.4,A",
        "311000112,2018-02-30T19:00:00,33.01,-117.79,0.4,A",
        "311000112,1989-12-31T23:59:59,33.01,-117.79,0.4,A",
        "311000112,2024-07-01T00:00:01,33.01,-117.79,0.4,A",
        "311000112,2018-06-02T19:00:00,,-117.79,0.4,A",
        "311000112,2018-06-02T19:00:00,91,181,102.3,A",
        "311000112,2018-06-02T19:00:00,91.0,0,102.3,A",
        "311000112,2018-06-02T19:00:00,NaN,-117.79,0.4,A",
        "311000112,2018-06-02T19:00:00,inf,-117.79,0.4,A",
        "311000112,2018-06-02T19:00:00,33.01,-180.1,0.4,A",
        "311000112,2018-06-02T19:00:00,1e300,-117.79,0.4,A",
        "311000112,2018-06-02T19:00:00,33.01,-117.79,nonsense,A",
    ]);
    let expected = [
        (3, "row_too_long"),
        (4, "repeated_header"),
        (5, "column_count"),
        (6, "column_count"),
        (7, "bad_mmsi"),
        (8, "bad_mmsi"),
        (9, "bad_mmsi"),
        (10, "not_a_vessel"),
        (11, "not_a_vessel"),
        (12, "not_a_vessel"),
        (13, "bad_time"),
        (14, "bad_time"),
        (15, "time_before_1990"),
        (16, "time_in_future"),
        (17, "no_position"),
        (18, "position_not_available"),
        (19, "position_not_available"),
        (20, "no_position"),
        (21, "bad_position"),
        (22, "bad_position"),
        (23, "bad_position"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn danish_rows_of_other_stations_are_not_vessels() {
    let row = |mobile: &str, mmsi: &str| {
        format!(
            "02/06/2018 19:00:00,{mobile},{mmsi},56.7,11.5,Unknown value,,,,,Unknown,,,Undefined,,,,GPS,,,,AIS,,,,\n"
        )
    };
    let text = [
        ("Base Station", "2190064"),
        ("Base Station", "219006400"),
        ("AtoN", "992191234"),
        ("SAR Airborne", "111219501"),
        ("Man Overboard Device", "972123456"),
        ("Class A", "219000028"),
        ("Unknown", "219000029"),
    ]
    .map(|(mobile, mmsi)| row(mobile, mmsi))
    .concat();
    let (taken, report) = read(&format!("{DMA}\n{text}"));
    assert_eq!((taken.len(), report.rejected[&Reason::NotAVessel]), (2, 5));
}

#[test]
fn a_period_takes_its_first_moment_and_not_its_last() {
    let options = ReadOptions {
        from: "2018-06-02T19:00:00Z".parse().ok(),
        to: "2018-06-02T20:00:00Z".parse().ok(),
        ..ReadOptions::default()
    };
    let rows: String = ["18:59:59", "19:00:00", "19:59:59", "20:00:00"]
        .map(|clock| format!("311000112,2018-06-02T{clock},33,-117,0,A\n"))
        .concat();
    let (taken, report) = try_read(format!("{HEADER}\n{rows}").as_bytes(), &options).unwrap();
    assert_eq!((taken.len(), report.rejected[&Reason::OutsidePeriod]), (2, 2));
}

#[test]
fn copies_of_a_row_are_all_handed_on() {
    // The fleet drops and counts them; the reader's account must not.
    let row = "311000112,2018-06-02T19:00:00,33,-117,0,A\n";
    let (taken, report) = read(&format!("{HEADER}\n{}", row.repeat(21)));
    assert_eq!((taken.len(), report.rows_taken), (21, 21));
}

#[test]
fn the_first_thousand_of_each_reason_are_kept_and_cut() {
    let bad = format!("x,{}\n", "é".repeat(600)).repeat(1200);
    let (_, report) = read(&format!("{HEADER}\n{bad}{}", "0,2018-06-02T19:00:00,33,-117,0,A\n".repeat(5)));
    assert_eq!((report.rejected[&Reason::ColumnCount], report.rejected[&Reason::BadMmsi]), (1200, 5));
    assert_eq!(report.rejects.len(), KEPT_PER_REASON + 5);
    assert_eq!(report.rejects[0].text.chars().count(), 500);
    assert!(report.rejects.iter().all(|reject| !reject.text.contains('\u{fffd}')));
}

#[test]
fn names_in_another_encoding_lose_a_letter_and_no_row() {
    let mut text = format!("{HEADER}\n311000112,2018-06-02T19:00:00,33,-117,0,SK").into_bytes();
    text.extend_from_slice(b"\xc5NE\n");
    let (taken, _) = try_read(&text, &ReadOptions::default()).unwrap();
    assert_eq!(taken[0].1.name.as_deref(), Some("SK\u{fffd}NE"));
}

#[test]
fn marks_line_ends_and_quotes_do_not_matter() {
    let plain = format!("{OLD}\n311000112,2018-06-02T19:00:00,33.01,-117.79,0.4,1.0,2,A B,,,80,0,264,46,12.0,,A\n");
    let (expected, _) = read(&plain);
    let quoted = plain.replace("A B", "\"A B\"").replace("311000112", "\"311000112\"").replace("MMSI", "\"MMSI\"");
    for text in [plain.replace('\n', "\r\n"), format!("\u{feff}{plain}"), quoted, plain.trim_end().to_owned()] {
        assert_eq!(read(&text).0, expected, "{text}");
    }
}

#[test]
fn what_is_no_ais_is_an_error_of_one_line_that_says_what_to_do() {
    assert!(message(b"").contains("is empty"));
    assert!(message(b"\n\n").contains("is empty"));
    assert!(message(format!("{HEADER}\n").as_bytes()).contains("header and no row"));
    let unknown = message(b"city,population\nBrest,139163\n");
    assert!(
        unknown.contains("city, population") && unknown.contains("marinecadastre") && unknown.contains("column map")
    );
    assert!(message(&[0, 1, 2, 3, b'\n', 4]).contains("binary"));
    assert!(message(b"\xff\xfeM\0M\0S\0I\0\n\0").contains("UTF-16"));
    assert!(message(&vec![b'x'; 1_000_000]).contains("--max-line-bytes"));
    assert!(message(b"BZh91AY&SY").contains("bzip2"));
    assert!(message(b"PAR1\x15\x04").contains("Parquet"));
    let options = ReadOptions { format: Some(Format::Dma), ..ReadOptions::default() };
    let forced = try_read(format!("{HEADER}\n").as_bytes(), &options).unwrap_err().to_string();
    assert!(forced.contains("dma file needs the columns Timestamp"), "{forced}");
}

#[test]
fn a_file_without_rows_is_passed_over_among_others() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.csv", "b.csv", "c.csv"].map(|name| folder.path().join(name));
    std::fs::write(&files[0], "").unwrap();
    std::fs::write(&files[1], format!("{HEADER}\n311000112,2018-06-02T19:00:00,33,-117,0,A\n")).unwrap();
    std::fs::write(&files[2], format!("{HEADER}\n")).unwrap();
    let (fleet, report) = read_files(&files, &ReadOptions::default(), &|_| {}).unwrap();
    assert_eq!(fleet.len(), 1);
    assert_eq!(report.files.iter().map(|file| file.rows_read).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(report.files.iter().map(|file| file.format.is_some()).collect::<Vec<_>>(), [false, true, true]);
    let files = [files[0].clone(), files[2].clone()];
    let message = read_files(&files, &ReadOptions::default(), &|_| {}).unwrap_err().to_string();
    assert!(message.contains("a.csv: is empty, and 1 more"), "{message}");
}

#[test]
fn progress_counts_bytes_on_disk_and_rows() {
    let seen = std::sync::Mutex::new(Vec::new());
    let text = format!("{HEADER}\n{}", "311000112,2018-06-02T19:00:00,33,-117,0,A\n".repeat(140_000));
    let options = ReadOptions::default();
    read_stream("memory", text.as_bytes(), &options, &|progress| seen.lock().unwrap().push(progress)).unwrap();
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.iter().map(|progress| progress.rows).collect::<Vec<_>>(), [65_536, 131_072, 140_000]);
    assert_eq!(seen.last().map(|progress| progress.bytes), Some(text.len() as u64));
}

proptest! {
    #[test]
    fn any_bytes_after_a_header_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for header in [OLD, DMA] {
            let mut text = format!("{header}\n").into_bytes();
            text.extend_from_slice(&bytes);
            if let Ok((taken, report)) = try_read(&text, &ReadOptions::default()) {
                prop_assert_eq!(report.rows_read, taken.len() as u64 + report.rejected.values().sum::<u64>());
            }
        }
        let _ = try_read(&bytes, &ReadOptions::default());
    }

    #[test]
    fn almost_right_rows_are_accounted_for(
        rows in prop::collection::vec("[0-9]{0,10},(2018|1980|2050)-0[0-3]-[0-3][0-9][T ]1[0-9]:00:00,-?[0-9]{0,3}\\.?[0-9]{0,9},-?[0-9]{1,3},[0-9.]{0,5},[A-Z,]{0,5}", 1..40),
    ) {
        let (taken, report) = read(&format!("{HEADER}\n{}\n", rows.join("\n")));
        prop_assert_eq!(report.rows_read, rows.len() as u64);
        prop_assert_eq!(report.rows_read, taken.len() as u64 + report.rejected.values().sum::<u64>());
    }

    #[test]
    fn files_cut_anywhere_between_rows_give_the_same_reports(count in 1_usize..30, cut in 0_usize..30) {
        let rows: Vec<String> =
            (0..count).map(|n| format!("311000112,2018-06-02T19:00:{n:02},33.{n},-117,0.{n},\"A, {}\"", n % 3)).collect();
        let cut = cut.min(count);
        let whole = format!("{HEADER}\n{}\n", rows.join("\n"));
        let joined = format!("{HEADER}\n{}\n{HEADER}\n{}\n", rows[..cut].join("\n"), rows[cut..].join("\n"));
        prop_assert_eq!(read(&whole).0, read(&joined).0);
    }
}

#[cfg(not(feature = "compression"))]
#[test]
fn a_compressed_file_says_which_feature_it_needs() {
    assert!(message(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).contains("feature `compression`"));
    assert!(message(&[0x28, 0xb5, 0x2f, 0xfd, 4, 0, 0, 0]).contains("feature `compression`"));
}

#[cfg(not(feature = "nmea"))]
#[test]
fn a_log_of_sentences_says_which_feature_it_needs() {
    let log = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";
    assert!(message(log.as_bytes()).contains("feature `nmea`"));
}
