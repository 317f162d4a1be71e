//! Relative motion of two tracks, piece by piece.
//!
//! Between two fixes a vessel is taken to move on a straight line at constant speed. A chord
//! of length L sags `L² / 8R` below the surface, so a long leg is cut into stretches of at
//! most [`MAX_CHORD_M`], whose ends are put back on the ellipsoid. What sag is left, half a
//! metre, is vertical and changes a distance of 500 m by a quarter of a millimetre.

use std::ops::Range;

use super::leg::Leg;
use super::view::Track;
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

/// The straight stretches of a range of legs of a track, in order of time.
pub(crate) fn sub_legs(track: Track<'_>, legs: Range<usize>) -> Vec<SubLeg> {
    let mut stretches = Vec::with_capacity(legs.len());
    let mut converter = Converter::default();
    let mut from = None;
    for i in legs {
        let leg = track.leg(i);
        let start = from.unwrap_or_else(|| converter.ecef(track.position(i)));
        let end = converter.ecef(track.position(i + 1));
        cut(leg, start, end, &mut stretches);
        from = Some(end);
    }
    stretches
}

/// A fix that no observed leg touches, as a stretch without duration.
pub(crate) fn lone_fix(track: Track<'_>, fix: usize) -> SubLeg {
    let (time_ms, place) = (track.time_ms(fix), track.ecef(fix));
    SubLeg { leg: fix, start_ms: time_ms, end_ms: time_ms, from: place, to: place }
}

/// Cuts one leg.
fn cut(leg: Leg<'_>, start: Ecef, end: Ecef, stretches: &mut Vec<SubLeg>) {
    let (start_ms, duration_ms) = (leg.start_ms(), leg.duration_ms());
    // At most one stretch a millisecond, which only a leg at 1e7 kn would ask for.
    let parts = (start.distance(end) / MAX_CHORD_M).ceil().clamp(1.0, duration_ms as f64) as i64;
    let (mut from_ms, mut from) = (start_ms, start);
    for part in 1..=parts {
        let (to_ms, to) = if part == parts {
            (start_ms + duration_ms, end)
        } else {
            let at = duration_ms * part / parts;
            (start_ms + at, start.lerp(end, at as f64 / duration_ms as f64).on_ellipsoid())
        };
        stretches.push(SubLeg { leg: leg.first(), start_ms: from_ms, end_ms: to_ms, from, to });
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
}

/// The pieces of time that two lists of stretches share, in order of time.
pub(crate) fn pieces<'s>(a: &'s [SubLeg], b: &'s [SubLeg]) -> impl Iterator<Item = Piece<'s>> + 's {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(a), Some(b)) = (a.get(i), b.get(j)) {
            let piece = Piece { start_ms: a.start_ms.max(b.start_ms), end_ms: a.end_ms.min(b.end_ms), a, b };
            if a.end_ms <= b.end_ms {
                i += 1;
            } else {
                j += 1;
            }
            if piece.start_ms <= piece.end_ms {
                return Some(piece);
            }
        }
        None
    })
}

impl Piece<'_> {
    /// Where the second vessel is relative to the first at the start and the end, in metres.
    pub(crate) fn relative(&self) -> (Ecef, Ecef) {
        (
            self.b.place_at(self.start_ms) - self.a.place_at(self.start_ms),
            self.b.place_at(self.end_ms) - self.a.place_at(self.end_ms),
        )
    }

    /// Duration in milliseconds; 0 where they share but a moment, as with a lone fix.
    pub(crate) fn duration_ms(&self) -> i64 {
        self.end_ms - self.start_ms
    }
}
