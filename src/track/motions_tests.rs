use chrono::{TimeDelta, TimeZone, Utc};

use super::*;
use crate::ais::{Mmsi, Position, PositionReport};
use crate::track::motion::sub_legs;
use crate::track::{CleaningParameters, FleetBuilder, LegParameters};

/// Tracks of so many fixes, one every ten seconds, of which some are hours later.
fn fleet(fixes: &[usize]) -> Fleet {
    let mut builder = FleetBuilder::new();
    for (track, &fixes) in fixes.iter().enumerate() {
        let mut time = Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap();
        for fix in 0..fixes {
            time += TimeDelta::seconds(if fix % 1000 == 999 { 5000 } else { 10 });
            let east = (fix as f64 / 300.0).sin() * 0.02 + track as f64;
            let position = Position::from_degrees(30.0 + fix as f64 * 1e-5, east).unwrap();
            builder.push(&PositionReport::new(Mmsi::new(538_000_001 + track as u32).unwrap(), time, position));
        }
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

#[test]
fn what_is_kept_is_what_is_found_anew_whatever_was_asked_before() {
    // One of them is too long to be kept, and not all others are kept at a time.
    let fleet = fleet(&[MOST_FIXES + 10, 20_000, 12_000, 9_000, 500, 1]);
    let rules = LegParameters::default().rules();
    let mut motions = Motions::new(&fleet, rules);
    let tracks: Vec<Track<'_>> = fleet.tracks().collect();
    assert_eq!(tracks.len(), 6);
    for round in 0..30 {
        let (a, b) = (tracks[round * 7 % 6], tracks[round * 5 % 6]);
        let Some(pair) = motions.of_pair(a.id(), b.id()) else {
            assert_eq!(a.id(), b.id());
            continue;
        };
        for (motion, track) in pair.into_iter().zip([a, b]) {
            assert_eq!(motion.track().id(), track.id());
            let legs = track.len() - 1;
            let first = round * 631 % legs.max(1);
            let some = first..(first + 40).min(legs);
            let found = motion.sub_legs(some.clone());
            let anew = sub_legs(track, some.clone());
            assert_eq!(found.len(), anew.len());
            for (found, anew) in found.iter().zip(&anew) {
                assert_eq!(
                    (found.leg, found.start_ms, found.from, found.to),
                    (anew.leg, anew.start_ms, anew.from, anew.to)
                );
            }
            for leg in some.rev().step_by(3) {
                assert_eq!(motion.velocity(leg), Pace::new(track, rules).velocity(leg));
                assert_eq!(motion.is_heard(leg), track.leg(leg).is_heard(&LegParameters::default()));
            }
        }
        let fixes: usize = motions.kept.iter().map(|motion| motion.places.len()).sum();
        assert!(fixes <= MOST_FIXES || motions.kept.len() == 2, "{fixes}");
    }
    assert!(motions.kept.len() > 2);
}
