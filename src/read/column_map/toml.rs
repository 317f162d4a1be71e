//! [`ColumnMap`] as TOML.

use std::path::Path;

use serde::{Deserialize, Deserializer, de};

use super::{ColumnMap, Constants, TimeFormat};
use crate::ais::{Mmsi, ShipType, TransceiverClass};
use crate::{Error, Result};

impl ColumnMap {
    /// Reads a column map from TOML; `path` stands for the text in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] that names the line, for text that is not TOML, a key that does not exist or
    /// a value that is not allowed.
    ///
    /// ```
    /// use lightering::read::{ColumnMap, SpeedUnit};
    /// let map = ColumnMap::from_toml("map.toml".as_ref(), r#"
    ///     name = "harbour radar"
    ///     delimiter = ";"
    ///     time_format = "epoch_s"    # or any, epoch_ms, rfc3339, day_first, or a pattern: "%d.%m.%Y %H:%M:%S"
    ///     vessel_id = "mmsi"         # or hashed, mmsi_or_hashed
    ///     speed_unit = "m/s"         # or kn, 0.1 kn, km/h
    ///     angle_unit = "deg"         # or 0.1 deg
    ///     length_unit = "m"          # or 0.1 m
    ///     draught_unit = "0.1 m"     # or m
    ///     not_available = ["-9999"]  # texts that stand for nothing, in any column
    ///     optional = true            # columns may be missing, but for those of vessel, time, position and message type
    ///     [columns]
    ///     vessel = "ship"
    ///     time = "when"
    ///     latitude = "y"
    ///     longitude = "x"
    ///     speed_over_ground = "v|speed" # the first of these that is there
    ///     draught = "d"
    ///     [constants]
    ///     class = "A"
    ///     [static_file]              # the map of files of static data, with all keys of a map; no time for data of all times
    ///     [static_file.columns]
    ///     vessel = "ship"
    ///     name = "n"
    /// "#)?;
    /// assert_eq!(map.speed_unit, SpeedUnit::MetresPerSecond);
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_toml(path: &Path, text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let map: Self = toml::from_str(text).map_err(|error| {
            let what = error.message().replace('\n', " ");
            let reason = match error.span() {
                Some(span) => {
                    let before = text.get(..span.start).unwrap_or(text);
                    format!("line {}: {what}", before.matches('\n').count() + 1)
                }
                None => what,
            };
            Error::Config { path: path.to_path_buf(), reason }
        })?;
        map.check().map_err(|reason| Error::Config { path: path.to_path_buf(), reason })?;
        Ok(map)
    }
}

impl TryFrom<String> for TimeFormat {
    type Error = String;

    fn try_from(text: String) -> std::result::Result<Self, String> {
        Self::new(&text).ok_or_else(|| {
            format!("{text:?} is no time format: any, epoch_s, epoch_ms, rfc3339, day_first, or a pattern such as %Y-%m-%d %H:%M:%S")
        })
    }
}

impl<'de> Deserialize<'de> for Constants {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename = "Constants")]
        struct Raw {
            mmsi: Option<u32>,
            class: Option<String>,
            ship_type: Option<u8>,
        }
        let raw = Raw::deserialize(deserializer)?;
        Ok(Self {
            mmsi: raw.mmsi.map(Mmsi::new).transpose().map_err(de::Error::custom)?,
            class: match raw.class.as_deref() {
                None => None,
                Some("A") => Some(TransceiverClass::A),
                Some("B") => Some(TransceiverClass::B),
                Some(other) => return Err(de::Error::custom(format!("class {other:?}: must be A or B"))),
            },
            ship_type: match raw.ship_type {
                None => None,
                Some(code) => Some(
                    ShipType::from_code(code)
                        .ok_or_else(|| de::Error::custom(format!("ship_type {code}: must be 1 to 99")))?,
                ),
            },
        })
    }
}

#[cfg(test)]
#[path = "toml_tests.rs"]
mod tests;
