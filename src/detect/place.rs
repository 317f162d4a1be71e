//! Mean places, from integers alone.

use crate::ais::Position;
use crate::geodesy::{Ecef, nearest};

/// A time-weighted sum of places, in whole centimetres and milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct PlaceSum {
    pub(crate) x: i128,
    pub(crate) y: i128,
    pub(crate) z: i128,
    pub(crate) time_ms: i128,
}

impl PlaceSum {
    pub(crate) fn add(&mut self, place: Ecef, time_ms: i64) {
        let weighted = |metres: f64| i128::from(nearest(metres * 100.0)) * i128::from(time_ms);
        self.x += weighted(place.x);
        self.y += weighted(place.y);
        self.z += weighted(place.z);
        self.time_ms += i128::from(time_ms);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.x += other.x;
        self.y += other.y;
        self.z += other.z;
        self.time_ms += other.time_ms;
    }

    /// The mean place; `None` without any time.
    pub(crate) fn mean(&self) -> Option<Position> {
        if self.time_ms == 0 {
            return None;
        }
        let mean = |sum: i128| sum as f64 / self.time_ms as f64 / 100.0;
        let (latitude, longitude) = Ecef { x: mean(self.x), y: mean(self.y), z: mean(self.z) }.to_degrees();
        Position::from_degrees(latitude, longitude).ok()
    }
}
