//! A track thinned to the first fix of each hour, and what is asked of it.

use chrono::{DateTime, Utc};

use crate::ais::Position;
use crate::geodesy::Ecef;
use crate::track::{Hour, datetime};

/// Between two fixes farther apart than this, in milliseconds, the place is not known.
const LONGEST_MS: i64 = 2 * 3_600_000;

/// The first fixes of the hours of a vessel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trail<'a>(pub(super) &'a [Hour]);

impl<'a> Trail<'a> {
    /// The part between two times.
    pub(super) fn between(self, from_ms: i64, to_ms: i64) -> Self {
        let from = self.0.partition_point(|hour| hour.time_ms() < from_ms);
        let to = self.0.partition_point(|hour| hour.time_ms() <= to_ms);
        Self(self.0.get(from..to).unwrap_or_default())
    }

    /// Where the vessel was at a time, on a straight line between its fixes; `None` where these are too far apart.
    fn place_at(self, time_ms: i64) -> Option<Ecef> {
        let after = self.0.partition_point(|hour| hour.time_ms() < time_ms);
        let to = self.0.get(after)?;
        if to.time_ms() == time_ms {
            return Some(to.position().into());
        }
        let from = self.0.get(after.checked_sub(1)?)?;
        let length_ms = to.time_ms() - from.time_ms();
        let share = (time_ms - from.time_ms()) as f64 / length_ms as f64;
        (length_ms <= LONGEST_MS).then(|| Ecef::from(from.position()).lerp(to.position().into(), share).on_ellipsoid())
    }

    /// How far it got from another vessel, at its own fixes between two times, in metres; `None` where it is not known.
    pub(super) fn farthest_from_m(self, other: Self, from_ms: i64, to_ms: i64) -> Option<f64> {
        let apart = |hour: &Hour| Some(Ecef::from(hour.position()).distance(other.place_at(hour.time_ms())?));
        self.between(from_ms, to_ms).0.iter().filter_map(apart).reduce(f64::max)
    }

    /// Times and places.
    pub(super) fn points(self) -> impl Iterator<Item = (DateTime<Utc>, Position)> + 'a {
        self.0.iter().map(|hour| (datetime(hour.time_ms()), hour.position()))
    }
}
