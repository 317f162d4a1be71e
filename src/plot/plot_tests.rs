use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use super::*;
use crate::ais::{Dimensions, Heading, Position, PositionReport, StaticData};
use crate::detect::{Detector, EncounterDetector};
use crate::track::{CleaningParameters, Fleet, FleetBuilder};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap()
}

/// Two ships that close from 20 km, lie 60 m apart for three hours and part again.
fn meeting(name: &str, hulls_known: bool) -> Fleet {
    let mut builder = FleetBuilder::new();
    let data = StaticData {
        name: Some(name.into()),
        dimensions: hulls_known.then(|| Dimensions::from_antenna(200, 50, 20, 24)).flatten(),
        ..StaticData::default()
    };
    let statics = builder.intern(data);
    for minute in 0..300_i64 {
        let away = (60 - minute).max(minute - 240).max(0) as f64;
        for (mmsi, north) in [(538_000_001, 0.0), (636_000_002, 0.00054 + away * 0.003)] {
            let position = Position::from_degrees(-30.0 + north, 179.999 + minute as f64 * 1e-6).unwrap();
            let time = noon() + TimeDelta::minutes(minute);
            let mut report = PositionReport::new(Mmsi::new(mmsi).unwrap(), time, position);
            report.true_heading = Heading::from_deg(90.0);
            builder.push_with(&report, statics);
        }
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

fn figure(fleet: &Fleet) -> String {
    let index = TrackIndex::new(fleet, &Default::default(), &Default::default()).unwrap();
    let parameters = EncounterParameters::default();
    let events = EncounterDetector::new(parameters).unwrap().detect(&index);
    assert_eq!(events.len(), 1);
    encounter(&events[0], &index, &parameters).unwrap()
}

/// Every element is closed, nothing but elements and text.
fn is_well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { return false };
        if text.contains('>') || tag.matches('"').count() % 2 == 1 {
            return false;
        }
        let name = tag.trim_matches('/').split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty()
}

#[test]
fn a_figure_is_well_formed_and_the_same_each_time() {
    let svg = figure(&meeting("SEA EXAMPLE", true));
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert!(is_well_formed(&svg));
    assert!(svg.contains("SEA EXAMPLE (538000001) and SEA EXAMPLE (636000002)"));
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    assert_eq!(svg, figure(&meeting("SEA EXAMPLE", true)));
}

#[test]
fn a_hostile_name_is_text() {
    let svg = figure(&meeting("<script>\u{1b}\"'&\u{202e}a", true));
    assert!(is_well_formed(&svg));
    assert!(!svg.contains("<script"));
    assert!(svg.contains("&lt;script&gt;&quot;&apos;&amp;a (538000001)"));
    assert!(!svg.chars().any(|c| c == '\u{202e}' || c.is_control() && c != '\n'));
}

#[test]
fn a_name_longer_than_the_air_allows_is_cut() {
    let svg = figure(&meeting(&"LONG ".repeat(10), true));
    assert!(svg.contains("LONG LONG LONG LONG…"));
}

#[test]
fn ships_of_unknown_hull_are_dots() {
    let (with, without) = (figure(&meeting("A", true)), figure(&meeting("A", false)));
    let polygons = |svg: &str| svg.matches("<polygon").count();
    assert_eq!(polygons(&with), polygons(&without) + 2);
    assert!(is_well_formed(&without));
}

#[test]
fn an_encounter_of_other_data_is_an_error() {
    let (here, nowhere) = (meeting("A", true), Fleet::default());
    let parameters = EncounterParameters::default();
    let index = TrackIndex::new(&here, &Default::default(), &Default::default()).unwrap();
    let events = EncounterDetector::new(parameters).unwrap().detect(&index);
    let other = TrackIndex::new(&nowhere, &Default::default(), &Default::default()).unwrap();
    let error = encounter(&events[0], &other, &parameters).unwrap_err();
    assert!(error.to_string().starts_with("538000001 was not observed at 2024-03-01T"));
}

#[test]
fn numbers_and_times_on_axes_are_round() {
    assert_eq!(ticks::numbers(-4.6, 4.6, 6), [-4.0, -2.0, 0.0, 2.0, 4.0]);
    assert_eq!(ticks::number(-0.1 * 3.0), "\u{2212}0.3");
    assert_eq!(ticks::metres(2500.0), "2.5 km");
    let from = noon().timestamp_millis() + 1;
    let times = ticks::times(from, from + 6 * 3_600_000, 7);
    assert_eq!(times.len(), 6);
    assert_eq!(ticks::clock(crate::track::datetime(times[0])), "13:00");
    assert_eq!(ticks::clock(Utc.with_ymd_and_hms(2024, 3, 2, 0, 0, 0).unwrap()), "2 Mar");
}

#[test]
fn ships_heard_every_second_make_no_larger_figure() {
    let mut builder = FleetBuilder::new();
    for second in 0..18_000_i64 {
        for (mmsi, north) in [(538_000_001, 0.0), (636_000_002, 0.00054)] {
            // A zigzag of 50 m, so that no two places fall on one dot.
            let east = (second % 2) as f64 * 0.0005;
            let position = Position::from_degrees(10.0 + north, 20.0 + east).unwrap();
            builder.push(&PositionReport::new(Mmsi::new(mmsi).unwrap(), noon() + TimeDelta::seconds(second), position));
        }
    }
    let svg = figure(&builder.build(&CleaningParameters::default()).unwrap());
    assert!(svg.len() < 200_000, "{}", svg.len());
}

#[test]
fn the_picture_of_the_readme_is_what_the_sample_gives() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let fixes = examples.join("data/sample_fixes.csv");
    let (builder, _) = crate::read::read_files(&[fixes], &Default::default(), &|_| {}).unwrap();
    let fleet = builder.build(&CleaningParameters::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let parameters = EncounterParameters::default();
    let events = EncounterDetector::new(parameters).unwrap().detect(&index);
    let event = events.iter().find(|event| event.mmsi_a.get() == 241_999_008).unwrap();
    let picture = std::fs::read_to_string(examples.join("images/encounter.svg")).unwrap();
    let redraw = "redraw it: cargo run --features plot --example plot_encounter -- examples/images/encounter.svg";
    assert!(encounter(event, &index, &parameters).unwrap() == picture.replace("\r\n", "\n"), "{redraw}");
}
