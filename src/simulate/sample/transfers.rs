//! Ship-to-ship transfers that are heard.

use super::sea::{Sea, off, sail};
use crate::{
    Result,
    ais::NavStatus,
    geodesy::Ecef,
    simulate::{Actor, Displacement, Kind, Relation, Vessel, Voyage, great_circle, meander},
};

/// How the mother ship spends the transfer.
enum Hold {
    /// Adrift towards a bearing in degrees at a speed in knots.
    Adrift(f64, f64),
    /// Under way on a heading in degrees at a speed in knots.
    UnderWay(f64, f64),
    /// At anchor.
    Anchored,
}

/// One transfer: hours from the start of the sample, places of the plan, bearings in degrees.
struct Transfer {
    note: &'static str,
    mother: Kind,
    daughter: Kind,
    /// Whether cargo goes from the mother to the daughter.
    mother_gives: bool,
    at: (f64, f64),
    hold: Hold,
    arrive_h: f64,
    from_h: f64,
    until_h: f64,
    /// Of the daughter's antenna from the mother's, metres ahead and to starboard: half of both
    /// beams and 4 m of fenders.
    berth: (f64, f64),
    /// Bearings from which the mother and the daughter come; the daughter's is on the side she will lie at.
    come: (f64, f64),
    /// Bearings to which they go, likewise.
    go: (f64, f64),
}

const TRANSFERS: [Transfer; 8] = [
    Transfer {
        note: "adrift in daylight",
        mother: Kind::Aframax,
        daughter: Kind::ProductTanker,
        mother_gives: true,
        at: (-20.0, 15.0),
        hold: Hold::Adrift(220.0, 0.8),
        arrive_h: 5.0,
        from_h: 6.5,
        until_h: 11.5,
        berth: (20.0, 42.0),
        come: (80.0, 300.0),
        go: (260.0, 20.0),
    },
    Transfer {
        note: "across midnight UTC",
        mother: Kind::Suezmax,
        daughter: Kind::Aframax,
        mother_gives: false,
        at: (10.0, 25.0),
        hold: Hold::Adrift(190.0, 0.6),
        arrive_h: 18.0,
        from_h: 20.5,
        until_h: 26.5,
        berth: (12.0, 50.0),
        come: (270.0, 200.0),
        go: (100.0, 230.0),
    },
    Transfer {
        note: "one bad fix in the middle",
        mother: Kind::Aframax,
        daughter: Kind::Aframax,
        mother_gives: true,
        at: (-35.0, -10.0),
        hold: Hold::Adrift(240.0, 1.0),
        arrive_h: 28.0,
        from_h: 32.0,
        until_h: 39.0,
        berth: (-8.0, 48.0),
        come: (350.0, 180.0),
        go: (200.0, 330.0),
    },
    Transfer {
        note: "a short excursion",
        mother: Kind::Aframax,
        daughter: Kind::ProductTanker,
        mother_gives: false,
        at: (25.0, -20.0),
        hold: Hold::Adrift(210.0, 0.7),
        arrive_h: 30.5,
        from_h: 34.0,
        until_h: 43.5,
        berth: (25.0, -42.0),
        come: (60.0, 120.0),
        go: (170.0, 80.0),
    },
    Transfer {
        note: "fourteen hours",
        mother: Kind::Suezmax,
        daughter: Kind::Suezmax,
        mother_gives: true,
        at: (-5.0, -30.0),
        hold: Hold::Adrift(230.0, 0.5),
        arrive_h: 44.0,
        from_h: 46.0,
        until_h: 60.0,
        berth: (15.0, 52.0),
        come: (150.0, 45.0),
        go: (290.0, 110.0),
    },
    Transfer {
        note: "under way at 3.5 kn",
        mother: Kind::Suezmax,
        daughter: Kind::Aframax,
        mother_gives: true,
        at: (-50.0, 5.0),
        hold: Hold::UnderWay(290.0, 3.5),
        arrive_h: 11.0,
        from_h: 14.0,
        until_h: 20.0,
        berth: (12.0, 50.0),
        come: (100.0, 70.0),
        go: (250.0, 20.0),
    },
    Transfer {
        note: "under way at 4.5 kn",
        mother: Kind::Aframax,
        daughter: Kind::ProductTanker,
        mother_gives: false,
        at: (45.0, -35.0),
        hold: Hold::UnderWay(120.0, 4.5),
        arrive_h: 51.0,
        from_h: 53.0,
        until_h: 57.0,
        berth: (20.0, -42.0),
        come: (330.0, 0.0),
        go: (90.0, 40.0),
    },
    Transfer {
        note: "at anchor",
        mother: Kind::Aframax,
        daughter: Kind::ProductTanker,
        mother_gives: true,
        at: (40.0, 35.0),
        hold: Hold::Anchored,
        arrive_h: 40.0,
        from_h: 50.0,
        until_h: 58.0,
        berth: (18.0, 42.0),
        come: (250.0, 220.0),
        go: (70.0, 130.0),
    },
];

const NAUTICAL_MILE_M: f64 = 1852.0;
/// Ships come from and leave to this far off, in nautical miles.
const FAR_NM: f64 = 50.0;
/// The last stretch of an approach, which takes an hour, in nautical miles.
const CLOSE_NM: f64 = 3.0;
/// Speed of passage, in knots.
const PASSAGE_KN: f64 = 12.0;

/// Adds the transfers, and the mother with a ship on either side.
pub(super) fn add(sea: &mut Sea) -> Result<()> {
    for transfer in &TRANSFERS {
        transfer.add(sea)?;
    }
    add_mother_with_two(sea)
}

impl Transfer {
    fn add(&self, sea: &mut Sea) -> Result<()> {
        let (mother, daughter) = (sea.ship(self.mother)?, sea.ship(self.daughter)?);
        let under_way = self.mother_voyage(sea, &mother);
        let mut guest = approach(sea, &daughter, &under_way, self.from_h, self.come.1);
        let (ahead_m, starboard_m) = self.berth;
        if self.note == "a short excursion" {
            // The lines are let go for twenty minutes: she lies 650 m off, then comes back.
            guest = guest
                .alongside(&under_way, ahead_m, starboard_m, sea.hour(self.from_h), sea.hour(38.0))
                .alongside(&under_way, 600.0, -260.0, sea.hour(38.15), sea.hour(38.3))
                .alongside(&under_way, ahead_m, starboard_m, sea.hour(38.45), sea.hour(self.until_h));
        } else {
            guest = guest.alongside(&under_way, ahead_m, starboard_m, sea.hour(self.from_h), sea.hour(self.until_h));
        }
        let guest = sail(cast_off(guest, self.go.1), off(self.at, self.go.1, FAR_NM), PASSAGE_KN + 1.0);
        if self.note == "one bad fix in the middle" {
            let shift = Displacement { mmsi: daughter.mmsi, time: sea.hour(35.5), east_m: 600.0, north_m: 380.0 };
            sea.dirt.displacements.push(shift);
        }
        sea.tie(mother.mmsi, daughter.mmsi, Relation::Sts, self.note);
        let (gives, takes) = (self.mother_gives, !self.mother_gives);
        let mut mother = with_draught(sea, mother, under_way, gives, self.until_h + 4.2);
        let mut daughter = with_draught(sea, daughter, guest, takes, self.until_h + 3.1);
        let (arrive, from, until) = (sea.hour(self.arrive_h), sea.hour(self.from_h), sea.hour(self.until_h));
        match self.hold {
            Hold::Anchored => {
                mother = status(mother.status_from(arrive, NavStatus::AT_ANCHOR), sea.hour(self.until_h + 2.0), 0);
                daughter = status(daughter.status_from(from, NavStatus::AT_ANCHOR), until, 0);
            }
            // Restricted in her ability to manoeuvre, as the rules ask of ships that transfer under way.
            Hold::UnderWay(..) => {
                mother = status(status(mother, from, 3), until, 0);
                daughter = status(status(daughter, from, 3), until, 0);
            }
            // Not under command, or nothing at all: both are common.
            Hold::Adrift(..) => mother = status(status(mother, arrive, 2), until, 0),
        }
        sea.add(mother);
        sea.add(daughter);
        Ok(())
    }

    fn mother_voyage(&self, sea: &Sea, mother: &Vessel) -> Voyage {
        let start = off(self.at, self.come.0, FAR_NM);
        let voyage = sail(sea.voyage(mother, self.arrive_h - FAR_NM / PASSAGE_KN, start), self.at, PASSAGE_KN);
        let now_h = voyage.end().map_or(self.arrive_h, |now| (now - sea.hour(0.0)).as_seconds_f64() / 3600.0);
        let hold_h = self.until_h + 1.5 - now_h;
        let mut draws = sea.draws(mother.mmsi);
        let voyage = match self.hold {
            Hold::Adrift(bearing_deg, speed_kn) => meander::meander(voyage, hold_h, bearing_deg, speed_kn, &mut draws),
            Hold::UnderWay(bearing_deg, speed_kn) => voyage.sail(hold_h, bearing_deg, speed_kn),
            Hold::Anchored => meander::meander(voyage, hold_h, 0.0, 0.0, &mut draws),
        };
        sail(voyage, off(self.at, self.go.0, FAR_NM), PASSAGE_KN)
    }
}

/// One ship at either side of a third.
fn add_mother_with_two(sea: &mut Sea) -> Result<()> {
    let at = (0.0, 40.0);
    let (mother, first, second) =
        (sea.ship(Kind::Suezmax)?, sea.ship(Kind::ProductTanker)?, sea.ship(Kind::ProductTanker)?);
    let voyage = sail(sea.voyage(&mother, 23.0, off(at, 240.0, FAR_NM)), at, PASSAGE_KN);
    let voyage = meander::meander(voyage, 17.0, 200.0, 0.5, &mut sea.draws(mother.mmsi));
    let voyage = sail(voyage, off(at, 280.0, FAR_NM), PASSAGE_KN);
    let mut guests = Vec::new();
    for (guest, side_m, from_h, until_h, come, go) in
        [(first, 44.0, 30.0, 36.0, 110.0, 160.0), (second, -44.0, 32.5, 41.0, 330.0, 350.0)]
    {
        let path = approach(sea, &guest, &voyage, from_h, come).alongside(
            &voyage,
            30.0,
            side_m,
            sea.hour(from_h),
            sea.hour(until_h),
        );
        let path = sail(cast_off(path, go), off(at, go, FAR_NM), PASSAGE_KN);
        sea.tie(mother.mmsi, guest.mmsi, Relation::Sts, "one of two alongside the same mother");
        guests.push(guest.mmsi);
        let guest = with_draught(sea, guest, path, false, until_h + 3.5);
        sea.add(guest);
    }
    if let [first, second] = guests[..] {
        sea.tie(first, second, Relation::SameMother, "on either side of the same mother");
    }
    let (ballast, laden) = mother.kind.draughts_m().unwrap_or_default();
    let mother = Actor::new(mother, voyage, Some(laden))
        .draught_from(sea.hour(38.5), laden - 1.9)
        .draught_from(sea.hour(44.0), ballast + 1.2);
    sea.add(mother);
    Ok(())
}

/// Comes from a bearing and is three miles off the mother an hour before she is alongside.
pub(super) fn approach(sea: &Sea, vessel: &Vessel, mother: &Voyage, from_h: f64, bearing_deg: f64) -> Voyage {
    let wait_h = from_h - 1.0;
    let there = mother.ecef_at(sea.hour(wait_h)).unwrap_or_default();
    let at = |distance_nm: f64| -> (f64, f64) {
        let place: Ecef = great_circle::destination(there, bearing_deg, distance_nm * NAUTICAL_MILE_M);
        place.to_degrees()
    };
    let ((from_lat, from_lon), (to_lat, to_lon)) = (at(FAR_NM), at(CLOSE_NM));
    let start = sea.hour(wait_h - (FAR_NM - CLOSE_NM) / PASSAGE_KN - 0.05);
    Voyage::of(vessel.mmsi).starting(start, from_lat, from_lon).sail_to(to_lat, to_lon, PASSAGE_KN)
}

/// Leaves the other's side dead slow, on the side she lies at.
pub(super) fn cast_off(voyage: Voyage, bearing_deg: f64) -> Voyage {
    voyage.sail(0.1, bearing_deg, 2.5).sail(0.1, bearing_deg, 6.0)
}

/// A tanker whose draught falls, or rises, when the crew gets round to entering it.
pub(super) fn with_draught(sea: &Sea, vessel: Vessel, voyage: Voyage, gives: bool, entered_h: f64) -> Actor {
    let (ballast, laden) = vessel.kind.draughts_m().unwrap_or_default();
    // Neither empties nor fills her altogether.
    let (before, after) = if gives { (laden, ballast + 1.3) } else { (ballast, laden - 1.1) };
    Actor::new(vessel, voyage, Some(before)).draught_from(sea.hour(entered_h), after)
}

fn status(actor: Actor, from: chrono::DateTime<chrono::Utc>, code: u8) -> Actor {
    match NavStatus::from_code(code) {
        Some(status) => actor.status_from(from, status),
        None => actor,
    }
}
