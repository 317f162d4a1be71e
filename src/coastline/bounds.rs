//! Boxes of longitudes and latitudes.

use rstar::primitives::Rectangle;

use super::Place;

/// A box of longitudes and latitudes, in degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    low: Place,
    high: Place,
}

impl Bounds {
    /// The box of points.
    pub(super) fn of<'a>(points: impl IntoIterator<Item = &'a Place>) -> Self {
        let nothing = Self { low: (f64::INFINITY, f64::INFINITY), high: (f64::NEG_INFINITY, f64::NEG_INFINITY) };
        points.into_iter().fold(nothing, |Self { low, high }, &(x, y)| Self {
            low: (low.0.min(x), low.1.min(y)),
            high: (high.0.max(x), high.1.max(y)),
        })
    }

    /// As an object of a tree.
    pub(super) fn rectangle(&self) -> Rectangle<Place> {
        Rectangle::from_corners(self.low, self.high)
    }

    /// Whether, turned by so many degrees, it is outside of another.
    pub(super) fn misses(&self, turn_deg: f64, low: Place, high: Place) -> bool {
        self.misses_longitudes(turn_deg, low.0, high.0) || self.high.1 < low.1 || self.low.1 > high.1
    }

    /// Whether, turned by so many degrees, it is to the west or to the east of two longitudes.
    pub(super) fn misses_longitudes(&self, turn_deg: f64, low_deg: f64, high_deg: f64) -> bool {
        self.high.0 + turn_deg < low_deg || self.low.0 + turn_deg > high_deg
    }
}
