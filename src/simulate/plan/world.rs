//! The sea while it is filled.

use chrono::{DateTime, TimeDelta, Utc};

use super::Plan;
use crate::{
    Result,
    ais::{Mmsi, NavStatus},
    geodesy::Ecef,
    random::Draws,
    simulate::{Actor, IdentityTruth, Kind, Outage, Relation, Scenario, Tie, Vessel, Voyage, great_circle},
};

pub(super) const NAUTICAL_MILE_M: f64 = 1852.0;
/// Streams of random draws that the air does not use.
const STREAM: u64 = 1 << 40;
/// Planned meetings keep so far from each other, in nautical miles, where there is room.
const APART_NM: f64 = 8.0;
/// And so far from harbours and anchorages.
const CLEAR_NM: f64 = 8.0;

/// Ships so far, and the dice.
pub(super) struct World<'p> {
    pub(super) plan: &'p Plan,
    pub(super) draws: Draws,
    scenario: Scenario,
    ships: u32,
    /// Where meetings are planned.
    taken: Vec<Ecef>,
}

impl<'p> World<'p> {
    pub(super) fn new(plan: &'p Plan, seed: u64) -> Self {
        let scenario = Scenario::between(plan.start, plan.end());
        Self { plan, draws: Draws::new(seed, STREAM), scenario, ships: 0, taken: Vec::new() }
    }

    pub(super) fn finish(self) -> Scenario {
        self.scenario
    }

    /// The moment some hours after the start.
    pub(super) fn hour(&self, hours: f64) -> DateTime<Utc> {
        self.plan.start + TimeDelta::milliseconds((hours * 3_600_000.0).round() as i64)
    }

    pub(super) fn ship(&mut self, kind: Kind) -> Result<Vessel> {
        self.ships += 1;
        let scale = self.draws.between(0.85, 1.1);
        Ok(Vessel { scale, ..Vessel::numbered(self.ships, kind)? })
    }

    pub(super) fn add(&mut self, actor: Actor) {
        self.scenario.actors.push(actor);
    }

    pub(super) fn tie(&mut self, a: Mmsi, b: Mmsi, relation: Relation, note: &'static str) {
        self.scenario.ties.push(Tie { a, b, relation, note });
    }

    pub(super) fn outage(&mut self, outage: Outage) {
        self.scenario.outages.push(outage);
    }

    pub(super) fn identity(&mut self, identity: IdentityTruth) {
        self.scenario.identities.push(identity);
    }

    /// One of several, each as likely.
    pub(super) fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.draws.below(of.len())).copied()
    }

    /// Any place of the area.
    pub(super) fn anywhere(&mut self) -> Ecef {
        let area = self.plan.area;
        // As much of the sphere to the north as to the south, by the sine of the latitude.
        let (south, north) = (area.south.to_radians().sin(), area.north.to_radians().sin());
        let latitude = self.draws.between(south, north).asin().to_degrees();
        Ecef::from_degrees(latitude, self.draws.between(area.west, area.east))
    }

    /// A place for a meeting: clear of harbours, anchorages and other meetings, as far as there is room.
    pub(super) fn offshore(&mut self) -> Ecef {
        let plan = self.plan;
        let mut best = (f64::NEG_INFINITY, Ecef::default());
        for _ in 0..200 {
            let place = self.anywhere();
            let clear_nm = |other: Ecef, keep: f64| place.distance(other) / NAUTICAL_MILE_M - keep;
            let havens = plan.ports.iter().chain(&plan.anchorages).chain(&plan.fishing_grounds);
            let from_havens = havens.map(|haven| clear_nm(spot(haven.at), CLEAR_NM + haven.radius_nm));
            let from_others = self.taken.iter().map(|other| clear_nm(*other, APART_NM));
            let room = from_havens.chain(from_others).fold(f64::INFINITY, f64::min);
            if room > best.0 {
                best = (room, place);
            }
            if room > 0.0 {
                break;
            }
        }
        self.taken.push(best.1);
        best.1
    }

    /// A place in a circle about another.
    pub(super) fn near(&mut self, place: Ecef, radius_nm: f64) -> Ecef {
        let (bearing, share) = (self.draws.between(0.0, 360.0), self.draws.uniform());
        off(place, bearing, radius_nm * share.sqrt())
    }
}

pub(super) fn spot([latitude, longitude]: [f64; 2]) -> Ecef {
    Ecef::from_degrees(latitude, longitude)
}

/// The place some nautical miles off on a bearing.
pub(super) fn off(place: Ecef, bearing_deg: f64, distance_nm: f64) -> Ecef {
    great_circle::destination(place, bearing_deg, distance_nm * NAUTICAL_MILE_M)
}

pub(super) fn bearing(from: Ecef, to: Ecef) -> f64 {
    great_circle::bearing_deg(from, from, to)
}

pub(super) fn starting(vessel: &Vessel, time: DateTime<Utc>, place: Ecef) -> Voyage {
    let (latitude, longitude) = place.to_degrees();
    Voyage::of(vessel.mmsi).starting(time, latitude, longitude)
}

pub(super) fn sail(voyage: Voyage, to: Ecef, speed_kn: f64) -> Voyage {
    let (latitude, longitude) = to.to_degrees();
    voyage.sail_to(latitude, longitude, speed_kn)
}

/// Swings at anchor with the tide for some hours, by some tens of metres.
pub(super) fn swing(mut voyage: Voyage, hours: f64, draws: &mut Draws) -> Voyage {
    let side_deg = draws.between(0.0, 360.0);
    let mut left_h = hours;
    let mut turn = 0.0;
    while left_h > 0.0 {
        let swing_h = left_h.min(0.7);
        let speed_kn = draws.between(0.03, 0.08);
        voyage = voyage.turn_to(side_deg + turn + 180.0).drift(swing_h, side_deg + turn, speed_kn);
        let wait_h = (left_h - swing_h).min(5.5);
        voyage = voyage.wait(wait_h);
        left_h -= swing_h + wait_h;
        turn = 180.0 - turn;
    }
    voyage
}

/// Sets a status by its code on the air.
pub(super) fn status(actor: Actor, from: DateTime<Utc>, code: u8) -> Actor {
    match NavStatus::from_code(code) {
        Some(status) => actor.status_from(from, status),
        None => actor,
    }
}
