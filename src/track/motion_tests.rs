use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::{Mmsi, PositionReport};
use crate::track::{CleaningParameters, Fleet, FleetBuilder};

/// A ship of steps of seconds and units of 1e-7° to the north and east.
fn stretches(number: u32, steps: &[(i64, i32, i32)]) -> Vec<SubLeg> {
    let fleet = fleet(number, steps);
    let track = fleet.tracks().next().unwrap();
    sub_legs(track, 0..track.len() - 1)
}

fn fleet(number: u32, steps: &[(i64, i32, i32)]) -> Fleet {
    let mut builder = FleetBuilder::new();
    let (mut time, mut north, mut east) = (0, 0, 0);
    for step in steps {
        (time, north, east) = (time + step.0, north + step.1, east + step.2);
        let position = Position::from_e7(north, east).unwrap();
        let time = Utc.timestamp_opt(time, 0).unwrap();
        builder.push(&PositionReport::new(Mmsi::new(538_000_000 + number).unwrap(), time, position));
    }
    builder.build(&CleaningParameters { min_track_fixes: 1, ..CleaningParameters::default() }).unwrap()
}

fn steps() -> impl Strategy<Value = Vec<(i64, i32, i32)>> {
    // Up to 20 kn, and up to two and a half hours, which is 92 km.
    let step = prop_oneof![4 => 1..120_i64, 1 => 1000..9000_i64];
    let step = (step, -600..600_i32, -600..600_i32);
    prop::collection::vec(step.prop_map(|(s, north, east)| (s, s as i32 * north, s as i32 * east)), 2..30)
}

proptest! {
    #[test]
    fn stretches_are_short_and_each_begins_where_the_one_before_ends(steps in steps()) {
        let stretches = stretches(1, &steps);
        for pair in stretches.windows(2) {
            prop_assert_eq!((pair[0].end_ms, pair[0].to), (pair[1].start_ms, pair[1].from));
        }
        for stretch in &stretches {
            prop_assert!(stretch.start_ms < stretch.end_ms);
            prop_assert!(stretch.from.distance(stretch.to) <= MAX_CHORD_M + 10.0);
            prop_assert!(stretch.from.distance(stretch.from.on_ellipsoid()) < 1e-6);
        }
    }

    #[test]
    fn pieces_cover_the_time_that_two_ships_share_with_their_places_at_its_ends(a in steps(), b in steps()) {
        let (a, b) = (stretches(1, &a), stretches(2, &b));
        let (first, last) = (a[0].start_ms.max(b[0].start_ms), a[a.len() - 1].end_ms.min(b[b.len() - 1].end_ms));
        let mut covered_to = first;
        for piece in pieces(&a, &b) {
            prop_assert_eq!(piece.start_ms, covered_to);
            covered_to = piece.end_ms;
            let at = |time_ms: i64| piece.b.place_at(time_ms) - piece.a.place_at(time_ms);
            prop_assert_eq!(piece.relative(), (at(piece.start_ms), at(piece.end_ms)));
            let halfway_ms = (piece.start_ms + piece.end_ms) / 2;
            let between = (piece.a.place_at(halfway_ms) + piece.b.place_at(halfway_ms)) * 0.5;
            prop_assert!(piece.middle().distance(between) < 0.1);
        }
        prop_assert!(covered_to == last || first > last);
    }
}
