//! `lightering activity`, and watchlists.

use crate::command::{Place, detect, finish, lightering};
use crate::tracks;

const SEA: &str =
    r#"{"type": "Polygon", "coordinates": [[[-180, -80], [180, -80], [180, 80], [-180, 80], [-180, -80]]]}"#;
const INLAND: &str = r#"{"type": "Polygon", "coordinates": [[[10, 48], [11, 48], [11, 49], [10, 49], [10, 48]]]}"#;

#[test]
fn vessels_are_counted_by_period_and_group_with_zeros() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let area = place.file("sea.geojson", SEA);
    let list = place.file("list.csv", "mmsi,imo\n538004030,\n12x,\n");
    let run = |out: &str, more: &[&str]| {
        let mut command = lightering();
        command.arg("activity").arg(&input).arg("--out").arg(place.path(out)).args(more);
        finish(&mut command, b"")
    };
    let (area, list) = (area.to_str().unwrap(), list.to_str().unwrap());
    let done = run("out", &["--area", area, "--watchlist", list, "--flag", "BHS", "--period", "day"]).done();
    assert!(done.stdout.contains("watchlist: 1 vessel in the day of 2022-01-0"), "{}", done.stdout);
    assert!(done.stdout.contains("watchlist: 1 rows skipped, the first is row 3: `12x` is no MMSI"), "{}", done.stdout);
    let csv = place.read("out/activity.csv");
    let header = "period_start,period_end,group,ship_type,vessels,baseline,ratio,low,high,";
    assert!(csv.starts_with(header), "{csv}");
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let groups: Vec<&str> = rows.iter().filter(|row| row[3] == "all").map(|row| row[2]).collect();
    assert!(groups.contains(&"watchlist") && groups.contains(&"flag:BHS") && groups.contains(&"all"), "{csv}");
    assert_eq!((rows[0][0], rows[0][1]), ("2022-01-01T00:00:00Z", "2022-01-02T00:00:00Z"));
    assert_eq!(rows[0][5], "", "nothing before the first");
    let json = place.json("out/activity.json");
    assert_eq!(json["counts"].as_array().unwrap().len(), rows.len());
    assert!(place.read("out/activity.svg").starts_with("<svg"));

    let inland = place.file("inland.geojson", INLAND);
    run("none", &["--area", inland.to_str().unwrap(), "--period", "week"]).done();
    let csv = place.read("none/activity.csv");
    assert!(csv.lines().skip(1).all(|line| line.split(',').nth(4) == Some("0")), "{csv}");
    assert!(csv.contains("2021-12-27T00:00:00Z,2022-01-03T00:00:00Z,all,all,0"), "a week from Monday: {csv}");
    run("out", &["--area", area, "--period", "month", "--force"]).done();
}

#[test]
fn what_is_missing_or_no_flag_is_wrong_usage() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let area = place.file("sea.geojson", SEA);
    let run = |more: &[&str]| {
        let mut command = lightering();
        command.arg("activity").arg(&input).arg("--out").arg(place.path("out")).args(more);
        finish(&mut command, b"")
    };
    let area = area.to_str().unwrap();
    for wrong in [
        &["--period", "day"][..],
        &["--area", area],
        &["--area", area, "--period", "year"],
        &["--area", area, "--period", "day", "--flag", "Atlantis"],
    ] {
        let outcome = run(wrong);
        assert_eq!(outcome.status, Some(2), "{wrong:?}: {}", outcome.stderr);
    }
    assert!(!place.path("out").exists());
}

#[test]
fn a_candidate_names_its_vessels_on_the_watchlist() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let list = place.file("list.csv", "mmsi,name\n538004030,\n");
    detect(&input, &place.path("plain"), &[]).done();
    detect(&input, &place.path("out"), &["--watchlist", list.to_str().unwrap()]).done();
    let (plain, listed) = (place.read("plain/candidates.csv"), place.read("out/candidates.csv"));
    let score = |csv: &str| csv.lines().nth(1).unwrap().split(',').nth(8).unwrap().parse::<f64>().unwrap();
    assert!((score(&listed) - score(&plain) - 2.0).abs() < 1e-6, "{plain}{listed}");
    assert!(place.read("out/report.html").contains("MMSI, row 2"));
}
