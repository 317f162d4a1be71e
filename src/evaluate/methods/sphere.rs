//! Distances as published methods take them: on a sphere.

/// Radius of the sphere, in metres, as in the code of published pipelines.
const RADIUS_M: f64 = 6_371_000.0;

/// A latitude and a longitude, in degrees. What comes of interpolation need not be where a ship ever was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LatLon {
    pub(super) latitude_deg: f64,
    pub(super) longitude_deg: f64,
}

impl LatLon {
    pub(super) fn from_e7(latitude_e7: i32, longitude_e7: i32) -> Self {
        Self { latitude_deg: f64::from(latitude_e7) / 1e7, longitude_deg: f64::from(longitude_e7) / 1e7 }
    }

    /// The great-circle distance in metres, by the haversine formula.
    pub(super) fn distance_m(self, other: Self) -> f64 {
        let half_sin_squared = |degrees: f64| (0.5 * degrees.to_radians()).sin().powi(2);
        let h = half_sin_squared(other.latitude_deg - self.latitude_deg)
            + self.latitude_deg.to_radians().cos()
                * other.latitude_deg.to_radians().cos()
                * half_sin_squared(other.longitude_deg - self.longitude_deg);
        2.0 * RADIUS_M * h.min(1.0).sqrt().asin()
    }

    /// Each coordinate by itself a fraction (0 to 1) of the way: through 0° from one side of 180° to the other.
    pub(super) fn mix(self, other: Self, fraction: f64) -> Self {
        let mix = |a: f64, b: f64| a * (1.0 - fraction) + b * fraction;
        Self {
            latitude_deg: mix(self.latitude_deg, other.latitude_deg),
            longitude_deg: mix(self.longitude_deg, other.longitude_deg),
        }
    }

    /// x, y and z on the sphere, in metres.
    pub(super) fn xyz(self) -> [f64; 3] {
        let (sin_latitude, cos_latitude) = self.latitude_deg.to_radians().sin_cos();
        let (sin_longitude, cos_longitude) = self.longitude_deg.to_radians().sin_cos();
        [cos_latitude * cos_longitude, cos_latitude * sin_longitude, sin_latitude].map(|unit| unit * RADIUS_M)
    }
}
