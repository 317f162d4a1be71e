use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::ais::{Mmsi, Position, PositionReport};
use crate::config::Config;
use crate::track::FleetBuilder;

impl Shelf {
    /// Even small ones are put away.
    pub(in crate::digest) fn of_any_size() -> Self {
        Self { least_things: 0, ..Self::default() }
    }
}

/// Two ships that lie beside each other for a day.
pub(in crate::digest) fn day_alongside(number: u32) -> Digest {
    let midnight: DateTime<Utc> = "2024-03-01T00:00:00Z".parse().unwrap();
    let mut reports = FleetBuilder::new();
    for minute in (0..1440).step_by(10) {
        for (mmsi, longitude) in [(538_000_001, 150.0), (636_000_002, 150.001)] {
            let time = midnight + TimeDelta::days(number.into()) + TimeDelta::minutes(minute);
            let position = Position::from_degrees(30.0, longitude).unwrap();
            reports.push(&PositionReport::new(Mmsi::new(mmsi).unwrap(), time, position));
        }
    }
    Digest::new(reports, &Config::default()).unwrap()
}

fn day_with_account() -> Digest {
    day_alongside(0).with_account(ReadReport {
        rows_read: 7,
        vessel_ids: [(Mmsi::new(538_000_001).unwrap(), "one".into())].into(),
        ..ReadReport::default()
    })
}

/// What of an account is not packed.
fn ids(digest: &Digest) -> &BTreeMap<Mmsi, String> {
    &digest.account().vessel_ids
}

fn put(shelf: &mut Shelf, digest: Digest) -> std::result::Result<Place, Box<Digest>> {
    let size = digest.size();
    shelf.put(Box::new(digest), size)
}

#[test]
fn what_is_put_away_comes_back_as_it_was() {
    let (mut shelf, digest) = (Shelf::of_any_size(), day_with_account());
    let first = put(&mut shelf, digest.clone()).unwrap();
    let second = put(&mut shelf, day_alongside(1)).unwrap();
    let (second, first) = (shelf.take(second).unwrap(), shelf.take(first).unwrap());
    assert_eq!(first.packed().unwrap(), digest.packed().unwrap());
    assert_eq!(ids(&first), ids(&digest));
    assert_eq!(second.packed().unwrap(), day_alongside(1).packed().unwrap());
}

#[test]
fn what_is_small_or_still_worked_on_is_not_put_away() {
    assert_eq!(
        put(&mut Shelf::default(), day_alongside(0)).unwrap_err().packed().unwrap(),
        day_alongside(0).packed().unwrap()
    );
    let shelf = &mut Shelf::of_any_size();
    let (digest, kept) = (day_alongside(0), day_alongside(0).kept_to_the_end());
    assert!(kept >= 48, "{kept}");
    assert!(shelf.put(Box::new(digest.clone()), WORKED_ON_PER_KEPT * kept + 1).is_err());
    assert!(shelf.put(Box::new(digest), WORKED_ON_PER_KEPT * kept).is_ok());
}

#[test]
fn without_room_for_a_file_digests_stay_in_memory_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full");
    std::fs::write(&path, b"").unwrap();
    let mut shelf = Shelf { file: Some(File::open(path).unwrap()), ..Shelf::of_any_size() };
    let digest = put(&mut shelf, day_with_account()).unwrap_err();
    assert_eq!(digest.packed().unwrap(), day_with_account().packed().unwrap());
    assert_eq!(ids(&digest), ids(&day_with_account()));
}

#[test]
fn a_file_that_was_altered_or_cut_short_is_an_error() {
    let mut shelf = Shelf::of_any_size();
    let [first, second] = [0, 1].map(|number| put(&mut shelf, day_alongside(number)).unwrap());
    let file = shelf.file.as_mut().unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&vec![255; first.bytes]).unwrap();
    file.set_len(second.start).unwrap();
    assert!(matches!(shelf.take(first), Err(Error::Digest(_))));
    assert!(matches!(shelf.take(second), Err(Error::Io { .. })));
}
