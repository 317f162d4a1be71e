//! Everybody else: ships on lanes, ferries, trawlers, ships at anchor and in port.

use super::dressing::{PASSAGE_KN, toward};
use super::work::{FISHING, MOORED, anchored, onward};
use super::world::{World, off, sail, spot, starting, status};
use super::{Lane, Place};
use crate::{
    Result,
    geodesy::Ecef,
    simulate::{Actor, Kind, Relation},
};

/// Ships of a basin lie side by side.
const BASIN: u32 = 8;
/// Merchant ships, as often as they are met.
const MERCHANTS: [Kind; 8] = [
    Kind::ContainerShip,
    Kind::ContainerShip,
    Kind::BulkCarrier,
    Kind::BulkCarrier,
    Kind::BulkCarrier,
    Kind::ProductTanker,
    Kind::Aframax,
    Kind::Suezmax,
];

pub(super) fn add(world: &mut World<'_>) -> Result<()> {
    let plan = world.plan;
    let share = |share: f64, any: bool| if any { (f64::from(plan.vessels) * share) as u32 } else { 0 };
    let in_port = share(0.18, !plan.ports.is_empty());
    let at_anchor = share(0.12, !plan.anchorages.is_empty());
    let fishing = share(0.12, !plan.fishing_grounds.is_empty());
    let ferries = share(0.03, !plan.ferries.is_empty());
    for number in 0..in_port.div_ceil(BASIN) {
        basin(world, &plan.ports, number, BASIN.min(in_port - number * BASIN))?;
    }
    for number in 0..at_anchor {
        let Some(place) = plan.anchorages.get(number as usize % plan.anchorages.len().max(1)) else { break };
        // More ships need more room.
        let crowd = (f64::from(at_anchor) / plan.anchorages.len() as f64 / 12.0).sqrt().max(1.0);
        let at = world.near(spot(place.at), place.radius_nm * crowd);
        let kind = world.one_of(&MERCHANTS).unwrap_or(Kind::BulkCarrier);
        let actor = anchored(world, kind, at)?;
        world.add(actor);
    }
    for _ in 0..fishing {
        trawler(world, &plan.fishing_grounds)?;
    }
    for _ in 0..ferries {
        ferry(world, &plan.ferries)?;
    }
    for _ in 0..plan.vessels.saturating_sub(in_port + at_anchor + fishing + ferries) {
        passage(world)?;
    }
    Ok(())
}

/// Ships at finger piers, 60 to 180 m from one to the next; some sail or arrive.
fn basin(world: &mut World<'_>, ports: &[Place], number: u32, ships: u32) -> Result<()> {
    let Some(port) = ports.get(number as usize % ports.len().max(1)) else { return Ok(()) };
    // Basins of a port lie around it, a mile and more from each other.
    let ring = f64::from(number / ports.len() as u32);
    let at = off(spot(port.at), ring * 73.0, ring.sqrt() * 1.3);
    let along_deg = world.draws.between(0.0, 360.0);
    let mut moored: Vec<(crate::ais::Mmsi, f64)> = Vec::new();
    let mut along_nm = 0.0;
    for _ in 0..ships {
        let kind = world.one_of(&[Kind::ProductTanker, Kind::BulkCarrier, Kind::ContainerShip, Kind::Tug, Kind::Yacht]);
        let vessel = world.ship(kind.unwrap_or(Kind::BulkCarrier))?;
        let until_h = world.plan.hours + world.draws.between(-10.0, 30.0);
        let voyage = starting(&vessel, world.hour(-1.0), off(at, along_deg, along_nm))
            .turn_to(along_deg + 90.0)
            .wait_until(world.hour(until_h));
        let voyage = onward(voyage, along_deg + 90.0 + world.draws.between(-30.0, 30.0), 4.0);
        for (other, _) in moored.iter().filter(|(_, other_nm)| (along_nm - other_nm) * 1852.0 < 500.0) {
            world.tie(vessel.mmsi, *other, Relation::Berth, "neighbours at finger piers");
        }
        moored.push((vessel.mmsi, along_nm));
        let draught = vessel.kind.draughts_m().map(|draughts| draughts.0);
        let actor = status(Actor::new(vessel, voyage, draught), world.hour(-1.0), MOORED);
        let actor = status(actor, world.hour(until_h), 0);
        world.add(actor);
        along_nm += world.draws.between(60.0, 180.0) / 1852.0;
    }
    Ok(())
}

/// A trawler that tows to and fro.
fn trawler(world: &mut World<'_>, grounds: &[Place]) -> Result<()> {
    let Some(ground) = world.one_of(grounds) else { return Ok(()) };
    let vessel = world.ship(Kind::Trawler)?;
    let at = world.near(spot(ground.at), ground.radius_nm);
    let start_h = world.draws.between(-6.0, 3.0);
    let mut voyage = starting(&vessel, world.hour(start_h), at);
    let mut left_h = world.plan.hours - start_h;
    let mut course_deg = world.draws.between(0.0, 360.0);
    while left_h > 0.0 {
        let tow_h = world.draws.between(1.0, 3.0).min(left_h);
        voyage = voyage.sail(tow_h, course_deg, world.draws.between(2.8, 4.5));
        course_deg += 180.0 + world.draws.between(-25.0, 25.0);
        left_h -= tow_h;
    }
    let actor = status(Actor::new(vessel, voyage, Some(4.8)), world.hour(start_h), FISHING);
    world.add(actor);
    Ok(())
}

/// A ferry to and fro.
fn ferry(world: &mut World<'_>, ways: &[Lane]) -> Result<()> {
    let Some(way) = world.one_of(ways) else { return Ok(()) };
    let vessel = world.ship(Kind::Ferry)?;
    let (mut here, mut there) = (spot(way.from), spot(way.to));
    let start_h = world.draws.between(-4.0, 4.0);
    let mut voyage = starting(&vessel, world.hour(start_h), off(here, 0.0, world.draws.between(0.05, 1.0)));
    for _ in 0..1000 {
        voyage =
            sail(voyage, off(there, world.draws.between(0.0, 360.0), 0.2), 18.0).wait(world.draws.between(0.4, 1.0));
        if voyage.end().is_none_or(|end| end >= world.plan.end()) {
            break;
        }
        std::mem::swap(&mut here, &mut there);
    }
    world.add(Actor::new(vessel, voyage, None));
    Ok(())
}

/// A merchant ship along a lane, or across the area where there is none.
fn passage(world: &mut World<'_>) -> Result<()> {
    let plan = world.plan;
    let kind = world.one_of(&MERCHANTS).unwrap_or(Kind::BulkCarrier);
    let vessel = world.ship(kind)?;
    let (mut from, mut to) = match world.one_of(&plan.lanes) {
        Some(lane) => (spot(lane.from), spot(lane.to)),
        None => (world.anywhere(), world.anywhere()),
    };
    if world.draws.chance(0.5) {
        std::mem::swap(&mut from, &mut to);
    }
    let speed_kn = PASSAGE_KN + world.draws.normal(2.0);
    // Ships keep to the right of a lane's middle, each at her own distance.
    let aside = |world: &mut World<'_>, place: Ecef, course_deg: f64| {
        off(place, course_deg + 90.0, 1.5 + world.draws.normal(0.6))
    };
    let length_h = from.distance(to) / 1852.0 / speed_kn;
    let start_h = world.draws.between(-length_h * 0.9, plan.hours - 1.0);
    let voyage = starting(&vessel, world.hour(start_h), from);
    let course_deg = toward(&voyage, to);
    let (from, to) = (aside(world, from, course_deg), aside(world, to, course_deg));
    let mut voyage = starting(&vessel, world.hour(start_h), from);
    // A lane is not quite straight.
    let parts = (length_h / 3.0).ceil().clamp(1.0, 60.0);
    for part in 1..parts as u32 {
        let way = from.lerp(to, f64::from(part) / parts).on_ellipsoid();
        let bend = off(way, course_deg + 90.0, world.draws.normal(0.4));
        voyage = sail(voyage, bend, speed_kn * world.draws.between(0.95, 1.05));
    }
    voyage = sail(voyage, to, speed_kn);
    let draught =
        vessel.kind.draughts_m().map(|(ballast, laden)| if world.draws.chance(0.5) { ballast } else { laden });
    world.add(Actor::new(vessel, voyage, draught));
    Ok(())
}
