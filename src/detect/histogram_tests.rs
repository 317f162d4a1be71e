use proptest::prelude::*;

use super::Histogram;

#[test]
fn without_time_there_is_no_median() {
    assert_eq!(Histogram::default().median(), None);
    let mut empty = Histogram::default();
    empty.add(3.0, 0);
    assert_eq!(empty.median(), None);
}

proptest! {
    #[test]
    fn the_median_is_that_of_the_values_written_out(
        values in prop::collection::vec((0..50_u32, 1..20_i64), 1..30),
        off in -0.49..0.49_f64,
    ) {
        let mut histogram = Histogram::default();
        let mut written_out = Vec::new();
        for &(value, time) in &values {
            histogram.add(f64::from(value) + off, time);
            written_out.extend(std::iter::repeat_n(value, time as usize));
        }
        written_out.sort_unstable();
        prop_assert_eq!(histogram.median(), Some(written_out[written_out.len().div_ceil(2) - 1]));
    }
}
