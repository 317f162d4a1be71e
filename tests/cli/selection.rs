//! `--area`, `--anchorages`, `--from`, `--to`.

use std::path::Path;

use crate::command::{Outcome, Place, detect, run};
use crate::tracks;

/// A box about 33° N 117.8° W, where the two tankers meet.
const MEETING: &str =
    r#"{"type":"Polygon","coordinates":[[[-118,32.5],[-117,32.5],[-117,33.5],[-118,33.5],[-118,32.5]]]}"#;
/// The same a turn to the west.
const MEETING_A_TURN_WEST: &str =
    r#"{"type":"Polygon","coordinates":[[[-478,32.5],[-477,32.5],[-477,33.5],[-478,33.5],[-478,32.5]]]}"#;
const ELSEWHERE: &str = r#"{"type":"Polygon","coordinates":[[[1,50],[4,50],[4,52],[1,52],[1,50]]]}"#;

fn with(place: &Place, option: &str, file: &Path, more: &[&str]) -> Outcome {
    let input = place.file("ais.csv", tracks::day());
    let mut args = vec![option, file.to_str().unwrap(), "--force"];
    args.extend(more);
    detect(&input, &place.path("out"), &args)
}

fn encounters(place: &Place) -> usize {
    place.read("out/encounters.csv").lines().count() - 1
}

#[test]
fn an_area_keeps_the_events_in_it() {
    let place = Place::new();
    for area in [MEETING, MEETING_A_TURN_WEST] {
        let file = place.file("area.geojson", area);
        let outcome = with(&place, "--area", &file, &[]).done();
        assert_eq!(encounters(&place), 1);
        let summary = place.json("out/summary.json");
        // The silence of the vessel in the north, and the one that it ends with.
        assert_eq!(summary["left_out_outside_area"]["gaps"], 2);
        assert!(summary["options"]["area"].as_str().unwrap().ends_with("area.geojson"));
        assert!(outcome.stdout.contains("outside the area"), "{}", outcome.stdout);
    }
    let file = place.file("area.geojson", ELSEWHERE);
    with(&place, "--area", &file, &[]).done();
    assert_eq!(encounters(&place), 0);
    assert_eq!(place.json("out/summary.json")["left_out_outside_area"]["encounters"], 1);
}

#[test]
fn a_meeting_at_an_anchorage_is_left_out_and_counted() {
    let place = Place::new();
    // 5.6 km from the meeting.
    let file = place.file("anchorages.csv", "s2id,latitude,longitude,label\n1,33.05,-117.8,ROADS\n");
    let outcome = with(&place, "--anchorages", &file, &[]).done();
    assert_eq!(encounters(&place), 0);
    assert_eq!(place.json("out/summary.json")["left_out_at_anchorages"]["encounters"], 1);
    assert!(outcome.stdout.contains("anchorage"), "never silently: {}", outcome.stdout);
    assert!(place.read("out/gaps.csv").lines().count() > 1, "a gap is no meeting");
    with(&place, "--anchorages", &file, &["--anchorage-radius-km", "2"]).done();
    assert_eq!(encounters(&place), 1);
}

#[test]
fn a_bad_row_of_anchorages_is_passed_over_and_said() {
    let place = Place::new();
    let file = place.file("anchorages.csv", "latitude,longitude\n11.84,1001\n33.05,-117.8\n");
    let outcome = with(&place, "--anchorages", &file, &[]).done();
    assert_eq!(encounters(&place), 0);
    assert!(outcome.stdout.contains("1 row skipped, the first is row 2: 11.84, 1001"), "{}", outcome.stdout);
    assert_eq!(place.json("out/summary.json")["options"]["anchorage_rows_skipped"], 1);
}

#[test]
fn anchorages_may_be_polygons() {
    let place = Place::new();
    let file = place.file("anchorages.geojson", MEETING);
    with(&place, "--anchorages", &file, &[]).done();
    assert_eq!(encounters(&place), 0);
}

#[test]
fn a_period_takes_the_rows_in_it() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("out"), &["--from", "2022-01-02", "--to", "2022-01-02T01:00:00Z"]).done();
    assert_eq!(encounters(&place), 0, "an hour is too short");
    let summary = place.json("out/summary.json");
    assert!(summary["rows"]["rejected_by_reason"]["outside_period"].as_u64().unwrap() > 100);
    assert_eq!(summary["options"]["from"], "2022-01-02T00:00:00Z");
    // A period without a row is an answer, not a mistake.
    let input = place.file("one.csv", format!("{}{}", tracks::HEADER, tracks::row(366_000_001, 0, 34.0, -120.0, 0.0)));
    detect(&input, &place.path("none"), &["--from", "2023-01-01"]).done();
}

#[test]
fn a_bad_selection_is_refused_before_anything_is_read() {
    let place = Place::new();
    let bad = place.file("bad", "lat,lon\n91,181\n");
    with(&place, "--anchorages", &bad, &[]).refused(1, &["bad, row 2", "no position"]);
    with(&place, "--area", &bad, &[]).refused(1, &["bad: is not GeoJSON"]);
    with(&place, "--area", &place.path("missing"), &[]).refused(1, &["missing: "]);
    with(&place, "--anchorages", &place.path("missing"), &[]).refused(1, &["missing: "]);
    let input = place.path("ais.csv");
    detect(&input, &place.path("out"), &["--from", "2022-01-03", "--to", "2022-01-02"]).refused(2, &["--from", "--to"]);
    for wrong in [["--from", "yesterday"], ["--anchorage-radius-km", "-1"], ["--threads", "0"], ["--format", "fax"]] {
        assert_eq!(detect(&input, &place.path("out"), &wrong).status, Some(2), "{wrong:?}");
    }
    assert_eq!(place.names(), ["ais.csv", "bad"]);
}

#[test]
fn a_log_without_times_is_used_when_one_says_when_it_begins() {
    let place = Place::new();
    // A position of second 53, and one of second 15.
    let log = "!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\n!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\n";
    let log = place.file("receiver.log", log);
    detect(&log, &place.path("out"), &[]).refused(1, &["receiver.log", "undated", "--assume-start"]);
    let begins = ["--assume-start", "2018-06-02T19:00:40Z"];
    detect(&log, &place.path("out"), &begins).done();
    assert_eq!(place.json("out/summary.json")["rows"]["accepted"], 2);
    let (log, digest) = (log.to_str().unwrap(), place.path("log.digest"));
    run(["digest", log, "--out", digest.to_str().unwrap(), begins[0], begins[1]]).done();
    assert!(digest.exists());
    let said = run(["inspect", log, begins[0], begins[1]]).done().stdout;
    assert!(said.contains("2018-06-02T19:00:53Z to 2018-06-02T19:01:15Z"), "{said}");
}
