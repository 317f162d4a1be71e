//! Ships that are not heard for a while, or ever again.

use super::{
    sea::{Sea, off, sail},
    transfers::{cast_off, with_draught},
};
use crate::{
    Result,
    simulate::{Kind, Relation, SilenceCause, Voyage, meander},
};

pub(super) fn add(sea: &mut Sea) -> Result<()> {
    add_dark_passage(sea)?;
    add_dark_meeting(sea)?;
    add_lost(sea)?;
    // A receiver fails for two hours: everyone in the north-east is silent.
    sea.outage((45.0, 32.0), 26.0, 14.0, 16.0);
    Ok(())
}

/// A tanker that is dark for nine hours and comes back 60 nautical miles on.
fn add_dark_passage(sea: &mut Sea) -> Result<()> {
    let vessel = sea.ship(Kind::Aframax)?;
    let (from, back) = ((-75.0, -70.0), (-16.0, -81.0));
    let voyage = sail(sea.voyage(&vessel, 24.0, off(from, 280.0, 70.0)), from, 11.0);
    let dark = voyage.end().unwrap_or(sea.end());
    let voyage = sail(voyage, back, 60.0 / 9.0);
    let heard = voyage.end().unwrap_or(sea.end());
    let voyage = sail(voyage, off(back, 100.0, 100.0), 11.0);
    let actor = with_draught(sea, vessel, voyage, true, 90.0).silent(dark, heard, SilenceCause::SwitchedOff);
    sea.add(actor);
    Ok(())
}

/// Two tankers that go dark within an hour of each other, lie alongside for four, and come back near each other.
fn add_dark_meeting(sea: &mut Sea) -> Result<()> {
    let (mother, daughter) = (sea.ship(Kind::Suezmax)?, sea.ship(Kind::Aframax)?);
    let at = (40.0, -75.0);
    let a = sail(sea.voyage(&mother, 12.5, off(at, 260.0, 90.0)), at, 12.0);
    let a = meander::meander(a, 7.0, 240.0, 0.6, &mut sea.draws(mother.mmsi));
    let a = sail(a, off(at, 240.0, 80.0), 11.0);
    let b = sail(sea.voyage(&daughter, 13.5, off(at, 120.0, 90.0)), off(at, 120.0, 6.0), 12.0);
    let b: Voyage = b.alongside(&a, 14.0, 50.0, sea.hour(22.0), sea.hour(26.0));
    let b = sail(cast_off(b, 200.0), off(at, 200.0, 70.0), 11.0);
    sea.tie(mother.mmsi, daughter.mmsi, Relation::Dark, "both transponders off");
    let mother =
        with_draught(sea, mother, a, true, 33.0).silent(sea.hour(18.2), sea.hour(27.6), SilenceCause::SwitchedOff);
    let daughter =
        with_draught(sea, daughter, b, false, 32.0).silent(sea.hour(18.9), sea.hour(26.8), SilenceCause::SwitchedOff);
    sea.add(mother);
    sea.add(daughter);
    Ok(())
}

/// A tanker that falls silent amid the area and is not heard again.
fn add_lost(sea: &mut Sea) -> Result<()> {
    let vessel = sea.ship(Kind::ProductTanker)?;
    let voyage = sail(sea.voyage(&vessel, 30.0, (-85.0, 47.0)), (90.0, 15.0), 10.5).wait_until(sea.end());
    let (from, until) = (sea.hour(38.0), sea.end());
    let actor = with_draught(sea, vessel, voyage, false, 90.0).silent(from, until, SilenceCause::Lost);
    sea.add(actor);
    Ok(())
}
