//! Speeds of a track, leg by leg.

use super::builder::FLAG_COARSE;
use super::leg::LegRules;
use super::view::Track;
use crate::geodesy::{Ecef, METRES_PER_SECOND_PER_KNOT};

/// Metres in a degree of latitude at the equator, where they are fewest, and at the poles.
const METRES_PER_DEGREE: (f64, f64) = (110_574.0, 111_694.0);
/// Metres in a degree of longitude at the equator; times the cosine of latitude elsewhere, and up to this much
/// more for the flattening.
const METRES_PER_DEGREE_EAST: (f64, f64) = (111_319.0, 111_700.0);
/// Beyond this latitude, in units of 1e-7°, a degree of longitude says too little.
const MAX_PLANE_LATITUDE_E7: i32 = 850_000_000;
/// How far latitude may go from where its cosine was taken, in units of 1e-7° (0.02°): the cosine is then off by
/// less than [`COSINE_SLACK`] below 85°.
const COSINE_HOLDS_E7: i32 = 200_000;
const COSINE_SLACK: f64 = 0.0045;

/// Measures the speed of a track about each of its legs, in order.
pub(crate) struct Pace<'a> {
    track: Track<'a>,
    times_ms: &'a [i64],
    latitudes_e7: &'a [i32],
    longitudes_e7: &'a [i32],
    flags: &'a [u8],
    rules: LegRules,
    /// A latitude and its cosine.
    cosine: (i32, f64),
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
            cosine: (0, 1.0),
            places: [(usize::MAX, Ecef { x: 0.0, y: 0.0, z: 0.0 }); 16],
        }
    }

    /// Velocity over ground about a leg, in metres a second; see [`Leg::velocity`](super::Leg::velocity).
    pub(crate) fn velocity(&mut self, leg: usize) -> Ecef {
        let (from, to) = self.baseline(leg);
        let seconds = (self.times_ms[to] - self.times_ms[from]) as f64 / 1000.0;
        (self.place(to) - self.place(from)) * (1.0 / seconds)
    }

    /// Whether the speed about a leg is at most this, in knots: the same answer as [`velocity`](Self::velocity)
    /// gives, without trigonometry where the plane of longitude and latitude leaves no doubt.
    pub(crate) fn is_slow(&mut self, leg: usize, max_speed_kn: f64) -> bool {
        let (from, to) = self.baseline(leg);
        let seconds = (self.times_ms[to] - self.times_ms[from]) as f64 / 1000.0;
        let limit_m = max_speed_kn * METRES_PER_SECOND_PER_KNOT * seconds;
        let latitude = self.latitudes_e7[from];
        if latitude.abs() < MAX_PLANE_LATITUDE_E7 {
            if (latitude - self.cosine.0).abs() > COSINE_HOLDS_E7 {
                self.cosine = (latitude, (f64::from(latitude) / 1e7).to_radians().cos());
            }
            let cos = self.cosine.1;
            let north = (f64::from(self.latitudes_e7[to]) - f64::from(latitude)) / 1e7;
            let east = (f64::from(self.longitudes_e7[to]) - f64::from(self.longitudes_e7[from])) / 1e7;
            // Not across 180°, nor so far that the earth's curvature counts.
            if north.abs() < 0.02 && east.abs() * cos < 0.02 {
                let metres = |per_north: f64, per_east: f64| (north * per_north).hypot(east * cos * per_east);
                let least = metres(METRES_PER_DEGREE.0, METRES_PER_DEGREE_EAST.0 * (1.0 - COSINE_SLACK));
                if least * 0.999 > limit_m {
                    return false;
                }
                let most = metres(METRES_PER_DEGREE.1, METRES_PER_DEGREE_EAST.1 * (1.0 + COSINE_SLACK));
                if most * 1.001 < limit_m {
                    return true;
                }
            }
        }
        (self.place(to) - self.place(from)).norm() <= limit_m
    }

    /// First and last fix of the stretch that the speed about a leg is measured on.
    ///
    /// It grows by the neighbouring leg that reaches less far, until it is long enough or ends at a leg that is
    /// not heard.
    fn baseline(&self, leg: usize) -> (usize, usize) {
        let times = self.times_ms;
        let (mut from, mut to) = (leg, leg + 1);
        let (start_ms, end_ms) = (times[from], times[to]);
        while times[to] - times[from] < self.rules.baseline_ms {
            let back = if from > 0 && self.extends(from - 1) { start_ms - times[from - 1] } else { i64::MAX };
            let ahead = if to + 1 < times.len() && self.extends(to) { times[to + 1] - end_ms } else { i64::MAX };
            if back == i64::MAX && ahead == i64::MAX {
                break;
            }
            if back <= ahead {
                from -= 1;
            } else {
                to += 1;
            }
        }
        (from, to)
    }

    fn extends(&self, leg: usize) -> bool {
        self.times_ms[leg + 1] - self.times_ms[leg] <= self.rules.max_interpolation_ms
            && (self.flags[leg] | self.flags[leg + 1]) & FLAG_COARSE == 0
    }

    fn place(&mut self, fix: usize) -> Ecef {
        let slot = &mut self.places[fix % 16];
        if slot.0 != fix {
            *slot = (fix, self.track.ecef(fix));
        }
        slot.1
    }
}
