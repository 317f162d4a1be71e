use super::*;

fn ship(code: u8) -> ShipType {
    ShipType::from_code(code).unwrap()
}

#[test]
fn a_code_belongs_to_the_group_of_the_table() {
    for (codes, group) in [
        (1..=19, ShipGroup::Reserved),
        (20..=29, ShipGroup::WingInGround),
        (30..=30, ShipGroup::Fishing),
        (31..=32, ShipGroup::Towing),
        (33..=33, ShipGroup::Dredging),
        (34..=34, ShipGroup::Diving),
        (35..=35, ShipGroup::Military),
        (36..=36, ShipGroup::Sailing),
        (37..=37, ShipGroup::Pleasure),
        (38..=39, ShipGroup::Reserved),
        (40..=49, ShipGroup::HighSpeedCraft),
        (50..=50, ShipGroup::Pilot),
        (51..=51, ShipGroup::SearchAndRescue),
        (52..=52, ShipGroup::Tug),
        (53..=53, ShipGroup::PortTender),
        (54..=54, ShipGroup::AntiPollution),
        (55..=55, ShipGroup::LawEnforcement),
        (56..=57, ShipGroup::LocalVessel),
        (58..=58, ShipGroup::Medical),
        (59..=59, ShipGroup::NotPartyToConflict),
        (60..=69, ShipGroup::Passenger),
        (70..=79, ShipGroup::Cargo),
        (80..=89, ShipGroup::Tanker),
        (90..=99, ShipGroup::Other),
    ] {
        for code in codes {
            assert_eq!(ship(code).group(), group, "{code}");
        }
    }
}

#[test]
fn not_available_and_codes_above_the_table_are_no_type() {
    assert_eq!(ShipType::from_code(0), None);
    assert_eq!(ShipType::from_code(100), None);
    assert_eq!(ShipType::from_code(255), None);
}

#[test]
fn danish_words_give_the_plain_code_of_their_group() {
    for (phrase, code) in PHRASES {
        assert_eq!(ShipType::from_phrase(phrase), Some(ship(code)));
        assert_eq!(ShipType::from_phrase(&format!(" {} ", phrase.to_uppercase())), Some(ship(code)));
        assert_eq!(ship(code).hazard(), None, "the word says nothing of the cargo: {phrase}");
    }
    assert_eq!(ShipType::from_phrase("Tanker").map(ShipType::group), Some(ShipGroup::Tanker));
    assert_eq!(ShipType::from_phrase("Reserved").map(ShipType::group), Some(ShipGroup::Reserved));
}

#[test]
fn undefined_and_unknown_words_are_no_type() {
    for phrase in ["Undefined", "", "Tank", "Tankers", "80"] {
        assert_eq!(ShipType::from_phrase(phrase), None, "{phrase}");
    }
}

#[test]
fn the_second_digit_of_a_tanker_says_what_it_carries() {
    let hazards: Vec<_> = (80..=89).map(|code| ship(code).hazard().map(HazardCategory::as_str)).collect();
    assert_eq!(hazards, [None, Some("X"), Some("Y"), Some("Z"), Some("OS"), None, None, None, None, None]);
    assert_eq!(ship(73).hazard().map(HazardCategory::former_letter), Some('C'));
}

#[test]
fn a_tug_or_a_towing_ship_carries_no_hazard_in_its_code() {
    for code in (1..=19).chain(30..=39).chain(50..=59) {
        assert_eq!(ship(code).hazard(), None, "{code}");
    }
}

#[test]
fn every_group_has_one_name_and_is_found_by_it() {
    for group in ShipGroup::ALL {
        let name = group.as_str();
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert_eq!(ShipGroup::from_name(name), Some(group));
        assert_eq!(group.to_string(), name);
    }
    assert!(ShipGroup::ALL.is_sorted_by(|a, b| a < b));
    assert_eq!(ShipGroup::from_name("Tanker"), None);
}

#[test]
fn a_type_is_shown_with_its_group_and_code() {
    assert_eq!(ship(80).to_string(), "tanker (80)");
    assert_eq!(ship(51).to_string(), "search-and-rescue (51)");
}
