//! `lightering digest` and `lightering merge`, and windows of time.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::command::{Outcome, Place, detect, run};
use crate::real_data::shared;
use crate::tracks;

/// The files that do not tell how long a run took.
const EVENTS: [&str; 15] = [
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
];

fn digest(input: &Path, out: &Path, more: &[&str]) -> Outcome {
    let mut args = vec![OsStr::new("digest"), input.as_os_str(), OsStr::new("--out"), out.as_os_str()];
    args.extend(more.iter().map(OsStr::new));
    run(args)
}

fn merge(digests: &[PathBuf], out: &Path) -> Outcome {
    let mut args = vec![OsStr::new("merge")];
    args.extend(digests.iter().map(|path| path.as_os_str()));
    args.extend([OsStr::new("--out"), out.as_os_str()]);
    run(args)
}

/// Whether two output folders hold the same, but for how long the runs took; rejects.csv names the files.
#[track_caller]
fn assert_same(place: &Place, one: &str, other: &str, files: &[&str]) {
    for file in files {
        let same = place.bytes(&format!("{one}/{file}")) == place.bytes(&format!("{other}/{file}"));
        assert!(same, "{file} of {one}, {other}");
    }
    let summary = |folder: &str| {
        let mut summary = place.json(&format!("{folder}/summary.json"));
        summary.as_object_mut().unwrap().remove("run");
        summary.as_object_mut().unwrap().remove("options");
        summary
    };
    assert_eq!(summary(one), summary(other));
}

/// Two days of a few ships, and the same as one file for each of several periods.
fn cut(place: &Place, text: &str, cuts: &[&str]) -> Vec<PathBuf> {
    let mut bounds = vec![""];
    bounds.extend(cuts);
    let mut rows: Vec<&str> = text.lines().skip(1).filter(|line| line.contains("2022-01")).collect();
    rows.sort_by_key(|line| line.split(',').nth(1).unwrap().to_owned());
    (0..bounds.len())
        .map(|number| {
            let within = |line: &&&str| {
                let time = line.split(',').nth(1).unwrap();
                time >= bounds[number] && bounds.get(number + 1).is_none_or(|next| time < *next)
            };
            let rows: Vec<&str> = rows.iter().filter(within).copied().collect();
            place.file(&format!("part{number}.csv"), format!("{}{}\n", tracks::HEADER, rows.join("\n")))
        })
        .collect()
}

#[test]
fn windows_of_any_length_give_the_same_files() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("out"), &["--window", "30d"]).done();
    assert_eq!(place.json("out/summary.json")["events"]["encounters"], 1);
    for (number, window) in ["1d", "6h", "1h", "7m"].iter().enumerate() {
        let out = format!("out{number}");
        detect(&input, &place.path(&out), &["--window", window]).done();
        assert_same(&place, &out, "out", &EVENTS);
    }
}

#[test]
fn digests_of_parts_merge_to_what_is_found_in_all_of_them() {
    let place = Place::new();
    let parts = cut(&place, &tracks::day(), &["2022-01-01T20:40", "2022-01-01T23:00", "2022-01-02T00:00"]);
    detect(&place.path("part*.csv"), &place.path("out"), &[]).done();
    assert_eq!(place.json("out/summary.json")["events"]["encounters"], 1);
    let mut digests: Vec<PathBuf> = (0..parts.len()).map(|number| place.path(&format!("{number}.digest"))).collect();
    for (part, out) in parts.iter().zip(&digests) {
        digest(part, out, &[]).done();
    }
    // In any order, and by a pattern.
    digests.rotate_left(1);
    merge(&digests, &place.path("merged")).done();
    assert_same(&place, "merged", "out", &EVENTS);
    merge(&[place.path("?.digest")], &place.path("matched")).done();
    assert_same(&place, "matched", "out", &EVENTS);
}

#[test]
fn reports_vessel_by_vessel_over_many_windows_are_as_good_as_in_order() {
    let place = Place::new();
    let mut in_order: Vec<(u32, String)> = Vec::new();
    let mut by_vessel = String::from(tracks::HEADER);
    for mmsi in 0..60_u32 {
        for minute in (0..44_000).step_by(2) {
            let row = tracks::row(366_000_001 + mmsi, minute, 30.0 + f64::from(mmsi) * 0.01, -120.0, 0.1);
            by_vessel += &row;
            in_order.push((minute, row));
        }
    }
    in_order.sort();
    let in_order: String = in_order.into_iter().map(|(_, row)| row).collect();
    let one = place.file("one.csv", tracks::HEADER.to_owned() + &in_order);
    let other = place.file("other.csv", &by_vessel);
    detect(&one, &place.path("one"), &["--window", "12h"]).done();
    detect(&other, &place.path("other"), &["--window", "12h"]).done();
    assert_same(&place, "one", "other", &EVENTS);
    let by_way_of_disk = |folder: &str| place.json(&format!("{folder}/summary.json"))["run"]["by_way_of_disk"].clone();
    assert_eq!((by_way_of_disk("one"), by_way_of_disk("other")), (false.into(), true.into()));
    // Standard input cannot be read twice.
    let mut command = crate::command::lightering();
    command.args(["detect", "-", "--window", "12h", "--out"]).arg(place.path("third"));
    crate::command::finish(&mut command, by_vessel.as_bytes()).refused(1, &["standard input", "too late", "--window"]);
    assert!(!place.path("third").exists());
    // Nor can a pipe.
    #[cfg(target_os = "linux")]
    {
        let mut command = crate::command::lightering();
        command.args(["detect", "/dev/stdin", "--window", "12h", "--out"]).arg(place.path("fourth"));
        crate::command::finish(&mut command, by_vessel.as_bytes()).refused(1, &["/dev/stdin", "too late", "--window"]);
        assert!(!place.path("fourth").exists());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn of_a_pipe_all_rows_are_read() {
    let place = Place::new();
    let day = tracks::day();
    let file = place.file("day.csv", &day);
    detect(&file, &place.path("one"), &[]).done();
    let mut command = crate::command::lightering();
    command.args(["detect", "/dev/stdin", "--out"]).arg(place.path("two"));
    crate::command::finish(&mut command, day.as_bytes()).done();
    // Rejects are told with the file that they are of.
    let files: Vec<&str> = EVENTS.into_iter().filter(|file| *file != "rejects.csv").collect();
    assert_same(&place, "one", "two", &files);
}

#[test]
fn digests_that_do_not_go_together_are_refused() {
    let place = Place::new();
    let parts = cut(&place, &tracks::day(), &["2022-01-02T00:00"]);
    let (first, second) = (place.path("first.digest"), place.path("second.digest"));
    digest(&parts[0], &first, &[]).done();
    digest(&parts[1], &second, &[]).done();
    let out = place.path("out");
    merge(&[first.clone(), first.clone()], &out)
        .refused(1, &["first.digest ends at", "must follow each other without overlap"]);
    let config = place.file("other.toml", "[gap]\nmin_gap_h = 5.0\n");
    let other = place.path("other.digest");
    digest(&parts[1], &other, &["--config", config.to_str().unwrap()]).done();
    merge(&[first.clone(), other], &out).refused(1, &["first.digest", "other.digest", "different parameters"]);
    let bytes = std::fs::read(&second).unwrap();
    let cut_short = place.file("cut.digest", &bytes[..bytes.len() - 1]);
    merge(&[first.clone(), cut_short], &out).refused(1, &["cut.digest", "cut short"]);
    let mut altered = bytes.clone();
    *altered.last_mut().unwrap() ^= 1;
    let altered = place.file("altered.digest", &altered);
    merge(&[first.clone(), altered], &out).refused(1, &["altered.digest", "damaged"]);
    merge(&[parts[0].clone()], &out).refused(1, &["part0.csv", "no digest"]);
    merge(&[place.path("nowhere.digest")], &out).refused(1, &["nowhere.digest"]);
    assert!(!out.exists());
    digest(&parts[0], &first, &[]).refused(2, &["first.digest", "--force"]);
    digest(&parts[0], &first, &["--force"]).done();
    digest(&parts[0], &place.path("."), &[]).refused(2, &["folder"]);
}

#[test]
fn days_off_california_are_the_same_in_any_windows_and_as_digests() {
    let Some(path) = shared("sbarc/sbarc_2018-06-01_03.csv.zst") else { return };
    let place = Place::new();
    detect(&path, &place.path("out"), &["--window", "30d"]).done();
    for (number, more) in
        [&["--window", "1d"][..], &["--window", "6h", "--threads", "3"], &["--window", "1h"]].iter().enumerate()
    {
        let out = format!("out{number}");
        detect(&path, &place.path(&out), more).done();
        assert_same(&place, &out, "out", &EVENTS);
    }
    let cuts = ["2018-06-01T07:13:00Z", "2018-06-02", "2018-06-02T05:00:01Z", "2018-06-03T16:44:30Z"];
    let mut digests = Vec::new();
    for number in 0..=cuts.len() {
        let mut more = Vec::new();
        if number > 0 {
            more.extend(["--from", cuts[number - 1]]);
        }
        if number < cuts.len() {
            more.extend(["--to", cuts[number]]);
        }
        digests.push(place.path(&format!("{number}.digest")));
        digest(&path, &digests[number], &more).done();
    }
    merge(&digests, &place.path("merged")).done();
    for file in ["encounters.csv", "gaps.csv", "loitering.csv"] {
        assert_eq!(place.read(&format!("merged/{file}")), place.read(&format!("out/{file}")), "{file}");
    }
}
