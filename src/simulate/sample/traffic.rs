//! Everybody else: ships in the lanes, yachts, a ship with another's number, and what is no ship.

use super::{
    decoys::HARBOUR,
    sea::{Sea, off, sail},
};
use crate::{
    Error, Result,
    ais::Mmsi,
    simulate::{Actor, DirtTruth, Displacement, Kind, Relation, Row, Scenario, Vessel, Voyage, meander},
};

/// A base station; as a file without leading zeros writes it, with seven digits.
const BASE_STATION: u32 = 5_189_991;
/// A search and rescue aircraft.
const SAR_AIRCRAFT: u32 = 111_518_999;

/// Ships of the lanes: kind, hour, speed in knots, place in the lane in nautical miles north, westbound.
const LANE: [(Kind, f64, f64, f64, bool); 8] = [
    (Kind::ContainerShip, -4.0, 17.0, 51.0, true),
    (Kind::BulkCarrier, 2.0, 12.5, 56.0, false),
    (Kind::Aframax, 9.0, 12.0, 52.5, true),
    (Kind::ContainerShip, 17.0, 16.0, 57.0, false),
    (Kind::BulkCarrier, 27.0, 13.0, 51.5, true),
    (Kind::ProductTanker, 33.0, 12.8, 55.5, false),
    (Kind::Suezmax, 44.0, 11.5, 52.0, true),
    (Kind::ContainerShip, 58.0, 15.5, 56.5, false),
];

pub(super) fn add(sea: &mut Sea) -> Result<()> {
    add_lanes(sea)?;
    add_waiting(sea)?;
    add_yachts(sea)?;
    add_strangers(sea)?;
    sea.dirt.sentinels = 60;
    sea.dirt.no_position = 3;
    sea.dirt.no_mmsi = 3;
    sea.dirt.malformed_times = 3;
    sea.dirt.twice = 40;
    sea.dirt.five_times = 6;
    sea.dirt.reversed = 12;
    Ok(())
}

fn add_lanes(sea: &mut Sea) -> Result<()> {
    for (index, (kind, hour, speed_kn, north_nm, westbound)) in LANE.into_iter().enumerate() {
        let vessel = sea.ship(kind)?;
        let side = if westbound { 100.0 } else { -100.0 };
        let voyage = sail(sea.voyage(&vessel, hour, (side, north_nm)), (-side, north_nm), speed_kn);
        match index {
            1 => {
                let (time, mmsi) = (sea.hour(8.0), vessel.mmsi);
                sea.dirt.displacements.push(Displacement { mmsi, time, east_m: 180_000.0, north_m: -240_000.0 });
            }
            2 | 5 => sea.dirt.sign_flips.push((vessel.mmsi, sea.hour(hour + 7.0))),
            4 => add_twin(sea, vessel.mmsi, hour)?,
            _ => {}
        }
        let draught_m = vessel.kind.draughts_m().map(|(ballast, laden)| if westbound { laden } else { ballast });
        sea.add(Actor::new(vessel, voyage, draught_m));
    }
    Ok(())
}

/// A ship 560 km away that sends another's MMSI at the same time.
fn add_twin(sea: &mut Sea, mmsi: Mmsi, hour: f64) -> Result<()> {
    let vessel = Vessel { mmsi, ..sea.ship(Kind::BulkCarrier)? };
    let voyage = sail(sea.voyage(&vessel, hour - 1.0, (-60.0, 360.0)), (100.0, 345.0), 11.0);
    sea.add(Actor::new(vessel, voyage, Some(9.5)));
    Ok(())
}

/// A tanker that drifts alone for twelve hours.
fn add_waiting(sea: &mut Sea) -> Result<()> {
    let vessel = sea.ship(Kind::Aframax)?;
    let at = (32.0, 8.0);
    let voyage = sail(sea.voyage(&vessel, 6.0, off(at, 190.0, 40.0)), at, 12.0);
    let voyage = meander::meander(voyage, 12.0, 230.0, 0.7, &mut sea.draws(vessel.mmsi));
    sea.add(Actor::new(vessel, sail(voyage, off(at, 20.0, 60.0), 12.0), Some(8.4)));
    Ok(())
}

/// Six yachts from the harbour, two of them 300 m apart, the others farther.
fn add_yachts(sea: &mut Sea) -> Result<()> {
    let lead = sea.ship(Kind::Yacht)?;
    let (from_h, until_h) = (27.0, 41.0);
    let course = sail(sea.voyage(&lead, from_h, off(HARBOUR, 270.0, 3.0)), off(HARBOUR, 262.0, 90.0), 5.8);
    let mut fleet = vec![lead.mmsi];
    for (astern_m, starboard_m) in
        [(-60.0, 295.0), (-700.0, -500.0), (-1500.0, 600.0), (-2600.0, -900.0), (-3300.0, 0.0)]
    {
        let vessel = sea.ship(Kind::Yacht)?;
        let voyage =
            Voyage::of(vessel.mmsi).alongside(&course, astern_m, starboard_m, sea.hour(from_h), sea.hour(until_h));
        fleet.push(vessel.mmsi);
        sea.add(Actor::new(vessel, voyage, None));
    }
    sea.add(Actor::new(lead, course, None));
    if let [first, second, ..] = fleet[..] {
        sea.tie(first, second, Relation::Yachts, "300 m apart at 5.8 kn");
    }
    Ok(())
}

/// A base station and an aircraft, which are no vessels.
fn add_strangers(sea: &mut Sea) -> Result<()> {
    let station = Vessel::nameless(number(BASE_STATION)?, Kind::BaseStation);
    let voyage = sea.voyage(&station, 0.0, off(HARBOUR, 90.0, 1.5)).wait_until(sea.end());
    sea.add(Actor::new(station, voyage, None));
    let aircraft = Vessel::nameless(number(SAR_AIRCRAFT)?, Kind::SarAircraft);
    let voyage = sail(sea.voyage(&aircraft, 37.0, HARBOUR), (-20.0, 20.0), 140.0);
    let voyage = sail(voyage, HARBOUR, 140.0);
    sea.add(Actor::new(aircraft, voyage, None));
    Ok(())
}

fn number(mmsi: u32) -> Result<Mmsi> {
    Mmsi::new(mmsi).map_err(|_| Error::Parameter { name: "mmsi", value: mmsi.to_string(), reason: "must be an MMSI" })
}

/// How many rows are of stations that are no vessels, and of ships that send another's MMSI.
pub(super) fn strangers(scenario: &Scenario, rows: &[Row]) -> Vec<DirtTruth> {
    let mut truth = Vec::new();
    for (index, actor) in scenario.actors.iter().enumerate() {
        let vessel = &actor.vessel;
        let shared = scenario.actors[index + 1..].iter().any(|other| other.vessel.mmsi == vessel.mmsi);
        let (kind, detail) = match vessel.kind {
            Kind::BaseStation => ("base-station", "rows of a base station, copies included"),
            Kind::SarAircraft => ("sar-aircraft", "rows of an aircraft, copies included"),
            _ if shared => ("shared-mmsi", "rows of a second ship under this MMSI, 560 km away, copies included"),
            _ => continue,
        };
        let hers = |row: &&Row| row.mmsi == Some(vessel.mmsi) && row.statics.name == vessel.name;
        let rows = rows.iter().filter(hers).count();
        truth.push(DirtTruth { kind, rows, mmsi: Some(vessel.mmsi), time: None, detail });
    }
    truth
}
