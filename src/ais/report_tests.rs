use super::*;

#[test]
fn a_ship_that_has_said_nothing_is_empty() {
    assert!(StaticData::default().is_empty());
    assert!(!StaticData { invalid_imo: Some(9_074_728), ..StaticData::default() }.is_empty());
}

#[test]
fn a_newer_report_replaces_what_it_says_and_keeps_what_it_leaves_out() {
    let mut ship = StaticData {
        name: Some("OLD NAME".into()),
        draught: Draught::from_m(17.0),
        ship_type: ShipType::from_code(80),
        ..StaticData::default()
    };
    ship.update(&StaticData {
        name: Some("NEW NAME".into()),
        draught: Draught::from_m(9.5),
        destination: Some("PAL".into()),
        ..StaticData::default()
    });
    assert_eq!(ship.name.as_deref(), Some("NEW NAME"));
    assert_eq!(ship.draught, Draught::from_m(9.5));
    assert_eq!(ship.ship_type, ShipType::from_code(80));
    assert_eq!(ship.destination.as_deref(), Some("PAL"));
}

#[test]
fn an_imo_number_right_or_wrong_replaces_the_one_before() {
    let right = StaticData { imo: Imo::new(9_074_729).ok(), ..StaticData::default() };
    let wrong = StaticData { invalid_imo: Some(9_074_728), ..StaticData::default() };
    let mut ship = right.clone();
    ship.update(&wrong);
    assert_eq!(ship, wrong);
    ship.update(&right);
    assert_eq!(ship, right);
    ship.update(&StaticData::default());
    assert_eq!(ship, right);
}
