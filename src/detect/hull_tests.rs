use geo::{Distance, Euclidean, LineString, Polygon};
use proptest::prelude::*;

use super::{Hull, clearance_m, heading_difference_deg};
use crate::ais::Dimensions;

fn hull(a: u16, b: u16, c: u16, d: u16) -> Dimensions {
    Dimensions::from_antenna(a, b, c, d).unwrap()
}

#[test]
fn two_ships_side_by_side_are_as_far_apart_as_their_sides() {
    // Antennas 60 m abeam; 20 m to starboard of the one and 25 m to port of the other leave 15.
    let (a, b) = (hull(200, 50, 30, 20), hull(100, 80, 25, 10));
    assert!((clearance_m((a, 0.0), (b, 0.0), (60.0, 0.0)) - 15.0).abs() < 1e-9);
    // Turned together by 130 degrees: starboard is now to the south-west.
    let (sin, cos) = 130.0_f64.to_radians().sin_cos();
    assert!((clearance_m((a, 130.0), (b, 130.0), (60.0 * cos, -60.0 * sin)) - 15.0).abs() < 1e-9);
}

#[test]
fn antennas_200_m_from_the_bow_and_at_the_bow_are_no_clearance() {
    // Alongside, antennas 200 m apart along the hull: the hulls are 10 m apart all the same.
    let (aft, forward) = (hull(200, 30, 20, 20), hull(10, 220, 20, 20));
    let clearance = clearance_m((aft, 0.0), (forward, 0.0), (50.0, 200.0));
    assert!((clearance - 10.0).abs() < 1e-9, "{clearance}");
}

#[test]
fn head_to_stern_the_opposite_sides_meet() {
    // The second lies with her bow to the south: her port side is to the east.
    let (a, b) = (hull(100, 100, 10, 10), hull(100, 100, 30, 5));
    assert!((clearance_m((a, 0.0), (b, 180.0), (40.0, 0.0)) - 25.0).abs() < 1e-9);
}

#[test]
fn hulls_that_overlap_have_no_clearance() {
    let a = hull(100, 100, 10, 10);
    assert_eq!(clearance_m((a, 0.0), (a, 90.0), (5.0, 5.0)), 0.0);
}

#[test]
fn headings_differ_by_the_short_way_round() {
    assert_eq!(heading_difference_deg(350.0, 10.0), 20.0);
    assert_eq!(heading_difference_deg(90.0, 270.0), 180.0);
    assert_eq!(heading_difference_deg(0.0, 359.0), 1.0);
}

#[test]
fn hulls_that_cross_without_a_corner_in_each_other_have_no_clearance() {
    let long = hull(150, 150, 5, 5);
    assert_eq!(clearance_m((long, 0.0), (long, 90.0), (0.0, 0.0)), 0.0);
}

fn any_hull() -> impl Strategy<Value = Dimensions> {
    (0..300_u16, 1..300_u16, 0..40_u16, 1..40_u16).prop_map(|(a, b, c, d)| hull(a, b, c, d))
}

proptest! {
    #[test]
    fn clearance_is_the_distance_of_the_outlines(
        (a, b) in (any_hull(), any_hull()),
        (heading_a, heading_b) in (0.0..360.0_f64, 0.0..360.0_f64),
        between in (-600.0..600.0_f64, -600.0..600.0_f64),
    ) {
        let outline = |hull: Dimensions, heading: f64, antenna: (f64, f64)| {
            Polygon::new(LineString::from(Hull::new((hull, heading), antenna).corners().to_vec()), vec![])
        };
        let expected =
            Euclidean.distance(&outline(a, heading_a, (0.0, 0.0)), &outline(b, heading_b, between));
        let found = clearance_m((a, heading_a), (b, heading_b), between);
        prop_assert!((found - expected).abs() < 1e-6, "{found} m, {expected} m by polygons");
        let swapped = clearance_m((b, heading_b), (a, heading_a), (-between.0, -between.1));
        prop_assert!((found - swapped).abs() < 1e-6);
    }
}
