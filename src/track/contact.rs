//! When two points in linear relative motion are within a distance: a quadratic in time.
//!
//! With the relative place `r(u) = r0 + u (r1 - r0)`, `u` from 0 to 1 over the stretch, the squared
//! distance is `a u² + 2 b u + |r0|²`, `a = |r1 - r0|²`, `b = r0 · (r1 - r0)`. Where it falls to
//! the square of the threshold is a root; between the roots the points are in contact.

use super::motion::Piece;
use crate::geodesy::{Ecef, nearest};

/// The part of a stretch of time on which the distance is at most `distance_m`, in milliseconds;
/// `None` if there is none. `start` and `end` are relative places, in metres.
///
/// An end of the stretch at which the distance is within the threshold is an end of the part, to
/// the millisecond, so that parts of consecutive stretches join without a gap.
#[inline]
pub(crate) fn interval(start: Ecef, end: Ecef, start_ms: i64, end_ms: i64, distance_m: f64) -> Option<(i64, i64)> {
    interval_between((start, start.dot(start)), (end, end.dot(end)), start_ms, end_ms, distance_m)
}

/// The same for places whose squares are known.
#[inline]
pub(crate) fn interval_between(
    (start, start_squared): (Ecef, f64),
    (end, end_squared): (Ecef, f64),
    start_ms: i64,
    end_ms: i64,
    distance_m: f64,
) -> Option<(i64, i64)> {
    let squared = distance_m * distance_m;
    let (from_start, from_end) = (start_squared - squared, end_squared - squared);
    if from_start <= 0.0 && from_end <= 0.0 {
        // A ball is convex.
        return Some((start_ms, end_ms));
    }
    let motion = end - start;
    let (a, b, c) = (motion.dot(motion), start.dot(motion), from_start);
    let discriminant = b * b - a * c;
    if a == 0.0 || discriminant < 0.0 {
        return None;
    }
    // The form that does not subtract nearly equal numbers.
    let q = -(b + discriminant.sqrt().copysign(b));
    let (one, other) = (q / a, if q == 0.0 { 0.0 } else { c / q });
    let enter = if from_start <= 0.0 { 0.0 } else { one.min(other) };
    let leave = if from_end <= 0.0 { 1.0 } else { one.max(other) };
    if !(enter <= 1.0 && leave >= 0.0 && enter <= leave) {
        return None;
    }
    let at = |fraction: f64| start_ms + nearest(fraction.clamp(0.0, 1.0) * (end_ms - start_ms) as f64);
    Some((at(enter), at(leave)))
}

/// The least distance on a stretch of time, in metres, and when it is, to the millisecond.
pub(crate) fn closest_of(start: Ecef, end: Ecef, start_ms: i64, end_ms: i64) -> (f64, i64) {
    let motion = end - start;
    let a = motion.dot(motion);
    let fraction = if a > 0.0 { (-start.dot(motion) / a).clamp(0.0, 1.0) } else { 0.0 };
    ((start + motion * fraction).norm(), start_ms + nearest(fraction * (end_ms - start_ms) as f64))
}

/// The least distance of two vessels on a piece, in metres, and when it is.
pub(crate) fn closest(piece: &Piece<'_>) -> (f64, i64) {
    let (start, end) = piece.relative();
    closest_of(start, end, piece.start_ms, piece.end_ms)
}

#[cfg(test)]
#[path = "contact_tests.rs"]
mod tests;
