//! Motion along great circles, put onto the ellipsoid.
//!
//! A path lies in the plane through the earth's centre and its two ends. Against the geodesic it
//! is longer by parts in a million over 1,000 km, which the true motion of an invented ship may be.

use crate::geodesy::Ecef;

/// The path from one point to another, with what need not be found anew for each point of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path {
    pub(super) from: Ecef,
    pub(super) to: Ecef,
    start: Ecef,
    side: Ecef,
    sin: f64,
    angle: f64,
}

impl Path {
    pub(super) fn new(from: Ecef, to: Ecef) -> Self {
        let (a, b) = (unit(from), unit(to));
        let normal = cross(a, b);
        let sin = normal.norm();
        Self { from, to, start: a, side: cross(normal, a), sin, angle: sin.atan2(a.dot(b)) }
    }

    /// The point a fraction (0 to 1) of the way.
    pub(super) fn at(&self, fraction: f64) -> Ecef {
        // Below this angle, a few micrometres on the ground, the chord is as good.
        if self.sin < 1e-12 {
            return self.from.lerp(self.to, fraction).on_ellipsoid();
        }
        let (turn_sin, turn_cos) = (self.angle * fraction).sin_cos();
        (self.start * turn_cos + self.side * (turn_sin / self.sin)).on_ellipsoid()
    }

    /// Its bearing in degrees at a place on it.
    pub(super) fn bearing_deg(&self, place: Ecef) -> f64 {
        bearing_deg(place, self.from, self.to)
    }
}

/// The bearing in degrees, at a place on it, of the path from one point to another.
pub(super) fn bearing_deg(place: Ecef, from: Ecef, to: Ecef) -> f64 {
    let along = cross(cross(from, to), place);
    let (east, north) = place.east_north();
    compass_deg(along.dot(east), along.dot(north))
}

/// The point at a distance in metres on a first bearing in degrees.
pub(super) fn destination(from: Ecef, bearing_deg: f64, distance_m: f64) -> Ecef {
    let (sin, cos) = bearing_deg.to_radians().sin_cos();
    let (east, north) = from.east_north();
    let radius = from.norm();
    let outward = unit(from);
    // The tangent plane leans against the radius by up to 0.2°: take that out.
    let tilted = east * sin + north * cos;
    let along = unit(tilted - outward * tilted.dot(outward));
    let at = |angle: f64| (from * angle.cos() + along * (radius * angle.sin())).on_ellipsoid();
    // The ellipsoid's radius of curvature is within 0.7 % of `radius`; two corrections leave nothing.
    let mut angle = distance_m / radius;
    for _ in 0..2 {
        let reached_m = length_m(from, at(angle));
        if reached_m > 0.0 {
            angle *= distance_m.abs() / reached_m;
        }
    }
    at(angle)
}

/// Length of the path between two points, in metres, from the chord and the curvature between them.
pub(super) fn length_m(from: Ecef, to: Ecef) -> f64 {
    let diameter = from.norm() + to.norm();
    diameter * (from.distance(to) / diameter).min(1.0).asin()
}

/// The direction of a vector to east and north, in degrees clockwise from north, 0 to 360.
pub(super) fn compass_deg(east: f64, north: f64) -> f64 {
    let degrees = east.atan2(north).to_degrees();
    if degrees < 0.0 { (degrees + 360.0) % 360.0 } else { degrees }
}

fn unit(vector: Ecef) -> Ecef {
    vector * (1.0 / vector.norm())
}

fn cross(a: Ecef, b: Ecef) -> Ecef {
    Ecef { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}
