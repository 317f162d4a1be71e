//! Hulls in a local plane, and the clearance between them.

use crate::ais::Dimensions;

/// A point of the plane: metres to east and north.
type Point = (f64, f64);

/// The rectangle that the four dimensions of a ship span, in its own frame and in the plane.
#[derive(Debug, Clone, Copy)]
struct Hull {
    antenna: Point,
    /// Sine and cosine of the heading.
    sin: f64,
    cos: f64,
    dimensions: Dimensions,
}

/// Clearance between two hulls, in metres; 0 where they touch or overlap.
///
/// `between` is the way from the first antenna to the second, in metres to east and north.
/// Headings are true, in degrees. A hull is the rectangle that the four dimensions span.
pub(crate) fn clearance_m(hull_a: (Dimensions, f64), hull_b: (Dimensions, f64), between: Point) -> f64 {
    let (a, b) = (Hull::new(hull_a, (0.0, 0.0)), Hull::new(hull_b, between));
    if a.has_no_side_between(&b) && b.has_no_side_between(&a) {
        return 0.0;
    }
    // Of two convex outlines that are apart, the closest points include a corner of one.
    a.least_distance_to_corners(&b).min(b.least_distance_to_corners(&a))
}

impl Hull {
    fn new((dimensions, heading_deg): (Dimensions, f64), antenna: Point) -> Self {
        let (sin, cos) = heading_deg.to_radians().sin_cos();
        Self { antenna, sin, cos, dimensions }
    }

    /// Metres to starboard and ahead of the antenna, of its port quarter and of its starboard bow.
    fn extent(&self) -> (Point, Point) {
        let metres = f64::from;
        (
            (-metres(self.dimensions.to_port_m()), -metres(self.dimensions.to_stern_m())),
            (metres(self.dimensions.to_starboard_m()), metres(self.dimensions.to_bow_m())),
        )
    }

    /// The corners in the plane.
    fn corners(&self) -> [Point; 4] {
        let (low, high) = self.extent();
        [(low.0, low.1), (high.0, low.1), (high.0, high.1), (low.0, high.1)].map(|(starboard, ahead)| {
            // Ahead is (sin, cos) to east and north, starboard is (cos, -sin).
            (
                self.antenna.0 + ahead * self.sin + starboard * self.cos,
                self.antenna.1 + ahead * self.cos - starboard * self.sin,
            )
        })
    }

    /// A point of the plane as metres to starboard and ahead of the antenna.
    fn seen_from_here(&self, (east, north): Point) -> Point {
        let (east, north) = (east - self.antenna.0, north - self.antenna.1);
        (east * self.cos - north * self.sin, east * self.sin + north * self.cos)
    }

    /// Whether no line along one of its sides has the other hull on its far side.
    fn has_no_side_between(&self, other: &Self) -> bool {
        let (low, high) = self.extent();
        let corners = other.corners().map(|corner| self.seen_from_here(corner));
        let all = |beyond: fn(Point, Point) -> bool, edge: Point| corners.iter().all(|&corner| beyond(corner, edge));
        !(all(|corner, low| corner.0 < low.0, low)
            || all(|corner, low| corner.1 < low.1, low)
            || all(|corner, high| corner.0 > high.0, high)
            || all(|corner, high| corner.1 > high.1, high))
    }

    /// The least distance from this hull to a corner of the other.
    fn least_distance_to_corners(&self, other: &Self) -> f64 {
        let (low, high) = self.extent();
        let distance_squared = |corner: Point| {
            let (starboard, ahead) = self.seen_from_here(corner);
            let beyond = |value: f64, low: f64, high: f64| (low - value).max(value - high).max(0.0);
            beyond(starboard, low.0, high.0).powi(2) + beyond(ahead, low.1, high.1).powi(2)
        };
        other.corners().into_iter().map(distance_squared).fold(f64::INFINITY, f64::min).sqrt()
    }
}

/// The angle between two headings, in degrees, 0 to 180.
pub(crate) fn heading_difference_deg(a: f64, b: f64) -> f64 {
    let difference = (a - b).rem_euclid(360.0);
    difference.min(360.0 - difference)
}

#[cfg(test)]
#[path = "hull_tests.rs"]
mod tests;
