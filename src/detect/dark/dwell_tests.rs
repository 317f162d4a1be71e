use chrono::{TimeDelta, TimeZone};
use geo::{Distance, Geodesic};
use proptest::prelude::*;

use super::*;

/// A silence as tests write it: minutes and places east and north of a place, in nautical miles.
#[derive(Debug, Clone, Copy)]
struct Silence {
    from_min: i64,
    from: (f64, f64),
    minutes: i64,
    /// `None` for one that is not over.
    to: Option<(f64, f64)>,
    speed_kn: f64,
}

impl Silence {
    fn prism(&self, origin: (f64, f64), turn_deg: f64, later_min: i64) -> Prism {
        let noon = chrono::Utc.with_ymd_and_hms(2024, 3, 1, 12, 0, 0).unwrap();
        let time = |minutes: i64| noon + TimeDelta::minutes(minutes + later_min);
        let end = time(self.from_min + self.minutes);
        let place = |at| position(origin, at, turn_deg);
        let to = self.to.map(|to| (end, place(to)));
        Prism::new((time(self.from_min), place(self.from)), to, end, self.speed_kn).unwrap()
    }
}

fn position((latitude, longitude): (f64, f64), (east_nm, north_nm): (f64, f64), turn_deg: f64) -> Position {
    let origin = Ecef::from_degrees(latitude, longitude);
    let (east, north) = origin.east_north();
    let place = (origin + east * (east_nm * 1852.0) + north * (north_nm * 1852.0)).on_ellipsoid();
    let (latitude, longitude) = place.to_degrees();
    let longitude = longitude + turn_deg;
    Position::from_degrees(latitude, longitude - 360.0 * (longitude / 360.0).round()).unwrap()
}

fn silence() -> impl Strategy<Value = Silence> {
    let place = || (-60.0..60.0, -60.0..60.0);
    (0_i64..600, place(), 60_i64..1200, prop::option::weighted(0.8, place()), 6.0..20.0)
        .prop_map(|(from_min, from, minutes, to, speed_kn)| Silence { from_min, from, minutes, to, speed_kn })
}

fn origin() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![Just((0.0, 180.0)), Just((89.9, 20.0)), Just((-51.0, 0.0)), (-80.0..80.0, -180.0..180.0)]
}

/// Time at a place, by geodesics, in hours.
fn dwell_h(silences: [&Silence; 2], prisms: [&Prism; 2], place: Position) -> f64 {
    let point = |position: Position| geo::Point::new(position.longitude_deg(), position.latitude_deg());
    let hours = |from: Ecef, speed_kn: f64| {
        let (latitude, longitude) = from.to_degrees();
        Geodesic.distance(geo::Point::new(longitude, latitude), point(place)) / 1852.0 / speed_kn
    };
    let (mut arrive, mut leave) = (f64::NEG_INFINITY, f64::INFINITY);
    for (silence, prism) in silences.into_iter().zip(prisms) {
        let mut fixes = prism.fixes();
        let from_h = silence.from_min as f64 / 60.0;
        arrive = arrive.max(from_h + hours(fixes.next().unwrap(), silence.speed_kn));
        let way_h = fixes.next().map_or(0.0, |to| hours(to, silence.speed_kn));
        leave = leave.min(from_h + silence.minutes as f64 / 60.0 - way_h);
    }
    leave - arrive
}

/// The longest dwell by trying places on ever finer grids; never more than there is.
fn oracle_h(silences: [&Silence; 2], prisms: [&Prism; 2], origin: (f64, f64)) -> f64 {
    let (mut centre, mut width) = ((0.0, 0.0), 70.0);
    let mut best = f64::NEG_INFINITY;
    for _ in 0..9 {
        let mut next = centre;
        for i in -8..=8 {
            for j in -8..=8 {
                let at = (centre.0 + width * f64::from(i) / 8.0, centre.1 + width * f64::from(j) / 8.0);
                let dwell = dwell_h(silences, prisms, position(origin, at, 0.0));
                if dwell > best {
                    (best, next) = (dwell, at);
                }
            }
        }
        (centre, width) = (next, width * 0.4);
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_longest_dwell_is_that_of_a_fine_grid(a in silence(), b in silence(), origin in origin()) {
        let (prism_a, prism_b) = (a.prism(origin, 0.0, 0), b.prism(origin, 0.0, 0));
        let oracle = oracle_h([&a, &b], [&prism_a, &prism_b], origin);
        match Dwell::longest(&prism_a, &prism_b) {
            Some(dwell) => {
                // A place that gives the time it says, and no place on the grid that gives more.
                let there = dwell_h([&a, &b], [&prism_a, &prism_b], dwell.place);
                prop_assert!((there - dwell.hours).abs() < 0.002, "{} there, {} said", there, dwell.hours);
                prop_assert!(dwell.hours > oracle - 0.001, "{} by the grid, {} said", oracle, dwell.hours);
                let said = (dwell.leave - dwell.arrive).as_seconds_f64() / 3600.0;
                prop_assert!((said - dwell.hours).abs() < 1e-5);
            }
            None => prop_assert!(oracle < 0.001, "{} by the grid", oracle),
        }
    }

    #[test]
    fn it_is_the_same_for_either_order_any_meridian_and_any_time(
        a in silence(), b in silence(), origin in origin(), turn in -180.0..180.0, later in 0_i64..1_000_000,
    ) {
        let hours = |a: Prism, b: Prism| Dwell::longest(&a, &b).map_or(0.0, |dwell| dwell.hours);
        let here = hours(a.prism(origin, 0.0, 0), b.prism(origin, 0.0, 0));
        let other = hours(b.prism(origin, turn, later), a.prism(origin, turn, later));
        prop_assert!((here - other).abs() < 0.001, "{} and {}", here, other);
    }

    #[test]
    fn a_faster_ship_has_no_less_time(a in silence(), b in silence(), origin in origin(), more in 1.0..2.0) {
        let hours = |a: Prism, b: Prism| Dwell::longest(&a, &b).map_or(0.0, |dwell| dwell.hours);
        let faster = Silence { speed_kn: a.speed_kn * more, ..a };
        let other = b.prism(origin, 0.0, 0);
        prop_assert!(hours(faster.prism(origin, 0.0, 0), other) > hours(a.prism(origin, 0.0, 0), other) - 0.0003);
    }

    #[test]
    fn a_quick_bound_is_never_too_low(a in silence(), b in silence(), origin in origin()) {
        let (a, b) = (a.prism(origin, 0.0, 0), b.prism(origin, 0.0, 0));
        let meeting = Meeting { a: &a, b: &b };
        if let Some(dwell) = Dwell::longest(&a, &b) {
            prop_assert!(dwell.hours * 3_600_000.0 <= meeting.at_most_ms() + 1.0);
        }
    }

    #[test]
    fn a_box_holds_all_that_a_prism_reaches(
        a in silence(), origin in origin(), east in -200.0..200.0, north in -200.0..200.0,
    ) {
        let prism = a.prism(origin, 0.0, 0);
        let place = position(origin, (east, north), 0.0);
        if prism.stay_h(place) >= 0.0 {
            let (lower, upper) = prism.corners();
            let place = Ecef::from(place);
            let within = |low: f64, at: f64, high: f64| low - 0.1 <= at && at <= high + 0.1;
            prop_assert!(within(lower.x, place.x, upper.x) && within(lower.y, place.y, upper.y) && within(lower.z, place.z, upper.z));
        }
    }

    #[test]
    fn a_meeting_is_within_its_bounds_and_its_region(a in silence(), b in silence(), origin in origin()) {
        let (a, b) = (a.prism(origin, 0.0, 0), b.prism(origin, 0.0, 0));
        let meeting = Meeting { a: &a, b: &b };
        let Some(dwell) = meeting.longest(0.0).filter(|dwell| dwell.hours > 0.1) else { return Ok(()) };
        let least_ms = dwell.hours * 3_600_000.0 / 2.0;
        let (first, last) = meeting.bounds_ms(least_ms).unwrap();
        prop_assert!(first <= dwell.arrive.timestamp_millis() as f64 + 1000.0);
        prop_assert!(last >= dwell.leave.timestamp_millis() as f64 - 1000.0);
        prop_assert!(first >= a.start_ms().max(b.start_ms()) as f64 - 1.0);
        prop_assert!(last <= a.end_ms().min(b.end_ms()) as f64 + 1.0);
        let region = meeting.region(dwell.place, least_ms).unwrap();
        for corner in region.exterior().coords() {
            let longitude = corner.x - 360.0 * (corner.x / 360.0).round();
            let place = Ecef::from(Position::from_degrees(corner.y, longitude).unwrap());
            prop_assert!(meeting.dwell_ms(place) >= least_ms - 1500.0);
            // The bounds hold for every place of the region.
            prop_assert!(meeting.arrival_ms(place).0 >= first - 2000.0 && meeting.departure_ms(place).0 <= last + 2000.0);
        }
    }
}

#[test]
fn two_ships_that_go_dark_together_can_have_lain_there_all_the_time() {
    let dark = Silence { from_min: 0, from: (0.0, 0.0), minutes: 600, to: Some((1.0, 0.0)), speed_kn: 12.0 };
    let other = Silence { from: (0.0, 1.0), to: Some((1.0, 1.0)), ..dark };
    let dwell = Dwell::longest(&dark.prism((30.0, 150.0), 0.0, 0), &other.prism((30.0, 150.0), 0.0, 0)).unwrap();
    // Ten hours less the way of half a mile or so, there and back, and that along.
    assert!((9.88..9.9).contains(&dwell.hours), "{}", dwell.hours);
}

#[test]
fn ships_that_could_not_reach_each_other_have_no_dwell() {
    let dark = Silence { from_min: 0, from: (-60.0, 0.0), minutes: 300, to: Some((-60.0, 10.0)), speed_kn: 10.0 };
    let far = Silence { from: (60.0, 0.0), to: Some((60.0, 10.0)), ..dark };
    let later = Silence { from_min: 301, from: (-60.0, 0.0), ..dark };
    let too_slow = Silence { to: Some((0.0, 0.0)), speed_kn: 8.0, ..dark };
    let prism = |silence: Silence| silence.prism((0.0, 180.0), 0.0, 0);
    assert_eq!(Dwell::longest(&prism(dark), &prism(far)), None);
    assert_eq!(Dwell::longest(&prism(dark), &prism(later)), None);
    assert_eq!(Dwell::longest(&prism(too_slow), &prism(dark)), None);
}
