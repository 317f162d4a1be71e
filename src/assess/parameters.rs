//! What an assessment goes by, beside the weights of evidence.

use crate::Result;
use crate::error::check_range;

/// What an assessment goes by, beside the [weights of evidence](super::EvidenceWeights).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct AssessParameters {
    /// Hulls are alongside with at most this clearance, in metres …
    pub max_clearance_m: f64,
    /// … and headings parallel or opposed within this, in degrees.
    pub max_angle_deg: f64,
    /// Encounters of a pair less than this apart, in hours, are one operation.
    pub max_pause_h: f64,
    /// A draught has changed if it differs by at least this, in metres …
    pub min_draught_change_m: f64,
    /// … and was said at most this long after the end, in hours.
    pub max_draught_lag_h: f64,
    /// A vessel lay still if it kept for at least this, in hours …
    pub min_stay_h: f64,
    /// … within this of where it was first, in metres.
    pub stay_radius_m: f64,
    /// An anchorage or berth is inferred where within this, in metres …
    pub haven_radius_m: f64,
    /// … at least so many other vessels lay still.
    pub haven_vessels: u32,
    /// So many of the best candidates carry tracks, for maps.
    pub max_with_tracks: u32,
    /// Tracks begin so long before a candidate and end so long after, in hours.
    pub track_margin_h: f64,
}

impl Default for AssessParameters {
    fn default() -> Self {
        Self {
            max_clearance_m: 30.0,
            max_angle_deg: 15.0,
            max_pause_h: 12.0,
            min_draught_change_m: 0.3,
            max_draught_lag_h: 72.0,
            min_stay_h: 12.0,
            stay_radius_m: 750.0,
            haven_radius_m: 2000.0,
            haven_vessels: 3,
            max_with_tracks: 500,
            track_margin_h: 24.0,
        }
    }
}

impl AssessParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        let metres = "must be 0 to 100,000 metres";
        let hours = "must be 0 to 10,000 hours";
        check_range("assess.max_clearance_m", self.max_clearance_m, 0.0, 1e5, metres)?;
        check_range("assess.max_angle_deg", self.max_angle_deg, 0.0, 90.0, "must be 0 to 90 degrees")?;
        check_range("assess.max_pause_h", self.max_pause_h, 0.0, 1e4, hours)?;
        check_range("assess.min_draught_change_m", self.min_draught_change_m, 0.1, 30.0, "must be 0.1 to 30 metres")?;
        check_range("assess.max_draught_lag_h", self.max_draught_lag_h, 0.0, 1e4, hours)?;
        check_range("assess.min_stay_h", self.min_stay_h, 0.1, 1e4, "must be 0.1 to 10,000 hours")?;
        check_range("assess.stay_radius_m", self.stay_radius_m, 0.0, 1e5, metres)?;
        check_range("assess.haven_radius_m", self.haven_radius_m, 0.0, 1e5, metres)?;
        check_range("assess.haven_vessels", f64::from(self.haven_vessels), 1.0, 1e6, "must be 1 to 1,000,000")?;
        check_range("assess.max_with_tracks", f64::from(self.max_with_tracks), 0.0, 1e6, "must be 0 to 1,000,000")?;
        check_range("assess.track_margin_h", self.track_margin_h, 0.0, 1e4, hours)
    }
}
