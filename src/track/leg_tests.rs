use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use crate::ais::{Mmsi, Position, PositionReport, Speed};
use crate::geodesy::knots;
use crate::track::{Belt, CleaningParameters, Fleet, FleetBuilder, LegParameters, Pace};

/// Fixes at these minutes and metres north of 30° N, with this reported speed.
fn fleet(fixes: &[(f64, f64)], reported_kn: Option<f64>) -> Fleet {
    let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
    let mut builder = FleetBuilder::new();
    for &(minutes, north_m) in fixes {
        let time = noon + TimeDelta::milliseconds((minutes * 60_000.0) as i64);
        let position = Position::from_degrees(30.0 + north_m / 110_852.0, 150.0).unwrap();
        let mut report = PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position);
        report.speed_over_ground = reported_kn.and_then(Speed::from_kn);
        builder.push(&report);
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

fn observed(minutes: f64, metres: f64, reported_kn: Option<f64>) -> bool {
    let fleet = fleet(&[(0.0, 0.0), (minutes, metres)], reported_kn);
    let track = fleet.tracks().next().unwrap();
    track.leg(0).is_observed(&LegParameters::default())
}

#[test]
fn a_leg_of_an_hour_is_observed_and_a_longer_one_only_of_a_ship_that_hardly_moved() {
    assert!(observed(60.0, 20_000.0, Some(11.0)));
    assert!(!observed(60.1, 20_000.0, Some(11.0)));
    assert!(observed(180.0, 3_000.0, Some(0.6)));
    assert!(observed(180.0, 3_000.0, None), "no report of speed speaks against it");
    assert!(!observed(180.0, 3_000.0, Some(9.0)), "she was under way at one end");
    assert!(!observed(180.0, 30_000.0, Some(0.6)), "she went 30 km in between");
    assert!(observed(240.0, 3_000.0, Some(0.6)));
    assert!(!observed(240.1, 3_000.0, Some(0.6)));
}

#[test]
fn noise_between_fixes_seconds_apart_is_no_speed() {
    // Moored, heard every 10 s, each fix 10 m off to one side or the other.
    let fixes: Vec<_> = (0..200).map(|i| (f64::from(i) / 6.0, if i % 2 == 0 { 10.0 } else { -10.0 })).collect();
    let fleet = fleet(&fixes, None);
    let leg = fleet.tracks().next().unwrap().leg(100);
    assert!(leg.implied_speed_kn() > 3.0);
    assert!(knots(leg.velocity(&LegParameters::default()).norm()) < 0.15);
}

#[test]
fn a_speed_does_not_reach_across_a_silence() {
    // Still for ten minutes, silent for two hours while she went 40 km, then still again.
    let mut fixes: Vec<_> = (0..=10).map(|i| (f64::from(i), 0.0)).collect();
    fixes.extend((130..=140).map(|i| (f64::from(i), 40_000.0)));
    let fleet = fleet(&fixes, None);
    let track = fleet.tracks().next().unwrap();
    for leg in [0, 5, 9, 11, 20] {
        assert!(track.leg(leg).velocity(&LegParameters::default()).norm() < 1e-6, "leg {leg}");
    }
    assert!((track.leg(10).implied_speed_kn() - 10.8).abs() < 0.1);
}

#[test]
fn a_steady_ship_has_her_speed_on_every_leg() {
    let fixes: Vec<_> = (0..60).map(|i| (f64::from(i) * 1.7, f64::from(i) * 1.7 * 308.667)).collect();
    let fleet = fleet(&fixes, None);
    for leg in fleet.tracks().next().unwrap().legs() {
        assert!((knots(leg.velocity(&LegParameters::default()).norm()) - 10.0).abs() < 0.01);
    }
}

#[test]
fn a_place_on_a_leg_is_on_the_surface() {
    let fleet = fleet(&[(0.0, 0.0), (60.0, 28_000.0)], None);
    let leg = fleet.tracks().next().unwrap().leg(0);
    let middle = leg.place_at((leg.start_ms() + leg.end_ms()) / 2);
    assert!((middle - middle.on_ellipsoid()).norm() < 1e-6);
    let sunk = leg.track().ecef(0).lerp(leg.track().ecef(1), 0.5);
    assert!((sunk.distance(middle) - 15.4).abs() < 0.3, "a chord of 28 km sags by {}", sunk.distance(middle));
}

#[test]
fn a_leg_to_a_coarse_fix_is_not_observed() {
    let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
    let mut builder = FleetBuilder::new();
    for minute in 0..3 {
        let position = Position::from_degrees(30.0, 150.0).unwrap();
        let time = noon + TimeDelta::minutes(minute);
        let mut report = PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position);
        report.coarse = minute == 2;
        builder.push(&report);
    }
    let fleet = builder.build(&CleaningParameters::default()).unwrap();
    let track = fleet.tracks().next().unwrap();
    assert!(track.leg(0).is_observed(&LegParameters::default()));
    assert!(!track.leg(1).is_observed(&LegParameters::default()));
}

proptest! {
    #[test]
    fn a_walk_along_a_track_gives_each_leg_the_speed_it_has_alone_and_that_is_within_its_bounds(
        start in (-8_990_000..8_990_000_i64, -18_000_000..18_000_000_i64),
        steps in prop::collection::vec((1..900_i64, -3000..3000_i64, -9000..9000_i64), 1..30),
    ) {
        let mut builder = FleetBuilder::new();
        let (mut time, mut north, mut east) = (0, start.0 * 100, start.1 * 100);
        for (seconds, by_north, by_east) in steps {
            (time, north, east) = (time + seconds, north + by_north * 20, east + by_east * 20);
            let wrapped = (east + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
            let position = Position::from_e7(north.clamp(-900_000_000, 900_000_000) as i32, wrapped as i32).unwrap();
            let time = Utc.timestamp_opt(time, 0).unwrap();
            builder.push(&PositionReport::new(Mmsi::new(538_000_001).unwrap(), time, position));
        }
        let fleet = builder.build(&CleaningParameters::default()).unwrap();
        for track in fleet.tracks() {
            let mut pace = Pace::new(track, LegParameters::default().rules());
            for leg in track.legs() {
                let velocity = leg.velocity(&LegParameters::default());
                prop_assert_eq!(pace.velocity(leg.first()), velocity);
                let number = leg.first();
                let (one, other) = (track.latitudes_e7()[number], track.latitudes_e7()[number + 1]);
                let mut alone = Pace::new(track, LegParameters::default().rules());
                let belt = Belt::about(one.min(other), one.max(other));
                let (least, speed_kn) = (alone.least_speed_kn(number..number + 1, belt, 0.0), knots(velocity.norm()));
                prop_assert!(least <= speed_kn);
                for enough_kn in [0.9, 0.999, 1.001].map(|part| part * speed_kn) {
                    let known = alone.least_speed_kn(number..number + 1, belt, enough_kn);
                    prop_assert!(known == least || (known == 0.0 && least < enough_kn));
                }
                for asked_kn in [0.0, 0.9, 0.98, 1.0, 1.02, 1.1].map(|part| part * speed_kn) {
                    prop_assert_eq!(pace.is_slow(number, belt, asked_kn), speed_kn <= asked_kn);
                }
            }
        }
    }
}

#[test]
fn a_speed_between_places_far_from_the_leg_is_not_bounded() {
    // At 80° N, eastward, with a way round by 79.5° N in between: the meridians are 5 % closer where she began and ended.
    let parameters = LegParameters { speed_baseline_min: 60.0, ..LegParameters::default() };
    let fixes = [(0, 80.0, 10.0), (25, 79.5, 10.0), (35, 79.5, 10.0), (60, 80.0, 10.09)];
    let noon = Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
    let mut builder = FleetBuilder::new();
    for (minute, latitude, longitude) in fixes {
        let position = Position::from_degrees(latitude, longitude).unwrap();
        builder.push(&PositionReport::new(
            Mmsi::new(538_000_001).unwrap(),
            noon + TimeDelta::minutes(minute),
            position,
        ));
    }
    let fleet = builder.build(&CleaningParameters { max_speed_kn: 100.0, ..CleaningParameters::default() }).unwrap();
    let track = fleet.tracks().next().unwrap();
    let speed_kn = knots(track.leg(1).velocity(&parameters).norm());
    let least = Pace::new(track, parameters.rules()).least_speed_kn(1..2, Belt::about(795_000_000, 795_000_000), 0.0);
    assert!(least <= speed_kn, "{speed_kn} kn is below {least}");
}

#[test]
fn the_longest_leg_of_a_track_is_known_unless_a_fix_keeps_speeds_from_being_measured_across_it() {
    let longest = |coarse: Option<usize>, shared: bool| {
        let mut builder = FleetBuilder::new();
        for (number, minute) in [0, 2, 9, 10, 14].into_iter().enumerate() {
            let time = Utc.timestamp_opt(minute * 60, 0).unwrap();
            let mmsi = Mmsi::new(538_000_001).unwrap();
            let at = |latitude| PositionReport {
                coarse: coarse == Some(number),
                ..PositionReport::new(mmsi, time, Position::from_degrees(latitude, 10.0).unwrap())
            };
            builder.push(&at(40.0));
            if shared {
                builder.push(&at(-40.0));
            }
        }
        let fleet = builder.build(&CleaningParameters::default()).unwrap();
        fleet.tracks().map(|track| track.longest_leg_ms()).collect::<Vec<i64>>()
    };
    assert_eq!(longest(None, false), [420_000]);
    assert_eq!(longest(Some(0), false), [i64::MAX]);
    assert_eq!(longest(Some(4), false), [i64::MAX]);
    // Of a shared MMSI it is marked where segments begin.
    assert_eq!(longest(None, true), [i64::MAX; 2]);
}
