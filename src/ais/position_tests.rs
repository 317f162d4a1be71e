use proptest::prelude::*;

use super::*;

#[test]
fn the_edges_of_the_map_are_on_it() {
    for (latitude, longitude) in
        [(90.0, 180.0), (-90.0, -180.0), (90.0, 0.0), (0.0, 180.0), (0.0, -180.0), (-0.0, -0.0)]
    {
        let place = Position::from_degrees(latitude, longitude).unwrap();
        assert_eq!((place.latitude_deg(), place.longitude_deg()), (latitude, longitude));
    }
}

#[test]
fn sentinels_and_what_is_no_number_are_refused_with_what_was_given() {
    for (latitude, longitude) in
        [(91.0, 0.0), (0.0, 181.0), (90.000_000_1, 0.0), (0.0, -180.000_000_1), (f64::INFINITY, 0.0)]
    {
        let refused = Position::from_degrees(latitude, longitude).unwrap_err();
        assert_eq!((refused.latitude_deg, refused.longitude_deg), (latitude, longitude));
    }
    assert!(Position::from_degrees(f64::NAN, 0.0).is_err());
    assert!(Position::from_degrees(0.0, f64::NAN).is_err());
    let message = Position::from_degrees(91.0, 181.0).unwrap_err().to_string();
    assert!(message.starts_with("91, 181 is no position"), "{message}");
}

#[test]
fn units_beyond_the_earth_are_refused() {
    assert!(Position::from_e7(900_000_000, -1_800_000_000).is_some());
    assert_eq!(Position::from_e7(900_000_001, 0), None);
    assert_eq!(Position::from_e7(0, -1_800_000_001), None);
    assert_eq!(Position::from_e7(i32::MIN, i32::MAX), None);
}

proptest! {
    #[test]
    fn degrees_and_units_agree(latitude in -900_000_000..=900_000_000, longitude in -1_800_000_000..=1_800_000_000) {
        let place = Position::from_e7(latitude, longitude).unwrap();
        prop_assert_eq!(Position::from_degrees(place.latitude_deg(), place.longitude_deg()), Ok(place));
    }

    #[test]
    fn rounding_moves_a_ship_by_less_than_a_centimetre(latitude in -90.0..=90.0, longitude in -180.0..=180.0) {
        let place = Position::from_degrees(latitude, longitude).unwrap();
        prop_assert!((place.latitude_deg() - latitude).abs() <= 0.5001e-7);
        prop_assert!((place.longitude_deg() - longitude).abs() <= 0.5001e-7);
    }
}
