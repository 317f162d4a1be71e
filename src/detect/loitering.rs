//! Loitering: one vessel slow in open water.

use chrono::{DateTime, Utc};

use super::EventId;
use crate::ais::{Mmsi, Position};

/// What makes loitering.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct LoiteringParameters {
    /// At most this speed, in knots.
    pub max_speed_kn: f64,
    /// For at least this, in hours.
    pub min_duration_h: f64,
    /// Faster spells shorter than this, in minutes, do not end it.
    pub max_excursion_min: f64,
    /// A vessel that never left a circle of this radius, in metres, is moored, not loitering.
    pub moored_radius_m: f64,
}

impl Default for LoiteringParameters {
    fn default() -> Self {
        Self { max_speed_kn: 2.0, min_duration_h: 2.0, max_excursion_min: 30.0, moored_radius_m: 100.0 }
    }
}

/// One vessel that was slow for long.
#[derive(Debug, Clone, PartialEq)]
pub struct Loitering {
    /// Stable id.
    pub id: EventId,
    /// Who.
    pub mmsi: Mmsi,
    /// When it became slow.
    pub start: DateTime<Utc>,
    /// When it left.
    pub end: DateTime<Utc>,
    /// Time-weighted mean place.
    pub position: Position,
    /// Time-weighted median speed, in knots, from its track.
    pub median_speed_kn: f64,
    /// Radius of the circle about `position` that holds the vessel meanwhile, in metres.
    pub radius_m: f64,
}

impl Loitering {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}
