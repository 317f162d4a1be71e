//! Published data, where they are at hand: known operations are found, every row is accounted for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lightering::ais::Position;
use lightering::places::Anchorages;

use crate::command::{Place, detect};

/// A file of the shared data; `None`, and a word about it, where it is not at hand.
#[allow(clippy::print_stdout)]
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not there");
    None
}

#[track_caller]
fn assert_balance(place: &Place, read: u64) {
    let summary = place.json("out/summary.json");
    let count = |of: &serde_json::Value| of.as_u64().unwrap();
    let sum = |of: &serde_json::Value| of.as_object().unwrap().values().map(count).sum::<u64>();
    let rows = &summary["rows"];
    assert_eq!(count(&rows["read"]), read);
    assert_eq!(count(&rows["accepted"]) + count(&rows["duplicates"]) + count(&rows["rejected"]), read);
    assert_eq!(sum(&rows["rejected_by_reason"]), count(&rows["rejected"]));
    assert_eq!(count(&rows["accepted"]), count(&summary["fixes"]) + sum(&summary["set_aside"]));
}

/// The pairs in encounters.csv, with their mode and the cells of place and duration.
fn encounters(place: &Place) -> Vec<Vec<String>> {
    let text = place.read("out/encounters.csv");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn the_known_transfers_off_california_are_found() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let place = Place::new();
    detect(&path, &place.path("out"), &[]).done();
    assert_balance(&place, 304_585);
    let all = encounters(&place);
    // POLARIS VOYAGER and HYDRA VOYAGER adrift; SUEZ RAJAN and LEICESTER at two to three knots.
    for (pair, mode, start) in [
        (["311000013", "311000112"], "drifting", "2018-06-02T21:"),
        (["538004319", "538007181"], "under-way", "2018-06-03T09:"),
    ] {
        let found: Vec<_> = all.iter().filter(|row| row[1..3] == pair).collect();
        assert_eq!(found.len(), 1, "{pair:?}");
        assert!(found[0][3].starts_with(start) && found[0][6] == mode, "{:?}", found[0]);
        let hull_clearance_m: f64 = found[0][11].parse().unwrap();
        assert!(hull_clearance_m < 10.0, "{:?}", found[0]);
    }
}

/// Without any list of anchorages.
#[test]
fn known_transfers_lead_the_candidates_off_california() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let place = Place::new();
    detect(&path, &place.path("out"), &[]).done();
    let text = place.read("out/candidates.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().unwrap().clone();
    let cell =
        |row: &csv::StringRecord, name: &str| row[header.iter().position(|column| column == name).unwrap()].to_owned();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let seen: Vec<_> = rows.iter().filter(|row| cell(row, "kind") == "encounter").collect();
    let pair = |row: &csv::StringRecord| (cell(row, "mmsi_a"), cell(row, "mmsi_b"));
    let known = [("311000013", "311000112"), ("538004319", "538007181")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!([pair(&rows[0]), pair(&rows[1])], known);
    let probability = |row: &csv::StringRecord| cell(row, "probability").parse::<f64>().unwrap();
    assert!(probability(&rows[1]) > 0.9);
    // Neighbours at berths, pilots and sport-fishing boats are far below; what anybody saw besides is unlikely.
    for row in &seen[2..] {
        assert!(probability(row) < 0.2, "{row:?}");
    }
    for row in seen.iter().filter(|row| !cell(row, "label").is_empty()) {
        assert!(probability(row) < 0.05, "{row:?}");
    }
}

/// Where several vessels lay still for half a day there is a known anchorage or port.
#[test]
fn inferred_anchorages_are_known_ones() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let (Some(anchorages), Some(ports)) =
        (shared("geography/gfw_anchorages.csv.gz"), shared("geography/wpi_ports.csv"))
    else {
        return;
    };
    let known = [anchorages, ports].map(|path| Anchorages::from_file(&path).unwrap());
    let place = Place::new();
    detect(&path, &place.path("out"), &[]).done();
    let text = place.read("out/candidates.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (mut inferred, mut near) = (0, 0);
    for row in rows.records().map(Result::unwrap).filter(|row| row[column("reasons")].contains("lay still near by")) {
        let degrees = |name: &str| row[column(name)].parse::<f64>().unwrap();
        let position = Position::from_degrees(degrees("lat"), degrees("lon")).unwrap();
        inferred += 1;
        near += usize::from(
            known.iter().any(|places| places.nearest(position).is_some_and(|(_, metres)| metres < 5_000.0)),
        );
    }
    assert!(inferred > 100 && near * 10 >= inferred * 9, "{near} of {inferred}");
}

#[test]
fn known_anchorages_and_ports_leave_a_dozen_or_two_off_california() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let Some(anchorages) = shared("geography/gfw_anchorages.csv.gz") else { return };
    let Some(ports) = shared("geography/wpi_ports.csv") else { return };
    let place = Place::new();
    let files = ["--anchorages", anchorages.to_str().unwrap(), "--anchorages", ports.to_str().unwrap()];
    detect(&path, &place.path("out"), &files).done();
    let left = encounters(&place);
    assert!((2..=24).contains(&left.len()), "{} encounters left", left.len());
    let pairs: BTreeSet<_> = left.iter().map(|row| (row[1].as_str(), row[2].as_str())).collect();
    assert!(pairs.contains(&("311000013", "311000112")) && pairs.contains(&("538004319", "538007181")));
    // The list of anchorages alone lacks one harbour, and all that it misses by much lies there.
    detect(&path, &place.path("out"), &["--force", "--anchorages", anchorages.to_str().unwrap()]).done();
    let elsewhere =
        encounters(&place).iter().filter(|row| !(row[7].starts_with("34.4") && row[8].starts_with("-119.69"))).count();
    assert!((2..=36).contains(&elsewhere), "{elsewhere} encounters left outside Santa Barbara");
}

#[test]
fn an_hour_of_the_united_states_is_accounted_for() {
    let Some(path) = shared("noaa/AIS_2022_01_03_first_hour.zip") else { return };
    let place = Place::new();
    detect(&path, &place.path("out"), &[]).done();
    assert_balance(&place, 99_999);
    let summary = place.json("out/summary.json");
    assert!(summary["vessels"].as_u64().unwrap() > 10_600);
}
