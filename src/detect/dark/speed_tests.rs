use chrono::{TimeDelta, TimeZone, Utc};

use super::*;
use crate::ais::Mmsi;
use crate::simulate::Voyage;
use crate::track::{FleetBuilder, Hours};

/// What is believed of a ship that made so many knots for so many hours.
fn top_kn(parameters: &TopSpeedParameters, hours: f64, speed_kn: f64, ship_type: Option<u8>, implied_kn: f64) -> f64 {
    let start = Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap();
    let voyage = Voyage::of(Mmsi::new(636_000_001).unwrap()).starting(start, 20.0, 30.0).sail(hours, 90.0, speed_kn);
    let mut builder = FleetBuilder::new();
    voyage.reports(TimeDelta::minutes(10)).iter().for_each(|report| builder.push(report));
    let fleet = builder.build(&Default::default()).unwrap();
    let hours = Hours::of_track(fleet.tracks().next().unwrap());
    top_speed_kn(parameters, hours.as_slice(), ship_type.and_then(ShipType::from_code), implied_kn)
}

const TANKER: Option<u8> = Some(80);
const FISHING: Option<u8> = Some(30);

#[test]
fn a_ship_is_believed_a_tenth_more_than_she_has_shown_within_what_her_kind_can_do() {
    let usual = TopSpeedParameters::default();
    assert!((top_kn(&usual, 24.0, 10.0, TANKER, 3.0) - 11.0).abs() < 0.1);
    assert_eq!(top_kn(&usual, 24.0, 20.0, FISHING, 3.0), 15.0);
    assert!((top_kn(&usual, 24.0, 20.0, None, 3.0) - 22.0).abs() < 0.1);
    // In three hours she has not shown it.
    assert_eq!(top_kn(&usual, 3.0, 10.0, TANKER, 3.0), 14.0);
    // She was as fast as the silence asks for, whatever is believed.
    assert_eq!(top_kn(&usual, 24.0, 10.0, TANKER, 27.0), 27.0);
}

#[test]
fn what_is_believed_of_a_kind_can_be_set() {
    let slow = TopSpeedParameters { tanker_usual_kn: 9.0, tanker_max_kn: 9.5, ..TopSpeedParameters::default() };
    assert_eq!(top_kn(&slow, 3.0, 10.0, TANKER, 3.0), 9.0);
    assert_eq!(top_kn(&slow, 24.0, 10.0, TANKER, 3.0), 9.5);
    let crossed = TopSpeedParameters { tanker_max_kn: 13.0, ..TopSpeedParameters::default() };
    assert!(crossed.validate().unwrap_err().to_string().contains("top_speed.tanker_max_kn"));
}
