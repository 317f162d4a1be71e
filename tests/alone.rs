//! Events of one vessel: gaps and loitering.

#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{evening, fleet, minutes, mmsi, reports_of};
use lightering::ais::{NavStatus, PositionReport};
use lightering::detect::{
    Detector, Gap, GapClass, GapDetector, GapParameters, Loitering, LoiteringDetector, LoiteringParameters,
};
use lightering::index::{IndexParameters, TrackIndex};
use lightering::simulate::Voyage;
use lightering::track::LegParameters;

fn gaps_of(reports: &[PositionReport], parameters: GapParameters) -> Vec<Gap> {
    let fleet = fleet(reports);
    let index = TrackIndex::new(&fleet, &LegParameters::default(), &IndexParameters::default()).unwrap();
    GapDetector::new(parameters).unwrap().detect(&index)
}

fn gaps(reports: &[PositionReport]) -> Vec<Gap> {
    gaps_of(reports, GapParameters::default())
}

fn loitering(reports: &[PositionReport]) -> Vec<Loitering> {
    let fleet = fleet(reports);
    let index = TrackIndex::new(&fleet, &LegParameters::default(), &IndexParameters::default()).unwrap();
    LoiteringDetector::new(LoiteringParameters::default()).unwrap().detect(&index)
}

fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

#[test]
fn a_silence_of_nine_hours_is_a_gap_with_its_distance_and_speed() {
    let ship = Voyage::of(mmsi(1))
        .starting(evening(), 0.0, 179.0)
        .sail(24.0, 90.0, 10.0)
        .silence(evening() + hours(3), evening() + hours(12));
    let found = gaps(&ship.reports(minutes(10)));
    assert_eq!(found.len(), 1);
    let gap = &found[0];
    assert_eq!((gap.start, gap.end), (evening() + minutes(170), evening() + hours(12)));
    // 9 h 10 min at 10 knots, across 180°.
    assert!((gap.distance_km.unwrap() - 169.77).abs() < 0.1, "{gap:?}");
    assert!((gap.implied_speed_kn.unwrap() - 10.0).abs() < 0.01);
    assert_eq!(gap.class, GapClass::Coverage);
}

#[test]
fn a_ship_that_is_never_heard_again_has_an_open_gap_to_the_end_of_the_data() {
    let lost = Voyage::of(mmsi(1)).starting(evening(), 10.0, 150.0).sail(3.0, 90.0, 10.0);
    let other = Voyage::of(mmsi(2)).starting(evening(), 20.0, 150.0).sail(20.0, 90.0, 10.0);
    let found = gaps(&reports_of(&[&lost, &other], minutes(10)));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].mmsi, found[0].class), (mmsi(1), GapClass::Open));
    assert_eq!((found[0].start, found[0].end), (evening() + hours(3), evening() + hours(20)));
    assert_eq!((found[0].end_position, found[0].distance_km), (None, None));
}

#[test]
fn a_ship_that_lay_still_before_and_after_was_moored() {
    let ship = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 150.0)
        .wait(24.0)
        .silence(evening() + hours(3), evening() + hours(12));
    let mut reports = ship.reports(minutes(10));
    assert_eq!(gaps(&reports)[0].class, GapClass::Moored);
    for report in &mut reports {
        report.speed_over_ground = None;
        report.nav_status = Some(NavStatus::MOORED);
    }
    assert_eq!(gaps(&reports)[0].class, GapClass::Moored);
    for report in &mut reports {
        report.nav_status = None;
    }
    assert_eq!(gaps(&reports)[0].class, GapClass::Coverage, "nothing says that she lay still");
}

#[test]
fn five_hours_are_no_gap_and_a_slow_leg_that_is_observed_is_none_either() {
    let ship = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 150.0)
        .sail(24.0, 90.0, 10.0)
        .silence(evening() + hours(3), evening() + hours(8));
    assert!(gaps(&ship.reports(minutes(10))).is_empty());
    let adrift = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 150.0)
        .drift(24.0, 90.0, 0.5)
        .silence(evening() + hours(3), evening() + hours(6));
    let two_hours = GapParameters { min_gap_h: 2.0, ..GapParameters::default() };
    assert!(gaps_of(&adrift.reports(minutes(10)), two_hours).is_empty());
    assert_eq!(gaps_of(&ship.reports(minutes(10)), two_hours).len(), 1);
}

#[test]
fn a_tanker_that_drifts_for_five_hours_loiters() {
    let ship = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 179.99)
        .sail(2.0, 90.0, 12.0)
        .drift(5.0, 40.0, 0.8)
        .sail(2.0, 90.0, 12.0);
    let found = loitering(&ship.reports(minutes(3)));
    assert_eq!(found.len(), 1);
    let event = &found[0];
    assert!((event.duration_h() - 5.0).abs() < 0.2, "{event:?}");
    assert!((event.median_speed_kn - 0.8).abs() < 0.11);
    assert!((event.radius_m - 3525.0).abs() < 150.0, "{event:?}");
    assert!(event.position.longitude_deg() < -179.0, "east of 180°: {event:?}");
}

#[test]
fn a_moored_ship_and_a_ship_under_way_do_not_loiter() {
    let moored = Voyage::of(mmsi(1)).starting(evening(), 10.0, 150.0).wait(20.0);
    let sailing = Voyage::of(mmsi(2)).starting(evening(), 20.0, 150.0).sail(20.0, 90.0, 10.0);
    let brief = Voyage::of(mmsi(3)).starting(evening(), 30.0, 150.0).sail(3.0, 90.0, 10.0).drift(1.5, 0.0, 1.0);
    assert!(loitering(&reports_of(&[&moored, &sailing, &brief], minutes(3))).is_empty());
}

#[test]
fn a_short_burst_of_the_engine_does_not_end_it_and_a_silence_does() {
    let ship = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 150.0)
        .drift(3.0, 0.0, 0.8)
        .sail(0.25, 180.0, 5.0)
        .drift(3.0, 0.0, 0.8);
    assert_eq!(loitering(&ship.reports(minutes(3))).len(), 1);
    let silent = Voyage::of(mmsi(1))
        .starting(evening(), 10.0, 150.0)
        .drift(12.0, 0.0, 0.8)
        .silence(evening() + hours(3), evening() + hours(8));
    assert_eq!(loitering(&silent.reports(minutes(3))).len(), 2);
}
