//! What ships of a meeting have in common: how they come, lie, leave, and what they say of their cargo.

use super::world::{World, bearing, off, sail, starting, status, swing};
use crate::simulate::meander;
use crate::{
    ais::Mmsi,
    geodesy::Ecef,
    simulate::{Actor, Kind, Vessel, Voyage},
};

/// Speed on passage, in knots.
pub(super) const PASSAGE_KN: f64 = 12.0;
/// A daughter ship is so far off an hour before she is alongside, in nautical miles.
const CLOSE_NM: f64 = 3.0;
/// Fenders between two hulls, in metres.
const FENDERS_M: f64 = 3.5;
/// Code of a ship that is not under command or restricted in her ability to manoeuvre: adrift with another alongside.
const RESTRICTED: u8 = 3;
/// Code of a ship at anchor.
pub(super) const AT_ANCHOR: u8 = 1;

/// How a mother ship spends a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    Adrift,
    AtAnchor,
    UnderWay,
}

impl Hold {
    /// The status that a crew sets, if it does.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Adrift | Self::UnderWay => RESTRICTED,
            Self::AtAnchor => AT_ANCHOR,
        }
    }
}

/// A ship that comes to a place, stays for some hours as she is told, and goes.
pub(super) fn mother(
    world: &mut World<'_>,
    vessel: &Vessel,
    at: Ecef,
    arrive_h: f64,
    hold: Hold,
    hours: f64,
) -> Voyage {
    let from_deg = world.draws.between(0.0, 360.0);
    let far_nm = world.draws.between(45.0, 70.0);
    let voyage = starting(vessel, world.hour(arrive_h - far_nm / PASSAGE_KN), off(at, from_deg, far_nm));
    let voyage = sail(voyage, at, PASSAGE_KN);
    let onward_deg = from_deg + 180.0 + world.draws.between(-60.0, 60.0);
    let voyage = stay(world, voyage, onward_deg, hold, hours);
    let there = end_of(&voyage);
    sail(voyage, off(there, onward_deg, world.draws.between(45.0, 65.0)), PASSAGE_KN)
}

/// Adds some hours adrift, at anchor, or dead slow ahead.
pub(super) fn stay(world: &mut World<'_>, mut voyage: Voyage, onward_deg: f64, hold: Hold, hours: f64) -> Voyage {
    match hold {
        Hold::Adrift => {
            let (toward_deg, speed_kn) = (world.draws.between(0.0, 360.0), world.draws.between(0.3, 1.1));
            meander::meander(voyage, hours, toward_deg, speed_kn, &mut world.draws)
        }
        Hold::AtAnchor => swing(voyage, hours, &mut world.draws),
        Hold::UnderWay => {
            let speed_kn = world.draws.between(3.0, 4.5);
            let mut left_h = hours;
            while left_h > 0.0 {
                voyage = voyage.sail(left_h.min(1.0), onward_deg + world.draws.between(-6.0, 6.0), speed_kn);
                left_h -= 1.0;
            }
            voyage
        }
    }
}

/// A ship that comes from afar, lies alongside another from one hour to another, and goes.
pub(super) fn daughter(
    world: &mut World<'_>,
    vessel: &Vessel,
    mother: (&Vessel, &Voyage),
    (from_h, until_h): (f64, f64),
    starboard: bool,
) -> Voyage {
    let wait_h = from_h - 1.0;
    let there = mother.1.ecef_at(world.hour(wait_h)).unwrap_or_default();
    // She comes from the side at which she will lie.
    let heading_deg = mother.1.heading_at(world.hour(from_h)).unwrap_or_default();
    let abeam_deg = if starboard { 90.0 } else { -90.0 };
    let from_deg = heading_deg + abeam_deg + world.draws.between(-50.0, 50.0);
    let far_nm = world.draws.between(50.0, 70.0);
    let start = world.hour(wait_h - (far_nm - CLOSE_NM) / PASSAGE_KN - 0.05);
    let voyage =
        sail(starting(vessel, start, off(there, from_deg, far_nm)), off(there, from_deg, CLOSE_NM), PASSAGE_KN);
    let voyage = beside(world, voyage, vessel, mother, (from_h, until_h), starboard);
    leave(world, voyage, Some(starboard))
}

/// Goes alongside from wherever she is.
pub(super) fn beside(
    world: &mut World<'_>,
    voyage: Voyage,
    vessel: &Vessel,
    (host, host_voyage): (&Vessel, &Voyage),
    (from_h, until_h): (f64, f64),
    starboard: bool,
) -> Voyage {
    let apart_m = host.half_beam_m() + vessel.half_beam_m() + FENDERS_M;
    let side_m = if starboard { apart_m } else { -apart_m };
    let (from, until) = (world.hour(from_h), world.hour(until_h));
    voyage.alongside(host_voyage, world.draws.between(-30.0, 30.0), side_m, from, until)
}

/// Casts off dead slow, from the side at which she lies, and sails away.
pub(super) fn leave(world: &mut World<'_>, voyage: Voyage, starboard: Option<bool>) -> Voyage {
    let heading_deg = voyage.end().and_then(|end| voyage.heading_at(end)).unwrap_or_default();
    let starboard = starboard.unwrap_or_else(|| world.draws.chance(0.5));
    let away_deg = heading_deg + if starboard { 35.0 } else { -35.0 };
    let voyage = voyage.sail(0.1, away_deg, 2.5).sail(0.1, away_deg, 6.0);
    let there = end_of(&voyage);
    sail(voyage, off(there, away_deg, world.draws.between(45.0, 65.0)), PASSAGE_KN)
}

/// Where a voyage ends.
pub(super) fn end_of(voyage: &Voyage) -> Ecef {
    voyage.end().and_then(|end| voyage.ecef_at(end)).unwrap_or_default()
}

/// Where a voyage begins and its first bearing.
pub(super) fn toward(voyage: &Voyage, to: Ecef) -> f64 {
    bearing(end_of(voyage), to)
}

/// A ship whose draught falls, or rises, when the crew gets round to entering it: up to two hours late.
pub(super) fn with_draught(world: &mut World<'_>, vessel: Vessel, voyage: Voyage, gives: bool, until_h: f64) -> Actor {
    let (ballast, laden) = vessel.kind.draughts_m().unwrap_or_default();
    // Neither empties nor fills her altogether.
    let (before, after) = if gives { (laden, ballast + 1.3) } else { (ballast, laden - 1.1) };
    let late_h = world.draws.between(0.1, 2.0);
    let entered = world.hour(until_h + late_h);
    let actor = Actor::new(vessel, voyage, Some(before));
    // One crew in four does not.
    if world.draws.chance(0.75) { actor.draught_from(entered, after) } else { actor }
}

/// Sets a status from one hour to another, as three crews in four do.
pub(super) fn with_status(world: &mut World<'_>, actor: Actor, code: u8, (from_h, until_h): (f64, f64)) -> Actor {
    if !world.draws.chance(0.75) {
        return actor;
    }
    let (from, until) = (world.hour(from_h), world.hour(until_h));
    status(status(actor, from, code), until, 0)
}

/// A pair of tankers of which the first takes the second alongside.
pub(super) fn tankers(world: &mut World<'_>) -> crate::Result<(Vessel, Vessel)> {
    let mother = world.one_of(&[Kind::Suezmax, Kind::Aframax, Kind::Aframax]).unwrap_or(Kind::Aframax);
    let daughter = world.one_of(&[Kind::Aframax, Kind::ProductTanker]).unwrap_or(Kind::ProductTanker);
    Ok((world.ship(mother)?, world.ship(daughter)?))
}

/// A span of hours within the scenario, so that ships come and go within it.
pub(super) fn span_h(world: &mut World<'_>, least_h: f64, most_h: f64) -> (f64, f64) {
    let hours = world.plan.hours;
    let length_h = world.draws.between(least_h, most_h.min(hours - 9.0).max(least_h + 0.01));
    let from_h = world.draws.between(5.0, (hours - length_h - 3.0).max(5.01));
    (from_h, from_h + length_h)
}

/// The numbers of two ships.
pub(super) fn of(a: &Vessel, b: &Vessel) -> (Mmsi, Mmsi) {
    (a.mmsi, b.mmsi)
}
