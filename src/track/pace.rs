//! Speeds of a track, leg by leg.

use std::ops::Range;

use super::builder::{FLAG_BEGINS, FLAG_COARSE};
use super::leg::LegRules;
use super::view::Track;
use crate::ais::Position;
use crate::geodesy::{Converter, Ecef, MAX_METRES_PER_DEGREE, METRES_PER_SECOND_PER_KNOT, knots};

/// Metres in 1e-7° of latitude, or of longitude at the equator, at least; a little less, for the chord.
const LEAST_METRES_PER_E7: f64 = 110_000.0 / 1e7;
/// The same at most.
const MOST_METRES_PER_E7: f64 = MAX_METRES_PER_DEGREE / 1e7;
/// Ways of more than this in latitude or longitude, in units of 1e-7° (0.1°), are not bounded, nor such as
/// lie farther north or south of a leg.
const MAX_BOUND_E7: i32 = 1_000_000;
/// How many places are kept. A speed is measured between two fixes; the later one is wanted again as the earlier when
/// the walk has come on by the baseline, which is 61 fixes at one every 5 s. As many again are those of a run.
const KEPT_PLACES: usize = 128;

/// Measures the speed of a track about each of its legs, in order.
pub(crate) struct Pace<'a> {
    track: Track<'a>,
    times_ms: &'a [i64],
    latitudes_e7: &'a [i32],
    longitudes_e7: &'a [i32],
    flags: &'a [u8],
    rules: LegRules,
    /// Speeds may be measured across all legs.
    is_unbroken: bool,
    /// The leg asked for last, and its baseline.
    last: Option<(usize, usize, usize)>,
    converter: Converter,
    /// Places of fixes asked for lately, by the last digits of their numbers.
    places: [(usize, Ecef); KEPT_PLACES],
}

impl<'a> Pace<'a> {
    pub(crate) fn new(track: Track<'a>, rules: LegRules) -> Self {
        Self {
            track,
            times_ms: track.times_ms(),
            latitudes_e7: track.latitudes_e7(),
            longitudes_e7: track.longitudes_e7(),
            flags: track.flags(),
            rules,
            last: None,
            is_unbroken: track.longest_leg_ms() <= rules.max_interpolation_ms,
            converter: Converter::default(),
            places: [(usize::MAX, Ecef { x: 0.0, y: 0.0, z: 0.0 }); KEPT_PLACES],
        }
    }

    /// The track whose speed it measures.
    pub(crate) fn track(&self) -> Track<'a> {
        self.track
    }

    /// Velocity over ground about a leg, in metres a second; see [`Leg::velocity`](super::Leg::velocity).
    pub(crate) fn velocity(&mut self, leg: usize) -> Ecef {
        let (from, to) = self.baseline(leg);
        let seconds = (self.times_ms[to] - self.times_ms[from]) as f64 / 1000.0;
        (self.place(to) - self.place(from)) * (1.0 / seconds)
    }

    /// A lower bound of the speed over ground about each of some legs, in knots, without their places; or 0 where it is
    /// less than what is enough. `belt` holds the latitudes of these legs.
    pub(crate) fn least_speed_kn(&mut self, legs: Range<usize>, belt: Belt, enough_kn: f64) -> f64 {
        let enough = squared_e7_per_ms(enough_kn, LEAST_METRES_PER_E7);
        let mut least = f64::INFINITY;
        for leg in legs {
            let squared = self.apart(leg, belt).map_or(0.0, |apart| apart.squared(belt.least_cosine));
            if squared < enough {
                return 0.0;
            }
            least = if squared < least { squared } else { least };
        }
        knots(least.sqrt() * LEAST_METRES_PER_E7 * 1000.0)
    }

    /// Whether the speed over ground about a leg is at most this, in knots; mostly without places. `belt` holds the latitudes of the leg.
    pub(crate) fn is_slow(&mut self, leg: usize, belt: Belt, speed_kn: f64) -> bool {
        if let Some(apart) = self.apart(leg, belt) {
            if apart.squared(belt.least_cosine) > squared_e7_per_ms(speed_kn, LEAST_METRES_PER_E7) {
                return false;
            }
            if apart.squared(belt.greatest_cosine) < squared_e7_per_ms(speed_kn, MOST_METRES_PER_E7) {
                return true;
            }
        }
        self.speed_kn(leg) <= speed_kn
    }

    /// How far the ends of the baseline of a leg are apart; `None` if they are not near the belt or each other, or lie on
    /// either side of 180°.
    #[inline]
    fn apart(&mut self, leg: usize, belt: Belt) -> Option<Apart> {
        let (from, to) = self.baseline(leg);
        let (latitude_from, latitude_to) = (self.latitudes_e7[from], self.latitudes_e7[to]);
        let north_e7 = latitude_to - latitude_from;
        let east_e7 = f64::from(self.longitudes_e7[to]) - f64::from(self.longitudes_e7[from]);
        let is_near = belt.holds(latitude_from) && belt.holds(latitude_to);
        let duration_ms = (self.times_ms[to] - self.times_ms[from]) as f64;
        (is_near && north_e7.abs() <= MAX_BOUND_E7 && east_e7.abs() <= f64::from(MAX_BOUND_E7)).then_some(Apart {
            north_e7: f64::from(north_e7),
            east_e7,
            duration_ms,
        })
    }

    /// Speed over ground about a leg, in knots.
    pub(crate) fn speed_kn(&mut self, leg: usize) -> f64 {
        knots(self.velocity(leg).norm())
    }

    /// How long a baseline is, in milliseconds, at least, if the vessel was heard for so long.
    pub(crate) fn baseline_ms(&self) -> i64 {
        self.rules.baseline_ms
    }

    /// Those of some legs whose speed is measured between fixes of these legs alone, if it may be measured across all of them.
    pub(crate) fn measured_within(&self, legs: Range<usize>) -> Range<usize> {
        let (times, baseline_ms) = (self.times_ms, self.rules.baseline_ms);
        let (start_ms, end_ms) = (times[legs.start], times[legs.end]);
        let twice_middle = |leg: usize| times[leg] + times[leg + 1];
        let is_early = |leg: &usize| twice_middle(*leg) < 2 * start_ms + baseline_ms;
        let is_late = |leg: &usize| twice_middle(*leg) > 2 * end_ms - baseline_ms;
        let first = legs.clone().find(|leg| !is_early(leg)).unwrap_or(legs.end);
        let end = (first..legs.end).rev().find(|leg| !is_late(leg)).map_or(first, |last| last + 1);
        first..end
    }

    /// First and last fix of the stretch that the speed about a leg is measured on: the last fix at least half the
    /// baseline before the middle of the leg and the first as much after it, or the ends of the stretch that is heard.
    ///
    /// From one leg to the next both only move ahead, so that a walk along the track costs a step each.
    pub(crate) fn baseline(&mut self, leg: usize) -> (usize, usize) {
        let times = self.times_ms;
        // Twice the times, so that the middle is a whole number.
        let middle = times[leg] + times[leg + 1];
        let (earliest, latest) = (middle - self.rules.baseline_ms, middle + self.rules.baseline_ms);
        let (mut from, mut to) = match self.last {
            Some((last, from, to)) if last + 1 == leg && self.extends(last) => (from, to.max(leg + 1)),
            _ => (self.heard_from(leg, earliest), leg + 1),
        };
        while from < leg && 2 * times[from + 1] <= earliest {
            from += 1;
        }
        while 2 * times[to] < latest && to + 1 < times.len() && self.extends(to) {
            to += 1;
        }
        self.last = Some((leg, from, to));
        (from, to)
    }

    /// Whether fixes before the first cannot change the speed about a leg.
    pub(crate) fn is_certain_before(&mut self, leg: usize) -> bool {
        let (from, _) = self.baseline(leg);
        from > 0 || 2 * self.times_ms[0] <= self.times_ms[leg] + self.times_ms[leg + 1] - self.rules.baseline_ms
    }

    /// Whether fixes after the last cannot change the speed about a leg.
    pub(crate) fn is_certain_after(&mut self, leg: usize) -> bool {
        let (_, to) = self.baseline(leg);
        let last = self.times_ms.len() - 1;
        to < last || 2 * self.times_ms[last] >= self.times_ms[leg] + self.times_ms[leg + 1] + self.rules.baseline_ms
    }

    /// Whether all fixes that the speed about a leg is measured on are such.
    pub(crate) fn is_within(&mut self, leg: usize, such: impl Fn(usize) -> bool) -> bool {
        let (from, to) = self.baseline(leg);
        (from..=to).all(such)
    }

    /// The earliest fix that the speed about a leg may be measured on that begins at a fix, or later.
    pub(crate) fn reaching_back(&self, fix: usize) -> usize {
        self.heard_from(fix, 2 * self.times_ms[fix] - self.rules.baseline_ms)
    }

    /// The latest fix that the speed about a leg may be measured on that ends at a fix, or earlier.
    pub(crate) fn reaching_on(&self, fix: usize) -> usize {
        let earliest = 2 * self.times_ms[fix] + self.rules.baseline_ms;
        let mut to = fix;
        while to + 1 < self.times_ms.len() && 2 * self.times_ms[to] < earliest && self.extends(to) {
            to += 1;
        }
        to
    }

    /// The last fix up to that of a leg whose doubled time is at most `earliest`, or the first from which the vessel
    /// was heard all along.
    fn heard_from(&self, leg: usize, earliest: i64) -> usize {
        let mut from = leg;
        while from > 0 && 2 * self.times_ms[from] > earliest && self.extends(from - 1) {
            from -= 1;
        }
        from
    }

    /// Whether a leg is heard; see [`Leg::is_heard`](super::Leg::is_heard).
    pub(crate) fn is_heard(&self, leg: usize) -> bool {
        self.is_unbroken || self.times_ms[leg + 1] - self.times_ms[leg] <= self.rules.max_interpolation_ms
    }

    /// Whether a speed may be measured across a leg.
    #[inline]
    pub(crate) fn extends(&self, leg: usize) -> bool {
        self.is_unbroken
            || (self.is_heard(leg)
                && self.flags[leg] & FLAG_COARSE == 0
                && self.flags[leg + 1] & (FLAG_COARSE | FLAG_BEGINS) == 0)
    }

    /// Where the vessel was at a fix.
    pub(crate) fn place(&mut self, fix: usize) -> Ecef {
        let slot = &mut self.places[fix % KEPT_PLACES];
        if slot.0 != fix {
            *slot = (fix, self.converter.ecef(Position::from_columns(self.latitudes_e7[fix], self.longitudes_e7[fix])));
        }
        slot.1
    }
}

/// Latitudes about some legs, for bounds of distances between places there.
///
/// Between two places on the ellipsoid with `Δφ` and `Δλ` degrees between them, the chord is at most as long as the
/// hypotenuse of `111,700 m Δφ` and `111,700 m cos φ Δλ` with `φ` the latitude nearest to the equator, and for ways of
/// at most 0.1° at least as long as that of `110,000 m Δφ` and `110,000 m cos φ Δλ` with `φ` the latitude farthest from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belt {
    /// In units of 1e-7°.
    south_e7: i32,
    north_e7: i32,
    least_cosine: f64,
    greatest_cosine: f64,
}

impl Belt {
    /// About legs that lie between these latitudes, in units of 1e-7°.
    pub(crate) fn about(south_e7: i32, north_e7: i32) -> Self {
        let (south_e7, north_e7) = (south_e7 - MAX_BOUND_E7, north_e7 + MAX_BOUND_E7);
        let cosine = |latitude_e7: i32| (f64::from(latitude_e7.min(900_000_000)) / 1e7).to_radians().cos();
        let (south, north) = (south_e7.abs(), north_e7.abs());
        let crosses_equator = south_e7 <= 0 && north_e7 >= 0;
        Self {
            south_e7,
            north_e7,
            least_cosine: cosine(south.max(north)),
            greatest_cosine: if crosses_equator { 1.0 } else { cosine(south.min(north)) },
        }
    }

    fn holds(&self, latitude_e7: i32) -> bool {
        self.south_e7 <= latitude_e7 && latitude_e7 <= self.north_e7
    }
}

/// How far two fixes are apart in latitude, longitude and time.
struct Apart {
    north_e7: f64,
    east_e7: f64,
    duration_ms: f64,
}

impl Apart {
    /// The square of the speed from the one to the other, in units of 1e-7° of latitude a millisecond, for a cosine of the latitude.
    fn squared(&self, cosine: f64) -> f64 {
        let east_e7 = self.east_e7 * cosine;
        (self.north_e7 * self.north_e7 + east_e7 * east_e7) / (self.duration_ms * self.duration_ms)
    }
}

/// The square of a speed in knots, in units of 1e-7° a millisecond that have so many metres.
fn squared_e7_per_ms(speed_kn: f64, metres_per_e7: f64) -> f64 {
    let e7_per_ms = speed_kn * METRES_PER_SECOND_PER_KNOT / 1000.0 / metres_per_e7;
    e7_per_ms * e7_per_ms
}
