use proptest::prelude::*;

use super::{Pins, Reach, longest as longest_between};
use crate::track::CleaningParameters;
use crate::track::builder::Row;
use crate::track::transmitter::Rules;

/// A report at seconds and metres north of the equator.
fn row(seconds: i64, north_m: f64) -> Row {
    Row {
        mmsi: 538_000_001,
        time_ms: seconds * 1000,
        latitude_e7: (north_m / 110_574.0 * 1e7) as i32,
        longitude_e7: 0,
        sog: 0,
        cog: 0,
        heading: 0,
        status: 0,
        flags: 0,
        statics: 0,
    }
}

fn reach() -> Reach {
    Rules::new(&CleaningParameters::default()).exact
}

fn longest(rows: &[Row], reach: &Reach) -> Vec<usize> {
    longest_between(rows, Pins { first: false, last: false }, reach)
}

#[test]
fn a_spike_is_left_out_and_its_neighbours_stay() {
    let rows: Vec<Row> = (0..9).map(|i| row(i * 10, if i == 4 { 3000.0 } else { 50.0 * i as f64 })).collect();
    assert_eq!(longest(&rows, &reach()), [0, 1, 2, 3, 5, 6, 7, 8]);
}

#[test]
fn of_two_reports_at_one_time_one_stays() {
    let rows = [row(0, 0.0), row(10, 50.0), row(10, 70.0), row(20, 100.0)];
    assert_eq!(longest(&rows, &reach()).len(), 3);
}

#[test]
fn of_two_streams_that_exclude_each_other_the_one_with_more_reports_stays() {
    // Every 10 s in one place, every 30 s five kilometres off.
    let mut rows: Vec<Row> = (0..60).map(|i| row(i * 10, 0.0)).collect();
    rows.extend((0..20).map(|i| row(i * 30 + 5, 5000.0)));
    rows.sort();
    let kept = longest(&rows, &reach());
    assert_eq!(kept.len(), 60);
    assert!(kept.iter().all(|&i| rows[i].latitude_e7 == 0));
}

proptest! {
    #[test]
    fn no_other_choice_keeps_more(
        fixes in prop::collection::vec((0..120_i64, -2500.0..2500.0_f64), 1..11),
        first: bool,
        last: bool,
    ) {
        let mut rows: Vec<Row> = fixes.iter().map(|&(seconds, north_m)| row(seconds, north_m)).collect();
        rows.sort();
        let end = rows.len() - 1;
        let kept = longest_between(&rows, Pins { first, last }, &reach());
        let possible = |kept: &[usize]| kept.windows(2).all(|pair| reach().allows(&rows[pair[0]], &rows[pair[1]]));
        let holds_pins = |kept: &[usize]| (!first || kept.contains(&0)) && (!last || kept.contains(&end));
        prop_assert!(holds_pins(&kept));
        let best = |last: bool| {
            (0..1_u32 << rows.len())
                .map(|chosen| (0..rows.len()).filter(|i| chosen >> i & 1 == 1).collect::<Vec<_>>())
                .filter(|chosen| possible(chosen) && (!first || chosen.contains(&0)) && (!last || chosen.contains(&end)))
                .map(|chosen| chosen.len())
                .max()
        };
        match best(last) {
            Some(best) => {
                prop_assert!(possible(&kept));
                prop_assert_eq!(kept.len(), best);
            }
            // No way between the two ends: the last is added to the most that can be true from the first on.
            None => {
                prop_assert!(possible(&kept[..kept.len() - 1]));
                prop_assert_eq!(Some(kept.len() - 1), best(false));
            }
        }
    }
}
