use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn those_near_a_place_are_those_within_the_distance(
        (latitude, longitude) in prop_oneof![
            (-90.0..90.0, -180.0..180.0_f64),
            (-1.0..1.0, 179.0..180.0_f64),
            (89.0..90.0, -180.0..180.0_f64),
        ],
        others in prop::collection::vec((-1.5..1.5_f64, -1.5..1.5_f64, any::<bool>()), 0..2 * FEW),
    ) {
        let place = Ecef::from_degrees(latitude, longitude);
        let (east, north) = place.east_north();
        let witnesses: Vec<Witness> = others
            .iter()
            .enumerate()
            .map(|(number, &(x, y, heard))| {
                let place = (place + east * (x * NEAR_M) + north * (y * NEAR_M)).on_ellipsoid();
                Witness { hour: 100, place, at: Bearing::of(place), history: number as u32, heard }
            })
            .collect();
        let is_near = |witness: &&Witness| witness.history != 0 && witness.place.distance(place) <= NEAR_M;
        let count = |heard: bool| witnesses.iter().filter(is_near).filter(|witness| witness.heard == heard).count() as f64;
        let expected = Share { heard: count(true), silent: count(false) };
        let coverage = Coverage::of(witnesses);
        prop_assert_eq!(coverage.near(100, place, 0), expected);
        prop_assert_eq!(coverage.near(101, place, 0), Share::default());
        prop_assert_eq!(coverage.near(99, place, 0), Share::default());
    }
}

#[test]
fn the_longer_a_silence_and_the_better_the_reception_the_less_likely_it_is() {
    // v (1 - q) / v for one hour.
    assert!((not_heard(0.9, 1) - 0.1).abs() < 1e-12);
    // Half expected: 6 / ((n + 2) (n + 3)).
    assert!((not_heard(0.5, 9) - 1.0 / 22.0).abs() < 1e-12);
    assert_eq!((not_heard(0.7, 0), not_heard(0.0, 50)), (1.0, 1.0));
    assert!(not_heard(0.9, 6) < not_heard(0.9, 5) && not_heard(0.95, 6) < not_heard(0.9, 6));
}
