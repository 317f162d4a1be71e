//! What is heard of a scenario: how often, how exactly, and what is lost.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::{Actor, Kind, Scenario, great_circle::compass_deg};
use crate::{
    ais::{Mmsi, NavStatus, StaticData, TransceiverClass},
    geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT, knots},
    random::Draws,
};

/// How ships are heard: see [`Scenario`] for an example. Intervals are those of a file that was thinned, not of the air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Channel {
    /// Between reports of a moored ship, in minutes.
    pub moored_min: f64,
    /// Between reports of a ship at anchor, in minutes.
    pub anchored_min: f64,
    /// Between reports of a ship below `slow_kn`, in minutes.
    pub slow_min: f64,
    /// Between reports of any other, in minutes.
    pub fast_min: f64,
    /// Where slow ends, in knots.
    pub slow_kn: f64,
    /// Intervals vary by up to this share, either way.
    pub jitter: f64,
    /// Share of reports that is not heard.
    pub loss: f64,
    /// Standard deviation of the position to east and to north, in metres.
    pub position_noise_m: f64,
    /// Standard deviation of the velocity to east and to north, in knots.
    pub velocity_noise_kn: f64,
    /// Standard deviation of the heading, in degrees.
    pub heading_noise_deg: f64,
}

impl Default for Channel {
    /// The bundled sample's, chosen to keep its file below 1.5 MB. The noise is that of an
    /// uncorrected GNSS receiver and a gyrocompass.
    fn default() -> Self {
        Self {
            moored_min: 30.0,
            anchored_min: 12.0,
            slow_min: 3.0,
            fast_min: 9.0,
            slow_kn: 6.5,
            jitter: 0.3,
            loss: 0.05,
            position_noise_m: 4.0,
            velocity_noise_kn: 0.15,
            heading_noise_deg: 0.8,
        }
    }
}

/// One row as it is heard: a position with what the ship says of herself, not yet checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who; `None` for an empty cell.
    pub mmsi: Option<Mmsi>,
    /// When.
    pub time: DateTime<Utc>,
    /// What stands in the file instead of the time.
    pub malformed_time: Option<&'static str>,
    /// Latitude in degrees; 91 for not available.
    pub latitude_deg: f64,
    /// Longitude in degrees; 181 for not available.
    pub longitude_deg: f64,
    /// Speed over ground in knots; 102.3 for not available.
    pub speed_kn: f64,
    /// Course over ground in degrees; 360 for not available.
    pub course_deg: f64,
    /// Heading in degrees; 511 for not available.
    pub heading_deg: u16,
    /// Navigational status; 15 for not defined.
    pub status: u8,
    /// What the ship says of herself.
    pub statics: StaticData,
    /// Class of the transceiver.
    pub class: TransceiverClass,
}

impl Channel {
    /// Everything that is heard of a scenario, by time and MMSI. The same seed, the same rows.
    #[must_use]
    pub fn hear(&self, scenario: &Scenario, seed: u64) -> Vec<Row> {
        let mut rows = Vec::new();
        for (stream, actor) in scenario.actors.iter().enumerate() {
            self.hear_one(scenario, actor, Draws::new(seed, stream as u64), &mut rows);
        }
        rows.sort_by_key(|row| (row.time, row.mmsi));
        rows
    }

    fn hear_one(&self, scenario: &Scenario, actor: &Actor, mut draws: Draws, rows: &mut Vec<Row>) {
        let (Some(start), Some(end)) = (actor.voyage.start(), actor.voyage.end()) else { return };
        let end = end.min(scenario.end);
        let mut time = start.max(scenario.start) + seconds(draws.between(0.0, self.slow_min * 60.0));
        while time < end {
            // Reports fall on whole seconds.
            time = time.duration_trunc(TimeDelta::seconds(1)).unwrap_or(time);
            let Some(place) = actor.voyage.ecef_at(time) else { return };
            let row = self.report(actor, time, place, &mut draws);
            let lost = draws.chance(self.loss)
                || actor.voyage.is_silent_at(time)
                || scenario.outages.iter().any(|outage| outage.covers(place, time));
            rows.extend(row.filter(|_| !lost));
            let interval_s = self.interval_min(actor, time) * 60.0;
            time +=
                seconds(interval_s * draws.between(1.0 - self.jitter, 1.0 + self.jitter)).max(TimeDelta::seconds(1));
        }
    }

    fn interval_min(&self, actor: &Actor, time: DateTime<Utc>) -> f64 {
        let slow = actor
            .voyage
            .velocity_at(time)
            .is_some_and(|(east, north)| east.hypot(north) < self.slow_kn * METRES_PER_SECOND_PER_KNOT);
        match actor.status_at(time) {
            Some(NavStatus::MOORED) => self.moored_min,
            Some(NavStatus::AT_ANCHOR) => self.anchored_min,
            _ if actor.vessel.kind == Kind::BaseStation => 6.0 * 60.0,
            _ if actor.vessel.kind == Kind::Yacht => self.fast_min,
            _ if slow => self.slow_min,
            _ => self.fast_min,
        }
    }

    fn report(&self, actor: &Actor, time: DateTime<Utc>, place: Ecef, draws: &mut Draws) -> Option<Row> {
        let (east, north) = place.east_north();
        let shift = east * draws.normal(self.position_noise_m) + north * draws.normal(self.position_noise_m);
        let (latitude_deg, longitude_deg) = (place + shift).to_degrees();
        let (to_east, to_north) = actor.voyage.velocity_at(time)?;
        let noise = self.velocity_noise_kn * METRES_PER_SECOND_PER_KNOT;
        let (to_east, to_north) = (to_east + draws.normal(noise), to_north + draws.normal(noise));
        let heading_deg = actor.voyage.heading_at(time)? + draws.normal(self.heading_noise_deg);
        let status = actor.status_at(time).map_or(0, NavStatus::code);
        let class = actor.vessel.kind.class();
        let a = class == TransceiverClass::A;
        Some(Row {
            mmsi: Some(actor.vessel.mmsi),
            time,
            malformed_time: None,
            latitude_deg,
            longitude_deg,
            speed_kn: (knots(to_east.hypot(to_north)) * 10.0).round() / 10.0,
            course_deg: (compass_deg(to_east, to_north) * 10.0).round() % 3600.0 / 10.0,
            // A yacht has no gyrocompass, and class B sends no status.
            heading_deg: if a { heading_deg.rem_euclid(360.0).round() as u16 % 360 } else { 511 },
            status: if a { status } else { 15 },
            statics: actor.vessel.static_data(actor.draught_at(time)),
            class,
        })
    }
}

fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::milliseconds((seconds * 1000.0) as i64)
}
