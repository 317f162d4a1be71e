//! Relative motion of two tracks, piece by piece.
//!
//! Between two fixes a vessel is taken to move on a straight line at constant speed. A chord
//! of length L sags `L² / 8R` below the surface, so a long leg is cut into stretches of at
//! most [`MAX_CHORD_M`], whose ends are put back on the ellipsoid. What sag is left, half a
//! metre, is vertical and changes a distance of 500 m by a quarter of a millimetre.

use std::ops::Range;

use super::contact::interval_between;
use super::view::Track;
use crate::ais::Position;
use crate::geodesy::{Converter, Ecef};

/// Longest straight stretch, in metres; it sags by 0.49 m.
const MAX_CHORD_M: f64 = 5000.0;

/// A straight stretch of a leg.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SubLeg {
    /// Number of the leg in its track.
    pub(crate) leg: usize,
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    pub(crate) from: Ecef,
    pub(crate) to: Ecef,
}

impl SubLeg {
    pub(crate) fn place_at(&self, time_ms: i64) -> Ecef {
        if time_ms == self.start_ms {
            self.from
        } else if time_ms == self.end_ms {
            self.to
        } else {
            let fraction = (time_ms - self.start_ms) as f64 / (self.end_ms - self.start_ms) as f64;
            self.from.lerp(self.to, fraction)
        }
    }
}

/// The straight stretches of a range of legs of a track, in order of time; each begins where the one before ends.
pub(crate) fn sub_legs(track: Track<'_>, legs: Range<usize>) -> Vec<SubLeg> {
    let mut converter = Converter::default();
    let (latitudes_e7, longitudes_e7) = (track.latitudes_e7(), track.longitudes_e7());
    sub_legs_at(track.times_ms(), legs, |fix| {
        converter.ecef(Position::from_columns(latitudes_e7[fix], longitudes_e7[fix]))
    })
}

/// The same for fixes at these times, whose places are asked for one after another.
pub(crate) fn sub_legs_at(times_ms: &[i64], legs: Range<usize>, mut place: impl FnMut(usize) -> Ecef) -> Vec<SubLeg> {
    let mut stretches = Vec::with_capacity(legs.len());
    let mut ends = (legs.start..=legs.end).map(|fix| (times_ms[fix], place(fix)));
    let Some(mut from) = ends.next() else { return stretches };
    for (leg, to) in legs.zip(ends) {
        cut(leg, from, to, &mut stretches);
        from = to;
    }
    stretches
}

/// A fix that no observed leg touches, as a stretch without duration.
pub(crate) fn lone_fix(track: Track<'_>, fix: usize) -> SubLeg {
    let (time_ms, place) = (track.time_ms(fix), track.ecef(fix));
    SubLeg { leg: fix, start_ms: time_ms, end_ms: time_ms, from: place, to: place }
}

/// Cuts one leg; its ends are times and places.
fn cut(leg: usize, (start_ms, start): (i64, Ecef), (end_ms, end): (i64, Ecef), stretches: &mut Vec<SubLeg>) {
    let way = end - start;
    if way.dot(way) <= MAX_CHORD_M * MAX_CHORD_M {
        stretches.push(SubLeg { leg, start_ms, end_ms, from: start, to: end });
        return;
    }
    let duration_ms = end_ms - start_ms;
    // At most one stretch a millisecond, which only a leg at 1e7 kn would ask for.
    let parts = (way.norm() / MAX_CHORD_M).ceil().clamp(1.0, duration_ms as f64) as i64;
    let (mut from_ms, mut from) = (start_ms, start);
    for part in 1..=parts {
        let (to_ms, to) = if part == parts {
            (end_ms, end)
        } else {
            let at = duration_ms * part / parts;
            (start_ms + at, start.lerp(end, at as f64 / duration_ms as f64).on_ellipsoid())
        };
        stretches.push(SubLeg { leg, start_ms: from_ms, end_ms: to_ms, from, to });
        (from_ms, from) = (to_ms, to);
    }
}

/// A stretch of time on which both of two vessels move in straight lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'s> {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
    pub(crate) a: &'s SubLeg,
    pub(crate) b: &'s SubLeg,
    from: Apart,
    to: Apart,
}

/// Where two vessels are at a moment.
#[derive(Debug, Clone, Copy)]
struct Apart {
    /// Where the first is.
    place_a: Ecef,
    /// Where the second is relative to her, in metres.
    relative: Ecef,
    /// The square of their distance.
    squared: f64,
}

impl Apart {
    fn at(time_ms: i64, a: &SubLeg, b: &SubLeg) -> Self {
        let place_a = a.place_at(time_ms);
        let relative = b.place_at(time_ms) - place_a;
        Self { place_a, relative, squared: relative.dot(relative) }
    }
}

/// The pieces of time that two lists of stretches share, in order of time.
///
/// In either list each stretch must begin where and when the one before ends.
pub(crate) fn pieces<'s>(a: &'s [SubLeg], b: &'s [SubLeg]) -> impl Iterator<Item = Piece<'s>> + 's {
    let (mut i, mut j) = (0, 0);
    let mut last: Option<(i64, Apart)> = None;
    std::iter::from_fn(move || {
        while let (Some(a), Some(b)) = (a.get(i), b.get(j)) {
            let (start_ms, end_ms) = (a.start_ms.max(b.start_ms), a.end_ms.min(b.end_ms));
            if a.end_ms <= b.end_ms {
                i += 1;
            } else {
                j += 1;
            }
            if start_ms <= end_ms {
                let known = last.filter(|&(time_ms, _)| time_ms == start_ms);
                let from = known.map_or_else(|| Apart::at(start_ms, a, b), |(_, apart)| apart);
                let to = Apart::at(end_ms, a, b);
                last = Some((end_ms, to));
                return Some(Piece { start_ms, end_ms, a, b, from, to });
            }
        }
        None
    })
}

impl Piece<'_> {
    /// Where the second vessel is relative to the first at the start and the end, in metres.
    pub(crate) fn relative(&self) -> (Ecef, Ecef) {
        (self.from.relative, self.to.relative)
    }

    /// The squares of their distances at the start and the end, in square metres.
    pub(crate) fn squared(&self) -> (f64, f64) {
        (self.from.squared, self.to.squared)
    }

    /// Where the middle between them is halfway in time; it lies below the surface.
    pub(crate) fn middle(&self) -> Ecef {
        (self.from.place_a + self.to.place_a) * 0.5 + (self.from.relative + self.to.relative) * 0.25
    }

    /// The part of it on which they are no farther apart than this, as [`interval`](super::contact::interval) gives it.
    #[inline]
    pub(crate) fn within(&self, distance_m: f64) -> Option<(i64, i64)> {
        let [from, to] = [self.from, self.to].map(|apart| (apart.relative, apart.squared));
        interval_between(from, to, self.start_ms, self.end_ms, distance_m)
    }

    /// Duration in milliseconds; 0 where they share but a moment, as with a lone fix.
    pub(crate) fn duration_ms(&self) -> i64 {
        self.end_ms - self.start_ms
    }
}

#[cfg(test)]
#[path = "motion_tests.rs"]
mod tests;
