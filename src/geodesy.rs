//! WGS 84: earth-centred coordinates, distances, interpolation, speed.
//!
//! All work on positions happens in earth-centred, earth-fixed (ECEF) metres, so
//! that the antimeridian, the poles and Greenwich are places like any other and a
//! distance is the length of a straight line. The chord is shorter than the
//! geodesic by about `d³ / 24 R²`: 1.3e-7 m at 500 m, 1 m at 100 km. Lengths that
//! are reported over more than a few kilometres come from [`geodesic_m`].
//!
//! # References
//!
//! * National Imagery and Mapping Agency, *Department of Defense World Geodetic
//!   System 1984*, TR 8350.2, 3rd ed., 2000: the defining constants.
//! * B. R. Bowring, "Transformation from spatial to geographical coordinates",
//!   *Survey Review* 23 (181), 1976, <https://doi.org/10.1179/sre.1976.23.181.323>.
//! * C. F. F. Karney, "Algorithms for geodesics", *Journal of Geodesy* 87, 2013,
//!   <https://doi.org/10.1007/s00190-012-0578-z>.

use std::ops::{Add, Mul, Sub};

use geo::{Distance, Geodesic, Point};

use crate::ais::Position;

/// Semi-major axis of WGS 84, in metres (TR 8350.2, table 3.1).
pub const SEMI_MAJOR_AXIS_M: f64 = 6_378_137.0;
/// Flattening of WGS 84 (TR 8350.2, table 3.1).
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Semi-minor axis of WGS 84, in metres.
pub const SEMI_MINOR_AXIS_M: f64 = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING);
/// Square of the first eccentricity of WGS 84.
const ECCENTRICITY_SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);
/// Metres a second in a knot: 1,852 m an hour, exactly.
pub const METRES_PER_SECOND_PER_KNOT: f64 = 1852.0 / 3600.0;

/// Metres in a degree of latitude (111,694 at the poles), or of longitude at the equator, at most. A degree of longitude
/// at latitude φ has at most `cos φ` times as many.
pub(crate) const MAX_METRES_PER_DEGREE: f64 = 111_700.0;

/// A point, or a difference of points, in earth-centred metres.
///
/// `x` points to 0° N 0° E, `y` to 0° N 90° E, `z` to the north pole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ecef {
    /// Towards 0° N 0° E, in metres.
    pub x: f64,
    /// Towards 0° N 90° E, in metres.
    pub y: f64,
    /// Towards the north pole, in metres.
    pub z: f64,
}

impl Ecef {
    /// The point on the ellipsoid at a latitude and longitude in degrees.
    ///
    /// ```
    /// use lightering::geodesy::{Ecef, SEMI_MAJOR_AXIS_M};
    /// assert_eq!(Ecef::from_degrees(0.0, 0.0).x, SEMI_MAJOR_AXIS_M);
    /// ```
    #[must_use]
    pub fn from_degrees(latitude_deg: f64, longitude_deg: f64) -> Self {
        let (sin_lat, cos_lat) = latitude_deg.to_radians().sin_cos();
        let (sin_lon, cos_lon) = longitude_deg.to_radians().sin_cos();
        // Radius of curvature in the prime vertical.
        let n = SEMI_MAJOR_AXIS_M / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
        Self { x: n * cos_lat * cos_lon, y: n * cos_lat * sin_lon, z: n * (1.0 - ECCENTRICITY_SQUARED) * sin_lat }
    }

    /// Latitude and longitude, in degrees, of the point of the ellipsoid below or above this one.
    ///
    /// Bowring's formula, one step: within 1e-9° for points within 10 km of the surface.
    /// The centre of the earth gives 0° N 0° E.
    #[must_use]
    pub fn to_degrees(self) -> (f64, f64) {
        let (up, out) = self.normal();
        (up.atan2(out).to_degrees(), self.y.atan2(self.x).to_degrees())
    }

    /// How far the vertical rises towards the north pole, and away from the axis: the latitude is the angle of the two.
    fn normal(self) -> (f64, f64) {
        let from_axis = (self.x * self.x + self.y * self.y).sqrt();
        // Cosine and sine of the reduced latitude.
        let (out, up) = (from_axis * SEMI_MINOR_AXIS_M, self.z * SEMI_MAJOR_AXIS_M);
        let length = (out * out + up * up).sqrt();
        if length == 0.0 {
            // The formula would put the centre beyond the pole, at 180° N.
            return (0.0, 1.0);
        }
        let (cos, sin) = (out / length, up / length);
        let second_eccentricity_squared = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED);
        (
            self.z + second_eccentricity_squared * SEMI_MINOR_AXIS_M * (sin * sin * sin),
            from_axis - ECCENTRICITY_SQUARED * SEMI_MAJOR_AXIS_M * (cos * cos * cos),
        )
    }

    /// Scalar product, in square metres.
    #[must_use]
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Length of the vector, in metres.
    #[must_use]
    pub fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Length of the straight line to another point, in metres.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self - other).norm()
    }

    /// The point a `fraction` (0 to 1) of the straight line to `other`; it lies below the surface.
    #[must_use]
    pub fn lerp(self, other: Self, fraction: f64) -> Self {
        self + (other - self) * fraction
    }

    /// The point of the ellipsoid on the line from the earth's centre through this one.
    ///
    /// A chord of length L sags below the surface by about `L² / 8R`, 15 m in the middle
    /// of 28 km; this puts an interpolated point back. The centre itself stays where it is.
    #[must_use]
    pub fn on_ellipsoid(self) -> Self {
        let a = SEMI_MAJOR_AXIS_M;
        let b = SEMI_MINOR_AXIS_M;
        let scale = ((self.x * self.x + self.y * self.y) / (a * a) + self.z * self.z / (b * b)).sqrt();
        if scale > 0.0 { self * (1.0 / scale) } else { self }
    }

    /// Unit vectors to east and north at this point.
    ///
    /// At a pole, north is the meridian of 180° (north pole) or of 0° (south pole).
    #[must_use]
    pub fn east_north(self) -> (Self, Self) {
        let (up, out) = self.normal();
        let length = (up * up + out * out).sqrt();
        let (sin_lat, cos_lat) = (up / length, out / length);
        let from_axis = (self.x * self.x + self.y * self.y).sqrt();
        let at_pole = from_axis == 0.0;
        let (sin_lon, cos_lon) = if at_pole { (0.0, 1.0) } else { (self.y / from_axis, self.x / from_axis) };
        (Self { x: -sin_lon, y: cos_lon, z: 0.0 }, Self { x: -sin_lat * cos_lon, y: -sin_lat * sin_lon, z: cos_lat })
    }
}

impl Add for Ecef {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }
}

impl Sub for Ecef {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y, z: self.z - other.z }
    }
}

impl Mul<f64> for Ecef {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { x: self.x * factor, y: self.y * factor, z: self.z * factor }
    }
}

impl From<Position> for Ecef {
    fn from(position: Position) -> Self {
        Converter::default().ecef(position)
    }
}

/// Turns positions that lie near each other into earth-centred coordinates, mostly without trigonometry.
///
/// The sine and cosine of an angle come from those of the nearest multiple of 0.05° by the addition
/// theorem; for what is left, at most 4.4e-4 rad, two terms of the Taylor series are exact to the last
/// bits of a double. The multiples are remembered from one position to the next, and what comes out does
/// not depend on what was asked before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Converter {
    latitude: Multiple,
    longitude: Multiple,
}

impl Converter {
    pub(crate) fn ecef(&mut self, position: Position) -> Ecef {
        let (sin_lat, cos_lat) = self.latitude.sin_cos(position.latitude_e7());
        let (sin_lon, cos_lon) = self.longitude.sin_cos(position.longitude_e7());
        // Radius of curvature in the prime vertical.
        let n = SEMI_MAJOR_AXIS_M / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
        Ecef { x: n * cos_lat * cos_lon, y: n * cos_lat * sin_lon, z: n * (1.0 - ECCENTRICITY_SQUARED) * sin_lat }
    }
}

/// Radians in a unit of 1e-7°.
const RADIANS_PER_E7: f64 = std::f64::consts::PI / 180.0 / 1e7;
/// Coefficients of the Taylor series of sine and cosine.
const SIXTH: f64 = 1.0 / 6.0;
const TWENTY_FOURTH: f64 = 1.0 / 24.0;
const HUNDRED_AND_TWENTIETH: f64 = 1.0 / 120.0;

/// A multiple of 0.05° with its sine and cosine.
#[derive(Debug, Clone, Copy)]
struct Multiple {
    number: i32,
    sin: f64,
    cos: f64,
}

impl Default for Multiple {
    fn default() -> Self {
        Self { number: 0, sin: 0.0, cos: 1.0 }
    }
}

impl Multiple {
    /// The step, in units of 1e-7°.
    const STEP_E7: i32 = 500_000;

    fn sin_cos(&mut self, angle_e7: i32) -> (f64, f64) {
        // Nearest or next to it; always the same for an angle.
        let number = (angle_e7 + (Self::STEP_E7 / 2) * angle_e7.signum()) / Self::STEP_E7;
        if number != self.number {
            let (sin, cos) = (f64::from(number * Self::STEP_E7) / 1e7).to_radians().sin_cos();
            *self = Self { number, sin, cos };
        }
        let rest = f64::from(angle_e7 - number * Self::STEP_E7) * RADIANS_PER_E7;
        let squared = rest * rest;
        let sin = rest - rest * squared * (SIXTH - squared * HUNDRED_AND_TWENTIETH);
        let cos = 1.0 - squared * (0.5 - squared * TWENTY_FOURTH);
        (self.sin * cos + self.cos * sin, self.cos * cos - self.sin * sin)
    }
}

/// Length of the geodesic between two positions on WGS 84, in metres (Karney 2013).
///
/// ```
/// use lightering::{ais::Position, geodesy::geodesic_m};
/// let a = Position::from_degrees(0.0, 179.5).unwrap();
/// let b = Position::from_degrees(0.0, -179.5).unwrap();
/// assert!((geodesic_m(a, b) - 111_319.5).abs() < 0.1);
/// ```
#[must_use]
pub fn geodesic_m(a: Position, b: Position) -> f64 {
    Geodesic.distance(Point::new(a.longitude_deg(), a.latitude_deg()), Point::new(b.longitude_deg(), b.latitude_deg()))
}

/// The nearest whole number to a value of size below 2⁵¹, halves to the even one: `value.round_ties_even() as i64`, which on
/// common targets calls a library.
#[inline]
pub(crate) fn nearest(value: f64) -> i64 {
    /// From 2⁵² to 2⁵³ doubles are whole numbers one apart, with bits that count up: 1.5 · 2⁵² is in the middle.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    (value + SHIFT).to_bits().wrapping_sub(SHIFT.to_bits()).cast_signed()
}

/// The least and the greatest of some angles in units of 1e-7°; of none, the greatest and the least that there can be.
#[inline]
pub(crate) fn range_e7(angles: impl Iterator<Item = i32>) -> (i32, i32) {
    angles.fold((i32::MAX, i32::MIN), |(least, greatest), angle| (least.min(angle), greatest.max(angle)))
}

/// Metres a second as knots.
#[must_use]
pub fn knots(metres_per_second: f64) -> f64 {
    metres_per_second / METRES_PER_SECOND_PER_KNOT
}

/// Corners (least and greatest x, y, z in metres) of a box that holds the part of the ellipsoid
/// between two latitudes and two longitudes, in degrees; `east_deg` may exceed 180.
#[must_use]
pub fn bounding_box(south_deg: f64, north_deg: f64, west_deg: f64, east_deg: f64) -> (Ecef, Ecef) {
    // Distance from the axis, and height over the equator's plane, at a latitude.
    let meridian = |latitude: f64| {
        let place = Ecef::from_degrees(latitude, 0.0);
        (place.x, place.z)
    };
    let ((rho_south, z_south), (rho_north, z_north)) = (meridian(south_deg), meridian(north_deg));
    let rho_max = if south_deg <= 0.0 && north_deg >= 0.0 { SEMI_MAJOR_AXIS_M } else { rho_south.max(rho_north) };
    let rho_min = rho_south.min(rho_north).max(0.0);
    let span = |least: f64, greatest: f64| {
        (
            if least < 0.0 { least * rho_max } else { least * rho_min },
            if greatest > 0.0 { greatest * rho_max } else { greatest * rho_min },
        )
    };
    let (cos_min, cos_max) = cosine_range(west_deg, east_deg);
    let (sin_min, sin_max) = cosine_range(west_deg - 90.0, east_deg - 90.0);
    let ((x_min, x_max), (y_min, y_max)) = (span(cos_min, cos_max), span(sin_min, sin_max));
    (Ecef { x: x_min, y: y_min, z: z_south }, Ecef { x: x_max, y: y_max, z: z_north })
}

/// Least and greatest cosine of the angles from one to another, in degrees.
fn cosine_range(from_deg: f64, to_deg: f64) -> (f64, f64) {
    let holds = |angle: f64| ((from_deg - angle) / 360.0).ceil() * 360.0 + angle <= to_deg;
    let (from, to) = (from_deg.to_radians().cos(), to_deg.to_radians().cos());
    (if holds(180.0) { -1.0 } else { from.min(to) }, if holds(0.0) { 1.0 } else { from.max(to) })
}

#[cfg(test)]
#[path = "geodesy_tests.rs"]
mod tests;
