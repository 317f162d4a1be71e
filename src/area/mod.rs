//! Areas of interest: which places are inside.

use geo::{BoundingRect, Intersects, MultiPolygon, Point, Polygon, Rect};

use crate::ais::Position;

#[cfg(feature = "geojson")]
pub(crate) mod geojson;

/// Polygons on the chart, as a mask for events.
///
/// Edges are straight in longitude and latitude, as RFC 7946 says, and the border belongs to the
/// area. A polygon across the antimeridian may be split there, or go on beyond ±180°: a position
/// is inside if it is so at its longitude or at that longitude ±360°.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    polygons: Vec<(Rect<f64>, Polygon<f64>)>,
}

impl Area {
    /// An area of polygons whose `x` is longitude and `y` latitude, in degrees.
    ///
    /// ```
    /// use geo::{MultiPolygon, polygon};
    /// use lightering::{ais::Position, area::Area};
    /// // Fiji, beyond 180°.
    /// let area = Area::new(MultiPolygon::new(vec![polygon![
    ///     (x: 176.0, y: -20.0), (x: 183.0, y: -20.0), (x: 183.0, y: -15.0), (x: 176.0, y: -15.0),
    /// ]]));
    /// assert!(area.contains(Position::from_degrees(-17.0, -178.5)?));
    /// assert!(!area.contains(Position::from_degrees(-17.0, 175.0)?));
    /// # Ok::<(), lightering::ais::InvalidPosition>(())
    /// ```
    #[must_use]
    pub fn new(polygons: MultiPolygon<f64>) -> Self {
        let boxed = polygons.into_iter().filter_map(|polygon| Some((polygon.bounding_rect()?, polygon)));
        Self { polygons: boxed.collect() }
    }

    /// Whether a position is inside or on the border.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        [0.0, -360.0, 360.0].iter().any(|turn| {
            let point = Point::new(position.longitude_deg() + turn, position.latitude_deg());
            self.polygons.iter().any(|(rect, polygon)| rect.intersects(&point) && polygon.intersects(&point))
        })
    }
}

/// The part of a ring on the side of a line where a measure that is linear is not negative; the last point is not the first again
/// (Sutherland and Hodgman, "Reentrant polygon clipping", Communications of the ACM 17(1), 1974,
/// <https://doi.org/10.1145/360767.360802>).
#[cfg(any(feature = "coastline", feature = "geojson"))]
pub(crate) fn clipped(points: &[(f64, f64)], side: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(points.len());
    let Some(&last) = points.last() else { return kept };
    let mut before = last;
    for &point in points {
        let (from, to) = (side(before), side(point));
        if (from < 0.0) != (to < 0.0) {
            let share = from / (from - to);
            kept.push((before.0 + (point.0 - before.0) * share, before.1 + (point.1 - before.1) * share));
        }
        if to >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
