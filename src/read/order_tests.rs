//! However a file is cut and whoever reads the pieces: the same rows, rejects and line numbers.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::formats_tests::{DMA, OLD, Taken};
use super::intake::Intake;
use super::*;
use crate::ais::Mmsi;

/// All that a reading gives.
type Outcome = (Taken, Vec<Reject>, BTreeMap<Reason, u64>, u64, BTreeMap<Mmsi, String>);

/// A reading in pieces of so many bytes, by so many workers.
fn outcome(
    bytes: usize,
    workers: usize,
    read: impl FnOnce(&mut Intake<'_>) -> Result<()>,
) -> std::result::Result<Outcome, String> {
    let options = ReadOptions { latest: "2024-07-01T00:00:00Z".parse().ok(), ..ReadOptions::default() };
    let mut intake = Intake::new(&options, &|_| {});
    intake.set_blocks(bytes, workers);
    let read = read(&mut intake).and_then(|()| intake.finish());
    let (fleet, mut report) = read.map_err(|error| error.to_string())?;
    report.rejects.iter_mut().for_each(|reject| reject.file = "memory".into());
    Ok((fleet.into_reports().into_taken(), report.rejects, report.rejected, report.rows_read, report.vessel_ids))
}

fn read_in_blocks(text: &[u8], bytes: usize, workers: usize) -> std::result::Result<Outcome, String> {
    outcome(bytes, workers, |intake| open::read_stream(Path::new("memory"), text, intake))
}

/// The same of a file, which may begin with a byte order mark.
fn read_file_in_blocks(
    text: &[u8],
    is_marked: bool,
    bytes: usize,
    workers: usize,
) -> std::result::Result<Outcome, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let mark: &[u8] = if is_marked { b"\xef\xbb\xbf" } else { b"" };
    std::fs::write(&path, [mark, text].concat()).unwrap();
    outcome(bytes, workers, |intake| open::read_file(&path, intake))
        .map_err(|error| error.replace(path.to_str().unwrap(), "memory"))
}

const MAPPED: &str = "vessel_id,t,lat,lon,speed";

/// One line of a file: good, bad, quoted, with a line end within quotes, or strange.
fn line() -> impl Strategy<Value = String> {
    let good = (200_000_000_u32..200_000_004, 0_u32..60, "[A-C]{0,2}").prop_map(|(mmsi, second, name)| {
        format!("{mmsi},2018-06-02T19:00:{second:02},33.01,-117.79,0.4,1.0,2,{name},,,80,0,264,46,12.0,,A")
    });
    let danish = (0_u32..60, "[A-C]{0,2}").prop_map(|(second, name)| {
        format!("02/06/2018 19:00:{second:02},Class A,219000028,56.7,11.5,,,,,,,,{name},,,,,,,,,,,,,")
    });
    prop_oneof![
        4 => good.clone(),
        2 => danish,
        1 => "[0-9a-f]{1,3},15[0-9]{8}000,3[0-9],2[0-9],1",
        1 => good.clone().prop_map(|row| row.replace(",,,80", ",\"x\ny\",,80")),
        1 => good.clone().prop_map(|row| row.replace(",,,80", ",\"never closed,,80")),
        1 => good.prop_map(|row| row.replace("0.4", "\"0.4\"")),
        1 => Just(OLD.to_owned()),
        1 => Just(MAPPED.to_owned()),
        1 => Just("x".repeat(70_000)),
        2 => "[a,\" ]{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn blocks_and_threads_do_not_matter(
        header in prop::sample::select(vec![OLD, DMA, MAPPED]),
        lines in prop::collection::vec(line(), 0..40),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        (last, is_marked) in any::<(bool, bool)>(),
        bytes in 1_usize..200,
        workers in 1_usize..5,
    ) {
        let text = format!("{header}{end}{}{}", lines.join(end), if last { end } else { "" });
        let whole = read_in_blocks(text.as_bytes(), 1 << 20, 1);
        prop_assert_eq!(&read_in_blocks(text.as_bytes(), bytes, workers), &whole);
        prop_assert_eq!(&read_in_blocks(text.as_bytes(), 10_000, workers), &whole);
        prop_assert_eq!(&read_file_in_blocks(text.as_bytes(), is_marked, 400 + bytes, workers), &whole);
        prop_assert_eq!(&read_file_in_blocks(text.as_bytes(), is_marked, 10_000, workers), &whole);
    }

    #[test]
    fn quotes_anywhere_do_not_matter(
        strange in "([a1,\"]{0,12}\r?\n){0,60}",
        bytes in 1_usize..200,
        workers in 1_usize..4,
    ) {
        let text = format!("MMSI,BaseDateTime,LAT,LON\n{strange}");
        let whole = read_in_blocks(text.as_bytes(), 1 << 20, 1);
        prop_assert_eq!(&read_in_blocks(text.as_bytes(), bytes, workers), &whole);
        prop_assert_eq!(&read_file_in_blocks(text.as_bytes(), false, bytes, workers), &whole);
    }
}

#[test]
fn the_first_thousand_rejects_are_the_first_in_the_file() {
    let rows: String = (0..3000).map(|n| format!("{},bad {n}\n", ["0", "x,y,z"][n % 2])).collect();
    let text = format!("MMSI,BaseDateTime,LAT,LON\n{rows}");
    let whole = read_in_blocks(text.as_bytes(), 1 << 20, 1).unwrap();
    assert_eq!((whole.1.len(), whole.1[999].row, whole.3), (2 * KEPT_PER_REASON, 1001, 3000));
    assert_eq!(read_in_blocks(text.as_bytes(), 5000, 3).unwrap(), whole);
}

#[test]
fn what_readers_know_of_one_file_they_use_for_the_next_only_if_its_columns_are_the_same() {
    let swapped = OLD.replace("VesselName", "X").replace("CallSign", "VesselName").replace(",X,", ",CallSign,");
    let row =
        |second| format!("200000001,2018-06-02T19:00:0{second},33.01,-117.79,0.4,1.0,2,ONE,,TWO,80,0,264,46,12.0,,A");
    let files = [(OLD, 0), (OLD, 1), (swapped.as_str(), 2), (OLD, 3)];
    let options = ReadOptions { latest: "2024-07-01T00:00:00Z".parse().ok(), ..ReadOptions::default() };
    for workers in [1, 3] {
        let mut intake = Intake::new(&options, &|_| {});
        intake.set_blocks(1 << 16, workers);
        for (header, second) in files {
            let text = format!("{header}\n{}\n", row(second));
            open::read_stream(Path::new("memory"), text.as_bytes(), &mut intake).unwrap();
        }
        let (windows, _) = intake.finish().unwrap();
        assert_eq!(windows.static_sets(), 2);
        let mut taken = windows.into_reports().into_taken();
        taken.sort_by_key(|(report, _)| report.time);
        let names: Vec<_> = taken.iter().map(|(_, data)| (data.name.as_deref(), data.call_sign.as_deref())).collect();
        let [one, other] = [(Some("ONE"), Some("TWO")), (Some("TWO"), Some("ONE"))];
        assert_eq!(names, [one, one, other, one]);
    }
}

#[test]
fn a_date_as_one_format_writes_it_is_none_of_another_that_is_read_after_it() {
    let options = ReadOptions { latest: "2024-07-01T00:00:00Z".parse().ok(), ..ReadOptions::default() };
    let mut intake = Intake::new(&options, &|_| {});
    intake.set_blocks(1 << 16, 1);
    let other = format!("{OLD}\n200000001,02/06/2018 19:00:00,33.01,-117.79,0.4,1.0,2,,,,80,0,264,46,12.0,,A\n");
    let one = format!("{DMA}\n02/06/2018 19:00:00,Class A,219000028,56.7,11.5,,,,,,,,,,,,,,,,,,,,,\n");
    for text in [one, other] {
        open::read_stream(Path::new("memory"), text.as_bytes(), &mut intake).unwrap();
    }
    let (_, report) = intake.finish().unwrap();
    assert_eq!((report.rows_taken, report.rejected.get(&Reason::BadTime)), (1, Some(&1)));
}
