//! What the integration tests share.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use lightering::ais::{Mmsi, Position, PositionReport};
use lightering::detect::{Detector, Encounter, EncounterDetector, EncounterParameters};
use lightering::index::{IndexParameters, TrackIndex};
use lightering::simulate::Voyage;
use lightering::track::{CleaningParameters, Fleet, FleetBuilder, LegParameters};
use proptest::prelude::*;

/// Ten in the evening, so that long meetings cross midnight.
pub fn evening() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 3, 1, 22, 0, 0).unwrap()
}

pub fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

pub fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(636_000_000 + number).unwrap()
}

pub fn fleet(reports: &[PositionReport]) -> Fleet {
    let mut builder = FleetBuilder::new();
    for report in reports {
        builder.push(report);
    }
    builder.build(&CleaningParameters::default()).unwrap()
}

pub fn encounters_of(fleet: &Fleet, parameters: EncounterParameters) -> Vec<Encounter> {
    let index = TrackIndex::new(fleet, &LegParameters::default(), &IndexParameters::default()).unwrap();
    EncounterDetector::new(parameters).unwrap().detect(&index)
}

pub fn encounters(reports: &[PositionReport]) -> Vec<Encounter> {
    encounters_of(&fleet(reports), EncounterParameters::default())
}

/// Two ships that come from far, lie `apart_m` from each other for `hours`, and leave; drifting north at 0.6 kn.
pub fn meeting(latitude: f64, longitude: f64, hours: f64, apart_m: f64) -> (Voyage, Voyage) {
    let host =
        Voyage::of(mmsi(1)).starting(evening(), latitude, longitude).drift(hours + 2.0, 0.0, 0.6).sail(2.0, 90.0, 12.0);
    let met = evening() + minutes(60);
    let left = met + TimeDelta::milliseconds((hours * 3_600_000.0) as i64);
    let guest = Voyage::of(mmsi(2))
        .starting(evening(), latitude - 0.15, longitude)
        .alongside(&host, 0.0, apart_m, met, left)
        .sail(2.0, 200.0, 11.0);
    (host, guest)
}

pub fn reports_of(voyages: &[&Voyage], every: TimeDelta) -> Vec<PositionReport> {
    voyages.iter().flat_map(|voyage| voyage.reports(every)).collect()
}

/// One vessel's fixes: place in metres about a centre, then steps of time (s), speed (kn) and bearing (deg).
#[derive(Debug, Clone)]
pub struct Walk {
    pub east_m: f64,
    pub north_m: f64,
    pub start_s: i64,
    pub steps: Vec<(i64, f64, f64)>,
}

impl Walk {
    pub fn reports(&self, who: Mmsi, centre: (f64, f64)) -> Vec<PositionReport> {
        let start = Voyage::of(who)
            .starting(evening(), centre.0, centre.1)
            .sail(1.0, if self.east_m < 0.0 { 270.0 } else { 90.0 }, self.east_m.abs() / 1852.0)
            .sail(1.0, if self.north_m < 0.0 { 180.0 } else { 0.0 }, self.north_m.abs() / 1852.0);
        let mut at = start.position_at(start.end().unwrap()).unwrap();
        let mut time = evening() + TimeDelta::seconds(self.start_s);
        let mut reports = vec![PositionReport::new(who, time, at)];
        for &(seconds, knots, bearing) in &self.steps {
            let step = Voyage::of(who).starting(time, at.latitude_deg(), at.longitude_deg()).sail(
                seconds as f64 / 3600.0,
                bearing,
                knots,
            );
            time += TimeDelta::seconds(seconds);
            at = step.position_at(step.end().unwrap()).unwrap();
            reports.push(PositionReport::new(who, time, at));
        }
        reports
    }
}

/// A walk within a few kilometres, of fixes seconds to hours apart.
pub fn walk() -> impl Strategy<Value = Walk> {
    let interval = prop_oneof![6 => 20..600_i64, 3 => 600..3500_i64, 1 => 3601..15_000_i64];
    let step = (interval, prop_oneof![0.0..0.5_f64, 0.0..3.0_f64, 0.0..12.0_f64], 0.0..360.0_f64);
    (-1500.0..1500.0_f64, -1500.0..1500.0_f64, 0..3600_i64, prop::collection::vec(step, 1..40))
        .prop_map(|(east_m, north_m, start_s, steps)| Walk { east_m, north_m, start_s, steps })
}

/// A walk that hovers within a kilometre of its centre, so that contact is lost and found again.
pub fn slow_walk() -> impl Strategy<Value = Walk> {
    let interval = prop_oneof![4 => 60..900_i64, 1 => 900..3500_i64];
    let step = (interval, prop_oneof![0.0..0.3_f64, 0.0..1.5_f64], 0.0..360.0_f64);
    (-400.0..400.0_f64, -400.0..400.0_f64, 0..600_i64, prop::collection::vec(step, 20..60))
        .prop_map(|(east_m, north_m, start_s, steps)| Walk { east_m, north_m, start_s, steps })
}

/// Centres where geometry is delicate.
pub fn centre() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![
        Just((0.0, 0.0)),
        Just((33.0, -117.8)),
        Just((-20.0, 179.995)),
        Just((10.0, -180.0)),
        Just((78.0, 15.0)),
        Just((89.9, 40.0)),
        (-80.0..80.0_f64, -180.0..180.0_f64),
    ]
}

pub fn position(latitude: f64, longitude: f64) -> Position {
    Position::from_degrees(latitude, longitude).unwrap()
}

/// Numbers that look random and are the same everywhere.
pub struct Draws(pub u64);

impl Draws {
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 33) as f64 / (1_u64 << 31) as f64)
    }
}
