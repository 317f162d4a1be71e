use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::ais::{Mmsi, Position, PositionReport};
use crate::digest::Found;
use crate::digest::vessel::{Lane, Vessel};
use crate::track::FleetBuilder;

/// A vessel of its own for each window, heard once, in the middle of the day.
fn day(number: u32) -> Digest {
    let noon: DateTime<Utc> = "2024-03-01T12:00:00Z".parse().unwrap();
    let mut reports = FleetBuilder::new();
    for (vessel, hours) in [(0, -11), (1, 0), (2, 11)] {
        let mmsi = Mmsi::new(200_000_000 + 3 * number + vessel).unwrap();
        let time = noon + TimeDelta::days(number.into()) + TimeDelta::hours(hours);
        reports.push(&PositionReport::new(mmsi, time, Position::from_degrees(30.0, 150.0).unwrap()));
    }
    Digest::new(reports, &Config::default()).unwrap()
}

fn one_after_another(days: u32) -> Digest {
    (1..days).map(day).try_fold(day(0), Digest::merge).unwrap()
}

fn found(digest: Digest) -> Found {
    digest.finish().unwrap()
}

#[test]
fn a_large_digest_is_not_gone_through_for_each_small_window() {
    let mut series = Series::new();
    let (mut gone_through, mut most_waiting) = (0, 0);
    for number in 0..256 {
        let before: Vec<usize> = series.waiting.iter().map(|waiting| waiting.0).collect();
        series.push(day(number)).unwrap();
        let untouched = before.iter().zip(&series.waiting).take_while(|(size, now)| **size == now.0).count();
        gone_through += before[untouched..].iter().sum::<usize>();
        most_waiting = most_waiting.max(series.waiting.len());
        assert!(series.waiting.windows(2).all(|pair| pair[0].0 > PATIENCE * pair[1].0));
    }
    let all = one_after_another(256);
    // One after another it would be 128 times the size of all.
    assert!(gone_through < 16 * all.size(), "{gone_through} of {}", all.size());
    assert!((2..8).contains(&most_waiting), "{most_waiting}");
    assert_eq!(found(series.finish(&Config::default()).unwrap()), found(all));
}

#[cfg(all(feature = "digest-file", feature = "spill"))]
#[test]
fn digests_that_were_put_away_are_joined_in_their_order() {
    use crate::digest::shelf::tests::day_alongside;
    for days in [1, 2, 3, 7] {
        let mut series = Series { shelf: Shelf::of_any_size(), ..Series::new() };
        (0..days).for_each(|number| series.push(day_alongside(number)).unwrap());
        // Of nothing, nothing is put away.
        series.push(Digest::empty(&Config::default()).unwrap()).unwrap();
        let away = series.waiting.iter().filter(|waiting| matches!(waiting.1, Waiting::Away(_))).count();
        assert_eq!(away, days as usize);
        let all = (1..days).map(day_alongside).try_fold(day_alongside(0), Digest::merge).unwrap();
        let found_in_all = found(all);
        assert_eq!(found_in_all.encounters.len(), 1);
        assert_eq!(found(series.finish(&Config::default()).unwrap()), found_in_all);
    }
}

#[test]
fn a_vessel_that_was_heard_once_takes_little_room() {
    // A million of them should take half a gigabyte.
    assert!(size_of::<Vessel>() + size_of::<Lane>() <= 96 + 320);
    let closed = crate::digest::settle::close(one_after_another(20)).unwrap();
    assert_eq!(closed.vessels.len(), 60);
    for vessel in &closed.vessels {
        assert_eq!((vessel.lanes.len(), vessel.lanes.capacity()), (1, 1));
        let lane = &vessel.lanes[0];
        assert!(lane.fixes == 1 && lane.spells.is_empty() && lane.hours.as_slice().is_empty());
        assert_eq!(lane.head.capacity() + lane.tail.capacity() + lane.statics.capacity() + lane.strands.capacity(), 0);
    }
    // What is not kept is there when it is asked for.
    let found = found(one_after_another(20));
    assert_eq!((found.vessels, found.fixes), (60, 60));
    assert!(found.gaps.iter().all(|gap| gap.reception.own_share > 0.0));
}
