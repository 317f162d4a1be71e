//! A place on WGS 84, as fine as AIS can say it.

/// Units of a stored coordinate in a degree.
const PER_DEGREE: f64 = 1e7;

/// A latitude and longitude on WGS 84, kept in units of 1e-7° (about 1 cm).
///
/// AIS itself reports 1/10,000 minute, 17 of these units (1/10 minute in message 27).
/// Equality is that of the two numbers: 180° and -180°, one meridian, differ here, and so
/// does the pole at different longitudes. Distances, in [`geodesy`](crate::geodesy), know better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    latitude_e7: i32,
    longitude_e7: i32,
}

/// A latitude or longitude that is no place on earth.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{latitude_deg}, {longitude_deg} is no position: latitude is -90 to 90, longitude -180 to 180")]
pub struct InvalidPosition {
    /// The latitude that was given, in degrees.
    pub latitude_deg: f64,
    /// The longitude that was given, in degrees.
    pub longitude_deg: f64,
}

impl Position {
    /// A position from degrees, north and east positive.
    ///
    /// # Errors
    ///
    /// [`InvalidPosition`] if the latitude is outside -90..=90, the longitude outside
    /// -180..=180, or either is not a number. The sentinels of AIS, 91 and 181, are outside.
    ///
    /// ```
    /// use lightering::ais::Position;
    /// assert!(Position::from_degrees(33.01, -117.79).is_ok());
    /// assert!(Position::from_degrees(91.0, 181.0).is_err());
    /// ```
    pub fn from_degrees(latitude_deg: f64, longitude_deg: f64) -> Result<Self, InvalidPosition> {
        if (-90.0..=90.0).contains(&latitude_deg) && (-180.0..=180.0).contains(&longitude_deg) {
            // In range, so that the rounded products fit an i32.
            Ok(Self {
                latitude_e7: (latitude_deg * PER_DEGREE).round() as i32,
                longitude_e7: (longitude_deg * PER_DEGREE).round() as i32,
            })
        } else {
            Err(InvalidPosition { latitude_deg, longitude_deg })
        }
    }

    /// A position from units of 1e-7°; `None` outside the earth.
    #[must_use]
    pub fn from_e7(latitude_e7: i32, longitude_e7: i32) -> Option<Self> {
        ((-900_000_000..=900_000_000).contains(&latitude_e7)
            && (-1_800_000_000..=1_800_000_000).contains(&longitude_e7))
        .then_some(Self { latitude_e7, longitude_e7 })
    }

    /// A position from columns that were filled from positions.
    pub(crate) fn from_columns(latitude_e7: i32, longitude_e7: i32) -> Self {
        Self { latitude_e7, longitude_e7 }
    }

    /// Latitude in degrees, north positive.
    #[must_use]
    pub fn latitude_deg(self) -> f64 {
        f64::from(self.latitude_e7) / PER_DEGREE
    }

    /// Longitude in degrees, east positive, -180 to 180.
    #[must_use]
    pub fn longitude_deg(self) -> f64 {
        f64::from(self.longitude_e7) / PER_DEGREE
    }

    /// Latitude in units of 1e-7°.
    #[must_use]
    pub fn latitude_e7(self) -> i32 {
        self.latitude_e7
    }

    /// Longitude in units of 1e-7°.
    #[must_use]
    pub fn longitude_e7(self) -> i32 {
        self.longitude_e7
    }
}

#[cfg(test)]
#[path = "position_tests.rs"]
mod tests;
