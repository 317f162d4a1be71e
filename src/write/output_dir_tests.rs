use std::io::Write;

use tempfile::TempDir;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn write_gaps(out: &OutputDir, text: &str) {
    out.write("gaps.csv", |file| file.write_all(text.as_bytes())).unwrap();
}

#[test]
fn a_folder_appears_only_when_it_is_complete() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("out");
    let out = OutputDir::create(&target, false).unwrap();
    write_gaps(&out, "a");
    assert!(!target.exists());
    out.commit().unwrap();
    assert_eq!(names(place.path()), ["out"]);
    assert_eq!(fs::read_to_string(target.join("gaps.csv")).unwrap(), "a");
}

#[test]
fn only_files_of_the_folder_itself_are_written() {
    let place = TempDir::new().unwrap();
    let out = OutputDir::create(&place.path().join("out"), false).unwrap();
    for name in ["../escaped.txt", "/escaped.txt", "deep/gaps.csv", "..", ""] {
        assert!(out.write(name, |file| file.write_all(b"a")).is_err(), "{name}");
    }
    drop(out);
    assert!(names(place.path()).is_empty());
}

#[test]
fn work_that_is_given_up_leaves_nothing_not_even_new_parents() {
    let place = TempDir::new().unwrap();
    let out = OutputDir::create(&place.path().join("new/deep/out"), false).unwrap();
    write_gaps(&out, "a");
    assert_eq!(names(place.path()), ["new"]);
    drop(out);
    assert!(names(place.path()).is_empty());
}

#[test]
fn an_abort_from_another_thread_removes_the_work_and_stops_it() {
    let place = TempDir::new().unwrap();
    let out = OutputDir::create(&place.path().join("out"), false).unwrap();
    write_gaps(&out, "a");
    let handle = out.abort_handle();
    std::thread::spawn(move || handle.abort(|| ())).join().unwrap();
    assert!(names(place.path()).is_empty());
    assert!(out.write("loitering.csv", |_| Ok(())).is_err());
    assert!(out.commit().is_err());
}

#[test]
fn a_writer_that_fails_leaves_nothing() {
    let place = TempDir::new().unwrap();
    let out = OutputDir::create(&place.path().join("out"), false).unwrap();
    let error = out.write::<()>("gaps.csv", |_| Err(ErrorKind::StorageFull.into())).unwrap_err().to_string();
    assert!(error.contains("gaps.csv") && error.contains("free space"), "{error}");
    drop(out);
    assert!(names(place.path()).is_empty());
}

#[test]
fn an_empty_folder_is_used_and_a_full_one_refused() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("out");
    fs::create_dir(&target).unwrap();
    OutputDir::create(&target, false).unwrap().commit().unwrap();
    fs::write(target.join("gaps.csv"), "old").unwrap();
    let error = OutputDir::create(&target, false).unwrap_err();
    assert!(matches!(error, Error::OutputExists { .. }) && error.to_string().contains("--force"), "{error}");
    assert_eq!(names(place.path()), ["out"]);
}

#[test]
fn force_replaces_a_folder_of_ours_as_a_whole() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("out");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("loitering.csv"), "old").unwrap();
    let out = OutputDir::create(&target, true).unwrap();
    write_gaps(&out, "new");
    assert_eq!(names(&target), ["loitering.csv"]);
    out.commit().unwrap();
    assert_eq!(names(&target), ["gaps.csv"]);
    assert_eq!(names(place.path()), ["out"]);
}

#[test]
fn force_does_not_replace_what_no_run_has_written() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("home");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("gaps.csv"), "old").unwrap();
    fs::write(target.join("thesis.docx"), "ten years").unwrap();
    let error = OutputDir::create(&target, true).unwrap_err().to_string();
    assert!(error.contains("thesis.docx"), "{error}");
    fs::remove_file(target.join("thesis.docx")).unwrap();
    fs::create_dir(target.join("report.html")).unwrap();
    assert!(OutputDir::create(&target, true).is_err());
    assert_eq!(names(place.path()), ["home"]);
}

#[test]
fn a_file_in_the_way_is_never_replaced() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("out");
    fs::write(&target, "a file").unwrap();
    assert!(matches!(OutputDir::create(&target, true), Err(Error::OutputExists { .. })));
    let below = OutputDir::create(&target.join("below"), true).unwrap_err();
    assert!(matches!(below, Error::Output { .. }), "{below}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "a file");
}

#[test]
fn a_folder_that_appears_meanwhile_is_not_overwritten() {
    let place = TempDir::new().unwrap();
    let target = place.path().join("out");
    let out = OutputDir::create(&target, false).unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("gaps.csv"), "theirs").unwrap();
    assert!(matches!(out.commit(), Err(Error::OutputExists { .. })));
    assert_eq!(names(place.path()), ["out"]);
    assert_eq!(fs::read_to_string(target.join("gaps.csv")).unwrap(), "theirs");
}

#[test]
fn leftovers_of_another_run_are_not_touched() {
    let place = TempDir::new().unwrap();
    let leftover = place.path().join(format!(".out.partial-{}", std::process::id()));
    fs::create_dir(&leftover).unwrap();
    drop(OutputDir::create(&place.path().join("out"), false).unwrap());
    assert!(leftover.exists());
}

/// Takes some bytes, then is full.
struct FullDisk(usize);

impl Write for FullDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn every_writer_says_that_the_disk_is_full() {
    use crate::write::{encounters, fixtures, gaps, loitering, rejects};
    for room in [0, 100] {
        let events = vec![fixtures::encounter(); 1000];
        let reject = crate::read::Reject {
            file: "a".into(),
            row: 1,
            reason: crate::read::Reason::OutsidePeriod,
            text: "x".repeat(500),
        };
        let mut results = vec![
            encounters(&events, FullDisk(room)),
            gaps(&vec![fixtures::open_gap(); 1000], FullDisk(room)),
            loitering(&vec![fixtures::loitering(); 1000], FullDisk(room)),
            rejects(&vec![reject; 1000], FullDisk(room)),
        ];
        #[cfg(feature = "geojson")]
        results.push(crate::write::encounters_geojson(&events, FullDisk(room)));
        for result in results.drain(..) {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::StorageFull);
        }
    }
}
