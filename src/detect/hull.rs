//! Hulls in a local plane, and the clearance between them.

use geo::{Distance, Euclidean, LineString, Polygon};

use crate::ais::Dimensions;

/// Clearance between two hulls, in metres; 0 where they touch or overlap.
///
/// `between` is the way from the first antenna to the second, in metres to east and north.
/// Headings are true, in degrees. A hull is the rectangle that the four dimensions span.
pub(crate) fn clearance_m(hull_a: (Dimensions, f64), hull_b: (Dimensions, f64), between: (f64, f64)) -> f64 {
    Euclidean.distance(&outline(hull_a, (0.0, 0.0)), &outline(hull_b, between))
}

/// The outline of a hull whose antenna is at a place of the plane.
fn outline((dimensions, heading_deg): (Dimensions, f64), antenna: (f64, f64)) -> Polygon<f64> {
    let (sin, cos) = heading_deg.to_radians().sin_cos();
    let corner = |ahead: f64, starboard: f64| {
        // Ahead is (sin, cos) to east and north, starboard is (cos, -sin).
        (antenna.0 + ahead * sin + starboard * cos, antenna.1 + ahead * cos - starboard * sin)
    };
    let bow = f64::from(dimensions.to_bow_m());
    let stern = -f64::from(dimensions.to_stern_m());
    let port = -f64::from(dimensions.to_port_m());
    let starboard = f64::from(dimensions.to_starboard_m());
    Polygon::new(
        LineString::from(vec![
            corner(bow, port),
            corner(bow, starboard),
            corner(stern, starboard),
            corner(stern, port),
        ]),
        vec![],
    )
}

/// The angle between two headings, in degrees, 0 to 180.
pub(crate) fn heading_difference_deg(a: f64, b: f64) -> f64 {
    let difference = (a - b).rem_euclid(360.0);
    difference.min(360.0 - difference)
}

#[cfg(test)]
#[path = "hull_tests.rs"]
mod tests;
