use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;
use crate::ais::{Mmsi, Position, PositionReport};
use crate::geodesy::knots;
use crate::index::{IndexParameters, TrackIndex};
use crate::track::{CleaningParameters, FleetBuilder, LegParameters};

/// A ship from a place in units of 1e-7°, by steps of seconds and as many units to the north and east.
fn fleet(start: (i64, i64), steps: &[(i64, i64, i64)]) -> Fleet {
    let mut builder = FleetBuilder::new();
    let (mut time, mut north, mut east) = (0, start.0, start.1);
    for &(seconds, by_north, by_east) in steps {
        (time, north, east) = (time + seconds, north + by_north, east + by_east);
        let wrapped = (east + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
        let position = Position::from_e7(north.clamp(-899_000_000, 899_000_000) as i32, wrapped as i32).unwrap();
        let time = Utc.timestamp_opt(time, 0).unwrap();
        builder.push(&PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position));
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

/// Places near the antimeridian, the equator and Greenwich more often than by chance.
fn start() -> impl Strategy<Value = (i64, i64)> {
    let latitude = prop_oneof![-890_000_000..890_000_000_i64, Just(0), Just(849_990_000)];
    let longitude = prop_oneof![-1_800_000_000..1_800_000_000_i64, Just(0), Just(1_799_990_000)];
    (latitude, longitude)
}

proptest! {
    #[test]
    fn legs_between_runs_are_those_that_were_not_observed(
        start in start(),
        steps in prop::collection::vec((prop_oneof![3 => 1..900_i64, 1 => 3000..30_000_i64], -60_000..60_000_i64, -60_000..60_000_i64), 1..60),
        max_legs_per_run in 1..8_u32,
    ) {
        let fleet = fleet(start, &steps);
        let legs = LegParameters::default();
        let parameters = IndexParameters { max_legs_per_run, ..IndexParameters::default() };
        let index = TrackIndex::new(&fleet, &legs, &parameters).unwrap();
        for track in fleet.tracks() {
            let unobserved = track.legs().filter(|leg| !leg.is_observed(&legs)).map(|leg| leg.first());
            prop_assert!(index.unobserved(track.id()).eq(unobserved));
        }
    }
}

proptest! {
    #[test]
    fn all_of_a_run_lies_in_its_box_and_its_tube_and_its_legs_are_within_the_bounds_of_speed(
        start in start(),
        steps in prop::collection::vec((1..900_i64, -60_000..60_000_i64, -180_000..180_000_i64), 1..40),
        drift in (-60_000..60_000_i64, -180_000..180_000_i64),
        max_legs in 1..20_usize,
        asked in prop_oneof![Just((0.0, f64::INFINITY)), (0.0..20.0, 0.0..20.0)],
        speed_baseline_min in prop_oneof![Just(5.0), 0.0..30.0],
    ) {
        let steps: Vec<_> = steps.iter().map(|step| (step.0, step.1 / 4 + drift.0, step.2 / 4 + drift.1)).collect();
        let fleet = fleet(start, &steps);
        let legs = LegParameters { speed_baseline_min, ..LegParameters::default() };
        let asked = Speeds { least_kn: f64::min(asked.0, asked.1), greatest_kn: f64::max(asked.0, asked.1) };
        let clock = Clock { origin_ms: 0, metres_per_ms: 0.005 };
        for track in fleet.tracks() {
            for run in runs_of(&fleet, track.id().get(), &legs.rules(), max_legs, asked) {
                for stretch in run.sub_legs(&fleet) {
                    for part in 0..=4 {
                        let time_ms = stretch.start_ms + (stretch.end_ms - stretch.start_ms) * part / 4;
                        let place = stretch.place_at(time_ms);
                        let (lower, upper) = run.corners(clock, 0.0);
                        for (axis, value) in [place.x, place.y, place.z, clock.coordinate(time_ms)].into_iter().enumerate() {
                            prop_assert!(lower[axis] - 1e-6 <= value && value <= upper[axis] + 1e-6, "{run:?} {place:?}");
                        }
                        prop_assert!(place.distance(run.straight_at(time_ms)) <= run.stray_m, "{run:?} {place:?}");
                    }
                }
                for leg in run.first..run.first + run.legs {
                    let speed_kn = knots(track.leg(leg).velocity(&legs).norm());
                    prop_assert!(run.least_speed_kn <= speed_kn, "{run:?} {speed_kn}");
                    prop_assert!(run.may_be_slow(speed_kn));
                }
            }
        }
    }
}

#[test]
fn a_straight_run_has_a_narrow_tube_across_the_antimeridian_too() {
    let steps = [(60, 0, 20_000); 20];
    for east in [0, 1_799_800_000] {
        let fleet = fleet((0, east), &steps);
        let runs = runs_of(&fleet, 0, &LegParameters::default().rules(), 64, Speeds::ANY);
        assert_eq!(runs.len(), 1);
        assert!(runs[0].stray_m < 3.0, "{:?}", runs[0]);
        assert!(runs[0].from.distance(runs[0].to) < 4500.0);
        // 222.6 m a minute.
        assert!((east != 0 || !runs[0].may_be_slow(7.0)) && runs[0].may_be_slow(7.4), "{:?}", runs[0]);
    }
}
