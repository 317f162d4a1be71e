//! Who is at sea, what they do, and why.

use chrono::{DateTime, Utc};

use super::{Vessel, Voyage};
use crate::{
    ais::{Mmsi, NavStatus},
    geodesy::Ecef,
};

/// Ships in a span of time, and what ties them to each other.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use lightering::simulate::{Actor, Channel, Kind, Relation, Scenario, Tie, Truth, Vessel, Voyage};
///
/// let start: DateTime<Utc> = "2024-03-01T00:00:00Z".parse()?;
/// let hour = TimeDelta::hours(1);
/// let (mother, daughter) = (Vessel::invented(1, Kind::Suezmax)?, Vessel::invented(2, Kind::Aframax)?);
/// let adrift = Voyage::of(mother.mmsi).starting(start, 8.0, 179.99).drift(24.0, 90.0, 0.5);
/// let beside = Voyage::of(daughter.mmsi)
///     .starting(start, 8.3, 179.9)
///     .alongside(&adrift, 10.0, 50.0, start + hour * 4, start + hour * 10)
///     .sail(5.0, 200.0, 12.0);
/// let tie = Tie { a: mother.mmsi, b: daughter.mmsi, relation: Relation::Sts, note: "" };
/// let scenario = Scenario {
///     actors: vec![Actor::new(mother, adrift, Some(15.0)), Actor::new(daughter, beside, None)],
///     ties: vec![tie],
///     ..Scenario::between(start, start + hour * 24)
/// };
///
/// let rows = Channel::default().hear(&scenario, 42);
/// let truth = Truth::of(&scenario, &rows);
/// assert_eq!(truth.encounters.len(), 1);
/// assert!(truth.encounters[0].contact_h > 6.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scenario {
    /// First moment that is heard.
    pub start: DateTime<Utc>,
    /// Last moment that is heard.
    pub end: DateTime<Utc>,
    /// The ships, and stations that are none.
    pub actors: Vec<Actor>,
    /// Which pairs meet, or seem to, and why.
    pub ties: Vec<Tie>,
    /// Places where nobody is heard for a while.
    pub outages: Vec<Outage>,
    /// Who is not who or where she says.
    pub identities: Vec<IdentityTruth>,
}

/// A ship that is not who or where she says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentityTruth {
    /// The number she sends.
    pub mmsi: Mmsi,
    /// The number that she goes on under.
    pub other: Option<Mmsi>,
    /// Which deceit, in the words of `identity.csv` where it has one.
    pub kind: &'static str,
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// What happens.
    pub detail: &'static str,
}

/// One ship in a scenario.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who.
    pub vessel: Vessel,
    /// Her true motion, and her silences.
    pub voyage: Voyage,
    /// Navigational status from a time on, in order of time; under way using engine before.
    pub statuses: Vec<(DateTime<Utc>, NavStatus)>,
    /// Draught in metres from a time on, in order of time.
    pub draughts: Vec<(DateTime<Utc>, f64)>,
    /// Her silences and their causes.
    pub silences: Vec<(DateTime<Utc>, DateTime<Utc>, SilenceCause)>,
    /// When she sends with less power, from one time to another.
    pub low_power: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// When her positions are false.
    pub deceits: Vec<Deceit>,
}

/// A span in which a ship sends false positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deceit {
    /// Its beginning.
    pub start: DateTime<Utc>,
    /// Its end.
    pub end: DateTime<Utc>,
    /// What she sends.
    pub kind: DeceitKind,
}

/// What false positions are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DeceitKind {
    /// Shifted by so many metres.
    Offset {
        /// To the east.
        east_m: f64,
        /// To the north.
        north_m: f64,
    },
    /// On a ring about where the ship was at the beginning.
    Circle {
        /// Its radius, in metres.
        radius_m: f64,
        /// Once round, in minutes.
        turn_min: f64,
    },
}

/// Why a ship is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SilenceCause {
    /// The crew switched the transponder off.
    SwitchedOff,
    /// The receiver was down.
    Outage,
    /// She sailed out of the area.
    Left,
    /// Switched off and never heard again.
    Lost,
    /// Heard again under another number.
    Renamed,
}

impl SilenceCause {
    /// `switched-off`, `outage`, `left`, `lost` or `renamed`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SwitchedOff => "switched-off",
            Self::Outage => "outage",
            Self::Left => "left",
            Self::Lost => "lost",
            Self::Renamed => "renamed",
        }
    }
}

/// A circle in which nobody is heard for a while.
#[derive(Debug, Clone, Copy)]
pub struct Outage {
    /// Its middle.
    pub centre: Ecef,
    /// Its radius, in metres.
    pub radius_m: f64,
    /// When reception fails.
    pub start: DateTime<Utc>,
    /// When it is back.
    pub end: DateTime<Utc>,
}

impl Outage {
    /// Whether a report from a place at a time is lost to it.
    #[must_use]
    pub fn covers(&self, place: Ecef, time: DateTime<Utc>) -> bool {
        (self.start..self.end).contains(&time) && self.centre.distance(place) <= self.radius_m
    }
}

/// Why two ships come close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// A transfer that is heard.
    Sts,
    /// A transfer with both transponders off.
    Dark,
    /// A transfer with one transponder off.
    HalfDark,
    /// Two ships that lie at the two sides of the same third.
    SameMother,
    /// Neighbours in a harbour.
    Berth,
    /// Two trawlers that tow one net.
    Trawlers,
    /// A tug and her tow.
    Tow,
    /// Two ships that sail together.
    Convoy,
    /// Yachts of a fleet.
    Yachts,
    /// One ship passes the other.
    Overtaking,
    /// A meeting too short for a transfer.
    Short,
    /// Neighbours at anchor.
    Anchored,
    /// The same place at different times.
    SamePlace,
    /// A pilot boat that calls on a ship.
    Pilot,
    /// A small tanker that fuels a ship.
    Bunkering,
    /// A tug alongside a ship.
    Tug,
    /// Boats side by side in a harbour.
    Raft,
    /// None that was planned.
    Chance,
}

impl Relation {
    /// Whether cargo goes from ship to ship.
    #[must_use]
    pub fn is_transfer(self) -> bool {
        matches!(self, Self::Sts | Self::Dark | Self::HalfDark)
    }

    /// As in the truth files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sts => "sts",
            Self::Dark => "dark",
            Self::HalfDark => "half-dark",
            Self::SameMother => "same-mother",
            Self::Berth => "berth",
            Self::Trawlers => "trawlers",
            Self::Tow => "tow",
            Self::Convoy => "convoy",
            Self::Yachts => "yachts",
            Self::Overtaking => "overtaking",
            Self::Short => "short",
            Self::Anchored => "anchored",
            Self::SamePlace => "same-place",
            Self::Pilot => "pilot",
            Self::Bunkering => "bunkering",
            Self::Tug => "tug",
            Self::Raft => "raft",
            Self::Chance => "chance",
        }
    }
}

/// A pair and why it comes close.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// One of the two.
    pub a: Mmsi,
    /// The other.
    pub b: Mmsi,
    /// Why.
    pub relation: Relation,
    /// What is special about it, for the reader of the truth.
    pub note: &'static str,
}

impl Actor {
    /// A ship with a voyage, under way, with the draught given in metres, if any.
    #[must_use]
    pub fn new(vessel: Vessel, voyage: Voyage, draught_m: Option<f64>) -> Self {
        let draughts = draught_m.map(|draught_m| (DateTime::<Utc>::MIN_UTC, draught_m)).into_iter().collect();
        Self {
            vessel,
            voyage,
            statuses: Vec::new(),
            draughts,
            silences: Vec::new(),
            low_power: Vec::new(),
            deceits: Vec::new(),
        }
    }

    /// Sets the navigational status from a time on.
    #[must_use]
    pub fn status_from(mut self, time: DateTime<Utc>, status: NavStatus) -> Self {
        self.statuses.push((time, status));
        self
    }

    /// Sets the draught in metres from a time on.
    #[must_use]
    pub fn draught_from(mut self, time: DateTime<Utc>, draught_m: f64) -> Self {
        self.draughts.push((time, draught_m));
        self
    }

    /// Switches the transponder off from one time to another.
    #[must_use]
    pub fn silent(mut self, from: DateTime<Utc>, until: DateTime<Utc>, cause: SilenceCause) -> Self {
        self.voyage = self.voyage.silence(from, until);
        self.silences.push((from, until, cause));
        self
    }

    /// Navigational status at a time; `None` while it was never set.
    #[must_use]
    pub fn status_at(&self, time: DateTime<Utc>) -> Option<NavStatus> {
        self.statuses.iter().rev().find(|(from, _)| *from <= time).map(|&(_, status)| status)
    }

    /// Draught in metres at a time.
    #[must_use]
    pub fn draught_at(&self, time: DateTime<Utc>) -> Option<f64> {
        self.draughts.iter().rev().find(|(from, _)| *from <= time).map(|&(_, draught_m)| draught_m)
    }
}

impl Scenario {
    /// An empty sea from one moment to another.
    #[must_use]
    pub fn between(start: DateTime<Utc>, end: DateTime<Utc>) -> Self {
        Self { start, end, actors: Vec::new(), ties: Vec::new(), outages: Vec::new(), identities: Vec::new() }
    }

    /// The tie of a pair, in either order; the first if there are several.
    #[must_use]
    pub fn tie(&self, a: Mmsi, b: Mmsi) -> Option<&Tie> {
        self.ties.iter().find(|tie| (tie.a, tie.b) == (a, b) || (tie.a, tie.b) == (b, a))
    }
}
