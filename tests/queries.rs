//! Index queries against brute force over all tracks.

#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{centre, evening, fleet, meeting, minutes, mmsi, position, reports_of, walk};
use geo::{Contains, MultiPolygon, Point, Rect};
use lightering::geodesy::Ecef;
use lightering::index::{IndexParameters, TrackIndex};
use lightering::simulate::Voyage;
use lightering::track::{Fleet, LegParameters};
use proptest::prelude::*;

const STEP_MS: i64 = 20_000;

fn index<'a>(fleet: &'a Fleet, max_legs_per_run: u32) -> TrackIndex<'a> {
    let parameters = IndexParameters { max_legs_per_run, ..IndexParameters::default() };
    TrackIndex::new(fleet, &LegParameters::default(), &parameters).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn stays_near_a_place_are_those_of_every_vessel_sampled(
        walks in prop::collection::vec(walk(), 1..5),
        centre in centre(),
        distance_m in 50.0..2500.0_f64,
        from_min in 0..120_i64,
        length_min in 1..300_i64,
        max_legs_per_run in 1..9_u32,
    ) {
        let reports: Vec<_> =
            walks.iter().enumerate().flat_map(|(i, walk)| walk.reports(mmsi(i as u32 + 1), centre)).collect();
        let fleet = fleet(&reports);
        let place = position(centre.0, centre.1);
        let (from, to) = (evening() + minutes(from_min), evening() + minutes(from_min + length_min));
        let stays = index(&fleet, max_legs_per_run).near(place, distance_m, from, to);
        for track in fleet.tracks() {
            let of_track: Vec<_> = stays.iter().filter(|stay| stay.track == track.id()).collect();
            for time_ms in (from.timestamp_millis()..=to.timestamp_millis()).step_by(STEP_MS as usize) {
                let Some(at) = track.place_at(time_ms, &LegParameters::default()) else { continue };
                let away = at.distance(Ecef::from(place));
                let inside = of_track
                    .iter()
                    .any(|stay| (stay.enter.timestamp_millis()..=stay.leave.timestamp_millis()).contains(&time_ms));
                if (away - distance_m).abs() > 0.5 {
                    prop_assert_eq!(inside, away < distance_m, "{} m away, limit {} m", away, distance_m);
                }
                if inside {
                    prop_assert!(of_track.iter().any(|stay| stay.distance_m <= away + 0.5));
                }
            }
            for stay in of_track {
                prop_assert!(from <= stay.enter && stay.enter <= stay.closest && stay.closest <= stay.leave && stay.leave <= to);
                let closest = track.place_at(stay.closest.timestamp_millis(), &LegParameters::default()).unwrap();
                prop_assert!((closest.distance(Ecef::from(place)) - stay.distance_m).abs() < 0.6);
            }
        }
    }

    #[test]
    fn the_nearest_vessels_are_the_first_of_all_sorted(
        walks in prop::collection::vec(walk(), 1..8),
        centre in centre(),
        after_min in 0..300_i64,
        count in 0..6_usize,
        max_legs_per_run in 1..9_u32,
    ) {
        let reports: Vec<_> =
            walks.iter().enumerate().flat_map(|(i, walk)| walk.reports(mmsi(i as u32 + 1), centre)).collect();
        let fleet = fleet(&reports);
        let place = position(centre.0, centre.1);
        let time = evening() + minutes(after_min);
        let mut all: Vec<(f64, _)> = fleet
            .tracks()
            .filter_map(|track| {
                let at = track.place_at(time.timestamp_millis(), &LegParameters::default())?;
                Some((at.distance(Ecef::from(place)), track.id()))
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let found = index(&fleet, max_legs_per_run).nearest(place, time, count);
        prop_assert_eq!(found.len(), all.len().min(count));
        for (neighbour, (distance, _)) in found.iter().zip(&all) {
            prop_assert!((neighbour.distance_m - distance).abs() < 0.5);
        }
    }

    #[test]
    fn visits_to_an_area_are_those_of_every_vessel_sampled(
        walks in prop::collection::vec(walk(), 1..5),
        latitude in -70.0..70.0_f64,
        longitude in prop_oneof![Just(180.0), Just(-180.0), Just(0.0), -180.0..180.0_f64],
        half_width in 0.001..0.05_f64,
        max_legs_per_run in 1..9_u32,
    ) {
        let reports: Vec<_> = walks
            .iter()
            .enumerate()
            .flat_map(|(i, walk)| walk.reports(mmsi(i as u32 + 1), (latitude, longitude)))
            .collect();
        let fleet = fleet(&reports);
        let half_height = half_width / 2.0;
        let area = Rect::new(
            (longitude - half_width, latitude - half_height),
            (longitude + half_width, latitude + half_height),
        )
        .to_polygon();
        let (from, to) = (evening(), evening() + TimeDelta::hours(6));
        let visits = index(&fleet, max_legs_per_run).inside(&MultiPolygon::from(area.clone()), from, to);
        for track in fleet.tracks() {
            for time_ms in (from.timestamp_millis()..=to.timestamp_millis()).step_by(STEP_MS as usize) {
                let Some(at) = track.place_at(time_ms, &LegParameters::default()) else { continue };
                let (y, x) = at.to_degrees();
                let x = x + 360.0 * ((longitude - x) / 360.0).round();
                let listed = visits.iter().any(|visit| {
                    visit.track == track.id()
                        && (visit.enter.timestamp_millis()..=visit.leave.timestamp_millis()).contains(&time_ms)
                });
                // Not within half a metre of the edge, where a rounded millisecond decides.
                let clear = (((x - longitude).abs() - half_width).abs() * latitude.to_radians().cos())
                    .min(((y - latitude).abs() - half_height).abs()) * 111_000.0;
                if clear > 0.5 {
                    prop_assert_eq!(listed, area.contains(&Point::new(x, y)));
                }
            }
        }
    }
}

#[test]
fn an_area_may_be_split_at_180_degrees_or_go_on_beyond_it() {
    let ship = Voyage::of(mmsi(1)).starting(evening(), 10.0, 179.8).sail_to(10.0, -179.8, 12.0);
    let fleet = fleet(&ship.reports(minutes(5)));
    let index = index(&fleet, 64);
    let rect = |west: f64, east: f64| Rect::new((west, 9.0), (east, 11.0)).to_polygon();
    let ends = (evening(), evening() + TimeDelta::days(1));
    let beyond = index.inside(&MultiPolygon::from(rect(179.9, 180.1)), ends.0, ends.1);
    let west_of = index.inside(&MultiPolygon::from(rect(-180.1, -179.9)), ends.0, ends.1);
    let split = index.inside(&MultiPolygon::new(vec![rect(179.9, 180.0), rect(-180.0, -179.9)]), ends.0, ends.1);
    assert_eq!(beyond.len(), 1);
    assert_eq!(west_of.len(), 1);
    let hours = |visits: &[lightering::index::Visit]| -> f64 {
        visits.iter().map(|visit| (visit.leave - visit.enter).as_seconds_f64() / 3600.0).sum()
    };
    assert!((hours(&beyond) - 0.9855).abs() < 0.02, "{} h", hours(&beyond));
    assert!((hours(&split) - hours(&beyond)).abs() < 0.001);
    assert!((hours(&west_of) - hours(&beyond)).abs() < 0.001);
}

#[test]
fn a_path_bulges_over_its_parallel() {
    // A great circle of 4.9 km at 70° rises 1.3 m above the straight line in degrees.
    let ship = Voyage::of(mmsi(1)).starting(evening(), 70.0, 0.0).sail_to(70.0, 0.13, 10.0);
    let fleet = fleet(&ship.reports(minutes(16)));
    let above = Rect::new((-1.0, 70.000_006), (1.0, 70.1)).to_polygon();
    let visits = index(&fleet, 64).inside(&MultiPolygon::from(above), evening(), evening() + minutes(60));
    assert_eq!(visits.len(), 1, "{visits:?}");
    let middle = (visits[0].enter - evening() + (visits[0].leave - evening())).as_seconds_f64() / 2.0;
    assert!((middle - 480.0).abs() < 5.0, "{middle} s");
}

#[test]
fn a_meeting_is_the_closest_approach_of_its_pair() {
    let (host, _) = meeting(30.0, 150.0, 3.0, 80.0);
    let guest = Voyage::of(mmsi(2)).alongside(&host, 0.0, 80.0, evening() + minutes(60), evening() + minutes(180));
    let fleet = fleet(&reports_of(&[&host, &guest], minutes(2)));
    let approaches = index(&fleet, 64).pairs_within(500.0);
    assert_eq!(approaches.len(), 1);
    assert!((approaches[0].distance_m - 80.0).abs() < 1.0);
    assert!(index(&fleet, 64).pairs_within(50.0).is_empty());
    assert!(index(&fleet, 64).pairs_within(f64::NAN).is_empty());
}

#[test]
fn queries_that_make_no_sense_find_nothing() {
    let (host, _) = meeting(30.0, 150.0, 3.0, 80.0);
    let fleet = fleet(&host.reports(minutes(2)));
    let index = index(&fleet, 64);
    let here = position(30.0, 150.0);
    assert!(index.near(here, f64::NAN, evening(), evening() + minutes(9)).is_empty());
    assert!(index.near(here, 1e9, evening() + minutes(9), evening()).is_empty());
    assert!(index.nearest(here, evening() - minutes(9), 3).is_empty());
    assert!(index.inside(&MultiPolygon::new(vec![]), evening(), evening() + minutes(9)).is_empty());
}
