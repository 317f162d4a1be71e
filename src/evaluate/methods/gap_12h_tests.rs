use super::super::fixtures::{alerts, at, minutes, mmsi, reports};
use super::*;
use crate::simulate::Voyage;

fn silent(hours: i64) -> Voyage {
    Voyage::of(mmsi(1)).starting(at(0, 0), 30.0, 150.0).drift(40.0, 90.0, 1.0).silence(at(10, 1), at(10 + hours, 0))
}

#[test]
fn a_silence_of_twelve_hours_is_found_and_one_of_eleven_is_lost() {
    let found = alerts(&Gap12hMethod::default(), &reports(&[silent(12)], minutes(10)));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].mmsi_b, found[0].start, found[0].end), (None, at(10, 0), at(22, 0)));
    assert_eq!(found[0].score, 12.0);
    assert!(alerts(&Gap12hMethod::default(), &reports(&[silent(11)], minutes(10))).is_empty());
}

#[test]
fn near_the_shore_nothing_counts() {
    let reports = reports(&[silent(12)], minutes(10));
    for (shore_m, count) in [(92_599.0, 0), (92_600.0, 1)] {
        let distance = move |_: Position| shore_m;
        let method = Gap12hMethod { shore_m: Some(&distance), ..Gap12hMethod::default() };
        assert_eq!(alerts(&method, &reports).len(), count, "{shore_m} m");
    }
}

#[test]
fn a_vessel_that_was_hardly_heard_before_is_left_out() {
    // Once an hour: 11 fixes before the silence.
    let reports = reports(&[silent(12)], minutes(60));
    assert!(alerts(&Gap12hMethod::default(), &reports).is_empty());
    assert_eq!(alerts(&Gap12hMethod { min_fixes_before: 11, ..Gap12hMethod::default() }, &reports).len(), 1);
    assert!(alerts(&Gap12hMethod { min_fixes_before: 12, ..Gap12hMethod::default() }, &reports).is_empty());
}
