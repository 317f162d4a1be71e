//! Speeds of a track, leg by leg.

use super::builder::{FLAG_BEGINS, FLAG_COARSE};
use super::leg::LegRules;
use super::view::Track;
use crate::geodesy::{Converter, Ecef, knots};

/// Metres in 1e-7° of latitude, or of longitude at the equator, at least; a little less, for the chord.
const LEAST_METRES_PER_E7: f64 = 110_000.0 / 1e7;
/// Ways of more than this in latitude or longitude, in units of 1e-7° (0.1°), are not bounded.
const MAX_BOUND_E7: i64 = 1_000_000;

/// Measures the speed of a track about each of its legs, in order.
pub(crate) struct Pace<'a> {
    track: Track<'a>,
    times_ms: &'a [i64],
    latitudes_e7: &'a [i32],
    longitudes_e7: &'a [i32],
    flags: &'a [u8],
    rules: LegRules,
    /// The leg asked for last, and its baseline.
    last: Option<(usize, usize, usize)>,
    converter: Converter,
    /// Places of fixes asked for lately, by the last digits of their numbers.
    places: [(usize, Ecef); 16],
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
            converter: Converter::default(),
            places: [(usize::MAX, Ecef { x: 0.0, y: 0.0, z: 0.0 }); 16],
        }
    }

    /// Velocity over ground about a leg, in metres a second; see [`Leg::velocity`](super::Leg::velocity).
    pub(crate) fn velocity(&mut self, leg: usize) -> Ecef {
        let (from, to) = self.baseline(leg);
        let seconds = (self.times_ms[to] - self.times_ms[from]) as f64 / 1000.0;
        (self.place(to) - self.place(from)) * (1.0 / seconds)
    }

    /// A lower bound of the speed over ground about a leg, in knots, without trigonometry.
    ///
    /// `cosine` is at most the cosine of every latitude within 0.1° of the leg. The bound is 0 where a way is
    /// so long, or so near 180°, that it says too little.
    pub(crate) fn least_speed_kn(&mut self, leg: usize, cosine: f64) -> f64 {
        let (from, to) = self.baseline(leg);
        let north_e7 = (i64::from(self.latitudes_e7[to]) - i64::from(self.latitudes_e7[from])).abs();
        let east_e7 = (i64::from(self.longitudes_e7[to]) - i64::from(self.longitudes_e7[from])).abs();
        if north_e7.max(east_e7) > MAX_BOUND_E7 {
            return 0.0;
        }
        let north_m = north_e7 as f64 * LEAST_METRES_PER_E7;
        let east_m = east_e7 as f64 * LEAST_METRES_PER_E7 * cosine;
        let seconds = (self.times_ms[to] - self.times_ms[from]) as f64 / 1000.0;
        knots((north_m * north_m + east_m * east_m).sqrt() / seconds)
    }

    /// Speed over ground about a leg, in knots.
    pub(crate) fn speed_kn(&mut self, leg: usize) -> f64 {
        knots(self.velocity(leg).norm())
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
            _ => (leg, leg + 1),
        };
        while from < leg && 2 * times[from + 1] <= earliest {
            from += 1;
        }
        while from > 0 && 2 * times[from] > earliest && self.extends(from - 1) {
            from -= 1;
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
        let latest = 2 * self.times_ms[fix] - self.rules.baseline_ms;
        let mut from = fix;
        while from > 0 && 2 * self.times_ms[from] > latest && self.extends(from - 1) {
            from -= 1;
        }
        from
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

    /// Whether a leg is observed; see [`Leg::is_observed`](super::Leg::is_observed).
    pub(crate) fn is_observed(&self, leg: usize) -> bool {
        self.extends(leg) || self.track.leg(leg).is_observed_by(&self.rules)
    }

    /// Whether a leg is heard, so that a speed may be measured across it.
    fn extends(&self, leg: usize) -> bool {
        self.times_ms[leg + 1] - self.times_ms[leg] <= self.rules.max_interpolation_ms
            && self.flags[leg] & FLAG_COARSE == 0
            && self.flags[leg + 1] & (FLAG_COARSE | FLAG_BEGINS) == 0
    }

    /// Where the vessel was at a fix.
    pub(crate) fn place(&mut self, fix: usize) -> Ecef {
        let slot = &mut self.places[fix % 16];
        if slot.0 != fix {
            *slot = (fix, self.converter.ecef(self.track.position(fix)));
        }
        slot.1
    }
}
