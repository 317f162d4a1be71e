//! What a run leaves.

use crate::command::{Place, detect, finish, lightering, names};
use crate::tracks;

const FILES: [&str; 16] = [
    "candidates.csv",
    "candidates.geojson",
    "candidates.kml",
    "candidates.parquet",
    "dark_rendezvous.csv",
    "encounters.csv",
    "encounters.geojson",
    "encounters.parquet",
    "events.json",
    "evidence.csv",
    "gaps.csv",
    "identity.csv",
    "loitering.csv",
    "rejects.csv",
    "report.html",
    "summary.json",
];

#[test]
fn a_meeting_across_midnight_is_one_encounter() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let outcome = detect(&input, &place.path("out"), &[]).done();
    assert_eq!(names(&place.path("out")), FILES);
    assert_eq!(place.names(), ["ais.csv", "out"]);

    let encounters = place.read("out/encounters.csv");
    let rows: Vec<&str> = encounters.lines().collect();
    assert_eq!(rows.len(), 2, "{encounters}");
    let cells: Vec<&str> = rows[1].split(',').collect();
    assert_eq!(cells[1..3], ["311000112", "538004030"]);
    assert!(cells[3].starts_with("2022-01-01T19:5") && cells[4].starts_with("2022-01-02T01:0"), "{encounters}");
    assert_eq!(cells[6], "drifting");
    assert!(outcome.stdout.starts_with("1 candidate transfer, 1 encounter, "), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("written to "), "{}", outcome.stdout);
}

#[test]
fn the_evidence_of_a_candidate_adds_up_to_its_score() {
    let place = Place::new();
    detect(&place.file("ais.csv", tracks::day()), &place.path("out"), &[]).done();
    let candidates = place.read("out/candidates.csv");
    let (id, score) = (candidates.lines().nth(1).unwrap(), 8);
    let cells: Vec<&str> = id.split(',').collect();
    let (id, score) = (cells[0], cells[score].parse::<f64>().unwrap());
    let evidence = place.read("out/evidence.csv");
    let lines: Vec<Vec<&str>> = evidence.lines().skip(1).map(|row| row.splitn(6, ',').collect()).collect();
    assert!(lines.len() > 3 && lines.iter().all(|line| line[0] == id), "{evidence}");
    assert!(lines.iter().any(|line| line[1] == "prior"), "{evidence}");
    let number = |cell: &str| cell.parse::<f64>().unwrap();
    assert!(lines.iter().all(|line| (number(line[2]) * number(line[3]) - number(line[4])).abs() < 2e-5), "{evidence}");
    let sum: f64 = lines.iter().map(|line| number(line[4])).sum();
    assert!((sum - score).abs() < 6e-4, "{sum} {score}");
}

#[test]
fn a_silence_is_a_gap_and_a_slow_vessel_loiters() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("out"), &[]).done();
    assert!(place.read("out/gaps.csv").contains(",366000001,2022-01-01T04:55:00Z,2022-01-01T13:00:00Z,"));
    assert!(place.read("out/loitering.csv").contains(",366000001,2022-01-01T00:00:00Z,"));
}

#[test]
fn every_row_is_accounted_for() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("out"), &[]).done();
    let summary = place.json("out/summary.json");
    let rows = &summary["rows"];
    let count = |key: &str| rows[key].as_u64().unwrap();
    assert_eq!(count("read"), tracks::day().lines().count() as u64 - 1);
    assert_eq!(count("read"), count("accepted") + count("duplicates") + count("rejected"));
    assert_eq!((count("duplicates"), count("rejected")), (2, 3));
    assert_eq!(summary["vessels"], 3);
    assert_eq!(summary["events"]["encounters"], 1);
    assert_eq!(summary["parameters"]["encounter"]["max_distance_m"], 500.0);
    assert!(summary["run"]["stages"].as_array().unwrap().len() > 3);
    let rejects = place.read("out/rejects.csv");
    assert_eq!(rejects.lines().count(), 4, "{rejects}");
    assert!(rejects.contains("\"'=cmd,not a row\""), "inert: {rejects}");
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_threads() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let mut lines: Vec<String> = tracks::day().lines().skip(1).map(str::to_owned).collect();
    lines.reverse();
    let shuffled = place.file("shuffled.csv", format!("{}{}\n", tracks::HEADER, lines.join("\n")));
    detect(&input, &place.path("a"), &["--threads", "1"]).done();
    detect(&input, &place.path("b"), &["--threads", "2"]).done();
    detect(&shuffled, &place.path("c"), &[]).done();
    for name in FILES.iter().filter(|name| **name != "summary.json") {
        let a = place.bytes(&format!("a/{name}"));
        assert!(a == place.bytes(&format!("b/{name}")), "{name}");
        if *name != "rejects.csv" {
            assert!(a == place.bytes(&format!("c/{name}")), "{name} of rows in another order");
        }
    }
    let summary = |folder: &str| {
        let mut summary = place.json(&format!("{folder}/summary.json"));
        summary.as_object_mut().unwrap().remove("run");
        summary
    };
    assert_eq!(summary("a"), summary("b"));
}

#[test]
fn standard_input_is_read_like_a_file() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("file"), &[]).done();
    let mut command = lightering();
    command.args(["detect", "-", "--out"]).arg(place.path("stream"));
    finish(&mut command, tracks::day().as_bytes()).done();
    assert_eq!(place.read("file/encounters.csv"), place.read("stream/encounters.csv"));
    assert!(place.read("stream/rejects.csv").contains("standard input"));
}

#[test]
fn quiet_says_nothing() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    assert_eq!(detect(&input, &place.path("out"), &["--quiet"]).done().stdout, "");
}

#[test]
fn output_inside_the_input_folder_is_not_read_again() {
    let place = Place::new();
    place.file("data/ais.csv", tracks::day());
    detect(&place.path("data"), &place.path("data/out"), &[]).done();
    let first = place.read("data/out/encounters.csv");
    detect(&place.path("data"), &place.path("data/out"), &["--force"]).done();
    assert_eq!(place.read("data/out/encounters.csv"), first);
    detect(&place.path("data/out"), &place.path("data/out"), &["--force"]).refused(1, &["is the output folder"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let mut command = lightering();
    command.arg("detect").arg(&input).arg("--out").arg(place.path("out"));
    for mut command in [command, {
        let mut config = lightering();
        config.arg("config");
        config
    }] {
        let mut child =
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
    assert!(place.path("out/summary.json").exists());
}
