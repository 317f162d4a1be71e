//! Day and night.

use chrono::{DateTime, Utc};

use crate::ais::Position;

/// The sun's upper edge is on the horizon at this altitude of its centre, in degrees: its radius and refraction.
const SUNSET_DEG: f64 = -0.833;
/// J2000, in seconds since 1970.
const J2000_S: f64 = 946_728_000.0;

/// Whether the sun is below the horizon.
///
/// Low-precision formulas of the Astronomical Almanac (section C, "Low-precision formulas for the Sun"): to about 0.01° between 1950 and
/// 2050, far better than the weight of the evidence asks for.
pub(super) fn is_night(position: Position, time: DateTime<Utc>) -> bool {
    let days = (time.timestamp_millis() as f64 / 1000.0 - J2000_S) / 86_400.0;
    let anomaly = (357.528 + 0.985_600_3 * days).to_radians();
    let longitude = 280.460 + 0.985_647_4 * days + 1.915 * anomaly.sin() + 0.020 * (2.0 * anomaly).sin();
    let (longitude, obliquity) = (longitude.to_radians(), (23.439 - 4e-7 * days).to_radians());
    let right_ascension = (obliquity.cos() * longitude.sin()).atan2(longitude.cos());
    let declination = (obliquity.sin() * longitude.sin()).asin();
    let sidereal_deg = 15.0 * (18.697_374_558 + 24.065_709_824_419_08 * days).rem_euclid(24.0);
    let hour_angle = (sidereal_deg + position.longitude_deg()).to_radians() - right_ascension;
    let latitude = position.latitude_deg().to_radians();
    let altitude = latitude.sin() * declination.sin() + latitude.cos() * declination.cos() * hour_angle.cos();
    altitude.clamp(-1.0, 1.0).asin().to_degrees() < SUNSET_DEG
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude_deg: f64, longitude_deg: f64, time: &str) -> bool {
        is_night(Position::from_degrees(latitude_deg, longitude_deg).unwrap(), time.parse().unwrap())
    }

    /// Sunrise and sunset at Greenwich, 20 March 2024: 06:04 and 18:13 UTC (almanac).
    #[test]
    fn the_sun_rises_and_sets_at_greenwich() {
        assert!(at(51.48, 0.0, "2024-03-20T05:58:00Z"));
        assert!(!at(51.48, 0.0, "2024-03-20T06:10:00Z"));
        assert!(!at(51.48, 0.0, "2024-03-20T18:07:00Z"));
        assert!(at(51.48, 0.0, "2024-03-20T18:20:00Z"));
    }

    #[test]
    fn beyond_the_polar_circle_there_is_midnight_sun_and_polar_night() {
        for hour in 0..24 {
            assert!(!at(78.2, 15.6, &format!("2024-06-21T{hour:02}:00:00Z")));
            assert!(at(78.2, 15.6, &format!("2024-12-21T{hour:02}:00:00Z")));
        }
    }
}
