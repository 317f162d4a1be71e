//! Numbers and names that do not go with the ship that sends them.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::TimeDelta;
use common::{evening, minutes};
use lightering::ais::{Dimensions, Imo, Mmsi, StaticData};
use lightering::detect::{Detector, Identity, IdentityDetector, IdentityKind};
use lightering::index::TrackIndex;
use lightering::simulate::Voyage;
use lightering::track::FleetBuilder;

fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(number).unwrap()
}

fn named(name: &str, imo: u32) -> StaticData {
    StaticData { name: Some(name.into()), imo: Some(Imo::new(imo).unwrap()), ..StaticData::default() }
}

/// The events of voyages whose ships say of themselves one thing after another, for two hours each.
fn events(voyages: &[(Voyage, Vec<StaticData>)]) -> Vec<Identity> {
    let mut builder = FleetBuilder::new();
    for (voyage, says) in voyages {
        for report in voyage.reports(minutes(10)) {
            let hours = (report.time - voyage.start().unwrap()).num_hours() as usize;
            let data = &says[(hours / 2).min(says.len() - 1)];
            let id = builder.intern(data.clone());
            builder.push_with(&report, id);
        }
    }
    let fleet = builder.build(&Default::default()).unwrap();
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap();
    IdentityDetector::new(Default::default()).unwrap().detect(&index)
}

fn sailing(number: u32) -> Voyage {
    Voyage::of(mmsi(number)).starting(evening(), 10.0, 179.5).sail(8.0, 90.0, 12.0)
}

fn kinds(events: &[Identity]) -> Vec<IdentityKind> {
    events.iter().map(|event| event.kind).collect()
}

#[test]
fn a_ship_that_says_the_same_all_along_is_no_event() {
    let size = StaticData { dimensions: Dimensions::from_antenna(100, 80, 15, 17), ..named("CALM", 9_074_729) };
    // The crew measures anew, and writes in small letters.
    let other =
        StaticData { dimensions: Dimensions::from_antenna(104, 79, 15, 17), name: Some("Calm".into()), ..size.clone() };
    assert_eq!(events(&[(sailing(636_000_001), vec![size, other, StaticData::default()])]), []);
}

#[test]
fn each_new_name_number_and_size_is_one_event_with_what_was_before() {
    let first = StaticData { dimensions: Dimensions::from_antenna(100, 80, 15, 17), ..named("CALM", 9_074_729) };
    let second = StaticData {
        dimensions: Dimensions::from_antenna(200, 80, 15, 45),
        call_sign: Some("ABCD".into()),
        ..named("STORM", 9_176_187)
    };
    let third = StaticData { call_sign: Some("WXYZ".into()), ..first.clone() };
    let found = events(&[(sailing(636_000_001), vec![first, second, third])]);
    let mut of = kinds(&found);
    of.sort_unstable();
    use IdentityKind::{CallSignChange, DimensionsChange, ImoChange, NameChange};
    assert_eq!(of, [ImoChange, NameChange, CallSignChange, DimensionsChange], "{found:?}");
    let name = found.iter().find(|event| event.kind == NameChange).unwrap();
    assert_eq!((name.time, name.detail.as_str()), (evening() + TimeDelta::hours(2), "name STORM, before CALM"));
    let size = found.iter().find(|event| event.kind == DimensionsChange).unwrap();
    assert_eq!(size.detail, "280 m by 60 m, before 180 m by 32 m");
}

#[test]
fn a_wrong_check_digit_and_country_digits_of_no_country_are_told_once() {
    let wrong = StaticData { invalid_imo: Some(9_074_720), ..StaticData::default() };
    let also = StaticData { name: Some("X".into()), ..wrong.clone() };
    let found = events(&[(sailing(299_000_001), vec![wrong, also])]);
    assert_eq!(kinds(&found), [IdentityKind::InvalidImo, IdentityKind::UnallocatedMid], "{found:?}");
}

#[test]
fn two_ships_on_one_number_are_an_event_of_their_number() {
    let here = sailing(636_000_001);
    let there = Voyage::of(mmsi(636_000_001)).starting(evening() + minutes(5), -40.0, 20.0).sail(8.0, 0.0, 11.0);
    let found = events(&[(here, vec![StaticData::default()]), (there, vec![StaticData::default()])]);
    assert_eq!(kinds(&found), [IdentityKind::SharedMmsi]);
}

#[test]
fn a_ship_that_goes_on_under_another_number_is_a_handover_if_she_can_have_come_there() {
    let before = sailing(636_000_001);
    let at = before.position_at(before.end().unwrap()).unwrap();
    let after = |hours: i64, north: f64| {
        let start = before.end().unwrap() + TimeDelta::hours(hours);
        Voyage::of(mmsi(511_000_002))
            .starting(start, at.latitude_deg() + north, at.longitude_deg())
            .sail(5.0, 90.0, 12.0)
    };
    let of = |later: Voyage, imo: u32| {
        events(&[(before.clone(), vec![named("CALM", 9_074_729)]), (later, vec![named("STORM", imo)])])
    };
    let found = of(after(6, 0.5), 9_074_729);
    assert_eq!(kinds(&found), [IdentityKind::MmsiHandover]);
    assert_eq!(found[0].mmsi, mmsi(511_000_002));
    assert!(found[0].detail.starts_with("IMO9074729: 636000001 until "), "{}", found[0].detail);
    // 300 nautical miles in six hours; another ship; months later.
    assert_eq!(of(after(6, 5.0), 9_074_729), []);
    assert_eq!(of(after(6, 0.5), 9_176_187), []);
    assert_eq!(of(after(24 * 60, 0.5), 9_074_729), []);
}

#[test]
fn another_ship_on_the_old_number_hides_no_handover() {
    let before = sailing(636_000_001);
    let at = before.position_at(before.end().unwrap()).unwrap();
    let start = before.end().unwrap() + TimeDelta::hours(6);
    let after = Voyage::of(mmsi(511_000_002)).starting(start, at.latitude_deg() + 0.5, at.longitude_deg());
    let stray =
        Voyage::of(mmsi(636_000_001)).starting(evening() + TimeDelta::hours(2), -40.0, 20.0).sail(3.0, 0.0, 11.0);
    let named = || vec![named("CALM", 9_074_729)];
    let found = events(&[(before, named()), (stray, named()), (after.sail(5.0, 90.0, 12.0), named())]);
    assert!(kinds(&found).contains(&IdentityKind::MmsiHandover), "{found:?}");
}

#[test]
fn what_was_before_is_what_was_said_last() {
    let says = ["AA", "BB", "AA", "CC"].map(|name| named(name, 9_074_729)).to_vec();
    let size = |bow| StaticData { dimensions: Dimensions::from_antenna(bow, 80, 15, 17), ..named("AA", 9_074_729) };
    let detail = |events: Vec<Identity>| events.last().unwrap().detail.clone();
    assert_eq!(detail(events(&[(sailing(636_000_001), says)])), "name CC, before AA");
    let sizes = [100, 200, 100, 300].map(size).to_vec();
    assert_eq!(detail(events(&[(sailing(636_000_001), sizes)])), "380 m by 32 m, before 180 m by 32 m");
}

#[test]
fn numbers_that_nobody_gives_out_are_told_and_those_of_ships_are_not() {
    let of = |number: u32| -> Vec<String> {
        let found = events(&[(sailing(number), vec![StaticData::default()])]);
        let invalid = found.into_iter().filter(|event| event.kind == IdentityKind::InvalidMmsi);
        invalid.map(|event| event.detail).collect()
    };
    assert_eq!(of(123_456_789), ["digits in a row"]);
    assert_eq!(of(987_654_321), ["digits in a row"]);
    assert_eq!(of(666_666_666), ["one digit nine times"]);
    assert_eq!(of(1_193_046), ["no number of this format is given out"]);
    assert_eq!(of(412_000_000), ["only zeros after the country digits"]);
    for ship in [538_000_001, 311_000_112, 222_222_223, 636_000_100] {
        assert_eq!(of(ship), [""; 0], "{ship}");
    }
}
