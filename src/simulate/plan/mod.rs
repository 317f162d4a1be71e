//! Scenarios as text: what is at sea, how it is heard, and how much of everything.

mod deception;
mod dressing;
mod meetings;
mod named;
mod silences;
mod traffic;
mod work;
mod world;

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Air, Scenario};
use crate::{Error, Result};
use world::World;

/// A scenario before the dice are thrown: TOML with the keys named below, all with defaults but `name`, `start` and `area`.
///
/// ```
/// use lightering::simulate::Plan;
/// let plan = Plan::named("mixed").unwrap();
/// assert!(plan.actors.transfers_adrift > 0);
/// let toml = "name = 'bay'\nstart = 2024-03-05T00:00:00Z\narea = { south = 10, north = 12, west = 60, east = 63 }";
/// let scenario = Plan::from_toml("bay.toml".as_ref(), toml)?.scenario(1)?;
/// assert!(!scenario.actors.is_empty());
/// # Ok::<(), lightering::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What it is called.
    pub name: String,
    /// When it begins, in UTC.
    #[serde(with = "toml_time")]
    pub start: DateTime<Utc>,
    /// How long it lasts, in hours: 12 to 2,000.
    #[serde(default = "hours")]
    pub hours: f64,
    /// Ships that sail, fish, lie at anchor and in port, beside the actors below; 0 to 20,000.
    #[serde(default = "vessels")]
    pub vessels: u32,
    /// Where all of it happens.
    pub area: Extent,
    /// Ways that ships take through it.
    #[serde(default, rename = "lane")]
    pub lanes: Vec<Lane>,
    /// Harbours.
    #[serde(default, rename = "port")]
    pub ports: Vec<Place>,
    /// Where ships wait at anchor.
    #[serde(default, rename = "anchorage")]
    pub anchorages: Vec<Place>,
    /// Where trawlers are.
    #[serde(default, rename = "fishing_ground")]
    pub fishing_grounds: Vec<Place>,
    /// Ways that ferries go to and fro on.
    #[serde(default, rename = "ferry")]
    pub ferries: Vec<Lane>,
    /// How many of everything that is watched for.
    #[serde(default)]
    pub actors: Actors,
    /// How ships are heard.
    #[serde(default)]
    pub air: Air,
}

/// A field of sea, in degrees; longitudes may go on beyond 180.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// Least latitude.
    pub south: f64,
    /// Greatest latitude.
    pub north: f64,
    /// Longitude of its western edge.
    pub west: f64,
    /// Longitude of its eastern edge, more than `west`.
    pub east: f64,
}

/// A way from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lane {
    /// Latitude and longitude in degrees of one end.
    pub from: [f64; 2],
    /// Latitude and longitude in degrees of the other.
    pub to: [f64; 2],
}

/// A place with a size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Latitude and longitude in degrees.
    pub at: [f64; 2],
    /// Radius in nautical miles.
    #[serde(default = "radius_nm")]
    pub radius_nm: f64,
}

/// How many of each there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // The names say it, and the truth files of a run explain each.
pub struct Actors {
    pub transfers_adrift: u32,
    pub transfers_at_anchor: u32,
    pub transfers_under_way: u32,
    pub mothers_with_two: u32,
    /// Each a mother ship, three feeders that hand on what they took, and a delivery: four transfers.
    pub chains: u32,
    pub bunkering: u32,
    pub pilots: u32,
    pub tugs: u32,
    pub tows: u32,
    pub pair_trawlers: u32,
    pub rafts: u32,
    pub near_misses: u32,
    pub short_meetings: u32,
    pub dark_meetings: u32,
    /// One of the two is silent, the other is heard.
    pub half_dark_meetings: u32,
    pub switch_offs: u32,
    pub mmsi_handovers: u32,
    pub shared_mmsis: u32,
    pub circle_spoofing: u32,
    pub offset_spoofing: u32,
}

impl Default for Actors {
    fn default() -> Self {
        Self {
            transfers_adrift: 4,
            transfers_at_anchor: 1,
            transfers_under_way: 1,
            mothers_with_two: 1,
            chains: 0,
            bunkering: 2,
            pilots: 2,
            tugs: 1,
            tows: 1,
            pair_trawlers: 1,
            rafts: 1,
            near_misses: 2,
            short_meetings: 1,
            dark_meetings: 2,
            half_dark_meetings: 1,
            switch_offs: 4,
            mmsi_handovers: 1,
            shared_mmsis: 1,
            circle_spoofing: 1,
            offset_spoofing: 1,
        }
    }
}

fn hours() -> f64 {
    48.0
}

fn vessels() -> u32 {
    100
}

fn radius_nm() -> f64 {
    2.0
}

impl Plan {
    /// The names that [`Plan::named`] knows.
    pub const NAMES: [&str; 8] = named::NAMES;

    /// A bundled scenario; `None` for a name that is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let text = named::text(name)?;
        // A test reads every bundled plan.
        Self::from_toml(Path::new(name), text).ok()
    }

    /// Reads a plan; `path` stands for the text in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] that names the line or the value.
    pub fn from_toml(path: &Path, text: &str) -> Result<Self> {
        let refused = |reason: String| Error::Config { path: path.to_owned(), reason };
        let plan: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            refused(format!("{line}{}", error.message().lines().collect::<Vec<_>>().join(" ")))
        })?;
        plan.validate().map_err(|error| refused(error.to_string()))?;
        Ok(plan)
    }

    /// The plan as TOML, which [`Plan::from_toml`] reads.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        let check = |name: &'static str, value: f64, low: f64, high: f64, reason: &'static str| {
            crate::error::check_range(name, value, low, high, reason)
        };
        check("hours", self.hours, 12.0, 2000.0, "must be 12 to 2,000")?;
        check("vessels", f64::from(self.vessels), 0.0, 20_000.0, "must be 0 to 20,000")?;
        check("area.south", self.area.south, -89.0, 89.0, "must be -89 to 89 degrees")?;
        check("area.north", self.area.north, self.area.south + 0.5, 89.5, "must be half a degree north of area.south")?;
        check("area.west", self.area.west, -180.0, 180.0, "must be -180 to 180 degrees")?;
        let (least, most) = (self.area.west + 0.5, self.area.west + 359.0);
        check(
            "area.east",
            self.area.east,
            least,
            most,
            "must be half a degree east of area.west, beyond 180 if need be",
        )?;
        let places = self.ports.iter().chain(&self.anchorages).chain(&self.fishing_grounds);
        for place in places {
            check("at", place.at[0], -89.5, 89.5, "must be a latitude and a longitude in degrees")?;
            check("at", place.at[1], -180.0, 540.0, "must be a latitude and a longitude in degrees")?;
            check("radius_nm", place.radius_nm, 0.1, 500.0, "must be 0.1 to 500")?;
        }
        for lane in self.lanes.iter().chain(&self.ferries) {
            for end in [lane.from, lane.to] {
                check("lane", end[0], -89.5, 89.5, "must go from and to latitudes and longitudes in degrees")?;
                check("lane", end[1], -180.0, 540.0, "must go from and to latitudes and longitudes in degrees")?;
            }
        }
        for count in self.actors.counts() {
            check("actors", f64::from(count), 0.0, 5_000.0, "must be 0 to 5,000 of each")?;
        }
        self.air.validate()
    }

    /// When it ends.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.start + TimeDelta::milliseconds((self.hours * 3_600_000.0) as i64)
    }

    /// The ships of a seed, with all they do. The same plan and seed give the same ships.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] as [`Plan::validate`], and if there were more ships than numbers for them.
    pub fn scenario(&self, seed: u64) -> Result<Scenario> {
        self.validate()?;
        let mut world = World::new(self, seed);
        meetings::add(&mut world)?;
        work::add(&mut world)?;
        silences::add(&mut world)?;
        deception::add(&mut world)?;
        traffic::add(&mut world)?;
        Ok(world.finish())
    }
}

impl Actors {
    fn counts(&self) -> [u32; 20] {
        [
            self.transfers_adrift,
            self.transfers_at_anchor,
            self.transfers_under_way,
            self.mothers_with_two,
            self.chains,
            self.bunkering,
            self.pilots,
            self.tugs,
            self.tows,
            self.pair_trawlers,
            self.rafts,
            self.near_misses,
            self.short_meetings,
            self.dark_meetings,
            self.half_dark_meetings,
            self.switch_offs,
            self.mmsi_handovers,
            self.shared_mmsis,
            self.circle_spoofing,
            self.offset_spoofing,
        ]
    }
}

/// Times as TOML has them.
mod toml_time {
    use chrono::{DateTime, SecondsFormat, Utc};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    pub(super) fn serialize<S: Serializer>(time: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
        let text = time.to_rfc3339_opts(SecondsFormat::Secs, true);
        text.parse::<toml::value::Datetime>().map_err(serde::ser::Error::custom)?.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
        let time = toml::value::Datetime::deserialize(from)?;
        let text = time.to_string();
        text.parse::<DateTime<Utc>>()
            .map_err(|_| de::Error::custom(format!("{text} is no time in UTC, such as 2024-03-05T00:00:00Z")))
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
