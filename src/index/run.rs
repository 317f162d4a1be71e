//! Runs: consecutive observed legs of one track, and their boxes.

use super::{Clock, Corner};
use crate::geodesy::{Ecef, SEMI_MINOR_AXIS_M};
use crate::track::{Fleet, LegParameters, SubLeg, Track, TrackId, lone_fix, sub_legs};

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
}

impl Run {
    fn new(track: Track<'_>, first: usize, legs: usize) -> Self {
        let mut from = track.ecef(first);
        let (mut lower, mut upper) = (from, from);
        let mut longest = 0.0_f64;
        for fix in first + 1..=first + legs {
            let to = track.ecef(fix);
            lower = Ecef { x: lower.x.min(to.x), y: lower.y.min(to.y), z: lower.z.min(to.z) };
            upper = Ecef { x: upper.x.max(to.x), y: upper.y.max(to.y), z: upper.z.max(to.z) };
            longest = longest.max(from.distance(to));
            from = to;
        }
        // On the ellipsoid a leg bulges out of the box of its ends by its sag, at most L² / 8R.
        let bulge = longest * longest / (7.9 * SEMI_MINOR_AXIS_M);
        let bulge = Ecef { x: bulge, y: bulge, z: bulge };
        Self {
            track: track.id(),
            first,
            legs,
            start_ms: track.time_ms(first),
            end_ms: track.time_ms(first + legs),
            lower: lower - bulge,
            upper: upper + bulge,
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

    /// Its straight stretches, in order of time; of a lone fix, one without duration.
    pub(crate) fn sub_legs(&self, fleet: &Fleet) -> Vec<SubLeg> {
        match fleet.track(self.track) {
            Some(track) if self.legs == 0 => vec![lone_fix(track, self.first)],
            Some(track) => sub_legs(track, self.first..self.first + self.legs),
            None => Vec::new(),
        }
    }
}

/// The runs of a track, in order of time.
pub(super) fn runs_of(fleet: &Fleet, track: u32, parameters: &LegParameters, max_legs: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let Some(track) = fleet.track(TrackId(track)) else { return runs };
    let mut first = 0;
    for fix in 0..track.len() {
        let observed = fix + 1 < track.len() && track.leg(fix).is_observed(parameters);
        if !observed {
            // A fix at which runs end is held by the last of them, unless it stands alone.
            let alone = first == fix && (fix == 0 || !track.leg(fix - 1).is_observed(parameters));
            if fix > first || alone {
                runs.push(Run::new(track, first, fix - first));
            }
            first = fix + 1;
        } else if fix + 1 - first == max_legs {
            runs.push(Run::new(track, first, max_legs));
            first = fix + 1;
        }
    }
    runs
}
