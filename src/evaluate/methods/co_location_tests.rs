use super::super::fixtures::{alerts, assert_one, at, minutes, mmsi, reports};
use super::*;
use crate::simulate::Voyage;

/// Two ships that lie still for four hours, 80 m from each other in longitude, and then leave.
fn still(longitude: f64) -> [Voyage; 2] {
    let host = Voyage::of(mmsi(1)).starting(at(10, 5), 30.505, longitude).wait(4.0).sail(2.0, 0.0, 12.0);
    let guest = Voyage::of(mmsi(2)).starting(at(10, 5), 30.505, longitude + 0.0008).wait(4.0).sail(2.0, 180.0, 12.0);
    [host, guest]
}

#[test]
fn two_ships_in_one_cell_for_hours_are_found() {
    let found = alerts(&CoLocationMethod::default(), &reports(&still(150.005), minutes(3)));
    assert_one(&found, at(10, 0), at(15, 0), minutes(0));
    assert_eq!(found[0].score, 5.0);
}

#[test]
fn a_pair_on_two_sides_of_a_cells_edge_is_lost() {
    assert!(alerts(&CoLocationMethod::default(), &reports(&still(150.0096), minutes(3))).is_empty());
    assert!(alerts(&CoLocationMethod::default(), &reports(&still(179.9996), minutes(3))).is_empty(), "180° is an edge");
}

#[test]
fn two_that_were_never_there_at_once_are_found_all_the_same() {
    // One leaves at ten to, the other comes at ten past, two hours in a row.
    let early = Voyage::of(mmsi(1)).starting(at(10, 0), 30.505, 150.005).wait(0.8).sail(0.1, 0.0, 12.0);
    let late = Voyage::of(mmsi(2)).starting(at(10, 52), 30.505, 150.005).wait(0.1).sail(0.2, 0.0, 12.0);
    let one_hour = CoLocationMethod { min_hours: 1, ..CoLocationMethod::default() };
    let ships = reports(&[early, late], minutes(1));
    assert_eq!(alerts(&one_hour, &ships).len(), 1);
    assert!(alerts(&CoLocationMethod::default(), &ships).is_empty());
}

#[test]
fn no_cell_no_meeting() {
    let none = CoLocationMethod { cell_deg: 0.0, ..CoLocationMethod::default() };
    assert!(alerts(&none, &reports(&still(150.005), minutes(3))).is_empty());
}
