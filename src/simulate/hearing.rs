//! One ship as she is heard, report after report.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Actor, Air, DeceitKind, Kind, Scenario, great_circle::compass_deg};
use crate::{
    ais::{NavStatus, TransceiverClass},
    geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT, knots},
    random::Draws,
};

/// A position report as it is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heard {
    /// When, in seconds since 1970.
    pub time_s: i64,
    /// Whose: her place in [`Scenario::actors`].
    pub actor: u32,
    /// The MMSI that was heard, which may have a wrong bit.
    pub mmsi: u32,
    /// Latitude, in 1e-5 degrees.
    pub latitude_e5: i32,
    /// Longitude, in 1e-5 degrees.
    pub longitude_e5: i32,
    /// Speed over ground, in tenths of a knot.
    pub speed: u16,
    /// Course over ground, in tenths of a degree.
    pub course: u16,
    /// True heading in degrees; 511 for none.
    pub heading: u16,
    /// Navigational status; 15 for none.
    pub status: u8,
    /// Draught, in tenths of a metre; 0 for none.
    pub draught: u8,
}

/// Where the receivers are, and the rest of what all ships share.
#[derive(Debug)]
pub(super) struct Ether<'a> {
    pub(super) air: &'a Air,
    pub(super) scenario: &'a Scenario,
    pub(super) stations: Vec<Ecef>,
}

impl Ether<'_> {
    /// The chance that a report sent from a place is heard.
    fn heard(&self, place: Ecef, time: DateTime<Utc>) -> f64 {
        let air = self.air;
        let mut chance: f64 = if self.stations.is_empty() { 1.0 } else { 0.0 };
        for station in &self.stations {
            let share = station.distance(place) / (air.range_nm * 1852.0);
            chance = chance.max((2.0 - 1.5 * share).clamp(0.0, 1.0));
        }
        if air.satellite_every_min > 0.0 {
            let since_min = (time - self.scenario.start).as_seconds_f64() / 60.0;
            if since_min.rem_euclid(air.satellite_every_min) < air.satellite_pass_min {
                chance = chance.max(1.0 - air.satellite_loss);
            }
        }
        if self.scenario.outages.iter().any(|outage| outage.covers(place, time)) {
            return 0.0;
        }
        chance * (1.0 - air.loss)
    }
}

/// How far a ship was followed.
#[derive(Debug, Clone)]
pub(super) struct Ear {
    draws: Draws,
    next: DateTime<Utc>,
}

impl Ear {
    pub(super) fn new(ether: &Ether<'_>, actor: &Actor, seed: u64, number: u32) -> Self {
        let mut draws = Draws::new(seed, u64::from(number));
        let begin = actor.voyage.start().unwrap_or(ether.scenario.end).max(ether.scenario.start);
        // Nobody sends at the same second as all others.
        let next = begin + seconds(draws.between(0.0, ether.air.interval_s.max(10.0)));
        Self { draws, next }
    }

    /// What is heard of her until a time.
    pub(super) fn hear(
        &mut self,
        ether: &Ether<'_>,
        actor: &Actor,
        number: u32,
        until: DateTime<Utc>,
        to: &mut Vec<Heard>,
    ) {
        let end = actor.voyage.end().unwrap_or(self.next).min(until);
        while self.next < end {
            let time = self.next;
            let Some(place) = actor.voyage.ecef_at(time) else { return };
            let Some(velocity) = actor.voyage.velocity_at(time) else { return };
            let rate_s = rate_s(actor, time, velocity);
            // Of those sent since the last that was kept, one was heard, if any.
            let interval_s = rate_s.max(ether.air.interval_s);
            let tries = (interval_s / rate_s).floor().clamp(1.0, 30.0) as i32;
            let mut chance = ether.heard(place, time);
            if actor.low_power.iter().any(|span| (span.0..span.1).contains(&time)) {
                chance *= 1.0 - ether.air.low_power_loss;
            }
            let missed = (1.0 - chance).powi(tries);
            if !self.draws.chance(missed) && !actor.voyage.is_silent_at(time) {
                let heard = self.report(ether, actor, number, time, place, velocity);
                to.push(heard);
                if self.draws.chance(ether.air.duplicates) {
                    to.push(heard);
                }
            }
            self.next += seconds(interval_s * self.draws.between(0.95, 1.05)).max(TimeDelta::seconds(1));
        }
    }

    fn report(
        &mut self,
        ether: &Ether<'_>,
        actor: &Actor,
        number: u32,
        time: DateTime<Utc>,
        place: Ecef,
        (to_east, to_north): (f64, f64),
    ) -> Heard {
        let (air, draws) = (ether.air, &mut self.draws);
        let (east, north) = place.east_north();
        let mut sent = place + east * draws.normal(air.position_noise_m) + north * draws.normal(air.position_noise_m);
        if let Some(deceit) = actor.deceits.iter().find(|deceit| (deceit.start..deceit.end).contains(&time)) {
            sent = match deceit.kind {
                DeceitKind::Offset { east_m, north_m } => sent + east * east_m + north * north_m,
                DeceitKind::Circle { radius_m, turn_min } => {
                    let centre = actor.voyage.ecef_at(deceit.start).unwrap_or(place);
                    let (east, north) = centre.east_north();
                    let turns = (time - deceit.start).as_seconds_f64() / 60.0 / turn_min;
                    let (sin, cos) = (turns.fract() * std::f64::consts::TAU).sin_cos();
                    centre + east * (radius_m * sin) + north * (radius_m * cos)
                }
            };
        }
        let (latitude, longitude) = sent.to_degrees();
        let noise = air.velocity_noise_kn * METRES_PER_SECOND_PER_KNOT;
        let (to_east, to_north) = (to_east + draws.normal(noise), to_north + draws.normal(noise));
        let class_a = actor.vessel.kind.class() == TransceiverClass::A;
        let heading = actor.voyage.heading_at(time).unwrap_or_default() + draws.normal(air.heading_noise_deg);
        let mut mmsi = actor.vessel.mmsi.get();
        if draws.chance(air.bit_errors) {
            mmsi ^= 1 << draws.below(30);
        }
        let late_s = if draws.chance(air.clock_errors) { draws.between(30.0, 600.0) as i64 } else { 0 };
        Heard {
            time_s: time.timestamp() + late_s,
            actor: number,
            mmsi,
            latitude_e5: (latitude * 1e5).round() as i32,
            longitude_e5: (longitude * 1e5).round() as i32,
            speed: (knots(to_east.hypot(to_north)) * 10.0).round().min(1022.0) as u16,
            course: (compass_deg(to_east, to_north) * 10.0).round() as u16 % 3600,
            // A yacht has no gyrocompass, and class B sends no status.
            heading: if class_a { heading.rem_euclid(360.0).round() as u16 % 360 } else { 511 },
            status: if class_a { actor.status_at(time).map_or(0, NavStatus::code) } else { 15 },
            draught: actor.draught_at(time).map_or(0, |draught_m| (draught_m * 10.0).round() as u8),
        }
    }
}

/// Seconds from one report to the next on the air.
fn rate_s(actor: &Actor, time: DateTime<Utc>, (to_east, to_north): (f64, f64)) -> f64 {
    let speed_kn = knots(to_east.hypot(to_north));
    match actor.vessel.kind {
        Kind::BaseStation => 10.0,
        kind if kind.class() == TransceiverClass::B => {
            if speed_kn < 2.0 {
                180.0
            } else {
                30.0
            }
        }
        _ => match actor.status_at(time) {
            Some(NavStatus::MOORED | NavStatus::AT_ANCHOR) if speed_kn < 3.0 => 180.0,
            _ if speed_kn < 14.0 => 10.0,
            _ if speed_kn < 23.0 => 6.0,
            _ => 2.0,
        },
    }
}

fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::milliseconds((seconds * 1000.0) as i64)
}
