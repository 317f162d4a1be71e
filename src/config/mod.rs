//! All parameters of a run as one value, and what is known about each.
//!
//! [`Config::default`] holds the defaults; [`PARAMETERS`] says of each its unit, range, meaning
//! and where the default comes from. With the feature `config`, [`Config::to_toml`] writes them
//! with these words as comments, and [`Config::from_toml`] reads the result back.

mod parameters;
#[cfg(feature = "config")]
mod toml;

pub use parameters::{PARAMETERS, Parameter};

use crate::detect::{EncounterParameters, GapParameters, LoiteringParameters};

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
    /// What makes an encounter.
    pub encounter: EncounterParameters,
    /// What makes a gap.
    pub gap: GapParameters,
    /// What makes loitering.
    pub loitering: LoiteringParameters,
}
