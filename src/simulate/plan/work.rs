//! Ships that come close as their work, and transfer no cargo.

use super::dressing::{
    AT_ANCHOR, Hold, PASSAGE_KN, beside, daughter, end_of, leave, mother, of, span_h, tankers, with_status,
};
use super::world::{World, off, sail, spot, starting, status, swing};
use crate::{
    Result,
    geodesy::Ecef,
    simulate::{Actor, Kind, Relation, Voyage},
};

/// Code of a vessel engaged in fishing.
pub(super) const FISHING: u8 = 7;
/// Code of a moored ship.
pub(super) const MOORED: u8 = 5;

/// Adds one of a kind.
type Add = fn(&mut World<'_>) -> Result<()>;

pub(super) fn add(world: &mut World<'_>) -> Result<()> {
    let actors = world.plan.actors;
    let each: [(u32, Add); 8] = [
        (actors.bunkering, bunkering),
        (actors.pilots, pilot),
        (actors.tugs, tug),
        (actors.tows, tow),
        (actors.pair_trawlers, pair_trawlers),
        (actors.rafts, raft),
        (actors.near_misses, near_miss),
        (actors.short_meetings, short_meeting),
    ];
    for (count, add) in each {
        for _ in 0..count {
            add(world)?;
        }
    }
    Ok(())
}

/// An anchorage, or else somewhere offshore.
fn anchorage(world: &mut World<'_>) -> Ecef {
    let plan = world.plan;
    match world.one_of(&plan.anchorages) {
        Some(place) => world.near(spot(place.at), place.radius_nm),
        None => world.offshore(),
    }
}

/// A small tanker that fuels a ship at anchor.
fn bunkering(world: &mut World<'_>) -> Result<()> {
    let kind = world.one_of(&[Kind::BulkCarrier, Kind::ContainerShip, Kind::Aframax]).unwrap_or(Kind::BulkCarrier);
    let (ship, bunker) = (world.ship(kind)?, world.ship(Kind::BunkerTanker)?);
    let at = anchorage(world);
    let (from_h, until_h) = span_h(world, 2.6, 7.0);
    let a = mother(world, &ship, at, from_h - 3.0, Hold::AtAnchor, until_h - from_h + 6.0);
    let b = daughter(world, &bunker, (&ship, &a), (from_h, until_h), true);
    let (mmsi_a, mmsi_b) = of(&ship, &bunker);
    world.tie(mmsi_a, mmsi_b, Relation::Bunkering, "a small tanker fuels a ship at anchor");
    let draught = ship.kind.draughts_m().map(|draughts| draughts.1);
    let ship = Actor::new(ship, a, draught);
    let ship = with_status(world, ship, AT_ANCHOR, (from_h - 3.0, until_h + 3.0));
    world.add(ship);
    world.add(Actor::new(bunker, b, Some(5.5)));
    Ok(())
}

/// A pilot boat that meets a ship under way for a quarter of an hour.
fn pilot(world: &mut World<'_>) -> Result<()> {
    let (ship, boat) = (world.ship(Kind::ContainerShip)?, world.ship(Kind::PilotBoat)?);
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 0.25, 0.4);
    let course_deg = world.draws.between(0.0, 360.0);
    let a = starting(&ship, world.hour(from_h - 3.0), off(at, course_deg + 180.0, 30.0)).sail(8.0, course_deg, 10.0);
    let b = starting(&boat, world.hour(from_h - 1.0), off(at, course_deg + 90.0, 12.0));
    let b = beside(world, b, &boat, (&ship, &a), (from_h, until_h), false);
    let b = sail(b.sail(0.1, course_deg - 60.0, 14.0), off(at, course_deg + 90.0, 12.0), 20.0).wait(4.0);
    let (mmsi_a, mmsi_b) = of(&ship, &boat);
    world.tie(mmsi_a, mmsi_b, Relation::Pilot, "a quarter of an hour under way");
    world.add(Actor::new(ship, a, Some(11.0)));
    world.add(Actor::new(boat, b, None));
    Ok(())
}

/// A tug alongside a tanker that is adrift.
fn tug(world: &mut World<'_>) -> Result<()> {
    let (ship, tug) = (world.ship(Kind::Aframax)?, world.ship(Kind::Tug)?);
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 2.5, 5.0);
    let a = mother(world, &ship, at, from_h - 1.0, Hold::Adrift, until_h - from_h + 2.0);
    let b = daughter(world, &tug, (&ship, &a), (from_h, until_h), true);
    let (mmsi_a, mmsi_b) = of(&ship, &tug);
    world.tie(mmsi_a, mmsi_b, Relation::Tug, "a tug alongside a tanker adrift");
    world.add(Actor::new(ship, a, Some(13.0)));
    world.add(Actor::new(tug, b, Some(5.4)));
    Ok(())
}

/// A tug with a barge on some hundred metres of wire.
fn tow(world: &mut World<'_>) -> Result<()> {
    let (tug, barge) = (world.ship(Kind::Tug)?, world.ship(Kind::Barge)?);
    let (from_h, until_h) = span_h(world, 6.0, 20.0);
    let course_deg = world.draws.between(0.0, 360.0);
    let at = world.offshore();
    let speed_kn = world.draws.between(4.0, 6.5);
    let a = starting(&tug, world.hour(from_h), at).sail(until_h - from_h, course_deg, speed_kn);
    let wire_m = world.draws.between(250.0, 450.0);
    let b = Voyage::of(barge.mmsi).alongside(&a, -wire_m, 0.0, world.hour(from_h), world.hour(until_h));
    let (mmsi_a, mmsi_b) = of(&tug, &barge);
    world.tie(mmsi_a, mmsi_b, Relation::Tow, "on a wire of some hundred metres");
    world.add(Actor::new(tug, a, Some(5.4)));
    world.add(Actor::new(barge, b, None));
    Ok(())
}

/// Two trawlers with one net between them.
fn pair_trawlers(world: &mut World<'_>) -> Result<()> {
    let (lead, second) = (world.ship(Kind::Trawler)?, world.ship(Kind::Trawler)?);
    let plan = world.plan;
    let at = match world.one_of(&plan.fishing_grounds) {
        Some(place) => world.near(spot(place.at), place.radius_nm),
        None => world.offshore(),
    };
    let (from_h, until_h) = span_h(world, 4.0, 9.0);
    let course_deg = world.draws.between(0.0, 360.0);
    let mut a = starting(&lead, world.hour(from_h - 1.5), off(at, course_deg + 200.0, 12.0));
    a = sail(a, at, 8.0);
    let mut left_h = until_h - from_h + 0.5;
    while left_h > 0.0 {
        a = a.sail(left_h.min(1.0), course_deg + world.draws.between(-15.0, 15.0), 3.4);
        left_h -= 1.0;
    }
    a = a.sail(3.0, course_deg + 40.0, 9.0);
    let apart_m = world.draws.between(180.0, 320.0);
    let b = starting(&second, world.hour(from_h - 1.5), off(at, course_deg + 150.0, 12.0))
        .alongside(&a, 0.0, apart_m, world.hour(from_h), world.hour(until_h))
        .sail(3.0, course_deg - 30.0, 9.0);
    let (mmsi_a, mmsi_b) = of(&lead, &second);
    world.tie(mmsi_a, mmsi_b, Relation::Trawlers, "one net between two boats at 3.4 kn");
    for (vessel, voyage) in [(lead, a), (second, b)] {
        let actor = with_status(world, Actor::new(vessel, voyage, Some(4.8)), FISHING, (from_h, until_h));
        world.add(actor);
    }
    Ok(())
}

/// Boats side by side in a harbour all the time.
fn raft(world: &mut World<'_>) -> Result<()> {
    let plan = world.plan;
    let at = match world.one_of(&plan.ports) {
        Some(port) => world.near(spot(port.at), port.radius_nm),
        None => world.offshore(),
    };
    let along_deg = world.draws.between(0.0, 360.0);
    let mut moored: Vec<crate::ais::Mmsi> = Vec::new();
    for number in 0..4 {
        let kind = world.one_of(&[Kind::Yacht, Kind::Barge]).unwrap_or(Kind::Yacht);
        let vessel = world.ship(kind)?;
        let place = off(at, along_deg, f64::from(number) * 26.0 / 1852.0);
        let voyage = starting(&vessel, world.hour(-1.0), place).turn_to(along_deg + 90.0).wait_until(plan.end());
        for other in &moored {
            world.tie(vessel.mmsi, *other, Relation::Raft, "side by side in harbour");
        }
        moored.push(vessel.mmsi);
        let actor = status(Actor::new(vessel, voyage, None), world.hour(-1.0), MOORED);
        world.add(actor);
    }
    Ok(())
}

/// One ship passes another at a few cables, or crosses ahead of her.
fn near_miss(world: &mut World<'_>) -> Result<()> {
    let (slow, fast) = (world.ship(Kind::BulkCarrier)?, world.ship(Kind::ContainerShip)?);
    let at = world.offshore();
    let (met_h, _) = span_h(world, 0.1, 0.2);
    let course_deg = world.draws.between(0.0, 360.0);
    let crossing = world.draws.chance(0.5);
    let other_deg = course_deg + if crossing { world.draws.between(40.0, 140.0) } else { 0.0 };
    let aside = off(at, course_deg + 90.0, world.draws.between(0.05, 0.2));
    // Both are near the place at that hour.
    let passing = |vessel, place, course_deg: f64, speed_kn: f64, world: &World<'_>| {
        starting(vessel, world.hour(met_h - 3.0), off(place, course_deg + 180.0, 3.0 * speed_kn))
            .sail(6.0, course_deg, speed_kn)
    };
    let a = passing(&slow, at, course_deg, 11.0, world);
    let b = passing(&fast, aside, other_deg, 15.5, world);
    let (mmsi_a, mmsi_b) = of(&slow, &fast);
    world.tie(
        mmsi_a,
        mmsi_b,
        Relation::Overtaking,
        if crossing { "crosses close ahead" } else { "passes at a few cables" },
    );
    world.add(Actor::new(slow, a, Some(11.8)));
    world.add(Actor::new(fast, b, Some(12.6)));
    Ok(())
}

/// Two tankers alongside for an hour or so: too short for a transfer.
fn short_meeting(world: &mut World<'_>) -> Result<()> {
    let (host, guest) = tankers(world)?;
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 0.8, 1.5);
    let a = mother(world, &host, at, from_h - 2.0, Hold::Adrift, until_h - from_h + 4.0);
    let b = daughter(world, &guest, (&host, &a), (from_h, until_h), true);
    let (mmsi_a, mmsi_b) = of(&host, &guest);
    world.tie(mmsi_a, mmsi_b, Relation::Short, "alongside for less than two hours");
    world.add(Actor::new(host, a, Some(14.0)));
    world.add(Actor::new(guest, b, Some(9.0)));
    Ok(())
}

/// A ship that lies at anchor for all the time, or comes or goes.
pub(super) fn anchored(world: &mut World<'_>, kind: Kind, at: Ecef) -> Result<Actor> {
    let vessel = world.ship(kind)?;
    let (from_h, until_h) = (world.draws.between(-30.0, 6.0), world.plan.hours + world.draws.between(-8.0, 30.0));
    let voyage = starting(&vessel, world.hour(from_h), at);
    let voyage = swing(voyage, until_h - from_h, &mut world.draws);
    let voyage = leave(world, voyage, None);
    let draught = vessel.kind.draughts_m().map(|draughts| draughts.0);
    let actor = status(Actor::new(vessel, voyage, draught), world.hour(from_h), AT_ANCHOR);
    Ok(status(actor, world.hour(until_h), 0))
}

/// Where a voyage of passage leads.
pub(super) fn onward(voyage: Voyage, course_deg: f64, hours: f64) -> Voyage {
    let there = end_of(&voyage);
    sail(voyage, off(there, course_deg, hours * PASSAGE_KN), PASSAGE_KN)
}
