//! Gaps: long silences.

use chrono::{DateTime, Utc};

use super::EventId;
use crate::ais::{Mmsi, Position};

/// What makes a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct GapParameters {
    /// Silence of at least this, in hours.
    pub min_gap_h: f64,
}

impl Default for GapParameters {
    fn default() -> Self {
        Self { min_gap_h: 6.0 }
    }
}

/// Why a vessel was silent, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum GapClass {
    /// The vessel was not heard again.
    Open,
    /// The vessel lay still where it fell silent.
    Moored,
    /// Not told.
    Unclassified,
}

impl GapClass {
    /// As in gaps.csv.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Moored => "moored",
            Self::Unclassified => "unclassified",
        }
    }
}

/// A long silence of one vessel.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Stable id.
    pub id: EventId,
    /// Who.
    pub mmsi: Mmsi,
    /// Last fix before.
    pub start: DateTime<Utc>,
    /// First fix after; the end of the data for an open gap.
    pub end: DateTime<Utc>,
    /// Where it fell silent.
    pub start_position: Position,
    /// Where it was heard again; `None` for an open gap.
    pub end_position: Option<Position>,
    /// Length of the geodesic between the two, in kilometres.
    pub distance_km: Option<f64>,
    /// Speed over that distance, in knots.
    pub implied_speed_kn: Option<f64>,
    /// Why.
    pub class: GapClass,
}

impl Gap {
    /// From start to end, in hours.
    #[must_use]
    pub fn duration_h(&self) -> f64 {
        (self.end - self.start).as_seconds_f64() / 3600.0
    }
}
