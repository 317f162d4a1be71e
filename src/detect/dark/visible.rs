//! A silent vessel and one that was seen lying still.

use super::dwell::Dwell;
use super::prism::Prism;
use crate::ais::Position;
use crate::geodesy::Ecef;
use crate::track::{Hour, datetime};

/// A vessel that was slow for a time, by its track thinned to a fix an hour.
///
/// At 2 knots, and with an hour between two places, it was within a nautical mile of the line between them.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// Times in milliseconds since 1970, and places.
    fixes: Vec<(i64, Ecef)>,
}

impl Path {
    /// The path of a vessel from a time to another; `None` without a fix in it. Before its first fix the vessel is taken to be
    /// at that, after its last at this.
    pub(super) fn new(hours: &[Hour], start_ms: i64, end_ms: i64) -> Option<Self> {
        let from = hours.partition_point(|hour| hour.time_ms() < start_ms);
        let to = hours.partition_point(|hour| hour.time_ms() <= end_ms);
        let at = |hour: &Hour| (hour.time_ms(), Ecef::from(hour.position()));
        let mut fixes: Vec<(i64, Ecef)> = hours.get(from..to)?.iter().map(at).collect();
        let (first, last) = (*fixes.first()?, *fixes.last()?);
        if first.0 > start_ms {
            fixes.insert(0, (start_ms, first.1));
        }
        if last.0 < end_ms {
            fixes.push((end_ms, last.1));
        }
        Some(Self { fixes })
    }

    pub(super) fn start_ms(&self) -> i64 {
        self.fixes[0].0
    }

    pub(super) fn end_ms(&self) -> i64 {
        self.fixes[self.fixes.len() - 1].0
    }

    pub(super) fn corners(&self) -> (Ecef, Ecef) {
        let first = self.fixes[0].1;
        self.fixes.iter().fold((first, first), |(low, high), (_, at)| {
            (
                Ecef { x: low.x.min(at.x), y: low.y.min(at.y), z: low.z.min(at.z) },
                Ecef { x: high.x.max(at.x), y: high.y.max(at.y), z: high.z.max(at.z) },
            )
        })
    }

    fn place_at(&self, time_ms: f64) -> Ecef {
        let after = self.fixes.partition_point(|fix| (fix.0 as f64) < time_ms).clamp(1, self.fixes.len().max(2) - 1);
        let (Some(from), Some(to)) = (self.fixes.get(after - 1), self.fixes.get(after)) else { return self.fixes[0].1 };
        let share = (time_ms - from.0 as f64) / ((to.0 - from.0) as f64).max(1.0);
        from.1.lerp(to.1, share.clamp(0.0, 1.0)).on_ellipsoid()
    }

    /// The longest time for which a silent vessel can have lain with this one, if it is at least this.
    ///
    /// Where the silent vessel is at least as fast as this one, it can come to it at every time after the first at which it
    /// can, and leave it at every time before the last: both are the only zero of a function that goes one way. This one is
    /// slow but for spells of less than half an hour; a silent vessel that is slower than such a spell may be given one
    /// of several zeros.
    pub(super) fn longest(&self, prism: &Prism, least_ms: f64) -> Option<Dwell> {
        let from_ms = self.start_ms().max(prism.start_ms()) as f64;
        let to_ms = self.end_ms().min(prism.end_ms()) as f64;
        if to_ms - from_ms < least_ms {
            return None;
        }
        let can_be_there = |time_ms: f64| prism.arrival_ms(self.place_at(time_ms)) <= time_ms;
        let can_leave = |time_ms: f64| prism.departure_ms(self.place_at(time_ms)) >= time_ms;
        if !can_be_there(to_ms) || !can_leave(from_ms) {
            return None;
        }
        // First between which fixes, then when between them.
        let inner = |time_ms: i64| from_ms < time_ms as f64 && (time_ms as f64) < to_ms;
        let times: Vec<f64> =
            self.fixes.iter().map(|fix| fix.0).filter(|&time| inner(time)).map(|time| time as f64).collect();
        let first = times.partition_point(|&time| !can_be_there(time));
        let last = times.partition_point(|&time| can_leave(time));
        let at = |number: usize| times.get(number).copied();
        let before = |number: usize| number.checked_sub(1).and_then(at).unwrap_or(from_ms);
        let arrive_ms = if can_be_there(from_ms) {
            from_ms
        } else {
            between(at(first).unwrap_or(to_ms), before(first), can_be_there)
        };
        let leave_ms =
            if can_leave(to_ms) { to_ms } else { between(before(last), at(last).unwrap_or(to_ms), can_leave) };
        let dwell_ms = leave_ms - arrive_ms;
        if dwell_ms < least_ms.max(0.0) {
            return None;
        }
        let (latitude, longitude) = self.place_at((arrive_ms + leave_ms) / 2.0).to_degrees();
        Some(Dwell {
            hours: dwell_ms / 3_600_000.0,
            place: Position::from_degrees(latitude, longitude).ok()?,
            arrive: datetime(arrive_ms.round() as i64),
            leave: datetime(leave_ms.round() as i64),
        })
    }
}

/// The last time that holds on the way from one that does to one that does not, to a tenth of a second.
fn between(mut holds_ms: f64, mut fails_ms: f64, holds: impl Fn(f64) -> bool) -> f64 {
    while (holds_ms - fails_ms).abs() > 100.0 {
        let middle = (holds_ms + fails_ms) / 2.0;
        if holds(middle) { holds_ms = middle } else { fails_ms = middle }
    }
    holds_ms
}
