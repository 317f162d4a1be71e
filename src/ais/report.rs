//! The two kinds of report that matter here.

use chrono::{DateTime, Utc};

use super::{Course, Dimensions, Draught, Heading, Imo, Mmsi, NavStatus, Position, ShipType, Speed};

/// Class of the transceiver, which sets how often it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TransceiverClass {
    /// Class A: every 2 to 10 s under way, every 3 min at anchor.
    A,
    /// Class B: every 5 to 30 s under way, every 3 min below 2 kn.
    B,
}

/// One position of one vessel (AIS messages 1 to 3, 18, 19 and 27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PositionReport {
    /// Who.
    pub mmsi: Mmsi,
    /// When, to the millisecond.
    pub time: DateTime<Utc>,
    /// Where the antenna was.
    pub position: Position,
    /// Speed over ground as reported.
    pub speed_over_ground: Option<Speed>,
    /// Course over ground as reported; noise for a ship that hardly moves.
    pub course_over_ground: Option<Course>,
    /// Where the bow pointed.
    pub true_heading: Option<Heading>,
    /// Navigational status, set by hand and often wrong.
    pub nav_status: Option<NavStatus>,
    /// Class of the transceiver, where the source says.
    pub class: Option<TransceiverClass>,
    /// Whether the position is as coarse as message 27 makes it (1/10 minute, up to 185 m).
    pub coarse: bool,
}

impl PositionReport {
    /// A report of place and time alone.
    #[must_use]
    pub fn new(mmsi: Mmsi, time: DateTime<Utc>, position: Position) -> Self {
        Self {
            mmsi,
            time,
            position,
            speed_over_ground: None,
            course_over_ground: None,
            true_heading: None,
            nav_status: None,
            class: None,
            coarse: false,
        }
    }
}

/// What a vessel says of itself (AIS messages 5, 19 and 24); each field may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct StaticData {
    /// IMO number, where it is one.
    pub imo: Option<Imo>,
    /// A number given as IMO number whose check digit is wrong: evidence, never an identity.
    pub invalid_imo: Option<u32>,
    /// Name, trimmed.
    pub name: Option<String>,
    /// Call sign, trimmed.
    pub call_sign: Option<String>,
    /// Ship and cargo type.
    pub ship_type: Option<ShipType>,
    /// Distances from the antenna to bow, stern, port and starboard.
    pub dimensions: Option<Dimensions>,
    /// Draught.
    pub draught: Option<Draught>,
    /// Destination as typed by the crew, trimmed.
    pub destination: Option<String>,
}

impl StaticData {
    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what a newer report says, and keeps what that leaves out: a ship sends her
    /// name in one message and her type and hull in another.
    ///
    /// A number given as IMO number, right or wrong, replaces the one before, right or wrong.
    ///
    /// ```
    /// use lightering::ais::StaticData;
    /// let mut ship = StaticData { name: Some("SEA EXAMPLE".into()), ..StaticData::default() };
    /// ship.update(&StaticData { call_sign: Some("ABCD".into()), ..StaticData::default() });
    /// assert_eq!(ship.name.as_deref(), Some("SEA EXAMPLE"));
    /// assert_eq!(ship.call_sign.as_deref(), Some("ABCD"));
    /// ```
    pub fn update(&mut self, newer: &Self) {
        if newer.imo.is_some() || newer.invalid_imo.is_some() {
            self.imo = newer.imo;
            self.invalid_imo = newer.invalid_imo;
        }
        for (field, newer) in [
            (&mut self.name, &newer.name),
            (&mut self.call_sign, &newer.call_sign),
            (&mut self.destination, &newer.destination),
        ] {
            if newer.is_some() {
                field.clone_from(newer);
            }
        }
        self.ship_type = newer.ship_type.or(self.ship_type);
        self.dimensions = newer.dimensions.or(self.dimensions);
        self.draught = newer.draught.or(self.draught);
    }
}

/// [`StaticData`] of a vessel at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StaticReport {
    /// Who.
    pub mmsi: Mmsi,
    /// When.
    pub time: DateTime<Utc>,
    /// What it said.
    pub data: StaticData,
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
