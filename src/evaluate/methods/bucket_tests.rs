use super::super::fixtures::{alerts, assert_one, at, meeting, minutes, mmsi, reports};
use super::*;
use crate::ais::Course;
use crate::simulate::Voyage;

#[test]
fn a_meeting_in_the_middle_of_a_cell_is_found_across_midnight_too() {
    for (met, left) in [(at(10, 0), at(14, 0)), (at(22, 0), at(26, 0))] {
        let ships = meeting(30.5, 150.5, met, left);
        let found = alerts(&BucketMethod::default(), &reports(&ships, minutes(3)));
        assert_one(&found, met, left, minutes(15));
    }
}

#[test]
fn a_pair_on_two_sides_of_a_cells_edge_is_lost() {
    // 80 m abreast, drifting along the edge.
    let edge = meeting(30.5, 149.9996, at(10, 0), at(14, 0));
    assert!(alerts(&BucketMethod::default(), &reports(&edge, minutes(3))).is_empty());
    let antimeridian = meeting(30.5, 179.9996, at(10, 0), at(14, 0));
    assert!(alerts(&BucketMethod::default(), &reports(&antimeridian, minutes(3))).is_empty());
}

#[test]
fn courses_that_are_noise_hide_a_meeting() {
    let ships = meeting(30.5, 150.5, at(10, 0), at(14, 0));
    let mut noisy = reports(&ships, minutes(3));
    for (number, report) in noisy.iter_mut().enumerate() {
        report.course_over_ground = Course::from_deg((number * 97 % 360) as f64);
    }
    assert!(alerts(&BucketMethod::default(), &noisy).is_empty());
    for report in &mut noisy {
        report.course_over_ground = None;
    }
    assert_eq!(alerts(&BucketMethod::default(), &noisy).len(), 1, "a course that is not known hides nothing");
}

#[test]
fn ships_that_pass_or_lie_a_kilometre_apart_have_not_met() {
    let host = Voyage::of(mmsi(1)).starting(at(9, 0), 30.5, 150.5).wait(6.0);
    let far = Voyage::of(mmsi(2)).starting(at(9, 0), 30.509, 150.5).wait(6.0);
    let passing = Voyage::of(mmsi(3)).starting(at(9, 0), 30.5, 150.0).sail(6.0, 90.0, 9.0);
    assert!(alerts(&BucketMethod::default(), &reports(&[host, far, passing], minutes(3))).is_empty());
}

#[test]
fn the_last_fix_of_a_bucket_decides() {
    let ships = meeting(30.5, 150.5, at(10, 0), at(14, 0));
    let mut reports = reports(&ships, minutes(5));
    // Fast at 12:05, slow at 12:10, the last in its bucket.
    let fast = reports.iter_mut().find(|report| report.mmsi == mmsi(1) && report.time == at(12, 5)).unwrap();
    fast.speed_over_ground = crate::ais::Speed::from_kn(5.0);
    assert_eq!(alerts(&BucketMethod::default(), &reports).len(), 1);
    let fast = reports.iter_mut().find(|report| report.mmsi == mmsi(1) && report.time == at(12, 10)).unwrap();
    fast.speed_over_ground = crate::ais::Speed::from_kn(5.0);
    let short = alerts(&BucketMethod::default(), &reports);
    assert_eq!(short.len(), 1, "two hours before, less than two after: {short:?}");
    assert_eq!(short[0].end, at(12, 0));
}
