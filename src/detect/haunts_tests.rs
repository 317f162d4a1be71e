use proptest::prelude::*;

use super::{Haunts, MAX_CELLS};
use crate::ais::Position;

fn of(visits: &[(i32, i32, i64)]) -> Haunts {
    let mut haunts = Haunts::default();
    for &(latitude_e7, longitude_e7, time_ms) in visits {
        haunts.add(Position::from_e7(latitude_e7, longitude_e7).unwrap(), time_ms);
    }
    haunts
}

#[test]
fn a_ship_on_a_circle_of_300_metres_keeps_within_300_metres() {
    let visits: Vec<_> = (0..3600)
        .map(|i| {
            let (sin, cos) = f64::from(i).to_radians().sin_cos();
            ((sin * 300.0 * 90.4) as i32, (cos * 300.0 * 89.8) as i32, 1000)
        })
        .collect();
    let radius = of(&visits).radius_m(Position::from_e7(0, 0).unwrap(), 95).unwrap();
    assert!((292..=308).contains(&radius), "{radius}");
}

proptest! {
    #[test]
    fn neither_order_nor_parts_matter(
        visits in prop::collection::vec((-90_000_000..90_000_000_i32, -1_800_000_000..=1_799_999_999_i32, 1..9999_i64), 0..700),
        spread in 1..20_000_i32,
        at in 0..700_usize,
    ) {
        let visits: Vec<_> = visits.iter().map(|v| (v.0 / spread, v.1 / spread, v.2)).collect();
        let (left, right) = visits.split_at(at.min(visits.len()));
        let all = of(&visits);
        let mut forward = of(left);
        forward.merge(of(right));
        let mut backward = of(right);
        backward.merge(of(left));
        let mut reversed = visits.clone();
        reversed.reverse();
        prop_assert_eq!(&forward, &all);
        prop_assert_eq!(&backward, &all);
        prop_assert_eq!(&of(&reversed), &all);
        prop_assert!(all.time_ms.len() <= MAX_CELLS);
        prop_assert_eq!(all.time_ms.values().sum::<i64>(), visits.iter().map(|v| v.2).sum::<i64>());
    }
}
