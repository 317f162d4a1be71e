use chrono::{DateTime, TimeDelta, Utc};

use super::Voyage;
use crate::{
    ais::Mmsi,
    geodesy::{Ecef, geodesic_m, knots},
};

fn noon() -> DateTime<Utc> {
    "2024-03-01T12:00:00Z".parse().unwrap()
}

fn hours(hours: f64) -> DateTime<Utc> {
    noon() + TimeDelta::milliseconds((hours * 3.6e6) as i64)
}

fn ship(number: u32) -> Voyage {
    Voyage::of(Mmsi::new(636_999_000 + number).unwrap())
}

fn apart_m(a: &Voyage, b: &Voyage, time: DateTime<Utc>) -> f64 {
    a.ecef_at(time).unwrap().distance(b.ecef_at(time).unwrap())
}

#[test]
fn a_ship_sails_at_her_speed_along_the_geodesic() {
    for (latitude, longitude) in [(0.0, 179.5), (51.0, -0.4), (-30.0, -120.0), (85.0, 90.0), (-70.0, 0.0)] {
        let voyage = ship(1).starting(noon(), latitude, longitude).sail(5.0, 77.0, 14.0);
        let from = voyage.position_at(noon()).unwrap();
        for part in [1.0, 2.5, 5.0] {
            let run_m = geodesic_m(from, voyage.position_at(hours(part)).unwrap());
            assert!((run_m / (part * 14.0 * 1852.0) - 1.0).abs() < 1e-4, "{latitude} {longitude} {part}: {run_m}");
            let (east, north) = voyage.velocity_at(hours(part)).unwrap();
            assert!((knots(east.hypot(north)) - 14.0).abs() < 2e-3);
        }
        assert!((voyage.heading_at(noon()).unwrap() - 77.0).abs() < 0.3);
    }
}

#[test]
fn sailing_to_a_place_ends_there_when_the_speed_says() {
    let voyage = ship(1).starting(noon(), 10.0, 179.0).sail_to(10.0, -179.0, 10.0);
    let end = voyage.end().unwrap();
    let there = voyage.ecef_at(end).unwrap();
    assert!(there.distance(Ecef::from_degrees(10.0, -179.0)) < 1e-6);
    // 1/60 of a degree of longitude at 10° N is 1,828 m.
    let sailed_h = (end - noon()).as_seconds_f64() / 3600.0;
    assert!((sailed_h - 120.0 * 1827.9 / 18_520.0).abs() < 0.01, "{sailed_h}");
    // Half way she is at the antimeridian, not at Greenwich.
    let middle = voyage.position_at(noon() + (end - noon()) / 2).unwrap();
    assert!(middle.longitude_deg().abs() > 179.999);
}

#[test]
fn a_ship_crosses_the_pole() {
    let voyage = ship(1).starting(noon(), 89.5, 0.0).sail_to(89.5, 180.0, 10.0);
    let middle = voyage.position_at(hours(3.0)).unwrap();
    assert!(middle.latitude_deg() > 89.98, "{middle:?}");
}

#[test]
fn drifting_keeps_the_bow_where_it_points() {
    let voyage = ship(1).starting(noon(), -30.0, -120.0).sail(1.0, 90.0, 12.0).drift(6.0, 200.0, 0.7).wait(1.0);
    let report = voyage.report_at(hours(4.0)).unwrap();
    assert!((report.course_over_ground.unwrap().deg() - 200.0).abs() < 0.2);
    assert_eq!(report.speed_over_ground.unwrap().kn(), 0.7);
    assert_eq!(report.true_heading.unwrap().deg(), 90.0);
    let still = voyage.report_at(hours(7.5)).unwrap();
    assert_eq!((still.speed_over_ground.unwrap().kn(), still.course_over_ground), (0.0, None));
}

#[test]
fn a_ship_alongside_keeps_her_place_while_the_host_drifts_and_turns() {
    let host = ship(1).starting(noon(), 60.0, 180.0).drift(2.0, 45.0, 1.0).turn_to(120.0).drift(4.0, 90.0, 0.5);
    let guest = ship(2).starting(noon(), 60.05, -179.9).alongside(&host, -30.0, 40.0, hours(1.0), hours(5.0));
    for time in [1.0, 1.5, 3.0, 5.0] {
        assert!((apart_m(&host, &guest, hours(time)) - 50.0).abs() < 1e-3);
    }
    assert!(apart_m(&host, &guest, noon()) > 5_000.0);
    // At heading 120° starboard is south-south-west.
    let (a, b) = (host.position_at(hours(3.0)).unwrap(), guest.position_at(hours(3.0)).unwrap());
    assert!(b.latitude_deg() < a.latitude_deg());
    assert_eq!(guest.heading_at(hours(3.0)), Some(120.0));
}

#[test]
fn a_voyage_may_begin_alongside() {
    let host = ship(1).starting(noon(), 5.0, 0.0).wait(10.0);
    let guest = ship(2).alongside(&host, 0.0, 60.0, hours(2.0), hours(3.0)).sail(1.0, 0.0, 10.0);
    assert_eq!(guest.start(), Some(hours(2.0)));
    assert_eq!(guest.position_at(hours(1.0)), None);
    assert!(apart_m(&host, &guest, hours(4.0)) > 18_000.0);
}

#[test]
fn reports_are_even_and_silent_when_told() {
    let voyage = ship(1).starting(noon(), 5.0, 0.0).sail(10.0, 10.0, 10.0).silence(hours(2.0), hours(8.0));
    let reports = voyage.reports(TimeDelta::minutes(30));
    assert_eq!(reports.len(), 4 + 5);
    assert_eq!(reports[4].time, hours(8.0));
}

#[test]
fn a_voyage_has_no_break() {
    let host = ship(9).starting(noon(), -30.0, -120.0).drift(30.0, 45.0, 1.0);
    let voyage = ship(1)
        .starting(noon(), -30.1, -120.0)
        .sail(1.0, 300.0, 9.0)
        .wait_until(hours(2.0))
        .alongside(&host, 0.0, 50.0, hours(4.0), hours(8.0))
        .alongside(&host, 700.0, 200.0, hours(8.2), hours(8.3))
        .sail_to(-30.5, -119.0, 12.0);
    let mut last = voyage.ecef_at(noon()).unwrap();
    for minute in 1..=(voyage.end().unwrap() - noon()).num_minutes() {
        let next = voyage.ecef_at(noon() + TimeDelta::minutes(minute)).unwrap();
        assert!(next.distance(last) < 13.0 * 31.0, "minute {minute}");
        last = next;
    }
}

#[test]
fn senseless_stretches_are_left_out() {
    assert!(ship(1).sail(1.0, 0.0, 10.0).reports(TimeDelta::minutes(1)).is_empty());
    let voyage = ship(1).starting(noon(), 5.0, 0.0).sail_to(6.0, 0.0, 0.0).wait(-3.0).drift(f64::NAN, 0.0, 1.0);
    assert_eq!(voyage.end(), Some(noon()));
    assert!(voyage.reports(TimeDelta::zero()).is_empty());
    assert_eq!(voyage.reports(TimeDelta::minutes(1)).len(), 1);
    assert!(ship(2).alongside(&ship(1), 0.0, 0.0, noon(), hours(1.0)).start().is_none());
}
