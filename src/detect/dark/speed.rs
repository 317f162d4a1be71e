//! How fast a vessel can have been while nobody saw it.

use crate::Result;
use crate::ais::{ShipGroup, ShipType};
use crate::error::check_range;
use crate::geodesy::{Ecef, knots};
use crate::track::Hour;

/// So many hundredths of the hourly speeds that a vessel has shown are at or below its top speed: a higher share would be that of
/// a false position.
const PERCENTILE: usize = 95;
/// A vessel has shown its speed in so many hours under way, at least.
const LEAST_HOURS: usize = 6;
/// Under way is faster than this, in knots.
const UNDER_WAY_KN: f64 = 5.0;
/// Between two fixes so far apart, in milliseconds, speed is measured: half an hour to two hours.
const SPAN_MS: std::ops::RangeInclusive<i64> = 1_800_000..=7_200_000;
/// What a ship can do for some hours beyond what it does usually.
const RESERVE: f64 = 1.1;

/// How fast ships of a kind are while nobody sees them, in knots: `usual_kn` where a vessel has not shown its own speed, and
/// at most `max_kn` where it has.
///
/// The defaults are our choice, from the service speeds usual in the trade: tankers and bulk carriers 12 to 15 knots,
/// container ships up to 24, fishing vessels and tugs 10 to 13.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
#[allow(missing_docs)] // One sentence for all: see above.
pub struct TopSpeedParameters {
    pub tanker_usual_kn: f64,
    pub tanker_max_kn: f64,
    pub cargo_usual_kn: f64,
    pub cargo_max_kn: f64,
    pub passenger_usual_kn: f64,
    pub passenger_max_kn: f64,
    pub high_speed_craft_usual_kn: f64,
    pub high_speed_craft_max_kn: f64,
    pub fishing_usual_kn: f64,
    pub fishing_max_kn: f64,
    pub other_usual_kn: f64,
    pub other_max_kn: f64,
}

impl Default for TopSpeedParameters {
    fn default() -> Self {
        Self {
            tanker_usual_kn: 14.0,
            tanker_max_kn: 18.0,
            cargo_usual_kn: 16.0,
            cargo_max_kn: 25.0,
            passenger_usual_kn: 20.0,
            passenger_max_kn: 35.0,
            high_speed_craft_usual_kn: 35.0,
            high_speed_craft_max_kn: 50.0,
            fishing_usual_kn: 11.0,
            fishing_max_kn: 15.0,
            other_usual_kn: 14.0,
            other_max_kn: 30.0,
        }
    }
}

impl TopSpeedParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range: what is usual must be 5 to 100
    /// knots, and the most no less than that.
    pub fn validate(&self) -> Result<()> {
        const USUAL: &str = "must be 5 to 100 knots";
        const MOST: &str = "must be 100 knots at most, and no less than what is usual for the kind";
        let pairs = [
            ("top_speed.tanker_usual_kn", self.tanker_usual_kn, "top_speed.tanker_max_kn", self.tanker_max_kn),
            ("top_speed.cargo_usual_kn", self.cargo_usual_kn, "top_speed.cargo_max_kn", self.cargo_max_kn),
            (
                "top_speed.passenger_usual_kn",
                self.passenger_usual_kn,
                "top_speed.passenger_max_kn",
                self.passenger_max_kn,
            ),
            (
                "top_speed.high_speed_craft_usual_kn",
                self.high_speed_craft_usual_kn,
                "top_speed.high_speed_craft_max_kn",
                self.high_speed_craft_max_kn,
            ),
            ("top_speed.fishing_usual_kn", self.fishing_usual_kn, "top_speed.fishing_max_kn", self.fishing_max_kn),
            ("top_speed.other_usual_kn", self.other_usual_kn, "top_speed.other_max_kn", self.other_max_kn),
        ];
        for (usual_name, usual_kn, most_name, most_kn) in pairs {
            check_range(usual_name, usual_kn, UNDER_WAY_KN, 100.0, USUAL)?;
            check_range(most_name, most_kn, usual_kn, 100.0, MOST)?;
        }
        Ok(())
    }

    fn of_kind(&self, ship_type: Option<ShipType>) -> (f64, f64) {
        match ship_type.map(ShipType::group) {
            Some(ShipGroup::Tanker) => (self.tanker_usual_kn, self.tanker_max_kn),
            Some(ShipGroup::Cargo) => (self.cargo_usual_kn, self.cargo_max_kn),
            Some(ShipGroup::Passenger) => (self.passenger_usual_kn, self.passenger_max_kn),
            Some(ShipGroup::HighSpeedCraft) => (self.high_speed_craft_usual_kn, self.high_speed_craft_max_kn),
            Some(ShipGroup::Fishing) => (self.fishing_usual_kn, self.fishing_max_kn),
            _ => (self.other_usual_kn, self.other_max_kn),
        }
    }
}

/// The top speed of a vessel in a silence, in knots: what it has shown, within what its kind can do; never less than the
/// silence asks for.
pub(super) fn top_speed_kn(
    parameters: &TopSpeedParameters,
    hours: &[Hour],
    ship_type: Option<ShipType>,
    implied_kn: f64,
) -> f64 {
    let (usual_kn, most_kn) = parameters.of_kind(ship_type);
    let mut shown: Vec<f64> = hours
        .windows(2)
        .filter(|pair| SPAN_MS.contains(&(pair[1].time_ms() - pair[0].time_ms())))
        .map(|pair| {
            let metres = Ecef::from(pair[0].position()).distance(Ecef::from(pair[1].position()));
            knots(metres / ((pair[1].time_ms() - pair[0].time_ms()) as f64 / 1000.0))
        })
        .filter(|&speed_kn| speed_kn >= UNDER_WAY_KN)
        .collect();
    shown.sort_unstable_by(f64::total_cmp);
    let own_kn = if shown.len() < LEAST_HOURS { None } else { shown.get((shown.len() * PERCENTILE).div_ceil(100) - 1) };
    own_kn.map_or(usual_kn, |own_kn| (own_kn * RESERVE).clamp(UNDER_WAY_KN, most_kn)).max(implied_kn)
}

#[cfg(test)]
#[path = "speed_tests.rs"]
mod tests;
