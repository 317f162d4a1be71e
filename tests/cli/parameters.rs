//! `lightering config` and `--config`.

use crate::command::{Place, detect, run};
use crate::tracks;

#[test]
fn what_config_prints_is_accepted_and_changes_nothing() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let printed = run(["config"]).done().stdout;
    assert!(printed.contains("max_distance_m = 500.0") && printed.contains("# Source: "), "{printed}");
    let file = place.file("mine.toml", printed);
    detect(&input, &place.path("with"), &["--config", file.to_str().unwrap()]).done();
    detect(&input, &place.path("without"), &[]).done();
    assert_eq!(place.read("with/encounters.csv"), place.read("without/encounters.csv"));
}

#[test]
fn a_parameter_decides_what_is_found() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let file = place.file("mine.toml", "[encounter]\nmin_duration_h = 6\n");
    detect(&input, &place.path("out"), &["--config", file.to_str().unwrap()]).done();
    assert_eq!(place.read("out/encounters.csv").lines().count(), 1);
    assert_eq!(place.json("out/summary.json")["parameters"]["encounter"]["min_duration_h"], 6.0);
}

#[test]
fn a_bad_config_is_refused_in_one_line() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let cases: [(&[u8], &[&str]); 6] = [
        (b"", &["mine.toml: is empty", "lightering config"]),
        (b" \n\n", &["is empty"]),
        (b"[encounter]\nmax_distance = 500\n", &["line 2", "`max_distance`", "max_distance_m"]),
        (b"[encounter]\nmax_distance_m = -5\n", &["line 2", "out of range"]),
        (b"max_distance_m: 500\n", &["line 1"]),
        (b"\xff\xfe\x00", &["UTF-8"]),
    ];
    for (text, words) in cases {
        let file = place.file("mine.toml", text);
        detect(&input, &place.path("out"), &["--config", file.to_str().unwrap()]).refused(1, words);
    }
    detect(&input, &place.path("out"), &["--config", "no/such.toml"]).refused(1, &["no/such.toml: "]);
    assert_eq!(place.names(), ["ais.csv", "mine.toml"]);
}

#[test]
fn help_and_version_are_no_errors() {
    assert!(run(["--version"]).done().stdout.starts_with("lightering 0."));
    assert!(run(["detect", "--help"]).done().stdout.contains("Examples:"));
    assert_eq!(run(["detect"]).status, Some(2));
    assert_eq!(run(["detekt"]).status, Some(2));
    assert_eq!(run(Vec::<&str>::new()).status, Some(2));
}

#[test]
fn a_column_map_reads_a_layout_that_nobody_foresaw() {
    let place = Place::new();
    let mut rows = String::from("when;ship;y;x;v\n");
    for minute in 0..300 {
        for (ship, latitude) in [(311_000_112, 33.0), (538_004_319, 33.001)] {
            rows += &format!("{};{ship};{latitude};-117.8;0.2\n", 1_700_000_000 + 60 * minute);
        }
    }
    let input = place.file("radar.txt", rows);
    let map = "name = \"radar\"\ndelimiter = \";\"\ntime_format = \"epoch_s\"\nspeed_unit = \"m/s\"\n[columns]\n\
        vessel = \"ship\"\ntime = \"when\"\nlatitude = \"y\"\nlongitude = \"x\"\nspeed_over_ground = \"v\"\n";
    let map = place.file("map.toml", map);
    detect(&input, &place.path("out"), &["--columns", map.to_str().unwrap()]).done();
    assert_eq!(place.read("out/encounters.csv").lines().count(), 2);
    detect(&input, &place.path("other"), &[]).refused(1, &["radar.txt", "when"]);
    detect(&input, &place.path("other"), &["--format", "parquet"]).refused(1, &["radar.txt", "when"]);
    let wrong = place.file("wrong.toml", "[columns]\nship = \"ship\"\n");
    detect(&input, &place.path("other"), &["--columns", wrong.to_str().unwrap()]).refused(1, &["wrong.toml", "line 2"]);
}
