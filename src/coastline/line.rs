//! Lines of shore, of which rings enclose land or lakes.

use super::Place;
use super::bounds::Bounds;
use crate::area::clipped;

/// So many edges that follow each other have a box: a line may have ten thousand, of which few are near a place.
const EDGES: usize = 32;

/// A line of longitudes and latitudes, in degrees: open, or a ring, of which the last point is not the first again.
#[derive(Debug, Clone)]
pub(super) struct Line {
    points: Vec<Place>,
    is_ring: bool,
    bounds: Bounds,
    /// Of each [`EDGES`] edges.
    parts: Vec<Bounds>,
}

/// An edge on a meridian of ±180°, or to or at the South Pole, is where a map was cut, not a shore.
const CUT_TOLERANCE_DEG: f64 = 0.01;

impl Line {
    /// A line that is open, and encloses nothing, as a file may have. `None` of fewer than two points.
    #[cfg(any(test, feature = "geojson"))]
    pub(super) fn open(points: Vec<Place>) -> Option<Self> {
        (points.len() > 1).then(|| Self::new(points, false))
    }

    /// A ring of points; a last one that is the first again is left out. `None` of fewer than three.
    pub(super) fn ring(mut points: Vec<Place>) -> Option<Self> {
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        (points.len() > 2).then(|| Self::new(points, true))
    }

    fn new(points: Vec<Place>, is_ring: bool) -> Self {
        let end = points.first().filter(|_| is_ring);
        let parts = chunks(&points, end).map(|(part, end)| Bounds::of(part.iter().chain(end))).collect();
        Self { bounds: Bounds::of(&points), points, is_ring, parts }
    }

    /// What the last edge of a ring ends at.
    fn end(&self) -> Option<&Place> {
        self.points.first().filter(|_| self.is_ring)
    }

    /// Its edges that are shores.
    pub(super) fn shores(&self) -> impl Iterator<Item = (Place, Place)> {
        edges(&self.points, self.end()).filter(|&(from, to)| is_shore(from, to))
    }

    /// What of its shores, turned by so many degrees, may be in a box.
    pub(super) fn shores_within(&self, turn_deg: f64, low: Place, high: Place) -> Vec<Vec<Place>> {
        let turned = |(x, y): Place| (x + turn_deg, y);
        let misses = |a: f64, b: f64, low: f64, high: f64| a.max(b) < low || a.min(b) > high;
        let mut lines: Vec<Vec<Place>> = Vec::new();
        if self.bounds.misses(turn_deg, low, high) {
            return lines;
        }
        let mut goes_on = false;
        for (bounds, (part, end)) in self.parts.iter().zip(chunks(&self.points, self.end())) {
            if bounds.misses(turn_deg, low, high) {
                goes_on = false;
                continue;
            }
            for (from, to) in edges(part, end) {
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
        }
        lines
    }

    /// The boxes of its edges, of some that follow each other each.
    pub(super) fn parts(&self) -> &[Bounds] {
        &self.parts
    }

    /// How many edges of a part are to the north of a place.
    pub(super) fn edges_north(&self, part: usize, (x, y): Place) -> usize {
        let first = part * EDGES;
        let end = self.points.get(first + EDGES).or(self.end());
        let points = &self.points[first..self.points.len().min(first + EDGES)];
        // Half-open, so that a corner counts once.
        let is_north =
            |&((x0, y0), (x1, y1)): &(Place, Place)| (x0 > x) != (x1 > x) && y < y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        edges(points, end).filter(is_north).count()
    }

    /// What of a ring, turned by so many degrees, is in a box: half-plane by half-plane.
    pub(super) fn clipped(&self, turn_deg: f64, low: Place, high: Place) -> Vec<Place> {
        if self.bounds.misses(turn_deg, low, high) {
            return Vec::new();
        }
        let mut points: Vec<Place> = Vec::new();
        for (bounds, (part, _)) in self.parts.iter().zip(chunks(&self.points, self.end())) {
            // Nothing is left of what is wholly to the west, or to the east, but where it begins and ends matters to the rest.
            let part = if bounds.misses_longitudes(turn_deg, low.0, high.0) { &part[..1] } else { part };
            points.extend(part.iter().map(|(x, y)| (x + turn_deg, *y)));
        }
        points = clipped(&points, |point| point.0 - low.0);
        points = clipped(&points, |point| high.0 - point.0);
        points = clipped(&points, |point| point.1 - low.1);
        clipped(&points, |point| high.1 - point.1)
    }
}

/// The points of a line in parts, each with the point after it, which its last edge ends at; for the last part that is `end`.
fn chunks<'a>(points: &'a [Place], end: Option<&'a Place>) -> impl Iterator<Item = (&'a [Place], Option<&'a Place>)> {
    let ends = (EDGES..).step_by(EDGES).map(move |next| points.get(next).or(end));
    points.chunks(EDGES).zip(ends)
}

/// The edges from each point to the next and from the last to the end.
fn edges<'a>(points: &'a [Place], end: Option<&'a Place>) -> impl Iterator<Item = (Place, Place)> + use<'a> {
    let next = points.iter().skip(1).chain(end);
    points.iter().copied().zip(next.copied())
}

/// Whether an edge is a shore, and not where a map was cut.
fn is_shore(from: Place, to: Place) -> bool {
    // A map that begins at another meridian is closed down to the pole there.
    let polar = |point: Place| point.1 < -90.0 + CUT_TOLERANCE_DEG;
    let cut = |point: Place| (point.0.abs() - 180.0).abs() < CUT_TOLERANCE_DEG || polar(point);
    !(cut(from) && cut(to) || polar(from) || polar(to))
}

/// A line without points closer than a tolerance to the one kept before; its last point stays.
pub(super) fn thinned(points: &[Place], tolerance_deg: f64) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::new();
    for (number, &point) in points.iter().enumerate() {
        let near = |last: &Place| (last.0 - point.0).hypot(last.1 - point.1) < tolerance_deg;
        if number + 1 == points.len() || !kept.last().is_some_and(near) {
            kept.push(point);
        }
    }
    kept
}
