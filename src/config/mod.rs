//! All parameters of a run as one value, and what is known about each.
//!
//! [`Config::default`] holds the defaults; [`PARAMETERS`] says of each its unit, range, meaning
//! and where the default comes from. With the feature `config`, `Config::to_toml` writes them
//! with these words as comments, and `Config::from_toml` reads the result back.

mod parameters;
#[cfg(feature = "config")]
mod toml;

pub use parameters::{PARAMETERS, Parameter};

use crate::Result;
use crate::assess::{AssessParameters, EvidenceWeights};
use crate::detect::{
    DarkParameters, EncounterParameters, GapParameters, IdentityParameters, LoiteringParameters, TopSpeedParameters,
};
use crate::error::check_range;
use crate::index::IndexParameters;
use crate::track::{CleaningParameters, LegParameters, hours_ms};

/// The parameters of every step from fixes to events.
///
/// ```
/// use lightering::config::Config;
/// let config = Config::default();
/// assert_eq!(config.encounter.max_distance_m, 500.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct Config {
    /// Which fixes can be true, and whose they are.
    pub cleaning: CleaningParameters,
    /// Where a vessel was between two fixes.
    pub legs: LegParameters,
    /// Shape of the index; it decides speed, not results.
    pub index: IndexParameters,
    /// What makes an encounter.
    pub encounter: EncounterParameters,
    /// What makes a gap.
    pub gap: GapParameters,
    /// What makes loitering.
    pub loitering: LoiteringParameters,
    /// What makes a dark rendezvous.
    pub dark: DarkParameters,
    /// How fast a vessel can have been in a silence.
    pub top_speed: TopSpeedParameters,
    /// What makes an identity event.
    pub identity: IdentityParameters,
    /// How candidates are put together.
    pub assess: AssessParameters,
    /// How much each line of evidence weighs.
    pub evidence: EvidenceWeights,
}

impl Config {
    /// Checks every range, and the parameters that depend on each other.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    ///
    /// ```
    /// use lightering::config::Config;
    /// let mut config = Config::default();
    /// config.encounter.release_distance_m = 100.0;
    /// assert!(config.validate().is_err(), "less than max_distance_m");
    /// ```
    pub fn validate(&self) -> Result<()> {
        self.cleaning.validate()?;
        self.legs.validate()?;
        self.index.validate()?;
        self.encounter.validate()?;
        self.gap.validate()?;
        self.loitering.validate()?;
        self.dark.validate()?;
        self.top_speed.validate()?;
        self.identity.validate()?;
        self.assess.validate()?;
        self.evidence.validate()?;
        // What parts segments of a track is not looked into when legs are.
        check_range(
            "cleaning.max_segment_gap_h",
            self.cleaning.max_segment_gap_h,
            self.legs.max_interpolation_h.max(self.legs.max_slow_interpolation_h),
            24.0,
            "must be 24 hours at most, and no less than legs.max_interpolation_h and legs.max_slow_interpolation_h",
        )
    }

    /// The shortest silences that any detector asks for, in milliseconds.
    pub(crate) fn min_silence_ms(&self) -> i64 {
        hours_ms(self.gap.min_gap_h.min(self.dark.min_silence_h))
    }
}
