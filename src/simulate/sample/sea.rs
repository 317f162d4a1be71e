//! The stretch of sea, its clock and its places.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Result,
    ais::Mmsi,
    geodesy::Ecef,
    random::Draws,
    simulate::{Actor, Dirt, Kind, Outage, Relation, Scenario, Tie, Vessel, Voyage, great_circle},
};

/// Open ocean: no land within 1,000 km.
const ORIGIN_DEG: (f64, f64) = (-30.0, -120.0);
/// 2024-03-05T00:00:00Z, in seconds since 1970.
const START_S: i64 = 1_709_596_800;
const METRES_PER_NAUTICAL_MILE: f64 = 1852.0;
/// Streams of random draws that neither ships nor dirt use.
const STREAM: u64 = 1 << 33;

/// The scenario while it is built.
pub(super) struct Sea {
    scenario: Scenario,
    pub(super) dirt: Dirt,
    ships: u32,
    seed: u64,
}

impl Sea {
    pub(super) fn new(seed: u64) -> Self {
        let start = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(START_S);
        let end = start + TimeDelta::days(3);
        Self { scenario: Scenario::between(start, end), dirt: Dirt::default(), ships: 0, seed }
    }

    pub(super) fn finish(self) -> (Scenario, Dirt) {
        (self.scenario, self.dirt)
    }

    /// The moment some hours after the start.
    pub(super) fn hour(&self, hours: f64) -> DateTime<Utc> {
        self.scenario.start + TimeDelta::milliseconds((hours * 3.6e6).round() as i64)
    }

    /// The last moment.
    pub(super) fn end(&self) -> DateTime<Utc> {
        self.scenario.end
    }

    /// The next invented ship.
    pub(super) fn ship(&mut self, kind: Kind) -> Result<Vessel> {
        self.ships += 1;
        Vessel::invented(self.ships, kind)
    }

    pub(super) fn add(&mut self, actor: Actor) {
        self.scenario.actors.push(actor);
    }

    pub(super) fn tie(&mut self, a: Mmsi, b: Mmsi, relation: Relation, note: &'static str) {
        self.scenario.ties.push(Tie { a, b, relation, note });
    }

    pub(super) fn outage(&mut self, centre: (f64, f64), radius_nm: f64, from_h: f64, until_h: f64) {
        let (start, end) = (self.hour(from_h), self.hour(until_h));
        let radius_m = radius_nm * METRES_PER_NAUTICAL_MILE;
        self.scenario.outages.push(Outage { centre: place(centre), radius_m, start, end });
    }

    /// Random draws of a ship's own.
    pub(super) fn draws(&self, mmsi: Mmsi) -> Draws {
        Draws::new(self.seed, STREAM + u64::from(mmsi.get()))
    }

    /// A voyage that begins at an hour at a place of the plan.
    pub(super) fn voyage(&self, vessel: &Vessel, hour: f64, at: (f64, f64)) -> Voyage {
        let (latitude_deg, longitude_deg) = degrees(at);
        Voyage::of(vessel.mmsi).starting(self.hour(hour), latitude_deg, longitude_deg)
    }
}

/// The point some nautical miles east and north of the origin.
pub(super) fn place((east_nm, north_nm): (f64, f64)) -> Ecef {
    let origin = Ecef::from_degrees(ORIGIN_DEG.0, ORIGIN_DEG.1);
    let bearing_deg = great_circle::compass_deg(east_nm, north_nm);
    great_circle::destination(origin, bearing_deg, east_nm.hypot(north_nm) * METRES_PER_NAUTICAL_MILE)
}

/// The same in degrees.
pub(super) fn degrees(at: (f64, f64)) -> (f64, f64) {
    place(at).to_degrees()
}

/// The plan's coordinates some nautical miles off on a bearing.
pub(super) fn off((east_nm, north_nm): (f64, f64), bearing_deg: f64, distance_nm: f64) -> (f64, f64) {
    let (sin, cos) = bearing_deg.to_radians().sin_cos();
    (east_nm + distance_nm * sin, north_nm + distance_nm * cos)
}

/// Sails to a place of the plan.
pub(super) fn sail(voyage: Voyage, to: (f64, f64), speed_kn: f64) -> Voyage {
    let (latitude_deg, longitude_deg) = degrees(to);
    voyage.sail_to(latitude_deg, longitude_deg, speed_kn)
}
