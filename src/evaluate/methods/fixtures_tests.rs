//! What the tests of methods share.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use crate::ais::{Mmsi, PositionReport};
use crate::detect::Detector;
use crate::evaluate::Alert;
use crate::index::TrackIndex;
use crate::simulate::Voyage;
use crate::track::FleetBuilder;

pub(super) fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(636_000_000 + number).unwrap()
}

/// A time on 1 March 2024; hours beyond 24 are on the next day.
pub(super) fn at(hour: i64, minute: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 3, 1, 0, 0, 0).unwrap() + TimeDelta::minutes(60 * hour + minute)
}

pub(super) fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// Two ships that come from far, lie 80 m from each other from one time to another, drifting to the north, and leave.
pub(super) fn meeting(latitude: f64, longitude: f64, met: DateTime<Utc>, left: DateTime<Utc>) -> [Voyage; 2] {
    let begin = met - minutes(60);
    let hours = (left - begin).as_seconds_f64() / 3600.0 + 1.0;
    let host = Voyage::of(mmsi(1)).starting(begin, latitude, longitude).drift(hours, 0.0, 0.6).sail(2.0, 90.0, 12.0);
    let guest = Voyage::of(mmsi(2))
        .starting(begin, latitude - 0.15, longitude)
        .alongside(&host, 0.0, 80.0, met, left)
        .sail(2.0, 200.0, 11.0);
    [host, guest]
}

pub(super) fn reports(ships: &[Voyage], every: TimeDelta) -> Vec<PositionReport> {
    ships.iter().flat_map(|ship| ship.reports(every)).collect()
}

pub(super) fn alerts<D: Detector<Event = Alert>>(method: &D, reports: &[PositionReport]) -> Vec<Alert> {
    let mut builder = FleetBuilder::new();
    for report in reports {
        builder.push(report);
    }
    let fleet = builder.build(&Default::default()).unwrap();
    method.detect(&TrackIndex::new(&fleet, &Default::default(), &Default::default()).unwrap())
}

/// The pair of [`meeting`] and nobody else, once.
pub(super) fn assert_one(alerts: &[Alert], start: DateTime<Utc>, end: DateTime<Utc>, within: TimeDelta) {
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    assert_eq!((alerts[0].mmsi_a, alerts[0].mmsi_b), (mmsi(1), Some(mmsi(2))));
    assert!((alerts[0].start - start).abs() <= within, "{:?}", alerts[0]);
    assert!((alerts[0].end - end).abs() <= within, "{:?}", alerts[0]);
}
