use super::super::made::{Made, position, voyage};
use super::*;

fn decoded(made: &Made) -> Result<Message, Reason> {
    let (payload, fill) = made.payload();
    message(payload.as_bytes(), fill as u8)
}

fn report(made: &Made) -> Report {
    decoded(made).unwrap().position.unwrap()
}

#[test]
fn a_position_report_of_class_a_has_all_its_fields() {
    let message = decoded(&position(311_000_112, 42)).unwrap();
    assert_eq!((message.mmsi, message.statics), (311_000_112, None));
    let report = message.position.unwrap();
    assert_eq!(report.position, Ok(Position::from_degrees(33.01, -117.79).unwrap()));
    assert_eq!(report.second, 42);
    let more = report.more;
    assert_eq!(more.speed.map(Speed::decikn), Some(123));
    assert_eq!(more.course.map(Course::decideg), Some(2115));
    assert_eq!(more.heading.map(Heading::whole_deg), Some(187));
    assert_eq!(more.status, Some(NavStatus::UNDER_WAY_USING_ENGINE));
    assert_eq!((more.class, more.coarse), (Some(TransceiverClass::A), false));
}

#[test]
fn what_is_not_available_is_none() {
    let made = Made::new(1, 311_000_112).and(4, 15).and(8, -128).and(10, 1023).and(1, 0);
    let made = made.and(28, 181 * 600_000).and(27, 91 * 600_000).and(12, 3600).and(9, 511).and(6, 60).and(25, 0);
    let report = report(&made);
    assert_eq!(report.position, Err(Reason::PositionNotAvailable));
    let expected = Particulars { class: Some(TransceiverClass::A), ..Particulars::default() };
    assert_eq!(report.more, expected);
}

#[test]
fn values_that_cannot_be_are_none() {
    let made = Made::new(1, 311_000_112).and(4, 0).and(8, -128).and(10, 0).and(1, 0);
    let made = made.and(28, 200 * 600_000).and(27, 33 * 600_000).and(12, 4095).and(9, 360).and(6, 60).and(25, 0);
    let report = report(&made);
    assert_eq!(report.position, Err(Reason::BadPosition));
    assert_eq!((report.more.course, report.more.heading), (None, None));
}

#[test]
fn class_b_reports_itself_without_a_status() {
    let made = Made::new(18, 338_000_001).and(8, 0).and(10, 5).and(1, 0);
    let made = made.and(28, -70_674_000).and(27, 19_806_000).and(12, 10).and(9, 511).and(6, 3).and(29, 0);
    let report = report(&made);
    assert_eq!(report.position, Ok(Position::from_degrees(33.01, -117.79).unwrap()));
    assert_eq!((report.more.class, report.more.status), (Some(TransceiverClass::B), None));
    assert_eq!((report.more.speed.map(Speed::decikn), report.second), (Some(5), 3));
}

#[test]
fn the_extended_report_of_class_b_has_name_type_and_hull() {
    let made = Made::new(19, 338_000_001).and(8, 0).and(10, 5).and(1, 0);
    let made = made.and(28, -70_674_000).and(27, 19_806_000).and(12, 10).and(9, 511).and(6, 3).and(4, 0);
    let made = made.and_text(20, "TUG EXAMPLE").and(8, 52).and(9, 10).and(9, 20).and(6, 4).and(6, 5).and(11, 0);
    let message = decoded(&made).unwrap();
    assert!(message.position.is_some());
    let data = message.statics.unwrap();
    assert_eq!(data.name.as_deref(), Some("TUG EXAMPLE"));
    assert_eq!(data.ship_type.map(ShipType::code), Some(52));
    assert_eq!(data.dimensions, Dimensions::from_antenna(10, 20, 4, 5));
}

#[test]
fn the_long_range_message_is_coarse_and_in_whole_knots() {
    let made = |speed, course, longitude, latitude| {
        let made = Made::new(27, 311_000_112).and(2, 0).and(4, 1).and(18, longitude).and(17, latitude);
        made.and(6, speed).and(9, course).and(2, 0)
    };
    let there = report(&made(12, 211, -70_674, 19_806));
    assert_eq!(there.position, Ok(Position::from_degrees(33.01, -117.79).unwrap()));
    assert!(there.more.coarse);
    assert_eq!(there.more.speed.map(Speed::decikn), Some(120));
    assert_eq!(there.more.course.map(Course::decideg), Some(2110));
    assert_eq!(there.more.status, Some(NavStatus::AT_ANCHOR));
    let nowhere = report(&made(63, 511, 181 * 600, 91 * 600));
    assert_eq!(nowhere.position, Err(Reason::PositionNotAvailable));
    assert_eq!((nowhere.more.speed, nowhere.more.course), (None, None));
}

#[test]
fn coordinates_are_rounded_to_the_nearest_unit_on_both_sides_of_zero() {
    let e7 = |units| position_of(units).longitude_e7();
    assert_eq!([e7(1), e7(-1), e7(2), e7(-2), e7(3)], [17, -17, 33, -33, 50]);
}

fn position_of(units: i32) -> Position {
    super::position(0, units, FINE).unwrap()
}

#[test]
fn voyage_data_have_hull_draught_and_destination() {
    let message = decoded(&voyage(311_000_112, 169)).unwrap();
    assert_eq!(message.position, None);
    let data = message.statics.unwrap();
    assert_eq!(data.imo.map(Imo::get), Some(9_074_729));
    assert_eq!((data.name.as_deref(), data.call_sign.as_deref()), (Some("SEA EXAMPLE"), Some("C6AB1")));
    assert_eq!((data.ship_type.map(ShipType::code), data.destination.as_deref()), (Some(80), Some("PAL")));
    let hull = data.dimensions.unwrap();
    assert_eq!([hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()], [225, 49, 20, 28]);
    assert_eq!(data.draught.map(Draught::dm), Some(169));
}

#[test]
fn voyage_data_that_say_nothing_are_empty() {
    let made = Made::new(5, 311_000_112).and(2, 0).and(30, 0).and_text(7, "").and_text(20, "");
    let made = made.and(8, 0).and(30, 0).and(4, 0).and(20, 0).and(8, 0).and_text(20, "  ").and(2, 0);
    assert!(decoded(&made).unwrap().statics.unwrap().is_empty());
}

#[test]
fn a_number_with_a_wrong_check_digit_is_no_identity_and_one_of_another_scheme_is_nothing() {
    let of = |number| {
        let made = Made::new(5, 311_000_112).and(2, 0).and(30, number).and(358, 0);
        let data = decoded(&made).unwrap().statics.unwrap();
        (data.imo.map(Imo::get), data.invalid_imo)
    };
    assert_eq!(of(9_074_728), (None, Some(9_074_728)));
    assert_eq!(of(50_000_001), (None, None));
}

#[test]
fn a_text_ends_where_it_is_filled_up_and_not_with_an_apostrophe() {
    let name = |text: &str| {
        let made = Made::new(24, 338_000_001).and(2, 0).and_text(20, text);
        decoded(&made).unwrap().statics.unwrap().name
    };
    assert_eq!(name("KAITUO9@@@@@@@@@@@B]").as_deref(), Some("KAITUO9"));
    assert_eq!(name("D@SOUZA TIDE").as_deref(), Some("D@SOUZA TIDE"));
    assert_eq!(name(" NAME @").as_deref(), Some("NAME"));
    assert_eq!(name("@@LEFT OVER"), None);
}

#[test]
fn each_part_of_a_static_report_gives_what_it_has() {
    let first = Made::new(24, 338_000_001).and(2, 0).and_text(20, "TUG EXAMPLE");
    let expected = StaticData { name: Some("TUG EXAMPLE".into()), ..StaticData::default() };
    assert_eq!(decoded(&first).unwrap().statics.as_deref(), Some(&expected));
    let second = Made::new(24, 338_000_001).and(2, 1).and(8, 52).and_text(7, "VENDOR").and_text(7, "WDB1");
    let data = decoded(&second.and(9, 10).and(9, 20).and(6, 4).and(6, 5).and(6, 0)).unwrap().statics.unwrap();
    assert_eq!((data.call_sign.as_deref(), data.name), (Some("WDB1"), None));
    assert_eq!(
        (data.ship_type.map(ShipType::code), data.dimensions),
        (Some(52), Dimensions::from_antenna(10, 20, 4, 5))
    );
    let third = Made::new(24, 338_000_001).and(2, 2).and(128, 0);
    assert_eq!(decoded(&third), Err(Reason::OtherMessage));
}

#[test]
fn a_message_that_is_cut_short_is_not_read() {
    assert_eq!(decoded(&position(311_000_112, 0).cut(160)), Err(Reason::TooShort));
    assert_eq!(decoded(&voyage(311_000_112, 0).cut(300)), Err(Reason::TooShort));
    assert_eq!(message(b"", 0), Err(Reason::TooShort));
}

#[test]
fn messages_of_other_types_are_told_apart_from_damage() {
    for kind in [0, 4, 6, 8, 9, 11, 21, 25, 28, 63] {
        assert_eq!(decoded(&Made::new(kind, 2_190_047).and(130, 0)), Err(Reason::OtherMessage), "{kind}");
    }
}
