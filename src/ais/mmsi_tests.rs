use proptest::prelude::*;

use super::*;

fn mmsi(number: u32) -> Mmsi {
    Mmsi::new(number).unwrap()
}

#[test]
fn each_format_of_the_recommendation_is_told_with_its_country() {
    for (number, kind, flag) in [
        (445_123_000, MmsiKind::Ship, Some("PRK")),
        (338_123_456, MmsiKind::Ship, Some("USA")),
        (23_212_345, MmsiKind::GroupOfShips, Some("GBR")),
        (2_190_047, MmsiKind::CoastStation, Some("DNK")),
        (9_990_000, MmsiKind::CoastStation, None),
        (111_219_502, MmsiKind::SarAircraft, Some("DNK")),
        (823_512_345, MmsiKind::Handheld, Some("GBR")),
        (970_112_345, MmsiKind::Beacon, None),
        (972_112_345, MmsiKind::Beacon, None),
        (974_112_345, MmsiKind::Beacon, None),
        (979_123_456, MmsiKind::AutonomousDevice, None),
        (983_661_234, MmsiKind::Craft, Some("USA")),
        (992_191_501, MmsiKind::AidToNavigation, Some("DNK")),
    ] {
        let mmsi = mmsi(number);
        assert_eq!((mmsi.kind(), mmsi.flag()), (kind, flag), "{mmsi}");
    }
}

#[test]
fn numbers_that_nobody_gave_out_have_no_format() {
    for number in [1, 1_193_046, 1_234_567, 9_999_999, 12_345_678, 111_111_111, 123_456_789, 888_888_888, 900_000_001] {
        assert_eq!(mmsi(number).kind(), MmsiKind::Unassigned, "{number}");
        assert_eq!(mmsi(number).mid(), None, "{number}");
        assert!(mmsi(number).is_vessel(), "a false number is a reason to look: {number}");
    }
}

#[test]
fn a_ship_with_an_unallocated_mid_is_a_ship_without_a_flag() {
    let ship = mmsi(444_123_456);
    assert_eq!(ship.kind(), MmsiKind::Ship);
    assert_eq!(ship.mid().map(Mid::digits), Some(444));
    assert_eq!(ship.flag(), None);
}

#[test]
fn buoys_aircraft_stations_and_beacons_are_no_vessels() {
    for number in [2_190_047, 23_212_345, 111_219_502, 970_112_345, 979_123_456, 983_661_234, 992_191_501, 999_999_999]
    {
        assert!(!mmsi(number).is_vessel(), "{number}");
    }
}

#[test]
fn a_file_that_lost_the_leading_zeros_names_the_same_station() {
    let lost: Mmsi = "2190047".parse().unwrap();
    let kept: Mmsi = "002190047".parse().unwrap();
    assert_eq!(lost, kept);
    assert_eq!(lost.to_string(), "002190047");
}

#[test]
fn space_around_an_mmsi_does_not_matter() {
    assert_eq!(" 367000000\t".parse(), Ok(mmsi(367_000_000)));
}

#[test]
fn what_is_not_one_to_nine_digits_is_refused_with_its_text() {
    for text in ["", " ", "0", "000000000", "367000000.0", "3.67e8", "-1", "+367000000", "1000000000", "36700 000", "٣"]
    {
        let refused = text.parse::<Mmsi>().unwrap_err();
        assert_eq!(refused.text, text);
    }
    let message = "367000000.0".parse::<Mmsi>().unwrap_err().to_string();
    assert!(message.starts_with("\"367000000.0\" is no MMSI"), "{message}");
}

#[test]
fn zero_and_ten_digits_are_refused_as_numbers() {
    assert_eq!(Mmsi::try_from(0), Err(InvalidMmsi(0)));
    assert_eq!(Mmsi::try_from(1_000_000_000), Err(InvalidMmsi(1_000_000_000)));
    assert_eq!(Mmsi::try_from(999_999_999).map(Mmsi::get), Ok(999_999_999));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(number in 1_u32..=999_999_999) {
        prop_assert_eq!(mmsi(number).to_string().parse(), Ok(mmsi(number)));
    }

    #[test]
    fn a_flag_comes_from_an_allocated_mid(number in 1_u32..=999_999_999) {
        let mmsi = mmsi(number);
        prop_assert_eq!(mmsi.flag().is_some(), mmsi.mid().is_some_and(Mid::is_allocated));
    }
}
