//! What the tests of matching and figures share.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{Alert, Figures, MatchParameters, Matching, TrueEvent};
use crate::ais::Mmsi;

pub(super) fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(636_000_000 + number).unwrap()
}

pub(super) fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_709_251_200, 0).unwrap() + TimeDelta::minutes(minute)
}

/// An event of vessels 1 and 1 + `pair`, or of vessel 1 alone for 0.
pub(super) fn event(pair: u32, start: i64, end: i64) -> TrueEvent {
    let mmsi_b = (pair > 0).then(|| mmsi(1 + pair));
    TrueEvent { mmsi_a: mmsi(1), mmsi_b, start: at(start), end: at(end), kind: "transfer".into() }
}

pub(super) fn alert(pair: u32, start: i64, end: i64, score: f64) -> Alert {
    let TrueEvent { mmsi_a, mmsi_b, start, end, .. } = event(pair, start, end);
    Alert { mmsi_a, mmsi_b, start, end, score, kind: String::new() }
}

pub(super) fn matching(alerts: &[Alert], truth: &[TrueEvent]) -> Matching {
    Matching::new(alerts, truth, &MatchParameters::default()).unwrap()
}

pub(super) fn figures(alerts: &[Alert], truth: &[TrueEvent]) -> Figures {
    Figures::of(&matching(alerts, truth), alerts, truth, Some(1000.0))
}

/// The alert that says all of an event.
pub(super) fn perfect(event: &TrueEvent, score: f64) -> Alert {
    let TrueEvent { mmsi_a, mmsi_b, start, end, kind } = event.clone();
    Alert { mmsi_a, mmsi_b, start, end, score, kind }
}

/// Few vessels and times, so that much overlaps; few scores, so that some are the same.
pub(super) fn events(number: std::ops::Range<usize>) -> impl Strategy<Value = Vec<TrueEvent>> {
    let kinds = prop::sample::select(vec!["transfer", "bunkering", "raft"]);
    let event = (0..4_u32, 0..200_i64, 0..80_i64, kinds)
        .prop_map(|(pair, start, length, kind)| TrueEvent { kind: kind.into(), ..event(pair, start, start + length) });
    prop::collection::vec(event, number)
}

pub(super) fn alerts(number: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Alert>> {
    let alert = (0..4_u32, 0..200_i64, 0..80_i64, 0..6_i8)
        .prop_map(|(pair, start, length, score)| alert(pair, start, start + length, f64::from(score) / 2.0));
    prop::collection::vec(alert, number)
}
