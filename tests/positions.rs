//! Positions that no ship can have had, and those of ships that do odd things.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::{DateTime, TimeDelta, Utc};
use common::{evening, minutes, mmsi, position};
use lightering::ais::{Heading, NavStatus, PositionReport, Speed};
use lightering::detect::{Detector, GapClass, GapDetector, Identity, IdentityDetector, IdentityKind};
use lightering::index::TrackIndex;
use lightering::simulate::Voyage;

fn events(reports: &[PositionReport]) -> Vec<Identity> {
    let fleet = common::fleet(reports);
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    IdentityDetector::new(Default::default()).unwrap().detect(&index)
}

fn kinds(reports: &[PositionReport]) -> Vec<IdentityKind> {
    events(reports).iter().map(|event| event.kind).collect()
}

/// What a track says in each minute: metres to the north and to the east of 40 north on the antimeridian, speed and heading.
type Minute = (f64, f64, f64, f64);

/// A report a minute, under way using engine.
fn minutely(hours: f64, at: impl Fn(f64) -> Minute) -> Vec<PositionReport> {
    every(60, hours, at)
}

fn every(seconds: i64, hours: f64, at: impl Fn(f64) -> Minute) -> Vec<PositionReport> {
    let count = (hours * 3600.0) as i64 / seconds;
    let report = |number: i64| {
        let minute = (number * seconds) as f64 / 60.0;
        let (north_m, east_m, speed_kn, heading_deg) = at(minute);
        let east_deg = east_m / (111_320.0 * 40_f64.to_radians().cos());
        let place = position(40.0 + north_m / 111_050.0, (360.0 + east_deg).rem_euclid(360.0) - 180.0);
        let time = evening() + TimeDelta::seconds(number * seconds);
        PositionReport {
            speed_over_ground: Speed::from_kn(speed_kn),
            true_heading: Heading::from_deg(heading_deg.rem_euclid(360.0).floor()),
            nav_status: Some(NavStatus::UNDER_WAY_USING_ENGINE),
            ..PositionReport::new(mmsi(1), time, place)
        }
    };
    (0..count).map(report).collect()
}

/// Round and round to the right at a radius in metres, one turn in so many minutes; with a bow of its own.
fn ring(radius_m: f64, turn_min: f64, speed_kn: f64, heading: impl Fn(f64) -> f64) -> impl Fn(f64) -> Minute {
    move |minute| {
        let bearing = minute / turn_min * 360.0;
        let (sine, cosine) = bearing.to_radians().sin_cos();
        (radius_m * cosine, radius_m * sine, speed_kn, heading(bearing + 90.0))
    }
}

/// Noise of a receiver, in metres, the same for the same minute.
fn noise(minute: f64, metres: f64) -> (f64, f64) {
    ((minute * 7.31).sin() * metres, (minute * 3.77).cos() * metres)
}

#[test]
fn a_ship_that_says_ten_knots_and_stays_is_frozen() {
    let stays = |minute: f64| {
        let (north_m, east_m) = noise(minute, 8.0);
        (north_m, east_m, 10.2, 90.0)
    };
    // She sails, her positions stay for an hour and a half, she sails on from where she is then.
    let track = minutely(6.0, |minute| match minute {
        ..100.0 => (0.0, (minute - 100.0) * 300.0, 10.0, 90.0),
        100.0..190.0 => stays(minute),
        _ => (0.0, (minute - 190.0) * 300.0, 10.0, 90.0),
    });
    let found = events(&track);
    assert_eq!(kinds(&track), [IdentityKind::FrozenPosition], "{found:?}");
    assert_eq!(found[0].time, evening() + minutes(120));
    assert!(found[0].detail.contains("for 1.0 h at a reported speed of 10.2 kn"), "{}", found[0].detail);
    // Half an hour is not enough.
    assert_eq!(kinds(&minutely(0.6, stays)), []);
}

#[test]
fn one_knot_under_way_using_engine_is_enough_and_one_knot_alone_is_not() {
    let mut track = minutely(2.0, |_| (0.0, 0.0, 1.2, 511.0));
    assert_eq!(kinds(&track), [IdentityKind::FrozenPosition]);
    track.iter_mut().for_each(|report| report.nav_status = None);
    assert_eq!(kinds(&track), []);
}

#[test]
fn a_ring_that_the_bow_does_not_follow_is_circling() {
    for every_s in [10, 60, 110] {
        let track = every(every_s, 3.0, |minute| {
            let (north_m, east_m, speed, heading) = ring(900.0, 10.0, 18.0, |_| 225.0)(minute);
            let noise = noise(minute, 5.0);
            (north_m + noise.0, east_m + noise.1, speed, heading)
        });
        let found = events(&track);
        assert_eq!(kinds(&track), [IdentityKind::Circling], "{every_s} {found:?}");
        let detail = &found[0].detail;
        assert!(detail.contains("to the right at a radius of 90") || detail.contains("of 89"), "{detail}");
        assert!(detail.ends_with("with a bow that does not go round"), "{detail}");
        let turns: f64 = detail.split(' ').next().unwrap().parse().unwrap();
        assert!((17.0..18.5).contains(&turns), "{detail}");
    }
}

#[test]
fn a_ring_that_speeds_or_physics_speak_against_is_circling() {
    let stopped = minutely(2.0, ring(900.0, 10.0, 0.0, |course| course));
    assert_eq!(kinds(&stopped), [IdentityKind::Circling]);
    assert!(events(&stopped)[0].detail.ends_with("with 0.0 kn reported"), "{:?}", events(&stopped));
    // 24 knots on a radius of 120 metres.
    let tight = every(10, 2.0, ring(120.0, 1.0, 24.4, |course| course));
    assert_eq!(kinds(&tight), [IdentityKind::Circling]);
    assert!(events(&tight)[0].detail.ends_with("m/s² towards the centre"), "{:?}", events(&tight));
}

#[test]
fn ordinary_traffic_is_no_event() {
    // At anchor, swinging with the tide, and a status that was forgotten.
    let anchored = minutely(26.0, |minute| {
        let (sine, cosine) = (minute / 745.0 * 180.0 + (minute / 9.0).sin() * 20.0).to_radians().sin_cos();
        (80.0 * cosine, 80.0 * sine, 0.1 + 0.2 * (minute / 7.0).sin().abs(), minute / 4.0)
    });
    // A seiner that goes round at 4 knots as her speed and her bow say, and one that trawls to and fro.
    let seiner = minutely(4.0, ring(200.0, 10.2, 4.0, |course| course));
    let trawler = minutely(8.0, |minute| {
        let along = (minute % 120.0 - 60.0).abs();
        (minute * 4.0, along * 108.0, 3.5, if minute % 120.0 < 60.0 { 270.0 } else { 90.0 })
    });
    // A pilot boat that runs out to ships and waits between.
    let pilot = minutely(10.0, |minute| {
        let phase = minute % 60.0;
        let out_m = if phase < 30.0 { (15.0 - (phase - 15.0).abs()) * 500.0 } else { 0.0 };
        let bearing = (minute / 60.0).floor() * 0.7;
        (out_m * bearing.cos(), out_m * bearing.sin(), if phase < 30.0 { 16.2 } else { 0.3 }, bearing.to_degrees())
    });
    // A ferry over a narrow river, five minutes there, five at the pier.
    let ferry = minutely(8.0, |minute| {
        let phase = minute % 20.0;
        let across = if phase < 5.0 {
            phase
        } else if phase < 10.0 {
            5.0
        } else {
            (15.0 - phase).max(0.0)
        };
        let moves = phase < 5.0 || (10.0..15.0).contains(&phase);
        (across * 180.0, across * 20.0, if moves { 5.8 } else { 0.0 }, 0.0)
    });
    // One adrift at a knot, under way as it says.
    let adrift = minutely(12.0, |minute| (minute * 25.0, (minute / 200.0).sin() * 2000.0, 1.1, 40.0));
    // A tug that holds a ship against the stream: she reports what she makes over ground.
    let tug = minutely(3.0, |minute| ((minute / 5.0).sin() * 40.0, (minute / 3.0).cos() * 30.0, 0.6, 180.0));
    // A square dance of a survey boat: the same box again and again, at the speed that she reports.
    let survey = minutely(6.0, |minute| {
        let (side, along) = ((minute % 40.0 / 10.0).floor(), minute % 10.0 * 100.0);
        match side as i32 {
            0 => (along, 0.0, 3.2, 0.0),
            1 => (1000.0, along, 3.2, 90.0),
            2 => (1000.0 - along, 1000.0, 3.2, 180.0),
            _ => (0.0, 1000.0 - along, 3.2, 270.0),
        }
    });
    for (who, track) in [
        ("anchored", anchored),
        ("seiner", seiner),
        ("trawler", trawler),
        ("pilot", pilot),
        ("ferry", ferry),
        ("adrift", adrift),
        ("tug", tug),
        ("survey", survey),
    ] {
        assert_eq!(events(&track), [], "{who}");
    }
}

fn shifted(reports: &[PositionReport], from: DateTime<Utc>, until: DateTime<Utc>, north: f64) -> Vec<PositionReport> {
    let moved = |report: &PositionReport| {
        let is_moved = from <= report.time && report.time < until;
        let latitude = report.position.latitude_deg() + if is_moved { north } else { 0.0 };
        PositionReport { position: position(latitude, report.position.longitude_deg()), ..*report }
    };
    reports.iter().map(moved).collect()
}

#[test]
fn a_track_that_is_elsewhere_all_at_once_and_stays_is_a_jump() {
    let track = Voyage::of(mmsi(1)).starting(evening(), 10.0, 179.5).sail(10.0, 90.0, 12.0).reports(minutes(5));
    let at = |hours: i64| evening() + TimeDelta::hours(hours);
    let found = events(&shifted(&track, at(4), at(99), 2.0));
    assert_eq!(found.iter().map(|event| event.kind).collect::<Vec<_>>(), [IdentityKind::PositionJump]);
    assert_eq!((found[0].time, found[0].detail.as_str()), (at(4), "221.2 km in 5 min"));
    // And one that comes back.
    let found = events(&shifted(&track, at(4), at(8), 2.0));
    assert_eq!(found.iter().map(|event| event.kind).collect::<Vec<_>>(), [IdentityKind::PositionJump]);
    assert!(found[0].time == at(4) && found[0].detail.ends_with("and back 4.0 h later"), "{:?}", found[0]);
}

#[test]
fn who_was_elsewhere_for_a_while_and_came_back_is_not_silent_there() {
    let track = Voyage::of(mmsi(1)).starting(evening(), 10.0, 179.5).sail(30.0, 90.0, 12.0).reports(minutes(5));
    let at = |hours: i64| evening() + TimeDelta::hours(hours);
    let gaps = |until: i64| {
        let fleet = common::fleet(&shifted(&track, at(4), at(until), 2.0));
        let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
        GapDetector::default().detect(&index).into_iter().map(|gap| (gap.start, gap.class)).collect::<Vec<_>>()
    };
    // Where she is, nothing was heard of her from before four until twelve.
    let found = gaps(12);
    assert!(found.len() == 1 && found[0].0 < at(4) && found[0].1 != GapClass::Open, "{found:?}");
    // Who stays there is not heard again where she was.
    assert_eq!(gaps(99).iter().map(|gap| gap.1).collect::<Vec<_>>(), [GapClass::Open]);
}

#[test]
fn two_ships_that_are_heard_in_turn_share_a_number_and_do_not_jump() {
    let ship = |latitude| Voyage::of(mmsi(1)).starting(evening(), latitude, 20.0).sail(10.0, 90.0, 12.0);
    let mut both = ship(10.0).reports(minutes(20));
    both.extend(ship(-30.0).reports(minutes(30)));
    assert_eq!(kinds(&both), [IdentityKind::SharedMmsi]);
}

#[test]
fn many_reports_from_elsewhere_are_told_with_their_number() {
    let track = Voyage::of(mmsi(1)).starting(evening(), 10.0, 20.0).sail(10.0, 90.0, 12.0).reports(minutes(5));
    // Each from another place, so that none makes a track.
    let spikes = |count: usize| -> Vec<PositionReport> {
        let spike = |(number, report): (usize, &PositionReport)| {
            let place = position(-60.0 + 11.0 * number as f64, 100.0 - 7.0 * number as f64);
            PositionReport { time: report.time + TimeDelta::seconds(90), position: place, ..*report }
        };
        track[20..].iter().step_by(8).take(count).enumerate().map(spike).chain(track.iter().copied()).collect()
    };
    let found = events(&spikes(11));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].kind, IdentityKind::ImpossiblePositions);
    assert_eq!(found[0].detail, "11 of 132 reports from where the vessel could not have come");
    assert_eq!(found[0].time, track[20].time + TimeDelta::seconds(90));
    assert_eq!(kinds(&spikes(9)), []);
}

#[test]
fn who_is_heard_far_inland_hour_after_hour_is_told_if_somebody_knows_the_land() {
    let inland = Voyage::of(mmsi(1)).starting(evening(), 48.0, 20.0).drift(5.0, 0.0, 0.1).reports(minutes(10));
    let passing = Voyage::of(mmsi(2)).starting(evening(), 48.9, 20.0).sail(8.0, 0.0, 12.0).reports(minutes(10));
    let fleet = common::fleet(&[inland, passing].concat());
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    let found =
        IdentityDetector::new(Default::default()).unwrap().detect_inland(&index, |place| place.latitude_deg() < 49.2);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].mmsi, found[0].kind, found[0].time), (mmsi(1), IdentityKind::Inland, evening()));
    assert!(found[0].detail.starts_with("heard far inland in 6 of 6 hours"), "{}", found[0].detail);
}
