use proptest::prelude::*;

use super::*;

#[test]
fn the_speed_that_means_not_available_never_becomes_a_speed() {
    assert_eq!(Speed::from_kn(102.2).map(Speed::decikn), Some(1022));
    assert_eq!(Speed::from_kn(102.24).map(Speed::decikn), Some(1022));
    // The last number below 102.25, whose product with 10 must not be rounded up to 1023.
    assert_eq!(Speed::from_kn(102.25_f64.next_down()).map(Speed::decikn), Some(1022));
    for knots in [102.25, 102.3, 1023.0, 1e9, f64::INFINITY, f64::NAN, -0.1, -1e-9] {
        assert_eq!(Speed::from_kn(knots), None, "{knots}");
    }
    assert_eq!(Speed::from_decikn(1023), None);
    assert_eq!(Speed::from_kn(-0.0).map(Speed::decikn), Some(0));
}

#[test]
fn a_course_just_short_of_north_is_north_and_360_is_none() {
    assert_eq!(Course::from_deg(359.94).map(Course::decideg), Some(3599));
    assert_eq!(Course::from_deg(359.95).map(Course::decideg), Some(0));
    assert_eq!(Course::from_deg(360.0_f64.next_down()).map(Course::decideg), Some(0));
    for degrees in [360.0, 360.04, 409.5, 3600.0, -0.1, f64::NAN, f64::INFINITY] {
        assert_eq!(Course::from_deg(degrees), None, "{degrees}");
    }
    assert_eq!(Course::from_decideg(3600), None);
}

#[test]
fn a_heading_is_whole_degrees_and_511_is_none() {
    assert_eq!(Heading::from_deg(359.4).map(Heading::whole_deg), Some(359));
    assert_eq!(Heading::from_deg(359.5).map(Heading::whole_deg), Some(0));
    for degrees in [360.0, 511.0, -1.0, f64::NAN] {
        assert_eq!(Heading::from_deg(degrees), None, "{degrees}");
    }
    assert_eq!(Heading::from_whole_deg(359).map(Heading::deg), Some(359.0));
    assert_eq!(Heading::from_whole_deg(360), None);
}

#[test]
fn a_draught_of_nothing_is_not_known_and_the_deepest_is_25_5_m() {
    assert_eq!(Draught::from_m(25.5).map(Draught::dm), Some(255));
    assert_eq!(Draught::from_m(25.55_f64.next_down()).map(Draught::dm), Some(255));
    assert_eq!(Draught::from_m(0.05).map(Draught::dm), Some(1));
    for metres in [0.0, 0.04, 25.55, 25.6, 255.0, 6553.6, -3.0, f64::NAN, f64::INFINITY] {
        assert_eq!(Draught::from_m(metres), None, "{metres}");
    }
    assert_eq!(Draught::from_dm(0), None);
}

proptest! {
    #[test]
    fn every_speed_on_the_air_survives_knots(tenths in 0_u16..=1022) {
        let speed = Speed::from_decikn(tenths).unwrap();
        prop_assert_eq!(Speed::from_kn(speed.kn()), Some(speed));
        // As a file writes it.
        prop_assert_eq!(Speed::from_kn(format!("{:.1}", speed.kn()).parse().unwrap()), Some(speed));
    }

    #[test]
    fn every_course_on_the_air_survives_degrees(tenths in 0_u16..3600) {
        let course = Course::from_decideg(tenths).unwrap();
        prop_assert_eq!(Course::from_deg(course.deg()), Some(course));
    }

    #[test]
    fn every_draught_on_the_air_survives_metres(tenths in 1_u8..) {
        let draught = Draught::from_dm(tenths).unwrap();
        prop_assert_eq!(Draught::from_m(draught.m()), Some(draught));
    }

    #[test]
    fn no_number_gives_a_value_off_the_scale(value in proptest::num::f64::ANY) {
        prop_assert!(Speed::from_kn(value).is_none_or(|speed| (speed.kn() - value).abs() <= 0.0501));
        prop_assert!(Course::from_deg(value).is_none_or(|course| course.decideg() < 3600));
        prop_assert!(Heading::from_deg(value).is_none_or(|heading| heading.whole_deg() < 360));
        prop_assert!(Draught::from_m(value).is_none_or(|draught| (draught.m() - value).abs() <= 0.0501));
    }
}
