//! What makes an identity event.

use crate::Result;
use crate::error::check_range;
use crate::track::SpellRules;

/// What makes an identity event.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct IdentityParameters {
    /// A number was handed over if its new bearer is heard within this of its former, in hours …
    pub max_handover_h: f64,
    /// … and where the ship can have come at this speed, in knots.
    pub max_handover_speed_kn: f64,
    /// A length or a beam has changed if it differs by more than this, in metres.
    pub max_dimension_difference_m: f64,
    /// A position is frozen if it stays for this, in hours …
    pub min_frozen_h: f64,
    /// … within a box whose diagonal is this, in metres …
    pub max_frozen_extent_m: f64,
    /// … while nine in ten fixes report this speed, in knots …
    pub min_frozen_speed_kn: f64,
    /// … or this one, in knots, and that the ship is under way using her engine.
    pub min_frozen_under_way_speed_kn: f64,
    /// A vessel circles if she goes round so many times without a change of sense or of radius …
    pub min_circle_turns: f64,
    /// … of at least this radius, in metres.
    pub min_circle_radius_m: f64,
    /// The circle is not a ship's if the reported speeds are off by more than this share of the greater of both …
    pub max_circle_speed_difference: f64,
    /// … or if it asks for more than this towards its centre, in metres per second squared.
    pub max_circle_acceleration_m_s2: f64,
    /// Reports that could not be true are an event if there are so many …
    pub min_impossible_reports: u32,
    /// … and if they are at least this share of what the MMSI sent.
    pub min_impossible_share: f64,
    /// A vessel is inland if she is heard there in so many hours.
    pub min_inland_h: u32,
}

impl Default for IdentityParameters {
    fn default() -> Self {
        Self {
            max_handover_h: 720.0,
            max_handover_speed_kn: 25.0,
            max_dimension_difference_m: 10.0,
            min_frozen_h: 0.75,
            max_frozen_extent_m: 50.0,
            min_frozen_speed_kn: 2.0,
            min_frozen_under_way_speed_kn: 1.0,
            min_circle_turns: 3.0,
            min_circle_radius_m: 50.0,
            max_circle_speed_difference: 0.5,
            max_circle_acceleration_m_s2: 1.0,
            min_impossible_reports: 10,
            min_impossible_share: 0.01,
            min_inland_h: 3,
        }
    }
}

impl IdentityParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        let check = |name: &'static str, value: f64, low: f64, high: f64, reason: &'static str| {
            check_range(name, value, low, high, reason)
        };
        check("identity.max_handover_h", self.max_handover_h, 0.0, 1e5, "must be 0 to 100,000 hours")?;
        check("identity.max_handover_speed_kn", self.max_handover_speed_kn, 0.0, 100.0, "must be 0 to 100 knots")?;
        check(
            "identity.max_dimension_difference_m",
            self.max_dimension_difference_m,
            0.0,
            1e3,
            "must be 0 to 1000 metres",
        )?;
        check("identity.min_frozen_h", self.min_frozen_h, 0.0, 1e4, "must be 0 to 10,000 hours")?;
        check("identity.max_frozen_extent_m", self.max_frozen_extent_m, 0.0, 1e4, "must be 0 to 10,000 metres")?;
        check("identity.min_frozen_speed_kn", self.min_frozen_speed_kn, 0.1, 100.0, "must be 0.1 to 100 knots")?;
        check(
            "identity.min_frozen_under_way_speed_kn",
            self.min_frozen_under_way_speed_kn,
            0.1,
            100.0,
            "must be 0.1 to 100 knots",
        )?;
        check("identity.min_circle_turns", self.min_circle_turns, 1.0, 1e3, "must be 1 to 1000")?;
        check("identity.min_circle_radius_m", self.min_circle_radius_m, 1.0, 1e4, "must be 1 to 10,000 metres")?;
        check("identity.max_circle_speed_difference", self.max_circle_speed_difference, 0.0, 1.0, "must be 0 to 1")?;
        check(
            "identity.max_circle_acceleration_m_s2",
            self.max_circle_acceleration_m_s2,
            0.01,
            100.0,
            "must be 0.01 to 100 metres per second squared",
        )?;
        let reports = f64::from(self.min_impossible_reports);
        check("identity.min_impossible_reports", reports, 1.0, 1e6, "must be 1 to 1,000,000")?;
        check("identity.min_impossible_share", self.min_impossible_share, 0.0, 1.0, "must be 0 to 1")?;
        check("identity.min_inland_h", f64::from(self.min_inland_h), 1.0, 1e4, "must be 1 to 10,000 hours")
    }

    /// What is kept of tracks for these parameters.
    pub(crate) fn spell_rules(&self) -> SpellRules {
        let decikn = |knots: f64| (knots * 10.0).round().clamp(0.0, 1022.0) as u16;
        SpellRules {
            moving_decikn: decikn(self.min_frozen_speed_kn),
            moving_under_way_decikn: decikn(self.min_frozen_under_way_speed_kn),
            frozen_extent_m: self.max_frozen_extent_m,
            min_radius_m: self.min_circle_radius_m,
        }
    }
}
