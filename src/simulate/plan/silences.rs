//! Ships that are not heard for a while: by choice, with a meeting in it or none, and where receivers fail.

use super::dressing::{Hold, PASSAGE_KN, daughter, mother, of, span_h, tankers, with_draught};
use super::world::{NAUTICAL_MILE_M, World, off, spot, starting};
use crate::{
    Result,
    simulate::{Kind, Outage, Relation, SilenceCause},
};

pub(super) fn add(world: &mut World<'_>) -> Result<()> {
    let actors = world.plan.actors;
    for _ in 0..actors.dark_meetings {
        dark_meeting(world, true)?;
    }
    for _ in 0..actors.half_dark_meetings {
        dark_meeting(world, false)?;
    }
    for _ in 0..actors.switch_offs {
        switch_off(world)?;
    }
    for _ in 0..world.plan.air.outages {
        outage(world);
    }
    Ok(())
}

/// Two tankers that meet while both are silent, or the one that comes.
fn dark_meeting(world: &mut World<'_>, both: bool) -> Result<()> {
    let (host, guest) = tankers(world)?;
    let at = world.offshore();
    let (from_h, until_h) = span_h(world, 2.5, 6.0);
    let arrive_h = from_h - world.draws.between(0.5, 2.0);
    let length_h = until_h + world.draws.between(0.5, 2.0) - arrive_h;
    let a = mother(world, &host, at, arrive_h, Hold::Adrift, length_h);
    let b = daughter(world, &guest, (&host, &a), (from_h, until_h), true);
    let (mmsi_a, mmsi_b) = of(&host, &guest);
    let (relation, note) = if both {
        (Relation::Dark, "both transponders off")
    } else {
        (Relation::HalfDark, "the one that comes is silent")
    };
    world.tie(mmsi_a, mmsi_b, relation, note);
    let gives = world.draws.chance(0.5);
    for (vessel, voyage, gives, silent) in [(host, a, gives, both), (guest, b, !gives, true)] {
        let mut actor = with_draught(world, vessel, voyage, gives, until_h);
        if silent {
            // Off well before they meet, on again well after they part.
            let (early_h, late_h) = (world.draws.between(1.0, 3.0), world.draws.between(0.8, 2.5));
            let (off, on) = (world.hour(from_h - early_h), world.hour(until_h + late_h));
            actor = actor.silent(off, on, SilenceCause::SwitchedOff);
        }
        world.add(actor);
    }
    Ok(())
}

/// A ship that is silent for hours and meets nobody.
fn switch_off(world: &mut World<'_>) -> Result<()> {
    let kind =
        world.one_of(&[Kind::Aframax, Kind::ProductTanker, Kind::BulkCarrier, Kind::Trawler]).unwrap_or(Kind::Aframax);
    let vessel = world.ship(kind)?;
    let at = world.anywhere();
    let (from_h, until_h) = span_h(world, 6.0, 14.0);
    let course_deg = world.draws.between(0.0, 360.0);
    let mut voyage = starting(&vessel, world.hour(from_h - 8.0), off(at, course_deg + 180.0, 8.0 * PASSAGE_KN));
    for _ in 0..((until_h - from_h + 14.0) / 2.0) as usize {
        voyage = voyage.sail(
            2.0,
            course_deg + world.draws.between(-20.0, 20.0),
            PASSAGE_KN * world.draws.between(0.7, 1.05),
        );
    }
    let actor = with_draught(world, vessel, voyage, true, world.plan.hours * 2.0);
    let actor = actor.silent(world.hour(from_h), world.hour(until_h), SilenceCause::SwitchedOff);
    world.add(actor);
    Ok(())
}

/// A receiver that fails.
fn outage(world: &mut World<'_>) {
    let plan = world.plan;
    let centre = match world.one_of(&plan.air.stations) {
        Some(station) => spot(station),
        None => world.anywhere(),
    };
    let radius_m = world.draws.between(30.0, 60.0) * NAUTICAL_MILE_M;
    let (from_h, until_h) = span_h(world, 2.0, 8.0);
    let (start, end) = (world.hour(from_h), world.hour(until_h));
    world.outage(Outage { centre, radius_m, start, end });
}
