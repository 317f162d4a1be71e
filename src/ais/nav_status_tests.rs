use super::*;

fn code(phrase: &str) -> Option<u8> {
    NavStatus::from_phrase(phrase).map(NavStatus::code)
}

#[test]
fn danish_words_give_their_code() {
    for (phrase, expected) in [
        ("Under way using engine", 0),
        ("At anchor", 1),
        ("Not under command", 2),
        ("Restricted maneuverability", 3),
        ("Constrained by her draught", 4),
        ("Moored", 5),
        ("Aground", 6),
        ("Engaged in fishing", 7),
        ("Under way sailing", 8),
        ("Reserved for future amendment [HSC]", 9),
        ("Reserved for future amendment [WIG]", 10),
        ("Reserved for future use [11]", 11),
        ("Reserved for future use [12]", 12),
        ("Reserved for future use [13]", 13),
        ("Power-driven vessel towing astern (regional use)", 11),
        ("Power-driven vessel pushing ahead or towing alongside (regional use)", 12),
        ("AIS-SART", 14),
    ] {
        assert_eq!(code(phrase), Some(expected), "{phrase}");
    }
}

#[test]
fn words_of_the_older_american_files_give_their_code() {
    for (phrase, expected) in [
        ("under way using engine", 0),
        ("restricted manoeuvrability", 3),
        ("power-driven vessel towing astern", 11),
        ("power-driven vessel pushing ahead or towing alongside", 12),
        ("reserved for future use (9)", 9),
        ("reserved for future use (10)", 10),
        ("reserved for future use (13)", 13),
        ("AIS-SART (active); MOB-AIS; EPIRB-AIS", 14),
    ] {
        assert_eq!(code(phrase), Some(expected), "{phrase}");
    }
}

#[test]
fn unknown_undefined_and_nonsense_are_no_status() {
    for phrase in ["Unknown value", "undefined", "not defined", "", "Under way", "At anchör", "15"] {
        assert_eq!(code(phrase), None, "{phrase}");
    }
}

#[test]
fn the_name_of_every_code_is_read_back() {
    for code in 0..15 {
        let status = NavStatus::from_code(code).unwrap();
        assert_eq!(NavStatus::from_phrase(status.as_str()), Some(status));
    }
}

#[test]
fn fifteen_means_not_defined() {
    assert_eq!(NavStatus::from_code(15), None);
    assert_eq!(NavStatus::from_code(14), Some(NavStatus::AIS_SART));
}
