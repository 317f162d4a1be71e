//! Whatever stands in a log, and however it is cut: no panic, and the same account.

use std::path::Path;

use proptest::prelude::*;

use super::made::{checked, position, tag, voyage};
use super::{decode, line};
use crate::ais::{PositionReport, StaticData};
use crate::read::intake::Intake;
use crate::read::{Format, Limits, ReadOptions, Reason, Reject, open, read_stream};

type Outcome = (Vec<(PositionReport, StaticData)>, Vec<Reject>, u64);

fn read_in_blocks(text: &[u8], bytes: usize, workers: usize) -> Result<Outcome, String> {
    let latest = "2024-07-01T00:00:00Z".parse().ok();
    let assume_start = "2018-06-02T19:00:00Z".parse().ok();
    let options = ReadOptions { format: Some(Format::Nmea), latest, assume_start, ..ReadOptions::default() };
    let mut intake = Intake::new(&options, &|_| {});
    intake.set_blocks(bytes, workers);
    let read = open::read_stream(Path::new("memory"), text, &mut intake).and_then(|()| intake.finish());
    let (fleet, report) = read.map_err(|error| error.to_string())?;
    assert_eq!(report.rows_read, report.rows_taken + report.rejected.values().sum::<u64>());
    Ok((fleet.into_reports().into_taken(), report.rejects, report.rows_read))
}

/// A line as logs have them, or strange.
fn any_line() -> impl Strategy<Value = String> {
    let ship = 200_000_000_u32..200_000_004;
    let payload = "[0-W`-w]{0,80}".prop_map(|payload| checked(&format!("!AIVDM,1,1,,A,{payload},0")));
    let part = (ship.clone(), 0_i64..3, 0_u8..3, 0_usize..2)
        .prop_map(|(mmsi, draught, number, part)| voyage(mmsi, draught).two(number, 'A')[part].clone());
    let there = (ship, 0_i64..64).prop_map(|(mmsi, second)| position(mmsi, second).sentence());
    let announced = "[0-9A-F]{2}".prop_map(|sum| checked(&format!("$PGHP,1,2018,6,2,19,0,4,250,219,,,1,{sum}")));
    prop_oneof![
        3 => there.clone(),
        1 => there.clone().prop_map(|sentence| format!("{sentence},1527966000")),
        1 => (there.clone(), 0_u8..3).prop_map(|(sentence, group)| format!("{}{sentence}", tag(&format!("g:2-2-{group}")))),
        1 => (there, 0_u8..3).prop_map(|(sentence, group)| {
            format!("{}{sentence}", tag(&format!("g:1-2-{group},c:1527966{group}00")))
        }),
        4 => part,
        2 => payload,
        1 => announced,
        1 => Just(tag("c:1527966001")),
        1 => Just(checked("$GPZDA,190010.00,02,06,2018,,")),
        1 => Just("x".repeat(70_000)),
        1 => "[!$\\\\,*A-Z0-9]{0,40}",
    ]
}

proptest! {
    #[test]
    fn no_payload_stops_the_decoder(payload in prop::collection::vec(0_u8..64, 0..200), kind in 0_u8..64, fill in 0_u8..9) {
        let armoured = |six: u8| if six < 40 { six + 48 } else { six + 56 };
        let payload: Vec<u8> = std::iter::once(kind).chain(payload).map(armoured).collect();
        let _ = decode::message(&payload, fill);
    }

    #[test]
    fn no_bytes_stop_the_decoder(payload in prop::collection::vec(any::<u8>(), 0..200), fill in any::<u8>()) {
        let _ = decode::message(&payload, fill);
        let _ = line::Line::of(&payload);
    }

    #[test]
    fn any_bytes_are_accounted_for(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read_in_blocks(&bytes, 512, 1);
    }

    #[test]
    fn almost_right_lines_are_accounted_for(text in "([!$\\\\]?(AIVDM|PGHP|g:1|c:|,|\\*|1|0|A|-|\n|\\\\)){0,60}") {
        let _ = read_in_blocks(text.as_bytes(), 512, 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn blocks_and_threads_do_not_matter(
        lines in prop::collection::vec(any_line(), 0..60),
        bytes in 1_usize..400,
        workers in 1_usize..5,
    ) {
        let text = lines.join("\n");
        let whole = read_in_blocks(text.as_bytes(), 1 << 20, 1);
        prop_assert_eq!(read_in_blocks(text.as_bytes(), bytes, workers), whole);
    }
}

fn limited(log: &str, limits: Limits) -> crate::Result<crate::read::ReadReport> {
    read_stream("log", log.as_bytes(), &ReadOptions { limits, ..ReadOptions::default() }, &|_| {})
        .map(|(_, report)| report)
}

#[test]
fn messages_that_wait_and_vessels_are_limited_in_number() {
    let parts = (0..20).map(|n| voyage(200_000_000 + n, 100).two(n as u8 / 2, ['A', 'B'][n as usize % 2]));
    let (first, second): (Vec<String>, Vec<String>) = parts.map(|[first, second]| (first, second)).unzip();
    // All first sentences, then all second ones: twenty messages wait.
    let log = [first, second].concat().join("\n");
    let waiting = |max_waiting_messages| Limits { max_waiting_messages, ..Limits::default() };
    let lost = |most| {
        let report = limited(&log, waiting(most)).unwrap();
        report.rejected.get(&Reason::IncompleteMessage).copied().unwrap_or(0)
    };
    assert_eq!(lost(20), 0);
    // The older fifteen are given up; of their second sentences, each a message of its own then, fifteen more.
    assert!(lost(5) >= 30, "{}", lost(5));

    let ships: String = (0..50).map(|n| format!("{},1527966000\n", position(200_000_000 + n, 0).sentence())).collect();
    let vessels = |max_vessels| Limits { max_vessels, ..Limits::default() };
    assert_eq!(limited(&ships, vessels(50)).unwrap().rows_taken, 50);
    let error = limited(&ships, vessels(49)).unwrap_err().to_string();
    assert!(error.starts_with("log: ") && error.contains("--max-vessels"), "{error}");
}
