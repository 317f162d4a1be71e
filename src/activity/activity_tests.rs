use chrono::TimeDelta;
use geo::{MultiPolygon, polygon};
use proptest::prelude::*;

use super::*;
use crate::ais::{PositionReport, ShipType, StaticData, StaticReport};
use crate::track::FleetBuilder;

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn ship(number: u32) -> Mmsi {
    Mmsi::new(445_000_000 + number).unwrap()
}

/// From 0 to 1° of longitude and latitude.
fn area() -> Area {
    Area::new(MultiPolygon::new(vec![polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)]]))
}

/// A fleet of fixes: ship, time, longitude.
fn fleet(fixes: &[(Mmsi, DateTime<Utc>, f64)]) -> Fleet {
    let mut builder = FleetBuilder::new();
    for &(mmsi, time, longitude) in fixes {
        builder.push(&PositionReport::new(mmsi, time, Position::from_degrees(0.5, longitude).unwrap()));
    }
    builder.build(&Default::default()).unwrap()
}

#[test]
fn weeks_begin_on_monday_and_months_on_their_first() {
    let time = at("2024-03-07T12:00:00Z");
    assert_eq!(Period::Week.start(time), at("2024-03-04T00:00:00Z"));
    assert_eq!(Period::Month.start(time), at("2024-03-01T00:00:00Z"));
    assert_eq!(Period::Month.next(at("2024-01-01T00:00:00Z")), at("2024-02-01T00:00:00Z"));
    assert_eq!(Period::Week.year_before(at("2024-03-04T00:00:00Z")), at("2023-03-06T00:00:00Z"), "a Monday too");
    assert_eq!("week".parse(), Ok(Period::Week));
    assert!("year".parse::<Period>().is_err());
}

#[test]
fn what_a_ship_says_outside_the_area_counts_in_whichever_fleet_it_is() {
    let days = [("2024-03-05T12:00:00Z", 0.5, None), ("2024-03-06T12:00:00Z", 1.2, Some(80))];
    let fleet = |days: &[(&str, f64, Option<u8>)]| {
        let mut builder = FleetBuilder::new();
        for &(time, longitude, code) in days {
            let ship_type = code.and_then(ShipType::from_code);
            let id = builder.intern(StaticData { ship_type, ..StaticData::default() });
            for minutes in 0..3 {
                let place = Position::from_degrees(0.5, longitude).unwrap();
                builder.push_with(&PositionReport::new(ship(1), at(time) + TimeDelta::minutes(minutes), place), id);
            }
        }
        builder.build(&Default::default()).unwrap()
    };
    let area = area();
    let counts = |fleets: &[Fleet]| {
        let mut activity = Activity::new(Some(&area), None, Period::Week);
        fleets.iter().for_each(|fleet| activity.add(fleet));
        activity.counts(&[Group::All], 8)
    };
    let whole = counts(&[fleet(&days)]);
    assert!(whole.iter().any(|count| count.ship_type == Some(ShipGroup::Tanker)), "{whole:?}");
    assert_eq!(counts(&[fleet(&days[..1]), fleet(&days[1..])]), whole);
}

#[test]
fn the_type_is_what_a_ship_said_last_in_whichever_order_fleets_come() {
    let of = |time: &str, code: u8| {
        let mut builder = FleetBuilder::new();
        let id = builder.intern(StaticData { ship_type: ShipType::from_code(code), ..StaticData::default() });
        for minutes in 0..3 {
            let time = at(time) + TimeDelta::minutes(minutes);
            builder.push_with(&PositionReport::new(ship(1), time, Position::from_degrees(0.5, 0.5).unwrap()), id);
        }
        builder.build(&Default::default()).unwrap()
    };
    let days = [of("2024-03-01T12:00:00Z", 70), of("2024-03-02T12:00:00Z", 80)];
    let counts = |order: [usize; 2]| {
        let area = area();
        let mut activity = Activity::new(Some(&area), None, Period::Day);
        order.into_iter().for_each(|day| activity.add(&days[day]));
        activity.counts(&[Group::All], 28)
    };
    assert_eq!(counts([0, 1]), counts([1, 0]));
    assert!(counts([1, 0]).iter().any(|count| count.ship_type == Some(ShipGroup::Tanker)));
}

#[test]
fn a_period_without_a_vessel_has_a_row_with_0() {
    let area = area();
    let mut activity = Activity::new(Some(&area), None, Period::Day);
    activity.add(&fleet(&[
        (ship(1), at("2024-03-01T12:00:00Z"), 0.5),
        (ship(2), at("2024-03-02T12:00:00Z"), 5.0),
        (ship(1), at("2024-03-03T12:00:00Z"), 0.6),
        (ship(2), at("2024-03-03T12:00:00Z"), 0.7),
    ]));
    let counts = activity.counts(&[Group::All], 28);
    assert_eq!(counts.iter().map(|count| count.vessels).collect::<Vec<_>>(), [1, 0, 2]);
    let trailing = counts[2].trailing.unwrap();
    assert_eq!((trailing.baseline, trailing.ratio), (0.5, Some(4.0)));
    assert!(counts[0].trailing.is_none() && counts[2].year.is_none());
    assert!((counts[0].observed_fraction - 0.5).abs() < 1e-9 && counts[1].observed_fraction == 1.0);
}

#[test]
fn groups_and_types_are_counted_apart() {
    let list = Watchlist::from_reader("list".as_ref(), "mmsi\n445000002\n".as_bytes()).unwrap();
    let mut builder = FleetBuilder::new();
    for (mmsi, code) in [(ship(1), 80), (ship(2), 70), (Mmsi::new(636_000_001).unwrap(), 80)] {
        let time = at("2024-03-01T12:00:00Z");
        builder.push(&PositionReport::new(mmsi, time, Position::from_degrees(0.5, 0.5).unwrap()));
        let data = StaticData { ship_type: ShipType::from_code(code), ..StaticData::default() };
        builder.push_static(StaticReport { mmsi, time, data });
    }
    let mut activity = Activity::new(None, Some(&list), Period::Month);
    activity.add(&builder.build(&Default::default()).unwrap());
    let flag = Group::Flag("445".into(), crate::watchlist::flag("445"));
    let counts = activity.counts(&[Group::Watchlist, flag, Group::All], 6);
    let told: Vec<(&str, Option<ShipGroup>, u32)> =
        counts.iter().map(|count| (count.group.as_str(), count.ship_type, count.vessels)).collect();
    assert_eq!(
        told,
        [
            ("watchlist", None, 1),
            ("watchlist", Some(ShipGroup::Cargo), 1),
            ("flag:445", None, 2),
            ("flag:445", Some(ShipGroup::Cargo), 1),
            ("flag:445", Some(ShipGroup::Tanker), 1),
            ("all", None, 3),
            ("all", Some(ShipGroup::Cargo), 1),
            ("all", Some(ShipGroup::Tanker), 2),
        ]
    );
}

#[test]
fn the_same_month_a_year_before_is_found() {
    let mut activity = Activity::new(None, None, Period::Month);
    let mut fixes = vec![(ship(1), at("2023-05-10T00:00:00Z"), 0.5)];
    fixes.extend((1..9).map(|number| (ship(number), at("2024-05-20T00:00:00Z"), 0.5)));
    activity.add(&fleet(&fixes));
    let counts = activity.counts(&[Group::All], 6);
    assert_eq!(counts.len(), 13);
    let year = counts[12].year.unwrap();
    assert_eq!((year.baseline, year.ratio), (1.0, Some(8.0)));
    assert!(year.low > 0.9 && year.high.unwrap() > 50.0, "{year:?}");
}

proptest! {
    #[test]
    fn counts_are_those_of_looking_at_every_fix_however_time_was_cut(
        drawn in prop::collection::vec((0..5_u32, 0..400_i64, -0.5..1.5_f64), 1..60),
        cut in 0..400_i64,
    ) {
        let start = at("2024-02-20T00:00:00Z");
        // A ship each, so that no fix is set aside.
        let fixes: Vec<(Mmsi, DateTime<Utc>, f64)> = drawn
            .iter()
            .enumerate()
            .map(|(number, &(_, hours, longitude))| (ship(number as u32), start + TimeDelta::hours(hours), longitude))
            .collect();
        let area = area();
        let mut activity = Activity::new(Some(&area), None, Period::Week);
        let (early, late): (Vec<_>, Vec<_>) = fixes.iter().partition(|fix| fix.1 < start + TimeDelta::hours(cut));
        for part in [late, early] {
            activity.add(&fleet(&part));
        }
        for count in activity.counts(&[Group::All], 8) {
            let active: BTreeSet<Mmsi> = fixes
                .iter()
                .filter(|(_, time, longitude)| (count.start..count.end).contains(time) && (0.0..=1.0).contains(longitude))
                .map(|fix| fix.0)
                .collect();
            prop_assert_eq!(count.vessels as usize, active.len());
        }
    }
}
