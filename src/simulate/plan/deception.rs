//! Ships that are not who or where they say.

use super::dressing::span_h;
use super::work::onward;
use super::world::{World, starting};
use crate::{
    Result,
    simulate::{Actor, Deceit, DeceitKind, IdentityTruth, Kind, SilenceCause, Vessel},
};

pub(super) fn add(world: &mut World<'_>) -> Result<()> {
    let actors = world.plan.actors;
    for _ in 0..actors.mmsi_handovers {
        handover(world)?;
    }
    for _ in 0..actors.shared_mmsis {
        shared(world)?;
    }
    for _ in 0..actors.circle_spoofing {
        let kind = DeceitKind::Circle {
            radius_m: world.draws.between(1_500.0, 8_000.0),
            turn_min: world.draws.between(20.0, 60.0),
        };
        spoofed(world, kind, "circling", "positions go round in a ring")?;
    }
    for _ in 0..actors.offset_spoofing {
        let (east_m, north_m) = (world.draws.between(15_000.0, 60_000.0), world.draws.between(-60_000.0, 60_000.0));
        spoofed(world, DeceitKind::Offset { east_m, north_m }, "position-jump", "positions are shifted for hours")?;
    }
    Ok(())
}

/// A ship that goes on under another number.
fn handover(world: &mut World<'_>) -> Result<()> {
    let before = world.ship(Kind::ProductTanker)?;
    let after = Vessel { mmsi: world.ship(Kind::ProductTanker)?.mmsi, ..before.clone() };
    let at = world.anywhere();
    let (off_h, _) = span_h(world, 0.5, 1.0);
    let on_h = off_h + world.draws.between(0.5, 2.5);
    let course_deg = world.draws.between(0.0, 360.0);
    let whole = onward(starting(&before, world.hour(0.0), at), course_deg, world.plan.hours);
    let there = whole.ecef_at(world.hour(on_h)).unwrap_or(at);
    let again = onward(starting(&after, world.hour(on_h), there), course_deg, world.plan.hours - on_h);
    world.identity(IdentityTruth {
        mmsi: before.mmsi,
        other: Some(after.mmsi),
        kind: "mmsi-handover",
        start: world.hour(off_h),
        end: world.hour(on_h),
        detail: "the same ship goes on under another MMSI",
    });
    let end = world.plan.end();
    world.add(Actor::new(before, whole, Some(9.0)).silent(world.hour(off_h), end, SilenceCause::Renamed));
    world.add(Actor::new(after, again, Some(9.0)));
    Ok(())
}

/// Two ships far from each other with one number.
fn shared(world: &mut World<'_>) -> Result<()> {
    let first = world.ship(Kind::BulkCarrier)?;
    let second = Vessel { mmsi: first.mmsi, ..world.ship(Kind::Trawler)? };
    let (start, end) = (world.hour(0.0), world.plan.end());
    world.identity(IdentityTruth {
        mmsi: first.mmsi,
        other: None,
        kind: "shared-mmsi",
        start,
        end,
        detail: "two ships send the same MMSI",
    });
    for vessel in [first, second] {
        let (at, course_deg) = (world.anywhere(), world.draws.between(0.0, 360.0));
        let voyage = onward(starting(&vessel, start, at), course_deg, world.plan.hours);
        world.add(Actor::new(vessel, voyage, Some(8.0)));
    }
    Ok(())
}

/// A ship whose positions are false for hours.
fn spoofed(world: &mut World<'_>, kind: DeceitKind, name: &'static str, detail: &'static str) -> Result<()> {
    let vessel = world.ship(Kind::Aframax)?;
    let (at, course_deg) = (world.anywhere(), world.draws.between(0.0, 360.0));
    let (from_h, until_h) = span_h(world, 6.0, 12.0);
    let (start, end) = (world.hour(from_h), world.hour(until_h));
    let voyage = onward(starting(&vessel, world.hour(0.0), at), course_deg, world.plan.hours);
    world.identity(IdentityTruth { mmsi: vessel.mmsi, other: None, kind: name, start, end, detail });
    let mut actor = Actor::new(vessel, voyage, Some(12.0));
    actor.deceits.push(Deceit { start, end, kind });
    world.add(actor);
    Ok(())
}
