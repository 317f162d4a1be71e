//! Minima of convex functions of a place, by cutting planes.
//!
//! Places are points of a gnomonic chart, in which great circles are straight, so that what is convex on the globe has convex
//! level sets in the chart. The minimum is kept within a convex polygon. Its centre of gravity is looked at, and the part of
//! the polygon in which the function can only be greater is cut off: at least a part 1/e of its area.
//!
//! # References
//!
//! * A. Yu. Levin, "On an algorithm for the minimization of convex functions", *Soviet Mathematics Doklady* 6, 1965; B. Grünbaum,
//!   "Partitions of mass-distributions and of convex bodies by hyperplanes", *Pacific Journal of Mathematics* 10, 1960,
//!   <https://doi.org/10.2140/pjm.1960.10.1257>: what a cut through the centre of gravity leaves.

use crate::geodesy::{Ecef, SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M};

/// Cuts, at most: each leaves at most 1 - 1/e of the area, so that a thousand kilometres are a tenth of a metre long before.
const MAX_CUTS: usize = 120;
/// The chart reaches so far from its centre (75°), as a cosine.
const LEAST_COSINE: f64 = 0.2588;
/// The polygon begins so much larger than the points that it is about, in radians: some 60 m.
const MARGIN: f64 = 1e-5;

/// Two coordinates of the chart.
type Point = (f64, f64);

/// A gnomonic chart of the ellipsoid about a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chart {
    centre: Ecef,
    right: Ecef,
    up: Ecef,
}

/// What a function is at a place.
pub(super) enum At {
    /// Its value, and how it grows with the place.
    Value(f64, Ecef),
    /// The place is not allowed: how that by which it is not grows.
    NotAllowed(Ecef),
}

impl Chart {
    /// The chart about the middle of some places; `None` if some are too far from it.
    pub(super) fn about(places: &[Ecef]) -> Option<Self> {
        let middle = places.iter().fold(Ecef { x: 0.0, y: 0.0, z: 0.0 }, |sum, &place| sum + place);
        let length = middle.norm();
        if length == 0.0 {
            return None;
        }
        let centre = middle * (1.0 / length);
        let near = places.iter().all(|place| place.dot(centre) >= LEAST_COSINE * place.norm());
        let axis = if centre.z.abs() < 0.9 { Ecef { x: 0.0, y: 0.0, z: 1.0 } } else { Ecef { x: 1.0, y: 0.0, z: 0.0 } };
        let right = cross(axis, centre);
        let right = right * (1.0 / right.norm());
        near.then(|| Self { centre, right, up: cross(centre, right) })
    }

    pub(super) fn place(&self, (u, v): Point) -> Ecef {
        (self.centre + self.right * u + self.up * v).on_ellipsoid()
    }

    fn point(&self, place: Ecef) -> Point {
        let along = place.dot(self.centre);
        (place.dot(self.right) / along, place.dot(self.up) / along)
    }

    /// A gradient in space as one in the chart, at a point.
    fn gradient(&self, (u, v): Point, gradient: Ecef) -> Point {
        let (a2, b2) = (SEMI_MAJOR_AXIS_M * SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M * SEMI_MINOR_AXIS_M);
        let way = self.centre + self.right * u + self.up * v;
        let weighted = Ecef { x: way.x / a2, y: way.y / a2, z: way.z / b2 };
        let scale = 1.0 / way.dot(weighted).sqrt();
        let along = |axis: Ecef| gradient.dot(axis * scale - way * (scale * scale * scale * weighted.dot(axis)));
        (along(self.right), along(self.up))
    }

    /// The least value of a function that is convex, to a tolerance, and where it is; `None` if no place is allowed. It has to
    /// lie among the places: nearer to all of them than any place outside.
    pub(super) fn least(&self, places: &[Ecef], tolerance: f64, at: impl Fn(Ecef) -> At) -> Option<(f64, Ecef)> {
        let mut polygon = Polygon::about(places.iter().map(|&place| self.point(place)));
        let mut best: Option<(f64, Ecef)> = None;
        for _ in 0..MAX_CUTS {
            let Some(centre) = polygon.centre() else { break };
            let place = self.place(centre);
            let (gradient, gain) = match at(place) {
                At::Value(value, gradient) => {
                    if best.is_none_or(|best| value < best.0) {
                        best = Some((value, place));
                    }
                    let gradient = self.gradient(centre, gradient);
                    (gradient, polygon.most_down(centre, gradient))
                }
                At::NotAllowed(gradient) => (self.gradient(centre, gradient), f64::INFINITY),
            };
            if gain <= tolerance || !polygon.cut(centre, gradient) {
                break;
            }
        }
        best
    }
}

/// A convex polygon.
struct Polygon {
    corners: Vec<Point>,
    /// Memory for the next one.
    next: Vec<Point>,
}

impl Polygon {
    /// The rectangle about some points.
    fn about(points: impl Iterator<Item = Point>) -> Self {
        let empty = (f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY);
        let (west, east, south, north) =
            points.fold(empty, |(w, e, s, n), (u, v)| (w.min(u), e.max(u), s.min(v), n.max(v)));
        let (west, east, south, north) = (west - MARGIN, east + MARGIN, south - MARGIN, north + MARGIN);
        let corners = vec![(west, south), (east, south), (east, north), (west, north)];
        Self { corners, next: Vec::with_capacity(16) }
    }

    /// The centre of gravity; `None` where nothing is left.
    fn centre(&self) -> Option<Point> {
        let &(u0, v0) = self.corners.first().filter(|_| self.corners.len() > 2)?;
        let (mut area, mut u, mut v) = (0.0, 0.0, 0.0);
        for pair in self.corners.windows(2) {
            let (a, b) = ((pair[0].0 - u0, pair[0].1 - v0), (pair[1].0 - u0, pair[1].1 - v0));
            let twice = a.0 * b.1 - a.1 * b.0;
            area += twice;
            u += twice * (a.0 + b.0);
            v += twice * (a.1 + b.1);
        }
        (area > 1e-30).then(|| (u0 + u / (3.0 * area), v0 + v / (3.0 * area)))
    }

    /// How far a function that grows like this can fall from the centre to a corner.
    fn most_down(&self, centre: Point, gradient: Point) -> f64 {
        let rise = |corner: &Point| gradient.0 * (corner.0 - centre.0) + gradient.1 * (corner.1 - centre.1);
        -self.corners.iter().map(rise).fold(0.0, f64::min)
    }

    /// Cuts off what lies beyond a point in a direction; whether there is such a direction.
    fn cut(&mut self, at: Point, direction: Point) -> bool {
        let beyond = |corner: Point| direction.0 * (corner.0 - at.0) + direction.1 * (corner.1 - at.1);
        if !(direction.0 != 0.0 || direction.1 != 0.0) {
            return false;
        }
        self.next.clear();
        let mut from = *self.corners.last().unwrap_or(&at);
        for &to in &self.corners {
            let (a, b) = (beyond(from), beyond(to));
            if (a > 0.0) != (b > 0.0) {
                let share = a / (a - b);
                self.next.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
            }
            if b <= 0.0 {
                self.next.push(to);
            }
            from = to;
        }
        std::mem::swap(&mut self.corners, &mut self.next);
        true
    }
}

fn cross(a: Ecef, b: Ecef) -> Ecef {
    Ecef { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}
