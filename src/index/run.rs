//! Runs: consecutive observed legs of one track, with their boxes and tubes.
//!
//! A *box* holds all places of a run. A *tube* is closer: the straight motion from the first place of
//! the run to its last, and how far the vessel strays from it at most. Two runs whose tubes stay apart
//! while both last need no closer look, however much their boxes overlap.
//!
//! Both come from the fixes' integer coordinates by bounds, with two conversions to earth-centred
//! coordinates a run instead of one a fix.

use super::{Clock, Corner};
use crate::geodesy::{Ecef, SEMI_MINOR_AXIS_M, bounding_box};
use crate::track::contact::interval;
use crate::track::{Fleet, LegRules, Pace, SubLeg, Track, TrackId, lone_fix, sub_legs};

/// Metres in a degree of latitude, or of longitude at the equator, at most.
const MAX_METRES_PER_DEGREE: f64 = 111_700.0;
/// Beyond this latitude, in degrees, meridians converge too fast for a tube.
const MAX_TUBE_LATITUDE_DEG: f64 = 85.0;

/// Consecutive observed legs of one track; or, with no leg, a fix that no observed leg touches.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) track: TrackId,
    /// First leg, which has the number of its first fix.
    pub(crate) first: usize,
    pub(crate) legs: usize,
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    lower: Ecef,
    upper: Ecef,
    from: Ecef,
    to: Ecef,
    /// How far the vessel strays from straight, even motion between the two, at most; infinite if not known.
    stray_m: f64,
    /// No leg is slower than this, in knots; infinite without a leg.
    least_speed_kn: f64,
}

impl Run {
    fn new(track: Track<'_>, pace: &mut Pace<'_>, first: usize, legs: usize) -> Self {
        let bounds = Bounds::of(track, first, legs);
        let cosine = bounds.least_cosine();
        let least_speed_kn =
            (first..first + legs).map(|leg| pace.least_speed_kn(leg, cosine)).fold(f64::INFINITY, f64::min);
        let (lower, upper) = bounds.corners();
        // On the ellipsoid a leg bulges out of the box of its ends by its sag, at most L² / 8R.
        let bulge_m = bounds.longest_leg_m * bounds.longest_leg_m / (7.9 * SEMI_MINOR_AXIS_M);
        let bulge = Ecef { x: bulge_m, y: bulge_m, z: bulge_m };
        Self {
            track: track.id(),
            first,
            legs,
            start_ms: track.time_ms(first),
            end_ms: track.time_ms(first + legs),
            lower: lower - bulge,
            upper: upper + bulge,
            from: track.ecef(first),
            to: track.ecef(first + legs),
            // A millisecond's rounding of a period costs less than a metre.
            stray_m: bounds.stray_m(track, first, legs) + bulge_m + 1.0,
            least_speed_kn,
        }
    }

    /// Corners of its box, larger by a margin of space on every side.
    pub(super) fn corners(&self, clock: Clock, margin_m: f64) -> (Corner, Corner) {
        (
            [
                self.lower.x - margin_m,
                self.lower.y - margin_m,
                self.lower.z - margin_m,
                clock.coordinate(self.start_ms),
            ],
            [self.upper.x + margin_m, self.upper.y + margin_m, self.upper.z + margin_m, clock.coordinate(self.end_ms)],
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
    fn straight_at(&self, time_ms: i64) -> Ecef {
        let duration_ms = (self.end_ms - self.start_ms).max(1);
        self.from.lerp(self.to, (time_ms - self.start_ms) as f64 / duration_ms as f64)
    }

    /// The straight stretches of its legs that touch a period, in order of time.
    pub(super) fn sub_legs_between(&self, fleet: &Fleet, from_ms: i64, to_ms: i64) -> Vec<SubLeg> {
        let Some(track) = fleet.track(self.track).filter(|_| self.legs > 0) else { return self.sub_legs(fleet) };
        let times = &track.times_ms()[self.first..=self.first + self.legs];
        // The last leg that begins before the period, and the first that ends after it.
        let first = times.partition_point(|&time| time < from_ms).saturating_sub(1);
        let last = times.partition_point(|&time| time <= to_ms).min(self.legs);
        sub_legs(track, self.first + first..self.first + last.max(first))
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

/// The ranges of latitude and longitude of a run.
struct Bounds {
    south_deg: f64,
    north_deg: f64,
    west_deg: f64,
    /// Beyond 180 where the run crosses it.
    east_deg: f64,
    longest_leg_m: f64,
}

impl Bounds {
    fn of(track: Track<'_>, first: usize, legs: usize) -> Self {
        let latitudes = &track.latitudes_e7()[first..=first + legs];
        let longitudes = &track.longitudes_e7()[first..=first + legs];
        let range = |values: &[i32], of: fn(i32) -> i64| {
            values.iter().fold((i64::MAX, i64::MIN), |(low, high), &value| (low.min(of(value)), high.max(of(value))))
        };
        let (south, north) = range(latitudes, i64::from);
        let (mut west, mut east) = range(longitudes, i64::from);
        let crosses = east - west > HALF_TURN_E7;
        if crosses {
            (west, east) = range(longitudes, eastward);
        }
        let step = |values: &[i32], of: fn(i32) -> i64| {
            values.windows(2).map(|pair| (of(pair[1]) - of(pair[0])).abs()).max().unwrap_or(0)
        };
        let (north_step, east_step) =
            (step(latitudes, i64::from), step(longitudes, if crosses { eastward } else { i64::from }));
        let metres = |e7: i64| e7 as f64 * (MAX_METRES_PER_DEGREE / 1e7);
        Self {
            south_deg: south as f64 / 1e7,
            north_deg: north as f64 / 1e7,
            west_deg: west as f64 / 1e7,
            east_deg: east as f64 / 1e7,
            longest_leg_m: metres(north_step).hypot(metres(east_step)),
        }
    }

    /// A lower bound of the cosine of latitude, 0.1° beyond the run included.
    fn least_cosine(&self) -> f64 {
        (self.south_deg.abs().max(self.north_deg.abs()) + 0.1).min(90.0).to_radians().cos()
    }

    /// Corners of a box about all places.
    fn corners(&self) -> (Ecef, Ecef) {
        bounding_box(self.south_deg, self.north_deg, self.west_deg, self.east_deg)
    }

    /// How far fixes stray from even motion between the first and the last, at most, in metres.
    ///
    /// Measured in the plane of longitude and latitude, to which is added what that plane can be wrong
    /// by: with extents x to the east and y to the north at latitude φ, the earth's curvature and the
    /// meridians' convergence bend a straight line by less than `(x² / cos φ + 2 x y tan φ + y²) / 2R`.
    fn stray_m(&self, track: Track<'_>, first: usize, legs: usize) -> f64 {
        let highest = self.south_deg.abs().max(self.north_deg.abs());
        if highest > MAX_TUBE_LATITUDE_DEG {
            return f64::INFINITY;
        }
        let (sin, cos) = highest.to_radians().sin_cos();
        let lowest =
            if self.south_deg * self.north_deg <= 0.0 { 0.0 } else { self.south_deg.abs().min(self.north_deg.abs()) };
        let widest = lowest.to_radians().cos() * MAX_METRES_PER_DEGREE;
        let (x, y) =
            ((self.east_deg - self.west_deg) * widest, (self.north_deg - self.south_deg) * MAX_METRES_PER_DEGREE);
        let bend_m = (x * x / cos + 2.0 * x * y * sin / cos + y * y) / (2.0 * 0.9 * SEMI_MINOR_AXIS_M);

        let last = first + legs;
        let of = if self.east_deg > 180.0 { eastward } else { i64::from };
        let (times, latitudes, longitudes) = (track.times_ms(), track.latitudes_e7(), track.longitudes_e7());
        let (start_ms, south, west) = (times[first], i64::from(latitudes[first]), of(longitudes[first]));
        let per_ms = 1.0 / (times[last] - start_ms).max(1) as f64;
        let (north_run, east_run) = (i64::from(latitudes[last]) - south, of(longitudes[last]) - west);
        let most = (first..=last)
            .map(|fix| {
                let fraction = (times[fix] - start_ms) as f64 * per_ms;
                let north = (i64::from(latitudes[fix]) - south) as f64 - fraction * north_run as f64;
                let east = (of(longitudes[fix]) - west) as f64 - fraction * east_run as f64;
                let (north, east) = (north * (MAX_METRES_PER_DEGREE / 1e7), east * (widest / 1e7));
                north * north + east * east
            })
            .fold(0.0, f64::max);
        most.sqrt() + bend_m
    }
}

/// Half a turn, in units of 1e-7°.
const HALF_TURN_E7: i64 = 1_800_000_000;

/// A longitude from 0 to 360°, in units of 1e-7°.
fn eastward(longitude_e7: i32) -> i64 {
    i64::from(longitude_e7).rem_euclid(2 * HALF_TURN_E7)
}

/// The runs of a track, in order of time.
pub(super) fn runs_of(fleet: &Fleet, track: u32, rules: &LegRules, max_legs: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let Some(track) = fleet.track(TrackId(track)) else { return runs };
    let mut pace = Pace::new(track, *rules);
    let mut first = 0;
    let mut before_observed = false;
    for fix in 0..track.len() {
        let observed = fix + 1 < track.len() && pace.is_observed(fix);
        if !observed {
            // A fix at which runs end is held by the last of them, unless it stands alone.
            let alone = first == fix && !before_observed;
            if fix > first || alone {
                runs.push(Run::new(track, &mut pace, first, fix - first));
            }
            first = fix + 1;
        } else if fix + 1 - first == max_legs {
            runs.push(Run::new(track, &mut pace, first, max_legs));
            first = fix + 1;
        }
        before_observed = observed;
    }
    runs
}
