use super::*;

#[test]
fn a_tanker_with_her_antenna_aft_keeps_the_four_distances() {
    let ship = Dimensions::from_antenna(225, 49, 20, 28).unwrap();
    assert_eq!((ship.to_bow_m(), ship.to_stern_m(), ship.to_port_m(), ship.to_starboard_m()), (225, 49, 20, 28));
    assert_eq!((ship.length_m(), ship.beam_m(), ship.antenna_known()), (274, 48, true));
}

#[test]
fn a_and_c_of_zero_say_that_the_antenna_is_anywhere() {
    let ship = Dimensions::from_antenna(0, 275, 0, 47).unwrap();
    assert_eq!(Some(ship), Dimensions::centred(275, 47));
    assert_eq!((ship.to_bow_m(), ship.to_stern_m(), ship.to_port_m(), ship.to_starboard_m()), (137, 138, 23, 24));
    assert!(!ship.antenna_known());
}

#[test]
fn an_antenna_on_the_edge_of_the_hull_is_a_place_like_any_other() {
    for (a, b, c, d) in [(0, 30, 4, 4), (30, 0, 4, 4), (20, 10, 0, 8), (20, 10, 8, 0), (30, 0, 0, 8), (0, 30, 8, 0)] {
        let ship = Dimensions::from_antenna(a, b, c, d).unwrap();
        assert!(ship.antenna_known());
        assert_eq!((ship.length_m(), ship.beam_m()), (30, 8));
    }
}

#[test]
fn a_hull_without_length_or_beam_is_no_hull() {
    for (a, b, c, d) in [(0, 0, 0, 0), (0, 0, 4, 4), (20, 10, 0, 0), (0, 30, 0, 0), (0, 0, 0, 8), (30, 0, 0, 0)] {
        assert_eq!(Dimensions::from_antenna(a, b, c, d), None, "{a} {b} {c} {d}");
    }
    assert_eq!(Dimensions::centred(0, 8), None);
    assert_eq!(Dimensions::centred(30, 0), None);
}

#[test]
fn distances_wider_than_their_bits_are_refused() {
    assert!(Dimensions::from_antenna(511, 511, 63, 63).is_some());
    for (a, b, c, d) in [(512, 1, 1, 1), (1, 512, 1, 1), (1, 1, 64, 1), (1, 1, 1, 64), (u16::MAX, u16::MAX, 1, 1)] {
        assert_eq!(Dimensions::from_antenna(a, b, c, d), None, "{a} {b} {c} {d}");
    }
    assert!(Dimensions::centred(1022, 126).is_some());
    assert_eq!(Dimensions::centred(1023, 126), None);
    assert_eq!(Dimensions::centred(1022, 127), None);
}
