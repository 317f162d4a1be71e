//! Encounters: two tracks within a distance for at least a duration.

use chrono::{DateTime, Utc};

use super::EventId;
use crate::ais::{Mmsi, Position};

/// What makes an encounter.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct EncounterParameters {
    /// Two vessels are in contact while they are no farther apart than this, in metres.
    pub max_distance_m: f64,
    /// Contacts less than this apart, in minutes, are one encounter …
    pub max_excursion_min: f64,
    /// … if the distance stayed under this meanwhile, in metres.
    pub release_distance_m: f64,
    /// Contact must last at least this, in hours.
    pub min_duration_h: f64,
    /// A drifting encounter: both median speeds at most this, in knots.
    pub max_speed_kn: f64,
    /// An encounter under way: both median speeds at most this, in knots …
    pub max_under_way_speed_kn: f64,
    /// … the median speed of one relative to the other at most this, in knots …
    pub max_relative_speed_kn: f64,
    /// … the median difference of headings at most this, in degrees …
    pub max_heading_difference_deg: f64,
    /// … and the median clearance between the hulls at most this, in metres.
    pub max_hull_clearance_m: f64,
    /// Where a hull is not known: the median distance of the antennas at most this, in metres.
    pub max_alongside_distance_m: f64,
}

impl Default for EncounterParameters {
    fn default() -> Self {
        Self {
            max_distance_m: 500.0,
            max_excursion_min: 30.0,
            release_distance_m: 1000.0,
            min_duration_h: 2.0,
            max_speed_kn: 2.0,
            max_under_way_speed_kn: 6.0,
            max_relative_speed_kn: 1.0,
            max_heading_difference_deg: 15.0,
            max_hull_clearance_m: 30.0,
            max_alongside_distance_m: 200.0,
        }
    }
}

/// How the pair moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// Both slow.
    Drifting,
    /// Moving as one.
    UnderWay,
}

impl Mode {
    /// `drifting` or `under-way`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drifting => "drifting",
            Self::UnderWay => "under-way",
        }
    }
}

/// Two vessels that lay close to each other for long.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter {
    /// Stable id.
    pub id: EventId,
    /// The lower MMSI.
    pub mmsi_a: Mmsi,
    /// The higher MMSI.
    pub mmsi_b: Mmsi,
    /// When the distance first fell to `max_distance_m`.
    pub start: DateTime<Utc>,
    /// When it last exceeded it.
    pub end: DateTime<Utc>,
    /// How the pair moved.
    pub mode: Mode,
    /// Time-weighted mean place of the pair in contact.
    pub position: Position,
    /// Time in contact, in hours; less than `end - start` by the excursions.
    pub contact_h: f64,
    /// Time-weighted median distance between the antennas in contact, in metres.
    pub median_distance_m: f64,
    /// Least distance between the antennas, in metres.
    pub min_distance_m: f64,
    /// Median clearance between the hulls, in metres; `None` where a heading or dimension is not known.
    pub hull_clearance_m: Option<f64>,
    /// Time-weighted median speed of the first vessel in contact, in knots, from its track.
    pub median_speed_kn_a: f64,
    /// The same of the second vessel.
    pub median_speed_kn_b: f64,
    /// Time-weighted median speed of one relative to the other, in knots.
    pub median_relative_speed_kn: f64,
    /// Share of `start..end` on which both were heard often enough to know where they were, 0 to 1.
    pub observed_fraction: f64,
    /// Shared by encounters of three or more vessels that were in contact at once.
    pub group: Option<EventId>,
}

impl Encounter {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}
