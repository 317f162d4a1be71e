//! What lies between the rows, or far from them, or stands there in another order, changes no event.
#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};
use common::{Walk, mmsi, slow_walk, walk};
use lightering::ais::PositionReport;
use lightering::config::Config;
use lightering::digest::{Digest, Found};
use lightering::read::{ReadOptions, ReadReport, Source};
use lightering::write;
use proptest::prelude::*;

const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,VesselName\n";

/// Rows that cannot be used.
const REJECTED: [&str; 9] = [
    "0,2024-03-01T22:00:00,33.0,-117.0,0.1,A",
    "2190047,2024-03-01T22:00:00,33.0,-117.0,0.1,A",
    "636000001,2024-03-01T22:00:00,91,181,102.3,A",
    "636000001,2024-03-01T22:00:00,33.0",
    "636000001,2024-02-30T22:00:00,33.0,-117.0,0.1,A",
    "636000001,1985-03-01T22:00:00,33.0,-117.0,0.1,A",
    "636000001,2024-03-01T22:00:00,NaN,-117.0,0.1,A",
    "MMSI,BaseDateTime,LAT,LON,SOG,VesselName",
    "\u{0}\u{1}\u{2},,,,,",
];

fn row(report: &PositionReport) -> String {
    let place = report.position;
    format!(
        "{},{},{:.7},{:.7},,SHIP {}",
        report.mmsi,
        report.time.format("%Y-%m-%dT%H:%M:%S"),
        place.latitude_deg(),
        place.longitude_deg(),
        report.mmsi
    )
}

fn events(rows: &[String]) -> (Found, ReadReport) {
    let text = format!("{HEADER}{}\n", rows.join("\n"));
    // Meetings of minutes and silences of an hour: walks are short.
    let mut config = Config::default();
    (config.encounter.min_duration_h, config.encounter.max_speed_kn) = (0.1, 10.0);
    (config.gap.min_gap_h, config.dark.min_silence_h) = (1.0, 1.0);
    (config.loitering.min_duration_h, config.loitering.max_speed_kn) = (0.5, 3.0);
    let day = TimeDelta::days(1);
    let options = ReadOptions::default();
    let (digest, _) =
        Digest::of_source(Source::stream("rows", text.as_bytes()), &options, &config, day, &|_| {}).unwrap();
    let account = digest.account().clone();
    (digest.finish().unwrap(), account)
}

/// All tables, without the lines on vessels of these first digits.
fn tables(found: &Found, but: &str) -> String {
    let mut bytes = Vec::new();
    write::encounters(&found.encounters, &mut bytes).unwrap();
    write::gaps(&found.gaps, &mut bytes).unwrap();
    write::loitering(&found.loitering, &mut bytes).unwrap();
    write::dark_rendezvous(&found.dark_rendezvous, &mut bytes).unwrap();
    write::identity(&found.identity, &mut bytes).unwrap();
    write::candidates(&found.candidates, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut kept = String::new();
    text.lines().filter(|line| !line.contains(but)).for_each(|line| writeln!(kept, "{line}").unwrap());
    kept
}

fn sea() -> impl Strategy<Value = Vec<Walk>> {
    prop::collection::vec(prop_oneof![walk(), slow_walk()], 2..6)
}

fn reports(walks: &[Walk], first: u32, centre: (f64, f64)) -> Vec<PositionReport> {
    let mut reports: Vec<PositionReport> =
        (first..).zip(walks).flat_map(|(number, walk)| walk.reports(mmsi(number), centre)).collect();
    reports.sort_by_key(|report| report.time);
    reports
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rejected_rows_copies_and_another_order_within_an_hour_change_no_event(
        walks in sea(),
        bad in prop::collection::vec((any::<prop::sample::Index>(), 0..REJECTED.len()), 0..40),
        copies in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..40),
        late_s in prop::collection::vec(0..3600_i64, 1..50),
    ) {
        let reports = reports(&walks, 1, (33.0, -117.8));
        let clean: Vec<String> = reports.iter().map(row).collect();
        let mut arrived: Vec<(DateTime<Utc>, &String)> = reports
            .iter()
            .zip(&clean)
            .zip(late_s.iter().cycle())
            .map(|((report, row), &late)| (report.time + TimeDelta::seconds(late), row))
            .collect();
        arrived.sort_by_key(|(time, _)| *time);
        let mut dirty: Vec<String> = arrived.into_iter().map(|(_, row)| row.clone()).collect();
        for (from, to) in &copies {
            let copy = from.get(&clean).clone();
            dirty.insert(to.index(dirty.len()), copy);
        }
        for (at, which) in &bad {
            dirty.insert(at.index(dirty.len()), REJECTED[*which].to_owned());
        }
        let ((expected, _), (found, account)) = (events(&clean), events(&dirty));
        prop_assert_eq!(account.rejected.values().sum::<u64>(), bad.len() as u64);
        prop_assert_eq!(tables(&found, "no line"), tables(&expected, "no line"));
    }

    #[test]
    fn vessels_on_the_other_side_of_the_world_change_no_event(walks in sea(), others in sea()) {
        let mut both = reports(&walks, 1, (33.0, -117.8));
        let clean: Vec<String> = both.iter().map(row).collect();
        // Within the time of these, the end of which is that of open silences.
        let (first, last) = (both[0].time, both[both.len() - 1].time);
        let far = reports(&others, 900_001, (-33.0, 62.2));
        both.extend(far.into_iter().filter(|report| (first..=last).contains(&report.time)));
        both.sort_by_key(|report| report.time);
        let dirty: Vec<String> = both.iter().map(row).collect();
        let ((expected, _), (found, _)) = (events(&clean), events(&dirty));
        prop_assert_eq!(tables(&found, "6369000"), tables(&expected, "6369000"));
    }
}
