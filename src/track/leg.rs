//! Legs: the stretch between two consecutive fixes, and when it can be interpolated.

use std::ops::Range;

use super::pace::Pace;
use super::view::Track;
use crate::Result;
use crate::error::check_range;
use crate::geodesy::{Ecef, knots};

/// Which legs count as observed, and over what time a speed is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct LegParameters {
    /// A leg is observed up to this duration, in hours.
    pub max_interpolation_h: f64,
    /// A leg of a vessel that hardly moved is observed up to this duration, in hours.
    pub max_slow_interpolation_h: f64,
    /// A vessel hardly moved if the leg's implied speed and the speeds reported at its ends
    /// are at most this, in knots.
    pub slow_speed_kn: f64,
    /// Speeds are measured from the last fix half of this before the middle of a leg to the first fix as
    /// much after it, in minutes: between fixes a few seconds apart the noise of the receiver would look
    /// like speed.
    pub speed_baseline_min: f64,
}

impl Default for LegParameters {
    fn default() -> Self {
        Self { max_interpolation_h: 1.0, max_slow_interpolation_h: 4.0, slow_speed_kn: 2.0, speed_baseline_min: 5.0 }
    }
}

impl LegParameters {
    /// Checks the ranges.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`](crate::Error::Parameter) that names the first value out of range.
    pub fn validate(&self) -> Result<()> {
        check_range("legs.max_interpolation_h", self.max_interpolation_h, 1e-3, 24.0, "must be 0.001 to 24 hours")?;
        check_range(
            "legs.max_slow_interpolation_h",
            self.max_slow_interpolation_h,
            1e-3,
            24.0,
            "must be 0.001 to 24 hours",
        )?;
        check_range("legs.slow_speed_kn", self.slow_speed_kn, 0.0, 10.0, "must be 0 to 10 knots")?;
        check_range("legs.speed_baseline_min", self.speed_baseline_min, 0.0, 60.0, "must be 0 to 60 minutes")
    }

    /// The same in the units of the columns.
    pub(crate) fn rules(&self) -> LegRules {
        LegRules {
            max_interpolation_ms: hours_ms(self.max_interpolation_h),
            max_slow_interpolation_ms: hours_ms(self.max_slow_interpolation_h),
            slow_speed_kn: self.slow_speed_kn,
            baseline_ms: minutes_ms(self.speed_baseline_min),
        }
    }
}

/// [`LegParameters`] in the units of the columns, for loops over all legs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LegRules {
    pub(super) max_interpolation_ms: i64,
    max_slow_interpolation_ms: i64,
    slow_speed_kn: f64,
    pub(super) baseline_ms: i64,
}

impl LegRules {
    pub(crate) fn max_interpolation_ms(&self) -> i64 {
        self.max_interpolation_ms
    }

    const FEW_FIXES: usize = 32;

    /// All fixes that speeds about legs from one up to another may be measured on, and perhaps some more.
    pub(crate) fn baseline_reach(&self, times_ms: &[i64], first: usize, end: usize) -> Range<usize> {
        let last = end.min(times_ms.len() - 1);
        let is_before = |time: i64| 2 * (times_ms[first] - time) >= self.baseline_ms;
        let is_within = |time: i64| 2 * (time - times_ms[last]) < self.baseline_ms;
        // Nearly always a few fixes away.
        let near = first.saturating_sub(Self::FEW_FIXES);
        let start = if is_before(times_ms[near]) { near } else { 0 };
        let from = start + times_ms[start..=first].partition_point(|&time| is_before(time));
        let far = (last + Self::FEW_FIXES).min(times_ms.len() - 1);
        let stop = if is_within(times_ms[far]) { times_ms.len() } else { far };
        let after = times_ms[last..stop].partition_point(|&time| is_within(time));
        from.saturating_sub(1)..(last + after + 1).min(times_ms.len())
    }

    /// The longest that an observed leg can be.
    pub(crate) fn longest_ms(&self) -> i64 {
        self.max_interpolation_ms.max(self.max_slow_interpolation_ms)
    }
}

/// Hours as whole milliseconds.
pub(crate) fn hours_ms(hours: f64) -> i64 {
    (hours * 3_600_000.0).round() as i64
}

/// Minutes as whole milliseconds.
pub(crate) fn minutes_ms(minutes: f64) -> i64 {
    (minutes * 60_000.0).round() as i64
}

/// Two consecutive fixes of a track.
#[derive(Debug, Clone, Copy)]
pub struct Leg<'a> {
    track: Track<'a>,
    first: usize,
}

impl<'a> Leg<'a> {
    pub(super) fn new(track: Track<'a>, first: usize) -> Self {
        Self { track, first }
    }

    /// Its track.
    #[must_use]
    pub fn track(self) -> Track<'a> {
        self.track
    }

    /// Number of the fix that it starts at; it ends at the next.
    #[must_use]
    pub fn first(self) -> usize {
        self.first
    }

    /// Time of its first fix, in milliseconds since 1970.
    #[must_use]
    pub fn start_ms(self) -> i64 {
        self.track.time_ms(self.first)
    }

    /// Time of its second fix, in milliseconds since 1970.
    #[must_use]
    pub fn end_ms(self) -> i64 {
        self.track.time_ms(self.first + 1)
    }

    /// Duration in milliseconds, more than 0.
    #[must_use]
    pub fn duration_ms(self) -> i64 {
        self.end_ms() - self.start_ms()
    }

    /// Length of the chord, in metres.
    #[must_use]
    pub fn length_m(self) -> f64 {
        self.track.ecef(self.first).distance(self.track.ecef(self.first + 1))
    }

    /// Speed that takes it from the one fix to the other, in knots.
    #[must_use]
    pub fn implied_speed_kn(self) -> f64 {
        knots(self.length_m() / (self.duration_ms() as f64 / 1000.0))
    }

    /// Whether the vessel's place is known all along: the leg is short, or the vessel hardly moved.
    ///
    /// A leg that begins or ends at a coarse position (message 27) is not observed: to interpolate
    /// hundreds of metres on it would be to invent them. Nor is one between segments of a track, which other reports
    /// under the same MMSI lie between.
    #[must_use]
    pub fn is_observed(self, parameters: &LegParameters) -> bool {
        self.is_observed_by(&parameters.rules())
    }

    pub(crate) fn is_observed_by(self, rules: &LegRules) -> bool {
        let duration = self.duration_ms();
        !self.is_coarse()
            && !self.track.begins_segment(self.first + 1)
            && (duration <= rules.max_interpolation_ms
                || (duration <= rules.max_slow_interpolation_ms && self.hardly_moved(rules)))
    }

    /// Whether the leg is short enough to count as heard, not only as bridged because the vessel hardly moved.
    #[must_use]
    pub fn is_heard(self, parameters: &LegParameters) -> bool {
        self.duration_ms() <= parameters.rules().max_interpolation_ms
    }

    fn is_coarse(self) -> bool {
        self.track.is_coarse(self.first) || self.track.is_coarse(self.first + 1)
    }

    fn hardly_moved(self, rules: &LegRules) -> bool {
        let slow = |i: usize| self.track.speed_over_ground(i).is_none_or(|speed| speed.kn() <= rules.slow_speed_kn);
        slow(self.first) && slow(self.first + 1) && self.implied_speed_kn() <= rules.slow_speed_kn
    }

    /// Where the vessel was at a time within the leg: on the straight line between its fixes, put
    /// back on the ellipsoid. A time outside gives the nearer end.
    #[must_use]
    pub fn place_at(self, time_ms: i64) -> Ecef {
        let fraction = (time_ms - self.start_ms()) as f64 / self.duration_ms() as f64;
        let (from, to) = (self.track.ecef(self.first), self.track.ecef(self.first + 1));
        from.lerp(to, fraction.clamp(0.0, 1.0)).on_ellipsoid()
    }

    /// Velocity over ground about this leg, in metres a second: displacement over time from the last
    /// fix at least half of `speed_baseline_min` before the leg's middle to the first as much after it.
    ///
    /// The stretch ends earlier where the track does, or at a leg that is too long to be heard. So the
    /// velocity depends on the fixes near by alone.
    #[must_use]
    pub fn velocity(self, parameters: &LegParameters) -> Ecef {
        Pace::new(self.track, parameters.rules()).velocity(self.first)
    }
}

#[cfg(test)]
#[path = "leg_tests.rs"]
mod tests;
