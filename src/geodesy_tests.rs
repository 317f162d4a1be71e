use geo::Destination;
use proptest::prelude::*;

use super::*;

/// Latitude and longitude of any place, the poles and the antimeridian more often than by chance.
fn place() -> impl Strategy<Value = (f64, f64)> {
    let latitude = prop_oneof![8 => -90.0..=90.0, 1 => Just(90.0), 1 => Just(-90.0), 1 => Just(0.0)];
    let longitude = prop_oneof![8 => -180.0..=180.0, 1 => Just(180.0), 1 => Just(-180.0), 1 => Just(0.0)];
    (latitude, longitude)
}

/// Where a ship is after so many metres along the geodesic in a direction.
fn after((latitude, longitude): (f64, f64), bearing: f64, metres: f64) -> (f64, f64) {
    let end = Geodesic.destination(Point::new(longitude, latitude), bearing, metres);
    (end.y(), end.x())
}

fn at((latitude, longitude): (f64, f64)) -> Ecef {
    Ecef::from_degrees(latitude, longitude)
}

fn cross(a: Ecef, b: Ecef) -> Ecef {
    Ecef { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}

/// How far a point is off the ellipsoid, as a share of its radius.
fn off_ellipsoid(point: Ecef) -> f64 {
    let (a, b) = (SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M);
    (point.x.powi(2) + point.y.powi(2)) / (a * a) + point.z.powi(2) / (b * b) - 1.0
}

#[test]
fn the_poles_and_the_equator_are_where_the_axes_are() {
    assert_eq!(Ecef::from_degrees(0.0, 0.0), Ecef { x: SEMI_MAJOR_AXIS_M, y: 0.0, z: 0.0 });
    assert!(Ecef::from_degrees(90.0, 33.0).distance(Ecef { x: 0.0, y: 0.0, z: SEMI_MINOR_AXIS_M }) < 1e-8);
    assert!(Ecef::from_degrees(-90.0, 0.0).distance(Ecef { x: 0.0, y: 0.0, z: -SEMI_MINOR_AXIS_M }) < 1e-8);
}

#[test]
fn both_sides_of_the_antimeridian_are_one_place() {
    assert!(Ecef::from_degrees(12.0, 180.0).distance(Ecef::from_degrees(12.0, -180.0)) < 1e-8);
}

#[test]
fn half_way_across_the_antimeridian_is_on_it() {
    let middle = Ecef::from_degrees(10.0, 179.99).lerp(Ecef::from_degrees(10.0, -179.99), 0.5).on_ellipsoid();
    let (latitude, longitude) = middle.to_degrees();
    assert!((longitude.abs() - 180.0).abs() < 1e-9, "{longitude}");
    assert!((latitude - 10.0).abs() < 1e-6, "{latitude}");
}

#[test]
fn the_centre_of_the_earth_has_a_latitude_and_stays_where_it_is() {
    assert_eq!(Ecef::default().to_degrees(), (0.0, 0.0));
    assert_eq!(Ecef::default().on_ellipsoid(), Ecef::default());
}

#[test]
fn a_chord_sags_by_an_eighth_of_its_square_over_the_radius() {
    for place in [(0.0, 0.0), (33.0, -118.0), (-60.0, 179.9), (88.0, 12.0)] {
        for bearing in [0.0, 45.0, 90.0] {
            let (start, end) = (at(place), at(after(place, bearing, 28_000.0)));
            let middle = start.lerp(end, 0.5);
            let sag = middle.distance(middle.on_ellipsoid());
            let expected = start.distance(end).powi(2) / (8.0 * 6_371_000.0);
            // The radius of curvature differs from the mean by up to 1 %.
            assert!((sag / expected - 1.0).abs() < 0.015, "{place:?} {bearing}: {sag} {expected}");
        }
    }
}

#[test]
fn at_the_poles_east_and_north_are_still_two_directions() {
    for (pole, north_x) in [(SEMI_MINOR_AXIS_M, -1.0), (-SEMI_MINOR_AXIS_M, 1.0)] {
        let (east, north) = Ecef { x: 0.0, y: 0.0, z: pole }.east_north();
        assert!(north.distance(Ecef { x: north_x, y: 0.0, z: 0.0 }) < 1e-9, "{north:?}");
        assert!(east.distance(Ecef { x: 0.0, y: 1.0, z: 0.0 }) < 1e-9, "{east:?}");
    }
}

#[test]
fn a_nautical_mile_an_hour_is_a_knot() {
    assert!((knots(1852.0 / 3600.0) - 1.0).abs() < 1e-15);
    assert!((10.0 * METRES_PER_SECOND_PER_KNOT - 5.144_444).abs() < 1e-6);
}

#[test]
fn positions_become_the_same_points_as_their_degrees() {
    let position = Position::from_degrees(33.01, -117.79).unwrap();
    assert!(Ecef::from(position).distance(Ecef::from_degrees(33.01, -117.79)) < 1e-8);
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_place(place in place()) {
        let back = at(place).to_degrees();
        prop_assert!((back.0 - place.0).abs() < 1e-9, "{back:?}");
        prop_assert!(at(back).distance(at(place)) < 1e-6, "{back:?}");
        prop_assert!((-90.0..=90.0).contains(&back.0) && (-180.0..=180.0).contains(&back.1), "{back:?}");
    }

    #[test]
    fn latitude_holds_ten_kilometres_above_and_below(place in place(), height in -10_000.0..=10_000.0) {
        let surface = at(place);
        let (east, north) = surface.east_north();
        let (latitude, _) = (surface + cross(east, north) * height).to_degrees();
        prop_assert!((latitude - place.0).abs() < 1e-9, "{latitude}");
    }

    #[test]
    fn ships_five_hundred_metres_apart_are_so_to_a_micrometre(place in place(), bearing in 0.0..360.0) {
        let chord = at(place).distance(at(after(place, bearing, 500.0)));
        prop_assert!((chord - 500.0).abs() < 1e-6, "{chord}");
    }

    #[test]
    fn the_chord_of_a_hundred_kilometres_is_a_metre_short(place in place(), bearing in 0.0..360.0) {
        let chord = at(place).distance(at(after(place, bearing, 100_000.0)));
        prop_assert!((0.95..1.1).contains(&(100_000.0 - chord)), "{chord}");
    }

    #[test]
    fn a_reported_length_is_the_length_of_the_geodesic(place in place(), bearing in 0.0..360.0, metres in 1.0..5e6) {
        let end = after(place, bearing, metres);
        let a = Position::from_degrees(place.0, place.1).unwrap();
        let b = Position::from_degrees(end.0, end.1).unwrap();
        // Both ends are rounded to 1e-7°, about 1 cm.
        prop_assert!((geodesic_m(a, b) - metres).abs() < 0.02, "{}", geodesic_m(a, b));
    }

    #[test]
    fn a_point_put_back_is_on_the_ellipsoid_and_stays_there(a in place(), b in place(), fraction in 0.0..=1.0) {
        let inside = at(a).lerp(at(b), fraction);
        // Near the centre, between antipodes, there is no direction to put it back along.
        prop_assume!(inside.norm() > 1.0);
        let back = inside.on_ellipsoid();
        prop_assert!(off_ellipsoid(back).abs() < 1e-12, "{back:?}");
        prop_assert!(back.on_ellipsoid().distance(back) < 1e-6);
        prop_assert!(cross(back, inside).norm() < 1e-8 * back.norm() * inside.norm());
    }

    #[test]
    fn every_place_is_on_the_ellipsoid(place in place()) {
        prop_assert!(off_ellipsoid(at(place)).abs() < 1e-14);
    }

    #[test]
    fn east_and_north_are_level_and_square(place in place()) {
        let here = at(place);
        let (east, north) = here.east_north();
        prop_assert!((east.norm() - 1.0).abs() < 1e-12);
        prop_assert!((north.norm() - 1.0).abs() < 1e-12);
        prop_assert!(east.dot(north).abs() < 1e-12);
        // The gradient of the ellipsoid is up.
        let (a, b) = (SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M);
        let up = Ecef { x: here.x / (a * a), y: here.y / (a * a), z: here.z / (b * b) };
        let up = up * (1.0 / up.norm());
        prop_assert!(cross(east, north).distance(up) < 1e-9);
    }
}

proptest! {
    #[test]
    fn conversion_by_the_nearest_multiple_agrees_with_trigonometry_and_forgets_what_was_asked_before(
        positions in prop::collection::vec((-900_000_000..=900_000_000_i32, -1_800_000_000..=1_800_000_000_i32), 1..20),
    ) {
        let mut converter = Converter::default();
        for (latitude, longitude) in positions {
            let position = Position::from_e7(latitude, longitude).unwrap();
            let place = converter.ecef(position);
            prop_assert_eq!(place, Ecef::from(position));
            let by_trigonometry = Ecef::from_degrees(position.latitude_deg(), position.longitude_deg());
            prop_assert!(place.distance(by_trigonometry) < 1e-8);
        }
    }
}

proptest! {
    #[test]
    fn the_nearest_whole_number_is_that_of_round(
        value in prop_oneof![-2e15..2e15_f64, -1e6..1e6_f64, -3.0..3.0_f64, (-9_i32..9, 0..3).prop_map(about_a_half)],
    ) {
        prop_assert_eq!(nearest(value), value.round_ties_even() as i64);
    }
}

/// A half, or the double next to it on the one side or the other.
fn about_a_half((whole, which): (i32, i32)) -> f64 {
    let half = f64::from(whole) + 0.5;
    match which {
        0 => half.next_down(),
        1 => half,
        _ => half.next_up(),
    }
}
