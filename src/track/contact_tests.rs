use proptest::prelude::*;

use super::{closest_of, interval};
use crate::geodesy::Ecef;

fn place() -> impl Strategy<Value = Ecef> {
    (-2000.0..2000.0_f64, -2000.0..2000.0_f64, -2000.0..2000.0_f64).prop_map(|(x, y, z)| Ecef { x, y, z })
}

#[test]
fn a_passage_through_the_middle_is_in_contact_between_the_roots() {
    let (start, end) = (Ecef { x: -1000.0, y: 0.0, z: 0.0 }, Ecef { x: 1000.0, y: 0.0, z: 0.0 });
    assert_eq!(interval(start, end, 0, 2000, 500.0), Some((500, 1500)));
    assert_eq!(closest_of(start, end, 0, 2000), (0.0, 1000));
}

#[test]
fn a_ship_that_does_not_move_is_in_contact_all_the_time_or_never() {
    let still = Ecef { x: 300.0, y: 400.0, z: 0.0 };
    assert_eq!(interval(still, still, 0, 60_000, 500.0), Some((0, 60_000)));
    assert_eq!(interval(still, still, 0, 60_000, 499.9), None);
}

#[test]
fn contact_goes_on_to_the_millisecond_where_an_end_is_within() {
    let (near, far) = (Ecef { x: 100.0, y: 0.0, z: 0.0 }, Ecef { x: 900.0, y: 0.0, z: 0.0 });
    assert_eq!(interval(near, far, 7, 807, 500.0), Some((7, 407)));
    assert_eq!(interval(far, near, 7, 807, 500.0), Some((407, 807)));
}

proptest! {
    #[test]
    fn samples_are_within_the_distance_exactly_inside_the_interval(
        start in place(),
        end in place(),
        distance_m in 0.0..2500.0_f64,
    ) {
        let found = interval(start, end, 0, 100_000, distance_m);
        for ms in (0..=100_000).step_by(500) {
            let away = start.lerp(end, ms as f64 / 100_000.0).norm();
            let inside = found.is_some_and(|(enter, leave)| (enter..=leave).contains(&ms));
            if (away - distance_m).abs() > 0.1 {
                prop_assert_eq!(inside, away < distance_m);
            }
        }
    }

    #[test]
    fn no_sample_is_closer_than_the_closest(start in place(), end in place()) {
        let (distance, at_ms) = closest_of(start, end, 0, 100_000);
        prop_assert!((start.lerp(end, at_ms as f64 / 100_000.0).norm() - distance).abs() < 0.1);
        for ms in (0..=100_000).step_by(500) {
            prop_assert!(start.lerp(end, ms as f64 / 100_000.0).norm() >= distance - 1e-9);
        }
    }
}
