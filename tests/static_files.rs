//! Static data that come in a file of their own, worked off in windows of time.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{evening, mmsi};
use lightering::config::Config;
use lightering::digest::{Digest, Found};
use lightering::read::{ReadOptions, Source};
use lightering::simulate::Voyage;

const DYNAMIC: &str =
    "sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t\n";
const STATIC: &str = "sourcemmsi,imonumber,callsign,shipname,shiptype,tobow,tostern,tostarboard,toport,eta,draught,destination,\
                      mothershipmmsi,t\n";

/// Two tankers that lie together for six hours across midnight: positions, and what they say of themselves every hour.
fn day() -> (String, String) {
    let (met, left) = (evening() + TimeDelta::hours(6), evening() + TimeDelta::hours(12));
    let host = Voyage::of(mmsi(1)).starting(evening(), -30.0, 150.0).drift(20.0, 40.0, 0.5).sail(10.0, 90.0, 12.0);
    let guest = Voyage::of(mmsi(2))
        .starting(evening(), -30.5, 150.0)
        .alongside(&host, 0.0, 60.0, met, left)
        .sail(18.0, 200.0, 11.0);
    let (mut dynamic, mut statics) = (DYNAMIC.to_owned(), STATIC.to_owned());
    for (voyage, name, draughts) in [(host, "HOST", [14.0, 9.0]), (guest, "GUEST", [8.0, 12.0])] {
        for report in voyage.reports(TimeDelta::minutes(5)) {
            let (latitude, longitude) = (report.position.latitude_deg(), report.position.longitude_deg());
            let speed = report.speed_over_ground.map(|speed| speed.kn()).unwrap();
            let (who, t) = (report.mmsi, report.time.timestamp());
            dynamic += &format!("{who},0,0,{speed},,,{longitude:.5},{latitude:.5},{t}\n");
            if t % 3600 == 0 {
                let draught = draughts[usize::from(report.time > left)];
                statics += &format!("{who},,,{name},80,150,30,16,16,,{draught},,,{}\n", t + 60);
            }
        }
    }
    (dynamic, statics)
}

fn found(files: &[(&str, &str)], window_h: i64) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    paths.iter().zip(files).for_each(|(path, (_, text))| std::fs::write(path, text).unwrap());
    let (options, config) = (ReadOptions::default(), Config::default());
    Digest::of_source(Source::Files(&paths), &options, &config, TimeDelta::hours(window_h), &|_| {})
        .unwrap()
        .0
        .finish()
        .unwrap()
}

#[test]
fn they_are_evidence_whatever_the_windows_and_the_order_of_files() {
    let (dynamic, statics) = day();
    let (dynamic, statics) = (("nari_dynamic.csv", dynamic.as_str()), ("nari_static.csv", statics.as_str()));
    let expected = found(&[dynamic, statics], 10_000);
    let candidate = expected.candidates.first().unwrap();
    let reasons = format!("{:?}", candidate.evidence);
    assert!(reasons.contains("Draught"), "{reasons}");
    for (files, window_h) in [([dynamic, statics], 6), ([statics, dynamic], 24), ([statics, dynamic], 1)] {
        assert_eq!(found(&files, window_h), expected, "windows of {window_h} h");
    }
    let without = found(&[dynamic], 24);
    assert!(without.candidates.first().is_none_or(|other| other.score < candidate.score));
}
