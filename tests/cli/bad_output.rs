//! Outputs that cannot be written, and runs that are cut short: whole or not at all.

use std::fs;

use crate::command::{Place, detect, names};
use crate::tracks;

#[test]
fn an_earlier_output_is_replaced_only_when_asked_for() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let out = place.path("out");
    detect(&input, &out, &[]).done();
    fs::write(out.join("gaps.csv"), "old").unwrap();
    detect(&input, &out, &[]).refused(2, &["out", "--force"]);
    assert_eq!(place.read("out/gaps.csv"), "old");
    detect(&input, &out, &["--force"]).done();
    assert_ne!(place.read("out/gaps.csv"), "old");
    assert_eq!(place.names(), ["ais.csv", "out"]);
}

#[test]
fn force_never_replaces_a_folder_of_something_else() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let thesis = place.file("home/thesis.docx", "ten years");
    detect(&input, &place.path("home"), &["--force"]).refused(2, &["thesis.docx"]);
    detect(&input, &thesis, &["--force"]).refused(2, &["is a file"]);
    assert_eq!(fs::read_to_string(thesis).unwrap(), "ten years");
    assert_eq!(names(&place.path("home")), ["thesis.docx"]);
}

#[test]
fn a_failed_run_leaves_an_earlier_output_as_it_was() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    detect(&input, &place.path("out"), &[]).done();
    let before = place.read("out/summary.json");
    let bad = place.file("bad.csv", tracks::HEADER);
    detect(&bad, &place.path("out"), &["--force"]).refused(1, &["bad.csv"]);
    assert_eq!(place.read("out/summary.json"), before);
    assert_eq!(place.names(), ["ais.csv", "bad.csv", "out"]);
}

#[test]
fn a_place_that_cannot_be_written_is_said_at_once() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    // Below a regular file: not even root can write there.
    detect(&input, &place.path("ais.csv/out"), &[]).refused(1, &["ais.csv/out", "cannot be written"]);
    detect(&input, &place.path("ais.csv/deep/out"), &[]).refused(1, &["cannot be written"]);
    assert_eq!(place.names(), ["ais.csv"]);
}

#[cfg(unix)]
mod unix {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::command::{finish, lightering};

    #[test]
    fn a_disk_that_takes_no_more_leaves_nothing() {
        let place = Place::new();
        let input = place.file("ais.csv", tracks::day());
        // A limit of no bytes a file makes each write fail, as a full disk does.
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_lightering"), "detect"])
            .arg(&input)
            .arg("--out")
            .arg(place.path("new/out"));
        finish(&mut command, b"").refused(1, &["out/", "cannot be written"]);
        assert_eq!(place.names(), ["ais.csv"]);
    }

    #[test]
    fn an_interrupted_run_leaves_nothing() {
        let place = Place::new();
        for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
            // Waits for ever for its standard input, with the unfinished folder beside the target.
            let mut child = lightering()
                .args(["detect", "-", "--out"])
                .arg(place.path("out"))
                .stdin(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let stdin = child.stdin.take();
            let started = Instant::now();
            while place.names().is_empty() {
                assert!(started.elapsed() < Duration::from_secs(30), "no folder was begun");
                sleep(Duration::from_millis(10));
            }
            Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(status));
            drop(stdin);
            assert!(place.names().is_empty(), "{:?}", place.names());
        }
    }
}
