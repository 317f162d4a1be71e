//! Runs: consecutive observed legs of one track, with their tubes and boxes.
//!
//! A *tube* is the straight motion from the first place of a run to its last, and how far the vessel strays from it at
//! most. Two runs whose tubes stay apart while both last need no closer look. A *box* about the tube holds all places of
//! the run.
//!
//! The tube comes from the fixes' integer coordinates by bounds, with two conversions to earth-centred
//! coordinates a run instead of one a fix.

use std::borrow::Cow;
use std::ops::Range;

use super::{Clock, Corner};
use crate::geodesy::{Ecef, MAX_METRES_PER_DEGREE, SEMI_MINOR_AXIS_M, bounding_box, knots, range_e7};
use crate::track::contact::interval;
use crate::track::{Belt, Fleet, LegRules, Motion, Pace, SubLeg, Track, TrackId, lone_fix, sub_legs};

/// Beyond this latitude, in degrees, meridians converge too fast for a narrow tube.
const MAX_TUBE_LATITUDE_DEG: f64 = 85.0;
/// Metres in 1e-7° of latitude, at most.
const MAX_METRES_PER_E7: f64 = MAX_METRES_PER_DEGREE / 1e7;

/// Consecutive observed legs of one track; or, with no leg, a fix that no observed leg touches.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) track: TrackId,
    /// First leg, which has the number of its first fix.
    pub(crate) first: usize,
    pub(crate) legs: usize,
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    from: Ecef,
    to: Ecef,
    /// How far the vessel strays from straight, even motion between the two, at most.
    stray_m: f64,
    /// No leg is slower than this, in knots; infinite without a leg.
    least_speed_kn: f64,
}

/// Speeds, in knots, that runs will be asked for: only between these does it matter how fast one is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speeds {
    pub(crate) least_kn: f64,
    pub(crate) greatest_kn: f64,
}

impl Speeds {
    /// Any.
    pub(crate) const ANY: Self = Self { least_kn: 0.0, greatest_kn: f64::INFINITY };
}

impl Run {
    /// Legs of a track; `heard` says whether speeds may be measured across each of them.
    fn new(pace: &mut Pace<'_>, first: usize, legs: usize, heard: bool, asked: Speeds) -> Self {
        let track = pace.track();
        let extent = Extent::of(track, first, legs);
        // On the ellipsoid a leg bulges out from between its ends by its sag, at most L² / 8R.
        let longest_leg_m = extent.longest_leg_m();
        let bulge_m = longest_leg_m * longest_leg_m / (7.9 * SEMI_MINOR_AXIS_M);
        let mut run = Self {
            track: track.id(),
            first,
            legs,
            start_ms: track.time_ms(first),
            end_ms: track.time_ms(first + legs),
            from: pace.place(first),
            to: pace.place(first + legs),
            // A millisecond's rounding of a period costs less than a metre.
            stray_m: extent.stray_m() + bulge_m + 1.0,
            least_speed_kn: f64::INFINITY,
        };
        let belt = Belt::about(extent.south_e7, extent.north_e7);
        run.least_speed_kn = match run.least_speed_within_kn(pace).filter(|&least| heard && least > asked.greatest_kn) {
            // What is left are legs near its ends, whose speeds are measured on fixes beyond.
            Some(within_kn) => {
                let within = pace.measured_within(first..first + legs);
                let before_kn = pace.least_speed_kn(first..within.start, belt, asked.least_kn);
                before_kn.min(within_kn).min(pace.least_speed_kn(within.end..first + legs, belt, asked.least_kn))
            }
            None => pace.least_speed_kn(first..first + legs, belt, asked.least_kn),
        };
        run
    }

    /// A lower bound, in knots, of the speed about each leg that is measured between fixes of the run a whole baseline apart or more: as fast
    /// as the run is as a whole, but for how far both fixes may stray from that. `None` without a baseline.
    fn least_speed_within_kn(&self, pace: &Pace<'_>) -> Option<f64> {
        let (baseline_ms, duration_ms) = (pace.baseline_ms(), self.end_ms - self.start_ms);
        let metres_per_ms = self.from.distance(self.to) / duration_ms as f64 - 2.0 * self.stray_m / baseline_ms as f64;
        (baseline_ms > 0 && duration_ms >= baseline_ms).then(|| knots(metres_per_ms * 1000.0))
    }

    /// Corners of its box, larger by a margin of space on every side.
    pub(super) fn corners(&self, clock: Clock, margin_m: f64) -> (Corner, Corner) {
        let (from, to, beyond_m) = (self.from, self.to, self.stray_m + margin_m);
        let low = |one: f64, other: f64| one.min(other) - beyond_m;
        let high = |one: f64, other: f64| one.max(other) + beyond_m;
        (
            [low(from.x, to.x), low(from.y, to.y), low(from.z, to.z), clock.coordinate(self.start_ms)],
            [high(from.x, to.x), high(from.y, to.y), high(from.z, to.z), clock.coordinate(self.end_ms)],
        )
    }

    /// The period outside of which the two are farther apart than a distance while both last, in milliseconds;
    /// `None` if they are all the time.
    pub(super) fn may_meet(&self, other: &Self, distance_m: f64) -> Option<(i64, i64)> {
        let (start_ms, end_ms) = (self.start_ms.max(other.start_ms), self.end_ms.min(other.end_ms));
        if start_ms > end_ms {
            return None;
        }
        let start = other.straight_at(start_ms) - self.straight_at(start_ms);
        let end = other.straight_at(end_ms) - self.straight_at(end_ms);
        interval(start, end, start_ms, end_ms, distance_m + self.stray_m + other.stray_m)
    }

    /// Whether a leg may be as slow as this, in knots.
    pub(crate) fn may_be_slow(&self, speed_kn: f64) -> bool {
        self.least_speed_kn <= speed_kn
    }

    /// Where straight, even motion from its first place to its last is at a time.
    #[inline]
    fn straight_at(&self, time_ms: i64) -> Ecef {
        // Of two runs that are compared, each begins or ends where it is looked at, or the other does.
        if time_ms == self.start_ms {
            return self.from;
        }
        if time_ms == self.end_ms {
            return self.to;
        }
        let duration_ms = (self.end_ms - self.start_ms).max(1);
        self.from.lerp(self.to, (time_ms - self.start_ms) as f64 / duration_ms as f64)
    }

    /// Its legs that touch a period.
    fn legs_between(&self, times_ms: &[i64], from_ms: i64, to_ms: i64) -> Range<usize> {
        let times = &times_ms[self.first..=self.first + self.legs];
        // The last leg that begins before the period, and the first that ends after it. Mostly the period is that of the run.
        let first = match from_ms <= self.start_ms {
            true => 0,
            false => times.partition_point(|&time| time < from_ms).saturating_sub(1),
        };
        let last = match to_ms >= self.end_ms {
            true => self.legs,
            false => times.partition_point(|&time| time <= to_ms).min(self.legs),
        };
        self.first + first..self.first + last.max(first)
    }

    /// The straight stretches of its legs that touch a period, in order of time; `motion` is that of its track.
    pub(crate) fn sub_legs_between(&self, motion: &mut Motion<'_>, from_ms: i64, to_ms: i64) -> Vec<SubLeg> {
        let track = motion.track();
        if self.legs == 0 {
            return vec![lone_fix(track, self.first)];
        }
        motion.sub_legs(self.legs_between(track.times_ms(), from_ms, to_ms))
    }

    /// Its straight stretches, in order of time; of a lone fix, one without duration.
    pub(crate) fn sub_legs(&self, fleet: &Fleet) -> Vec<SubLeg> {
        match fleet.track(self.track) {
            Some(track) if self.legs == 0 => vec![lone_fix(track, self.first)],
            Some(track) => sub_legs(track, self.first..self.first + self.legs),
            None => Vec::new(),
        }
    }
}

/// The fixes of a run, and the ranges of their latitudes and longitudes, in units of 1e-7°.
struct Extent<'a> {
    times_ms: &'a [i64],
    latitudes_e7: &'a [i32],
    /// Counted from 180° where the run crosses that meridian.
    longitudes_e7: Cow<'a, [i32]>,
    turned: bool,
    south_e7: i32,
    north_e7: i32,
    west_e7: i32,
    east_e7: i32,
}

impl<'a> Extent<'a> {
    fn of(track: Track<'a>, first: usize, legs: usize) -> Self {
        let fixes = first..=first + legs;
        let latitudes_e7 = &track.latitudes_e7()[fixes.clone()];
        let mut longitudes_e7 = Cow::Borrowed(&track.longitudes_e7()[fixes.clone()]);
        let (south_e7, north_e7) = range_e7(latitudes_e7.iter().copied());
        let (mut west_e7, mut east_e7) = range_e7(longitudes_e7.iter().copied());
        let turned = i64::from(east_e7) - i64::from(west_e7) > i64::from(HALF_TURN_E7);
        if turned {
            longitudes_e7 = longitudes_e7.iter().map(|&longitude| opposite(longitude)).collect();
            (west_e7, east_e7) = range_e7(longitudes_e7.iter().copied());
        }
        let times_ms = &track.times_ms()[fixes];
        Self { times_ms, latitudes_e7, longitudes_e7, turned, south_e7, north_e7, west_e7, east_e7 }
    }

    /// The latitude farthest from the equator and that nearest to it, in degrees.
    fn highest_and_lowest_deg(&self) -> (f64, f64) {
        let (south, north) = (self.south_e7.abs(), self.north_e7.abs());
        let across = self.south_e7 <= 0 && self.north_e7 >= 0;
        (degrees(south.max(north)), if across { 0.0 } else { degrees(south.min(north)) })
    }

    /// Corners of a box about all places.
    fn corners(&self) -> (Ecef, Ecef) {
        let turn = if self.turned { 180.0 } else { 0.0 };
        bounding_box(
            degrees(self.south_e7),
            degrees(self.north_e7),
            degrees(self.west_e7) + turn,
            degrees(self.east_e7) + turn,
        )
    }

    /// At least the length of the longest leg, in metres.
    fn longest_leg_m(&self) -> f64 {
        let step = |values: &[i32]| {
            let steps = values.iter().zip(&values[1..]).map(|(one, next)| one.abs_diff(*next));
            f64::from(steps.fold(0, u32::max)) * MAX_METRES_PER_E7
        };
        step(self.latitudes_e7).hypot(step(&self.longitudes_e7))
    }

    /// How far fixes stray from even motion between the first and the last, at most, in metres.
    ///
    /// Measured in the plane of longitude and latitude, to which is added what that plane can be wrong
    /// by: with extents x to the east and y to the north at latitude φ, the earth's curvature and the
    /// meridians' convergence bend a straight line by less than `(x² / cos φ + 2 x y tan φ + y²) / 2R`.
    fn stray_m(&self) -> f64 {
        let (highest_deg, lowest_deg) = self.highest_and_lowest_deg();
        if highest_deg > MAX_TUBE_LATITUDE_DEG {
            // All of it lies in one box, and so does the straight way between its ends.
            let (lower, upper) = self.corners();
            return lower.distance(upper);
        }
        let (sin, cos) = highest_deg.to_radians().sin_cos();
        let metres_per_e7_east = lowest_deg.to_radians().cos() * MAX_METRES_PER_E7;
        let x = (f64::from(self.east_e7) - f64::from(self.west_e7)) * metres_per_e7_east;
        let y = (f64::from(self.north_e7) - f64::from(self.south_e7)) * MAX_METRES_PER_E7;
        let bend_m = (x * x / cos + 2.0 * x * y * sin / cos + y * y) / (2.0 * 0.9 * SEMI_MINOR_AXIS_M);
        self.stray_in_plane_m(metres_per_e7_east) + bend_m
    }

    /// The same in the plane of longitude and latitude.
    fn stray_in_plane_m(&self, metres_per_e7_east: f64) -> f64 {
        let start_ms = self.times_ms[0];
        let duration_ms = self.times_ms[self.times_ms.len() - 1] - start_ms;
        match i32::try_from(duration_ms) {
            // Several at a time are converted from 32 bits.
            Ok(_) => self.stray_from_even_m(metres_per_e7_east, |time_ms| f64::from((time_ms - start_ms) as i32)),
            Err(_) => self.stray_from_even_m(metres_per_e7_east, |time_ms| (time_ms - start_ms) as f64),
        }
    }

    /// The same, given how times are counted from the first.
    fn stray_from_even_m(&self, metres_per_e7_east: f64, since_start_ms: impl Fn(i64) -> f64) -> f64 {
        let last = self.times_ms.len() - 1;
        let place = |fix: usize| (f64::from(self.latitudes_e7[fix]), f64::from(self.longitudes_e7[fix]));
        let ((south, west), (north, east)) = (place(0), place(last));
        let per_ms = 1.0 / since_start_ms(self.times_ms[last]).max(1.0);
        let (north_per_ms, east_per_ms) = ((north - south) * per_ms, (east - west) * per_ms);
        let mut most = 0.0;
        for ((&time_ms, &latitude), &longitude) in self.times_ms.iter().zip(self.latitudes_e7).zip(&*self.longitudes_e7)
        {
            let since_ms = since_start_ms(time_ms);
            let north_m = (f64::from(latitude) - south - since_ms * north_per_ms) * MAX_METRES_PER_E7;
            let east_m = (f64::from(longitude) - west - since_ms * east_per_ms) * metres_per_e7_east;
            let squared = north_m * north_m + east_m * east_m;
            most = if squared > most { squared } else { most };
        }
        most.sqrt()
    }
}

/// Half a turn, in units of 1e-7°.
const HALF_TURN_E7: i32 = 1_800_000_000;

/// A longitude counted from 180°, in units of 1e-7°.
fn opposite(longitude_e7: i32) -> i32 {
    longitude_e7 - if longitude_e7 < 0 { -HALF_TURN_E7 } else { HALF_TURN_E7 }
}

fn degrees(angle_e7: i32) -> f64 {
    f64::from(angle_e7) / 1e7
}

/// The runs of a track, in order of time.
pub(super) fn runs_of(fleet: &Fleet, track: u32, rules: &LegRules, max_legs: usize, asked: Speeds) -> Vec<Run> {
    let Some(track) = fleet.track(TrackId(track)) else { return Vec::new() };
    let mut runs = Vec::with_capacity(track.len() / max_legs + 1);
    let mut pace = Pace::new(track, *rules);
    let mut first = 0;
    let mut before_observed = false;
    let mut heard = true;
    for fix in 0..track.len() {
        let begins_leg = fix + 1 < track.len();
        let is_heard = begins_leg && pace.extends(fix);
        let observed = is_heard || (begins_leg && track.leg(fix).is_observed_by(rules));
        if !observed {
            // A fix at which runs end is held by the last of them, unless it stands alone.
            let alone = first == fix && !before_observed;
            if fix > first || alone {
                runs.push(Run::new(&mut pace, first, fix - first, heard, asked));
            }
            (first, heard) = (fix + 1, true);
        } else {
            heard &= is_heard;
            if fix + 1 - first == max_legs {
                runs.push(Run::new(&mut pace, first, max_legs, heard, asked));
                (first, heard) = (fix + 1, true);
            }
        }
        before_observed = observed;
    }
    runs
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
