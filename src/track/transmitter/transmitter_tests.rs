use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use crate::ais::{Mmsi, Position, PositionReport};
use crate::simulate::Voyage;
use crate::track::{CleaningParameters, Fleet, FleetBuilder, SetAside};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap()
}

fn ship() -> Mmsi {
    Mmsi::new(538_000_001).unwrap()
}

fn build(reports: impl IntoIterator<Item = PositionReport>) -> Fleet {
    let mut builder = FleetBuilder::new();
    reports.into_iter().for_each(|report| builder.push(&report));
    builder.build(&CleaningParameters::default()).unwrap()
}

fn report(minutes: i64, latitude: f64, longitude: f64) -> PositionReport {
    let position = Position::from_degrees(latitude, longitude).unwrap();
    PositionReport::new(ship(), noon() + TimeDelta::minutes(minutes), position)
}

#[test]
fn a_vessel_heard_once_a_day_is_one_track() {
    let fleet = build((0..10).map(|day| report(day * 1440, 10.0 + 4.0 * day as f64, 150.0)));
    assert_eq!((fleet.len(), fleet.fixes()), (1, 10));
}

#[test]
fn of_two_fixes_that_cannot_both_be_the_first_stays() {
    let fleet = build([report(0, 10.0, 150.0), report(1, 50.0, 150.0)]);
    assert_eq!((fleet.len(), fleet.fixes()), (1, 1));
    assert_eq!(fleet.cleaning().set_aside[&SetAside::Impossible], 1);
    assert_eq!(fleet.tracks().next().unwrap().position(0).latitude_deg(), 10.0);
}

#[test]
fn three_ships_on_one_mmsi_are_three_tracks_of_one_ship_each() {
    let start = |latitude| Voyage::of(ship()).starting(noon(), latitude, 150.0).sail(30.0, 90.0, 12.0);
    let all = [10.0, 20.0, 30.0].map(start);
    let every = [7, 11, 13].map(TimeDelta::minutes);
    let fleet = build(all.iter().zip(every).flat_map(|(voyage, every)| voyage.reports(every)));
    assert_eq!((fleet.vessels(), fleet.len()), (1, 3));
    for track in fleet.tracks() {
        let first = track.position(0).latitude_deg();
        assert!(track.fixes().all(|fix| (fix.position.latitude_deg() - first).abs() < 1.0));
    }
    assert_eq!(fleet.tracks().map(|track| track.part()).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn a_ship_that_jumps_and_stays_there_is_two_tracks() {
    let before = (0..20).map(|i| report(i * 5, 10.0, 150.0));
    let after = (20..40).map(|i| report(i * 5, 20.0, 150.0));
    assert_eq!(build(before.chain(after)).len(), 2);
}

#[test]
fn an_mmsi_whose_every_fix_is_elsewhere_costs_no_more_than_its_fixes() {
    let everywhere = |i: i64| report(i / 60, (i * 7919 % 170) as f64 - 85.0, (i * 104_729 % 360) as f64 - 180.0);
    let fleet = build((0..30_000).map(everywhere));
    let report = fleet.cleaning();
    assert_eq!(report.reports, 30_000);
    assert_eq!(fleet.fixes() as u64 + report.duplicates + report.set_aside.values().sum::<u64>(), 30_000);
}

proptest! {
    #[test]
    fn no_track_asks_for_more_speed_than_a_vessel_has(
        fixes in prop::collection::vec((0..600_i64, -3.0..3.0_f64, -3.0..3.0_f64), 1..60),
    ) {
        let fleet = build(fixes.iter().map(|&(minutes, north, east)| report(minutes, 30.0 + north, 150.0 + east)));
        let cleaning = fleet.cleaning();
        let aside: u64 = cleaning.set_aside.values().sum();
        prop_assert_eq!(cleaning.reports, cleaning.duplicates + aside + fleet.fixes() as u64);
        for track in fleet.tracks() {
            prop_assert!(track.times_ms().windows(2).all(|pair| pair[0] < pair[1]));
            for leg in track.legs() {
                let reach_m = 200.0 + 60.0 * 0.514_444_5 * leg.duration_ms() as f64 / 1000.0;
                prop_assert!(leg.length_m() <= reach_m);
            }
        }
    }

    #[test]
    fn two_ships_far_apart_are_told_apart_however_they_are_heard(
        first in prop::collection::btree_set(0..2000_i64, 3..40),
        second in prop::collection::btree_set(0..2000_i64, 3..40),
    ) {
        // 7,000 km apart: no vessel gets there in the two days.
        let of = |minutes: &i64, latitude: f64| report(*minutes, latitude, 150.0 + *minutes as f64 * 0.003);
        let all = first.iter().map(|minutes| of(minutes, 30.0)).chain(second.iter().map(|minutes| of(minutes, -33.0)));
        let fleet = build(all);
        prop_assert_eq!(fleet.len(), 2);
        for track in fleet.tracks() {
            let north = track.position(0).latitude_deg() > 0.0;
            prop_assert!(track.fixes().all(|fix| (fix.position.latitude_deg() > 0.0) == north));
        }
        prop_assert_eq!(fleet.fixes(), first.len() + second.len());
    }
}
