use super::super::fixtures::{alerts, assert_one, at, meeting, minutes, mmsi, reports};
use super::*;
use crate::ais::Position;
use crate::detect::{EncounterDetector, EncounterParameters};
use crate::simulate::Voyage;
use crate::track::FleetBuilder;

fn across_midnight() -> GridMethod {
    GridMethod { by_day: false, ..GridMethod::default() }
}

#[test]
fn a_meeting_by_day_is_found() {
    let ships = meeting(30.0, 150.0, at(10, 0), at(14, 0));
    let found = alerts(&GridMethod::default(), &reports(&ships, minutes(3)));
    assert_one(&found, at(10, 0), at(14, 0), minutes(10));
    assert_eq!(found[0].score, found[0].duration_h());
}

#[test]
fn a_hundred_to_two_hundred_minutes_across_midnight_are_lost_day_by_day() {
    for length in [100, 130, 200] {
        let ships = meeting(30.0, 150.0, at(24, -length / 2), at(24, length / 2));
        assert!(alerts(&GridMethod::default(), &reports(&ships, minutes(2))).is_empty(), "{length} min");
    }
    let ships = meeting(30.0, 150.0, at(22, 55), at(25, 5));
    let reports = reports(&ships, minutes(2));
    assert!(alerts(&GridMethod::default(), &reports).is_empty());
    assert_one(&alerts(&across_midnight(), &reports), at(22, 55), at(25, 5), minutes(10));
    assert_eq!(encounters(&reports), 1);
}

#[test]
fn a_long_meeting_across_midnight_is_one_although_days_are_apart() {
    let ships = meeting(30.0, 150.0, at(21, 0), at(27, 0));
    assert_one(&alerts(&GridMethod::default(), &reports(&ships, minutes(3))), at(21, 0), at(27, 0), minutes(10));
}

#[test]
fn one_sample_at_600_m_splits_a_two_hour_meeting() {
    let ships = meeting(30.0, 150.0, at(10, 0), at(12, 20));
    let mut reports = reports(&ships, minutes(10));
    let whole = alerts(&GridMethod::default(), &reports);
    assert_one(&whole, at(10, 0), at(12, 20), minutes(10));
    let bad = reports.iter_mut().find(|report| report.mmsi == mmsi(2) && report.time == at(11, 10)).unwrap();
    let (latitude, longitude) = (bad.position.latitude_deg(), bad.position.longitude_deg());
    bad.position = Position::from_degrees(latitude, longitude + 0.0054).unwrap();
    assert!(alerts(&GridMethod::default(), &reports).is_empty());
    assert_eq!(encounters(&reports), 1);
}

#[test]
fn a_meeting_that_drifts_across_180_degrees_is_lost() {
    // 300 m abreast at 0.5 kn to the east: they cross at different times, in the middle of the meeting.
    let drift = |longitude: f64| {
        let host = Voyage::of(mmsi(1)).starting(at(9, 4), 20.0, longitude).turn_to(0.0).drift(3.4, 90.0, 0.5);
        let guest =
            Voyage::of(mmsi(2)).starting(at(9, 4), 19.9, longitude).alongside(&host, 0.0, 300.0, at(9, 34), at(12, 24));
        reports(&[host, guest.sail(1.0, 180.0, 12.0)], minutes(10))
    };
    let elsewhere = drift(150.0);
    assert_one(&alerts(&GridMethod::default(), &elsewhere), at(9, 34), at(12, 24), minutes(20));
    let across = drift(179.983);
    let crossed =
        |number: u32| across.iter().find(|r| r.mmsi == mmsi(number) && r.position.longitude_deg() < 0.0).unwrap().time;
    assert!(crossed(2) < crossed(1) && crossed(2) > at(10, 0), "{} {}", crossed(1), crossed(2));
    assert!(alerts(&GridMethod::default(), &across).is_empty());
    assert_eq!(encounters(&across), 1);
}

#[test]
fn a_cells_edge_a_pole_and_180_degrees_lose_nothing_by_themselves() {
    for (latitude, longitude) in [(0.0, 0.0), (30.0, 150.0), (-20.0, 180.0), (78.0, -180.0), (51.0, 0.0003)] {
        let ships = meeting(latitude, longitude, at(10, 0), at(14, 0));
        // Fixes at the times of the grid need no interpolation.
        assert_eq!(alerts(&GridMethod::default(), &reports(&ships, minutes(10))).len(), 1, "{latitude} {longitude}");
    }
}

#[test]
fn a_convoy_is_no_encounter() {
    let one = Voyage::of(mmsi(1)).starting(at(9, 0), 30.0, 150.0).sail(6.0, 90.0, 10.0);
    let other = Voyage::of(mmsi(2)).starting(at(9, 0), 30.002, 150.0).sail(6.0, 90.0, 10.0);
    assert!(alerts(&GridMethod::default(), &reports(&[one, other], minutes(3))).is_empty());
}

#[test]
fn nothing_is_found_on_a_grid_without_steps_or_in_an_empty_fleet() {
    let ships = meeting(30.0, 150.0, at(10, 0), at(14, 0));
    for step_min in [0.0, -1.0, f64::NAN] {
        assert!(alerts(&GridMethod { step_min, ..GridMethod::default() }, &reports(&ships, minutes(3))).is_empty());
    }
    assert!(alerts(&GridMethod::default(), &[]).is_empty());
}

#[test]
fn pairs_near_each_other_are_those_that_every_pair_tried_gives() {
    let mut draws = crate::random::Draws::new(7, 0);
    for (latitude, longitude) in [(0.0, 0.0), (60.0, 179.9), (89.9, 0.0), (-45.0, -120.0)] {
        let places: Vec<LatLon> = (0..300)
            .map(|_| LatLon {
                latitude_deg: latitude + 0.05 * draws.uniform(),
                longitude_deg: longitude + 0.2 * draws.uniform(),
            })
            .collect();
        let mut found = Vec::new();
        cells::near(&places, 500.0, |a, b| found.push((a, b)));
        found.sort_unstable();
        let all = (0..300).flat_map(|a| (a + 1..300).map(move |b| (a, b)));
        let near: Vec<_> = all.filter(|&(a, b)| places[a].distance_m(places[b]) <= 500.0).collect();
        assert!(near.len() > 10);
        assert_eq!(found, near);
    }
}

fn encounters(reports: &[crate::ais::PositionReport]) -> usize {
    let mut builder = FleetBuilder::new();
    for report in reports {
        builder.push(report);
    }
    let fleet = builder.build(&Default::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    EncounterDetector::new(EncounterParameters::default()).unwrap().detect(&index).len()
}
