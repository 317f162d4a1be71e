//! Ships that come close and transfer nothing.

use super::{
    sea::{Sea, degrees, off, sail},
    transfers::{approach, cast_off},
};
use crate::{
    Result,
    ais::NavStatus,
    simulate::{Actor, Kind, Relation, Voyage, meander},
};

/// The invented harbour.
pub(super) const HARBOUR: (f64, f64) = (62.0, 0.0);
/// Code of a ship engaged in fishing.
const FISHING: u8 = 7;

pub(super) fn add(sea: &mut Sea) -> Result<()> {
    add_overtaking(sea)?;
    add_convoy(sea)?;
    add_short_meeting(sea)?;
    let anchored = add_anchored(sea)?;
    add_same_place(sea)?;
    add_berths(sea)?;
    add_trawlers(sea)?;
    add_pilot(sea, &anchored)?;
    add_tow(sea)
}

/// A container ship passes a bulk carrier 200 m off.
fn add_overtaking(sea: &mut Sea) -> Result<()> {
    let (slow, fast) = (sea.ship(Kind::BulkCarrier)?, sea.ship(Kind::ContainerShip)?);
    // 12 and 15 kn: the second starts an hour later and is level after four hours.
    let a = sail(sea.voyage(&slow, 8.0, (-90.0, -55.0)), (90.0, -55.0), 12.0);
    let b = sail(sea.voyage(&fast, 9.0, (-90.0, -55.11)), (90.0, -55.11), 15.0);
    sea.tie(slow.mmsi, fast.mmsi, Relation::Overtaking, "200 m off at 3 kn more");
    sea.add(Actor::new(slow, a, Some(11.8)));
    sea.add(Actor::new(fast, b, Some(12.6)));
    Ok(())
}

/// Two ships at 10 kn, 300 m apart, for ten hours.
fn add_convoy(sea: &mut Sea) -> Result<()> {
    let (lead, second) = (sea.ship(Kind::BulkCarrier)?, sea.ship(Kind::BulkCarrier)?);
    let a = sail(sea.voyage(&lead, 55.0, (-75.0, 60.0)), (40.0, 62.0), 10.0);
    let b = Voyage::of(second.mmsi).alongside(&a, -270.0, 130.0, sea.hour(55.0), sea.hour(65.0)).sail(1.0, 110.0, 11.0);
    sea.tie(lead.mmsi, second.mmsi, Relation::Convoy, "10 kn and 300 m apart");
    sea.add(Actor::new(lead, a, Some(11.0)));
    sea.add(Actor::new(second, b, Some(10.4)));
    Ok(())
}

/// Two tankers alongside for 80 minutes.
fn add_short_meeting(sea: &mut Sea) -> Result<()> {
    let (mother, guest) = (sea.ship(Kind::Aframax)?, sea.ship(Kind::ProductTanker)?);
    let at = (15.0, 5.0);
    let a = sail(sea.voyage(&mother, 40.0, off(at, 0.0, 40.0)), at, 12.0);
    let a = sail(meander::meander(a, 7.0, 250.0, 0.6, &mut sea.draws(mother.mmsi)), off(at, 180.0, 50.0), 12.0);
    let b = approach(sea, &guest, &a, 47.0, 200.0).alongside(&a, 20.0, 42.0, sea.hour(47.0), sea.hour(48.13));
    let b = sail(cast_off(b, 330.0), off(at, 330.0, 50.0), 12.0);
    sea.tie(mother.mmsi, guest.mmsi, Relation::Short, "80 minutes within 500 m");
    sea.add(Actor::new(mother, a, Some(14.0)));
    sea.add(Actor::new(guest, b, Some(9.0)));
    Ok(())
}

/// Two bulk carriers at anchor, 800 m apart, that swing by some metres.
fn add_anchored(sea: &mut Sea) -> Result<Vec<Voyage>> {
    let (a, b) = (sea.ship(Kind::BulkCarrier)?, sea.ship(Kind::BulkCarrier)?);
    sea.tie(a.mmsi, b.mmsi, Relation::Anchored, "800 m apart");
    let mut voyages = Vec::new();
    for (vessel, at) in [(a, (42.0, 28.0)), (b, (42.43, 28.05))] {
        let mut draws = sea.draws(vessel.mmsi);
        let mut voyage = sea.voyage(&vessel, -2.0, at).turn_to(60.0);
        // With the tide: half a circle of 40 m and back, every six hours.
        for swing in 0..13 {
            let side = if swing % 2 == 0 { 110.0 } else { 290.0 };
            voyage = meander::meander(voyage, 0.5, side, 0.06, &mut draws).wait(5.5);
        }
        sea.add(Actor::new(vessel, voyage.clone(), Some(11.5)).status_from(sea.hour(-2.0), NavStatus::AT_ANCHOR));
        voyages.push(voyage);
    }
    Ok(voyages)
}

/// Two tankers that drift at one place, the second two hours after the first has left.
fn add_same_place(sea: &mut Sea) -> Result<()> {
    let (first, second) = (sea.ship(Kind::ProductTanker)?, sea.ship(Kind::ProductTanker)?);
    let at = (-45.0, 32.0);
    sea.tie(first.mmsi, second.mmsi, Relation::SamePlace, "the second comes two hours after the first has left");
    for (vessel, arrive_h, come, go) in [(first, 20.0, 30.0, 300.0), (second, 26.5, 210.0, 330.0)] {
        let voyage = sail(sea.voyage(&vessel, arrive_h - 3.0, off(at, come, 36.0)), at, 12.0);
        let voyage = meander::meander(voyage, 4.0, 180.0, 0.4, &mut sea.draws(vessel.mmsi));
        let voyage = sail(voyage, off(at, go, 50.0), 12.5);
        sea.add(Actor::new(vessel, voyage, Some(10.0)));
    }
    Ok(())
}

/// Seven ships side by side at finger piers, 120 to 175 m from one to the next, for three days.
fn add_berths(sea: &mut Sea) -> Result<()> {
    let kinds = [
        Kind::ProductTanker,
        Kind::BulkCarrier,
        Kind::ContainerShip,
        Kind::ProductTanker,
        Kind::Tug,
        Kind::BulkCarrier,
        Kind::ProductTanker,
    ];
    let mut moored = Vec::new();
    let mut along_nm = 0.0;
    for (index, kind) in kinds.into_iter().enumerate() {
        let vessel = sea.ship(kind)?;
        let voyage = sea.voyage(&vessel, -5.0, off(HARBOUR, 35.0, along_nm)).turn_to(125.0);
        // One sails in the second night; the others stay.
        let (leave_h, leaves) = if index == 5 { (50.0, true) } else { (80.0, false) };
        let mut voyage = voyage.wait_until(sea.hour(leave_h));
        if leaves {
            voyage = sail(voyage, off(HARBOUR, 250.0, 70.0), 13.0);
        }
        let draught_m = vessel.kind.draughts_m().map(|(ballast, _)| ballast);
        for &(other, _) in moored.iter().filter(|&&(_, other_nm)| (along_nm - other_nm) * 1852.0 < 500.0) {
            sea.tie(vessel.mmsi, other, Relation::Berth, "neighbours at finger piers");
        }
        moored.push((vessel.mmsi, along_nm));
        let mut actor = Actor::new(vessel, voyage, draught_m).status_from(sea.hour(-5.0), NavStatus::MOORED);
        if let Some(under_way) = NavStatus::from_code(0).filter(|_| leaves) {
            actor = actor.status_from(sea.hour(leave_h), under_way);
        }
        sea.add(actor);
        along_nm += 0.064 + 0.01 * (index % 4) as f64;
    }
    Ok(())
}

/// Two trawlers that tow a net between them, 250 m apart, for eight hours.
fn add_trawlers(sea: &mut Sea) -> Result<()> {
    let (lead, second) = (sea.ship(Kind::Trawler)?, sea.ship(Kind::Trawler)?);
    let mut a = sea.voyage(&lead, 10.0, (-60.0, -25.0)).sail(1.5, 100.0, 9.0);
    for heading_deg in [100.0, 108.0, 116.0, 110.0, 103.0, 96.0, 104.0, 110.0] {
        a = a.sail(1.05, heading_deg, 3.5);
    }
    a = a.sail(3.0, 150.0, 9.0);
    let b = sea.voyage(&second, 10.0, (-62.0, -28.0)).alongside(&a, 0.0, 250.0, sea.hour(11.7), sea.hour(19.7));
    let b = b.sail(3.0, 175.0, 9.0);
    sea.tie(lead.mmsi, second.mmsi, Relation::Trawlers, "one net, 250 m apart at 3.5 kn");
    for (vessel, voyage) in [(lead, a), (second, b)] {
        let mut actor = Actor::new(vessel, voyage, Some(4.8));
        if let Some(fishing) = NavStatus::from_code(FISHING) {
            actor = actor.status_from(sea.hour(11.0), fishing);
        }
        sea.add(actor);
    }
    Ok(())
}

/// A pilot boat that lies alongside each anchored ship for 20 minutes, and goes home.
fn add_pilot(sea: &mut Sea, ships: &[Voyage]) -> Result<()> {
    let pilot = sea.ship(Kind::PilotBoat)?;
    let home = off(HARBOUR, 215.0, 0.9);
    let (latitude_deg, longitude_deg) = degrees(home);
    let mut voyage = sea.voyage(&pilot, -1.0, home);
    // Which ship, and when: two calls on the first trip.
    for (index, from_h) in [(0, 9.0), (1, 10.0), (1, 33.0), (0, 57.0)] {
        let Some(ship) = ships.get(index) else { continue };
        let near = off((42.0, 28.0), 130.0, 3.0);
        // Twenty minutes alongside, of which four are the approach from within 500 m.
        voyage = sail(voyage.wait_until(sea.hour(from_h - 2.6)), near, 22.0)
            .alongside(ship, 10.0, 22.0, sea.hour(from_h), sea.hour(from_h + 1.0 / 3.0))
            .sail(0.2, 150.0, 15.0);
        if from_h != 9.0 {
            voyage = voyage.sail_to(latitude_deg, longitude_deg, 22.0);
        }
    }
    voyage = voyage.wait_until(sea.end());
    for ship in ships {
        sea.tie(pilot.mmsi, ship.mmsi(), Relation::Pilot, "calls of 20 minutes");
    }
    let mut actor = Actor::new(pilot, voyage, None).status_from(sea.hour(-1.0), NavStatus::MOORED);
    if let Some(under_way) = NavStatus::from_code(0) {
        for (leaves_h, back_h) in [(6.4, 12.5), (30.4, 35.5), (54.4, 59.5)] {
            actor = actor.status_from(sea.hour(leaves_h), under_way).status_from(sea.hour(back_h), NavStatus::MOORED);
        }
    }
    sea.add(actor);
    Ok(())
}

/// A tug with a barge on a wire of 400 m.
fn add_tow(sea: &mut Sea) -> Result<()> {
    let (tug, barge) = (sea.ship(Kind::Tug)?, sea.ship(Kind::Barge)?);
    let a = sail(sea.voyage(&tug, 30.0, (-70.0, -44.0)), (80.0, -46.0), 6.0);
    let b = Voyage::of(barge.mmsi).alongside(&a, -400.0, 0.0, sea.hour(30.0), a.end().unwrap_or(sea.end()));
    sea.tie(tug.mmsi, barge.mmsi, Relation::Tow, "400 m of wire at 6 kn");
    sea.add(Actor::new(tug, a, Some(5.4)));
    sea.add(Actor::new(barge, b, None));
    Ok(())
}
