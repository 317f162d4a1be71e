//! How ships are heard: rates on the air, receivers ashore and in orbit, and what goes wrong on the way.

use serde::{Deserialize, Serialize};

use crate::{Result, error::check_range};

/// How ships are heard.
///
/// Rates are those of Recommendation ITU-R M.1371-5, tables 1 and 2, without the faster ones of turns; files are thinned to one report
/// in `interval_s`, as published ones are. The rest is our choice, so that a scenario is neither clean nor hopeless.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Air {
    /// One report of a ship is kept in so many seconds; 0 keeps all.
    pub interval_s: f64,
    /// Share of reports lost to others in the same slot.
    pub loss: f64,
    /// Receivers ashore, latitude and longitude in degrees; with none, everybody is heard everywhere.
    pub stations: Vec<[f64; 2]>,
    /// How far they hear, in nautical miles: all of what is within two thirds of it, nothing beyond four thirds.
    pub range_nm: f64,
    /// A satellite passes every so many minutes; 0 for none.
    pub satellite_every_min: f64,
    /// It hears the area for so many minutes.
    pub satellite_pass_min: f64,
    /// Share of reports that it loses.
    pub satellite_loss: f64,
    /// How many receivers fail for some hours.
    pub outages: u32,
    /// Share of ships that turn the power down in a transfer.
    pub low_power_share: f64,
    /// Share of reports that are lost then.
    pub low_power_loss: f64,
    /// Standard deviation of positions to east and to north, in metres.
    pub position_noise_m: f64,
    /// Standard deviation of velocities to east and to north, in knots.
    pub velocity_noise_kn: f64,
    /// Standard deviation of headings, in degrees.
    pub heading_noise_deg: f64,
    /// Share of reports that stand twice.
    pub duplicates: f64,
    /// Share of reports in whose MMSI one bit is wrong.
    pub bit_errors: f64,
    /// Share of reports dated up to ten minutes late.
    pub clock_errors: f64,
}

impl Default for Air {
    fn default() -> Self {
        Self {
            interval_s: 60.0,
            loss: 0.1,
            stations: Vec::new(),
            range_nm: 45.0,
            satellite_every_min: 0.0,
            satellite_pass_min: 12.0,
            satellite_loss: 0.6,
            outages: 0,
            low_power_share: 0.15,
            low_power_loss: 0.9,
            position_noise_m: 5.0,
            velocity_noise_kn: 0.1,
            heading_noise_deg: 0.8,
            duplicates: 0.002,
            bit_errors: 0.0001,
            clock_errors: 0.0001,
        }
    }
}

impl Air {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        for (name, share) in [
            ("air.loss", self.loss),
            ("air.satellite_loss", self.satellite_loss),
            ("air.low_power_share", self.low_power_share),
            ("air.low_power_loss", self.low_power_loss),
            ("air.duplicates", self.duplicates),
            ("air.bit_errors", self.bit_errors),
            ("air.clock_errors", self.clock_errors),
        ] {
            check_range(name, share, 0.0, 1.0, "must be 0 to 1")?;
        }
        check_range("air.interval_s", self.interval_s, 0.0, 86_400.0, "must be 0 to 86,400 seconds")?;
        check_range("air.range_nm", self.range_nm, 0.1, 2_000.0, "must be 0.1 to 2,000 nautical miles")?;
        check_range("air.satellite_every_min", self.satellite_every_min, 0.0, 1e5, "must be 0 to 100,000 minutes")?;
        check_range("air.satellite_pass_min", self.satellite_pass_min, 0.0, 1e5, "must be 0 to 100,000 minutes")?;
        check_range("air.position_noise_m", self.position_noise_m, 0.0, 1e5, "must be 0 to 100,000 metres")?;
        check_range("air.velocity_noise_kn", self.velocity_noise_kn, 0.0, 100.0, "must be 0 to 100 knots")?;
        check_range("air.heading_noise_deg", self.heading_noise_deg, 0.0, 180.0, "must be 0 to 180 degrees")?;
        for station in &self.stations {
            check_range("air.stations", station[0], -90.0, 90.0, "must be latitudes and longitudes in degrees")?;
            check_range("air.stations", station[1], -180.0, 540.0, "must be latitudes and longitudes in degrees")?;
        }
        Ok(())
    }
}
