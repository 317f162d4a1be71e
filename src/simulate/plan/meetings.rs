//! Transfers that are heard: adrift, at anchor, under way, with two at once, in chains.

use super::dressing::{
    Hold, beside, daughter, end_of, leave, mother, of, span_h, stay, tankers, with_draught, with_status,
};
use super::world::{World, off, sail, starting};
use crate::{
    Result,
    simulate::{Actor, Kind, Relation, Vessel, Voyage},
};

pub(super) fn add(world: &mut World<'_>) -> Result<()> {
    let actors = world.plan.actors;
    for (count, hold, note) in [
        (actors.transfers_adrift, Hold::Adrift, "adrift"),
        (actors.transfers_at_anchor, Hold::AtAnchor, "at anchor"),
        (actors.transfers_under_way, Hold::UnderWay, "under way"),
    ] {
        for _ in 0..count {
            transfer(world, hold, note)?;
        }
    }
    for _ in 0..actors.mothers_with_two {
        mother_with_two(world)?;
    }
    for _ in 0..actors.chains {
        chain(world)?;
    }
    Ok(())
}

fn transfer(world: &mut World<'_>, hold: Hold, note: &'static str) -> Result<()> {
    let (host, guest) = tankers(world)?;
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 3.0, 14.0);
    let arrive_h = from_h - world.draws.between(0.5, 3.0);
    let length_h = until_h + world.draws.between(0.3, 2.0) - arrive_h;
    let a = mother(world, &host, at, arrive_h, hold, length_h);
    let b = daughter(world, &guest, (&host, &a), (from_h, until_h), true);
    let (mmsi_a, mmsi_b) = of(&host, &guest);
    world.tie(mmsi_a, mmsi_b, Relation::Sts, note);
    let gives = world.draws.chance(0.5);
    for (vessel, voyage, gives) in [(host, a, gives), (guest, b, !gives)] {
        let actor = with_draught(world, vessel, voyage, gives, until_h);
        let mut actor = with_status(world, actor, hold.code(), (from_h, until_h));
        // Some turn the power down while hoses are connected.
        if world.draws.chance(world.plan.air.low_power_share) {
            actor.low_power.push((world.hour(from_h + 0.3), world.hour(until_h - 0.3)));
        }
        world.add(actor);
    }
    Ok(())
}

/// A mother ship with one at either side, not for the same hours.
fn mother_with_two(world: &mut World<'_>) -> Result<()> {
    let host = world.ship(Kind::Suezmax)?;
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 6.0, 12.0);
    let a = mother(world, &host, at, from_h - 1.0, Hold::Adrift, until_h - from_h + 3.0);
    let mut guests = Vec::new();
    for (starboard, from_h, until_h) in [(true, from_h, until_h - 2.0), (false, from_h + 1.5, until_h)] {
        let guest = world.ship(Kind::ProductTanker)?;
        let voyage = daughter(world, &guest, (&host, &a), (from_h, until_h), starboard);
        world.tie(host.mmsi, guest.mmsi, Relation::Sts, "one of two alongside the same mother");
        guests.push(guest.mmsi);
        let actor = with_draught(world, guest, voyage, false, until_h);
        world.add(actor);
    }
    if let [first, second] = guests[..] {
        world.tie(first, second, Relation::SameMother, "on either side of the same mother");
    }
    let actor = with_draught(world, host, a, true, until_h);
    world.add(actor);
    Ok(())
}

/// A mother ship, feeders that hand on what they took, and a delivery.
fn chain(world: &mut World<'_>) -> Result<()> {
    let links = (((world.plan.hours - 8.0) / 8.0) as usize).clamp(1, 4);
    let each_h = ((world.plan.hours - 8.0) / links as f64).clamp(4.0, 12.0);
    // Half of the time alongside, half under way to the next.
    let along_h = each_h * 0.5;
    let mut at = world.offshore();
    let mut giver = world.ship(Kind::Suezmax)?;
    let mut voyage = mother(world, &giver, at, 3.0, Hold::Adrift, along_h + 2.0);
    let (mut laden_at, mut until_h) = (None, 0.0);
    for link in 0..links {
        let from_h = 4.0 + each_h * link as f64;
        until_h = from_h + along_h;
        let taker = world.ship(if link + 1 == links { Kind::ProductTanker } else { Kind::Aframax })?;
        let heading_deg = voyage.heading_at(world.hour(from_h)).unwrap_or_default();
        let far = off(at, heading_deg + 90.0, 20.0);
        let path = starting(&taker, world.hour(from_h - 3.0), far);
        let path = beside(world, path, &taker, (&giver, &voyage), (from_h, until_h), true);
        world.tie(giver.mmsi, taker.mmsi, Relation::Sts, "a link of a chain");
        // She goes on to where the next will find her, and waits there.
        at = off(end_of(&path), world.draws.between(0.0, 360.0), (each_h - along_h - 2.0).max(1.0) * 8.0);
        let heading_deg = path.end().and_then(|end| path.heading_at(end)).unwrap_or_default();
        let away_deg = heading_deg + 40.0;
        let path = sail(path.sail(0.1, away_deg, 3.0), at, 10.0);
        let path = stay(world, path, 90.0, Hold::Adrift, along_h + 3.0);
        let path = leave(world, path, Some(true));
        let (before, before_voyage) = (std::mem::replace(&mut giver, taker), std::mem::replace(&mut voyage, path));
        hand_on(world, before, before_voyage, laden_at, until_h);
        laden_at = Some(until_h);
    }
    hand_on(world, giver, voyage, laden_at, until_h + world.plan.hours);
    Ok(())
}

/// Adds a ship of a chain that took cargo at an hour, or had it from the start, and gave it at another.
fn hand_on(world: &mut World<'_>, vessel: Vessel, voyage: Voyage, took_h: Option<f64>, gave_h: f64) {
    let (ballast, laden) = vessel.kind.draughts_m().unwrap_or_default();
    let mut actor = Actor::new(vessel, voyage, Some(if took_h.is_some() { ballast } else { laden }));
    if let Some(took_h) = took_h {
        actor = actor.draught_from(world.hour(took_h + 0.4), laden - 1.0);
    }
    let actor = actor.draught_from(world.hour(gave_h + 0.6), ballast + 0.8);
    world.add(actor);
}
