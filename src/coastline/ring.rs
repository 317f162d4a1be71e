//! Rings of land.

use crate::area::clipped;

/// A closed line of longitudes and latitudes, in degrees; the last point is not the first again.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    points: Vec<(f64, f64)>,
    low: (f64, f64),
    high: (f64, f64),
}

/// An edge on a meridian of ±180°, or to or at the South Pole, is where a map was cut, not a shore.
const CUT_TOLERANCE_DEG: f64 = 0.01;

impl Ring {
    /// A ring of points; a last one that is the first again is left out. `None` of fewer than three.
    pub(super) fn new(mut points: Vec<(f64, f64)>) -> Option<Self> {
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < 3 {
            return None;
        }
        let fold = |of: fn(f64, f64) -> f64, start: f64| {
            points.iter().fold((start, start), |corner, point| (of(corner.0, point.0), of(corner.1, point.1)))
        };
        let (low, high) = (fold(f64::min, f64::INFINITY), fold(f64::max, f64::NEG_INFINITY));
        Some(Self { points, low, high })
    }

    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        let next = self.points.iter().skip(1).chain(self.points.first());
        self.points.iter().copied().zip(next.copied())
    }

    /// Its edges that are shores.
    pub(super) fn shores(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        self.edges().filter(|&(from, to)| is_shore(from, to))
    }

    /// Lines of its shores, turned by so many degrees, whose edges may be in a box.
    pub(super) fn shores_within(&self, turn_deg: f64, low: (f64, f64), high: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
        let turned = |(x, y): (f64, f64)| (x + turn_deg, y);
        let misses = |a: f64, b: f64, low: f64, high: f64| a.max(b) < low || a.min(b) > high;
        let mut lines: Vec<Vec<(f64, f64)>> = Vec::new();
        if misses(self.low.0 + turn_deg, self.high.0 + turn_deg, low.0, high.0) {
            return lines;
        }
        let mut goes_on = false;
        for (from, to) in self.edges() {
            let (a, b) = (turned(from), turned(to));
            let shown = is_shore(from, to) && !misses(a.0, b.0, low.0, high.0) && !misses(a.1, b.1, low.1, high.1);
            if shown && !goes_on {
                lines.push(vec![a]);
            }
            if let Some(line) = lines.last_mut().filter(|_| shown) {
                line.push(b);
            }
            goes_on = shown;
        }
        lines
    }

    /// Whether a point is inside, by the number of edges to the north of it.
    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        if x < self.low.0 || x > self.high.0 || y < self.low.1 || y > self.high.1 {
            return false;
        }
        let crossed = self.edges().filter(|&((x0, y0), (x1, y1))| {
            // Half-open, so that a corner counts once.
            (x0 > x) != (x1 > x) && y < y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        });
        crossed.count() % 2 == 1
    }

    /// What of it, turned by so many degrees, is in a box: half-plane by half-plane.
    pub(super) fn clipped(&self, turn_deg: f64, low: (f64, f64), high: (f64, f64)) -> Vec<(f64, f64)> {
        if self.high.0 + turn_deg < low.0
            || self.low.0 + turn_deg > high.0
            || self.high.1 < low.1
            || self.low.1 > high.1
        {
            return Vec::new();
        }
        let mut points: Vec<(f64, f64)> = self.points.iter().map(|(x, y)| (x + turn_deg, *y)).collect();
        points = clipped(&points, |point| point.0 - low.0);
        points = clipped(&points, |point| high.0 - point.0);
        points = clipped(&points, |point| point.1 - low.1);
        clipped(&points, |point| high.1 - point.1)
    }
}

/// Whether an edge is a shore, and not where a map was cut.
fn is_shore(from: (f64, f64), to: (f64, f64)) -> bool {
    // A map that begins at another meridian is closed down to the pole there.
    let polar = |point: (f64, f64)| point.1 < -90.0 + CUT_TOLERANCE_DEG;
    let cut = |point: (f64, f64)| (point.0.abs() - 180.0).abs() < CUT_TOLERANCE_DEG || polar(point);
    !(cut(from) && cut(to) || polar(from) || polar(to))
}

/// A line without points closer than a tolerance to the one kept before; its last point stays.
pub(super) fn thinned(points: &[(f64, f64)], tolerance_deg: f64) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (number, &point) in points.iter().enumerate() {
        let near = |last: &(f64, f64)| (last.0 - point.0).hypot(last.1 - point.1) < tolerance_deg;
        if number + 1 == points.len() || !kept.last().is_some_and(near) {
            kept.push(point);
        }
    }
    kept
}
