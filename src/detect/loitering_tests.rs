use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::PositionReport;
use crate::track::{CleaningParameters, Fleet, FleetBuilder, LegParameters};

/// A fix every ten minutes at these places in units of 1e-7°.
fn fleet(places: &[(i64, i64)]) -> Fleet {
    let mut builder = FleetBuilder::new();
    for (number, &(north, east)) in places.iter().enumerate() {
        let wrapped = (east + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
        let position = Position::from_e7(north.clamp(-900_000_000, 900_000_000) as i32, wrapped as i32).unwrap();
        let time = Utc.timestamp_opt(600 * number as i64, 0).unwrap();
        builder.push(&PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position));
    }
    builder.build(&CleaningParameters { min_track_fixes: 1, ..CleaningParameters::default() }).unwrap()
}

proptest! {
    #[test]
    fn the_radius_is_at_most_that_of_the_ranges(
        start in (-900_000_000..900_000_000_i64, -1_800_000_000..1_800_000_000_i64),
        extent in prop_oneof![0..100_i64, 0..20_000_i64, 0..500_000_i64],
        offsets in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 3..40),
    ) {
        let at = |start: i64, offset: f64| start + (offset * extent as f64) as i64;
        let places: Vec<_> = offsets.iter().map(|offset| (at(start.0, offset.0), at(start.1, offset.1))).collect();
        let fleet = fleet(&places);
        for track in fleet.tracks().filter(|track| track.len() > 1) {
            let mut pace = Pace::new(track, LegParameters::default().rules());
            let last = track.len() - 2;
            if let Some((_, radius_m)) = spread(track, &mut pace, 0..=last) {
                prop_assert!(radius_m <= greatest_radius_m(track, 0..=last + 1));
            }
        }
    }
}

#[test]
fn the_ranges_of_a_ship_at_her_berth_are_narrow() {
    // 10 m to and fro at 60° N, 20 m from west to east.
    let places: Vec<_> = (0..20).map(|i| (600_000_000 + 450 * (i % 3), 300_000_000 + 1_800 * (i % 3))).collect();
    let fleet = fleet(&places);
    let radius_m = greatest_radius_m(fleet.tracks().next().unwrap(), 0..=19);
    assert!((23.0..25.0).contains(&radius_m), "{radius_m}");
}
